"""Exercise ``xor_network``: a network of three neurons, computed by hand."""

from typing import Any

from lesson_code.grading import Case, Exercise, Misconception


def xor_network(x1: float, x2: float) -> float:
    """Return the output of a network with two inputs, two hidden neurons and one output neuron.

    All three neurons use ReLU:

    - The first hidden neuron has the weights 1 and 1 and the bias 0.
    - The second hidden neuron has the weights 1 and 1 and the bias -1.
    - The output neuron has the weights 1 (for the first hidden neuron) and -2 (for the second), and the bias 0.

    Args:
        x1: The first input, any number.
        x2: The second input, any number.

    Returns:
        The output of the last neuron, at least 0.
    """
    # The learner writes from here.
    h1 = max(0, 1 * x1 + 1 * x2)
    h2 = max(0, 1 * x1 + 1 * x2 - 1)
    return max(0, 1 * h1 - 2 * h2)


def only_the_logic(x1: Any, x2: Any) -> Any:
    return int(x1 != x2)


def only_the_logic_as_a_bool(x1: Any, x2: Any) -> Any:
    return x1 != x2


def without_relu_in_the_hidden_layer(x1: Any, x2: Any) -> Any:
    h1 = x1 + x2
    h2 = x1 + x2 - 1
    return max(0, h1 - 2 * h2)


def without_the_bias_of_the_second(x1: Any, x2: Any) -> Any:
    h1 = max(0, x1 + x2)
    h2 = max(0, x1 + x2)
    return max(0, h1 - 2 * h2)


def without_relu_at_the_output(x1: Any, x2: Any) -> Any:
    h1 = max(0, x1 + x2)
    h2 = max(0, x1 + x2 - 1)
    return h1 - 2 * h2


def with_a_helper(x1: Any, x2: Any) -> Any:
    def relu(x: Any) -> Any:
        return x if x > 0 else 0.0

    h1 = relu(x1 + x2)
    h2 = relu(x1 + x2 - 1)
    print("hidden layer:", h1, h2)
    return relu(h1 - 2 * h2)


def with_matrices(x1: Any, x2: Any) -> Any:
    import numpy as np

    hidden = np.maximum(0, np.array([x1, x2]) @ np.array([[1, 1], [1, 1]]) + np.array([0, -1]))
    return np.maximum(0, hidden @ np.array([1, -2]))


def with_loops(x1: Any, x2: Any) -> Any:
    hidden = []
    for weights, bias in [((1, 1), 0), ((1, 1), -1)]:
        total = bias
        for x, weight in zip((x1, x2), weights, strict=True):
            total += x * weight
        hidden.append(max(total, 0))
    return float(max(hidden[0] * 1 + hidden[1] * -2, 0))


def draw_inputs(generator: Any) -> tuple[Any, ...]:
    """Draw two inputs that add up to less than 1."""
    x1, together = round(generator.uniform(-0.5, 0.4), 2), round(generator.uniform(0.1, 0.9), 2)
    return x1, round(together - x1, 2)


exercise = Exercise(
    reference=xor_network,
    cases=[
        Case("give 0 for the inputs 0 and 0", (0, 0)),
        Case("give 1 for the inputs 0 and 1", (0, 1)),
        Case("give 1 for the inputs 1 and 0", (1, 0)),
        Case("give 0 for the inputs 1 and 1", (1, 1)),
        Case("give 1 halfway, for the inputs 0.5 and 0.5", (0.5, 0.5)),
        Case("give 0.75 for the inputs 0.25 and 0.5", (0.25, 0.5)),
        Case("never be negative, not even for the inputs 2 and 1", (2, 1)),
        Case("give the right output for two inputs it has not met", draw=draw_inputs),
    ],
    misconceptions=[
        Misconception(
            only_the_logic,
            "the four corners alone make no network: what do the two hidden neurons give here, and what the output?",
        ),
        Misconception(
            only_the_logic_as_a_bool,
            "a comparison gives True or False, a neuron gives a number: compute the two hidden neurons first",
        ),
        Misconception(
            without_relu_in_the_hidden_layer,
            "without ReLU in the hidden layer two layers are one: what does ReLU make of the second neuron's -1?",
        ),
        Misconception(
            without_the_bias_of_the_second,
            "the second hidden neuron gives too much here: which bias does the task give it?",
        ),
        Misconception(
            without_relu_at_the_output, "three neurons, three activations: which of them has not gone through ReLU?"
        ),
    ],
    page="network",
    also_right=[with_a_helper, with_matrices, with_loops],
)
