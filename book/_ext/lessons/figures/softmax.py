"""Three scores, the probabilities that softmax makes of them, and the loss of the right class."""

from __future__ import annotations

from math import exp, log

from lessons.figures.parts import Choice, Drawing, Figure, Slider, State, element, listed, mapped, shown

__all__ = ["FIGURE"]

CLASSES = ("A", "B", "C")
LEFT, WIDTH = 92, 200
#: The loss that fills its whole bar.
TOP_LOSS = 10.0
CONTROLS: tuple[Slider | Choice, ...] = (
    *(Slider(f"score{i}", f"score of {name}", -5, 5, 0.5, 2 - i) for i, name in enumerate(CLASSES)),
    Choice("right", "right class", {str(i): name for i, name in enumerate(CLASSES)}, "2"),
)


def draw(state: State) -> Drawing:
    """Draw a bar for each probability and one for the loss."""
    powers = [exp(state[f"score{i}"]) for i in range(len(CLASSES))]
    probabilities = [power / sum(powers) for power in powers]
    right = int(state["right"])
    loss = -log(probabilities[right])
    rows = "".join(_row(i, p, i == right) for i, p in enumerate(probabilities))
    axis = element("path", d=f"M{LEFT} 24V132M{LEFT + WIDTH} 24V132", class_="lesson-figure__axis")
    axis += element("text", "0", x=LEFT, y=16, text_anchor="middle")
    axis += element("text", "1", x=LEFT + WIDTH, y=16, text_anchor="middle")
    below = element("text", "loss", x=8, y=168)
    below += _bar("loss", 152, loss / TOP_LOSS, shown(loss), "less")
    return Drawing(axis + rows + below, _words(probabilities, right, loss))


def _row(i: int, probability: float, right: bool) -> str:
    y = 30 + 36 * i
    mark = element("text", "✓ right" if right else "", x=34, y=y + 16, data_mark=f"right{i}")
    return element("text", CLASSES[i], x=8, y=y + 16) + mark + _bar(f"p{i}", y, probability, shown(probability), "more")


def _bar(mark: str, y: int, share: float, label: str, kind: str) -> str:
    width = mapped(WIDTH * share)
    bar = element("rect", x=LEFT, y=y, width=width, height=22, class_=f"lesson-figure__{kind}", data_mark=f"{mark}-bar")
    return bar + element("text", label, x=mapped(LEFT + WIDTH * share + 6), y=y + 16, data_mark=mark)


def _words(probabilities: list[float], right: int, loss: float) -> str:
    parts = [f"{shown(p)} for {name}" for p, name in zip(probabilities, CLASSES, strict=True)]
    return (
        f"Probabilities: {listed(parts)}. The right class is {CLASSES[right]}, so the loss is "
        f"−ln {shown(probabilities[right], 3)} = {shown(loss)}."
    )


FIGURE = Figure(360, 184, CONTROLS, draw)
