"""What the figures share: controls as data, elements of SVG as text, numbers and maps as the script writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from itertools import groupby
from math import floor
from typing import Any, NamedTuple

__all__ = ["Choice", "Drawing", "Figure", "Numbers", "Slider", "element", "level_paths", "listed", "mapped", "shown"]

State = Mapping[str, Any]


class Slider(NamedTuple):
    """A number that is moved: its name, label, lowest and highest value, step, and value at first."""

    name: str
    label: str
    low: float
    high: float
    step: float
    value: float
    kind: str = "slider"


class Choice(NamedTuple):
    """One of several: the words of each option by its value."""

    name: str
    label: str
    options: Mapping[str, str]
    value: str
    kind: str = "choice"


class Numbers(NamedTuple):
    """A grid of numbers that are typed, row by row."""

    name: str
    label: str
    columns: int
    value: Sequence[float]
    kind: str = "numbers"


class Drawing(NamedTuple):
    """A figure in one state: the inside of its SVG, and the state in words."""

    svg: str
    words: str


@dataclass(frozen=True)
class Figure:
    """A figure that answers.

    Attributes:
        width: Of the drawing, in its own units.
        height: Likewise.
        controls: What the reader can change; their values make the state.
        draw: Draws a state. The script does the same for every other state.
        data: What the script needs beside the state.
    """

    width: int
    height: int
    controls: Sequence[Slider | Choice | Numbers]
    draw: Callable[[State], Drawing]
    data: Callable[[], Mapping[str, Any]] = field(default=dict)

    @property
    def state(self) -> dict[str, Any]:
        """The state in which the figure stands on the page."""
        return {control.name: control.value for control in self.controls}


def element(tag: str, text: str = "", **attributes: object) -> str:
    """Return an element; ``class_`` and ``data_mark`` become ``class`` and ``data-mark``, and text is not escaped."""
    names = {name: name.rstrip("_").replace("_", "-") for name in attributes}
    written = "".join(f' {names[name]}="{escape(str(value))}"' for name, value in attributes.items())
    return f"<{tag}{written}>{text}</{tag}>"


def shown(value: float, digits: int = 2) -> str:
    """Return a number with a real minus, halves rounded away from 0 as in JavaScript."""
    text = str(Decimal(abs(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
    return f"\N{MINUS SIGN}{text}" if value < 0 and float(text) else text


def mapped(value: float, digits: int = 1) -> str:
    """Return a coordinate."""
    return shown(value, digits).replace("\N{MINUS SIGN}", "-")


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: ``a, b and c``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def level_paths(values: Sequence[Sequence[float]], top: float, n_levels: int) -> dict[int, str]:
    """Return a map of values as one path for each level: runs of equal cells, ``M column row h length``.

    Args:
        values: Rows of numbers.
        top: The value of the highest level; larger ones count as this.
        n_levels: Levels run from minus this to this; the level 0 is left out.
    """
    paths = {level: "" for level in range(-n_levels, n_levels + 1) if level}
    for i, row in enumerate(values):
        levels = [max(-n_levels, min(n_levels, floor(value / top * n_levels + 0.5))) for value in row]
        start = 0
        for level, cells in groupby(levels):
            length = len(list(cells))
            if level:
                paths[level] += f"M{start} {i}h{length}"
            start += length
    return paths
