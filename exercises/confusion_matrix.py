"""Exercise ``confusion_matrix``: which classes are taken for which?

Write the function, then check it: python -m lesson_code check confusion_matrix
"""

from collections.abc import Sequence


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
    raise NotImplementedError("write confusion_matrix here")
