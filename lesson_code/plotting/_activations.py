"""Activation functions, what one neuron does with two inputs, and where it decides."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from lesson_code.plotting._style import DIVERGING, PALETTE, SEQUENTIAL, new_axes, new_grid

__all__ = ["identity", "plot_activations", "plot_decision_lines", "plot_neuron_surface", "relu", "sigmoid"]

Array: TypeAlias = NDArray[np.float64]


def identity(x: ArrayLike) -> Array:
    """Return ``x`` unchanged, as an array of any shape."""
    return np.asarray(x, dtype=float)


def relu(x: ArrayLike) -> Array:
    """Return ``max(0, x)`` of each number of an array of any shape."""
    return np.maximum(0.0, x)


def sigmoid(x: ArrayLike) -> Array:
    """Return ``1 / (1 + exp(-x))`` of each number of an array of any shape; between 0 and 1."""
    # Written with tanh, which does not overflow for numbers far below zero.
    return 0.5 * (1.0 + np.tanh(0.5 * np.asarray(x, dtype=float)))


_ACTIVATIONS: Mapping[str, Callable[[ArrayLike], Array]] = MappingProxyType(
    {"sigmoid": sigmoid, "relu": relu, "identity": identity}
)
_TITLES: Mapping[str, str] = MappingProxyType({"sigmoid": "A  sigmoid", "relu": "B  ReLU", "identity": "C  identity"})


def activation_named(name: str) -> Callable[[ArrayLike], Array]:
    """Return the activation function called ``"sigmoid"``, ``"relu"`` or ``"identity"``.

    Raises:
        ValueError: No function has that name.
    """
    if name not in _ACTIVATIONS:
        raise ValueError(f"unknown activation {name!r}: expected one of {', '.join(_ACTIVATIONS)}")
    return _ACTIVATIONS[name]


def _slopes(x: Array, name: str) -> Array:
    """Return the derivative at each ``x``; not a number where there is none."""
    if name == "sigmoid":
        return sigmoid(x) * (1.0 - sigmoid(x))
    if name == "relu":
        return np.where(x == 0.0, np.nan, np.where(x > 0.0, 1.0, 0.0))
    return np.ones_like(x)


def plot_activations() -> list[Axes]:
    """Plot sigmoid, ReLU and identity (above) with their derivatives (below).

    Returns:
        Six axes: three functions, then their three derivatives.
    """
    axes = new_grid(2, 3, width=5.4, height=4.2, sharex=True, sharey="row")
    x = np.linspace(-4.0, 4.0, 401)
    for column, name in enumerate(_ACTIVATIONS):
        above, below = axes[column], axes[column + 3]
        above.plot(x, _ACTIVATIONS[name](x), color=PALETTE["blue"])
        above.set_title(_TITLES[name])
        below.plot(x, _slopes(x, name), color=PALETTE["red"], linestyle="-")
        below.set_xlabel("weighted sum")
        below.set_xticks([-4, 0, 4])
    axes[0].set(ylabel="output", ylim=(-4.3, 4.3))
    axes[3].set(ylabel="slope", ylim=(-0.1, 1.15))
    axes[4].plot([0, 0], [0, 1], "o", color=PALETTE["red"], markerfacecolor="white")
    return axes


def plot_neuron_surface(weights: Sequence[float], bias: float, activation: str = "sigmoid") -> Axes:
    """Plot the output of a neuron with two inputs as a coloured map, with the line where its weighted sum is 0.

    Args:
        weights: Of the first and the second input.
        bias: Added to the weighted sum.
        activation: ``"sigmoid"``, ``"relu"`` or ``"identity"``.

    Returns:
        Axes with both inputs from -3 to 3.

    Raises:
        ValueError: There are not two weights, both weights are 0, or nobody knows the activation.
    """
    function = activation_named(activation)
    if len(weights) != 2 or not any(weights):
        raise ValueError(f"expected two weights that are not both 0, got {list(weights)}")
    ax = new_axes(5.0, 4.0)
    grid = np.linspace(-3.0, 3.0, 121)
    x1, x2 = np.meshgrid(grid, grid)
    sums = weights[0] * x1 + weights[1] * x2 + bias
    output = function(sums)
    limit = float(np.abs(output).max())
    colours = {"cmap": SEQUENTIAL} if activation != "identity" else {"cmap": DIVERGING, "vmin": -limit, "vmax": limit}
    filled = ax.contourf(x1, x2, output, levels=_levels(output, activation), **colours)
    _colour_bar(ax, filled)
    ax.contour(x1, x2, sums, levels=[0.0], colors=PALETTE["ink"], linestyles="--", linewidths=2.2)
    _weight_arrow(ax, weights, bias)
    ax.set(xlabel="$x_1$", ylabel="$x_2$", xlim=(-3, 3), ylim=(-3, 3), aspect="equal")
    return ax
