"""Drawings of what a convolutional network does: a kernel on its way, filters, receptive fields, pooling."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike, NDArray

from lesson_code.plotting._style import PALETTE, new_canvas

__all__ = ["draw_filters", "draw_kernel_step", "draw_max_pool", "draw_receptive_field"]

_CELL = 0.38
_Place = tuple[int, int]


def _text(value: float) -> str:
    """Return a number with a real minus sign."""
    return f"{value:g}".replace("-", "\N{MINUS SIGN}")


def _square(ax: Axes, x: float, y: float, size: float, fill: str = "white", edge: str = "grey") -> None:
    ax.add_patch(Rectangle((x, y), size, size, facecolor=PALETTE[fill], edgecolor=PALETTE[edge], linewidth=1.0))


def _grid(
    ax: Axes,
    corner: tuple[float, float],
    numbers: Sequence[Sequence[str]],
    fills: Mapping[_Place, str],
    bold: frozenset[_Place] = frozenset(),
) -> None:
    """Draw a grid of numbers; `corner` is its upper left one, `fills` names the colour of cells that are not white."""
    for i, row in enumerate(numbers):
        for j, number in enumerate(row):
            x, y = corner[0] + _CELL * j, corner[1] - _CELL * (i + 1)
            _square(ax, x, y, _CELL, fills.get((i, j), "white"))
            weight = "bold" if (i, j) in bold else "normal"
            ax.text(x + _CELL / 2, y + _CELL / 2, number, ha="center", va="center", fontsize=11, weight=weight)


def _block(row: int, column: int, height: int, width: int) -> list[_Place]:
    return [(i, j) for i in range(row, row + height) for j in range(column, column + width)]


def _caption(ax: Axes, x: float, y: float, words: str) -> None:
    ax.text(x, y, words, ha="center", va="center", fontsize=11)


def _two_dimensional(name: str, numbers: ArrayLike) -> NDArray[np.float64]:
    grid = np.asarray(numbers, dtype=float)
    if grid.ndim != 2 or grid.size == 0:
        raise ValueError(f"expected rows and columns of numbers in the {name}, got the shape {grid.shape}")
    return grid


def draw_kernel_step(image: ArrayLike, kernel: ArrayLike, row: int, column: int) -> Axes:
    """Draw a kernel at one place of an image, and where the sum of the nine products goes; the others stay open.

    Args:
        image: Shape ``(height, width)``; five rows and five columns fill the drawing.
        kernel: Shape ``(kernel_height, kernel_width)``.
        row: Of the image, from 0, on which the top row of the kernel lies.
        column: Of the image, from 0, on which the left column of the kernel lies.

    Raises:
        ValueError: One of the two is no grid of numbers, or the kernel does not fit at that place.
    """
    pixels, weights = _two_dimensional("image", image), _two_dimensional("kernel", kernel)
    height, width = (pixels.shape[axis] - weights.shape[axis] + 1 for axis in (0, 1))
    if not (0 <= row < height and 0 <= column < width):
        raise ValueError(f"expected a place in {max(height, 0)} rows and {max(width, 0)} columns, got {row}, {column}")
    window = pixels[row : row + weights.shape[0], column : column + weights.shape[1]]
    total = float((window * weights).sum())
    shown = [[_text(total) if (i, j) == (row, column) else "?" for j in range(width)] for i in range(height)]
    grids = [[[_text(n) for n in line] for line in grid] for grid in (pixels, weights)]
    under = dict.fromkeys(_block(row, column, *weights.shape), "sky")
    all_weights = dict.fromkeys(_block(0, 0, *weights.shape), "yellow")
    middle = _CELL * pixels.shape[0] / 2 + 0.15
    ax, x = new_canvas(5.4, 2 * middle + 0.35), 0.1
    parts = (("image", grids[0], under), ("kernel", grids[1], all_weights), ("result", shown, {(row, column): "sky"}))
    for (name, numbers, fills), sign in zip(parts, ("$\\times$", "=", ""), strict=True):
        half, wide = _CELL * len(numbers) / 2, _CELL * len(numbers[0])
        _grid(ax, (x, middle + half), numbers, fills)
        _caption(ax, x + wide / 2, middle + half + 0.2, name)
        ax.text(x + wide + 0.25, middle, sign, ha="center", va="center", fontsize=14)
        x += wide + 0.5
    return ax


def draw_max_pool(image: ArrayLike, pool_size: int) -> Axes:
    """Draw an image cut into windows, and beside it the largest number of each; left-over pixels stay white.

    Args:
        image: Shape ``(height, width)``.
        pool_size: The rows and the columns of a window.

    Raises:
        ValueError: The image is no grid of numbers, or no window fits into it.
    """
    pixels = _two_dimensional("image", image)
    if not 1 <= pool_size <= min(pixels.shape):
        raise ValueError(f"expected a window of 1 to {min(pixels.shape)} pixels, got {pool_size}")
    fills, bold, colours = _windows(pixels, pool_size)
    height, width = (size // pool_size for size in pixels.shape)
    largest = [
        [pixels[i : i + pool_size, j : j + pool_size].max() for j in range(0, width * pool_size, pool_size)]
        for i in range(0, height * pool_size, pool_size)
    ]
    middle = _CELL * pixels.shape[0] / 2 + 0.15
    left, right = 0.3, 0.3 + _CELL * pixels.shape[1] + 1.1
    ax = new_canvas(right + max(_CELL * width, 1.0) + 0.3, 2 * middle + 0.35)
    _pool_part(ax, (left, middle), "image", pixels.tolist(), fills, bold)
    _arrow(ax, (right - 0.9, middle), (right - 0.2, middle))
    _pool_part(ax, (right, middle), "loudest", largest, colours, frozenset(colours))
    return ax


def _windows(
    pixels: NDArray[np.float64], pool_size: int
) -> tuple[dict[_Place, str], frozenset[_Place], dict[_Place, str]]:
    """Return the colour of each pixel in a window, the place of each window's largest, and each window's colour."""
    names, fills, bold, colours = ("sky", "yellow", "pale"), {}, set(), {}
    for i, j in _block(0, 0, pixels.shape[0] // pool_size, pixels.shape[1] // pool_size):
        places = _block(pool_size * i, pool_size * j, pool_size, pool_size)
        # Colours move on by one from row to row, so that no two neighbours share one.
        colours[i, j] = names[(i + j) % len(names)]
        fills.update(dict.fromkeys(places, colours[i, j]))
        bold.add(max(places, key=lambda place: float(pixels[place])))
    return fills, frozenset(bold), colours


def _pool_part(
    ax: Axes,
    middle: tuple[float, float],
    name: str,
    numbers: Sequence[Sequence[float]],
    fills: Mapping[_Place, str],
    bold: frozenset[_Place],
) -> None:
    """Draw a named grid; `middle` is the middle of its left side."""
    top = middle[1] + _CELL * len(numbers) / 2
    _grid(ax, (middle[0], top), [[_text(n) for n in row] for row in numbers], fills, bold)
    _caption(ax, middle[0] + _CELL * len(numbers[0]) / 2, top + 0.2, name)


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    look = {"arrowstyle": "-|>", "color": PALETTE["grey"], "lw": 1.6, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", xy=end, xytext=start, arrowprops=look)


def _sheets(ax: Axes, x: float, y: float, size: float, fills: Sequence[str], n_cells: int = 1) -> None:
    """Draw squares one behind the other, the first in front; (x, y) is the lower left corner of the first."""
    for depth in reversed(range(len(fills))):
        left, low, side = x + 0.14 * depth, y + 0.14 * depth, size / n_cells
        for i, j in _block(0, 0, n_cells, n_cells):
            _square(ax, left + side * j, low + side * i, side, fills[depth], "ink")


def draw_filters(channels: Sequence[str] = ("red", "green", "blue"), n_filters: int = 2) -> Axes:
    """Draw how filters go through all channels of a picture: each has a kernel for each channel and gives one map.

    Args:
        channels: The house colour of each channel of the picture.
        n_filters: How many filters the layer has; more than three leave no room for the words.

    Raises:
        ValueError: There is no channel or no filter.
    """
    if not channels or n_filters < 1:
        raise ValueError(f"expected at least one channel and one filter, got {len(channels)} and {n_filters}")
    height = 1.25 * n_filters + 0.75
    ax, middle = new_canvas(5.4, height), (height - 0.35) / 2 + 0.05
    _sheets(ax, 0.15, middle - 0.6, 1.05, channels)
    _sheets(ax, 4.05, middle - 0.5, 0.95, ["pale"] * n_filters)
    for number in range(n_filters):
        y = middle + 1.25 * ((n_filters - 1) / 2 - number)
        _arrow(ax, (1.55, middle), (2.15, y))
        _sheets(ax, 2.3, y - 0.42, 0.6, channels, n_cells=3)
        ax.text(2.74, y - 0.57, f"filter {number + 1}", ha="center", va="center", fontsize=11)
        _arrow(ax, (3.3, y), (3.9, middle))
    for x, words in ((0.8, f"{len(channels)} channels"), (4.6, f"{n_filters} feature maps")):
        _caption(ax, x, height - 0.2, words)
    return ax


def draw_receptive_field(kernel_sizes: Sequence[int]) -> Axes:
    """Draw, seen from the side, which pixels one neuron depends on through several convolutional layers.

    Args:
        kernel_sizes: The width of the kernel of each layer, from the pixels upwards; odd numbers, stride 1.

    Raises:
        ValueError: There is no layer, or a kernel has no middle.
    """
    if not kernel_sizes or any(size < 1 or size % 2 == 0 for size in kernel_sizes):
        raise ValueError(f"expected odd kernel sizes, got {list(kernel_sizes)}")
    # From the one neuron on top down to the pixels: how many of each row are seen.
    seen = [1]
    for size in reversed(kernel_sizes):
        seen.append(seen[-1] + size - 1)
    n_drawn, cell = seen[-1] + 2, 0.36
    ax, left = new_canvas(5.4, 0.95 * len(seen)), 5.3 - cell * n_drawn
    for level, n_seen in enumerate(seen):
        y, layer = 0.95 * (len(seen) - 1 - level) + 0.25, len(kernel_sizes) - level
        ax.text(0.1, y + cell / 2, f"layer {layer}" if layer else "pixels", va="center", fontsize=11)
        ax.text(left - 0.2, y + cell / 2, f"{n_seen}", va="center", ha="right", fontsize=11, weight="bold")
        for place in range(n_drawn):
            distance = abs(place - (n_drawn - 1) / 2)
            _square(ax, left + cell * place, y, cell, "sky" if distance <= n_seen / 2 else "white")
    for level, (above, below) in enumerate(pairwise(seen)):
        y = 0.95 * (len(seen) - 1 - level) + 0.25
        for side in (-1, 1):
            x = left + cell * n_drawn / 2
            ends = [x + side * cell * above / 2, x + side * cell * below / 2]
            ax.plot(ends, [y, y - 0.95 + cell], color=PALETTE["blue"], linestyle="-", linewidth=1.4)
    return ax
