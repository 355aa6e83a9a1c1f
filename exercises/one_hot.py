"""Exercise ``one_hot``: turn the number of a class into a row with a single 1.

Write the function, then check it: python -m lesson_code check one_hot
"""

from collections.abc import Sequence


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
    raise NotImplementedError("write one_hot here")
