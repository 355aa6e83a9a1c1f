"""Exercise ``top_k``: which classes does a network find most probable?

Write the function, then check it: python -m lesson_code check top_k
"""

from collections.abc import Sequence


def top_k(probabilities: Sequence[float], class_names: Sequence[str], k: int) -> list[tuple[str, float]]:
    """Return the most probable classes of a picture with their probabilities.

    Args:
        probabilities: What the network gives, one number for each class, shape ``(n,)``.
        class_names: The name of each class in the same order, shape ``(n,)``. Two classes may share a name.
        k: How many classes are wanted, from 1 to ``n``.

    Returns:
        A list of ``k`` pairs ``(name, probability)``, the most probable class first. Classes of equal probability
        keep the order in which they were given.

    Raises:
        ValueError: There are more names than probabilities, or fewer, or ``k`` is below 1 or above ``n``; the message
            says which.
    """
    raise NotImplementedError("write top_k here")
