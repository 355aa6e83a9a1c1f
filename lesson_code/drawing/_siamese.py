"""A Siamese network: two inputs, one network, two embeddings, one similarity."""

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from lesson_code.plotting._style import PALETTE, new_canvas

__all__ = ["draw_siamese"]


def draw_siamese(n_inputs: int, n_hidden: int, n_embedding: int) -> Axes:
    """Draw how two spectra become one similarity, from left to right.

    Args:
        n_inputs: Numbers that enter for each spectrum.
        n_hidden: Neurons of each of the two hidden layers.
        n_embedding: Numbers of an embedding.
    """
    ax = new_canvas(5.4, 2.9)
    for y, letter in ((2.2, "A"), (0.75, "B")):
        _box(ax, 0.65, y, 1.1, f"spectrum {letter}\n{n_inputs:,}".replace(",", " "), "pale")
        _box(ax, 2.25, y, 1.3, f"{n_hidden}, {n_hidden}\nReLU", "sky")
        _box(ax, 3.65, y, 0.9, f"{n_embedding}\nnumbers", "yellow")
        _arrow(ax, (1.2, y), (1.6, y))
        _arrow(ax, (2.9, y), (3.2, y))
        _arrow(ax, (4.1, y), (4.75, 1.62 if letter == "A" else 1.33))
    ax.plot([2.25, 2.25], [1.05, 1.9], color=PALETTE["red"], linestyle="--", linewidth=1.8)
    ax.text(2.33, 1.475, "the same weights", ha="left", va="center", fontsize=11, color=PALETTE["red"])
    _box(ax, 4.9, 1.475, 0.9, "cosine", "pale", height=0.4)
    for x, words in ((0.65, "input"), (2.25, "network"), (3.65, "embedding")):
        ax.text(x, 2.72, words, ha="center", va="center", fontsize=11, weight="bold")
    ax.text(4.9, 1.05, "similar?", ha="center", va="center", fontsize=11)
    return ax


def _box(ax: Axes, x: float, y: float, width: float, words: str, colour: str, height: float = 0.6) -> None:
    """Draw a box with words in it around the point (x, y)."""
    box = FancyBboxPatch((x - width / 2, y - height / 2), width, height, boxstyle="round,pad=0,rounding_size=0.08")
    box.set(facecolor=PALETTE[colour], edgecolor=PALETTE["ink"], linewidth=1.2)
    ax.add_patch(box)
    ax.text(x, y, words, ha="center", va="center", fontsize=11)


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    look = {"arrowstyle": "-|>", "color": PALETTE["grey"], "lw": 1.6, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", xy=end, xytext=start, arrowprops=look)
