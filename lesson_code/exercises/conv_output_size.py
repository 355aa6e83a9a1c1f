"""Exercise ``conv_output_size``: how many places does a kernel find in a row of pixels?"""

from typing import Any

from lesson_code.grading import Case, Exercise, Misconception

TYPE_CHECKING = False
if TYPE_CHECKING:
    from random import Random


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
    # The learner writes from here.
    if min(size, kernel_size, stride) < 1:
        raise ValueError(f"expected sizes and a stride of at least 1, got {size}, {kernel_size} and {stride}")
    if padding < 0:
        raise ValueError(f"expected a padding of at least 0, got {padding}")
    room = size + 2 * padding - kernel_size
    if room < 0:
        raise ValueError(f"expected a kernel of at most {size + 2 * padding} pixels, got {kernel_size}")
    return room // stride + 1


def first_place_forgotten(size: Any, kernel_size: Any, stride: Any = 1, padding: Any = 0) -> Any:
    if stride < 1 or kernel_size > size + 2 * padding:
        raise ValueError("refused")
    return (size + 2 * padding - kernel_size) // stride


def padding_on_one_side(size: Any, kernel_size: Any, stride: Any = 1, padding: Any = 0) -> Any:
    if stride < 1 or kernel_size > size + 2 * padding:
        raise ValueError("refused")
    return (size + padding - kernel_size) // stride + 1


def padding_ignored(size: Any, kernel_size: Any, stride: Any = 1, padding: Any = 0) -> Any:
    if stride < 1 or kernel_size > size + 2 * padding:
        raise ValueError("refused")
    return (size - kernel_size) // stride + 1


def first_place_added_before_dividing(size: Any, kernel_size: Any, stride: Any = 1, padding: Any = 0) -> Any:
    if stride < 1 or kernel_size > size + 2 * padding:
        raise ValueError("refused")
    return (size + 2 * padding - kernel_size + 1) // stride


def half_a_place(size: Any, kernel_size: Any, stride: Any = 1, padding: Any = 0) -> Any:
    if stride < 1 or kernel_size > size + 2 * padding:
        raise ValueError("refused")
    return (size + 2 * padding - kernel_size) / stride + 1


def rounded_up(size: Any, kernel_size: Any, stride: Any = 1, padding: Any = 0) -> Any:
    if stride < 1 or kernel_size > size + 2 * padding:
        raise ValueError("refused")
    return -((kernel_size - size - 2 * padding) // stride) + 1


def stride_ignored(size: Any, kernel_size: Any, stride: Any = 1, padding: Any = 0) -> Any:
    if stride < 1 or kernel_size > size + 2 * padding:
        raise ValueError("refused")
    return size + 2 * padding - kernel_size + 1


def any_padding_keeps_the_size(size: Any, kernel_size: Any, stride: Any = 1, padding: Any = 0) -> Any:
    if stride < 1 or kernel_size > size + 2 * padding:
        raise ValueError("refused")
    if padding > 0:
        return -(-size // stride)
    return (size - kernel_size) // stride + 1


def compares_before_padding(size: Any, kernel_size: Any, stride: Any = 1, padding: Any = 0) -> Any:
    if kernel_size > size or stride < 1:
        raise ValueError("the kernel has to fit into the image, and the stride is at least 1")
    return (size + 2 * padding - kernel_size) // stride + 1


def divides_by_a_stride_of_0(size: Any, kernel_size: Any, stride: Any = 1, padding: Any = 0) -> Any:
    if kernel_size > size + 2 * padding:
        raise ValueError("the kernel has to fit into the image")
    return (size + 2 * padding - kernel_size) // stride + 1


def lets_large_kernels_pass(size: Any, kernel_size: Any, stride: Any = 1, padding: Any = 0) -> Any:
    if stride < 1:
        raise ValueError("the stride is at least 1")
    return (size + 2 * padding - kernel_size) // stride + 1


def without_values_to_fall_back_on(size: Any, kernel_size: Any, stride: Any, padding: Any) -> Any:
    if stride < 1 or kernel_size > size + 2 * padding:
        raise ValueError("refused")
    return (size + 2 * padding - kernel_size) // stride + 1


def by_walking(size: Any, kernel_size: Any, stride: Any = 1, padding: Any = 0) -> Any:
    if stride <= 0:
        raise ValueError("without a step nobody moves on")
    n_places = 0
    left = -padding
    while left + kernel_size <= size + padding:
        print("a place from pixel", left)
        n_places += 1
        left += stride
    if n_places == 0:
        raise ValueError("the kernel fits nowhere")
    return n_places


def with_a_range(size: Any, kernel_size: Any, stride: Any = 1, padding: Any = 0) -> Any:
    places = range(0, size + 2 * padding - kernel_size + 1, stride)
    if not places:
        raise ValueError("the kernel fits nowhere")
    return len(places)


def with_floor(size: Any, kernel_size: Any, stride: Any = 1, padding: Any = 0) -> Any:
    import numpy as np

    padded = size + 2 * padding
    if kernel_size > padded or stride < 1:
        raise ValueError("the kernel has to fit, and the stride is at least 1")
    return np.floor((padded - kernel_size) / stride) + 1


def draw_a_step_that_does_not_fit(generator: "Random") -> tuple[Any, ...]:
    stride = padding = generator.choice([5, 6, 7])  # so much padding that half of it would give another size
    kernel_size, n_steps = 3 * stride + generator.randrange(4), generator.randrange(10, 40)
    left_over = generator.randrange(stride // 2 + 1, stride - 1)  # more than half a step, which round() would make one
    return n_steps * stride + left_over + kernel_size - 2 * padding, kernel_size, stride, padding


exercise = Exercise(
    reference=conv_output_size,
    cases=[
        Case("give 62 for 64 pixels and a kernel of 3", (64, 3)),
        Case("give 64 again with one pixel of padding at each end", (64, 3, 1, 1)),
        Case("give 3 for 7 pixels, a kernel of 3 and steps of 2", (7, 3, 2)),
        Case("leave out a last step that does not fit", (64, 3, 2)),
        Case("give 8 for 7 pixels, an even kernel of 2 and padding 1", (7, 2, 1, 1)),
        Case("find one place for a kernel of 5 on 3 pixels with padding 1", (3, 5, 1, 1)),
        Case("refuse a stride of 0 with a ValueError", (7, 3, 0)),
        Case("refuse a kernel of 6 on 3 pixels with padding 1 with a ValueError", (3, 6, 1, 1)),
        Case(
            "give the right number for sizes it has not met, with stride and padding",
            draw=draw_a_step_that_does_not_fit,
        ),
    ],
    misconceptions=[
        Misconception(
            first_place_forgotten, "these are the steps alone: in how many places has the kernel stood after one step?"
        ),
        Misconception(padding_on_one_side, "the padding is added once here: how many ends does a row of pixels have?"),
        Misconception(padding_ignored, "the padding changes nothing here: how long is the row of pixels with it?"),
        Misconception(
            first_place_added_before_dividing, "the first place costs no step: is it added before or after dividing?"
        ),
        Misconception(half_a_place, "there is no part of a place: what becomes of a step that does not fit?"),
        Misconception(rounded_up, "a place too many: does the last step leave the whole kernel on the pixels?"),
        Misconception(stride_ignored, "this is right for steps of one pixel: what does a longer step leave out?"),
        Misconception(
            any_padding_keeps_the_size, "padding does not always keep the size: how many pixels does it really add?"
        ),
        Misconception(
            without_values_to_fall_back_on,
            "a call may leave out stride and padding: does your first line give them the values of the task?",
        ),
        Misconception(compares_before_padding, "padding makes room: is the kernel compared with the padded row?"),
        Misconception(
            divides_by_a_stride_of_0, "a kernel with a stride of 0 never moves on: what should happen before dividing?"
        ),
        Misconception(
            lets_large_kernels_pass, "no output has a size below 1: what if the kernel is longer than the padded row?"
        ),
    ],
    page="convolution",
    also_right=[by_walking, with_a_range, with_floor],
)
