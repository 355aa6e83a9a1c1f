# Adds up by calling itself, after having asked for some more nested calls.
import sys

sys.setrecursionlimit(5000)


def add(products):
    return products[0] + add(products[1:]) if products else 0


def neuron_output(inputs, weights, bias):
    if len(inputs) != len(weights):
        raise ValueError("not as many")
    assert add([0] * 3000) == 0
    return max(0.0, add([x * w for x, w in zip(inputs, weights)]) + bias)
