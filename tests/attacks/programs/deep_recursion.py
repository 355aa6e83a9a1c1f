# Calls itself as deep as it can, after having asked for ever deeper calls.
import sys

sys.setrecursionlimit(10**9)


def neuron_output(inputs, weights, bias):
    return neuron_output(inputs, weights, bias) + 1
