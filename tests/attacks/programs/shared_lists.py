# Returns a list that would have 2 ** 60 members if each were written down.
def neuron_output(inputs, weights, bias):
    value = [1.25]
    for _ in range(60):
        value = [value, value]
    return value
