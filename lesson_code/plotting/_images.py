"""Small pictures beside each other, each with what it shows."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from lesson_code.plotting._style import PALETTE, new_grid

__all__ = ["plot_digits"]


def plot_digits(
    images: ArrayLike, labels: Sequence[int], answers: Sequence[int] | None = None, n_columns: int = 5
) -> list[Axes]:
    """Plot grey pictures of digits with their labels, and where given with what a network answered.

    A wrong answer is written in red and marked with the word "not".

    Args:
        images: Pictures, shape ``(n, height, width)``; larger numbers are darker.
        labels: The digit of each picture.
        answers: A network's answer for each picture.
        n_columns: Pictures in a row.

    Returns:
        One axes for each picture.

    Raises:
        ValueError: There are not as many labels as pictures.
    """
    pictures = np.asarray(images)
    if len(pictures) != len(labels):
        raise ValueError(f"expected one label for each of {len(pictures)} pictures, got {len(labels)}")
    n_rows = -(-len(pictures) // n_columns)
    axes = new_grid(n_rows, n_columns, width=5.0, height=1.25 * n_rows)
    for ax in axes:
        ax.set_axis_off()
    for place, (ax, picture, label) in enumerate(zip(axes, pictures, labels, strict=False)):
        ax.imshow(picture, cmap="Greys")
        answer = label if answers is None else answers[place]
        ax.set_title(f"{answer}" if answer == label else f"{answer}, not {label}", pad=3)
        ax.title.set_color(PALETTE["ink" if answer == label else "red"])
    return axes[: len(pictures)]
