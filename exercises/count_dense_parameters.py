"""Exercise ``count_dense_parameters``: how many numbers does a dense network learn?

Write the function, then check it: python -m lesson_code check count_dense_parameters
"""

from collections.abc import Sequence


def count_dense_parameters(layer_sizes: Sequence[int]) -> int:
    """Return the number of parameters of a network of dense layers.

    Every neuron has one weight for each value that arrives and one bias; the inputs have neither.

    Args:
        layer_sizes: The number of inputs, then the number of neurons of each layer, from input to output.
            ``(1, 8, 2)`` is one input, a layer of 8 neurons and a layer of 2.

    Returns:
        All weights and biases together, a whole number.

    Raises:
        ValueError: There are fewer than two sizes, or a size is below 1; the message says which.
    """
    raise NotImplementedError("write count_dense_parameters here")
