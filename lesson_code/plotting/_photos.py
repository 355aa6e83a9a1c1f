"""Photos side by side, and the feature maps that kernels make of them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from lesson_code.plotting._style import DIVERGING, PALETTE, new_grid

__all__ = ["plot_feature_maps", "plot_pictures"]

_WIDTH = 5.2


def _new_panels(n_panels: int, n_columns: int, titles: Sequence[str], extra_height: float = 0.0) -> list[Axes]:
    """Return one axes a title, without ticks, each with room for a square picture."""
    if n_panels != len(titles) or n_panels == 0:
        raise ValueError(f"expected one title for each picture, got {len(titles)} for {n_panels}")
    n_columns = min(n_columns, n_panels)
    n_rows = -(-n_panels // n_columns)
    axes = new_grid(n_rows, n_columns, _WIDTH, n_rows * (_WIDTH / n_columns + 0.25) + extra_height)
    for ax in axes:
        ax.set_axis_off()
    for ax, title in zip(axes, titles, strict=False):
        ax.set_title(title, pad=4)
    return axes[:n_panels]


def _show(ax: Axes, picture: NDArray[Any]) -> None:
    """Show a colour picture as it is and a grey one from black for 0 to white for 255."""
    if picture.ndim == 3:
        ax.imshow(picture.astype(np.uint8), interpolation="nearest")
    else:
        ax.imshow(picture, cmap="gray", vmin=0, vmax=255, interpolation="nearest")


def plot_pictures(pictures: Sequence[ArrayLike], titles: Sequence[str], n_columns: int = 2) -> list[Axes]:
    """Plot pictures side by side, all in one size however many pixels they have.

    Args:
        pictures: Each of the shape ``(height, width, 3)``, in colour, or ``(height, width)``, in grey; 0 to 255.
        titles: The words over each picture.
        n_columns: Pictures in a row.

    Returns:
        One axes for each picture.

    Raises:
        ValueError: There is no picture, or not as many titles as pictures.
    """
    axes = _new_panels(len(pictures), n_columns, titles)
    for ax, picture in zip(axes, pictures, strict=True):
        _show(ax, np.asarray(picture))
    return axes


def _strong(maps: Sequence[ArrayLike]) -> float:
    """Return the size that only one in a hundred of all numbers passes; those that are 0 do not count."""
    sizes = np.abs(np.concatenate([np.ravel(grid) for grid in maps]))
    sizes = sizes[sizes > 0]
    return float(np.percentile(sizes, 99)) if sizes.size else 1.0


def plot_feature_maps(
    picture: ArrayLike, maps: Sequence[ArrayLike], titles: Sequence[str], n_columns: int = 2
) -> list[Axes]:
    """Plot a picture and its feature maps: red for negative numbers, white for 0, blue for positive ones.

    All maps share one scale, so that a strong colour means the same in each. It ends where the strongest hundredth of
    the numbers begins, or few strong ones would leave the others pale.

    Args:
        picture: Shape ``(height, width)`` or ``(height, width, 3)``, 0 to 255.
        maps: Each of the shape ``(height, width)``.
        titles: The words over the picture and over each map.
        n_columns: Panels in a row.

    Returns:
        One axes for the picture and for each map.

    Raises:
        ValueError: There are not as many titles as panels.
    """
    axes = _new_panels(1 + len(maps), n_columns, titles, extra_height=0.6)
    _show(axes[0], np.asarray(picture))
    limit = _strong(maps)
    for ax, grid in zip(axes[1:], maps, strict=True):
        image = ax.imshow(np.asarray(grid), cmap=DIVERGING, vmin=-limit, vmax=limit, interpolation="nearest")
        # A frame, because most of a map is as white as the page.
        ax.set_axis_on()
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set(visible=True, color=PALETTE["grey"])
    bar = axes[0].figure.colorbar(
        image, ax=axes, orientation="horizontal", extend="both", fraction=0.06, pad=0.03, aspect=30
    )
    bar.outline.set_visible(False)
    return axes
