"""Gradient descent on a curve: where each step leads, with a learning rate and with momentum."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lessons.figures.parts import Choice, Drawing, Figure, Slider, State, element, mapped, shown

__all__ = ["CURVES", "FIGURE", "walk"]

LEFT, TOP, WIDTH, HEIGHT = 40, 12, 308, 210
N_POINTS = 60
#: Beyond this a path has left every picture, and its numbers would soon be too large to be computed.
FAR = 1000.0


class Curve(NamedTuple):
    """A curve of the lesson: the loss, its slope, and the part that is shown."""

    loss: Callable[[float], float]
    slope: Callable[[float], float]
    low: float
    high: float
    top: float


CURVES = {
    # The mean squared error of the three road signs, multiplied out.
    "signs": Curve(lambda w: (14 * w * w - 46 * w + 38) / 3, lambda w: (28 * w - 46) / 3, -1.6, 4.9, 50),
    "hills": Curve(lambda w: w**4 / 4 - 2 * w * w + w + 7, lambda w: w**3 - 4 * w + 1, -3.4, 3.2, 16),
}
CONTROLS = (
    Choice("curve", "curve", {"signs": "road signs", "hills": "two valleys"}, "signs"),
    Slider("start", "start", -1.5, 2.5, 0.1, 0),
    Slider("rate", "learning rate", 0.01, 0.4, 0.01, 0.1),
    Slider("steps", "steps", 0, 30, 1, 6),
    Slider("momentum", "momentum", 0, 0.9, 0.1, 0),
)


def walk(state: State) -> list[float]:
    """Return the weights on the way, the start included; the walk ends early when it is far out."""
    slope = CURVES[state["curve"]].slope
    path, step = [float(state["start"])], 0.0
    while len(path) <= state["steps"] and abs(path[-1]) < FAR:
        step = state["momentum"] * step - state["rate"] * slope(path[-1])
        path.append(path[-1] + step)
    return path


def draw(state: State) -> Drawing:
    """Draw the curve, the path and its places."""
    curve = CURVES[state["curve"]]
    path = walk(state)
    places = [_place(curve, w) for w in path]
    weights = [curve.low + i * (curve.high - curve.low) / N_POINTS for i in range(N_POINTS + 1)]
    line = "M" + "L".join(_place(curve, w) for w in weights)
    inside = element("path", d=line, class_="lesson-figure__curve", data_mark="curve")
    inside += element("path", d="M" + "L".join(places), class_="lesson-figure__path", data_mark="path")
    # A line of no length with round ends is a dot.
    dots = "".join(f"M{place}h0" for place in places)
    inside += element("path", d=dots, class_="lesson-figure__dots", data_mark="dots")
    ring = element("circle", r=8, class_="lesson-figure__ring")
    inside += element("g", ring, transform=f"translate({places[0]})", data_mark="start")
    last = element("circle", r=5, class_="lesson-figure__last")
    inside += element("g", last, transform=f"translate({places[-1]})", data_mark="last")
    view = element("svg", inside, x=LEFT, y=TOP, width=WIDTH, height=HEIGHT)
    return Drawing(view + _axes(curve), _words(state, curve, path))


def _place(curve: Curve, weight: float) -> str:
    x = (weight - curve.low) / (curve.high - curve.low) * WIDTH
    # Far above the picture is as good as infinitely far, and shorter to write.
    y = max(-9999.0, HEIGHT - 10 - curve.loss(weight) / curve.top * (HEIGHT - 10))
    return f"{mapped(x)} {mapped(y)}"


def _axes(curve: Curve) -> str:
    frame = element("rect", x=LEFT, y=TOP, width=WIDTH, height=HEIGHT, class_="lesson-figure__frame")
    bottom = TOP + HEIGHT
    texts = element("text", shown(curve.low, 1), x=LEFT, y=bottom + 18, data_mark="low")
    texts += element("text", "weight", x=LEFT + WIDTH / 2, y=bottom + 18, text_anchor="middle")
    texts += element("text", shown(curve.high, 1), x=LEFT + WIDTH, y=bottom + 18, text_anchor="end", data_mark="high")
    texts += element("text", "loss", x=34, y=TOP + HEIGHT / 2, text_anchor="end")
    texts += element("text", "0", x=34, y=bottom - 6, text_anchor="end")
    return frame + texts + element("text", shown(curve.top, 0), x=34, y=TOP + 12, text_anchor="end", data_mark="top")


def _words(state: State, curve: Curve, path: list[float]) -> str:
    if abs(path[-1]) >= FAR:
        return f"After {len(path) - 1} of {state['steps']} steps the weight is beyond ±1000: divergence."
    before, after = curve.loss(path[0]), curve.loss(path[-1])
    verb = "is still" if shown(before) == shown(after) else "has fallen to" if after < before else "has risen to"
    words = f"After {state['steps']} steps the weight is {shown(path[-1])}. "
    words += f"The loss was {shown(before)} and {verb} {shown(after)}."
    if not curve.low <= path[-1] <= curve.high:
        words += " The path has left the picture."
    return words


FIGURE = Figure(360, 244, CONTROLS, draw)
