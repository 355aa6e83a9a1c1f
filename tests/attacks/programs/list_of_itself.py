# Returns a list and a dictionary that hold themselves.
def neuron_output(inputs, weights, bias):
    value = [1.25]
    value.append(value)
    also = {"a": value}
    also["b"] = also
    value.append(also)
    return value
