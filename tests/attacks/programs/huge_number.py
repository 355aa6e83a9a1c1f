# Returns a whole number of a million digits.
def neuron_output(inputs, weights, bias):
    return 1 << 3_000_000
