"""Exercise ``cross_entropy``: how surprised is a network by the right class?

Write the function, then check it: python -m lesson_code check cross_entropy
"""

from collections.abc import Sequence


def cross_entropy(probabilities: Sequence[float], label: int) -> float:
    """Return the cross-entropy of one prediction.

    It is minus the natural logarithm of the probability that the network gave to the right class; the other
    probabilities do not count. Python has the natural logarithm as ``log`` in its module ``math``, which has to be
    imported. ``math.log(0)`` is an error, so a probability of 0 needs a line of its own.

    Args:
        probabilities: One probability for each class, shape ``(n_classes,)``, each from 0 to 1. That they add up to 1
            is taken for granted, not checked.
        label: The number of the right class, a whole number from 0 to ``n_classes - 1``.

    Returns:
        The loss, from 0 (the right class had probability 1) to infinity, ``float("inf")`` (it had probability 0).

    Raises:
        ValueError: There is no class with this label (negative labels are refused, too), or any of the probabilities
            is below 0 or above 1; the message says which.
    """
    raise NotImplementedError("write cross_entropy here")
