"""The house style: one look for every figure of the course.

A figure is at most about 5 inches wide with letters of 11 points or more, so that it can still be read when a phone
shrinks it to 360 pixels. Colours can be told apart by colour-blind readers, and lines differ in dashes as well.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import matplotlib.pyplot as plt
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

__all__ = ["DIVERGING", "PALETTE", "SEQUENTIAL", "apply_style", "legend_above", "new_axes", "new_canvas", "new_grid"]

PALETTE: Mapping[str, str] = MappingProxyType(
    {
        "blue": "#0072B2",
        "red": "#D55E00",
        "green": "#00866A",
        "purple": "#AA4499",
        "yellow": "#E69F00",
        "sky": "#56B4E9",
        "ink": "#1F2933",
        "grey": "#66707A",
        "pale": "#E6EBF0",
        "white": "#FFFFFF",
    }
)
"""Colours by name: blue, red, green, purple, ink and grey for lines and letters on white, the others for filling."""

DIVERGING = LinearSegmentedColormap.from_list("house_diverging", [PALETTE["red"], "#FFFFFF", PALETTE["blue"]])
"""Red below the middle, white in it, blue above."""

SEQUENTIAL = LinearSegmentedColormap.from_list("house_sequential", ["#FFFFFF", "#9CCBE6", PALETTE["blue"], "#00304D"])
"""White for the lowest value, dark blue for the highest."""

_LINES = cycler(color=[PALETTE[name] for name in ("blue", "red", "green", "purple", "ink")]) + cycler(
    linestyle=["-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1))]
)

# Any, because Matplotlib types every key of its settings one by one.
_RC: Any = MappingProxyType(
    {
        "figure.facecolor": "white",
        "figure.dpi": 100,
        "savefig.facecolor": "white",
        "savefig.dpi": 150,
        # Equal input, equal file: without a fixed salt every build would give every SVG new ids.
        "svg.hashsalt": "lesson_code",
        "font.size": 12,
        "axes.titlesize": 12,
        "axes.labelsize": 12,
        "xtick.labelsize": 11,
        "ytick.labelsize": 11,
        "legend.fontsize": 11,
        "legend.frameon": False,
        "axes.prop_cycle": _LINES,
        "axes.edgecolor": PALETTE["grey"],
        "axes.labelcolor": PALETTE["ink"],
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "axes.axisbelow": True,
        "grid.color": PALETTE["pale"],
        "text.color": PALETTE["ink"],
        "xtick.color": PALETTE["ink"],
        "ytick.color": PALETTE["ink"],
        "lines.linewidth": 2.2,
        "lines.markersize": 7,
    }
)


def apply_style() -> None:
    """Set Matplotlib's defaults to the house style.

    Called by :func:`new_axes`, :func:`new_grid` and :func:`new_canvas`; call it yourself before a library such as
    seaborn makes the figure. It stays set, because Matplotlib reads some defaults only when the figure is saved.
    """
    plt.rcParams.update(_RC)


def new_axes(width: float = 5.0, height: float = 3.2) -> Axes:
    """Return the axes of a new figure, ``width`` by ``height`` inches, in the house style."""
    apply_style()
    _, ax = plt.subplots(figsize=(width, height), layout="constrained")
    return ax


def new_grid(n_rows: int, n_columns: int, width: float = 5.0, height: float = 3.2, **options: Any) -> list[Axes]:
    """Return the axes of a new figure with several panels, row by row.

    Args:
        n_rows: Panels from top to bottom.
        n_columns: Panels from left to right; more than two are hard to read on a phone.
        width: Of the whole figure, inches.
        height: Of the whole figure, inches.
        **options: Passed to ``matplotlib.pyplot.subplots``, for example ``sharex=True``.

    Returns:
        ``n_rows * n_columns`` axes.
    """
    apply_style()
    _, axes = plt.subplots(n_rows, n_columns, figsize=(width, height), layout="constrained", squeeze=False, **options)
    return [ax for row in axes for ax in row]


def new_canvas(width: float = 5.0, height: float = 3.0) -> Axes:
    """Return axes without frame for a drawing; one unit is one inch, (0, 0) the lower left corner."""
    apply_style()
    figure = plt.figure(figsize=(width, height))
    ax = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    ax.set(xlim=(0, width), ylim=(0, height), aspect="equal")
    ax.set_axis_off()
    return ax


def legend_above(ax: Axes, n_columns: int | None = None) -> None:
    """Put the labels of one panel above its whole figure, where they cover no curve.

    Args:
        ax: The panel.
        n_columns: How many labels stand side by side; all of them by default.
    """
    handles, labels = ax.get_legend_handles_labels()
    figure = ax.get_figure(root=True)
    if figure is not None:
        figure.legend(handles, labels, loc="outside upper center", ncols=n_columns or len(labels))
