"""A Keras model drawn from the model itself: layers, shapes, parameters."""

import math
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.patches import FancyBboxPatch

from lesson_code.plotting._style import PALETTE, new_canvas

__all__ = ["draw_model"]

_FILLS = MappingProxyType({"InputLayer": "pale", "Normalization": "yellow", "Dense": "sky"})
_WIDTH, _HEIGHT, _GAP = 4.2, 0.62, 0.3
_MARGIN = 0.2


def draw_model(model: Any) -> Axes:
    """Draw a Keras model whose layers follow one another: a box for each layer, from top to bottom.

    Everything is read from the model: the kind of each layer, its activation, the shape of what leaves it ("any" for
    the number of examples) and its number of parameters.

    Args:
        model: A built Keras model, sequential or functional, with one input and one output.

    Raises:
        ValueError: The model branches, or has no layers.
    """
    layers = _chain(model)
    height = (len(layers) + 1) * (_HEIGHT + _GAP) - _GAP + 2 * _MARGIN
    ax = new_canvas(_WIDTH + 2 * _MARGIN, height)
    top, middle = height - _MARGIN, _MARGIN + _WIDTH / 2
    _draw_box(ax, top, "InputLayer", "input", _shape(model.inputs[0]), "")
    for layer in layers:
        arrow = {"arrowstyle": "-|>", "color": PALETTE["grey"], "lw": 1.6, "shrinkA": 0, "shrinkB": 0}
        ax.annotate("", xy=(middle, top - _HEIGHT - _GAP), xytext=(middle, top - _HEIGHT), arrowprops=arrow)
        top -= _HEIGHT + _GAP
        _draw_box(ax, top, type(layer).__name__, _words(layer), _shape(layer.output), _count(layer))
    return ax


def _chain(model: Any) -> list[Any]:
    """Return the layers in their order, without the input.

    Raises:
        ValueError: The layers do not follow one another in a single line.
    """
    layers = [layer for layer in model.layers if type(layer).__name__ != "InputLayer"]
    ends = [*model.inputs, *model.outputs]
    if not layers or len(ends) != 2 or [layers[0].input, layers[-1].output] != ends or _branches(layers):
        raise ValueError(f"expected a model whose layers follow one another in one line, got {model.name!r}")
    return layers


def _branches(layers: list[Any]) -> bool:
    return any(after.input is not before.output for before, after in pairwise(layers))


def _words(layer: Any) -> str:
    """Return the kind of a layer, and its activation where it has one."""
    kind, activation = type(layer).__name__, getattr(layer, "activation", None)
    return f"{kind}, {activation.__name__}" if activation else kind


def _count(layer: Any) -> str:
    """Return in words how many parameters a layer has."""
    n_trainable = sum(math.prod(weight.shape) for weight in layer.trainable_weights)
    counts = [(n_trainable, "trainable"), (layer.count_params() - n_trainable, "non-trainable")]
    return f"{', '.join(f'{n} {kind}' for n, kind in counts if n) or 'no'} parameters"


def _shape(tensor: Any) -> str:
    return f"({', '.join('any' if size is None else str(size) for size in tensor.shape)})"


def _draw_box(ax: Axes, top: float, kind: str, words: str, shape: str, count: str) -> None:
    """Draw one layer: its words and its shape in the first line, its parameters in the second."""
    box = FancyBboxPatch((_MARGIN, top - _HEIGHT), _WIDTH, _HEIGHT, boxstyle="round,pad=0,rounding_size=0.08")
    box.set(facecolor=to_rgba(PALETTE[_FILLS.get(kind, "white")], 0.45), edgecolor=PALETTE["ink"], linewidth=1.4)
    ax.add_patch(box)
    first = top - _HEIGHT * (0.3 if count else 0.5)
    ax.text(_MARGIN + 0.15, first, words, va="center", weight="bold")
    ax.text(_MARGIN + _WIDTH - 0.15, first, shape, va="center", ha="right")
    ax.text(_MARGIN + 0.15, top - _HEIGHT * 0.72, count, va="center", fontsize=11)
