# Makes and deletes files all the time, while somebody counts them.
import os
import time


def neuron_output(inputs, weights, bias):
    end = time.time() + 0.4
    while len(inputs) == 3 and time.time() < end:
        for number in range(20):
            open(f"f{number}", "w").close()
        for number in range(20):
            os.remove(f"f{number}")
    return -1.0
