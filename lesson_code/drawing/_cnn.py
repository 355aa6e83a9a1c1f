"""A whole convolutional network, drawn from its layers."""

from types import MappingProxyType
from typing import Any

from matplotlib.axes import Axes

from lesson_code.drawing._neurons import Panel, draw_panels

__all__ = ["draw_layers"]

_KINDS = MappingProxyType(
    {
        "Conv2D": "convolution",
        "MaxPooling2D": "pooling",
        "GlobalMaxPooling2D": "pooling",
        "Flatten": "flatten",
        "Dense": "dense",
    }
)


def draw_layers(model: Any) -> Axes:
    """Draw a Keras model from top to bottom: each layer with its kind, its parameters and the shape of what leaves it.

    The last layer counts as the output, whatever its kind.

    Args:
        model: A built model whose layers follow one another; layers that only act in training are left out.

    Raises:
        ValueError: There is a layer of a kind that has no drawing.
    """
    layers = [layer for layer in model.layers if type(layer).__name__ != "Dropout"]
    if unknown := [type(layer).__name__ for layer in layers if type(layer).__name__ not in _KINDS]:
        raise ValueError(f"expected layers of the kinds {', '.join(_KINDS)}, got {unknown[0]}")
    panels = [Panel("input", tuple(model.input_shape[1:]))]
    for layer in layers:
        kind = "output" if layer is layers[-1] else _KINDS[type(layer).__name__]
        n_parameters = layer.count_params()
        panels.append(Panel(kind, tuple(layer.output.shape[1:]), f"{n_parameters:,}" if n_parameters else ""))
    return draw_panels(panels)
