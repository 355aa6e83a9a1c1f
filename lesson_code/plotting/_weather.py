"""Figures of the lesson ``weather``: measurements against time, errors against epochs, remedies, predictions."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from lesson_code.plotting._style import PALETTE, new_axes, new_grid

__all__ = ["plot_measurement", "plot_predictions", "plot_remedies", "plot_rmse", "plot_sets"]

_STATION_MARKERS = MappingProxyType({"JFK": ("blue", "o"), "EWR": ("red", "s"), "LGA": ("green", "^")})
_SETS = ("training", "validation", "test")
_SET_COLOURS = ("blue", "red", "green")
_BASELINE_STYLES = MappingProxyType({"persistence": ":", "linear regression": "-.", "mean": "--"})


def _months(ax: Axes) -> None:
    """Mark every second month of 2013 on the time axis."""
    firsts = pd.date_range("2013-01-01", periods=6, freq="2MS", tz="UTC")
    ax.set_xticks(firsts.to_pydatetime().tolist(), firsts.strftime("%b").tolist())
    ax.set_xlabel("month of 2013")


def plot_measurement(weather: pd.DataFrame, column: str, label: str) -> Axes:
    """Plot one measurement of every station against time, a dot for each hour.

    Args:
        weather: A table as from ``lesson_code.data.load_weather``.
        column: The name of the column.
        label: What is measured, with its unit, for the axis.
    """
    ax = new_axes(width=5.4)
    for station, (colour, marker) in _STATION_MARKERS.items():
        here = weather[weather["station"] == station]
        # Thousands of dots as one picture: as shapes, the file would be a hundred times as large.
        ax.plot(here["time"], here[column], marker, markersize=3, color=PALETTE[colour], label=station, rasterized=True)
    ax.set_ylabel(label)
    _months(ax)
    ax.legend(markerscale=2)
    return ax


def plot_sets(times: pd.DatetimeIndex, values: ArrayLike, *sets: ArrayLike) -> Axes:
    """Plot values against time, each of the three sets in a colour of its own below its name.

    Args:
        times: The hour of each value, shape ``(n,)``.
        values: For example temperatures in °C, shape ``(n,)``.
        *sets: The indices of the training, the validation and the test set.

    Raises:
        ValueError: There are not three sets.
    """
    if len(sets) != len(_SETS):
        raise ValueError(f"expected the indices of three sets, got {len(sets)}")
    ax = new_axes(width=5.4)
    numbers = np.asarray(values)
    top = numbers.max() + 0.12 * np.ptp(numbers)
    for name, colour, part in zip(_SETS, _SET_COLOURS, map(np.asarray, sets), strict=True):
        ax.plot(times[part], numbers[part], ".", markersize=2, color=PALETTE[colour], rasterized=True)
        ax.axvspan(times[part[0]], times[part[-1]], color=PALETTE[colour], alpha=0.12, linewidth=0)
        middle = times[part[0]] + (times[part[-1]] - times[part[0]]) / 2
        ax.text(middle, top, name, ha="center", va="top", color=PALETTE[colour], fontsize=11)
    ax.set(ylabel="temperature (°C)", ylim=(None, top + 0.02 * np.ptp(numbers)))
    _months(ax)
    return ax


def _draw_baselines(draw: Any, baselines: Mapping[str, float]) -> None:
    """Draw a line for each error with ``draw``, an axes' ``axhline`` or ``axvline``."""
    for name, error in baselines.items():
        draw(error, color=PALETTE["ink"], linestyle=_BASELINE_STYLES.get(name, "--"), linewidth=1.6, label=name)


def plot_rmse(
    *histories: Any,
    baselines: Mapping[str, float],
    titles: Sequence[str] = ("",),
    best_epoch: int | None = None,
    low: float = 1.5,
    high: float = 5.0,
) -> list[Axes]:
    """Plot the error on training and validation set against the epochs, one panel for each training.

    The first epochs, in which a network finds out how warm it is at all, lie above the figure.

    Args:
        *histories: What ``fit`` returned, or dictionaries with ``"rmse"`` and ``"val_rmse"``, in °C.
        baselines: The errors of plain methods on the validation set, by name, in °C; the same for all panels, or one
            mapping for each panel under its title.
        titles: One for each history.
        best_epoch: Marked by a vertical line.
        low: The lower end of the axis, °C.
        high: The upper end of the axis, °C.

    Raises:
        ValueError: There are not as many titles as histories, or a history holds no ``"val_rmse"``.
    """
    if len(titles) != len(histories):
        raise ValueError(f"expected one title for each of {len(histories)} histories, got {len(titles)}")
    axes = new_grid(1, len(histories), width=5.4, height=3.6, sharey=True)
    for ax, history, title in zip(axes, histories, titles, strict=True):
        _plot_errors(ax, getattr(history, "history", history))
        own: Any = baselines.get(title, baselines)
        _draw_baselines(ax.axhline, own)
        if best_epoch is not None:
            ax.axvline(best_epoch, color=PALETTE["purple"], linestyle=(0, (5, 1, 1, 1, 1, 1)), label="best epoch")
        ax.set(title=title, xlabel="epoch", ylim=(low, high))
    axes[0].set_ylabel("RMSE (°C)")
    handles, labels = axes[0].get_legend_handles_labels()
    axes[0].get_figure(root=True).legend(handles, labels, loc="outside upper center", ncols=2)  # type: ignore[union-attr]
    return axes


def _plot_errors(ax: Axes, curves: Mapping[str, Sequence[float]]) -> None:
    if "val_rmse" not in curves:
        raise ValueError(f"expected the history of a training with 'val_rmse' in it, got {sorted(curves)}")
    for name, label, line in (("rmse", "training", "-"), ("val_rmse", "validation", "--")):
        colour = PALETTE["blue"] if name == "rmse" else PALETTE["red"]
        epochs = range(1, len(curves[name]) + 1)
        ax.plot(epochs, curves[name], line, color=colour, label=label)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))


def plot_remedies(errors: Mapping[str, NDArray[np.float64]], baselines: Mapping[str, float]) -> Axes:
    """Plot a row for each remedy: a dot for each run, a bar at their mean, and the baselines as vertical lines.

    Args:
        errors: For each remedy, in the words of the figure, the errors of its runs in °C, shape ``(n_seeds,)``.
        baselines: The errors of plain methods, by name, in °C.
    """
    ax = new_axes(width=5.4, height=1.6 + 0.42 * len(errors))
    for row, values in enumerate(errors.values()):
        ax.plot(values, np.full(len(values), row), "o", color=PALETTE["blue"], alpha=0.55, zorder=3)
        ax.plot([values.mean()], [row], "|", color=PALETTE["red"], markersize=18, markeredgewidth=3, zorder=4)
    _draw_baselines(ax.axvline, baselines)
    ax.set_yticks(range(len(errors)), list(errors))
    ax.invert_yaxis()
    ax.set_xlabel("RMSE on the validation set (°C)")
    handles, labels = ax.get_legend_handles_labels()
    ax.get_figure(root=True).legend(handles, labels, loc="outside upper center", ncols=2)  # type: ignore[union-attr]
    return ax


def plot_predictions(true: ArrayLike, predictions: Mapping[str, ArrayLike]) -> list[Axes]:
    """Plot predicted against true temperatures, with the diagonal on which every dot should lie.

    Args:
        true: The temperatures that came, °C, shape ``(n,)``.
        predictions: For each method, at most two, what it predicted, °C, shape ``(n,)``.

    Returns:
        One axes for each method.
    """
    y = np.asarray(true)
    everything = np.concatenate([y, *map(np.asarray, predictions.values())])
    ends = [everything.min() - 1, everything.max() + 1]
    axes = new_grid(1, len(predictions), width=5.4, height=3.2, sharex=True, sharey=True)
    for ax, (name, predicted) in zip(axes, predictions.items(), strict=True):
        ax.plot(y, predicted, ".", markersize=3, alpha=0.5, rasterized=True)
        ax.plot(ends, ends, "-", color=PALETTE["ink"], linewidth=1.4)
        ax.set(title=name, xlabel="true (°C)", xlim=ends, ylim=ends, aspect="equal")
    axes[0].set_ylabel("predicted (°C)")
    return axes
