"""The figures of the lesson about the weather show the numbers they are given."""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from lesson_code.plotting import plot_measurement, plot_predictions, plot_remedies, plot_rmse, plot_sets

HISTORY = {"rmse": [9.0, 3.0, 2.0], "val_rmse": [8.0, 3.5, 3.25]}
BASELINES = {"persistence": 3.1, "linear regression": 2.8}


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def lines_by_label(ax):
    return {line.get_label(): line for line in ax.get_lines()}


def legend_of_the_figure(ax):
    return [text.get_text() for text in ax.get_figure().legends[0].get_texts()]


def test_each_station_has_its_dots():
    times = pd.date_range("2013-02-01", periods=4, freq="h", tz="UTC")
    weather = pd.DataFrame({"station": ["JFK", "EWR", "LGA", "JFK"], "time": times, "wind_speed": [1.0, 2.0, 3.0, 4.0]})
    ax = plot_measurement(weather, "wind_speed", "wind speed (km/h)")
    lines = lines_by_label(ax)
    assert list(lines["JFK"].get_ydata()) == [1.0, 4.0]
    assert list(lines["EWR"].get_ydata()) == [2.0]
    assert len({line.get_marker() for line in lines.values()}) == 3
    assert ax.get_ylabel() == "wind speed (km/h)"
    assert ax.get_xticklabels()[0].get_text() == "Jan"


def test_each_set_has_its_name_above_its_own_dots():
    times = pd.date_range("2013-01-01", periods=10, freq="h", tz="UTC")
    ax = plot_sets(times, np.arange(10.0), [0, 1, 2, 3], [5, 6], [8, 9])
    assert [text.get_text() for text in ax.texts] == ["training", "validation", "test"]
    assert [list(line.get_ydata()) for line in ax.get_lines()] == [[0, 1, 2, 3], [5, 6], [8, 9]]
    assert ax.get_ylim()[1] >= ax.texts[0].get_position()[1] > 9


def test_two_sets_are_not_enough():
    with pytest.raises(ValueError, match="three sets, got 2"):
        plot_sets(pd.date_range("2013", periods=2, tz="UTC"), [1, 2], [0], [1])


def test_curves_and_baselines_are_drawn_and_named():
    (ax,) = plot_rmse(HISTORY, baselines=BASELINES, best_epoch=2)
    lines = lines_by_label(ax)
    assert list(lines["training"].get_ydata()) == HISTORY["rmse"]
    assert list(lines["validation"].get_xdata()) == [1, 2, 3]
    assert set(lines["persistence"].get_ydata()) == {3.1}
    assert set(lines["best epoch"].get_xdata()) == {2}
    assert legend_of_the_figure(ax) == ["training", "validation", "persistence", "linear regression", "best epoch"]


def test_lines_differ_in_dashes():
    (ax,) = plot_rmse(HISTORY, baselines=BASELINES)
    assert len({str(line.get_linestyle()) for line in ax.get_lines()}) == 4


def test_each_panel_may_have_baselines_of_its_own():
    other = {"persistence": 4.0, "linear regression": 3.5}
    axes = plot_rmse(HISTORY, HISTORY, titles=("a", "b"), baselines={"a": BASELINES, "b": other})
    drawn = [set(lines_by_label(ax)["persistence"].get_ydata()) for ax in axes]
    assert drawn == [{3.1}, {4.0}]


def test_a_title_for_each_history():
    with pytest.raises(ValueError, match="one title for each of 2 histories, got 1"):
        plot_rmse(HISTORY, HISTORY, baselines=BASELINES)


def test_a_history_without_validation_is_refused():
    with pytest.raises(ValueError, match="'val_rmse'"):
        plot_rmse({"rmse": [1.0]}, baselines=BASELINES)


def test_each_remedy_has_a_row_with_its_runs_and_their_mean():
    ax = plot_remedies({"none": np.array([3.0, 3.2]), "dropout": np.array([2.9, 2.7])}, BASELINES)
    dots = [list(line.get_xdata()) for line in ax.get_lines() if line.get_marker() == "o"]
    means = [line.get_xdata()[0] for line in ax.get_lines() if line.get_marker() == "|"]
    assert dots == [[3.0, 3.2], [2.9, 2.7]]
    assert means == pytest.approx([3.1, 2.8])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["none", "dropout"]
    assert ax.yaxis_inverted()
    assert legend_of_the_figure(ax) == list(BASELINES)


def test_predictions_lie_on_equal_axes_with_the_diagonal():
    axes = plot_predictions([0.0, 10.0], {"one": [1.0, 9.0], "other": [-5.0, 12.0]})
    for ax, predicted in zip(axes, ([1.0, 9.0], [-5.0, 12.0]), strict=True):
        dots, diagonal = ax.get_lines()
        assert list(dots.get_xdata()) == [0.0, 10.0]
        assert list(dots.get_ydata()) == predicted
        assert list(diagonal.get_xdata()) == list(diagonal.get_ydata())
        assert ax.get_xlim() == ax.get_ylim() == (-6.0, 13.0)


def test_no_figure_is_wider_than_a_page():
    (ax,) = plot_rmse(HISTORY, baselines=BASELINES)
    remedies = plot_remedies({"none": np.array([3.0])}, BASELINES)
    assert all(a.get_figure().get_size_inches()[0] <= 5.4 for a in (ax, remedies))
