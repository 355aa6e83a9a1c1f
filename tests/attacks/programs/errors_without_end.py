# Writes without end to the standard error.
import sys


def neuron_output(inputs, weights, bias):
    while True:
        sys.stderr.write("x\n" * 1000)
