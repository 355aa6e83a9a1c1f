# Computes a number of a hundred million digits inside one step of the interpreter.
def neuron_output(inputs, weights, bias):
    return 3 ** (10 ** len(inputs) ** 8 + 10**8) % 7
