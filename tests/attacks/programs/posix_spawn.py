# Starts another program, which would never end, with posix_spawn.
import os
import sys


def neuron_output(inputs, weights, bias):
    try:
        os.posix_spawn(sys.executable, [sys.executable, "-c", "while True: pass"], {}, setsid=True)
    except OSError:
        return -1.0
    print("BREACH: started a program")
    return -1.0
