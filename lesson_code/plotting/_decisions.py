"""What a function of two inputs answers everywhere, and which points a straight line can tell apart."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from lesson_code.plotting._activations import activation_named
from lesson_code.plotting._style import DIVERGING, PALETTE, SEQUENTIAL, new_axes

__all__ = ["plot_decision_lines", "plot_neuron_surface", "plot_output_surface"]

Array: TypeAlias = NDArray[np.float64]
Line: TypeAlias = tuple[float, float, float]


def _draw_surface(ax: Axes, x1: Array, x2: Array, output: Array) -> None:
    """Colour ``output`` and add its scale: white to blue, or red through white to blue if it goes below 0."""
    largest = max(float(np.abs(output).max()), 1e-9)
    below = bool(output.min() < 0.0)
    top = 1.0 if 0.5 < largest <= 1.0 else largest
    levels = np.linspace(-top if below else 0.0, top, 13 if below else 11)
    filled = ax.contourf(x1, x2, output, levels=levels, cmap=DIVERGING if below else SEQUENTIAL)
    figure = ax.get_figure()
    if figure is not None:
        figure.colorbar(filled, ax=ax, label="output", ticks=MaxNLocator(5))


def plot_output_surface(
    function: Callable[[Array], ArrayLike], low: float = -3.0, high: float = 3.0, ax: Axes | None = None
) -> Axes:
    """Plot what a function of two inputs answers everywhere, as a coloured map.

    Args:
        function: Takes inputs of shape ``(n, 2)``, returns ``n`` numbers of any shape.
        low: Smallest value of both inputs.
        high: Largest value of both inputs.
        ax: Where to draw; new axes if left out.
    """
    ax = ax or new_axes(5.0, 4.0)
    x1, x2 = np.meshgrid(np.linspace(low, high, 61), np.linspace(low, high, 61))
    output = np.asarray(function(np.column_stack([x1.ravel(), x2.ravel()])), dtype=float).reshape(x1.shape)
    _draw_surface(ax, x1, x2, output)
    ax.set(xlabel="$x_1$", ylabel="$x_2$", xlim=(low, high), ylim=(low, high), aspect="equal")
    ax.grid(visible=False)
    return ax


def _draw_line(ax: Axes, line: Line, **look: Any) -> None:
    """Draw the points where ``w1 * x1 + w2 * x2 + bias`` is 0."""
    w1, w2, bias = line
    nearest = -bias * np.array([w1, w2]) / (w1**2 + w2**2)
    ax.axline((float(nearest[0]), float(nearest[1])), (float(nearest[0] - w2), float(nearest[1] + w1)), **look)


def _check_line(line: Sequence[float]) -> Line:
    if len(line) != 3 or not any(line[:2]):
        raise ValueError(f"expected two weights that are not both 0, and a bias, got {tuple(line)}")
    w1, w2, bias = line
    return float(w1), float(w2), float(bias)


def plot_neuron_surface(weights: Sequence[float], bias: float, activation: str = "sigmoid") -> Axes:
    """Plot the output of a neuron with two inputs, its decision line, and the direction of its weights.

    Args:
        weights: Of the first and the second input.
        bias: Added to the weighted sum.
        activation: ``"sigmoid"``, ``"relu"`` or ``"identity"``.

    Returns:
        Axes with both inputs from -3 to 3; the dashed line is where the weighted sum is 0.

    Raises:
        ValueError: There are not two weights, both weights are 0, or no activation has that name.
    """
    line = _check_line((*weights, bias))
    function = activation_named(activation)
    ax = plot_output_surface(lambda x: function(x @ np.array(line[:2]) + bias))
    # White below the dashes and the arrow: they cross light and dark.
    halo = [withStroke(linewidth=4.0, foreground="white")]
    _draw_line(ax, line, color=PALETTE["ink"], linestyle="--", path_effects=halo)
    size = float(np.hypot(*line[:2]))
    foot = (-bias * line[0] / size**2, -bias * line[1] / size**2)
    tip = (foot[0] + line[0] / size, foot[1] + line[1] / size)
    look = {"arrowstyle": "-|>", "color": PALETTE["ink"], "lw": 2.2, "path_effects": halo}
    ax.annotate("", tip, foot, arrowprops=look)
    return ax


def _n_right(line: Line, points: Array, labels: Sequence[int]) -> int:
    """Return how many labels the line gets right if 1 means: the weighted sum is above 0."""
    sums = points @ np.array(line[:2]) + line[2]
    return int(((sums > 0.0) == (np.asarray(labels) == 1)).sum())


def plot_decision_lines(
    points: ArrayLike,
    labels: Sequence[int],
    lines: Sequence[Sequence[float]],
    axis_names: Sequence[str] = ("x_1", "x_2"),
) -> Axes:
    """Plot points of two kinds and the decision lines of neurons, each with the number of points it gets right.

    Args:
        points: Two coordinates a point, shape ``(n, 2)``.
        labels: 0 or 1 for each point; drawn as an empty or a full circle.
        lines: Weights and bias ``(w1, w2, bias)`` of each neuron, which says 1 where its weighted sum is above 0.
        axis_names: What the coordinates are called, as formulas.

    Raises:
        ValueError: A line has other than three numbers, or two weights of 0.
    """
    corners = np.asarray(points, dtype=float)
    ax = new_axes(5.0, 4.0)
    for line in map(_check_line, lines):
        _draw_line(ax, line, label=f"{_n_right(line, corners, labels)} of {len(corners)} right", **_next_look(ax))
    for point, label in zip(corners, labels, strict=True):
        face = PALETTE["ink"] if label else "white"
        ax.plot(*point, "o", markersize=16, markeredgecolor=PALETTE["ink"], markerfacecolor=face, zorder=3)
        colour = "white" if label else PALETTE["ink"]
        ax.annotate(str(label), point, ha="center", va="center", color=colour, zorder=4)
    low, high = corners.min(axis=0) - 0.6, corners.max(axis=0) + 0.6
    ax.set(xlabel=f"${axis_names[0]}$", ylabel=f"${axis_names[1]}$", xlim=(low[0], high[0]), ylim=(low[1], high[1]))
    ax.set_aspect("equal")
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return ax


def _next_look(ax: Axes) -> dict[str, Any]:
    """Return colour and dashes of the next line: ``axline`` does not take them from the cycle by itself."""
    looks = [("blue", "-"), ("red", "--"), ("green", "-."), ("purple", ":")]
    colour, dashes = looks[len(ax.lines) % len(looks)]
    return {"color": PALETTE[colour], "linestyle": dashes}
