"""Exercise ``softmax``: turn any scores into probabilities."""

import math
from collections.abc import Sequence
from typing import Any

from lesson_code.grading import Case, Exercise, Misconception


def softmax(scores: Sequence[float]) -> list[float]:
    """Return the probabilities that belong to scores.

    The probability of a score is ``exp(score)``, divided by the sum of ``exp(score)`` over all scores. Python has
    ``exp`` in its module ``math``, which has to be imported.

    The scores may be 1000 and more, or -1000 and less. There ``exp`` gives more than a float can hold, or just 0, and
    the probabilities must be right all the same. It helps that adding the same number, positive or negative, to every
    score changes no probability.

    Args:
        scores: What the last layer gives, shape ``(n,)``, at least one number; positive or negative.

    Returns:
        The probabilities as a list, shape ``(n,)``, in the order of the scores. Each lies between 0 and 1, and they
        add up to 1. One that is too small for a float is 0.

    Raises:
        ValueError: There is no score.
    """
    # The learner writes from here.
    if len(scores) == 0:
        raise ValueError("expected at least one score, got none")
    largest = max(scores)
    powers = [math.exp(score - largest) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def without_exp(scores: Any) -> Any:
    if not scores:
        raise ValueError("at least one score")
    return [score / sum(scores) for score in scores]


def without_a_shift(scores: Any) -> Any:
    if not scores:
        raise ValueError("at least one score")
    powers = [math.exp(score) for score in scores]
    return [power / sum(powers) for power in powers]


def without_a_shift_as_numpy_does_it(scores: Any) -> Any:
    if not scores:
        raise ValueError("at least one score")
    powers = [math.exp(score) if score < 709 else math.inf for score in scores]
    total = sum(powers)
    return [power / total if total else math.nan for power in powers]


def divides_by_the_largest(scores: Any) -> Any:
    largest = max(scores)
    return [math.exp(score - largest) for score in scores]


def sigmoid_of_each(scores: Any) -> Any:
    if not scores:
        raise ValueError("at least one score")
    return [1 / (1 + math.exp(-score)) if score >= 0 else math.exp(score) / (1 + math.exp(score)) for score in scores]


def clips_large_scores(scores: Any) -> Any:
    if not scores:
        raise ValueError("at least one score")
    powers = [math.exp(max(-700, min(700, score))) for score in scores]
    return [power / sum(powers) for power in powers]


def all_for_the_largest(scores: Any) -> Any:
    place = list(scores).index(max(scores))
    return [1.0 if i == place else 0.0 for i in range(len(scores))]


def shifts_the_powers_but_not_their_sum(scores: Any) -> Any:
    if not scores:
        raise ValueError("at least one score")
    largest = max(scores)
    total = sum(math.exp(score) for score in scores)
    return [math.exp(score - largest) / total for score in scores]


def shifts_by_the_mean(scores: Any) -> Any:
    if not scores:
        raise ValueError("at least one score")
    mean = sum(scores) / len(scores)
    powers = [math.exp(score - mean) for score in scores]
    return [power / sum(powers) for power in powers]


def nothing_for_no_scores(scores: Any) -> Any:
    if not scores:
        return []
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


def with_a_loop(scores: Any) -> Any:
    highest = max(scores)
    powers = []
    total = 0
    for score in scores:
        power = math.e ** (score - highest)
        print(score, "becomes", power)
        powers.append(power)
        total = total + power
    for i in range(len(powers)):
        powers[i] = powers[i] / total
    return tuple(powers)


def with_numpy(scores: Any) -> Any:
    import numpy as np

    if len(scores) == 0:
        raise ValueError("at least one score")
    powers = np.exp(np.array(scores) - np.max(scores))
    return powers / powers.sum()


def by_logarithms(scores: Any) -> Any:
    largest = max(scores)
    log_of_sum = largest + math.log(math.fsum(math.exp(score - largest) for score in scores))
    return [math.exp(score - log_of_sum) for score in scores]


def draw_scores(generator: Any) -> tuple[Any, ...]:
    """Draw scores of both signs."""
    scores = [round(generator.uniform(low, low + 1.5), 1) for low in (-3, -1.4, 0.2, 1.8)]
    generator.shuffle(scores)
    return (scores,)


def draw_huge_scores(generator: Any) -> tuple[Any, ...]:
    """Draw three scores that are far from 0 and near one another."""
    far = generator.choice([-1, 1]) * generator.randrange(800, 2000)
    differences = generator.sample([0.0, 0.5, 1.0, 1.5, 2.0, 2.5], 3)
    return ([far + difference for difference in differences],)


exercise = Exercise(
    reference=softmax,
    cases=[
        Case("give two equal scores a half each", ([0.0, 0.0],)),
        Case("give about 0.09, 0.24 and 0.67 for the scores 1, 2 and 3", ([1.0, 2.0, 3.0],)),
        Case("keep the order of the scores, negative ones too", ([1.0, -1.0, 0.0],)),
        Case("be certain when there is one score only", ([2.0],)),
        Case("survive scores of 1000 and more", ([1000.0, 1001.0],)),
        Case("survive scores of -1000 and less", ([-1000.0, -1001.0],)),
        Case("survive 1000 and -1000 in one list", ([1000.0, 0.0, -1000.0],)),
        Case("refuse an empty list with a ValueError", ([],)),
        Case("give the right probabilities for four scores it has not met", draw=draw_scores),
        Case("survive huge scores it has not met", draw=draw_huge_scores),
    ],
    misconceptions=[
        Misconception(without_exp, "here the scores themselves are divided: what comes before dividing?"),
        Misconception(
            without_a_shift,
            "exp gives too much for a float, or so little that 0 is left: what could you subtract from every score?",
        ),
        Misconception(
            without_a_shift_as_numpy_does_it,
            "nan is what inf / inf and 0 / 0 leave behind: how do you keep every exponent at 0 or below?",
        ),
        Misconception(divides_by_the_largest, "these do not add up to 1: by what does the task divide?"),
        Misconception(sigmoid_of_each, "each score is treated as if it were alone: how do they come to add up to 1?"),
        Misconception(
            clips_large_scores,
            "unequal scores get equal probabilities here: which change of the scores keeps their differences?",
        ),
        Misconception(
            all_for_the_largest, "the largest score takes everything: what does a soft maximum leave the others?"
        ),
        Misconception(
            shifts_the_powers_but_not_their_sum,
            "what is divided has been shifted, what it is divided by has not: do they match?",
        ),
        Misconception(
            shifts_by_the_mean, "after this shift a score may still be far above 0: which shift leaves none there?"
        ),
        Misconception(
            nothing_for_no_scores, "probabilities add up to 1, and an empty list cannot: what does the task ask for?"
        ),
    ],
    page="loss",
    also_right=[with_a_loop, with_numpy, by_logarithms],
)
