"""Exercise ``max_pool``: keep the loudest pixel of each window.

Write the function, then check it: python -m lesson_code check max_pool
"""

from collections.abc import Sequence


def max_pool(image: Sequence[Sequence[float]], pool_size: int) -> list[list[float]]:
    """Return the largest number of each window of an image.

    The windows are squares of ``pool_size`` × ``pool_size`` pixels that lie side by side from the top left corner on
    and do not overlap. Pixels at the right and at the bottom that do not fill a whole window are left out.

    Args:
        image: Rows of numbers, shape ``(height, width)``; it need not be square, and numbers may be negative.
        pool_size: The rows and the columns of a window, at least 1.

    Returns:
        Rows of numbers, shape ``(height // pool_size, width // pool_size)``: the largest number of each window.

    Raises:
        ValueError: The window is taller or wider than the image, ``pool_size`` is below 1, or the rows of the image
            differ in length; the message says which.
    """
    raise NotImplementedError("write max_pool here")
