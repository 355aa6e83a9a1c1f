"""How a training went, and what a trained network answers."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from lesson_code.plotting._style import PALETTE, new_axes, new_grid

__all__ = ["plot_loss", "plot_outputs", "plot_training"]

Curves: TypeAlias = Mapping[str, Sequence[float]]


def curves_of(history: Any) -> Curves:
    """Return the numbers of each epoch by name, from what ``fit`` returned or from a dictionary.

    Raises:
        ValueError: There is no ``"loss"`` in it.
    """
    curves: Curves = getattr(history, "history", history)
    if "loss" not in curves:
        raise ValueError(f"expected the history of a training with 'loss' in it, got {sorted(curves)}")
    return curves


def _plot_quantity(ax: Axes, curves: Curves, quantity: str, chance: float | None) -> None:
    """Plot one quantity against the epochs: training, and validation where there is one."""
    for name, label, marker in ((quantity, "training", "o"), (f"val_{quantity}", "validation", "s")):
        if name in curves:
            n_epochs = len(curves[name])
            # Markers on each of a hundred epochs would melt into a band.
            every = max(1, n_epochs // 12)
            ax.plot(range(1, n_epochs + 1), curves[name], marker=marker, markevery=every, markersize=5, label=label)
    if chance is not None:
        ax.axhline(chance, color=PALETTE["grey"], linestyle=":", label="knowing nothing")
    ax.set(xlabel="epoch", ylabel=quantity)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))


def _legend_above(ax: Axes) -> None:
    """Put the labels of one panel above the whole figure, where they cover no curve."""
    handles, labels = ax.get_legend_handles_labels()
    figure = ax.get_figure(root=True)
    if figure is not None:
        figure.legend(handles, labels, loc="outside upper center", ncols=len(labels))


def plot_loss(history: Any, chance: float | None = None, ax: Axes | None = None) -> Axes:
    """Plot the loss against the epochs: training, and validation where the history has it.

    Args:
        history: What ``fit`` returned, or a dictionary such as ``{"loss": [0.6, 0.4], "val_loss": [0.5, 0.4]}``.
        chance: The loss of knowing nothing, drawn as a dotted line.
        ax: Where to draw; a new figure by default.

    Raises:
        ValueError: The history holds no loss.
    """
    curves = curves_of(history)
    ax = ax or new_axes()
    _plot_quantity(ax, curves, "loss", chance)
    ax.set_ylim(bottom=0)
    # One unlabelled curve needs no legend: the axis says what it is.
    if len(ax.get_lines()) > 1:
        ax.legend()
    return ax


def plot_training(history: Any, n_classes: int) -> list[Axes]:
    """Plot loss and accuracy of a classifier side by side, each with its value for knowing nothing.

    Args:
        history: What ``fit`` returned for a model compiled with cross-entropy and ``metrics=["accuracy"]``.
        n_classes: Knowing nothing gives ``ln(n_classes)`` and ``1 / n_classes`` for classes of equal size.

    Returns:
        The axes of the loss and of the accuracy.

    Raises:
        ValueError: The history holds no loss or no accuracy.
    """
    curves = curves_of(history)
    if "accuracy" not in curves:
        raise ValueError(f"expected the history of a training with 'accuracy' in it, got {sorted(curves)}")
    axes = new_grid(1, 2, width=5.4, height=3.0)
    _plot_quantity(axes[0], curves, "loss", float(np.log(n_classes)))
    _plot_quantity(axes[1], curves, "accuracy", 1 / n_classes)
    axes[0].set_ylim(bottom=0)
    axes[1].set_ylim(top=1.02)
    _legend_above(axes[0])
    return axes


def _plot_two_outputs(ax: Axes, model: Callable[[NDArray[np.float64]], Any], low: float, high: float) -> None:
    """Plot both outputs of a model with one input, and a vertical line wherever the larger one changes."""
    x = np.linspace(low, high, 2001)
    outputs = np.asarray(model(x.reshape(-1, 1)))
    winners = outputs.argmax(axis=1)
    for label, marker in ((0, "-"), (1, "--")):
        ax.plot(x, outputs[:, label], marker, label=f"class {label}")
    for left, right in pairwise(range(len(x))):
        if winners[left] != winners[right]:
            ax.axvline((x[left] + x[right]) / 2, color=PALETTE["grey"], linestyle=":")
    ax.set(xlabel="number", ylim=(-0.03, 1.03))


def plot_outputs(
    *models: Callable[[NDArray[np.float64]], Any], titles: Sequence[str] = ("",), low: float = 0.0, high: float = 1.0
) -> list[Axes]:
    """Plot the two outputs of a network against its one input; dotted where the larger one changes.

    Args:
        *models: Each takes inputs of shape ``(n, 1)`` and returns outputs of shape ``(n, 2)``; one panel each.
        titles: One for each model.
        low: The smallest input.
        high: The largest input.

    Returns:
        One axes for each model.

    Raises:
        ValueError: There are not as many titles as models.
    """
    if len(titles) != len(models):
        raise ValueError(f"expected one title for each of {len(models)} models, got {len(titles)}")
    axes = new_grid(1, len(models), width=5.0 if len(models) == 1 else 5.4, height=3.0, sharey=True)
    for ax, model, title in zip(axes, models, titles, strict=True):
        _plot_two_outputs(ax, model, low, high)
        ax.set_title(title)
    axes[0].set_ylabel("activation")
    _legend_above(axes[0])
    return axes
