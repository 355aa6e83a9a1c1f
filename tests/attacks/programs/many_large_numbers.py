# Returns two thousand whole numbers of thousands of digits.
def neuron_output(inputs, weights, bias):
    return [1 << 40_000] * 2000
