"""Exercise ``huber_loss``: forgive large errors, and stay smooth around 0.

Write the function, then check it: python -m lesson_code check huber_loss
"""

from collections.abc import Sequence


def huber_loss(predictions: Sequence[float], targets: Sequence[float], delta: float = 1.0) -> float:
    """Return the mean Huber loss of predictions.

    The size of an error is ``abs(predictions[i] - targets[i])``, and each error has a loss of its own:

    - a size of at most ``delta``: half its square, ``0.5 * size ** 2``;
    - a larger size: ``delta * (size - 0.5 * delta)``, a straight line that begins where the curve ends.

    Args:
        predictions: What the network said, shape ``(n,)``, at least one number.
        targets: What was right, shape ``(n,)``, in the same order.
        delta: The size at which the straight line begins, greater than 0.

    Returns:
        The mean of the losses of all errors, at least 0.

    Raises:
        ValueError: There are more predictions than targets, or fewer, or none at all, or ``delta`` is 0 or below;
            the message says which.
    """
    raise NotImplementedError("write huber_loss here")
