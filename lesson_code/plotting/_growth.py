"""Performance against the amount of data."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from lesson_code.plotting._style import PALETTE, new_axes

__all__ = ["plot_growth"]

_MARKERS = ("o", "s", "^", "D", "v")


def plot_growth(n_examples: Sequence[int], accuracies: Mapping[str, ArrayLike], chance: float | None = None) -> Axes:
    """Plot accuracy against the number of training examples: the mean over the runs, and all between worst and best.

    Args:
        n_examples: Numbers of training examples, increasing.
        accuracies: For each method an array of shape ``(n_runs, len(n_examples))``, 0 to 1; at most five methods.
        chance: The accuracy of guessing, drawn as a dotted line.

    Raises:
        ValueError: A method has more columns than there are numbers of examples, or fewer.
    """
    ax = new_axes(5.0, 3.6)
    for (name, values), marker in zip(accuracies.items(), _MARKERS, strict=False):
        runs = np.asarray(values)
        if runs.ndim != 2 or runs.shape[1] != len(n_examples):
            raise ValueError(f"expected an array of shape (n_runs, {len(n_examples)}) for {name}, got {runs.shape}")
        (line,) = ax.plot(n_examples, runs.mean(axis=0), marker=marker, label=name.replace("_", " "))
        ax.fill_between(n_examples, runs.min(axis=0), runs.max(axis=0), color=line.get_color(), alpha=0.15, linewidth=0)
    if chance is not None:
        ax.axhline(chance, color=PALETTE["grey"], linestyle=":", label="guessing")
    ax.set(xscale="log", xlabel="training examples", ylabel="accuracy", ylim=(0, 1.02))
    ax.set_xticks(list(n_examples), [str(n) for n in n_examples])
    ax.minorticks_off()
    ax.legend(loc="lower right", bbox_to_anchor=(1.0, 0.1))
    return ax
