"""Exercise ``conv_output_size``: how many places does a kernel find in a row of pixels?

Write the function, then check it: python -m lesson_code check conv_output_size
"""


def conv_output_size(size: int, kernel_size: int, stride: int = 1, padding: int = 0) -> int:
    """Return how many numbers a convolution gives in one direction, for example along the width.

    The kernel starts with its left edge on the first pixel, padding included, and moves on by ``stride`` pixels as
    long as it fits. A last step that would take it over the end is not made.

    Args:
        size: The pixels of the image in this direction, at least 1.
        kernel_size: The pixels of the kernel in this direction, at least 1.
        stride: How many pixels the kernel moves on, at least 1.
        padding: How many pixels are added to the image at each of its two ends, at least 0.

    Returns:
        The number of places where the kernel stands, a whole number, at least 1.

    Raises:
        ValueError: The kernel is larger than the image with its padding, a size or the stride is below 1, or the
            padding is below 0; the message says which.
    """
    raise NotImplementedError("write conv_output_size here")
