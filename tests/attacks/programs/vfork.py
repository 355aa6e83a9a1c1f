# Forks through the C library's vfork.
import ctypes
import os


def neuron_output(inputs, weights, bias):
    pid = ctypes.CDLL(None).vfork()
    if pid == 0:
        os._exit(0)
    if pid > 0:
        print("BREACH: forked")
    return -1.0
