"""Walks downhill: over a curve, over a surface, and the losses they leave behind."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from numpy.typing import ArrayLike, NDArray

from lesson_code.plotting._style import PALETTE, SEQUENTIAL, new_axes, new_grid

__all__ = [
    "plot_descents",
    "plot_gradient_noise",
    "plot_paths",
    "plot_slopes",
    "plot_starts",
    "plot_widths",
]

Array: TypeAlias = NDArray[np.float64]

_MARKERS = ("o", "s", "^", "D")
_COLOURS = ("blue", "red", "green", "purple")


def _draw_curve(ax: Axes, loss: Callable[[Any], Any], low: float, high: float) -> None:
    """Draw the loss over one weight; it is asked point by point, so that it may be a function of one number."""
    w = np.linspace(low, high, 301)
    ax.plot(w, [float(loss(place)) for place in w], color=PALETTE["ink"], linestyle="-", linewidth=1.6)
    ax.set(xlim=(low, high), ylabel="loss")


def plot_slopes(
    loss: Callable[[Any], Any], gradient: Callable[[Any], Any], places: Sequence[float], low: float, high: float
) -> Axes:
    """Plot the loss over one weight, and its slope at some places as short straight lines.

    Args:
        loss: Takes a weight, returns a number.
        gradient: Takes a weight, returns the slope of the loss there.
        places: Weights at which the slope is drawn and written, at most four.
        low: The smallest weight.
        high: The largest weight.
    """
    ax = new_axes(5.0, 3.4)
    _draw_curve(ax, loss, low, high)
    reach = (high - low) / 9
    for place, name, marker in zip(places, _COLOURS, _MARKERS, strict=False):
        slope, height = float(gradient(place)), float(loss(place))
        ends = np.array([place - reach, place + reach])
        # Rounding may leave 0 with either sign, which would mean nothing.
        written = f"{slope:+.1f}" if abs(slope) >= 0.05 else "0.0"
        label = f"slope {written}".replace("-", "\N{MINUS SIGN}")
        ax.plot(ends, height + slope * (ends - place), color=PALETTE[name], linestyle="--")
        ax.plot([place], [height], linestyle="none", marker=marker, color=PALETTE[name], label=label)
    ax.set(xlabel="weight", ylim=(-0.6, None))
    ax.legend()
    return ax


def plot_descents(
    loss: Callable[[Any], Any], paths: Mapping[str, Sequence[float]], low: float, high: float
) -> list[Axes]:
    """Plot paths of gradient descent on the loss over one weight, one panel for each.

    Args:
        loss: Takes a weight, returns a number.
        paths: The weights on the way, start included, by the title of the panel; at most four.
        low: The smallest weight to be shown.
        high: The largest weight to be shown.

    Returns:
        One axes a path, from top to bottom; the start has a ring, and arrows lead from each place to the next.
    """
    axes = new_grid(len(paths), 1, width=5.0, height=0.4 + 1.75 * len(paths), sharex=True, sharey=True)
    for ax, (title, path), name in zip(axes, paths.items(), _COLOURS, strict=False):
        _draw_curve(ax, loss, low, high)
        heights = [float(loss(w)) for w in path]
        arrow = {"arrowstyle": "-|>", "color": PALETTE[name], "lw": 1.4, "shrinkA": 0, "shrinkB": 0}
        for start, end in pairwise(zip(path, heights, strict=True)):
            if np.hypot(end[0] - start[0], end[1] - start[1]) > 0.02 * (high - low):
                ax.annotate("", xy=end, xytext=start, arrowprops=arrow)
        ax.plot(path, heights, linestyle="none", marker="o", markersize=5, color=PALETTE[name], zorder=3)
        ax.plot(path[:1], heights[:1], "o", markersize=11, markerfacecolor="none", color=PALETTE[name], zorder=3)
        ax.set_title(title)
    axes[-1].set_xlabel("weight")
    return axes


def plot_gradient_noise(slopes: Mapping[int, ArrayLike], mean: float) -> Axes:
    """Plot the slopes that batches of several sizes find, one dot a batch, and the slope over all examples.

    Args:
        slopes: The slope of each batch, shape ``(n_batches,)``, by the size of the batches; three sizes at most.
        mean: The slope over all examples, drawn as a line.
    """
    ax = new_axes(5.0, 3.4)
    # Dots side by side, spread evenly and not at random: no seed of the page is used up.
    for column, (values, name, marker) in enumerate(zip(slopes.values(), _COLOURS, _MARKERS, strict=False)):
        dots = np.asarray(values, dtype=float)
        aside = (np.arange(len(dots)) * 0.618034) % 1.0 - 0.5
        look: dict[str, Any] = {"alpha": 0.25 if len(dots) > 1000 else 0.7, "markersize": 3 if len(dots) > 1000 else 5}
        # Thousands of dots as shapes would make a file of half a megabyte.
        ax.plot(column + 0.7 * aside, dots, marker, color=PALETTE[name], markeredgewidth=0, rasterized=True, **look)
    ax.axhline(mean, color=PALETTE["ink"], linestyle="-", linewidth=1.6, label="all examples")
    ax.axhline(0.0, color=PALETTE["grey"], linestyle=":", label="flat")
    names = [f"{size}\n({len(np.asarray(values))} batches)" for size, values in slopes.items()]
    ax.set_xticks(range(len(slopes)), names)
    ax.set(xlabel="examples in a batch", ylabel="slope")
    ax.legend(loc="upper right")
    return ax


def plot_starts(losses: ArrayLike, levels: Sequence[float] = (), limit: float = 0.1) -> Axes:
    """Plot the loss of many networks against the steps, as logarithms: those that learned, and those that are stuck.

    Args:
        losses: Shape ``(n_steps, n_networks)``.
        levels: Losses to be marked with dotted lines and written at the right.
        limit: A network has learned if its last loss is below.
    """
    ax, curves = new_axes(5.0, 3.4), np.asarray(losses, dtype=float)
    learned, steps = curves[-1] < limit, np.arange(1, len(curves) + 1)
    for group, name, dashes, label in ((learned, "blue", "-", "learned"), (~learned, "red", "--", "stuck")):
        if group.any():
            look: dict[str, Any] = {"color": PALETTE[name], "linewidth": 1.1, "alpha": 0.7, "rasterized": True}
            lines = ax.plot(steps, curves[:, group], dashes, **look)
            lines[0].set_label(f"{label}: {int(group.sum())}")
    for level in levels:
        ax.axhline(level, color=PALETTE["ink"], linestyle=":", linewidth=1.2)
        ax.text(len(curves) * 1.04, level, f"{level:.2f}", va="center", fontsize=11)
    ax.set(xlabel="step", ylabel="loss", xscale="log", xlim=(1, len(curves)), ylim=(0, None))
    ax.xaxis.set_major_formatter("{x:g}")
    ax.legend(loc="upper right")
    return ax


def plot_paths(
    loss: Callable[[Array], ArrayLike],
    paths: Mapping[str, ArrayLike],
    across: tuple[float, float],
    up: tuple[float, float],
    names: tuple[str, str] = ("weight", "bias"),
) -> Axes:
    """Plot paths over the loss of two parameters, drawn as a map with lines of equal loss.

    Args:
        loss: Takes parameters of shape ``(n, 2)``, returns ``n`` losses of at least 0.
        paths: Places on the way, shape ``(n_steps + 1, 2)``, by the name that the legend shows; at most four.
        across: Range of the first parameter.
        up: Range of the second parameter.
        names: Of the two parameters.
    """
    ax = new_axes(5.0, 4.4)
    lowest = _draw_map(ax, loss, across, up)
    halo = [withStroke(linewidth=3.6, foreground="white")]
    for (name, path), marker, width in zip(paths.items(), _MARKERS, (4.0, 1.8, 1.8, 1.8), strict=False):
        # The first path lies below the others and is wider, so that it still shows where they run together.
        look: dict[str, Any] = {"marker": marker, "markersize": 4.5, "markevery": 4, "linewidth": width}
        ax.plot(*np.asarray(path, dtype=float).T, label=name, path_effects=halo if width < 2 else None, **look)
    ax.plot(*lowest, "*", markersize=15, color=PALETTE["ink"], linestyle="none", label="lowest loss")
    ax.set(xlabel=names[0], ylabel=names[1], xlim=across, ylim=up)
    figure = ax.get_figure(root=True)
    if figure is not None:
        figure.legend(loc="outside upper center", ncols=2)
    return ax


def _draw_map(
    ax: Axes, loss: Callable[[Array], ArrayLike], across: tuple[float, float], up: tuple[float, float]
) -> tuple[float, float]:
    """Colour the loss and draw lines of equal loss; return the place on the grid where it is lowest."""
    x, y = np.meshgrid(np.linspace(*across, 121), np.linspace(*up, 121))
    height = np.asarray(loss(np.column_stack([x.ravel(), y.ravel()]))).reshape(x.shape)
    # Levels that grow evenly in the root: even ones would leave the floor of a valley empty.
    roots = np.linspace(0.0, np.sqrt(height.max()), 13)
    ax.contourf(x, y, np.sqrt(height), levels=roots, cmap=SEQUENTIAL, alpha=0.35)
    ax.contour(x, y, np.sqrt(height), levels=roots, colors=PALETTE["grey"], linewidths=0.7)
    place = np.unravel_index(height.argmin(), height.shape)
    return float(x[place]), float(y[place])


def plot_widths(n_hidden: Sequence[int], learned: ArrayLike, n_starts: int) -> Axes:
    """Plot how many of some starts have learned, against the width of the network: every run and the mean.

    Args:
        n_hidden: Numbers of hidden neurons.
        learned: Networks that have learned, shape ``(n_runs, len(n_hidden))``.
        n_starts: Of how many.

    Raises:
        ValueError: There are more widths than columns, or fewer.
    """
    counts = np.asarray(learned, dtype=float)
    if counts.ndim != 2 or counts.shape[1] != len(n_hidden):
        raise ValueError(f"expected an array of shape (n_runs, {len(n_hidden)}), got {counts.shape}")
    ax, places = new_axes(5.0, 3.2), np.arange(len(n_hidden))
    for run in counts:
        ax.plot(places, run, "o", markersize=5, color=PALETTE["blue"], alpha=0.4, markeredgewidth=0)
    ax.plot(places, counts.mean(axis=0), marker="_", markersize=22, markeredgewidth=2.5, color=PALETTE["ink"])
    ax.axhline(n_starts, color=PALETTE["grey"], linestyle=":")
    ax.set_xticks(places, [str(n) for n in n_hidden])
    ax.set(xlabel="hidden neurons", ylabel=f"learned XOR, of {n_starts}", ylim=(0, n_starts * 1.06))
    return ax
