"""The building block of MobileNetV2 and of its relatives, drawn true to its numbers of channels."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Circle, Rectangle

from lesson_code.plotting._style import PALETTE, new_canvas

__all__ = ["draw_inverted_residual"]

_WIDTH, _GAP, _FLOOR, _TALL = 0.36, 0.87, 0.62, 2.1


def draw_inverted_residual(n_channels: int = 24, expansion: int = 6, kernel_size: int = 3) -> Axes:
    """Draw an inverted residual block from left to right: expand, filter each channel by itself, project, add.

    Args:
        n_channels: That enter and leave the block; the height of a box is its number of channels.
        expansion: How many times as many there are inside.
        kernel_size: Of the depthwise convolution.

    Returns:
        Axes.

    Raises:
        ValueError: A number is below 1.
    """
    if min(n_channels, expansion, kernel_size) < 1:
        raise ValueError(f"expected numbers of at least 1, got {n_channels}, {expansion} and {kernel_size}")
    ax = new_canvas(5.4, 3.6)
    middle, wide = _FLOOR + _TALL / 2, n_channels * expansion
    boxes = [(n_channels, "sky"), (wide, "yellow"), (wide, "yellow"), (n_channels, "sky")]
    steps = ["expand\n1 × 1", f"depthwise\n{kernel_size} × {kernel_size}", "project\n1 × 1"]
    lefts = [0.1 + place * (_WIDTH + _GAP) for place in range(len(boxes))]
    for left, (channels, colour) in zip(lefts, boxes, strict=True):
        _draw_box(ax, left, middle, _TALL * channels / wide, colour)
        ax.text(left + _WIDTH / 2, 0.35, f"{channels}", ha="center", va="center", weight="bold", fontsize=11)
    ax.text(lefts[0], 0.1, "channels", ha="left", va="center", fontsize=11)
    for left, words in zip(lefts[:-1], steps, strict=True):
        _arrow(ax, (left + _WIDTH, middle), (left + _WIDTH + _GAP, middle))
        ax.text(left + _WIDTH + _GAP / 2, middle + 0.32, words, ha="center", va="center", fontsize=11)
    _draw_way_round(ax, lefts[0] + _WIDTH / 2, middle + _TALL / expansion / 2, lefts[-1] + _WIDTH, middle)
    return ax


def _draw_box(ax: Axes, left: float, middle: float, height: float, colour: str) -> None:
    box = Rectangle((left, middle - height / 2), _WIDTH, height)
    box.set(facecolor=PALETTE[colour], edgecolor=PALETTE["ink"], linewidth=1.4, zorder=2)
    ax.add_patch(box)


def _draw_way_round(ax: Axes, start: float, bottom: float, end: float, middle: float) -> None:
    """Draw the line that leads what came in past all steps to the sum at the end."""
    plus, top = end + 0.45, _FLOOR + _TALL + 0.45
    line: Any = {"color": PALETTE["red"], "linestyle": "--", "linewidth": 2}
    ax.plot([start, start, plus], [bottom, top, top], **line)
    _arrow(ax, (plus, top), (plus, middle + 0.17), color=PALETTE["red"], linestyle="--")
    ax.text((start + plus) / 2, top + 0.2, "what came in, unchanged", ha="center", va="center", color=PALETTE["red"])
    _arrow(ax, (end, middle), (plus - 0.17, middle))
    ax.add_patch(Circle((plus, middle), 0.17, facecolor=PALETTE["white"], edgecolor=PALETTE["ink"], linewidth=1.6))
    ax.text(plus, middle, "+", ha="center", va="center_baseline", fontsize=13)
    _arrow(ax, (plus + 0.17, middle), (plus + 0.52, middle))


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], **look: Any) -> None:
    style = {"arrowstyle": "-|>", "color": PALETTE["grey"], "lw": 1.8, "shrinkA": 0, "shrinkB": 0, **look}
    ax.annotate("", xy=end, xytext=start, arrowprops=style)
