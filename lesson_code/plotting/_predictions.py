"""What a network says about photos: the best answers beside each, and what hiding a part of one changes."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike, NDArray

from lesson_code.plotting._style import PALETTE, SEQUENTIAL, new_grid

__all__ = ["plot_hidden_parts", "plot_top_classes"]

_ROW = 1.55


def plot_top_classes(photos: ArrayLike, answers: Sequence[Sequence[tuple[str, float]]]) -> list[Axes]:
    """Plot photos below each other and beside each the best answers of a network, as bars from 0 to 1.

    Args:
        photos: Pixels of 0 to 255, shape ``(n, height, width, 3)``.
        answers: For each photo pairs of name and probability, the best first.

    Returns:
        Two axes for each photo: the photo, and its bars. All bars have the same scale.

    Raises:
        ValueError: There are not as many lists of answers as photos, or none at all.
    """
    pictures = np.asarray(photos)
    if not len(pictures) or len(pictures) != len(answers):
        raise ValueError(f"expected answers for each of {len(pictures)} photos, got {len(answers)}")
    shares = {"width_ratios": [1.0, 2.1]}
    axes = new_grid(len(pictures), 2, width=5.0, height=_ROW * len(pictures), gridspec_kw=shares)
    for left, right, picture, best in zip(axes[::2], axes[1::2], pictures, answers, strict=True):
        _show(left, picture)
        _draw_bars(right, best)
    return axes


def _show(ax: Axes, picture: NDArray[np.uint8]) -> None:
    ax.imshow(picture)
    ax.set_axis_off()


def _draw_bars(ax: Axes, answers: Sequence[tuple[str, float]]) -> None:
    """Draw one bar an answer, its name above it, the room that is left to 1 in a pale colour."""
    ax.set(xlim=(0, 1), ylim=(len(answers) - 0.35, -0.65))
    ax.set_axis_off()
    for row, (name, probability) in enumerate(answers):
        ax.barh(row, 1, height=0.28, color=PALETTE["pale"])
        ax.barh(row, probability, height=0.28, color=PALETTE["blue" if row == 0 else "sky"])
        ax.text(0, row - 0.2, name, va="bottom", fontsize=11, weight="bold" if row == 0 else "normal")
        ax.text(1, row - 0.2, f"{probability:.2f}", va="bottom", ha="right", fontsize=11)


def plot_hidden_parts(photo: ArrayLike, probabilities: ArrayLike, square: int) -> list[Axes]:
    """Plot what is left of a probability when a square of a photo is hidden, for each place of the square.

    The photo has a frame round the square whose hiding costs the most.

    Args:
        photo: Pixels of 0 to 255, shape ``(size, size, 3)``.
        probabilities: One for each place, from the top left corner to the bottom right one, shape ``(n, n)``; the
            places of the square are evenly spaced.
        square: Its side, pixels.

    Returns:
        The axes of the photo and of the map.

    Raises:
        ValueError: The photo or the probabilities are not square, or the square is larger than the photo.
    """
    picture, left = np.asarray(photo), np.asarray(probabilities, dtype=float)
    if left.ndim != 2 or len(set(left.shape)) != 1 or picture.shape[0] != picture.shape[1]:
        raise ValueError(f"expected a square photo and a square of probabilities, got {picture.shape} and {left.shape}")
    if not 1 <= square <= len(picture):
        raise ValueError(f"expected a square of 1 to {len(picture)} pixels, got {square}")
    axes = new_grid(1, 2, width=5.2, height=3.0)
    _show(axes[0], picture)
    row, column = np.unravel_index(int(left.argmin()), left.shape)
    step = (len(picture) - square) / max(len(left) - 1, 1)
    corner = (float(column * step), float(row * step))
    for colour, width in (("white", 5.0), ("red", 2.5)):
        axes[0].add_patch(Rectangle(corner, square, square, fill=False, edgecolor=PALETTE[colour], linewidth=width))
    axes[0].set_title("hidden here it costs most")
    _draw_map(axes[1], left)
    return axes


def _draw_map(ax: Axes, values: NDArray[np.float64]) -> None:
    """Draw numbers from 0 to 1 in a grid of colours."""
    ax.imshow(values, cmap=SEQUENTIAL, vmin=0, vmax=1)
    ax.set_axis_off()
    ax.set_title("probability that is left")
    for (row, column), value in np.ndenumerate(values):
        colour = PALETTE["white" if value > 0.5 else "ink"]
        ax.text(column, row, f"{value:.2f}", ha="center", va="center", fontsize=11, color=colour)
