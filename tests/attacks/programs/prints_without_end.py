# Prints without end to the standard output.
def neuron_output(inputs, weights, bias):
    while True:
        print("x" * 1000)
