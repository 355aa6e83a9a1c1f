"""Activation functions with their slopes, and curves that one may compare."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from lesson_code.plotting._style import PALETTE, new_axes, new_grid

__all__ = ["activation_named", "identity", "plot_activations", "plot_curves", "relu", "sigmoid"]

Array: TypeAlias = NDArray[np.float64]


def identity(x: ArrayLike) -> Array:
    """Return ``x`` unchanged, as an array of any shape."""
    return np.asarray(x, dtype=float)


def relu(x: ArrayLike) -> Array:
    """Return ``max(0, x)`` of each number of an array of any shape."""
    values: Array = np.maximum(0.0, np.asarray(x, dtype=float))
    return values


def sigmoid(x: ArrayLike) -> Array:
    """Return ``1 / (1 + exp(-x))`` of each number of an array of any shape, from 0 to 1."""
    # Written with tanh, which does not overflow for numbers far below zero.
    return 0.5 * (1.0 + np.tanh(0.5 * np.asarray(x, dtype=float)))


_FUNCTIONS: Mapping[str, Callable[[ArrayLike], Array]] = MappingProxyType(
    {"sigmoid": sigmoid, "relu": relu, "identity": identity}
)
_TITLES: Mapping[str, str] = MappingProxyType({"sigmoid": "A: sigmoid", "relu": "B: ReLU", "identity": "C: identity"})


def activation_named(name: str) -> Callable[[ArrayLike], Array]:
    """Return the activation function called ``"sigmoid"``, ``"relu"`` or ``"identity"``.

    Raises:
        ValueError: No function has that name.
    """
    if name not in _FUNCTIONS:
        raise ValueError(f"unknown activation {name!r}: expected one of {', '.join(_FUNCTIONS)}")
    return _FUNCTIONS[name]


def _slope(name: str, x: Array) -> Array:
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
    for name, above, below in zip(_FUNCTIONS, axes[:3], axes[3:], strict=True):
        above.plot(x, _FUNCTIONS[name](x), color=PALETTE["blue"])
        above.set_title(_TITLES[name])
        below.plot(x, _slope(name, x), color=PALETTE["red"], linestyle="-")
        below.set(xlabel="weighted sum", xticks=[-4, 0, 4])
    # Two open rings: at 0 the slope of ReLU is neither of the two.
    axes[4].plot([0, 0], [0, 1], "o", color=PALETTE["red"], markerfacecolor="white")
    # ReLU and identity leave the panels, or the S of sigmoid would look like a flat line.
    axes[0].set(ylabel="output", ylim=(-1.6, 2.1), yticks=[-1, 0, 1, 2])
    axes[3].set(ylabel="slope", ylim=(-0.1, 1.15))
    return axes


def plot_curves(x: ArrayLike, curves: Mapping[str, ArrayLike], x_label: str = "input", y_label: str = "output") -> Axes:
    """Plot named curves over the same ``x``.

    Args:
        x: Where the curves are known, shape ``(n,)``.
        curves: Values of each curve, shape ``(n,)``, by the name that the legend shows.
        x_label: What ``x`` is.
        y_label: What the values are.
    """
    ax = new_axes()
    for name, values in curves.items():
        ax.plot(np.asarray(x), np.asarray(values), label=name)
    ax.set(xlabel=x_label, ylabel=y_label)
    ax.legend()
    return ax
