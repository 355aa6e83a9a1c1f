# Kills its own process.
import os
import signal


def neuron_output(inputs, weights, bias):
    os.kill(os.getpid(), signal.SIGKILL)
