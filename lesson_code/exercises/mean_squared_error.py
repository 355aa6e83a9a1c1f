"""Exercise ``mean_squared_error``: how far are predictions from their targets?"""

from collections.abc import Sequence
from typing import Any

from lesson_code.grading import Case, Exercise, Misconception


def mean_squared_error(predictions: Sequence[float], targets: Sequence[float]) -> float:
    """Return the mean squared error of predictions.

    Args:
        predictions: What the network said, shape ``(n,)``, at least one number.
        targets: What was right, shape ``(n,)``, in the same order.

    Returns:
        The mean of ``(predictions[i] - targets[i]) ** 2`` over all predictions, at least 0.

    Raises:
        ValueError: There are more predictions than targets, or fewer, or none at all; the message says which.
    """
    # The learner writes from here.
    if len(predictions) != len(targets):
        raise ValueError(f"expected one target for each prediction, got {len(targets)} for {len(predictions)}")
    if len(predictions) == 0:
        raise ValueError("expected at least one prediction, got none")
    return sum((p - t) ** 2 for p, t in zip(predictions, targets, strict=True)) / len(predictions)


def sum_of_squares(predictions: Any, targets: Any) -> Any:
    if len(predictions) == 0:
        raise ValueError("at least one prediction")
    return sum((p - t) ** 2 for p, t in zip(predictions, targets, strict=True))


def root_of_the_mean(predictions: Any, targets: Any) -> Any:
    if len(predictions) == 0:
        raise ValueError("at least one prediction")
    return (sum((p - t) ** 2 for p, t in zip(predictions, targets, strict=True)) / len(predictions)) ** 0.5


def absolute_errors(predictions: Any, targets: Any) -> Any:
    if len(predictions) == 0:
        raise ValueError("at least one prediction")
    return sum(abs(p - t) for p, t in zip(predictions, targets, strict=True)) / len(predictions)


def squares_the_mean(predictions: Any, targets: Any) -> Any:
    if len(predictions) == 0:
        raise ValueError("at least one prediction")
    return (sum(p - t for p, t in zip(predictions, targets, strict=True)) / len(predictions)) ** 2


def half_of_it(predictions: Any, targets: Any) -> Any:
    if len(predictions) == 0:
        raise ValueError("at least one prediction")
    return sum((p - t) ** 2 for p, t in zip(predictions, targets, strict=True)) / (2 * len(predictions))


def without_comparing_lengths(predictions: Any, targets: Any) -> Any:
    if len(predictions) == 0:
        raise ValueError("at least one prediction")
    return sum((p - t) ** 2 for p, t in zip(predictions, targets, strict=False)) / len(predictions)


def divides_by_nothing(predictions: Any, targets: Any) -> Any:
    if len(predictions) != len(targets):
        raise ValueError("one target for each prediction")
    return sum((p - t) ** 2 for p, t in zip(predictions, targets, strict=True)) / len(predictions)


def with_a_loop(predictions: Any, targets: Any) -> Any:
    n = len(predictions)
    if n != len(targets) or n == 0:
        raise ValueError("one target for each prediction, and at least one")
    total = 0
    for i in range(n):
        difference = targets[i] - predictions[i]
        print("difference", difference)
        total += difference * difference
    return total / n


def with_numpy(predictions: Any, targets: Any) -> Any:
    import numpy as np

    predictions, targets = np.asarray(predictions), np.asarray(targets)
    if predictions.shape != targets.shape or predictions.size == 0:
        raise ValueError("predictions and targets need the same shape, and at least one number")
    return np.mean((predictions - targets) ** 2)


def with_statistics(predictions: Any, targets: Any) -> Any:
    from statistics import mean

    return mean([(p - t) ** 2 for p, t in zip(predictions, targets, strict=True)])


def draw_errors(generator: Any) -> tuple[Any, ...]:
    """Draw four predictions with errors of different sizes and of either sign."""
    errors = [generator.choice([-1, 1]) * size for size in generator.sample([0.5, 1.0, 1.5, 2.0, 2.5, 3.0], 4)]
    targets = [round(generator.uniform(-3, 3), 1) for _ in errors]
    return [round(target + error, 1) for target, error in zip(targets, errors, strict=True)], targets


exercise = Exercise(
    reference=mean_squared_error,
    cases=[
        Case("give 3.5 for the numbers of the lesson", ([1, 2, 0, 3], [-1, -1, 0, 2])),
        Case("give 0 for perfect predictions", ([0.5, -2.0, 4.0], [0.5, -2.0, 4.0])),
        Case("count errors in both directions", ([0.0, 0.0], [1.0, -1.0])),
        Case("punish one large error more than two small ones", ([0.0, 0.0], [0.0, 3.0])),
        Case("refuse three predictions for two targets with a ValueError", ([1.0, 2.0, 3.0], [1.0, 2.0])),
        Case("refuse empty lists with a ValueError", ([], [])),
        Case("give the right mean for four errors it has not met", draw=draw_errors),
    ],
    misconceptions=[
        Misconception(sum_of_squares, "this is the sum of all squares: what makes a mean of it?"),
        Misconception(root_of_the_mean, "this is the root of the mean squared error: is a root asked for?"),
        Misconception(absolute_errors, "these are the plain distances: what happens to each one before the mean?"),
        Misconception(squares_the_mean, "errors of opposite sign cancel here: which comes first, square or mean?"),
        Misconception(half_of_it, "this is exactly half: some textbooks divide by 2 as well, the task does not"),
        Misconception(
            without_comparing_lengths, "the end of the longer list is dropped without a word: compare the lengths first"
        ),
        Misconception(divides_by_nothing, "the mean of no numbers does not exist: what should happen before dividing?"),
    ],
    page="loss",
    also_right=[with_a_loop, with_numpy, with_statistics],
)
