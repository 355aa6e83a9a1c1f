"""Exercise ``neuron_output``: weigh the inputs, add the bias, apply ReLU."""

from collections.abc import Sequence
from typing import Any

from lesson_code.grading import Case, Exercise, Misconception


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
    # The learner writes from here.
    if len(inputs) != len(weights):
        raise ValueError(f"expected one weight for each input, got {len(weights)} for {len(inputs)}")
    return max(0.0, sum(x * w for x, w in zip(inputs, weights, strict=True)) + bias)


def without_bias(inputs: Any, weights: Any, bias: Any) -> Any:
    return max(0.0, sum(x * w for x, w in zip(inputs, weights, strict=True)))


def without_relu(inputs: Any, weights: Any, bias: Any) -> Any:
    return sum(x * w for x, w in zip(inputs, weights, strict=True)) + bias


def bias_after_relu(inputs: Any, weights: Any, bias: Any) -> Any:
    return max(0.0, sum(x * w for x, w in zip(inputs, weights, strict=True))) + bias


def bias_for_every_product(inputs: Any, weights: Any, bias: Any) -> Any:
    return max(0.0, sum(x * w + bias for x, w in zip(inputs, weights, strict=True)))


def relu_on_every_product(inputs: Any, weights: Any, bias: Any) -> Any:
    return max(0.0, sum(max(0.0, x * w) for x, w in zip(inputs, weights, strict=True)) + bias)


def without_comparing_lengths(inputs: Any, weights: Any, bias: Any) -> Any:
    return max(0.0, sum(x * w for x, w in zip(inputs, weights, strict=False)) + bias)


def with_a_loop(inputs: Any, weights: Any, bias: Any) -> Any:
    if len(inputs) != len(weights):
        raise ValueError("one weight for each input, please")
    total = bias
    for i in range(len(inputs)):
        total += inputs[i] * weights[i]
        print("running total", total)
    if total < 0:
        return 0
    return total


def with_numpy(inputs: Any, weights: Any, bias: Any) -> Any:
    import numpy as np

    return np.maximum(0, np.dot(np.array(inputs), np.array(weights)) + bias)


def with_a_strict_zip(inputs: Any, weights: Any, bias: Any) -> Any:
    return max(0, sum(x * w for x, w in zip(inputs, weights, strict=True)) + bias)


def draw_neuron(generator: Any) -> tuple[Any, ...]:
    """Draw a neuron with inputs and products of both signs and a bias that keeps its output above 0."""
    signs = [(1, 1), (1, -1), (-1, 1), (-1, -1)]
    generator.shuffle(signs)
    inputs = [sign * round(generator.uniform(0.5, 2.0), 1) for sign, _ in signs]
    weights = [sign * round(generator.uniform(0.2, 1.5), 1) for _, sign in signs]
    below_0 = min(0.0, sum(x * w for x, w in zip(inputs, weights, strict=True)))
    return inputs, weights, round(generator.uniform(0.5, 2.0) - below_0, 1)


exercise = Exercise(
    reference=neuron_output,
    cases=[
        Case("give 1.25 for the neuron of the lesson", ([0, 0.5, 1], [-1, -0.5, 0.5], 1)),
        Case("add the bias after weighing", ([2.0], [3.0], 1.0)),
        Case("add the bias once, however many inputs there are", ([2, 3], [1, 1], 1)),
        Case("never be negative", ([1.0, 1.0], [-3.0, 1.0], 0.5)),
        Case("apply ReLU to the sum, not to each product", ([1, 1], [-2, 3], 0)),
        Case("refuse two inputs for one weight with a ValueError", ([1.0, 2.0], [1.0], 0.0)),
        Case("give the right output for a neuron it has not met", draw=draw_neuron),
    ],
    misconceptions=[
        Misconception(without_bias, "these are the products alone, added up: what is the third argument for?"),
        Misconception(without_relu, "this is the sum before the activation: what does ReLU make of a negative number?"),
        Misconception(bias_after_relu, "the bias belongs inside the activation: which comes last, adding or ReLU?"),
        Misconception(bias_for_every_product, "a neuron has one bias, not one per input: how often do you add it?"),
        Misconception(
            relu_on_every_product, "a negative product may cancel a positive one: when does the neuron apply ReLU?"
        ),
        Misconception(
            without_comparing_lengths, "the end of the longer list is dropped without a word: compare the lengths first"
        ),
    ],
    page="neuron",
    also_right=[with_a_loop, with_numpy, with_a_strict_zip],
)
