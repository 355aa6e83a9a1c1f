"""The figures of the lesson on gradient descent show the numbers that they are given."""

from collections.abc import Iterator

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")

import matplotlib.pyplot as plt

from lesson_code.drawing import draw_chain
from lesson_code.plotting import (
    plot_descents,
    plot_gradient_noise,
    plot_paths,
    plot_slopes,
    plot_starts,
    plot_widths,
)


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def square(w):
    return w * w


def legend_texts(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_a_slope_is_drawn_as_a_tangent_and_written_with_its_sign():
    ax = plot_slopes(square, lambda w: 2 * w, [-1.0, 0.5], low=-2.0, high=2.0)
    assert legend_texts(ax) == ["slope \N{MINUS SIGN}2.0", "slope +1.0"]
    tangent = ax.lines[1]
    (x1, x2), (y1, y2) = tangent.get_data()
    assert (y2 - y1) / (x2 - x1) == pytest.approx(-2.0)
    assert y1 - (-2.0) * (x1 - -1.0) == pytest.approx(1.0)


def test_a_level_place_has_a_slope_without_a_sign():
    assert legend_texts(plot_slopes(square, lambda w: 2 * w, [-1e-12], low=-2.0, high=2.0)) == ["slope 0.0"]


def test_every_path_has_a_panel_with_its_title_and_all_its_places():
    axes = plot_descents(square, {"left": [-2.0, -1.0, -0.5], "right": [2.0, 1.0]}, low=-3.0, high=3.0)
    assert [ax.get_title() for ax in axes] == ["left", "right"]
    x, y = axes[0].lines[1].get_data()
    assert list(x) == [-2.0, -1.0, -0.5]
    assert list(y) == [4.0, 1.0, 0.25]
    assert list(axes[0].lines[2].get_xdata()) == [-2.0]


def test_steps_too_short_to_see_have_no_arrows():
    (ax,) = plot_descents(square, {"path": [2.0, 1.0, 0.999]}, low=-3.0, high=3.0)
    assert len(texts(ax)) == 1


def test_there_is_one_dot_for_each_batch():
    ax = plot_gradient_noise({1: np.arange(8.0), 4: [1.5, 5.5]}, mean=3.5)
    assert [list(line.get_ydata()) for line in ax.lines[:2]] == [list(range(8)), [1.5, 5.5]]
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["1\n(8 batches)", "4\n(2 batches)"]
    assert list(ax.lines[2].get_ydata()) == [3.5, 3.5]


def test_the_dots_of_a_column_stay_in_their_column():
    ax = plot_gradient_noise({1: np.zeros(500), 2: np.zeros(250)}, mean=0.0)
    assert np.abs(ax.lines[0].get_xdata()).max() < 0.5
    assert np.abs(np.asarray(ax.lines[1].get_xdata()) - 1).max() < 0.5


def test_networks_that_learned_and_those_that_are_stuck_are_told_apart_and_counted():
    losses = np.array([[0.8, 0.9, 0.7], [0.05, 0.69, 0.35]])
    ax = plot_starts(losses, levels=[0.69])
    assert legend_texts(ax) == ["learned: 1", "stuck: 2"]
    assert len({line.get_color() for line in ax.lines[:3]}) == 2
    assert len({line.get_linestyle() for line in ax.lines[:3]}) == 2
    assert texts(ax) == ["0.69"]


def test_a_legend_names_no_group_that_is_empty():
    assert legend_texts(plot_starts(np.array([[0.8], [0.05]]))) == ["learned: 1"]


def test_paths_are_drawn_over_the_map_and_the_lowest_place_is_marked():
    paths = {"straight": [[1.0, 1.0], [0.0, 0.0]], "bent": [[1.0, 1.0], [1.0, 0.0], [0.0, 0.0]]}
    ax = plot_paths(lambda place: (place**2).sum(axis=1), paths, across=(-1.0, 2.0), up=(-1.0, 2.0))
    assert np.array(ax.lines[1].get_data()).T.tolist() == paths["bent"]
    assert np.array(ax.lines[2].get_data()).ravel() == pytest.approx([0.0, 0.0], abs=1e-9)
    assert [text.get_text() for text in ax.figure.legends[0].get_texts()] == ["straight", "bent", "lowest loss"]


def test_widths_show_every_run_and_the_mean():
    ax = plot_widths([2, 8], [[10, 48], [20, 50]], n_starts=50)
    assert [list(line.get_ydata()) for line in ax.lines[:3]] == [[10, 48], [20, 50], [15, 49]]
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["2", "8"]


def test_counts_that_do_not_fit_the_widths_are_refused():
    with pytest.raises(ValueError, match=r"expected an array of shape \(n_runs, 3\), got \(1, 2\)"):
        plot_widths([2, 3, 4], [[10, 20]], n_starts=50)


def test_a_chain_shows_names_values_and_slopes():
    ax = draw_chain(["w", "s", "L"], values=[0.5, 1, 4], slopes=[2, -3])
    assert {"w", "s", "L", "0.5", "1", "4", "×2", "×\N{MINUS SIGN}3"} <= set(texts(ax))


@pytest.mark.parametrize(("values", "slopes"), [([1, 2], [1, 1]), ([1, 2, 3], [1])])
def test_a_chain_that_lacks_a_number_is_refused(values, slopes):
    with pytest.raises(ValueError, match="expected 3 values and 2 slopes"):
        draw_chain(["w", "s", "L"], values=values, slopes=slopes)
