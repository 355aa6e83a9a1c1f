"""Exercise ``count_conv_parameters``: how many numbers does a convolutional layer learn?"""

from typing import Any

from lesson_code.grading import Case, Exercise, Misconception

TYPE_CHECKING = False
if TYPE_CHECKING:
    from random import Random


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
    # The learner writes from here.
    numbers = (kernel_height, kernel_width, n_channels, n_filters)
    if min(numbers) < 1:
        raise ValueError(f"expected four numbers of at least 1, got {numbers}")
    n_biases = 1 if use_bias else 0
    return (kernel_height * kernel_width * n_channels + n_biases) * n_filters


def channels_forgotten(
    kernel_height: Any, kernel_width: Any, n_channels: Any, n_filters: Any, use_bias: Any = True
) -> Any:
    if min(kernel_height, kernel_width, n_channels, n_filters) < 1:
        raise ValueError("refused")
    return (kernel_height * kernel_width + int(use_bias)) * n_filters


def filters_forgotten(
    kernel_height: Any, kernel_width: Any, n_channels: Any, n_filters: Any, use_bias: Any = True
) -> Any:
    if min(kernel_height, kernel_width, n_channels, n_filters) < 1:
        raise ValueError("refused")
    return kernel_height * kernel_width * n_channels + int(use_bias)


def one_bias_for_the_layer(
    kernel_height: Any, kernel_width: Any, n_channels: Any, n_filters: Any, use_bias: Any = True
) -> Any:
    if min(kernel_height, kernel_width, n_channels, n_filters) < 1:
        raise ValueError("refused")
    return kernel_height * kernel_width * n_channels * n_filters + int(use_bias)


def a_bias_for_every_channel(
    kernel_height: Any, kernel_width: Any, n_channels: Any, n_filters: Any, use_bias: Any = True
) -> Any:
    if min(kernel_height, kernel_width, n_channels, n_filters) < 1:
        raise ValueError("refused")
    return (kernel_height * kernel_width + int(use_bias)) * n_channels * n_filters


def biases_for_the_input(
    kernel_height: Any, kernel_width: Any, n_channels: Any, n_filters: Any, use_bias: Any = True
) -> Any:
    if min(kernel_height, kernel_width, n_channels, n_filters) < 1:
        raise ValueError("refused")
    return kernel_height * kernel_width * n_channels * n_filters + n_channels * int(use_bias)


def always_with_biases(
    kernel_height: Any, kernel_width: Any, n_channels: Any, n_filters: Any, use_bias: Any = True
) -> Any:
    if min(kernel_height, kernel_width, n_channels, n_filters) < 1:
        raise ValueError("refused")
    return (kernel_height * kernel_width * n_channels + 1) * n_filters


def never_with_biases(
    kernel_height: Any, kernel_width: Any, n_channels: Any, n_filters: Any, use_bias: Any = True
) -> Any:
    if min(kernel_height, kernel_width, n_channels, n_filters) < 1:
        raise ValueError("refused")
    return kernel_height * kernel_width * n_channels * n_filters


def square_kernels_only(
    kernel_height: Any, kernel_width: Any, n_channels: Any, n_filters: Any, use_bias: Any = True
) -> Any:
    if min(kernel_height, kernel_width, n_channels, n_filters) < 1:
        raise ValueError("refused")
    return (kernel_height**2 * n_channels + int(use_bias)) * n_filters


def without_a_value_to_fall_back_on(
    kernel_height: Any, kernel_width: Any, n_channels: Any, n_filters: Any, use_bias: Any
) -> Any:
    if min(kernel_height, kernel_width, n_channels, n_filters) < 1:
        raise ValueError("refused")
    return (kernel_height * kernel_width * n_channels + int(use_bias)) * n_filters


def without_refusing(
    kernel_height: Any, kernel_width: Any, n_channels: Any, n_filters: Any, use_bias: Any = True
) -> Any:
    return (kernel_height * kernel_width * n_channels + int(use_bias)) * n_filters


def weights_first(kernel_height: Any, kernel_width: Any, n_channels: Any, n_filters: Any, use_bias: Any = True) -> Any:
    for number in kernel_height, kernel_width, n_channels, n_filters:
        if number <= 0:
            raise ValueError("four numbers of at least 1, please")
    weights = kernel_height * kernel_width * n_channels * n_filters
    biases = 0
    if use_bias:
        biases = n_filters
    print(weights, "weights and", biases, "biases")
    return weights + biases


def filter_by_filter(kernel_height: Any, kernel_width: Any, n_channels: Any, n_filters: Any, bias: Any = True) -> Any:
    if not (kernel_height > 0 and kernel_width > 0 and n_channels > 0 and n_filters > 0):
        raise ValueError("there is no such layer")
    total = 0.0
    for _ in range(n_filters):
        for _ in range(n_channels):
            total += kernel_height * kernel_width
        total += bias
    return total


def with_numpy(kernel_height: Any, kernel_width: Any, n_channels: Any, n_filters: Any, use_bias: Any = True) -> Any:
    import numpy as np

    shape = np.array([kernel_height, kernel_width, n_channels, n_filters])
    if (shape < 1).any():
        raise ValueError(f"{shape} is not the shape of a kernel")
    return np.zeros(shape).size + np.zeros(n_filters).size * use_bias


def draw_a_layer(generator: "Random") -> tuple[Any, ...]:
    kernel_height, kernel_width = generator.sample([2, 3, 4, 5, 7], 2)
    return kernel_height, kernel_width, generator.randrange(2, 17), generator.randrange(5, 41)


def draw_a_layer_without_bias(generator: "Random") -> tuple[Any, ...]:
    return (*draw_a_layer(generator), False)


exercise = Exercise(
    reference=count_conv_parameters,
    cases=[
        Case("give 1400 for 50 filters of 3 × 3 on a colour picture", (3, 3, 3, 50)),
        Case("give 22550 for 50 filters of 3 × 3 on what 50 filters have seen", (3, 3, 50, 50)),
        Case("give 2700 for 100 filters of 3 × 3 on a colour picture without bias", (3, 3, 3, 100, False)),
        Case("give 832 for 32 filters of 5 × 5 on a grey picture with bias", (5, 5, 1, 32, True)),
        Case("give 124 for 4 filters of 2 rows and 5 columns on a colour picture", (2, 5, 3, 4)),
        Case("refuse a picture without channels with a ValueError", (3, 3, 0, 8)),
        Case("refuse a layer without filters with a ValueError", (3, 3, 3, 0)),
        Case("give the right number for a layer it has not met", draw=draw_a_layer),
        Case("give the right number for a layer without bias it has not met", draw=draw_a_layer_without_bias),
    ],
    misconceptions=[
        Misconception(
            channels_forgotten, "one kernel for each filter is counted: how many channels does a filter see?"
        ),
        Misconception(filters_forgotten, "this is what one filter learns: how many filters does the layer have?"),
        Misconception(one_bias_for_the_layer, "the layer has one bias here: how many filters want one of their own?"),
        Misconception(
            a_bias_for_every_channel,
            "a filter adds one bias to the sum over all channels: how many biases does that make?",
        ),
        Misconception(biases_for_the_input, "the channels have a bias each here: who adds it, a channel or a filter?"),
        Misconception(always_with_biases, "there are biases in every layer here: what does the last argument say?"),
        Misconception(never_with_biases, "these are the weights alone: what else does every filter learn?"),
        Misconception(square_kernels_only, "this is right for square kernels: is the width used anywhere?"),
        Misconception(
            without_a_value_to_fall_back_on,
            "a call may leave out use_bias: does your first line give it the value of the task?",
        ),
        Misconception(without_refusing, "there is no such layer: how small may the four numbers be?"),
    ],
    page="convolution",
    also_right=[weights_first, filter_by_filter, with_numpy],
)
