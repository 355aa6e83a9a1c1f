"""Exercise ``confusion_matrix``: which classes are taken for which?"""

from collections.abc import Sequence
from typing import Any

from lesson_code.grading import Case, Exercise, Misconception


def confusion_matrix(true_labels: Sequence[int], predicted_labels: Sequence[int], n_classes: int) -> list[list[int]]:
    """Return the confusion matrix: how often each class was taken for each class.

    Args:
        true_labels: The class that each example has, shape ``(n,)``: whole numbers from 0 to ``n_classes - 1``.
        predicted_labels: The class that was predicted for each example, shape ``(n,)``, in the same order.
        n_classes: How many classes there are, also those that no label names.

    Returns:
        A list of rows, shape ``(n_classes, n_classes)``: row ``i``, column ``j`` holds the number of examples of
        class ``i`` for which class ``j`` was predicted. No examples give zeros everywhere.

    Raises:
        ValueError: There are more true labels than predicted ones, or fewer; or a label is below 0, or is
            ``n_classes`` or more. The message says which.
    """
    # The learner writes from here.
    if len(true_labels) != len(predicted_labels):
        raise ValueError(
            f"expected one prediction for each true label, got {len(predicted_labels)} for {len(true_labels)}"
        )
    matrix = [[0] * n_classes for _ in range(n_classes)]
    for true, predicted in zip(true_labels, predicted_labels, strict=True):
        if not (0 <= true < n_classes and 0 <= predicted < n_classes):
            raise ValueError(f"expected labels of at least 0 and below {n_classes}, got {true} and {predicted}")
        matrix[true][predicted] += 1
    return matrix


def rows_predicted(true_labels: Any, predicted_labels: Any, n_classes: Any) -> Any:
    matrix = [[0] * n_classes for _ in range(n_classes)]
    for true, predicted in zip(true_labels, predicted_labels, strict=True):
        matrix[predicted][true] += 1
    return matrix


def one_row_repeated(true_labels: Any, predicted_labels: Any, n_classes: Any) -> Any:
    matrix = [[0] * n_classes] * n_classes
    for true, predicted in zip(true_labels, predicted_labels, strict=True):
        matrix[true][predicted] += 1
    return matrix


def as_large_as_the_largest_label(true_labels: Any, predicted_labels: Any, n_classes: Any) -> Any:
    size = max([*true_labels, *predicted_labels]) + 1
    matrix = [[0] * size for _ in range(size)]
    for true, predicted in zip(true_labels, predicted_labels, strict=True):
        matrix[true][predicted] += 1
    return matrix


def shares_of_the_row(true_labels: Any, predicted_labels: Any, n_classes: Any) -> Any:
    matrix = [[0.0] * n_classes for _ in range(n_classes)]
    for true, predicted in zip(true_labels, predicted_labels, strict=True):
        matrix[true][predicted] += 1 / list(true_labels).count(true)
    return matrix


def only_hits(true_labels: Any, predicted_labels: Any, n_classes: Any) -> Any:
    matrix = [[0] * n_classes for _ in range(n_classes)]
    for true, predicted in zip(true_labels, predicted_labels, strict=True):
        if true == predicted:
            matrix[true][predicted] += 1
    return matrix


def only_misses(true_labels: Any, predicted_labels: Any, n_classes: Any) -> Any:
    matrix = [[0] * n_classes for _ in range(n_classes)]
    for true, predicted in zip(true_labels, predicted_labels, strict=True):
        if true != predicted:
            matrix[true][predicted] += 1
    return matrix


def marked_but_not_counted(true_labels: Any, predicted_labels: Any, n_classes: Any) -> Any:
    matrix = [[0] * n_classes for _ in range(n_classes)]
    for true, predicted in zip(true_labels, predicted_labels, strict=True):
        matrix[true][predicted] = 1
    return matrix


def without_refusing(true_labels: Any, predicted_labels: Any, n_classes: Any) -> Any:
    pairs = list(zip(true_labels, predicted_labels, strict=False))
    return [[pairs.count((i, j)) for j in range(n_classes)] for i in range(n_classes)]


def without_comparing_lengths(true_labels: Any, predicted_labels: Any, n_classes: Any) -> Any:
    matrix = [[0] * n_classes for _ in range(n_classes)]
    for true, predicted in zip(true_labels, predicted_labels, strict=False):
        if not (0 <= true < n_classes and 0 <= predicted < n_classes):
            raise ValueError("there is no such class")
        matrix[true][predicted] += 1
    return matrix


def refuses_no_examples(true_labels: Any, predicted_labels: Any, n_classes: Any) -> Any:
    if not true_labels or any(label not in range(n_classes) for label in [*true_labels, *predicted_labels]):
        raise ValueError("at least one example, and only classes that there are")
    pairs = list(zip(true_labels, predicted_labels, strict=True))
    return [[pairs.count((i, j)) for j in range(n_classes)] for i in range(n_classes)]


def counted_from_the_end(true_labels: Any, predicted_labels: Any, n_classes: Any) -> Any:
    matrix = [[0] * n_classes for _ in range(n_classes)]
    for true, predicted in zip(true_labels, predicted_labels, strict=True):
        matrix[true][predicted] += 1
    return matrix


def with_a_loop(true_labels: Any, predicted_labels: Any, n_classes: Any) -> Any:
    n = len(true_labels)
    if n != len(predicted_labels):
        raise ValueError("one prediction for each example")
    for label in list(true_labels) + list(predicted_labels):
        if label not in range(n_classes):
            raise ValueError("no such class")
    matrix = []
    for i in range(n_classes):
        row = []
        for j in range(n_classes):
            row.append(sum(1 for k in range(n) if true_labels[k] == i and predicted_labels[k] == j))
        print("class", i, row)
        matrix.append(row)
    return matrix


def with_numpy(true_labels: Any, predicted_labels: Any, n_classes: Any) -> Any:
    import numpy as np

    true, predicted = np.array(true_labels, dtype=int), np.array(predicted_labels, dtype=int)
    both = np.concatenate([true, predicted])
    if true.shape != predicted.shape or (both < 0).any() or (both >= n_classes).any():
        raise ValueError("one prediction for each example, and only classes that there are")
    matrix = np.zeros((n_classes, n_classes))
    np.add.at(matrix, (true, predicted), 1)
    return matrix


def with_a_counter(true_labels: Any, predicted_labels: Any, n_classes: Any) -> Any:
    from collections import Counter

    pairs = Counter(zip(true_labels, predicted_labels, strict=True))
    if any(label not in range(n_classes) for pair in pairs for label in pair):
        raise ValueError("no such class")
    return tuple(tuple(pairs[i, j] for j in range(n_classes)) for i in range(n_classes))


def draw_labels(generator: Any) -> Any:
    n_classes = generator.randrange(4, 6)
    true_labels = [0, 0, *(generator.randrange(n_classes - 1) for _ in range(7))]
    return true_labels, [1, 1, *(generator.randrange(label, n_classes - 1) for label in true_labels[2:])], n_classes


exercise = Exercise(
    reference=confusion_matrix,
    cases=[
        Case("count four examples of three classes", ([0, 0, 1, 2], [0, 1, 1, 1], 3)),
        Case("put the true label in the row and the predicted one in the column", ([0], [2], 3)),
        Case("count the same mistake as often as it is made", ([1, 1, 1, 0], [0, 0, 0, 0], 2)),
        Case("keep a row and a column for a class that no label names", ([0, 1], [0, 1], 3)),
        Case("give zeros everywhere for no examples", ([], [], 2)),
        Case("refuse two true labels for one prediction with a ValueError", ([0, 1], [0], 2)),
        Case("refuse the label 2 of two classes with a ValueError", ([0, 1], [0, 2], 2)),
        Case("refuse the label -1 with a ValueError", ([0, -1], [0, 1], 2)),
        Case("count correctly for examples it has not met", draw=draw_labels),
    ],
    misconceptions=[
        # Of those that fit equally well the first is told; where input should be refused, it is about that.
        Misconception(
            without_refusing,
            "what has no partner or no cell is dropped without a word: which checks does the task ask for?",
        ),
        Misconception(
            without_comparing_lengths, "the end of the longer list is dropped without a word: compare the lengths first"
        ),
        Misconception(
            counted_from_the_end,
            "a list of 2 has no index 2, and -1 means its last place: what should happen before a label is used?",
        ),
        Misconception(refuses_no_examples, "no examples are no mistake: what does the task say that they give?"),
        Misconception(rows_predicted, "rows and columns have changed places: which label chooses the row?"),
        Misconception(
            one_row_repeated, "all rows are one and the same list: how do you make a new one for each class?"
        ),
        Misconception(
            as_large_as_the_largest_label,
            "the matrix ends with the largest label that was seen: which argument says how large it must be?",
        ),
        Misconception(shares_of_the_row, "these are shares of each row: what does the task count?"),
        Misconception(only_hits, "only right predictions are counted: where do the mistakes go?"),
        Misconception(only_misses, "only mistakes are counted: where do the right predictions go?"),
        Misconception(
            marked_but_not_counted, "this marks what happens at all: how does a cell know that it happened again?"
        ),
    ],
    page="penguins",
    also_right=[with_a_loop, with_numpy, with_a_counter],
)
