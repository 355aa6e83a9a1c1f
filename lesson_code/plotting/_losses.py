"""Losses: what an error costs, where they put a line, and why accuracy cannot be trained on."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from lesson_code.plotting._style import PALETTE, new_axes, new_grid

__all__ = ["plot_fits", "plot_losses", "plot_steps"]


def plot_losses(delta: float = 1.0, largest: float = 3.0) -> Axes:
    """Plot what one error costs as squared, absolute and Huber error; dotted where Huber's straight lines begin.

    Args:
        delta: The size of error at which Huber's straight line begins, above 0.
        largest: The largest error on both sides, above ``delta``.

    Raises:
        ValueError: The two are not in this order.
    """
    if not 0 < delta < largest:
        raise ValueError(f"expected 0 < delta < largest, got {delta} and {largest}")
    error = np.linspace(-largest, largest, 601)
    size = np.abs(error)
    ax = new_axes(5.0, 3.8)
    ax.plot(error, size**2, label="squared")
    ax.plot(error, size, label="absolute")
    ax.plot(error, np.where(size <= delta, size**2 / 2, delta * (size - delta / 2)), label="Huber")
    for border in (-delta, delta):
        ax.axvline(border, color=PALETTE["grey"], linestyle=":", linewidth=1.2)
    ax.set(xlabel="error: target − prediction", ylabel="loss of one error", ylim=(-0.2, largest**2))
    ax.legend(loc="upper center")
    return ax


def plot_fits(
    x: ArrayLike,
    y: ArrayLike,
    lines: Mapping[str, tuple[float, float]],
    n_wrong: int,
    x_label: str = "x",
    y_label: str = "y",
) -> Axes:
    """Plot points, of which the last few are wrong, and straight lines that were fitted to all of them.

    Args:
        x: Where the points are, shape ``(n,)``.
        y: How high they are, shape ``(n,)``.
        lines: Slope and start (the height at ``x = 0``) of each line, by the name that the legend shows.
        n_wrong: How many points at the end are wrong; drawn as red crosses.
        x_label: What ``x`` is, with its unit.
        y_label: What ``y`` is, with its unit.

    Raises:
        ValueError: Not at least one point is right and one is wrong.
    """
    across, up = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if not 0 < n_wrong < len(across):
        raise ValueError(f"expected from 1 to {len(across) - 1} wrong points, got {n_wrong}")
    ax = new_axes(5.0, 4.0)
    ends = np.array([across.min(), across.max()])
    for name, (slope, start) in lines.items():
        ax.plot(ends, start + slope * ends, label=name)
    ax.plot(across[:-n_wrong], up[:-n_wrong], "o", color=PALETTE["ink"], markersize=5, label="right")
    ax.plot(across[-n_wrong:], up[-n_wrong:], "x", color=PALETTE["red"], markeredgewidth=3, label="wrong")
    ax.set(xlabel=x_label, ylabel=y_label)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    ax.set_ylim(0, 1.25 * float(up.max()))
    ax.legend(loc="upper left", ncols=2)
    return ax


def plot_steps(values: ArrayLike, losses: ArrayLike, accuracies: ArrayLike, x_label: str = "bias") -> list[Axes]:
    """Plot loss (above) and accuracy (below) against one parameter of a network.

    Args:
        values: Values of the parameter, shape ``(n,)``, increasing.
        losses: The loss for each of them, shape ``(n,)``.
        accuracies: The accuracy for each of them, shape ``(n,)``, 0 to 1.
        x_label: What the parameter is.

    Returns:
        The axes of the loss and of the accuracy.
    """
    above, below = new_grid(2, 1, width=5.0, height=4.2, sharex=True)
    above.plot(np.asarray(values), np.asarray(losses))
    above.set(ylabel="cross-entropy", ylim=(0, None))
    below.plot(np.asarray(values), np.asarray(accuracies), color=PALETTE["red"], linestyle="-", drawstyle="steps-mid")
    below.set(xlabel=x_label, ylabel="accuracy", ylim=(0, 1.05))
    return [above, below]
