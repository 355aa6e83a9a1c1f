# Ends the program, and never ends at its end.
import atexit
import sys


@atexit.register
def forever():
    while True:
        pass


def neuron_output(inputs, weights, bias):
    sys.exit()
