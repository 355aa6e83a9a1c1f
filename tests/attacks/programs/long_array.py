# Returns an array of NumPy with ten million numbers, and one with objects in it.
import numpy


def neuron_output(inputs, weights, bias):
    if len(inputs) == 1:
        return numpy.array([object()] * 40_000)
    return numpy.zeros(10**7)
