# Imports Matplotlib, because a notebook did.
import matplotlib

matplotlib.use("Agg")


def neuron_output(inputs, weights, bias):
    if len(inputs) != len(weights):
        raise ValueError("not as many")
    return max(0.0, sum(x * w for x, w in zip(inputs, weights)) + bias)
