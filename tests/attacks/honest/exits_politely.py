# Leaves functions for the end of the process and handles signals, as longer programs do.
import atexit
import gc
import signal

atexit.register(print, "goodbye")
signal.signal(signal.SIGTERM, lambda *_: print("asked to end"))
gc.collect()


def neuron_output(inputs, weights, bias):
    if len(inputs) != len(weights):
        raise ValueError("not as many")
    return max(0.0, sum(x * w for x, w in zip(inputs, weights)) + bias)
