"""A kernel of nine numbers over a small picture, and what it makes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from lessons.figures.parts import Choice, Drawing, Figure, Numbers, Slider, State, element, level_paths, mapped, shown

__all__ = ["FIGURE", "KERNELS", "picture"]

N, N_OUT, N_LEVELS = 24, 22, 10
CELL, TOP = 7, 22
LEFTS = (6, 199)
#: The photo has so many levels of grey; one step is 17, so that the last is 255.
N_GREYS, GREY_STEP = 15, 17
KERNELS: Mapping[str, tuple[Sequence[float], str]] = {
    "horizontal": ([-1, -1, -1, 0, 0, 0, 1, 1, 1], "1"),
    "upright": ([-1, 0, 1, -1, 0, 1, -1, 0, 1], "1"),
    "around": ([-1, -1, -1, -1, 8, -1, -1, -1, -1], "1"),
    "blur": ([1, 1, 1, 1, 1, 1, 1, 1, 1], "9"),
    "copy": ([0, 0, 0, 0, 1, 0, 0, 0, 0], "1"),
}
NAMES = {
    "horizontal": "horizontal edges",
    "upright": "upright edges",
    "around": "edges of every direction",
    "blur": "blur",
    "copy": "copy",
    "own": "your own",
}
CONTROLS = (
    Choice("kernel", "kernel", NAMES, "horizontal"),
    Numbers("weights", "weight", 3, KERNELS["horizontal"][0]),
    Choice("divisor", "divided by", {"1": "1", "9": "9"}, "1"),
    Slider("row", "row of the window", 0, N_OUT - 1, 1, 11),
    Slider("column", "column of the window", 0, N_OUT - 1, 1, 10),
)


@cache
def picture() -> tuple[tuple[int, ...], ...]:
    """Return the coffee of the lesson in 24 by 24 pixels and sixteen greys, 0 to 15."""
    # Here, so that books without this figure need neither photos nor NumPy.
    from lesson_code.data import load_photo

    grey = load_photo("coffee", N).mean(axis=2)
    return tuple(tuple(round(value / GREY_STEP) for value in row) for row in grey.tolist())


def _data() -> dict[str, Any]:
    return {"picture": ["".join(f"{grey:x}" for grey in row) for row in picture()], "kernels": KERNELS}


def _sum_at(state: State, row: int, column: int) -> float:
    weights: Sequence[float] = state["weights"]
    products = (weight * picture()[row + i // 3][column + i % 3] * GREY_STEP for i, weight in enumerate(weights))
    return sum(products) / int(state["divisor"])


def draw(state: State) -> Drawing:
    """Draw the picture, the map and the window in both."""
    result = [[_sum_at(state, i, j) for j in range(N_OUT)] for i in range(N_OUT)]
    strength = sum(abs(weight) for weight in state["weights"]) / int(state["divisor"])
    top = 255 * max(1.0, strength / 3)
    photo = "".join(_grey(level, path) for level, path in level_paths(picture(), N_GREYS, N_GREYS).items() if level > 0)
    black = element("rect", y=-0.5, width=N, height=N, fill="#000")
    signed = "".join(_level(level, path) for level, path in level_paths(result, top, N_LEVELS).items())
    grids = _grid(LEFTS[0], N, "the picture", black + photo, 3, state)
    grids += _grid(LEFTS[1], N_OUT, "its map", signed, 1, state)
    total = result[state["row"]][state["column"]]
    return Drawing(grids, _words(state, total))


def _grey(level: int, path: str) -> str:
    return element("path", d=path, stroke=f"#{level:x}{level:x}{level:x}")


def _level(level: int, path: str) -> str:
    kind = "more" if level > 0 else "less"
    opacity = mapped(abs(level) * 0.095, 3)
    return element("path", d=path, class_=f"lesson-figure__{kind}", stroke_opacity=opacity, data_mark=f"level{level}")


def _grid(left: int, size: int, name: str, cells: str, window: int, state: State) -> str:
    """Return a titled grid of cells, with a window of so many cells."""
    title = element("text", name, x=left, y=15)
    place = f"translate({left} {TOP}) scale({CELL}) translate(0 .5)"
    inside = element("g", cells, class_="lesson-figure__cells", transform=place)
    frame = element("rect", x=left, y=TOP, width=CELL * size, height=CELL * size, class_="lesson-figure__frame")
    side = CELL * window
    x, y = left + CELL * state["column"], TOP + CELL * state["row"]
    around = "".join(
        element("rect", width=side, height=side, class_=f"lesson-figure__{name}") for name in ("halo", "window")
    )
    mark = f"window{window}"
    return title + inside + frame + element("g", around, transform=f"translate({x} {y})", data_mark=mark)


def _words(state: State, total: float) -> str:
    side = "no colour" if shown(total, 0) == "0" else "above 0, blue" if total > 0 else "below 0, red"
    return (
        f"With the window at row {state['row']}, column {state['column']}, the nine products add up to "
        f"{shown(total, 0)}: {side}."
    )


FIGURE = Figure(360, 196, CONTROLS, draw, _data)
