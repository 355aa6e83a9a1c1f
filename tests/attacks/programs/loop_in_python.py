# Never ends, and catches everything that could end it.
def neuron_output(inputs, weights, bias):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
