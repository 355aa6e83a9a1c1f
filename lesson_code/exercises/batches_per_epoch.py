"""Exercise ``batches_per_epoch``: how many steps does one pass over the data take?"""

import math
from typing import Any

from lesson_code.grading import Case, Exercise, Misconception


def batches_per_epoch(n_samples: int, batch_size: int) -> int:
    """Return the number of batches in one epoch.

    In an epoch every sample is used once. All batches are full, only the last one may be smaller: it holds what is
    left, and counts as a batch however small it is.

    Args:
        n_samples: How many samples the training set has, a whole number, at least 1.
        batch_size: How many samples a full batch holds, a whole number, at least 1.

    Returns:
        The number of batches, a whole number, at least 1.

    Raises:
        ValueError: One of the two numbers is below 1; the message says which.
    """
    # The learner writes from here.
    if n_samples < 1:
        raise ValueError(f"expected at least 1 sample, got {n_samples}")
    if batch_size < 1:
        raise ValueError(f"expected a batch size of at least 1, got {batch_size}")
    n_full, n_left = divmod(n_samples, batch_size)
    return n_full if n_left == 0 else n_full + 1


def drops_the_last_batch(n_samples: Any, batch_size: Any) -> Any:
    if n_samples < 1 or batch_size < 1:
        raise ValueError("both must be at least 1")
    return n_samples // batch_size


def always_one_more(n_samples: Any, batch_size: Any) -> Any:
    if n_samples < 1 or batch_size < 1:
        raise ValueError("both must be at least 1")
    return n_samples // batch_size + 1


def parts_of_a_batch(n_samples: Any, batch_size: Any) -> Any:
    if n_samples < 1 or batch_size < 1:
        raise ValueError("both must be at least 1")
    return n_samples / batch_size


def rounds_to_the_nearest(n_samples: Any, batch_size: Any) -> Any:
    if n_samples < 1 or batch_size < 1:
        raise ValueError("both must be at least 1")
    return round(n_samples / batch_size)


def at_least_one(n_samples: Any, batch_size: Any) -> Any:
    if n_samples < 1 or batch_size < 1:
        raise ValueError("both must be at least 1")
    return max(1, n_samples // batch_size)


def divides_the_other_way_round(n_samples: Any, batch_size: Any) -> Any:
    if n_samples < 1 or batch_size < 1:
        raise ValueError("both must be at least 1")
    return math.ceil(batch_size / n_samples)


def size_of_the_last_batch(n_samples: Any, batch_size: Any) -> Any:
    if n_samples < 1 or batch_size < 1:
        raise ValueError("both must be at least 1")
    return n_samples % batch_size


def a_batch_for_each_sample_left(n_samples: Any, batch_size: Any) -> Any:
    if n_samples < 1 or batch_size < 1:
        raise ValueError("both must be at least 1")
    return n_samples // batch_size + n_samples % batch_size


def any_batch_size(n_samples: Any, batch_size: Any) -> Any:
    if n_samples < 1:
        raise ValueError("at least 1 sample")
    return math.ceil(n_samples / batch_size)


def any_number_of_samples(n_samples: Any, batch_size: Any) -> Any:
    if batch_size < 1:
        raise ValueError("a batch size of at least 1")
    return math.ceil(n_samples / batch_size)


def with_a_loop(n_samples: Any, batch_size: Any) -> Any:
    if n_samples <= 0 or batch_size <= 0:
        raise ValueError("at least one sample, and a batch size of at least 1")
    count = 0
    while n_samples > 0:
        n_samples -= batch_size
        count += 1
        print("batch", count, "leaves", max(0, n_samples))
    return count


def with_ceil(n_samples: Any, batch_size: Any) -> Any:
    if min(n_samples, batch_size) < 1:
        raise ValueError("both must be at least 1")
    return math.ceil(n_samples / batch_size)


def with_a_range(n_samples: Any, batch_size: Any) -> Any:
    if n_samples < 1 or batch_size < 1:
        raise ValueError("both must be at least 1")
    return len(range(0, n_samples, batch_size))


def with_numpy(n_samples: Any, batch_size: Any) -> Any:
    import numpy as np

    if n_samples < 1 or batch_size < 1:
        raise ValueError("both must be at least 1")
    return np.ceil(n_samples / batch_size)


def draw_with_a_rest(generator: Any) -> tuple[Any, ...]:
    """Draw a set whose last batch is less than half full."""
    batch_size = generator.choice([10, 16, 20, 24, 50])
    return generator.randrange(3, 13) * batch_size + generator.randrange(2, batch_size // 2), batch_size


def draw_without_a_rest(generator: Any) -> tuple[Any, ...]:
    """Draw a set that fills all of its batches."""
    batch_size = generator.choice([10, 16, 20, 24, 50])
    return generator.randrange(3, 13) * batch_size, batch_size


exercise = Exercise(
    reference=batches_per_epoch,
    cases=[
        Case("count the smaller batch at the end of 1000 samples", (1000, 32)),
        Case("add no batch when all of them are full", (96, 32)),
        Case("count a last batch of four samples", (100, 32)),
        Case("count a last batch that lacks one sample", (127, 32)),
        Case("need one batch for fewer samples than a batch holds", (10, 32)),
        Case("need a batch for every sample when the batch size is 1", (7, 1)),
        Case("refuse a batch size of 0 with a ValueError", (1000, 0)),
        Case("refuse 0 samples with a ValueError", (0, 32)),
        Case("count the batches of a set it has not met", draw=draw_with_a_rest),
        Case("count the batches of a set that fills all of them", draw=draw_without_a_rest),
    ],
    misconceptions=[
        Misconception(
            drops_the_last_batch, "the samples left over at the end are dropped here: in which batch should they be?"
        ),
        Misconception(
            always_one_more, "one too many where nothing is left over: when is there a smaller batch at all?"
        ),
        Misconception(parts_of_a_batch, "a part of a batch is a batch as well: which whole number comes out then?"),
        Misconception(rounds_to_the_nearest, "a last batch less than half full is rounded away: does its size matter?"),
        Misconception(
            at_least_one, "right for a tiny set, but what happens to the samples left over from a larger one?"
        ),
        Misconception(
            divides_the_other_way_round,
            "this asks how often the set fits into a batch: which of the two numbers is to be divided?",
        ),
        Misconception(size_of_the_last_batch, "this is how many samples are left over: how many batches are there?"),
        Misconception(
            a_batch_for_each_sample_left, "here every sample left over is a batch by itself: can they share one?"
        ),
        Misconception(any_batch_size, "no batch can hold 0 samples: what should happen before the division?"),
        Misconception(any_number_of_samples, "an epoch over no samples is none: which error does the task ask for?"),
    ],
    page="gradient-descent",
    also_right=[with_a_loop, with_ceil, with_a_range, with_numpy],
)
