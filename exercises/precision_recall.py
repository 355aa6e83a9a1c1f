"""Exercise ``precision_recall``: can a prediction be trusted, and is anything missed?

Write the function, then check it: python -m lesson_code check precision_recall
"""

from collections.abc import Sequence


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
    raise NotImplementedError("write precision_recall here")
