# Prints, warns and writes to the standard error.
import sys
import warnings

print("loaded", file=sys.stderr)
warnings.warn("this is the first try", stacklevel=1)


def neuron_output(inputs, weights, bias):
    print("called with", inputs, weights, bias)
    warnings.warn("called", DeprecationWarning, stacklevel=2)
    if len(inputs) != len(weights):
        raise ValueError("not as many")
    return max(0.0, sum(x * w for x, w in zip(inputs, weights)) + bias)
