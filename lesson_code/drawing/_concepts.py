"""Drawings of ideas: where deep learning belongs, how large brains and networks are, what layers learn."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Ellipse, FancyBboxPatch, Polygon

from lesson_code.plotting._style import PALETTE, new_axes, new_canvas
from lesson_code.sizes import Count

__all__ = ["draw_fields", "draw_learned_features", "draw_sizes"]

_MARKERS = {"neurons": ("^", "green"), "connections": ("o", "blue"), "parameters": ("s", "red")}


def draw_fields() -> Axes:
    """Draw artificial intelligence, machine learning and deep learning as boxes inside each other."""
    ax = new_canvas(5.0, 3.7)
    boxes = [
        ("Artificial intelligence", "machines do what seems to\nneed intelligence", "pale"),
        ("Machine learning", "they find the rules themselves,\nin many examples", "sky"),
        ("Deep learning", "the rules lie in many layers\nof artificial neurons", "blue"),
    ]
    for depth, (name, words, colour) in enumerate(boxes):
        left, height, width = 0.1 + 0.3 * depth, 3.5 - 1.2 * depth, 4.8 - 0.6 * depth
        box = FancyBboxPatch((left, 0.1 + 0.1 * depth), width, height, boxstyle="round,pad=0,rounding_size=0.2")
        box.set(facecolor=PALETTE[colour], edgecolor=PALETTE["ink"], linewidth=1.4)
        ax.add_patch(box)
        top, ink = 0.1 + 0.1 * depth + height, PALETTE["white" if colour == "blue" else "ink"]
        ax.text(2.5, top - 0.25, name, ha="center", va="center", fontsize=13, weight="bold", color=ink)
        ax.text(2.5, top - 0.7, words, ha="center", va="center", fontsize=11, color=ink)
    return ax


def draw_sizes(counts: Sequence[Count]) -> Axes:
    """Draw numbers of neurons, connections and parameters on one logarithmic scale.

    Args:
        counts: One point each; those of one name share a row, and the rows are ordered by the largest number.
    """
    names = sorted({count.name for count in counts}, key=lambda name: max(c.number for c in counts if c.name == name))
    ax = new_axes(5.2, 0.42 * len(names) + 1.5)
    for row, name in enumerate(names):
        numbers = [count.number for count in counts if count.name == name]
        ax.plot([min(numbers), max(numbers)], [row, row], color=PALETTE["pale"], linestyle="-", linewidth=4, zorder=1)
    for kind, (marker, colour) in _MARKERS.items():
        points = [(count.number, names.index(count.name)) for count in counts if count.kind == kind]
        if points:
            x, y = zip(*points, strict=True)
            ax.plot(x, y, marker, color=PALETTE[colour], linestyle="none", markersize=9, label=kind, zorder=2)
    ax.set(xscale="log", xlabel="how many", yticks=range(len(names)), yticklabels=names, xlim=(2e4, 6e14))
    ax.legend(ncols=3, loc="lower center", bbox_to_anchor=(0.35, 1.0), columnspacing=1.0, handletextpad=0.2)
    return ax


def _tile(ax: Axes, x: float, y: float, size: float) -> None:
    """Draw the empty square that a feature stands in; (x, y) is its lower left corner."""
    ax.add_patch(Polygon([(x, y), (x + size, y), (x + size, y + size), (x, y + size)], facecolor=PALETTE["pale"]))


def _stroke(ax: Axes, points: Sequence[tuple[float, float]], x: float, y: float, size: float) -> None:
    """Draw a line through points given in units of a tile."""
    across, up = np.array(points).T
    ax.plot(x + size * across, y + size * up, color=PALETTE["ink"], linestyle="-", linewidth=2, solid_capstyle="round")


def _draw_edges(ax: Axes, x: float, y: float, size: float) -> None:
    """Draw four tiles of edges and corners in two rows."""
    shapes = [
        [(0.2, 0.5), (0.8, 0.5)],
        [(0.5, 0.2), (0.5, 0.8)],
        [(0.25, 0.25), (0.75, 0.75)],
        [(0.25, 0.75), (0.75, 0.75), (0.75, 0.25)],
    ]
    step = size / 2
    for number, shape in enumerate(shapes):
        left, bottom = x + step * (number % 2), y + step * (1 - number // 2)
        _tile(ax, left + 0.03, bottom + 0.03, step - 0.06)
        _stroke(ax, shape, left, bottom, step)


def _draw_textures(ax: Axes, x: float, y: float, size: float) -> None:
    """Draw four tiles of textures: stripes, a grid, dots and waves."""
    step = size / 2
    lines = [0.25, 0.42, 0.59, 0.76]
    steps = np.linspace(0.15, 0.85, 30)
    stripes = [[(at, 0.17), (at, 0.83)] for at in lines]
    grid = stripes + [[(0.17, at), (0.83, at)] for at in lines]
    waves = [[(float(a), float(at + 0.06 * np.sin(18 * a))) for a in steps] for at in lines]
    places = [(x, y + step), (x + step, y + step), (x, y), (x + step, y)]
    for left, bottom in places:
        _tile(ax, left + 0.03, bottom + 0.03, step - 0.06)
    for (left, bottom), strokes in zip([places[0], places[1], places[3]], [stripes, grid, waves], strict=True):
        for stroke in strokes:
            _stroke(ax, stroke, left, bottom, step)
    for across in lines:
        for up in lines:
            dot = (places[2][0] + step * across, places[2][1] + step * up)
            ax.add_patch(Circle(dot, 0.05, facecolor=PALETTE["ink"]))


def _draw_cat(ax: Axes, x: float, y: float, size: float) -> None:
    """Draw the head of a cat in one large tile."""
    _tile(ax, x + 0.03, y + 0.03, size - 0.06)
    # Any, because Matplotlib types every keyword of its patches one by one.
    look: Any = {"facecolor": PALETTE["white"], "edgecolor": PALETTE["ink"], "linewidth": 2}
    for side in (-1, 1):
        ear = [(0.5 + side * 0.33, 0.55), (0.5 + side * 0.31, 0.88), (0.5 + side * 0.08, 0.7)]
        ax.add_patch(Polygon([(x + size * a, y + size * b) for a, b in ear], **look))
    ax.add_patch(Ellipse((x + size * 0.5, y + size * 0.44), size * 0.7, size * 0.6, **look))
    for side in (-1, 1):
        eye = (x + size * (0.5 + side * 0.15), y + size * 0.52)
        ax.add_patch(Ellipse(eye, 0.1, 0.17, facecolor=PALETTE["ink"]))
        for slope in (-0.05, 0.0, 0.05):
            _stroke(ax, [(0.5 + side * 0.12, 0.36), (0.5 + side * 0.41, 0.36 + slope * 2)], x, y, size)
    nose = [(0.46, 0.42), (0.54, 0.42), (0.5, 0.36)]
    ax.add_patch(Polygon([(x + size * a, y + size * b) for a, b in nose], facecolor=PALETTE["red"]))
    _stroke(ax, [(0.42, 0.29), (0.5, 0.33), (0.58, 0.29)], x, y, size)


def draw_learned_features() -> Axes:
    """Draw what early, intermediate and late layers of an image network tend to react to: edges, textures, objects."""
    ax = new_canvas(5.4, 2.55)
    size = 1.5
    parts = [("early layers", "edges, corners"), ("middle layers", "textures"), ("late layers", "whole objects")]
    for column, (name, words) in enumerate(parts):
        x = 0.1 + 1.85 * column
        ax.text(x + size / 2, 2.38, name, ha="center", va="center", weight="bold", fontsize=11)
        ax.text(x + size / 2, 0.2, words, ha="center", va="center", fontsize=11)
        (_draw_edges, _draw_textures, _draw_cat)[column](ax, x, 0.55, size)
        if column < 2:
            arrow = {"arrowstyle": "-|>", "color": PALETTE["grey"], "lw": 1.8, "shrinkA": 0, "shrinkB": 0}
            ax.annotate("", xy=(x + 1.85, 1.3), xytext=(x + size, 1.3), arrowprops=arrow)
    return ax
