"""The figures of the lessons on neurons and networks, and the style that all figures share."""

import io
import warnings
from collections.abc import Iterator
from itertools import pairwise

import matplotlib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

matplotlib.use("Agg")

import matplotlib.pyplot as plt

from lesson_code.plotting import _style as style
from lesson_code.plotting import (
    plot_activations,
    plot_curves,
    plot_decision_lines,
    plot_neuron_surface,
    plot_output_surface,
)
from lesson_code.plotting._activations import activation_named, relu, sigmoid

CORNERS = [(0, 0), (0, 1), (1, 0), (1, 1)]
XOR = [0, 1, 1, 0]


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def svg(ax: plt.Axes) -> bytes:
    file = io.BytesIO()
    ax.figure.savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()


def legend_texts(ax: plt.Axes) -> list[str]:
    return [text.get_text() for text in ax.get_legend().get_texts()]


@pytest.mark.parametrize("name", ["blue", "red", "green", "purple", "ink", "grey"])
def test_the_colours_for_lines_stand_out_from_white(name: str) -> None:
    """WCAG 2.2 asks for a contrast of 3 to 1 for lines."""
    assert 1.05 / (luminance(style.PALETTE[name]) + 0.05) >= 3


def test_lines_differ_in_dashes_and_not_only_in_colour() -> None:
    ax = plot_curves([0, 1], {str(i): [i, i + 1] for i in range(5)})
    assert len({str(line.get_linestyle()) + str(line._unscaled_dash_pattern) for line in ax.lines}) == 5


def test_the_same_figure_gives_the_same_file() -> None:
    assert svg(plot_curves([0, 1], {"a": [0, 1]})) == svg(plot_curves([0, 1], {"a": [0, 1]}))


@pytest.mark.parametrize("new", [style.new_axes, style.new_canvas])
def test_figures_are_narrow_enough_for_a_phone_and_their_letters_large_enough(new: object) -> None:
    """A phone leaves 358 of 390 pixels; the letters must still be 8 pixels high there."""
    figure = new().figure
    smallest = min(plt.rcParams[f"{part}.labelsize"] for part in ("xtick", "ytick", "axes"))
    pixels_wide = figure.get_figwidth() * 96
    assert smallest * 96 / 72 * min(1, 358 / pixels_wide) >= 8


def test_a_grid_gives_its_axes_row_by_row() -> None:
    axes = style.new_grid(2, 3)
    assert len(axes) == 6
    assert axes[0].get_position().y0 > axes[3].get_position().y0
    assert axes[0].get_position().x0 < axes[1].get_position().x0


@given(st.floats(-20, 20))
def test_sigmoid_agrees_with_its_definition(x: float) -> None:
    assert float(sigmoid(x)) == pytest.approx(1 / (1 + np.exp(-x)), rel=1e-6, abs=1e-12)


def test_sigmoid_does_not_overflow() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert sigmoid([-1e6, 1e6]).tolist() == [0.0, 1.0]


def test_relu_cuts_off_what_is_negative() -> None:
    assert relu([-2, 0, 3]).tolist() == [0, 0, 3]


def test_an_unknown_activation_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"'tanh'.*sigmoid, relu, identity"):
        activation_named("tanh")


@pytest.mark.parametrize("column", [0, 1, 2])
def test_the_slopes_in_the_figure_are_those_of_the_functions_above(column: int) -> None:
    """The oracle is the difference quotient of the curve above."""
    axes = plot_activations()
    x, y = axes[column].lines[0].get_data()
    slopes = axes[column + 3].lines[0].get_ydata()
    for (x0, y0, s0), (x1, y1, s1) in pairwise(zip(x, y, slopes, strict=True)):
        if not np.isnan(s0 + s1):
            assert (y1 - y0) / (x1 - x0) == pytest.approx((s0 + s1) / 2, abs=1e-4)


def test_relu_has_no_slope_at_its_kink() -> None:
    x, slopes = plot_activations()[4].lines[0].get_data()
    assert np.isnan(slopes[np.asarray(x) == 0]).all()
    assert np.isnan(slopes).sum() == 1


def test_a_surface_shows_what_the_function_answers() -> None:
    asked = []

    def remember(x: np.ndarray) -> np.ndarray:
        asked.append(x)
        return x[:, :1] + 10 * x[:, 1:]

    ax = plot_output_surface(remember, low=0, high=1)
    assert asked[0].shape[1] == 2
    assert asked[0].min(axis=0).tolist() == [0, 0]
    assert asked[0].max(axis=0).tolist() == [1, 1]
    filled = ax.collections[0]
    lowest, highest = filled.get_clim()
    assert (lowest, highest) == (0, 11)


def test_a_surface_below_zero_has_white_in_the_middle() -> None:
    lowest, highest = plot_output_surface(lambda x: x[:, 0] - 3).collections[0].get_clim()
    assert (lowest, highest) == (-6, 6)


@pytest.mark.parametrize("activation", ["sigmoid", "relu", "identity"])
def test_the_decision_line_is_where_the_weighted_sum_is_zero(activation: str) -> None:
    line = plot_neuron_surface([1, -2], 0.5, activation).lines[0]
    for x1, x2 in (line.get_xy1(), line.get_xy2()):
        assert x1 - 2 * x2 + 0.5 == pytest.approx(0)


@pytest.mark.parametrize(("weights", "bias"), [([1], 0), ([0, 0], 1), ([1, 2, 3], 0)])
def test_a_neuron_without_a_line_is_refused(weights: list[float], bias: float) -> None:
    with pytest.raises(ValueError, match="two weights that are not both 0"):
        plot_neuron_surface(weights, bias)


def test_the_legend_counts_what_each_line_gets_right() -> None:
    """By hand: OR misses (1, 1); its opposite misses the other three; x1 > 0.5 misses two."""
    ax = plot_decision_lines(CORNERS, XOR, [(1, 1, -0.5), (-1, -1, 0.5), (1, 0, -0.5)])
    assert legend_texts(ax) == ["3 of 4 right", "1 of 4 right", "2 of 4 right"]


def test_decision_lines_differ_in_more_than_colour() -> None:
    ax = plot_decision_lines(CORNERS, XOR, [(1, 1, -0.5), (1, 1, -1.5), (1, -1, -0.5)])
    assert [line.get_linestyle() for line in ax.lines[:3]] == ["-", "--", "-."]


def test_points_carry_their_label_as_text() -> None:
    ax = plot_decision_lines(CORNERS, XOR, [(1, 1, -0.5)])
    assert [text.get_text() for text in ax.texts] == ["0", "1", "1", "0"]


def test_a_line_of_two_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="and a bias"):
        plot_decision_lines(CORNERS, XOR, [(1, 1)])
