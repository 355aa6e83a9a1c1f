"""Two neurons side by side, each with a line that can be moved, and a third that asks both: XOR."""

from __future__ import annotations

from math import cos, radians, sin

from lessons.figures.parts import Choice, Drawing, Figure, Slider, State, element, mapped, shown

__all__ = ["FIGURE"]

SIDE, LOW, HIGH = 240, -0.5, 1.5
LEFT, TOP = 60, 12
CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))
WANTED = (False, True, True, False)
#: How far the handles lie from the foot of the line, in units of the inputs.
REACH = 0.55
NEURONS = ("a", "b")
NAMES = {"a": "h₁", "b": "h₂"}
CONTROLS = (
    Choice("neurons", "hidden neurons", {"1": "one", "2": "two"}, "2"),
    Slider("turn_a", "h₁: direction, in degrees", -180, 180, 3, 45),
    Slider("shift_a", "h₁: distance from (0, 0)", -2, 2, 0.02, 0.36),
    Slider("turn_b", "h₂: direction, in degrees", -180, 180, 3, 180),
    Slider("shift_b", "h₂: distance from (0, 0)", -2, 2, 0.02, -1.28),
)


def _x(value: float) -> float:
    return (value - LOW) / (HIGH - LOW) * SIDE


def _weights(state: State, neuron: str) -> tuple[float, float, float]:
    """Return both weights, a direction of length 1, and the bias."""
    angle = radians(state[f"turn_{neuron}"])
    return cos(angle), sin(angle), -float(state[f"shift_{neuron}"])


def _says(state: State, neuron: str, x1: float, x2: float) -> bool:
    w1, w2, bias = _weights(state, neuron)
    return w1 * x1 + w2 * x2 + bias > 0


def _foot(state: State, neuron: str) -> tuple[float, float]:
    """Return the point of a line that is closest to the middle of the picture."""
    w1, w2, bias = _weights(state, neuron)
    middle = (LOW + HIGH) / 2
    away = w1 * middle + w2 * middle + bias
    return _x(middle - away * w1), SIDE - _x(middle - away * w2)


def _place(state: State, neuron: str) -> str:
    x, y = _foot(state, neuron)
    return f"translate({mapped(x)} {mapped(y)}) rotate({mapped(-state[f'turn_{neuron}'])})"


def draw(state: State) -> Drawing:
    """Draw both half planes, what they share, both lines and the four corners."""
    used = NEURONS[: int(state["neurons"])]
    answers = [all(_says(state, neuron, *corner) for neuron in used) for corner in CORNERS]
    lines = "".join(_line(state, neuron, neuron in used) for neuron in NEURONS)
    corners = "".join(_corner(i, answer == WANTED[i]) for i, answer in enumerate(answers))
    view = element("svg", _sides(state, used) + lines + corners, x=LEFT, y=TOP, width=SIDE, height=SIDE)
    return Drawing(view + _axes(), _words(state, used, answers))


def _sides(state: State, used: tuple[str, ...]) -> str:
    """Return the half planes; where the output neuron says yes, the second is drawn once more inside the first."""
    places = {neuron: _place(state, neuron) for neuron in NEURONS}
    sides = "".join(
        _half(places[neuron], class_="lesson-figure__side", visibility=_visible(neuron in used), mark=f"side-{neuron}")
        for neuron in NEURONS
    )
    # A neuron that is not used leaves everything to the others.
    shared = {neuron: place if neuron in used else "translate(-800 0)" for neuron, place in places.items()}
    clip = element("clipPath", _half(shared["a"], mark="clip-a"), id="lesson-figure-layer-clip")
    both = _half(shared["b"], class_="lesson-figure__shared", mark="clip-b")
    return clip + sides + element("g", both, clip_path="url(#lesson-figure-layer-clip)")


def _half(place: str, mark: str, **attributes: str) -> str:
    return element("path", d="M0 -800H1600V800H0Z", transform=place, **attributes, data_mark=mark)


def _visible(is_visible: bool) -> str:
    return "visible" if is_visible else "hidden"


def _line(state: State, neuron: str, visible: bool) -> str:
    reach = mapped(REACH / (HIGH - LOW) * SIDE)
    parts = element("path", d="M0 -400V400", class_="lesson-figure__grip")
    parts += element("path", d="M0 -400V400", class_="lesson-figure__line")
    parts += element("path", d="M0 0H34M25 -6L35 0L25 6", class_="lesson-figure__arrow")
    for end in (f"-{reach}", reach):
        parts += element("circle", cy=end, r=13, class_="lesson-figure__handle")
        parts += element("circle", cy=end, r=6, class_="lesson-figure__knob")
    visibility = _visible(visible)
    line = element("g", parts, transform=_place(state, neuron), visibility=visibility, data_mark=f"line-{neuron}")
    w1, w2, _ = _weights(state, neuron)
    x, y = _foot(state, neuron)
    # The name stands upright behind the line, where no arrow is.
    at = {"x": mapped(x - 16 * w1), "y": mapped(y + 16 * w2 + 5)}
    name = element("text", NAMES[neuron], **at, text_anchor="middle", visibility=visibility, data_mark=f"name-{neuron}")
    return line + name


def _corner(i: int, right: bool) -> str:
    x, y = _x(CORNERS[i][0]), SIDE - _x(CORNERS[i][1])
    kind = "yes" if WANTED[i] else "no"
    point = element("circle", cx=mapped(x), cy=mapped(y), r=7, class_=f"lesson-figure__{kind}")
    # Outside the square of the four points, where the names of the lines seldom are.
    at = {"x": mapped(x + (17 if CORNERS[i][0] else -17)), "y": mapped(y + (-5 if CORNERS[i][1] else 21))}
    verdict = {"class_": "lesson-figure__verdict", "text_anchor": "middle", "data_mark": f"corner{i}"}
    return point + element("text", "✓" if right else "✗", **at, **verdict)


def _axes() -> str:
    frame = element("rect", x=LEFT, y=TOP, width=SIDE, height=SIDE, class_="lesson-figure__frame")
    ticks = ""
    for value in (0, 1):
        ticks += element("text", str(value), x=mapped(LEFT + _x(value)), y=TOP + SIDE + 16, text_anchor="middle")
        ticks += element("text", str(value), x=LEFT - 8, y=mapped(TOP + SIDE - _x(value) + 5), text_anchor="end")
    names = element("text", "x₁", x=LEFT + SIDE / 2, y=TOP + SIDE + 20, text_anchor="middle")
    return frame + ticks + names + element("text", "x₂", x=LEFT - 26, y=TOP + SIDE / 2 + 5)


def _words(state: State, used: tuple[str, ...], answers: list[bool]) -> str:
    sums = [f"{NAMES[neuron]} asks whether {_formula(state, neuron)} is above 0" for neuron in used]
    n_right = sum(answer == wanted for answer, wanted in zip(answers, WANTED, strict=True))
    yes = [f"({x1}, {x2})" for (x1, x2), answer in zip(CORNERS, answers, strict=True) if answer]
    said = f"The output is yes at {', '.join(yes) if yes else 'no corner'}: {n_right} of 4 right."
    return f"{'; '.join(sums)}. {said}"


def _formula(state: State, neuron: str) -> str:
    w1, w2, bias = _weights(state, neuron)
    return f"{shown(w1)} x₁ {_signed(w2)} x₂ {_signed(bias)}"


def _signed(value: float) -> str:
    text = shown(value)
    return f"− {text[1:]}" if text.startswith("−") else f"+ {text}"


FIGURE = Figure(360, 284, CONTROLS, draw)
