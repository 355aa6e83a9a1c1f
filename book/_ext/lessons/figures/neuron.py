"""A neuron with two inputs: what it answers everywhere, and the line at which it decides."""

from __future__ import annotations

from collections.abc import Callable
from math import atan2, degrees, exp, hypot

from lessons.figures.parts import Choice, Drawing, Figure, Slider, State, element, level_paths, listed, mapped, shown

__all__ = ["CORNERS", "FIGURE"]

N_CELLS, SIDE, LOW, HIGH = 24, 240, -1.0, 2.0
N_LEVELS = 10
CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))
#: No only where both inputs are 1.
WANTED = (True, True, True, False)
#: The value that is drawn in the strongest colour.
TOPS = {"sigmoid": 1.0, "relu": 4.0, "identity": 4.0}
ACTIVATIONS: dict[str, Callable[[float], float]] = {
    "sigmoid": lambda s: 1 / (1 + exp(-s)),
    "relu": lambda s: max(0.0, s),
    "identity": lambda s: s,
}
CONTROLS = (
    Slider("w1", "weight w₁", -3, 3, 0.5, 1),
    Slider("w2", "weight w₂", -3, 3, 0.5, -2),
    Slider("bias", "bias b", -3, 3, 0.5, 0.5),
    Choice("activation", "activation", {"sigmoid": "sigmoid", "relu": "ReLU", "identity": "identity"}, "sigmoid"),
)


def _x(value: float) -> float:
    return (value - LOW) / (HIGH - LOW) * SIDE


def _y(value: float) -> float:
    return SIDE - _x(value)


def _weighted_sum(state: State, x1: float, x2: float) -> float:
    return float(state["w1"] * x1 + state["w2"] * x2 + state["bias"])


def draw(state: State) -> Drawing:
    """Draw the map, the line, the direction of the weights and the four corners."""
    activation, top = ACTIVATIONS[state["activation"]], TOPS[state["activation"]]
    centres = [LOW + (i + 0.5) * (HIGH - LOW) / N_CELLS for i in range(N_CELLS)]
    values = [[activation(_weighted_sum(state, x1, x2)) for x1 in centres] for x2 in reversed(centres)]
    paths = level_paths(values, top, N_LEVELS)
    cells = element(
        "g",
        "".join(_level(level, path, data_mark=f"level{level}") for level, path in paths.items()),
        class_="lesson-figure__cells",
        transform=f"scale({SIDE // N_CELLS}) translate(0 .5)",
    )
    sums = [_weighted_sum(state, *corner) for corner in CORNERS]
    corners = "".join(_corner(i, shown(activation(s))) for i, s in enumerate(sums))
    inside = element("svg", cells + _line(state) + corners, x=48, y=12, width=SIDE, height=SIDE)
    return Drawing(inside + _axes() + _scale(top, state["activation"] == "identity"), _words(state, sums))


def _level(level: int, path: str, **mark: str) -> str:
    kind = "more" if level > 0 else "less"
    opacity = mapped(abs(level) * 0.085, 3)
    return element("path", d=path, class_=f"lesson-figure__{kind}", stroke_opacity=opacity, **mark)


def _step(level: int) -> str:
    return _level(level, f"M0 {N_LEVELS - level}h2")


def _line(state: State) -> str:
    w1, w2, bias = state["w1"], state["w2"], state["bias"]
    length = hypot(w1, w2)
    angle = degrees(atan2(-w2, w1))
    # The point of the line that is closest to the middle of the map.
    middle = (LOW + HIGH) / 2
    away = (w1 * middle + w2 * middle + bias) / (length**2 or 1)
    place = f"translate({mapped(_x(middle - away * w1))} {mapped(_y(middle - away * w2))}) rotate({mapped(angle)})"
    parts = element("path", d="M0 -400V400", class_="lesson-figure__line")
    parts += element("path", d="M0 0H34M25 -6L35 0L25 6", class_="lesson-figure__arrow")
    return element("g", parts, transform=place, visibility="visible" if length else "hidden", data_mark="line")


def _corner(i: int, output: str) -> str:
    x, y = _x(CORNERS[i][0]), _y(CORNERS[i][1])
    kind = "yes" if WANTED[i] else "no"
    point = element("circle", cx=mapped(x), cy=mapped(y), r=6, class_=f"lesson-figure__{kind}")
    return point + element("text", output, x=mapped(x + 9), y=mapped(y - 8), data_mark=f"corner{i}")


def _axes() -> str:
    frame = element("rect", x=48, y=12, width=SIDE, height=SIDE, class_="lesson-figure__frame")
    ticks = ""
    for value in (-1, 0, 1, 2):
        ticks += element("text", shown(value, 0), x=mapped(48 + _x(value)), y=SIDE + 28, text_anchor="middle")
        ticks += element("text", shown(value, 0), x=40, y=mapped(17 + _y(value)), text_anchor="end")
    names = element("text", "x₁", x=48 + SIDE / 2, y=SIDE + 46, text_anchor="middle")
    return frame + ticks + names + element("text", "x₂", x=8, y=12 + SIDE / 2 + 5)


def _scale(top: float, signed: bool) -> str:
    place = {"class_": "lesson-figure__cells", "transform": "translate(304 76) scale(6) translate(0 .5)"}
    above, below = ("".join(_step(sign * level) for level in range(1, N_LEVELS + 1)) for sign in (1, -1))
    visibility = "visible" if signed else "hidden"
    cells = element("g", above, **place) + element("g", below, **place, visibility=visibility, data_mark="below")
    high, low = (f"{shown(top, 0)}", shown(-top, 0) if signed else "")
    labels = element("text", high, x=320, y=84, data_mark="high")
    labels += element("text", "0", x=320, y=143)
    return cells + labels + element("text", low, x=320, y=202, data_mark="low") + element("text", "output", x=300, y=66)


def _words(state: State, sums: list[float]) -> str:
    activation = ACTIVATIONS[state["activation"]]
    outputs = [f"{shown(activation(s))} at {_named(i)}" for i, s in enumerate(sums)]
    above = [_named(i) for i, s in enumerate(sums) if s > 0]
    n_right = sum((s > 0) == wanted for s, wanted in zip(sums, WANTED, strict=True))
    return (
        f"Output {listed(outputs)}. The sum is above 0 at {listed(above) if above else 'no corner'}: "
        f"{n_right} of 4 as wanted."
    )


def _named(i: int) -> str:
    return f"({CORNERS[i][0]}, {CORNERS[i][1]})"


FIGURE = Figure(360, 304, CONTROLS, draw)
