"""Exercise ``count_conv_parameters``: how many numbers does a convolutional layer learn?

Write the function, then check it: python -m lesson_code check count_conv_parameters
"""


def count_conv_parameters(
    kernel_height: int, kernel_width: int, n_channels: int, n_filters: int, use_bias: bool = True
) -> int:
    """Return the number of parameters of a convolutional layer.

    Every filter has a kernel of its own for each channel of the input. It adds up what they all see, and one bias of
    its own.

    Args:
        kernel_height: The rows of a kernel, at least 1.
        kernel_width: The columns of a kernel, at least 1.
        n_channels: The channels of the input, at least 1: 3 for a colour picture, 1 for a grey one, and after
            another convolutional layer as many as that one has filters.
        n_filters: The filters of the layer, at least 1.
        use_bias: Whether the filters have a bias.

    Returns:
        All weights and biases together, a whole number.

    Raises:
        ValueError: One of the four numbers is below 1; the message says what came.
    """
    raise NotImplementedError("write count_conv_parameters here")
