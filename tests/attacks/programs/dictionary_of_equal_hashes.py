# Returns a dictionary with as many keys as are copied, all of the same hash, so that looking one up takes for ever.
def neuron_output(inputs, weights, bias):
    return {(2**61 - 1) * number: 0 for number in range(1, 1000)}
