"""Exercise ``standardise``: bring columns to one scale, with what the training set alone can know.

Write the function, then check it: python -m lesson_code check standardise
"""

from collections.abc import Sequence


def standardise(training: Sequence[Sequence[float]], new: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return new rows with every column on the scale of the training set.

    From each value the mean of its column is subtracted, and the result is divided by the standard deviation of
    its column. Both come from the training set alone, whatever the new rows are.
    The standard deviation is the root of the mean squared distance from the mean: the sum of the squares is
    divided by the number of rows, not by one less.

    Args:
        training: The rows of the training set, shape ``(n_training, n_columns)``, at least one.
        new: The rows to change, shape ``(n_new, n_columns)``; there may be none.

    Returns:
        A list of rows, shape ``(n_new, n_columns)``, with
        ``(value - mean of the column) / standard deviation of the column`` in place of each value.
        Where all training rows have the same value in a column, there is nothing to divide by:
        such a column is 0 in every new row, whatever its value there.

    Raises:
        ValueError: The training set has no rows, or a row of either table has more or fewer values than the first
            training row; the message says which.
    """
    raise NotImplementedError("write standardise here")
