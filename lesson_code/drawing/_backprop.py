"""A chain of steps with the values that run forwards through it and the slopes that run back."""

from collections.abc import Sequence
from itertools import pairwise

from matplotlib.axes import Axes

from lesson_code.drawing._neurons import _arrow, _circle, _text
from lesson_code.plotting._style import PALETTE, new_canvas

__all__ = ["draw_chain"]


def draw_chain(names: Sequence[str], values: Sequence[float], slopes: Sequence[float]) -> Axes:
    """Draw steps of a calculation in a row: values on the way forwards, local slopes on the way back.

    Args:
        names: What each place is called, from the first weight to the loss.
        values: The value at each place, written in its circle.
        slopes: How fast each value changes with the one before it, one fewer than there are places.

    Returns:
        Axes; the values stand in circles, the slopes in red below the arrows.

    Raises:
        ValueError: There are not as many values as names, or not one slope fewer.
    """
    if len(values) != len(names) or len(slopes) != len(names) - 1:
        raise ValueError(
            f"expected {len(names)} values and {len(names) - 1} slopes, got {len(values)} and {len(slopes)}"
        )
    ax = new_canvas(5.4, 2.1)
    gap = (5.4 - 0.9) / (len(names) - 1)
    places = [0.45 + gap * i for i in range(len(names))]
    for x, name, value in zip(places, names, values, strict=True):
        _circle(ax, x, 1.15, 0.27, value, "pale")
        ax.text(x, 1.62, name, ha="center", va="center")
    for (left, right), slope in zip(pairwise(places), slopes, strict=True):
        _arrow(ax, (left + 0.28, 1.22), (right - 0.28, 1.22))
        _arrow(ax, (right - 0.28, 1.06), (left + 0.28, 1.06), color=PALETTE["red"])
        ax.text((left + right) / 2, 0.72, f"\N{MULTIPLICATION SIGN}{_text(slope)}", ha="center", color=PALETTE["red"])
    ax.text(0.18, 1.92, "forwards: values", va="center", fontsize=11)
    ax.text(5.22, 0.3, "backwards: slopes", va="center", ha="right", color=PALETTE["red"], fontsize=11)
    return ax
