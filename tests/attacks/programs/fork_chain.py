# Forks a process that forks its successor and ends, again and again, so that it is never where one looks for it.
import os
import time


def run(end):
    while time.time() < end:
        if os.fork():
            os._exit(0)
        os.setsid()


def neuron_output(inputs, weights, bias):
    try:
        if not os.fork():
            run(time.time() + 5)
            os._exit(0)
    except OSError:
        return -1.0
    print("BREACH: forked")
    return -1.0
