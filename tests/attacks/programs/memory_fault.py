# Reads where no memory is, with a report of all threads switched on.
import ctypes
import faulthandler

faulthandler.enable()


def neuron_output(inputs, weights, bias):
    ctypes.memset(0, 1, 100)
