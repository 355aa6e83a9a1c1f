"""Exercise ``convolve``: slide a kernel over an image."""

from collections.abc import Sequence
from typing import Any

from lesson_code.grading import Case, Exercise, Misconception


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
    # The learner writes from here.
    # The small whole numbers of a NumPy array overflow, those of a list do not.
    image, kernel = (grid.tolist() if hasattr(grid, "tolist") else grid for grid in (image, kernel))
    for name, grid in (("image", image), ("kernel", kernel)):
        lengths = [len(row) for row in grid]
        if len(set(lengths)) != 1 or lengths[0] == 0:
            raise ValueError(f"expected rows of one length, at least 1, in the {name}, got the lengths {lengths}")
    n_rows, n_columns = len(image) - len(kernel) + 1, len(image[0]) - len(kernel[0]) + 1
    if n_rows < 1 or n_columns < 1:
        sizes = f"{len(kernel)} × {len(kernel[0])} for an image of {len(image)} × {len(image[0])}"
        raise ValueError(f"expected a kernel that fits into the image, got {sizes}")
    return [
        [
            sum(weight * image[i + a][j + b] for a, row in enumerate(kernel) for b, weight in enumerate(row))
            for j in range(n_columns)
        ]
        for i in range(n_rows)
    ]


def kernel_flipped(image: Any, kernel: Any) -> Any:
    if len({*map(len, image)}) > 1 or len(kernel) > len(image) or len(kernel[0]) > len(image[0]):
        raise ValueError("refused")
    kernel = [row[::-1] for row in kernel[::-1]]
    return [
        [
            sum(w * image[i + a][j + b] for a, row in enumerate(kernel) for b, w in enumerate(row))
            for j in range(len(image[0]) - len(kernel[0]) + 1)
        ]
        for i in range(len(image) - len(kernel) + 1)
    ]


def last_place_missing(image: Any, kernel: Any) -> Any:
    if len({*map(len, image)}) > 1 or len(kernel) > len(image) or len(kernel[0]) > len(image[0]):
        raise ValueError("refused")
    return [
        [
            sum(w * image[i + a][j + b] for a, row in enumerate(kernel) for b, w in enumerate(row))
            for j in range(len(image[0]) - len(kernel[0]))
        ]
        for i in range(len(image) - len(kernel))
    ]


def runs_over_the_border(image: Any, kernel: Any) -> Any:
    if len({*map(len, image)}) > 1 or len(kernel) > len(image) or len(kernel[0]) > len(image[0]):
        raise ValueError("refused")
    return [
        [
            sum(w * image[i + a][j + b] for a, row in enumerate(kernel) for b, w in enumerate(row))
            for j in range(len(image[0]))
        ]
        for i in range(len(image))
    ]


def zeros_round_the_border(image: Any, kernel: Any) -> Any:
    if len({*map(len, image)}) > 1 or len(kernel) > len(image) or len(kernel[0]) > len(image[0]):
        raise ValueError("refused")
    up, left = (len(kernel) - 1) // 2, (len(kernel[0]) - 1) // 2
    pixels = {(i, j): pixel for i, row in enumerate(image) for j, pixel in enumerate(row)}
    return [
        [
            sum(
                w * pixels.get((i + a - up, j + b - left), 0) for a, row in enumerate(kernel) for b, w in enumerate(row)
            )
            for j in range(len(image[0]))
        ]
        for i in range(len(image))
    ]


def rows_and_columns_swapped(image: Any, kernel: Any) -> Any:
    if len({*map(len, image)}) > 1 or len(kernel) > len(image) or len(kernel[0]) > len(image[0]):
        raise ValueError("refused")
    return [
        [
            sum(w * image[y + b][x + a] for a, row in enumerate(kernel) for b, w in enumerate(row))
            for y in range(len(image) - len(kernel[0]) + 1)
        ]
        for x in range(len(image[0]) - len(kernel) + 1)
    ]


def square_images_only(image: Any, kernel: Any) -> Any:
    if len({*map(len, image)}) > 1 or len(kernel) > len(image) or len(kernel[0]) > len(image[0]):
        raise ValueError("refused")
    n, k = len(image), len(kernel)
    return [
        [sum(kernel[a][b] * image[i + a][j + b] for a in range(k) for b in range(k)) for j in range(n - k + 1)]
        for i in range(n - k + 1)
    ]


def square_kernels_only(image: Any, kernel: Any) -> Any:
    if len({*map(len, image)}) > 1 or len(kernel) > len(image) or len(kernel[0]) > len(image[0]):
        raise ValueError("refused")
    k = len(kernel)
    return [
        [
            sum(kernel[a][b] * image[i + a][j + b] for a in range(k) for b in range(k))
            for j in range(len(image[0]) - k + 1)
        ]
        for i in range(len(image) - k + 1)
    ]


def mean_of_the_products(image: Any, kernel: Any) -> Any:
    if len({*map(len, image)}) > 1 or len(kernel) > len(image) or len(kernel[0]) > len(image[0]):
        raise ValueError("refused")
    n = len(kernel) * len(kernel[0])
    return [
        [
            sum(w * image[i + a][j + b] for a, row in enumerate(kernel) for b, w in enumerate(row)) / n
            for j in range(len(image[0]) - len(kernel[0]) + 1)
        ]
        for i in range(len(image) - len(kernel) + 1)
    ]


def one_row_many_times(image: Any, kernel: Any) -> Any:
    if len({*map(len, image)}) > 1 or len(kernel) > len(image) or len(kernel[0]) > len(image[0]):
        raise ValueError("refused")
    result = [[0] * (len(image[0]) - len(kernel[0]) + 1)] * (len(image) - len(kernel) + 1)
    for i in range(len(result)):
        for j in range(len(result[0])):
            for a, row in enumerate(kernel):
                for b, w in enumerate(row):
                    result[i][j] += w * image[i + a][j + b]
    return result


def all_in_one_row(image: Any, kernel: Any) -> Any:
    if len({*map(len, image)}) > 1 or len(kernel) > len(image) or len(kernel[0]) > len(image[0]):
        raise ValueError("refused")
    return [
        sum(w * image[i + a][j + b] for a, row in enumerate(kernel) for b, w in enumerate(row))
        for i in range(len(image) - len(kernel) + 1)
        for j in range(len(image[0]) - len(kernel[0]) + 1)
    ]


def lets_ragged_rows_pass(image: Any, kernel: Any) -> Any:
    n_rows, n_columns = len(image) - len(kernel) + 1, len(image[0]) - len(kernel[0]) + 1
    if n_rows < 1 or n_columns < 1:
        raise ValueError("the kernel is larger than the image")
    return [
        [
            sum(w * image[i + a][j + b] for a, row in enumerate(kernel) for b, w in enumerate(row))
            for j in range(n_columns)
        ]
        for i in range(n_rows)
    ]


def lets_large_kernels_pass(image: Any, kernel: Any) -> Any:
    if any(len(row) != len(image[0]) for row in image):
        raise ValueError("the rows of the image differ in length")
    return [
        [
            sum(w * image[i + a][j + b] for a, row in enumerate(kernel) for b, w in enumerate(row))
            for j in range(len(image[0]) - len(kernel[0]) + 1)
        ]
        for i in range(len(image) - len(kernel) + 1)
    ]


def with_loops(image: Any, kernel: Any) -> Any:
    height, width = len(image), len(image[0])
    kernel_height, kernel_width = len(kernel), len(kernel[0])
    for row in image:
        if len(row) != width:
            raise ValueError("the rows of the image need one length")
    if kernel_height > height or kernel_width > width:
        raise ValueError("the kernel has to fit into the image")
    result: list[Any] = []
    for i in range(height - kernel_height + 1):
        result.append([])
        for j in range(width - kernel_width + 1):
            total = 0.0
            for a in range(kernel_height):
                for b in range(kernel_width):
                    total += image[i + a][j + b] * kernel[a][b]
            print("row", i, "column", j, "total", total)
            result[i].append(total)
    return result


def with_numpy(image: Any, kernel: Any) -> Any:
    import numpy as np

    image, kernel = np.array(image), np.array(kernel)
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


def by_adding_shifted_images(image: Any, kernel: Any) -> Any:
    height, width = len(image) - len(kernel) + 1, len(image[0]) - len(kernel[0]) + 1
    if len({len(row) for row in image}) > 1 or min(height, width) < 1:
        raise ValueError("one length for all rows, and a kernel that fits")
    totals = [[0] * width for _ in range(height)]
    for a in range(len(kernel)):
        for b in range(len(kernel[0])):
            shifted = [row[b : b + width] for row in image[a : a + height]]
            totals = [
                [total + kernel[a][b] * pixel for total, pixel in zip(*rows, strict=True)]
                for rows in zip(totals, shifted, strict=True)
            ]
    return tuple(tuple(row) for row in totals)


def draw_image_and_kernel(generator: Any) -> tuple[Any, ...]:
    kernel_height, kernel_width = generator.choice([(1, 3), (2, 1), (2, 3), (3, 2)])
    height, width = generator.choice([(4, 5), (5, 4)])
    image = [[generator.randrange(-9, 10) for _ in range(width)] for _ in range(height)]
    weights = generator.sample([-3, -2, -1, 1, 2, 3, 4], kernel_height * kernel_width)
    kernel = [weights[a * kernel_width : (a + 1) * kernel_width] for a in range(kernel_height)]
    return image, kernel


exercise = Exercise(
    reference=convolve,
    cases=[
        Case(
            "give 27 everywhere along an edge from dark to bright",
            ([[0, 0, 0, 0], [0, 0, 0, 0], [9, 9, 9, 9], [9, 9, 9, 9]], [[-1, -1, -1], [0, 0, 0], [1, 1, 1]]),
        ),
        Case("lay each weight on its own pixel", ([[1, 2], [3, 4]], [[1, 10], [100, 1000]])),
        Case("use every place where a wide kernel fits", ([[1, 2, 3], [4, 5, 6]], [[1, 1]])),
        Case("use every place where a tall kernel fits", ([[1, 2], [3, 4], [5, 6], [7, 8]], [[1], [10]])),
        Case("leave the image as it is with the kernel [[1]]", ([[0.5, -1.0, 2.0]], [[1]])),
        Case("refuse an image with rows of 2 and 3 pixels with a ValueError", ([[1, 2], [3, 4, 5]], [[1, 1]])),
        Case(
            "refuse a kernel that is wider than the image with a ValueError",
            ([[1, 2], [3, 4], [5, 6]], [[1, 1, 1]]),
        ),
        Case("give the right grid for an image and a kernel it has not met", points=2, draw=draw_image_and_kernel),
    ],
    misconceptions=[
        Misconception(
            kernel_flipped, "here the kernel lies upside down: which of its numbers belongs on the top left pixel?"
        ),
        Misconception(
            last_place_missing, "a place is missing in each direction: how often does a window of 2 fit into 3 pixels?"
        ),
        Misconception(
            runs_over_the_border,
            "an index lies outside the image: at how many places does the kernel fit in each direction?",
        ),
        Misconception(zeros_round_the_border, "this is as large as the image: may the kernel reach over the border?"),
        Misconception(
            rows_and_columns_swapped,
            "this finds no edge at all: which of the two indices chooses the row, and which the column?",
        ),
        Misconception(square_images_only, "this image is not square: what tells how many columns it has?"),
        Misconception(square_kernels_only, "this kernel is not square: what tells how wide it is?"),
        Misconception(mean_of_the_products, "each number is a mean here: does the task divide the sum by anything?"),
        Misconception(
            one_row_many_times, "all rows change together: does the list hold several rows, or one row several times?"
        ),
        Misconception(all_in_one_row, "all numbers stand in one long row: where does a new row begin?"),
        Misconception(
            lets_ragged_rows_pass, "the end of the longer row is ignored without a word: are all rows equally long?"
        ),
        Misconception(
            lets_large_kernels_pass, "rows without numbers are no picture: does this kernel fit in both directions?"
        ),
    ],
    page="convolution",
    also_right=[with_loops, with_numpy, by_adding_shifted_images],
)
