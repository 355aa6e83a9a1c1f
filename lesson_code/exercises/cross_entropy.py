"""Exercise ``cross_entropy``: how surprised is a network by the right class?"""

import math
from collections.abc import Sequence
from typing import Any

from lesson_code.grading import Case, Exercise, Misconception


def cross_entropy(probabilities: Sequence[float], label: int) -> float:
    """Return the cross-entropy of one prediction.

    It is minus the natural logarithm of the probability that the network gave to the right class; the other
    probabilities do not count. Python has the natural logarithm as ``log`` in its module ``math``, which has to be
    imported. ``math.log(0)`` is an error, so a probability of 0 needs a line of its own.

    Args:
        probabilities: One probability for each class, shape ``(n_classes,)``, each from 0 to 1. That they add up to 1
            is taken for granted, not checked.
        label: The number of the right class, a whole number from 0 to ``n_classes - 1``.

    Returns:
        The loss, from 0 (the right class had probability 1) to infinity, ``float("inf")`` (it had probability 0).

    Raises:
        ValueError: There is no class with this label (negative labels are refused, too), or any of the probabilities
            is below 0 or above 1; the message says which.
    """
    # The learner writes from here.
    if not 0 <= label < len(probabilities):
        raise ValueError(f"expected a label from 0 to {len(probabilities) - 1}, got {label}")
    for probability in probabilities:
        if not 0 <= probability <= 1:
            raise ValueError(f"expected probabilities from 0 to 1, got {probability}")
    if probabilities[label] == 0:
        return math.inf
    return abs(math.log(probabilities[label]))  # a minus sign would make -0.0 of 0.0


def without_the_minus(probabilities: Any, label: Any) -> Any:
    if label not in range(len(probabilities)) or min(probabilities) < 0 or max(probabilities) > 1:
        raise ValueError("a label that exists, and probabilities from 0 to 1")
    return math.log(probabilities[label]) if probabilities[label] > 0 else -math.inf


def logarithm_to_base_10(probabilities: Any, label: Any) -> Any:
    if label not in range(len(probabilities)) or min(probabilities) < 0 or max(probabilities) > 1:
        raise ValueError("a label that exists, and probabilities from 0 to 1")
    return -math.log10(probabilities[label]) if probabilities[label] > 0 else math.inf


def logarithm_to_base_2(probabilities: Any, label: Any) -> Any:
    if label not in range(len(probabilities)) or min(probabilities) < 0 or max(probabilities) > 1:
        raise ValueError("a label that exists, and probabilities from 0 to 1")
    return -math.log2(probabilities[label]) if probabilities[label] > 0 else math.inf


def entropy_of_the_prediction(probabilities: Any, label: Any) -> Any:
    if label not in range(len(probabilities)) or min(probabilities) < 0 or max(probabilities) > 1:
        raise ValueError("a label that exists, and probabilities from 0 to 1")
    return -sum(p * math.log(p) for p in probabilities if p > 0)


def binary_formula_for_every_class(probabilities: Any, label: Any) -> Any:
    if label not in range(len(probabilities)) or min(probabilities) < 0 or max(probabilities) > 1:
        raise ValueError("a label that exists, and probabilities from 0 to 1")
    chances = [p if i == label else 1 - p for i, p in enumerate(probabilities)]
    return math.inf if min(chances) <= 0 else -sum(math.log(chance) for chance in chances)


def mean_over_the_classes(probabilities: Any, label: Any) -> Any:
    if label not in range(len(probabilities)) or min(probabilities) < 0 or max(probabilities) > 1:
        raise ValueError("a label that exists, and probabilities from 0 to 1")
    return -math.log(probabilities[label]) / len(probabilities) if probabilities[label] > 0 else math.inf


def one_minus_p(probabilities: Any, label: Any) -> Any:
    if label not in range(len(probabilities)) or min(probabilities) < 0 or max(probabilities) > 1:
        raise ValueError("a label that exists, and probabilities from 0 to 1")
    return 1 - probabilities[label]


def labels_from_1(probabilities: Any, label: Any) -> Any:
    if label not in range(len(probabilities)) or min(probabilities) < 0 or max(probabilities) > 1:
        raise ValueError("a label that exists, and probabilities from 0 to 1")
    probability = probabilities[label - 1]
    return -math.log(probability) if probability > 0 else math.inf


def the_largest_probability(probabilities: Any, label: Any) -> Any:
    if label not in range(len(probabilities)) or min(probabilities) < 0 or max(probabilities) > 1:
        raise ValueError("a label that exists, and probabilities from 0 to 1")
    return -math.log(max(probabilities))


def logarithm_of_every_class(probabilities: Any, label: Any) -> Any:
    if label not in range(len(probabilities)) or min(probabilities) < 0 or max(probabilities) > 1:
        raise ValueError("a label that exists, and probabilities from 0 to 1")
    return -sum((i == label) * math.log(p) for i, p in enumerate(probabilities))


def logarithm_of_0(probabilities: Any, label: Any) -> Any:
    if label < 0 or label >= len(probabilities) or min(probabilities) < 0 or max(probabilities) > 1:
        raise ValueError("a label that exists, and probabilities from 0 to 1")
    return -math.log(probabilities[label])


def clips_as_keras_does(probabilities: Any, label: Any) -> Any:
    if label < 0 or label >= len(probabilities) or min(probabilities) < 0 or max(probabilities) > 1:
        raise ValueError("a label that exists, and probabilities from 0 to 1")
    return -math.log(max(probabilities[label], 1e-7))


def no_loss_for_probability_0(probabilities: Any, label: Any) -> Any:
    if label < 0 or label >= len(probabilities) or min(probabilities) < 0 or max(probabilities) > 1:
        raise ValueError("a label that exists, and probabilities from 0 to 1")
    return -math.log(probabilities[label]) if probabilities[label] > 0 else 0.0


def any_label(probabilities: Any, label: Any) -> Any:
    if min(probabilities) < 0 or max(probabilities) > 1:
        raise ValueError("probabilities from 0 to 1")
    return -math.log(probabilities[label]) if probabilities[label] > 0 else math.inf


def labels_from_the_end(probabilities: Any, label: Any) -> Any:
    if label >= len(probabilities) or min(probabilities) < 0 or max(probabilities) > 1:
        raise ValueError("a label that exists, and probabilities from 0 to 1")
    return -math.log(probabilities[label]) if probabilities[label] > 0 else math.inf


def any_probabilities(probabilities: Any, label: Any) -> Any:
    if label < 0 or label >= len(probabilities) or probabilities[label] < 0 or probabilities[label] > 1:
        raise ValueError("a label that exists, and a probability from 0 to 1")
    return -math.log(probabilities[label]) if probabilities[label] > 0 else math.inf


def with_a_loop(probabilities: Any, label: Any) -> Any:
    loss = None
    for i in range(len(probabilities)):
        print("class", i, "has probability", probabilities[i])
        if probabilities[i] < 0 or probabilities[i] > 1:
            raise ValueError("this is not a probability")
        if i == label:
            try:
                loss = -math.log(probabilities[i])
            except ValueError:
                loss = float("inf")
    if loss is None:
        raise ValueError("there is no such class")
    return loss


def with_numpy(probabilities: Any, label: Any) -> Any:
    import numpy as np

    probabilities = np.array(probabilities)
    if label not in range(len(probabilities)) or (probabilities < 0).any() or (probabilities > 1).any():
        raise ValueError("a label that exists, and probabilities from 0 to 1")
    with np.errstate(divide="ignore"):
        return -np.log(probabilities[label])


def with_one_hot(probabilities: Any, label: Any) -> Any:
    if label not in range(len(probabilities)) or any(p < 0 or p > 1 for p in probabilities):
        raise ValueError("a label that exists, and probabilities from 0 to 1")
    wanted = [1 if i == label else 0 for i in range(len(probabilities))]
    probability = sum(w * p for w, p in zip(wanted, probabilities, strict=True))
    return math.log(1 / probability) if probability else math.inf


def draw_prediction(generator: Any) -> tuple[Any, ...]:
    """Draw four different probabilities and a label that has not the largest of them."""
    parts = list(generator.choice([(1, 3, 6, 10), (2, 3, 6, 9), (1, 4, 7, 8), (2, 4, 5, 9), (1, 2, 5, 12)]))
    generator.shuffle(parts)
    label = generator.choice([i for i, part in enumerate(parts) if part < max(parts)])
    return [round(part / 20, 2) for part in parts], label


exercise = Exercise(
    reference=cross_entropy,
    cases=[
        Case("give 1.386, the logarithm of 4, for a probability of a quarter", ([0.25, 0.75], 0)),
        Case("take the probability that the label points at", ([0.25, 0.75], 1)),
        Case("give 2.303 for a network that knows nothing about ten classes", ([0.1] * 10, 7)),
        Case("give 0 for a network that is right and certain", ([0.0, 1.0, 0.0], 1)),
        Case("give infinity for a network that is wrong and certain", ([1.0, 0.0], 1)),
        Case("refuse the label 2 for two classes with a ValueError", ([0.5, 0.5], 2)),
        Case("refuse the label -1 with a ValueError", ([0.5, 0.25, 0.25], -1)),
        Case("refuse 1.5 among the probabilities with a ValueError", ([0.5, 1.5], 0)),
        Case("give the right loss for a prediction it has not met", points=2, draw=draw_prediction),
    ],
    misconceptions=[
        # Of those that fit equally well the first is told; a loss of 0 has several reasons, this one is the simplest.
        Misconception(
            no_loss_for_probability_0,
            "a loss of 0 is for a network that is right: what does the task want for a probability of 0?",
        ),
        Misconception(
            without_the_minus, "a logarithm of something below 1 is negative, a loss is not: what is missing?"
        ),
        Misconception(logarithm_to_base_10, "this logarithm has the base 10: which one is the natural logarithm?"),
        Misconception(logarithm_to_base_2, "this counts in bits, with the base 2: which logarithm does the task name?"),
        Misconception(
            entropy_of_the_prediction, "this is the entropy, in which every class has a say: what is the label for?"
        ),
        Misconception(
            binary_formula_for_every_class,
            "the other classes count here as well, with 1 - p: how many classes should count?",
        ),
        Misconception(
            mean_over_the_classes, "the loss is divided by the number of classes: how many of them count here?"
        ),
        Misconception(
            one_minus_p, "1 - p is never above 1, and this loss has no upper limit: which function is asked for?"
        ),
        Misconception(labels_from_1, "this is the loss for another class: which number does the first class have?"),
        Misconception(the_largest_probability, "this is the loss for the most probable class: is that the right one?"),
        Misconception(
            logarithm_of_every_class,
            "a 0 among the probabilities ends in an error here: is it allowed, and does it count for this label?",
        ),
        Misconception(logarithm_of_0, "0 has no logarithm, so this ends in an error: what should come out instead?"),
        Misconception(
            clips_as_keras_does,
            "this is the loss of 0.0000001, which Keras puts in place of 0: what does the task want?",
        ),
        Misconception(any_label, "the label goes straight into the brackets: is there a class of that number?"),
        Misconception(labels_from_the_end, "Python takes -1 for the last one: which labels are there really?"),
        Misconception(any_probabilities, "1.5 is not a probability: do you look at all of them before the logarithm?"),
    ],
    page="loss",
    also_right=[with_a_loop, with_numpy, with_one_hot],
)
