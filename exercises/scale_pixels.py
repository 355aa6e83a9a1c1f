"""Exercise ``scale_pixels``: bring pixels into the range that a pretrained network knows.

Write the function, then check it: python -m lesson_code check scale_pixels
"""

from collections.abc import Sequence
from typing import Any


def scale_pixels(pixels: float | Sequence[Any]) -> float | list[Any]:
    """Return pixels between 0 and 255 as numbers between -1 and 1.

    0 becomes -1, 255 becomes 1, and what lies between them keeps its place between them: 127.5 becomes 0. The range is
    the same for every picture, however bright or dark it is.

    Args:
        pixels: A number from 0 to 255, whole or not, or a list of them, or a list of such lists and so on: a row of
            pixels, a grey picture of shape ``(height, width)``, a colour picture ``(height, width, 3)`` or many.

    Returns:
        A float for a single number; for lists, lists nested in the same way. An empty list stays empty.

    Raises:
        ValueError: A number is below 0 or above 255, however deep inside; the message says which.
    """
    raise NotImplementedError("write scale_pixels here")
