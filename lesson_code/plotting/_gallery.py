"""Curves of a training from several seeds, as a puzzle: nothing in the figure says what happened."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from lesson_code.plotting._style import PALETTE, new_axes, new_grid

__all__ = ["plot_case"]

_LOOKS = (("", "training", PALETTE["blue"], "-"), ("val_", "validation", PALETTE["red"], "--"))


def plot_case(runs: Mapping[str, ArrayLike], n_classes: int | None = None, *, log: bool = False) -> list[Axes]:
    """Plot loss and accuracy of the same training from several seeds; the first run is the thick one.

    What is no finite number cannot be drawn: where a run has lost its numbers, a cross stands at the upper edge.

    Args:
        runs: What ``over_seeds`` returned: ``loss`` and ``val_loss``, and for a classifier ``accuracy`` and
            ``val_accuracy``, each of shape ``(n_seeds, n_epochs)``; other names are left alone.
        n_classes: Draws ``ln(n_classes)`` and ``1 / n_classes``, the values of knowing nothing; None for a task without
            classes, which has no panel for the accuracy.
        log: Whether the loss gets a logarithmic axis.

    Returns:
        The axes of the loss, and of the accuracy where there are classes.

    Raises:
        ValueError: A curve is missing, or has another shape.
    """
    if n_classes is None:
        axes = [new_axes(5.0, 3.0)]
    else:
        axes = new_grid(1, 2, width=5.4, height=3.0)
        _plot_runs(axes[1], runs, "accuracy", 1 / n_classes)
        axes[1].set_ylim(-0.03, 1.03)
    _plot_runs(axes[0], runs, "loss", None if n_classes is None else float(np.log(n_classes)))
    if log:
        axes[0].set_yscale("log")
    else:
        # A curve that does not move would otherwise lie on the upper edge.
        axes[0].set_ylim(0, 1.05 * axes[0].get_ylim()[1])
    figure = axes[0].get_figure(root=True)
    if figure is not None:
        handles, labels = axes[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside upper center", ncols=2 if len(labels) > 3 else len(labels))
    return axes


def _plot_runs(ax: Axes, runs: Mapping[str, ArrayLike], quantity: str, chance: float | None) -> None:
    """Plot one quantity of all runs: training, and validation."""
    lost: set[int] = set()
    for prefix, label, colour, dashes in _LOOKS:
        curves = _curves(runs, prefix + quantity)
        epochs = np.arange(1, curves.shape[1] + 1)
        for number, curve in enumerate(curves):
            finite = np.where(np.isfinite(curve), curve, np.nan)
            (line,) = ax.plot(epochs, finite, dashes, color=colour, linewidth=1.0, alpha=0.5)
            if not number:
                line.set(linewidth=2.4, alpha=1.0, label=label, zorder=3)
        lost |= set(epochs[~np.isfinite(curves[0])])
    if lost:
        # The upper edge is 1 in the second of these coordinates, whatever the curves reach.
        edge, places = ax.get_xaxis_transform(), sorted(lost)
        label = "no finite number"
        ax.plot(places, [0.97] * len(places), "x", color=PALETTE["ink"], transform=edge, label=label)
    if chance is not None:
        ax.axhline(chance, color=PALETTE["grey"], linestyle=":", label="knowing nothing")
    ax.set(xlabel="epoch", ylabel=quantity)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))


def _curves(runs: Mapping[str, ArrayLike], name: str) -> NDArray[np.float64]:
    """Return the curves of one name, shape ``(n_seeds, n_epochs)``."""
    if name not in runs:
        raise ValueError(f"expected runs with '{name}' in them, got {sorted(runs)}")
    curves = np.asarray(runs[name], dtype=float)
    if curves.ndim != 2 or not curves.size:
        raise ValueError(f"expected '{name}' of shape (n_seeds, n_epochs), got {curves.shape}")
    return curves
