# Asks for a hundred gigabytes.
def neuron_output(inputs, weights, bias):
    return len(bytes(10**11))
