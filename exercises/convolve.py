"""Exercise ``convolve``: slide a kernel over an image.

Write the function, then check it: python -m lesson_code check convolve
"""

from collections.abc import Sequence


def convolve(image: Sequence[Sequence[float]], kernel: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return what a kernel sees at every place of an image where it fits.

    The kernel starts in the top left corner and moves by one pixel at a time, to the right and then down. It never
    reaches over the border, and it is laid on the image as it is written, without being flipped.

    Args:
        image: Rows of numbers, shape ``(height, width)``; it need not be square.
        kernel: Rows of numbers, shape ``(kernel_height, kernel_width)``; it need not be square.

    Returns:
        Rows of numbers, shape ``(height - kernel_height + 1, width - kernel_width + 1)``. In row ``i`` and column
        ``j`` stands the sum of ``image[i + a][j + b] * kernel[a][b]`` over all rows ``a`` and columns ``b`` of the
        kernel.

    Raises:
        ValueError: The kernel is taller or wider than the image, or one of the two has rows of different lengths or
            holds no number; the message says which.
    """
    raise NotImplementedError("write convolve here")
