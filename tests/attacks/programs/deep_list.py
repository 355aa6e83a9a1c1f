# Returns a list in a list in a list, a hundred thousand deep.
def neuron_output(inputs, weights, bias):
    value = []
    for _ in range(100_000):
        value = [value]
    return value
