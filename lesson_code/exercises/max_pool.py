"""Exercise ``max_pool``: keep the loudest pixel of each window."""

from collections.abc import Sequence
from typing import Any

from lesson_code.grading import Case, Exercise, Misconception


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
    # The learner writes from here.
    image = image.tolist() if hasattr(image, "tolist") else image
    lengths = [len(row) for row in image]
    if len(set(lengths)) > 1:
        raise ValueError(f"expected rows of one length, got the lengths {lengths}")
    height, width = len(image), max(lengths, default=0)
    if not 1 <= pool_size <= min(height, width):
        raise ValueError(f"expected a window of at least 1 pixel that fits into {height} × {width}, got {pool_size}")
    return [
        [
            max(pixel for row in image[i : i + pool_size] for pixel in row[j : j + pool_size])
            for j in range(0, width - pool_size + 1, pool_size)
        ]
        for i in range(0, height - pool_size + 1, pool_size)
    ]


def windows_overlap(image: Any, pool_size: Any) -> Any:
    if len({*map(len, image)}) > 1 or pool_size > len(image) or pool_size > len(image[0]):
        raise ValueError("refused")
    return [
        [
            max(pixel for row in image[i : i + pool_size] for pixel in row[j : j + pool_size])
            for j in range(len(image[0]) - pool_size + 1)
        ]
        for i in range(len(image) - pool_size + 1)
    ]


def incomplete_windows_kept(image: Any, pool_size: Any) -> Any:
    if len({*map(len, image)}) > 1 or pool_size > len(image) or pool_size > len(image[0]):
        raise ValueError("refused")
    return [
        [
            max(pixel for row in image[i : i + pool_size] for pixel in row[j : j + pool_size])
            for j in range(0, len(image[0]), pool_size)
        ]
        for i in range(0, len(image), pool_size)
    ]


def runs_over_the_border(image: Any, pool_size: Any) -> Any:
    if len({*map(len, image)}) > 1 or pool_size > len(image) or pool_size > len(image[0]):
        raise ValueError("refused")
    size = range(pool_size)
    return [
        [max(image[i + a][j + b] for a in size for b in size) for j in range(0, len(image[0]), pool_size)]
        for i in range(0, len(image), pool_size)
    ]


def last_window_missing(image: Any, pool_size: Any) -> Any:
    if len({*map(len, image)}) > 1 or pool_size > len(image) or pool_size > len(image[0]):
        raise ValueError("refused")
    return [
        [
            max(pixel for row in image[i : i + pool_size] for pixel in row[j : j + pool_size])
            for j in range(0, len(image[0]) - pool_size, pool_size)
        ]
        for i in range(0, len(image) - pool_size, pool_size)
    ]


def starts_from_0(image: Any, pool_size: Any) -> Any:
    if len({*map(len, image)}) > 1 or pool_size > len(image) or pool_size > len(image[0]):
        raise ValueError("refused")
    return [
        [
            max(0, *(pixel for row in image[i : i + pool_size] for pixel in row[j : j + pool_size]))
            for j in range(0, len(image[0]) - pool_size + 1, pool_size)
        ]
        for i in range(0, len(image) - pool_size + 1, pool_size)
    ]


def always_2_by_2(image: Any, pool_size: Any) -> Any:
    if len({*map(len, image)}) > 1 or pool_size > len(image) or pool_size > len(image[0]):
        raise ValueError("refused")
    return [
        [
            max(pixel for row in image[i : i + 2] for pixel in row[j : j + 2])
            for j in range(0, len(image[0]) - pool_size + 1, pool_size)
        ]
        for i in range(0, len(image) - pool_size + 1, pool_size)
    ]


def average(image: Any, pool_size: Any) -> Any:
    if len({*map(len, image)}) > 1 or pool_size > len(image) or pool_size > len(image[0]):
        raise ValueError("refused")
    return [
        [
            sum(pixel for row in image[i : i + pool_size] for pixel in row[j : j + pool_size]) / pool_size**2
            for j in range(0, len(image[0]) - pool_size + 1, pool_size)
        ]
        for i in range(0, len(image) - pool_size + 1, pool_size)
    ]


def first_pixel_of_each_window(image: Any, pool_size: Any) -> Any:
    if len({*map(len, image)}) > 1 or pool_size > len(image) or pool_size > len(image[0]):
        raise ValueError("refused")
    return [
        [image[i][j] for j in range(0, len(image[0]) - pool_size + 1, pool_size)]
        for i in range(0, len(image) - pool_size + 1, pool_size)
    ]


def rows_and_columns_swapped(image: Any, pool_size: Any) -> Any:
    if len({*map(len, image)}) > 1 or pool_size > len(image) or pool_size > len(image[0]):
        raise ValueError("refused")
    return [
        [
            max(pixel for row in image[y : y + pool_size] for pixel in row[x : x + pool_size])
            for y in range(0, len(image) - pool_size + 1, pool_size)
        ]
        for x in range(0, len(image[0]) - pool_size + 1, pool_size)
    ]


def squares_only(image: Any, pool_size: Any) -> Any:
    if len({*map(len, image)}) > 1 or pool_size > len(image) or pool_size > len(image[0]):
        raise ValueError("refused")
    n = len(image) // pool_size
    return [
        [
            max(image[i * pool_size + a][j * pool_size + b] for a in range(pool_size) for b in range(pool_size))
            for j in range(n)
        ]
        for i in range(n)
    ]


def all_in_one_row(image: Any, pool_size: Any) -> Any:
    if len({*map(len, image)}) > 1 or pool_size > len(image) or pool_size > len(image[0]):
        raise ValueError("refused")
    return [
        max(pixel for row in image[i : i + pool_size] for pixel in row[j : j + pool_size])
        for i in range(0, len(image) - pool_size + 1, pool_size)
        for j in range(0, len(image[0]) - pool_size + 1, pool_size)
    ]


def lets_ragged_rows_pass(image: Any, pool_size: Any) -> Any:
    if pool_size > len(image) or pool_size > len(image[0]):
        raise ValueError("the window is larger than the image")
    return [
        [
            max(pixel for row in image[i : i + pool_size] for pixel in row[j : j + pool_size])
            for j in range(0, len(image[0]) - pool_size + 1, pool_size)
        ]
        for i in range(0, len(image) - pool_size + 1, pool_size)
    ]


def lets_large_windows_pass(image: Any, pool_size: Any) -> Any:
    if any(len(row) != len(image[0]) for row in image):
        raise ValueError("the rows of the image differ in length")
    return [
        [
            max(pixel for row in image[i : i + pool_size] for pixel in row[j : j + pool_size])
            for j in range(0, len(image[0]) - pool_size + 1, pool_size)
        ]
        for i in range(0, len(image) - pool_size + 1, pool_size)
    ]


def with_loops(image: Any, pool_size: Any) -> Any:
    for row in image:
        if len(row) != len(image[0]):
            raise ValueError("all rows need one length")
    n_rows, n_columns = len(image) // pool_size, len(image[0]) // pool_size
    if n_rows == 0 or n_columns == 0:
        raise ValueError("not even one window fits")
    result = []
    for i in range(n_rows):
        line = []
        for j in range(n_columns):
            largest = image[i * pool_size][j * pool_size]
            for a in range(pool_size):
                for b in range(pool_size):
                    largest = max(largest, image[i * pool_size + a][j * pool_size + b])
            print("window", i, j, "largest", largest)
            line.append(float(largest))
        result.append(line)
    return result


def with_numpy(image: Any, pool_size: Any) -> Any:
    import numpy as np

    image = np.array(image)
    n_rows, n_columns = image.shape[0] // pool_size, image.shape[1] // pool_size
    if n_rows * n_columns == 0:
        raise ValueError("not even one window fits")
    whole = image[: n_rows * pool_size, : n_columns * pool_size]
    return whole.reshape(n_rows, pool_size, n_columns, pool_size).max(axis=(1, 3))


def one_direction_after_the_other(image: Any, pool_size: Any) -> Any:
    columns = list(zip(*image, strict=True))
    if pool_size > len(image) or pool_size > len(columns):
        raise ValueError("the window has to fit")
    thin = [
        [max(column[i : i + pool_size]) for column in columns]
        for i in range(0, len(image) - len(image) % pool_size, pool_size)
    ]
    return tuple(
        tuple(max(row[j : j + pool_size]) for j in range(0, len(row) - len(row) % pool_size, pool_size)) for row in thin
    )


def draw_image_and_window(generator: Any) -> tuple[Any, ...]:
    height, width, pool_size = generator.choice([(4, 7, 2), (3, 5, 2), (6, 5, 2), (4, 7, 3), (6, 5, 3)])
    pixels = generator.sample(range(-70, 10), height * width)
    return [pixels[i * width : (i + 1) * width] for i in range(height)], pool_size


exercise = Exercise(
    reference=max_pool,
    cases=[
        Case(
            "keep the largest number of each window",
            ([[1, 3, 2, 0], [5, 6, 1, 2], [7, 2, 4, 8], [0, 1, 3, 9]], 2),
        ),
        Case("move on by a whole window", ([[1, 2, 3, 4], [5, 6, 7, 8]], 2)),
        Case("leave out windows that are not complete", ([[1, 2, 3], [4, 5, 6], [7, 8, 9]], 2)),
        Case("find the largest of negative numbers", ([[-1, -2], [-3, -4]], 2)),
        Case(
            "take windows of 3 × 3 from an image that is taller than wide",
            ([[0, 1, 2], [3, 4, 5], [6, 7, 8], [8, 7, 6], [5, 9, 3], [2, 1, 0]], 3),
        ),
        Case("leave the image as it is with windows of one pixel", ([[0.5, -1.0, 2.0]], 1)),
        Case("refuse an image with rows of 2 and 3 pixels with a ValueError", ([[1, 2], [3, 4, 5]], 2)),
        Case("refuse a window that is wider than the image with a ValueError", ([[1, 2], [3, 4], [5, 6]], 3)),
        Case("give the right grid for an image and a window it has not met", points=2, draw=draw_image_and_window),
    ],
    misconceptions=[
        Misconception(windows_overlap, "the windows overlap here: by how many pixels does a window move on?"),
        Misconception(
            incomplete_windows_kept, "there are more windows here than the task wants: are all of them complete?"
        ),
        Misconception(runs_over_the_border, "an index lies outside the image: which windows are complete?"),
        Misconception(last_window_missing, "the last windows are missing: where does the last one begin that fits?"),
        Misconception(starts_from_0, "the search for the largest seems to begin at 0: what if all are below it?"),
        Misconception(
            always_2_by_2, "only four pixels of each window are looked at here: how many does a window have?"
        ),
        Misconception(average, "these are averages: which single number of a window is asked for?"),
        Misconception(
            first_pixel_of_each_window, "this is the first pixel of each window: what about the others in it?"
        ),
        Misconception(
            rows_and_columns_swapped, "rows and columns have changed places: which of the two does the outer list hold?"
        ),
        Misconception(squares_only, "this image is not square: which list tells how many columns it has?"),
        Misconception(all_in_one_row, "all numbers stand in one long row: where does a new row begin?"),
        Misconception(
            lets_ragged_rows_pass, "the end of the longer row is ignored without a word: are all rows equally long?"
        ),
        Misconception(
            lets_large_windows_pass, "no window fits, and still a grid comes back: what should happen instead?"
        ),
    ],
    page="convolution",
    also_right=[with_loops, with_numpy, one_direction_after_the_other],
)
