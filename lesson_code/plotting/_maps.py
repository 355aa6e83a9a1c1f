"""What a network that reads digits has learned, where it is wrong, and how its accuracy changes."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from lesson_code.plotting._style import DIVERGING, PALETTE, new_axes, new_grid

__all__ = ["plot_accuracies", "plot_kernels", "plot_moves", "plot_wrong_digits"]

_WIDTH = 5.2
_MARKERS = ("o", "s", "^", "D", "v")


def plot_kernels(kernels: ArrayLike, n_columns: int = 4) -> list[Axes]:
    """Plot kernels side by side on one scale: red for negative weights, white for 0, blue for positive ones.

    Args:
        kernels: Shape ``(n, height, width)``.
        n_columns: Kernels in a row.

    Returns:
        One axes for each kernel.

    Raises:
        ValueError: There is no kernel, or they are no grids.
    """
    grids = np.asarray(kernels, dtype=float)
    if grids.ndim != 3 or len(grids) == 0:
        raise ValueError(f"expected kernels of the shape (n, height, width), got {grids.shape}")
    n_rows = -(-len(grids) // n_columns)
    axes = new_grid(n_rows, n_columns, _WIDTH, n_rows * (_WIDTH / n_columns + 0.15) + 0.6)
    for ax in axes[len(grids) :]:
        ax.set_axis_off()
    limit = float(np.abs(grids).max())
    for number, (ax, grid) in enumerate(zip(axes, grids, strict=False), start=1):
        image = ax.imshow(grid, cmap=DIVERGING, vmin=-limit, vmax=limit)
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set(visible=True, color=PALETTE["grey"])
        ax.set_title(f"filter {number}", pad=4)
    bar = axes[0].figure.colorbar(image, ax=axes, orientation="horizontal", fraction=0.06, pad=0.04, aspect=30)
    bar.outline.set_visible(False)
    return axes[: len(grids)]


def plot_wrong_digits(
    images: ArrayLike, labels: Sequence[int], probabilities: ArrayLike, n_columns: int = 4
) -> list[Axes]:
    """Plot pictures with what a network answered, what it should have been, and its probabilities for both.

    Args:
        images: Shape ``(n, height, width)``; larger numbers are darker.
        labels: The digit of each picture.
        probabilities: Shape ``(n, n_classes)``.
        n_columns: Pictures in a row.

    Returns:
        One axes for each picture.

    Raises:
        ValueError: There is no picture, or not as many labels or rows of probabilities.
    """
    pictures, shares = np.asarray(images), np.asarray(probabilities)
    if len(pictures) == 0 or not len(pictures) == len(labels) == len(shares):
        raise ValueError(
            f"expected a label and probabilities for each of {len(pictures)} pictures, got {len(labels)}, {len(shares)}"
        )
    n_rows = -(-len(pictures) // n_columns)
    axes = new_grid(n_rows, n_columns, _WIDTH, n_rows * (_WIDTH / n_columns + 0.5))
    for ax in axes:
        ax.set_axis_off()
    for ax, picture, label, share in zip(axes, pictures, labels, shares, strict=False):
        answer = int(share.argmax())
        ax.imshow(picture, cmap="Greys", vmin=0)
        ax.set_title(f"{answer}, not {label}\n{share[answer]:.2f} to {share[label]:.2f}", pad=4, fontsize=11)
        ax.title.set_color(PALETTE["ink" if answer == label else "red"])
    return axes[: len(pictures)]


def plot_moves(accuracies: Mapping[str, ArrayLike]) -> Axes:
    """Plot how often networks are right when the pictures move by 0, 1, 2, … columns.

    Lines join the means over all runs; the shaded bands reach from the worst run to the best.

    Args:
        accuracies: For each network an array of shape ``(n_runs, n_moves)``, from 0 to 1.

    Raises:
        ValueError: There are no networks, or more than the markers can tell apart.
    """
    if not 1 <= len(accuracies) <= len(_MARKERS):
        raise ValueError(f"expected one to {len(_MARKERS)} networks, got {len(accuracies)}")
    ax = new_axes(_WIDTH, 3.9)
    for (name, values), marker in zip(accuracies.items(), _MARKERS, strict=False):
        runs = np.asarray(values)
        moves = np.arange(runs.shape[1])
        (line,) = ax.plot(moves, runs.mean(axis=0), marker=marker, label=name)
        ax.fill_between(moves, runs.min(axis=0), runs.max(axis=0), color=line.get_color(), alpha=0.15, linewidth=0)
    ax.set(xlabel="pixels moved to the right", ylabel="validation accuracy", ylim=(0, 1.03))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    figure = ax.get_figure(root=True)
    if figure is not None:
        figure.legend(loc="outside upper center", ncols=2)
    return ax


def plot_accuracies(accuracies: Mapping[str, ArrayLike], lines: Mapping[str, float] | None = None) -> Axes:
    """Plot the accuracy of every run of several networks, one row for each network, with a bar at the mean.

    Args:
        accuracies: For each network its accuracies, shape ``(n_runs,)``; the first stands on top.
        lines: Accuracies of methods without chance, drawn as upright lines.

    Raises:
        ValueError: There is no network.
    """
    if not accuracies:
        raise ValueError("expected at least one network, got none")
    ax = new_axes(_WIDTH, 0.42 * len(accuracies) + 1.5)
    for row, values in enumerate(accuracies.values()):
        runs = np.asarray(values, dtype=float)
        ax.plot(runs, np.full(len(runs), row), "o", color=PALETTE["blue"], linestyle="none", alpha=0.6)
        ax.plot([runs.mean()] * 2, [row - 0.32, row + 0.32], color=PALETTE["ink"], linestyle="-", linewidth=2.5)
    for (name, value), dashes in zip((lines or {}).items(), ("--", ":", "-."), strict=False):
        ax.axvline(value, color=PALETTE["red"], linestyle=dashes, label=name, zorder=1)
    ax.set(yticks=range(len(accuracies)), yticklabels=list(accuracies), xlabel="validation accuracy")
    ax.invert_yaxis()
    figure = ax.get_figure(root=True)
    if lines and figure is not None:
        figure.legend(loc="outside upper center", ncols=2)
    return ax
