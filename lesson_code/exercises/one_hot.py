"""Exercise ``one_hot``: turn the number of a class into a row with a single 1."""

from collections.abc import Sequence
from typing import Any

from lesson_code.grading import Case, Exercise, Misconception


def one_hot(labels: Sequence[int], n_classes: int) -> list[list[int]]:
    """Return every label as a row of zeros with a single 1.

    Args:
        labels: The class of each example, shape ``(n,)``: whole numbers from 0 to ``n_classes - 1``.
        n_classes: How many classes there are, also those that no label names.

    Returns:
        A list with one row for each label, in the same order, shape ``(n, n_classes)``.
        Each row is a list of zeros with a 1 at the index of its label. No labels give an empty list.

    Raises:
        ValueError: A label is below 0, or is ``n_classes`` or more; the message says which label.
    """
    # The learner writes from here.
    for label in labels:
        if not 0 <= label < n_classes:
            raise ValueError(f"expected labels of at least 0 and below {n_classes}, got {label}")
    return [[1 if column == label else 0 for column in range(n_classes)] for label in labels]


def counted_from_one(labels: Any, n_classes: Any) -> Any:
    return [[1 if column == label else 0 for column in range(1, n_classes + 1)] for label in labels]


def one_place_to_the_left(labels: Any, n_classes: Any) -> Any:
    rows = [[0] * n_classes for _ in labels]
    for row, label in zip(rows, labels, strict=True):
        row[label - 1] = 1
    return rows


def as_wide_as_the_largest_label(labels: Any, n_classes: Any) -> Any:
    width = max(labels) + 1
    return [[1 if column == label else 0 for column in range(width)] for label in labels]


def only_the_labels_seen(labels: Any, n_classes: Any) -> Any:
    return [[1 if number == label else 0 for number in sorted(set(labels))] for label in labels]


def one_row_repeated(labels: Any, n_classes: Any) -> Any:
    rows = [[0] * n_classes] * len(labels)
    for row, label in zip(rows, labels, strict=True):
        row[label] = 1
    return rows


def a_row_for_each_class(labels: Any, n_classes: Any) -> Any:
    return [[1 if label == number else 0 for label in labels] for number in range(n_classes)]


def the_label_in_place_of_one(labels: Any, n_classes: Any) -> Any:
    return [[label if column == label else 0 for column in range(n_classes)] for label in labels]


def one_long_list(labels: Any, n_classes: Any) -> Any:
    return [1 if column == label else 0 for label in labels for column in range(n_classes)]


def counted_from_the_end(labels: Any, n_classes: Any) -> Any:
    rows = [[0] * n_classes for _ in labels]
    for row, label in zip(rows, labels, strict=True):
        row[label] = 1
    return rows


def refuses_no_labels(labels: Any, n_classes: Any) -> Any:
    if len(labels) == 0 or min(labels) < 0 or max(labels) >= n_classes:
        raise ValueError("at least one label, and only classes that there are")
    return [[1 if column == label else 0 for column in range(n_classes)] for label in labels]


def without_refusing(labels: Any, n_classes: Any) -> Any:
    return [[1 if column == label else 0 for column in range(n_classes)] for label in labels]


def with_a_loop(labels: Any, n_classes: Any) -> Any:
    rows = []
    for label in labels:
        if label < 0 or label >= n_classes:
            raise ValueError("no such class")
        row = [0.0] * n_classes
        row[label] = 1.0
        print(label, row)
        rows.append(row)
    return rows


def with_numpy(labels: Any, n_classes: Any) -> Any:
    import numpy as np

    labels = np.array(labels, dtype=int)
    if ((labels < 0) | (labels >= n_classes)).any():
        raise ValueError("no such class")
    return list(np.eye(n_classes)[labels])


def as_tuples(labels: Any, n_classes: Any) -> Any:
    classes = range(n_classes)
    rows = []
    for label in labels:
        place = classes.index(label)
        rows.append((0,) * place + (1,) + (0,) * (n_classes - place - 1))
    return tuple(rows)


def draw_labels(generator: Any) -> Any:
    n_classes = generator.randrange(4, 7)
    return [generator.randrange(n_classes - 1) for _ in range(5)], n_classes


exercise = Exercise(
    reference=one_hot,
    cases=[
        Case("give [1, 0, 0] and [0, 0, 1] for the labels 0 and 2 of three classes", ([0, 2], 3)),
        Case("keep a column for a class that no label names", ([0, 1], 3)),
        Case("give one row for each label, in the order of the labels", ([1, 0, 1, 2], 3)),
        Case("give an empty list for no labels", ([], 3)),
        Case("refuse the label 3 of three classes with a ValueError", ([0, 3], 3)),
        Case("refuse the label -1 with a ValueError", ([0, -1], 3)),
        Case("give the right rows for labels it has not met", draw=draw_labels),
    ],
    misconceptions=[
        # Of those that fit equally well the first is told; where input should be refused, it is about that.
        Misconception(without_refusing, "a row without any 1 stands for no class: what does the task ask for instead?"),
        Misconception(
            counted_from_the_end,
            "a list of 3 has no index 3, and -1 means its last place: what should happen before a label is used?",
        ),
        Misconception(refuses_no_labels, "no labels are no mistake: what does the task say that they give?"),
        Misconception(counted_from_one, "the classes are counted from 1 here: which label does the first class have?"),
        Misconception(
            one_place_to_the_left, "the index of every 1 is too small by one: at which index does a list begin?"
        ),
        Misconception(
            as_wide_as_the_largest_label,
            "the rows end with the largest label that was seen: which argument says how wide they must be?",
        ),
        Misconception(
            only_the_labels_seen,
            "only labels that occur have a column here: which argument says how many there must be?",
        ),
        Misconception(
            one_row_repeated, "all rows are one and the same list: how do you make a new one for each label?"
        ),
        Misconception(
            a_row_for_each_class, "this has a row for each class: what do rows and columns of the result stand for?"
        ),
        Misconception(the_label_in_place_of_one, "the place is right: does the row hold the label there, or a 1?"),
        Misconception(one_long_list, "all numbers stand in one long list: where does each row begin and end?"),
    ],
    page="penguins",
    also_right=[with_a_loop, with_numpy, as_tuples],
)
