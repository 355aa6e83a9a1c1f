"""How long steps take, and what is lost when numbers are stored with fewer bits."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from lesson_code.plotting._style import PALETTE, legend_above, new_axes

__all__ = ["plot_rounding", "plot_step_seconds"]

_MARKERS = ("o", "s", "^", "D", "v")


def plot_step_seconds(batch_sizes: Sequence[int], seconds: Mapping[str, Sequence[float]]) -> Axes:
    """Plot the time of a training step against the batch size, both on logarithmic axes.

    From the first point of each network a dotted line shows what the time would be if it grew as the batch does.

    Args:
        batch_sizes: Examples in a step, increasing.
        seconds: For each network, by name, the time of a step with each batch size; at most five networks.

    Raises:
        ValueError: A network has another number of times than there are batch sizes.
    """
    ax = new_axes(5.0, 3.6)
    sizes = np.asarray(batch_sizes, dtype=float)
    for (name, times), marker in zip(seconds.items(), _MARKERS, strict=False):
        if len(times) != len(sizes):
            raise ValueError(f"expected {len(sizes)} times for {name}, got {len(times)}")
        milliseconds = 1000 * np.asarray(times)
        (line,) = ax.plot(sizes, milliseconds, marker=marker, label=name)
        ax.plot(sizes, milliseconds[0] * sizes / sizes[0], ":", color=line.get_color(), linewidth=1.3)
    ax.set(xscale="log", yscale="log", xlabel="batch size", ylabel="milliseconds a step")
    ax.set_xticks(list(batch_sizes), [str(size) for size in batch_sizes])
    ax.set_ylim(top=3000 * max(max(times) for times in seconds.values()))
    ax.minorticks_off()
    legend_above(ax)
    return ax


def plot_rounding(kinds: Mapping[str, Callable[[NDArray[np.float64]], ArrayLike]]) -> Axes:
    """Plot how far off a number is when it is stored in fewer bits, against its size.

    Args:
        kinds: For each kind of number, by name, a function that rounds an array to it; at most five kinds.
    """
    ax = new_axes(5.2, 3.4)
    sizes = np.logspace(-10, 6, 1601)
    for name, rounded in kinds.items():
        stored = np.asarray(rounded(sizes), dtype=float)
        off = np.where(np.isfinite(stored), np.abs(stored - sizes) / sizes, 1.0)
        ax.plot(sizes, _highest_nearby(np.minimum(off, 1.0)), label=name)
    ax.axhline(1, color=PALETTE["grey"], linewidth=1, linestyle=":")
    ax.text(2e-10, 1.25, "lost", fontsize=11, color=PALETTE["grey"])
    ax.set(xscale="log", yscale="log", xlabel="size of the number", ylabel="off by this share")
    ax.set_ylim(1e-9, 4)
    legend_above(ax)
    return ax


def _highest_nearby(values: NDArray[np.float64], width: int = 25) -> NDArray[np.float64]:
    """Return for each place the largest of the values around it: some numbers are stored exactly by luck."""
    padded = np.pad(values, width, mode="edge")
    highest: NDArray[np.float64] = np.lib.stride_tricks.sliding_window_view(padded, 2 * width + 1).max(axis=1)
    return highest
