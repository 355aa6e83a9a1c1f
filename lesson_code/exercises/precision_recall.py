"""Exercise ``precision_recall``: can a prediction be trusted, and is anything missed?"""

from collections.abc import Sequence
from typing import Any

from lesson_code.grading import Case, Exercise, Misconception


def precision_recall(matrix: Sequence[Sequence[int]], label: int) -> tuple[float, float]:
    """Return the precision and the recall of one class.

    Precision: of the examples for which this class was predicted, the share that really belongs to it.
    Recall: of the examples that really belong to this class, the share for which it was predicted.

    Args:
        matrix: A confusion matrix, shape ``(n_classes, n_classes)``: row ``i``, column ``j`` holds the number of
            examples of class ``i`` for which class ``j`` was predicted.
        label: The class, a whole number from 0 to ``n_classes - 1``.

    Returns:
        The tuple ``(precision, recall)``, two numbers from 0 to 1. A share of no examples is 0: the precision of a
        class that was never predicted, and the recall of a class without examples.

    Raises:
        ValueError: The matrix has a row with more or fewer values than there are rows, or the label is below 0, or
            there is no row for it. The message says which.
    """
    # The learner writes from here.
    for row in matrix:
        if len(row) != len(matrix):
            raise ValueError(f"expected as many columns as rows, got a row of {len(row)} and {len(matrix)} rows")
    if not 0 <= label < len(matrix):
        raise ValueError(f"expected a label of at least 0 and below {len(matrix)}, got {label}")
    hits = matrix[label][label]
    n_predicted = sum(row[label] for row in matrix)
    n_true = sum(matrix[label])
    return hits / n_predicted if n_predicted else 0.0, hits / n_true if n_true else 0.0


def changed_places(matrix: Any, label: Any) -> Any:
    hits, predicted, true = matrix[label][label], sum(row[label] for row in matrix), sum(matrix[label])
    return hits / true if true else 0.0, hits / predicted if predicted else 0.0


def shares_of_all_examples(matrix: Any, label: Any) -> Any:
    total = sum(sum(row) for row in matrix)
    return matrix[label][label] / total, matrix[label][label] / total


def accuracy_twice(matrix: Any, label: Any) -> Any:
    total = sum(sum(row) for row in matrix)
    accuracy = sum(matrix[i][i] for i in range(len(matrix))) / total
    return accuracy, accuracy


def mean_over_all_classes(matrix: Any, label: Any) -> Any:
    n = len(matrix)
    columns = [sum(row[i] for row in matrix) for i in range(n)]
    precision = sum(matrix[i][i] / columns[i] if columns[i] else 0.0 for i in range(n)) / n
    recall = sum(matrix[i][i] / sum(matrix[i]) if sum(matrix[i]) else 0.0 for i in range(n)) / n
    return precision, recall


def compared_with_the_mistakes(matrix: Any, label: Any) -> Any:
    hits = matrix[label][label]
    wrongly, missed = sum(row[label] for row in matrix) - hits, sum(matrix[label]) - hits
    return hits / wrongly if wrongly else 0.0, hits / missed if missed else 0.0


def shares_of_mistakes(matrix: Any, label: Any) -> Any:
    hits, predicted, true = matrix[label][label], sum(row[label] for row in matrix), sum(matrix[label])
    return 1 - hits / predicted if predicted else 0.0, 1 - hits / true if true else 0.0


def in_per_cent(matrix: Any, label: Any) -> Any:
    hits, predicted, true = matrix[label][label], sum(row[label] for row in matrix), sum(matrix[label])
    return 100 * hits / predicted if predicted else 0.0, 100 * hits / true if true else 0.0


def counts(matrix: Any, label: Any) -> Any:
    return sum(row[label] for row in matrix), sum(matrix[label])


def divided_by_nothing(matrix: Any, label: Any) -> Any:
    return matrix[label][label] / sum(row[label] for row in matrix), matrix[label][label] / sum(matrix[label])


def without_refusing(matrix: Any, label: Any) -> Any:
    hits, predicted, true = matrix[label][label], sum(row[label] for row in matrix), sum(matrix[label])
    return hits / predicted if predicted else 0.0, hits / true if true else 0.0


def counted_from_the_end(matrix: Any, label: Any) -> Any:
    if any(len(row) != len(matrix) for row in matrix) or label >= len(matrix):
        raise ValueError("a square matrix, and a label that has a row")
    hits, predicted, true = matrix[label][label], sum(row[label] for row in matrix), sum(matrix[label])
    return hits / predicted if predicted else 0.0, hits / true if true else 0.0


def of_any_table(matrix: Any, label: Any) -> Any:
    if not 0 <= label < len(matrix):
        raise ValueError("there is no row for this label")
    hits, predicted, true = matrix[label][label], sum(row[label] for row in matrix), sum(matrix[label])
    return hits / predicted if predicted else 0.0, hits / true if true else 0.0


def with_a_loop(matrix: Any, label: Any) -> Any:
    n = len(matrix)
    if label < 0 or label >= n:
        raise ValueError("no such class")
    predicted = true = 0
    for i in range(n):
        if len(matrix[i]) != n:
            raise ValueError("the matrix must be square")
        predicted += matrix[i][label]
        true += matrix[label][i]
        print("after class", i, "predicted", predicted, "true", true)
    precision = recall = 0
    if predicted > 0:
        precision = matrix[label][label] / predicted
    if true > 0:
        recall = matrix[label][label] / true
    return [precision, recall]


def with_numpy(matrix: Any, label: Any) -> Any:
    import numpy as np

    matrix = np.array(matrix)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not 0 <= label < len(matrix):
        raise ValueError("a square matrix, and a label that has a row")
    return matrix[label, label] / np.maximum(1, [matrix[:, label].sum(), matrix[label].sum()])


def with_false_positives(matrix: Any, label: Any) -> Any:
    if {len(row) for row in matrix} != {len(matrix)} or label not in range(len(matrix)):
        raise ValueError("a square matrix, and a label that has a row")
    others = [i for i in range(len(matrix)) if i != label]
    true_positives = matrix[label][label]
    false_positives = sum(matrix[i][label] for i in others)
    false_negatives = sum(matrix[label][i] for i in others)
    if true_positives == 0:
        return 0, 0
    return true_positives / (true_positives + false_positives), true_positives / (true_positives + false_negatives)


def draw_matrix(generator: Any) -> Any:
    label = generator.randrange(4)
    matrix = [[generator.randrange(1, 10) + 10 * (j == label) for j in range(4)] for _ in range(4)]
    return matrix, label


exercise = Exercise(
    reference=precision_recall,
    cases=[
        Case("give 0.75 and 0.6 for the second of three classes", ([[8, 1, 1], [0, 6, 4], [0, 1, 9]], 1)),
        Case("give precision 1 where no other class is taken for this one", ([[8, 1, 1], [0, 6, 4], [0, 1, 9]], 0)),
        Case("give recall 1 where no example of the class is missed", ([[5, 0], [5, 10]], 0)),
        Case("give precision 0 to a class that is never predicted", ([[9, 0], [3, 0]], 1)),
        Case("give recall 0 to a class without examples", ([[6, 2], [0, 0]], 1)),
        Case("refuse a matrix that is not square with a ValueError", ([[1, 2, 3], [4, 5, 6]], 1)),
        Case("refuse the label 2 of two classes with a ValueError", ([[1, 2], [3, 4]], 2)),
        Case("refuse the label -1 with a ValueError", ([[1, 2], [3, 4]], -1)),
        Case("give the right shares for a matrix it has not met", draw=draw_matrix),
    ],
    misconceptions=[
        # Of those that fit equally well the first is told; where input should be refused, it is about that.
        Misconception(
            without_refusing, "no confusion matrix has such a form or such a label: which checks does the task ask for?"
        ),
        Misconception(
            changed_places, "both numbers are there, in the other order: which of them looks at a column of the matrix?"
        ),
        Misconception(
            shares_of_all_examples,
            "this is the share of all examples: which of them are meant by precision, and which by recall?",
        ),
        Misconception(
            accuracy_twice, "this is the accuracy over all classes: which row and which column belong to the label?"
        ),
        Misconception(mean_over_all_classes, "these are means over all classes: what is the second argument for?"),
        Misconception(
            compared_with_the_mistakes,
            "here what is right is divided by what is wrong: of which whole should it be a share?",
        ),
        Misconception(
            shares_of_mistakes, "these are the shares of what went wrong: which shares does the task ask for?"
        ),
        Misconception(in_per_cent, "these are per cent: which range does the task name?"),
        Misconception(counts, "these are the two wholes: which part of each of them is right?"),
        Misconception(
            divided_by_nothing, "a class may be without predictions, or without examples: what is a share of none?"
        ),
        Misconception(
            counted_from_the_end, "Python takes the index -1 for the last row: what should happen before it is used?"
        ),
        Misconception(of_any_table, "a confusion matrix is square: what should happen to a table that is not?"),
    ],
    page="penguins",
    also_right=[with_a_loop, with_numpy, with_false_positives],
)
