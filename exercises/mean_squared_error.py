"""Exercise ``mean_squared_error``: how far are predictions from their targets?

Write the function, then check it: python -m lesson_code check mean_squared_error
"""

from collections.abc import Sequence


def mean_squared_error(predictions: Sequence[float], targets: Sequence[float]) -> float:
    """Return the mean squared error of predictions.

    Args:
        predictions: What the network said, shape ``(n,)``, at least one number.
        targets: What was right, shape ``(n,)``, in the same order.

    Returns:
        The mean of ``(predictions[i] - targets[i]) ** 2`` over all predictions, at least 0.

    Raises:
        ValueError: There are more predictions than targets, or fewer, or none at all; the message says which.
    """
    raise NotImplementedError("write mean_squared_error here")
