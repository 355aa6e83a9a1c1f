"""Patches of materials, the regions they were cut from, and accuracies over seeds."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike, NDArray

from lesson_code.plotting._style import PALETTE, new_axes, new_grid

__all__ = ["plot_patches", "plot_regions", "plot_spread"]

_LOOKS = MappingProxyType({"training": ("blue", "-"), "validation": ("red", "--"), "test": ("ink", ":")})


def plot_patches(patches: ArrayLike, labels: ArrayLike, names: Sequence[str], n_each: int = 4) -> list[Axes]:
    """Plot a few patches of each class side by side, the name of the class above them.

    Args:
        patches: Grey pictures, shape ``(n, height, width)``, 0 (black) to 255 (white).
        labels: Their classes, shape ``(n,)``, places in ``names``.
        names: The classes.
        n_each: Patches of each class.

    Returns:
        One axes for each class.

    Raises:
        ValueError: A class has fewer patches than that.
    """
    pictures, classes = np.asarray(patches), np.asarray(labels)
    axes = new_grid(-(-len(names) // 2), 2, width=5.2, height=0.52 * len(names))
    for ax in axes:
        ax.set_axis_off()
    for number, (ax, name) in enumerate(zip(axes, names, strict=False)):
        ax.imshow(_strip(pictures[classes == number], n_each), cmap="gray", vmin=0, vmax=255)
        ax.set_title(name, pad=3)
    return axes[: len(names)]


def _strip(pictures: NDArray[Any], n: int) -> NDArray[Any]:
    """Return pictures evenly chosen from a class, side by side with a white line between two of them."""
    if len(pictures) < n:
        raise ValueError(f"expected at least {n} patches of each class, got {len(pictures)}")
    chosen = pictures[np.linspace(0, len(pictures) - 1, n).round().astype(int)]
    line = np.full((pictures.shape[1], 2), 255)
    return np.hstack([part for picture in chosen for part in (picture, line)][:-1])


def plot_regions(photo: ArrayLike, places: Mapping[str, ArrayLike], patch_size: int) -> Axes:
    """Plot a photo with a frame round each of its patches, one colour and line a set.

    Args:
        photo: In grey, shape ``(height, width)``, 0 to 255.
        places: For ``"training"``, ``"validation"`` and ``"test"`` top and left of each patch, shape ``(n, 2)``.
        patch_size: Height and width of a patch, pixels.
    """
    ax = new_axes(4.2, 4.5)
    # Pale, so that the frames stand out.
    ax.imshow(np.asarray(photo), cmap="gray", vmin=-260, vmax=255)
    ax.set_axis_off()
    for part, corners in places.items():
        colour, line = _LOOKS[part]
        for top, left in np.asarray(corners):
            # A little inside, so that the frames of two neighbours do not lie on each other.
            frame = Rectangle((left + 1.5, top + 1.5), patch_size - 4, patch_size - 4, fill=False, lw=2.2)
            frame.set(edgecolor=PALETTE[colour], linestyle=line)
            ax.add_patch(frame)
        frame.set_label(part)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, handlelength=1.2, columnspacing=1.2)
    return ax


def plot_spread(runs: Mapping[str, ArrayLike], lines: Mapping[str, float] | None = None) -> Axes:
    """Plot the accuracies of several runs as points in a row, one row for each way of training.

    Args:
        runs: For each way its accuracies, 0 to 1, shape ``(n,)``.
        lines: Accuracies to compare with, by name, drawn as upright lines.

    Raises:
        ValueError: There is nothing to plot.
    """
    if not runs:
        raise ValueError("expected at least one way of training")
    ax = new_axes(5.2, 1.2 + 0.5 * len(runs))
    for row, values in enumerate(runs.values()):
        numbers = np.sort(np.asarray(values, dtype=float))
        # Equal values would hide each other; steps of the golden ratio spread them up and down.
        shift = 0.4 * (0.618 * np.arange(len(numbers)) % 1 - 0.5)
        ax.plot(numbers, row + shift, "o", color=PALETTE["blue"], alpha=0.75)
        ax.plot([numbers.mean()] * 2, [row - 0.33, row + 0.33], "-", color=PALETTE["ink"])
    for (name, value), line in zip((lines or {}).items(), (":", "--", "-."), strict=False):
        ax.axvline(value, color=PALETTE["red"], linestyle=line, label=name)
    ax.set(xlim=(0, 1.02), ylim=(len(runs) - 0.5, -0.5), xlabel="accuracy", yticks=range(len(runs)))
    ax.set_yticklabels(list(runs))
    ax.grid(axis="y", visible=False)
    if lines:
        ax.legend(loc="lower center", bbox_to_anchor=(0.4, 1.0), ncols=len(lines))
    return ax
