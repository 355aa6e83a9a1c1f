"""Drawings of one neuron, of networks of neurons, and of deep networks as one panel a layer."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.patches import Circle, FancyBboxPatch, Polygon
from numpy.typing import ArrayLike, NDArray

from lesson_code.plotting._style import PALETTE, new_canvas

__all__ = ["Panel", "draw_network", "draw_neuron", "draw_panels"]

_MOST_DRAWN = 10
_DOTS = "dots"
_Column: TypeAlias = dict[int | str, tuple[float, float]]


def _text(value: object) -> str:
    """Return a number as text with a real minus sign, and any other value as it is."""
    return f"{value:g}".replace("-", "\N{MINUS SIGN}") if isinstance(value, int | float | np.number) else str(value)


def _circle(ax: Axes, x: float, y: float, radius: float, label: object = "", fill: str = "white") -> None:
    ax.add_patch(Circle((x, y), radius, facecolor=PALETTE[fill], edgecolor=PALETTE["ink"], linewidth=1.6, zorder=3))
    if label != "":
        ax.text(x, y, _text(label), ha="center", va="center_baseline", zorder=4)


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], **look: Any) -> None:
    style = {"arrowstyle": "-|>", "color": PALETTE["grey"], "lw": 1.6, "shrinkA": 0, "shrinkB": 0, **look}
    ax.annotate("", xy=end, xytext=start, arrowprops=style)


def _write_weight(ax: Axes, start: tuple[float, float], end: tuple[float, float], weight: object, at: float) -> None:
    """Write a weight on a line, ``at`` of the way from its start, on white so that the line does not cross it out."""
    x, y = (a + at * (b - a) for a, b in zip(start, end, strict=True))
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    ax.text(x, y, _text(weight), ha="center", va="center", color=PALETTE["blue"], bbox=box, zorder=5)


def draw_neuron(
    inputs: Sequence[object] = ("$x_1$", "$x_2$", "$x_3$"),
    weights: Sequence[object] = ("$w_1$", "$w_2$", "$w_3$"),
    bias: object = "$b$",
    activation: str = "activation",
    output: object = "$y$",
) -> Axes:
    """Draw one neuron: inputs, weights, sum with bias, activation function, output.

    Args:
        inputs: Names or values of the inputs, from top to bottom.
        weights: Name or value of the weight of each input.
        bias: Its name or value.
        activation: Name of the activation function.
        output: Its name or value.

    Raises:
        ValueError: There are more inputs than weights, or fewer.
    """
    if len(inputs) != len(weights):
        raise ValueError(f"expected one weight for each input, got {len(weights)} for {len(inputs)}")
    height = max(2.6, 0.8 * len(inputs) + 0.4)
    ax, middle = new_canvas(5.2, height), height / 2
    for row, (value, weight) in enumerate(zip(inputs, weights, strict=True)):
        y = middle + 0.8 * ((len(inputs) - 1) / 2 - row)
        _circle(ax, 0.4, y, 0.29, value, "pale")
        _arrow(ax, (0.69, y), (2.0, middle))
        _write_weight(ax, (0.69, y), (2.0, middle), weight, at=0.42)
    _arrow(ax, (2.3, middle + 0.82), (2.3, middle + 0.3))
    ax.text(2.3, middle + 0.98, f"bias {_text(bias)}", ha="center", va="center", color=PALETTE["blue"])
    _circle(ax, 2.3, middle, 0.3, "$\\Sigma$")
    _arrow(ax, (2.6, middle), (3.0, middle))
    box = FancyBboxPatch((3.02, middle - 0.28), 1.2, 0.56, boxstyle="round,pad=0,rounding_size=0.1")
    box.set(facecolor=PALETTE["white"], edgecolor=PALETTE["red"], linewidth=1.6)
    ax.add_patch(box)
    ax.text(3.62, middle, activation, ha="center", va="center", color=PALETTE["red"])
    _arrow(ax, (4.22, middle), (4.62, middle))
    ax.text(4.88, middle, _text(output), ha="center", va="center")
    return ax


def _rows(size: int) -> list[int | str]:
    """Return which neurons of a layer are drawn: all, or the first and the last few with dots between."""
    return list(range(size)) if size <= _MOST_DRAWN else [0, 1, 2, _DOTS, size - 2, size - 1]


def _places(size: int, x: float, middle: float, gap: float) -> _Column:
    """Return the place of each neuron that is drawn, the first one on top."""
    rows = _rows(size)
    return {row: (x, middle + gap * ((len(rows) - 1) / 2 - place)) for place, row in enumerate(rows)}


def _layer_names(n_layers: int) -> list[str]:
    if n_layers == 1:
        return ["output"]
    n_hidden = n_layers - 2
    hidden = ["hidden"] if n_hidden == 1 else [f"hidden {i + 1}" for i in range(n_hidden)]
    return ["input", *hidden, "output"]


def _check_network(layer_sizes: Sequence[int], labels: Sequence[str], weights: Sequence[NDArray[Any]]) -> None:
    if not layer_sizes or min(layer_sizes) < 1:
        raise ValueError(f"expected at least one neuron in every layer, got the sizes {list(layer_sizes)}")
    if len(labels) != len(layer_sizes):
        raise ValueError(f"expected one label for each layer, got {len(labels)} for {len(layer_sizes)}")
    shapes = list(pairwise(layer_sizes))
    if weights and [matrix.shape for matrix in weights] != shapes:
        raise ValueError(f"expected weights of the shapes {shapes}, got {[matrix.shape for matrix in weights]}")


def draw_network(
    layer_sizes: Sequence[int],
    labels: Sequence[str] | None = None,
    weights: Sequence[ArrayLike] | None = None,
    biases: Sequence[Sequence[float]] | None = None,
    neurons: Sequence[Sequence[str]] | None = None,
) -> Axes:
    """Draw a dense network from left to right: a circle for each neuron, a line for each weight.

    Args:
        layer_sizes: Numbers of neurons from the input to the output. A layer of more than ten is shown by its first
            three and last two.
        labels: What is written under each layer; "input", "hidden" and "output" if left out.
        weights: One matrix a step, shape ``(size, next size)``, to be written on the lines.
        biases: The biases of every layer but the first, to be written above the circles.
        neurons: What is written in the circles, layer by layer.

    Raises:
        ValueError: A layer is empty, or labels or weights do not fit the sizes.
    """
    names = list(labels) if labels is not None else _layer_names(len(layer_sizes))
    matrices = [np.asarray(matrix) for matrix in weights or []]
    _check_network(layer_sizes, names, matrices)
    roomy = neurons is not None or max(layer_sizes) <= 4
    radius, gap = (0.27, 1.1 if biases else 0.8) if roomy else (0.17, 0.43)
    height = gap * max(len(_rows(size)) for size in layer_sizes) + 0.7
    width = min(5.4, 1.8 * len(layer_sizes))
    ax = new_canvas(width, height)
    across = np.linspace(0.6, width - 0.6, len(layer_sizes))
    columns = [_places(size, float(x), (height + 0.6) / 2, gap) for size, x in zip(layer_sizes, across, strict=True)]
    for step, (left, right) in enumerate(pairwise(columns)):
        _draw_lines(ax, left, right, radius, matrices[step] if matrices else None)
    for layer, column in enumerate(columns):
        _draw_circles(ax, column, radius, neurons[layer] if neurons else ())
        if biases and layer > 0:
            _write_biases(ax, column, radius, biases[layer - 1])
        ax.text(across[layer], 0.32, f"{names[layer]}\n({layer_sizes[layer]})", ha="center", va="center", fontsize=11)
    return ax


def _draw_lines(ax: Axes, left: _Column, right: _Column, radius: float, matrix: NDArray[Any] | None) -> None:
    """Draw an arrow from every neuron on the left to every one on the right, with its weight if there is one."""
    for i, start in left.items():
        for j, end in right.items():
            if _DOTS in (i, j):
                continue
            tail, tip = (start[0] + radius, start[1]), (end[0] - radius, end[1])
            _arrow(ax, tail, tip, lw=1.2, mutation_scale=8)
            if matrix is not None:
                # Lines of two neurons cross in the middle, so the numbers stay near the start.
                _write_weight(ax, tail, tip, matrix[int(i), int(j)], at=0.28)


def _draw_circles(ax: Axes, column: _Column, radius: float, names: Sequence[str]) -> None:
    for i, (x, y) in column.items():
        if i == _DOTS:
            ax.text(x, y, "$\\vdots$", ha="center", va="center")
        else:
            _circle(ax, x, y, radius, names[int(i)] if names else "", "pale")


def _write_biases(ax: Axes, column: _Column, radius: float, biases: Sequence[float]) -> None:
    for i, (x, y) in column.items():
        if i != _DOTS:
            ax.text(
                x, y + radius + 0.14, f"bias {_text(biases[int(i)])}", ha="center", va="center", color=PALETTE["red"]
            )


@dataclass(frozen=True)
class Panel:
    """One layer of a deep network as it is drawn.

    Attributes:
        kind: What the layer is: ``"input"``, ``"convolution"``, ``"pooling"``, ``"flatten"``, ``"dense"`` or
            ``"output"``.
        shape: Of what leaves the layer: ``(height, width, channels)`` or ``(n,)``.
        note: Words to add to the kind; empty for none.
    """

    kind: str
    shape: tuple[int, ...]
    note: str = ""


_KINDS = MappingProxyType(
    {
        "input": "pale",
        "convolution": "sky",
        "pooling": "yellow",
        "flatten": "grey",
        "dense": "purple",
        "output": "green",
    }
)


def _draw_block(ax: Axes, panel: Panel, middle: tuple[float, float], largest: int) -> None:
    """Draw a layer as a block: as wide and deep as its picture, as thick as it has channels."""
    width, depth, thickness = _block_size(panel, largest)
    x, y = middle[0] - width / 2 - depth / 2, middle[1] - thickness / 2 - depth / 4
    front = [(x, y), (x + width, y), (x + width, y + thickness), (x, y + thickness)]
    top = [
        front[3],
        front[2],
        (front[2][0] + depth, front[2][1] + depth / 2),
        (front[3][0] + depth, front[3][1] + depth / 2),
    ]
    side = [front[1], (front[1][0] + depth, front[1][1] + depth / 2), top[2], front[2]]
    for corners, light in ((front, 1.0), (top, 0.55), (side, 0.8)):
        colour = to_rgba(PALETTE[_KINDS[panel.kind]], light)
        ax.add_patch(Polygon(corners, facecolor="white", edgecolor="none", zorder=2))
        ax.add_patch(Polygon(corners, facecolor=colour, edgecolor=PALETTE["ink"], linewidth=1.0, zorder=2))


def _block_size(panel: Panel, largest: int) -> tuple[float, float, float]:
    """Return width, depth and thickness in inches; none in proportion, or the small ones could not be seen."""
    if len(panel.shape) == 1:
        return 0.12 + 0.17 * float(np.log2(panel.shape[0])), 0.1, 0.1
    width = 0.15 + 1.6 * float(np.sqrt(panel.shape[1] / largest))
    return width, 0.32 * width, 0.03 * float(np.log2(panel.shape[2] + 1))


def draw_panels(panels: Sequence[Panel]) -> Axes:
    """Draw a deep network from top to bottom: one block a layer, with the kind of the layer and its shape.

    Args:
        panels: The layers from the input to the output.

    Returns:
        Axes; colours tell the kinds apart, and so do the words beside the blocks.

    Raises:
        ValueError: There are no layers, or a kind is unknown.
    """
    unknown = {panel.kind for panel in panels} - set(_KINDS)
    if unknown or not panels:
        raise ValueError(f"expected layers of the kinds {', '.join(_KINDS)}, got {sorted(unknown) or 'no layer'}")
    largest = max((panel.shape[1] for panel in panels if len(panel.shape) == 3), default=1)
    sizes = [_block_size(panel, largest) for panel in panels]
    heights = [max(0.46, thickness + depth / 2 + 0.16) for _, depth, thickness in sizes]
    ax = new_canvas(5.2, sum(heights) + 0.1)
    y = sum(heights) + 0.05
    for panel, height in zip(panels, heights, strict=True):
        middle = y - height / 2
        _draw_block(ax, panel, (1.3, middle), largest)
        ax.text(
            2.75, middle, f"{panel.kind}{panel.note and ': ' + panel.note}", va="center", weight="bold", fontsize=11
        )
        ax.text(2.75, middle - 0.17, " $\\times$ ".join(map(str, panel.shape)), va="center", fontsize=11)
        y -= height
    return ax
