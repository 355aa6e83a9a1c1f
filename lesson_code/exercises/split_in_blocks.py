"""Exercise ``split_in_blocks``: divide hours into three sets that cannot see into each other."""

from typing import Any

from lesson_code.grading import Case, Exercise, Misconception, Words


def split_in_blocks(n: int, block: int, gap: int) -> tuple[list[int], list[int], list[int]]:
    """Divide the indices 0 to n - 1 into training, validation and test set, in order and in whole blocks.

    1. Cut the indices into blocks of ``block`` neighbours, from 0 on. Indices at the end that fill no whole block
       are not used.
    2. The first 70 % of the blocks, rounded down to whole blocks, are for training.
       The next 15 % of the blocks, rounded down too, are for validation.
       All blocks that are left are for the test.
    3. Leave out the first ``gap`` indices of validation, and the first ``gap`` indices of the test, so that
       neighbours of different sets lie further apart. Training loses none.

    With 20 indices, blocks of 2 and a gap of 1 there are 10 blocks: 7, 1 and 2. Training gets 0 to 13, validation
    15, and the test 17, 18 and 19.

    Args:
        n: How many indices there are, for example hours.
        block: How many neighbours make a block, at least 1.
        gap: How many indices to leave out between two sets, at least 0.

    Returns:
        The tuple ``(training, validation, test)``, three lists of rising indices.

    Raises:
        ValueError: The block is below 1, or the gap is below 0, or a set would be left without any index.
            The message says which.
    """
    # The learner writes from here.
    if block < 1 or gap < 0:
        raise ValueError(f"expected a block of at least 1 and a gap of at least 0, got {block} and {gap}")
    n_blocks = n // block
    n_training = n_blocks * 70 // 100 * block
    n_validation = n_blocks * 15 // 100 * block
    training = list(range(n_training))
    validation = list(range(n_training + gap, n_training + n_validation))
    test = list(range(n_training + n_validation + gap, n_blocks * block))
    if not (training and validation and test):
        raise ValueError(f"expected an index for each set, got {len(training)}, {len(validation)} and {len(test)}")
    return training, validation, test


def shuffled(n: Any, block: Any, gap: Any) -> Any:
    from random import Random

    a = n // block * 70 // 100 * block
    b = a + n // block * 15 // 100 * block
    indices = Random(n).sample(range(n // block * block), n // block * block)  # noqa: S311 – it hides no secret
    return sorted(indices[:a]), sorted(indices[a + gap : b]), sorted(indices[b + gap :])


def every_block_divided(n: Any, block: Any, gap: Any) -> Any:
    parts: Any = ([], [], [])
    for i in range(n):
        place = i % block / block
        parts[0 if place < 0.7 else 1 if place < 0.85 else 2].append(i)
    return parts


def without_gap(n: Any, block: Any, gap: Any) -> Any:
    a = n // block * 70 // 100 * block
    b = a + n // block * 15 // 100 * block
    return list(range(a)), list(range(a, b)), list(range(b, n // block * block))


def gap_before_validation_only(n: Any, block: Any, gap: Any) -> Any:
    a = n // block * 70 // 100 * block
    b = a + n // block * 15 // 100 * block
    return list(range(a)), list(range(a + gap, b)), list(range(b, n // block * block))


def gap_at_the_ends(n: Any, block: Any, gap: Any) -> Any:
    a = n // block * 70 // 100 * block
    b = a + n // block * 15 // 100 * block
    return list(range(a - gap)), list(range(a, b - gap)), list(range(b, n // block * block))


def gap_on_both_sides(n: Any, block: Any, gap: Any) -> Any:
    a = n // block * 70 // 100 * block
    b = a + n // block * 15 // 100 * block
    return list(range(a - gap)), list(range(a + gap, b - gap)), list(range(b + gap, n // block * block))


def pushed_back_by_the_gap(n: Any, block: Any, gap: Any) -> Any:
    a = n // block * 70 // 100 * block
    b = a + gap + n // block * 15 // 100 * block
    return list(range(a)), list(range(a + gap, b)), list(range(b + gap, n // block * block))


def gap_in_blocks(n: Any, block: Any, gap: Any) -> Any:
    a = n // block * 70 // 100 * block
    b = a + n // block * 15 // 100 * block
    return list(range(a)), list(range(a + gap * block, b)), list(range(b + gap * block, n // block * block))


def percentages_of_the_indices(n: Any, block: Any, gap: Any) -> Any:
    a = n * 70 // 100
    b = a + n * 15 // 100
    return list(range(a)), list(range(a + gap, b)), list(range(b + gap, n))


def incomplete_block_in_the_test(n: Any, block: Any, gap: Any) -> Any:
    a = n // block * 70 // 100 * block
    b = a + n // block * 15 // 100 * block
    return list(range(a)), list(range(a + gap, b)), list(range(b + gap, n))


def incomplete_block_counted(n: Any, block: Any, gap: Any) -> Any:
    n_blocks = -(-n // block)
    a = n_blocks * 70 // 100 * block
    b = a + n_blocks * 15 // 100 * block
    return list(range(a)), list(range(a + gap, b)), list(range(b + gap, n))


def rounded_to_the_nearest(n: Any, block: Any, gap: Any) -> Any:
    n_blocks = n // block
    a = round(n_blocks * 0.7) * block
    b = a + round(n_blocks * 0.15) * block
    return list(range(a)), list(range(a + gap, b)), list(range(b + gap, n_blocks * block))


def up_to_85_per_cent(n: Any, block: Any, gap: Any) -> Any:
    n_blocks = n // block
    a, b = n_blocks * 70 // 100 * block, n_blocks * 85 // 100 * block
    return list(range(a)), list(range(a + gap, b)), list(range(b + gap, n_blocks * block))


def the_rest_forgotten(n: Any, block: Any, gap: Any) -> Any:
    a = n // block * 70 // 100 * block
    size = n // block * 15 // 100 * block
    return list(range(a)), list(range(a + gap, a + size)), list(range(a + size + gap, a + size + size))


def numbers_of_blocks(n: Any, block: Any, gap: Any) -> Any:
    n_blocks = n // block
    a = n_blocks * 70 // 100
    b = a + n_blocks * 15 // 100
    return list(range(a)), list(range(a, b)), list(range(b, n_blocks))


def without_refusing(n: Any, block: Any, gap: Any) -> Any:
    n_blocks = n // block
    a = n_blocks * 70 // 100 * block
    b = a + n_blocks * 15 // 100 * block
    return list(range(a)), list(range(a + gap, b)), list(range(b + gap, n_blocks * block))


def with_a_loop(n: Any, block: Any, gap: Any) -> Any:
    if block < 1 or gap < 0:
        raise ValueError("a block of at least 1, a gap of at least 0")
    blocks = []
    start = 0
    while start + block <= n:
        blocks.append([start + i for i in range(block)])
        start += block
    sets: Any = [[], [], []]
    for number, indices in enumerate(blocks):
        if number < int(0.7 * len(blocks)):
            sets[0] += indices
        elif number < int(0.7 * len(blocks)) + int(0.15 * len(blocks)):
            sets[1] += indices
        else:
            sets[2] += indices
    sets = [sets[0], sets[1][gap:], sets[2][gap:]]
    if [] in sets:
        raise ValueError("a set is empty")
    print([len(indices) for indices in sets])
    return sets


def with_numpy(n: Any, block: Any, gap: Any) -> Any:
    import numpy as np

    if block < 1 or gap < 0 or n < block:
        raise ValueError("a block of at least 1, a gap of at least 0, and whole blocks")
    blocks = np.arange(n // block * block).reshape(-1, block)
    a, b = len(blocks) * 70 // 100, len(blocks) * 15 // 100
    training, validation, test = np.split(blocks, [a, a + b])
    sets = training.ravel(), validation.ravel()[gap:], test.ravel()[gap:]
    if min(len(indices) for indices in sets) == 0:
        raise ValueError("a set is empty")
    return sets


def as_tuples(n: Any, block: Any, gap: Any) -> Any:
    from math import floor

    if gap < 0 or block <= 0:
        raise ValueError("a block of at least 1, a gap of at least 0")
    indices = range(n - n % block)
    n_blocks = len(indices) // block
    first = block * floor(n_blocks * 0.7)
    second = first + block * floor(n_blocks * 0.15)
    sets = tuple(indices[:first]), tuple(indices[first + gap : second]), tuple(indices[second + gap :])
    if not all(sets):
        raise ValueError("a set is empty")
    return sets


def order(sets: Any) -> Words:
    """Return whether all indices of a set come before those of the next."""
    try:
        a, b, c = ([int(index) for index in indices] for indices in sets)
        in_order = a + b + c == sorted({*a, *b, *c})
    except Exception as error:
        raise ValueError("three lists of indices: training, validation, test") from error
    return Words(f"indices that {'' if in_order else 'do not '}rise through training, validation and test")


def draw_sizes(generator: Any) -> Any:
    block = generator.randrange(3, 6)
    n_blocks = generator.randrange(7, 14)
    return n_blocks * block + generator.randrange(1, block), block, generator.randrange(1, block)


exercise = Exercise(
    reference=split_in_blocks,
    cases=[
        Case("let the indices rise from training through validation to test", (20, 2, 1), look=order),
        Case("split ten blocks of two into seven, one and two", (20, 2, 0)),
        Case("leave out the gap at the start of validation and of the test", (20, 2, 1)),
        Case("leave out the indices that fill no whole block", (23, 3, 0)),
        Case("round the blocks of training and of validation down", (19, 1, 0)),
        Case("refuse a gap that swallows the validation set with a ValueError", (20, 2, 2)),
        Case("refuse a gap below 0, which would let sets overlap, with a ValueError", (20, 2, -1)),
        Case("refuse blocks of 0 indices with a ValueError", (20, 0, 1)),
        Case("split other numbers of indices, too", points=2, draw=draw_sizes),
    ],
    misconceptions=[
        # Of those that fit equally well the first is told; where input should be refused, it is about that.
        Misconception(without_refusing, "these numbers allow no such split: which three checks does the task ask for?"),
        Misconception(
            shuffled,
            "here an index is not larger than the one before it: which blocks come first, and which last?",
        ),
        Misconception(
            every_block_divided,
            "every block is divided among the three sets: how many blocks does each set get as a whole?",
        ),
        Misconception(without_gap, "the sets touch each other: what is the third argument for?"),
        Misconception(
            gap_before_validation_only, "the gap before validation is there: at which other border do two sets touch?"
        ),
        Misconception(
            gap_at_the_ends, "the gaps are as long as they should be: which sets does the task take them from?"
        ),
        Misconception(gap_on_both_sides, "every gap is taken twice, before the border and after it: which one stays?"),
        Misconception(
            pushed_back_by_the_gap,
            "the gap pushes later borders back: should it move a border, or leave out indices after it?",
        ),
        Misconception(gap_in_blocks, "the gap is counted in blocks here: what does the task count it in?"),
        Misconception(
            percentages_of_the_indices,
            "these are percentages of the indices, and a border may cut a block in two: percentages of what are meant?",
        ),
        Misconception(
            incomplete_block_in_the_test, "the last indices fill no whole block: what does the task do with them?"
        ),
        Misconception(incomplete_block_counted, "the rest at the end counts as a block here: is it a whole one?"),
        Misconception(
            rounded_to_the_nearest, "1.5 blocks have become 2: which way does the task round numbers of blocks?"
        ),
        Misconception(
            up_to_85_per_cent,
            "this rounds 85 % of the blocks: what is left of 70 % and of 15 % when each is rounded by itself?",
        ),
        Misconception(the_rest_forgotten, "some blocks at the end belong to no set: which set gets all that are left?"),
        Misconception(numbers_of_blocks, "these are numbers of blocks: which indices lie in each block?"),
    ],
    page="weather",
    also_right=[with_a_loop, with_numpy, as_tuples],
)
