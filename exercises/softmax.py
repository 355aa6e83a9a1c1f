"""Exercise ``softmax``: turn any scores into probabilities.

Write the function, then check it: python -m lesson_code check softmax
"""

from collections.abc import Sequence


def softmax(scores: Sequence[float]) -> list[float]:
    """Return the probabilities that belong to scores.

    The probability of a score is ``exp(score)``, divided by the sum of ``exp(score)`` over all scores. Python has
    ``exp`` in its module ``math``, which has to be imported.

    The scores may be 1000 and more, or -1000 and less. There ``exp`` gives more than a float can hold, or just 0, and
    the probabilities must be right all the same. It helps that adding the same number, positive or negative, to every
    score changes no probability.

    Args:
        scores: What the last layer gives, shape ``(n,)``, at least one number; positive or negative.

    Returns:
        The probabilities as a list, shape ``(n,)``, in the order of the scores. Each lies between 0 and 1, and they
        add up to 1. One that is too small for a float is 0.

    Raises:
        ValueError: There is no score.
    """
    raise NotImplementedError("write softmax here")
