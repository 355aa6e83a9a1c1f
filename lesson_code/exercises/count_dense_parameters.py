"""Exercise ``count_dense_parameters``: how many numbers does a dense network learn?"""

from collections.abc import Sequence
from typing import Any

from lesson_code.grading import Case, Exercise, Misconception


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
    # The learner writes from here.
    if len(layer_sizes) < 2:
        raise ValueError(f"expected the sizes of the input and of at least one layer, got {len(layer_sizes)}")
    if min(layer_sizes) < 1:
        raise ValueError(f"expected sizes of at least 1, got {min(layer_sizes)}")
    return sum((n_inputs + 1) * n_neurons for n_inputs, n_neurons in zip(layer_sizes, layer_sizes[1:], strict=False))


def without_biases(layer_sizes: Any) -> Any:
    if len(layer_sizes) < 2 or min(layer_sizes) < 1:
        raise ValueError("refused")
    return sum(a * b for a, b in zip(layer_sizes, layer_sizes[1:], strict=False))


def a_bias_for_every_input_too(layer_sizes: Any) -> Any:
    if len(layer_sizes) < 2 or min(layer_sizes) < 1:
        raise ValueError("refused")
    return sum(a * b for a, b in zip(layer_sizes, layer_sizes[1:], strict=False)) + sum(layer_sizes)


def a_bias_at_the_sending_side(layer_sizes: Any) -> Any:
    if len(layer_sizes) < 2 or min(layer_sizes) < 1:
        raise ValueError("refused")
    return sum(a * (b + 1) for a, b in zip(layer_sizes, layer_sizes[1:], strict=False))


def product_of_all_sizes(layer_sizes: Any) -> Any:
    if len(layer_sizes) < 2 or min(layer_sizes) < 1:
        raise ValueError("refused")
    product = 1
    for size in layer_sizes:
        product *= size
    return product


def one_bias_a_layer(layer_sizes: Any) -> Any:
    if len(layer_sizes) < 2 or min(layer_sizes) < 1:
        raise ValueError("refused")
    return sum(a * b + 1 for a, b in zip(layer_sizes, layer_sizes[1:], strict=False))


def only_the_first_layer(layer_sizes: Any) -> Any:
    if len(layer_sizes) < 2 or min(layer_sizes) < 1:
        raise ValueError("refused")
    return (layer_sizes[0] + 1) * layer_sizes[1]


def without_refusing(layer_sizes: Any) -> Any:
    return sum((a + 1) * b for a, b in zip(layer_sizes, layer_sizes[1:], strict=False))


def with_a_loop(layer_sizes: Any) -> Any:
    if len(layer_sizes) < 2 or any(size < 1 for size in layer_sizes):
        raise ValueError("two sizes or more, each at least 1")
    total = 0
    for i in range(1, len(layer_sizes)):
        weights = layer_sizes[i - 1] * layer_sizes[i]
        biases = layer_sizes[i]
        print("layer", i, "has", weights, "weights and", biases, "biases")
        total += weights + biases
    return total


def with_numpy(layer_sizes: Any) -> Any:
    import numpy as np

    sizes = np.array(layer_sizes)
    if len(sizes) < 2 or (sizes < 1).any():
        raise ValueError("two sizes or more, each at least 1")
    return np.dot(sizes[:-1], sizes[1:]) + sizes[1:].sum()


def as_a_float(layer_sizes: Any) -> Any:
    sizes = list(layer_sizes)
    if len(sizes) < 2 or min(sizes) <= 0:
        raise ValueError("two sizes or more, each at least 1")
    total = 0.0
    while len(sizes) > 1:
        total += (sizes.pop(0) + 1) * sizes[0]
    return total


def draw_sizes(generator: Any) -> tuple[Any, ...]:
    """Draw four different sizes."""
    return (tuple(generator.sample(range(2, 13), 4)),)


exercise = Exercise(
    reference=count_dense_parameters,
    cases=[
        Case("give 34 for the network that rounds numbers", ((1, 8, 2),)),
        Case("give 83 for the network that tells penguins apart", ((4, 10, 3),)),
        Case("give 9 for the XOR network", ((2, 2, 1),)),
        Case("count every layer of a deeper network", ((3, 4, 5, 2),)),
        Case("give 1228900 for 100 neurons that look at a picture of 12288 values", ((12288, 100),)),
        Case("refuse a single size with a ValueError", ((5,),)),
        Case("refuse a layer without neurons with a ValueError", ((3, 0, 2),)),
        Case("count every parameter of a network it has not met", draw=draw_sizes),
    ],
    misconceptions=[
        Misconception(without_biases, "these are the weights alone: what else does every neuron learn?"),
        Misconception(a_bias_for_every_input_too, "inputs are values, not neurons: do they have a bias?"),
        Misconception(
            a_bias_at_the_sending_side, "this gives the biases to the layer that sends: which layer adds them?"
        ),
        Misconception(
            product_of_all_sizes, "layers are joined with their neighbours only: multiply pair by pair, then add"
        ),
        Misconception(one_bias_a_layer, "this has one bias for each layer: how many neurons want one of their own?"),
        Misconception(only_the_first_layer, "the first pair of sizes is counted: what about the pairs after it?"),
        Misconception(without_refusing, "no network has such sizes: which two checks does the task ask for?"),
    ],
    page="network",
    also_right=[with_a_loop, with_numpy, as_a_float],
)
