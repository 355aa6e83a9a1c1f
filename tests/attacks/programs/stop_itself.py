# Stops its own process, so that whoever waits for it waits for ever.
import os
import signal


def neuron_output(inputs, weights, bias):
    os.kill(os.getpid(), signal.SIGSTOP)
    return -1.0
