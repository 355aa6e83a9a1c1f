"""Exercise ``descend``: walk down a slope, step by step, and remember the way.

Write the function, then check it: python -m lesson_code check descend
"""

from collections.abc import Callable


def descend(gradient: Callable[[float], float], start: float, learning_rate: float, n_steps: int) -> list[float]:
    """Return the path of gradient descent over one weight.

    Each step goes from the position ``w`` to ``w - learning_rate * gradient(w)``; the next one starts from there.
    Make exactly ``n_steps`` steps, whatever happens on the way: a path that runs away from the minimum, because the
    learning rate is too large, is returned as it is, and so is one that has arrived and stays in place.

    Args:
        gradient: A function: ``gradient(w)`` is the slope of the loss at the position ``w``.
        start: The first position.
        learning_rate: How much of the gradient one step takes, usually a small positive number; it is not checked.
        n_steps: How many steps to make, a whole number, at least 0.

    Returns:
        A list of ``n_steps + 1`` positions: the start, then the position after each step. With ``n_steps=0`` it holds
        the start alone.

    Raises:
        ValueError: ``n_steps`` is negative.
    """
    raise NotImplementedError("write descend here")
