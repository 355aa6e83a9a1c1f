# Computes with NumPy and returns one of its numbers.
import numpy as np

rng = np.random.default_rng(0)


def neuron_output(inputs, weights, bias):
    inputs, weights = np.asarray(inputs, dtype=np.float32), np.asarray(weights, dtype=np.float32)
    if inputs.shape != weights.shape:
        raise ValueError(f"{inputs.shape} and {weights.shape}")
    return np.maximum(0, inputs @ weights + np.float32(bias))
