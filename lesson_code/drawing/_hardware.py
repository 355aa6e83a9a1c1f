"""Who computes what, and when: a CPU beside a GPU, reading beside computing, several devices side by side."""

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.ticker import MaxNLocator

from lesson_code.plotting._style import PALETTE, new_canvas, new_grid

__all__ = ["draw_pipeline", "draw_replicas", "draw_workers"]


def draw_workers() -> Axes:
    """Draw a CPU as a few large squares and a GPU as many small ones, each square a worker."""
    ax = new_canvas(5.2, 2.5)
    parts = [
        (0.15, "CPU", "a few cores,\neach does anything", 2, 2),
        (2.75, "GPU", "thousands,\nall do the same", 10, 12),
    ]
    for left, name, words, n_rows, n_columns in parts:
        _draw_grid(ax, left, 0.62, n_rows, n_columns, "sky" if name == "CPU" else "yellow")
        ax.text(left + 1.15, 2.32, name, ha="center", va="center", weight="bold", fontsize=13)
        ax.text(left + 1.15, 0.3, words, ha="center", va="center", fontsize=11)
    return ax


def _draw_grid(ax: Axes, left: float, bottom: float, n_rows: int, n_columns: int, colour: str) -> None:
    """Fill a box of 2.3 by 1.5 inches with squares, or with what comes near to squares."""
    width, height, gap = 2.3 / n_columns, 1.5 / n_rows, 0.14
    for row in range(n_rows):
        for column in range(n_columns):
            corner = (left + width * (column + gap / 2), bottom + height * (row + gap / 2))
            box = Rectangle(corner, width * (1 - gap), height * (1 - gap))
            box.set(facecolor=PALETTE[colour], edgecolor=PALETTE["ink"], linewidth=0.8)
            ax.add_patch(box)


def _times(n_batches: int, read: float, compute: float, ahead: bool) -> list[tuple[float, float]]:
    """Return for each batch when its reading and its computing begin; ``ahead`` reads one batch in advance."""
    begins = [(0.0, read)]
    for _ in range(n_batches - 1):
        last_read, last_compute = begins[-1]
        # One batch lies ready at most: the next is read when the last one is taken.
        reading = max(last_read + read, last_compute) if ahead else last_compute + compute
        begins.append((reading, max(reading + read, last_compute + compute)))
    return begins


def draw_pipeline(read: float, compute: float, n_batches: int = 4) -> list[Axes]:
    """Draw when batches are read and when they are computed with: one after the other, and with reading ahead.

    Args:
        read: How long reading a batch takes, more than 0.
        compute: How long computing with it takes, more than 0, in the same unit.
        n_batches: How many batches, at least 1.

    Returns:
        Two axes, without and with reading ahead.

    Raises:
        ValueError: A number is too small.
    """
    if min(read, compute) <= 0 or n_batches < 1:
        raise ValueError(f"expected times above 0 and at least one batch, got {read}, {compute} and {n_batches}")
    axes = new_grid(2, 1, width=5.2, height=3.4, sharex=True)
    for ax, ahead, title in zip(axes, (False, True), ("one after the other", "with prefetch"), strict=True):
        for number, begins in enumerate(_times(n_batches, read, compute, ahead), start=1):
            for row, (begin, length) in enumerate(zip(begins, (read, compute), strict=True)):
                _draw_bar(ax, begin, length, row, number)
        ax.set(yticks=[0, 1], yticklabels=["read", "compute"], ylim=(1.55, -0.55))
        ax.set_title(title, loc="left")
        ax.grid(axis="y", visible=False)
    axes[-1].set_xlabel("time")
    axes[-1].set_xlim(0, n_batches * (read + compute) * 1.01)
    axes[-1].xaxis.set_major_locator(MaxNLocator(integer=True))
    return axes


def _draw_bar(ax: Axes, begin: float, length: float, row: int, number: int) -> None:
    bar = Rectangle((begin, row - 0.38), length, 0.76)
    bar.set(facecolor=PALETTE[("sky", "yellow")[row]], edgecolor=PALETTE["ink"], linewidth=1.2)
    ax.add_patch(bar)
    ax.text(begin + length / 2, row, f"{number}", ha="center", va="center", fontsize=11)


def draw_replicas(n_devices: int = 4, batch_size: int = 64) -> Axes:
    """Draw one step on several devices: a batch is divided, each device has the whole network, slopes are averaged.

    Args:
        n_devices: From 2 to 4, so that the letters stay large enough.
        batch_size: Examples of the whole batch, divided by ``n_devices`` without rest.

    Raises:
        ValueError: Another number of devices, or a batch that cannot be divided evenly.
    """
    if not 2 <= n_devices <= 4 or batch_size % n_devices:
        raise ValueError(f"expected 2 to 4 devices and a batch they can share evenly, got {n_devices}, {batch_size}")
    ax = new_canvas(5.4, 3.7)
    _box(ax, 2.7, 3.4, 4.9, f"a batch of {batch_size} examples", "pale")
    step = 5.2 / n_devices
    for number in range(n_devices):
        x = 0.1 + step * (number + 0.5)
        _arrow(ax, (x, 3.2), (x, 2.85))
        _box(ax, x, 2.6, step - 0.12, f"{batch_size // n_devices}", "sky")
        _arrow(ax, (x, 2.4), (x, 2.1))
        _box(ax, x, 1.75, step - 0.12, f"device {number}\nall weights", "yellow", height=0.65)
        _arrow(ax, (x, 1.4), (x, 1.08), both=True)
    _box(ax, 2.7, 0.85, 4.9, "mean of the gradients", "pale")
    ax.text(2.7, 0.35, "all devices take the same step", ha="center", va="center", fontsize=11)
    return ax


def _box(ax: Axes, x: float, y: float, width: float, words: str, colour: str, height: float = 0.4) -> None:
    """Draw a box with words in it around the point (x, y)."""
    box = FancyBboxPatch((x - width / 2, y - height / 2), width, height, boxstyle="round,pad=0,rounding_size=0.08")
    box.set(facecolor=PALETTE[colour], edgecolor=PALETTE["ink"], linewidth=1.2)
    ax.add_patch(box)
    ax.text(x, y, words, ha="center", va="center", fontsize=11)


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], both: bool = False) -> None:
    style = "<|-|>" if both else "-|>"
    look = {"arrowstyle": style, "color": PALETTE["grey"], "lw": 1.6, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", xy=end, xytext=start, arrowprops=look)
