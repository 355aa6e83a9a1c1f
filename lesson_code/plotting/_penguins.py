"""Looking at a table before training, and at a classifier's mistakes after it."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from lesson_code.plotting._style import PALETTE, SEQUENTIAL, apply_style, new_axes

__all__ = ["plot_confusion_matrix", "plot_pairs"]

_COLOURS = [PALETTE[name] for name in ("blue", "red", "green", "purple")]
_MARKERS = ["o", "s", "^", "D"]


def _words(column: str) -> str:
    """Return the name of a column for an axis, a word a line, the unit in brackets."""
    *name, unit = column.split("_")
    return "\n".join([*name, f"({unit})"]) if name else column


def plot_pairs(rows: pd.DataFrame, columns: Sequence[str], by: str) -> Figure:
    """Plot every measurement against every other one, and how each is spread, in colours and markers by group.

    Args:
        rows: A table with one row for each example; rows without a group are left out.
        columns: The measurements, two to four of them, each named ``what_it_is_unit``.
        by: The column that holds the group, with at most four values.

    Returns:
        The figure; its panel in row ``i``, column ``j`` has measurement ``i`` upwards and ``j`` to the right, its
        diagonal shows how many rows have which value.

    Raises:
        ValueError: There are more measurements or groups than fit, or a single measurement.
    """
    known = rows.dropna(subset=[by]).sort_values(by)
    n_groups = known[by].nunique()
    if not 2 <= len(columns) <= 4 or n_groups > 4:
        raise ValueError(f"expected two to four measurements and up to 4 groups, got {len(columns)} and {n_groups}")
    apply_style()
    grid = sns.pairplot(
        known,
        vars=list(columns),
        hue=by,
        palette=_COLOURS[:n_groups],
        markers=_MARKERS[:n_groups],
        corner=True,
        diag_kind="hist",
        plot_kws={"s": 16, "alpha": 0.75, "linewidth": 0},
        diag_kws={"element": "step", "bins": 12, "alpha": 0.3},
    )
    for ax in grid.axes[np.tril_indices(len(columns))]:
        _label(ax)
    grid.figure.set_size_inches(5.4, 5.4)
    sns.move_legend(grid, "upper right", bbox_to_anchor=(0.95, 0.95), frameon=False, markerscale=2)
    figure: Figure = grid.figure
    figure.tight_layout(pad=0.3)
    figure.align_labels()
    return figure


def _label(ax: Axes) -> None:
    """Name the axes in words, with two or three numbers on each."""
    ax.xaxis.set_major_locator(MaxNLocator(nbins=2))
    ax.yaxis.set_major_locator(MaxNLocator(nbins=3))
    ax.set(xlabel=_words(ax.get_xlabel()), ylabel=_words(ax.get_ylabel()))


def plot_confusion_matrix(matrix: ArrayLike, class_names: Sequence[str]) -> Axes:
    """Draw a confusion matrix as a heat map with the counts in it.

    Args:
        matrix: Counts, shape ``(n, n)``: true classes in rows, predicted ones in columns.
        class_names: One for each class, in the order of the rows.

    Returns:
        The axes; the darker a square, the larger its count.

    Raises:
        ValueError: The matrix is not square, or has more or fewer rows than there are names.
    """
    counts = np.asarray(matrix)
    n_classes = len(class_names)
    if counts.shape != (n_classes, n_classes):
        raise ValueError(f"expected a matrix of the shape {(n_classes, n_classes)}, got {counts.shape}")
    ax = new_axes(4.2, 3.4)
    ax.imshow(counts, cmap=SEQUENTIAL, vmin=0)
    for (row, column), count in np.ndenumerate(counts):
        colour = "white" if count > 0.5 * counts.max() else "ink"
        ax.text(column, row, f"{count:d}", ha="center", va="center", fontsize=14, color=PALETTE[colour])
    places = range(n_classes)
    ax.set_xticks(places, class_names)
    ax.set_yticks(places, class_names)
    ax.set(xlabel="predicted", ylabel="true")
    ax.grid(visible=False)
    return ax
