"""Exercise ``neuron_output``: weigh the inputs, add the bias, apply ReLU.

Write the function, then check it: python -m lesson_code check neuron_output
"""

from collections.abc import Sequence


def neuron_output(inputs: Sequence[float], weights: Sequence[float], bias: float) -> float:
    """Return the output of one neuron with a ReLU activation.

    Args:
        inputs: The values that arrive, shape ``(n,)``.
        weights: One weight for each input, shape ``(n,)``.
        bias: Added once to the sum of the products.

    Returns:
        The sum of ``inputs[i] * weights[i]`` over all inputs plus ``bias``, or 0 where that is negative.

    Raises:
        ValueError: There are more inputs than weights, or fewer; the message says how many there are.
    """
    raise NotImplementedError("write neuron_output here")
