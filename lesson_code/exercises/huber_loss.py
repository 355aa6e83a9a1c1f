"""Exercise ``huber_loss``: forgive large errors, and stay smooth around 0."""

from collections.abc import Sequence
from typing import Any

from lesson_code.grading import Case, Exercise, Misconception


def huber_loss(predictions: Sequence[float], targets: Sequence[float], delta: float = 1.0) -> float:
    """Return the mean Huber loss of predictions.

    The size of an error is ``abs(predictions[i] - targets[i])``, and each error has a loss of its own:

    - a size of at most ``delta``: half its square, ``0.5 * size ** 2``;
    - a larger size: ``delta * (size - 0.5 * delta)``, a straight line that begins where the curve ends.

    Args:
        predictions: What the network said, shape ``(n,)``, at least one number.
        targets: What was right, shape ``(n,)``, in the same order.
        delta: The size at which the straight line begins, greater than 0.

    Returns:
        The mean of the losses of all errors, at least 0.

    Raises:
        ValueError: There are more predictions than targets, or fewer, or none at all, or ``delta`` is 0 or below;
            the message says which.
    """
    # The learner writes from here.
    if len(predictions) != len(targets):
        raise ValueError(f"expected one target for each prediction, got {len(targets)} for {len(predictions)}")
    if len(predictions) == 0:
        raise ValueError("expected at least one prediction, got none")
    if delta <= 0:
        raise ValueError(f"expected a delta greater than 0, got {delta}")
    total = 0.0
    for prediction, target in zip(predictions, targets, strict=True):
        size = abs(prediction - target)
        total += 0.5 * size**2 if size <= delta else delta * (size - 0.5 * delta)
    return total / len(predictions)


def without_the_half(predictions: Any, targets: Any, delta: Any = 1.0) -> Any:
    if len(predictions) != len(targets) or not predictions or delta <= 0:
        raise ValueError("one target for each prediction, at least one, and a delta above 0")
    sizes = [abs(p - t) for p, t in zip(predictions, targets, strict=True)]
    return sum(s**2 if s <= delta else delta * (s - 0.5 * delta) for s in sizes) / len(sizes)


def twice_the_loss(predictions: Any, targets: Any, delta: Any = 1.0) -> Any:
    if len(predictions) != len(targets) or not predictions or delta <= 0:
        raise ValueError("one target for each prediction, at least one, and a delta above 0")
    sizes = [abs(p - t) for p, t in zip(predictions, targets, strict=True)]
    return sum(s**2 if s <= delta else delta * (2 * s - delta) for s in sizes) / len(sizes)


def jumps_at_delta(predictions: Any, targets: Any, delta: Any = 1.0) -> Any:
    if len(predictions) != len(targets) or not predictions or delta <= 0:
        raise ValueError("one target for each prediction, at least one, and a delta above 0")
    sizes = [abs(p - t) for p, t in zip(predictions, targets, strict=True)]
    return sum(0.5 * s**2 if s <= delta else delta * s for s in sizes) / len(sizes)


def delta_as_border_only(predictions: Any, targets: Any, delta: Any = 1.0) -> Any:
    if len(predictions) != len(targets) or not predictions or delta <= 0:
        raise ValueError("one target for each prediction, at least one, and a delta above 0")
    sizes = [abs(p - t) for p, t in zip(predictions, targets, strict=True)]
    return sum(0.5 * s**2 if s <= delta else s - 0.5 * delta for s in sizes) / len(sizes)


def delta_always_1(predictions: Any, targets: Any, delta: Any = 1.0) -> Any:
    if len(predictions) != len(targets) or not predictions or delta <= 0:
        raise ValueError("one target for each prediction, at least one, and a delta above 0")
    sizes = [abs(p - t) for p, t in zip(predictions, targets, strict=True)]
    return sum(0.5 * s**2 if s <= 1 else s - 0.5 for s in sizes) / len(sizes)


def squares_everything(predictions: Any, targets: Any, delta: Any = 1.0) -> Any:
    if len(predictions) != len(targets) or not predictions or delta <= 0:
        raise ValueError("one target for each prediction, at least one, and a delta above 0")
    return sum(0.5 * (p - t) ** 2 for p, t in zip(predictions, targets, strict=True)) / len(predictions)


def straight_everywhere(predictions: Any, targets: Any, delta: Any = 1.0) -> Any:
    if len(predictions) != len(targets) or not predictions or delta <= 0:
        raise ValueError("one target for each prediction, at least one, and a delta above 0")
    sizes = [abs(p - t) for p, t in zip(predictions, targets, strict=True)]
    return sum(delta * (s - 0.5 * delta) for s in sizes) / len(sizes)


def large_negative_errors_are_small(predictions: Any, targets: Any, delta: Any = 1.0) -> Any:
    if len(predictions) != len(targets) or not predictions or delta <= 0:
        raise ValueError("one target for each prediction, at least one, and a delta above 0")
    errors = [p - t for p, t in zip(predictions, targets, strict=True)]
    return sum(0.5 * e**2 if e <= delta else delta * (e - 0.5 * delta) for e in errors) / len(errors)


def large_positive_errors_are_small(predictions: Any, targets: Any, delta: Any = 1.0) -> Any:
    if len(predictions) != len(targets) or not predictions or delta <= 0:
        raise ValueError("one target for each prediction, at least one, and a delta above 0")
    errors = [t - p for p, t in zip(predictions, targets, strict=True)]
    return sum(0.5 * e**2 if e <= delta else delta * (e - 0.5 * delta) for e in errors) / len(errors)


def decides_on_the_mean(predictions: Any, targets: Any, delta: Any = 1.0) -> Any:
    if len(predictions) != len(targets) or not predictions or delta <= 0:
        raise ValueError("one target for each prediction, at least one, and a delta above 0")
    mean = sum(abs(p - t) for p, t in zip(predictions, targets, strict=True)) / len(predictions)
    return 0.5 * mean**2 if mean <= delta else delta * (mean - 0.5 * delta)


def sum_of_losses(predictions: Any, targets: Any, delta: Any = 1.0) -> Any:
    if len(predictions) != len(targets) or not predictions or delta <= 0:
        raise ValueError("one target for each prediction, at least one, and a delta above 0")
    sizes = [abs(p - t) for p, t in zip(predictions, targets, strict=True)]
    return sum(0.5 * s**2 if s <= delta else delta * (s - 0.5 * delta) for s in sizes)


def without_comparing_lengths(predictions: Any, targets: Any, delta: Any = 1.0) -> Any:
    if len(predictions) == 0 or delta <= 0:
        raise ValueError("at least one prediction, and a delta above 0")
    sizes = [abs(p - t) for p, t in zip(predictions, targets, strict=False)]
    return sum(0.5 * s**2 if s <= delta else delta * (s - 0.5 * delta) for s in sizes) / len(predictions)


def divides_by_nothing(predictions: Any, targets: Any, delta: Any = 1.0) -> Any:
    if len(predictions) != len(targets) or delta <= 0:
        raise ValueError("one target for each prediction, and a delta above 0")
    sizes = [abs(p - t) for p, t in zip(predictions, targets, strict=True)]
    return sum(0.5 * s**2 if s <= delta else delta * (s - 0.5 * delta) for s in sizes) / len(sizes)


def any_delta(predictions: Any, targets: Any, delta: Any = 1.0) -> Any:
    if len(predictions) != len(targets) or len(predictions) == 0:
        raise ValueError("one target for each prediction, and at least one")
    sizes = [abs(p - t) for p, t in zip(predictions, targets, strict=True)]
    return sum(0.5 * s**2 if s <= delta else delta * (s - 0.5 * delta) for s in sizes) / len(sizes)


def with_a_loop(predictions: Any, targets: Any, delta: Any = 1) -> Any:
    n = len(predictions)
    if n != len(targets) or n == 0 or not delta > 0:
        raise ValueError("one target for each prediction, at least one, and a delta above 0")
    total = 0
    for i in range(n):
        error = targets[i] - predictions[i]
        if error < -delta or error > delta:
            total += delta**2 / 2 + delta * (abs(error) - delta)
        else:
            total += error * error / 2
        print("after", i + 1, "errors:", total)
    return total / n


def with_numpy(predictions: Any, targets: Any, delta: Any = 1.0) -> Any:
    import numpy as np

    sizes = np.abs(np.array(predictions, float) - np.array(targets, float))
    if sizes.size == 0 or delta <= 0:
        raise ValueError("at least one prediction, and a delta above 0")
    return np.where(sizes < delta, sizes**2 / 2, delta * sizes - delta**2 / 2).mean()


def with_statistics(predictions: Any, targets: Any, delta: Any = 1.0) -> Any:
    from statistics import mean

    if delta <= 0:
        raise ValueError("a delta above 0")
    bent = [(min(abs(p - t), delta), abs(p - t)) for p, t in zip(predictions, targets, strict=True)]
    return mean([inside * (size - inside / 2) for inside, size in bent])


def draw_errors(generator: Any) -> tuple[Any, ...]:
    """Draw small and large errors of both signs."""
    delta = generator.choice([0.5, 1.5, 2.0, 2.5])
    small, large = (round(generator.uniform(0.2, 0.8) * delta, 2), round(generator.uniform(1.5, 3.0) * delta, 2))
    smaller, larger = (round(generator.uniform(0.2, 0.8) * delta, 2), round(generator.uniform(3.5, 5.0) * delta, 2))
    errors = [small, -large, -smaller, larger]
    generator.shuffle(errors)
    targets = [round(generator.uniform(-3, 3), 1) for _ in errors]
    return [round(target + error, 2) for target, error in zip(targets, errors, strict=True)], targets, delta


exercise = Exercise(
    reference=huber_loss,
    cases=[
        Case("give half the square of a small error", ([0.5], [0.0])),
        Case("grow in a straight line beyond delta", ([3.0], [0.0])),
        Case("treat a prediction far below its target like one far above it", ([-3.0], [0.0])),
        Case("use delta as the border and as the slope", ([3.0], [0.0], 2.0)),
        Case("decide for each error before it takes the mean", ([0.0, 3.0], [0.0, 0.0])),
        Case("refuse three predictions for two targets with a ValueError", ([1.0, 2.0, 3.0], [1.0, 2.0])),
        Case("refuse empty lists with a ValueError", ([], [])),
        Case("refuse a delta of 0 with a ValueError", ([1.0, 2.0], [1.0, 4.0], 0.0)),
        Case("give the right mean for four errors it has not met", points=2, draw=draw_errors),
    ],
    misconceptions=[
        Misconception(
            without_the_half, "a small error counts with its whole square: which share does the task ask for?"
        ),
        Misconception(twice_the_loss, "this is twice the loss: some books leave out both halves, does the task?"),
        Misconception(
            jumps_at_delta,
            "beyond delta the whole size counts here: what is subtracted so that line and curve meet?",
        ),
        Misconception(
            delta_as_border_only,
            "delta is only the border here, and the slope of the line is 1: which slope does the task give it?",
        ),
        Misconception(
            delta_always_1, "the border is at 1 here, whatever delta is: where do you use the third argument?"
        ),
        Misconception(
            large_negative_errors_are_small,
            "an error of -3 passes for a small one: do you compare the error with delta, or its size?",
        ),
        Misconception(
            large_positive_errors_are_small,
            "a prediction far above its target passes for a small error: do you compare the error, or its size?",
        ),
        Misconception(squares_everything, "large errors are squared as well: what changes beyond delta?"),
        Misconception(straight_everywhere, "small errors lie on the straight line as well: what changes below delta?"),
        Misconception(
            decides_on_the_mean, "this is the loss of the mean error: which comes first, the losses or the mean?"
        ),
        Misconception(sum_of_losses, "this is the sum of all losses: what makes a mean of it?"),
        Misconception(
            without_comparing_lengths, "the end of the longer list is dropped without a word: compare the lengths first"
        ),
        Misconception(divides_by_nothing, "the mean of no losses does not exist: what should happen before dividing?"),
        Misconception(any_delta, "with a delta of 0 no error costs anything: which values of delta make sense?"),
    ],
    page="loss",
    also_right=[with_a_loop, with_numpy, with_statistics],
)
