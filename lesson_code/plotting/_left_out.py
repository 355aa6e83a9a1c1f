"""Penguins by size and sex, those that a training set leaves out among them."""

import pandas as pd
from matplotlib.axes import Axes

from lesson_code.plotting._style import PALETTE, legend_above, new_axes

__all__ = ["plot_sexes"]


def plot_sexes(penguins: pd.DataFrame, left_out: str) -> Axes:
    """Plot body mass against flipper length, one mark for each sex, hollow for the species that is left out.

    Args:
        penguins: Rows of ``lesson_code.data.read_penguins`` without missing values.
        left_out: A species.

    Raises:
        ValueError: There is no penguin of that species.
    """
    out = penguins["species"] == left_out
    if not out.any():
        raise ValueError(f"expected one of {sorted(set(penguins['species']))}, got {left_out!r}")
    ax = new_axes(5.2, 4.0)
    for sex, colour, marker in (("female", "red", "o"), ("male", "blue", "^")):
        for missing, group in ((False, "other"), (True, left_out)):
            rows = penguins[(penguins["sex"] == sex) & (out == missing)]
            (points,) = ax.plot(rows["flipper_length_mm"], rows["body_mass_g"], marker, label=f"{group}, {sex}")
            fill = "none" if missing else PALETTE[colour]
            points.set(color=PALETTE[colour], markerfacecolor=fill, markersize=6, alpha=0.8)
    ax.set(xlabel="flipper length (mm)", ylabel="body mass (g)")
    legend_above(ax, n_columns=2)
    return ax
