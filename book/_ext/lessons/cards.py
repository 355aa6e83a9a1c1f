"""The picture that stands beside a link when somebody shares a lesson."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

#: Width and height in pixels, as those who show cards ask for.
CARD_SIZE = (1200, 630)
TEAL, PAPER, INK = "#0f7a72", "#ffffff", "#1d2733"


def draw_card(course: str, title: str, line: str, path: Path) -> None:
    """Draw the logo with the name of the course, a title and a line below it, and store them as a picture.

    Args:
        course: The name beside the logo; may be empty.
        title: What is shared, in large letters.
        line: Where it belongs, in smaller letters.
        path: The PNG file that is written.
    """
    # Here, because only a site with an address has cards.
    from matplotlib.figure import Figure

    width, height = CARD_SIZE
    figure = Figure(figsize=(width / 100, height / 100), dpi=100, facecolor=PAPER)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
    axes.set_axis_off()
    _draw_logo(axes, left=70, top=60, scale=3.4)
    small: dict[str, Any] = {"color": TEAL, "fontsize": 27, "va": "center", "parse_math": False}
    axes.text(300, 128, course, **small)
    large = small | {"color": INK, "fontsize": 54, "family": "serif", "weight": "bold"}
    axes.text(70, 350, "\n".join(wrap(title, 26)), **large)
    axes.text(70, 570, line, **small)
    axes.plot([0, width], [height - 6, height - 6], color=TEAL, linewidth=12)
    figure.savefig(path)


def _draw_logo(axes: Axes, left: float, top: float, scale: float) -> None:
    """Draw the lines and discs of ``_static/logo.svg``, whose grid is 60 by 40."""

    def line(points: list[tuple[float, float]], thickness: float, colour: str) -> None:
        x, y = zip(*((left + x * scale, top + y * scale) for x, y in points), strict=True)
        # Widths are in points of 1/72 inch; there are 100 pixels in an inch.
        ends: dict[str, Any] = {"solid_capstyle": "round", "solid_joinstyle": "round"}
        axes.plot(x, y, color=colour, linewidth=thickness * scale * 0.72, **ends)

    def disc(x: float, y: float, radius: float) -> None:
        from matplotlib.patches import Circle

        axes.add_patch(Circle((left + x * scale, top + y * scale), radius * scale, color=TEAL, linewidth=0))

    for y, end in ((7, 16), (20, 20), (33, 24)):
        line([(5, y), (20, end)], 2.6, TEAL)
        disc(4.5, y, 3.7)
    disc(37, 20, 19)
    line([(23.5, 26.5), (35, 26.5), (47.5, 10.5)], 5, PAPER)
