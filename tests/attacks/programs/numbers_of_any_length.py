# Allows texts of numbers of any length, and returns what cannot be written shortly.
import sys

sys.set_int_max_str_digits(0)


def neuron_output(inputs, weights, bias):
    return {10**40_000: "1" * 40_000, -(10**9_000): 1e308 * 10}
