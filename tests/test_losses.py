"""The figures and the experiment of the lesson on losses."""

from collections.abc import Iterator

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")

import matplotlib.pyplot as plt

from lesson_code.plotting import plot_fits, plot_losses, plot_steps


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def height_at(line, x: float) -> float:
    return float(np.interp(x, line.get_xdata(), line.get_ydata()))


def curves_of(ax) -> dict:
    return {line.get_label(): line for line in ax.get_lines() if not line.get_label().startswith("_")}


@pytest.mark.parametrize(
    ("delta", "error", "squared", "absolute", "huber"),
    [(1, 3, 9, 3, 2.5), (1, -3, 9, 3, 2.5), (1, 0.5, 0.25, 0.5, 0.125), (2, -2.5, 6.25, 2.5, 3), (2, 2, 4, 2, 2)],
)
def test_the_three_curves_have_the_heights_worked_out_by_hand(delta, error, squared, absolute, huber):
    curves = curves_of(plot_losses(delta=delta))
    assert height_at(curves["squared"], error) == pytest.approx(squared, abs=1e-3)
    assert height_at(curves["absolute"], error) == pytest.approx(absolute)
    assert height_at(curves["Huber"], error) == pytest.approx(huber, abs=1e-3)


@pytest.mark.slow
@pytest.mark.parametrize("delta", [0.5, 1.0, 2.0])
def test_the_huber_curve_is_the_one_of_keras(delta):
    from lesson_code.device import keras

    line = curves_of(plot_losses(delta=delta))["Huber"]
    loss = keras.losses.Huber(delta=delta, reduction="none")
    wanted = loss(np.zeros((601, 1)), np.asarray(line.get_xdata()).reshape(-1, 1)).numpy()
    assert np.asarray(line.get_ydata()) == pytest.approx(wanted, abs=1e-5)


def test_dotted_lines_stand_where_the_straight_lines_begin():
    dotted = [line for line in plot_losses(delta=2).get_lines() if line.get_linestyle() == ":"]
    assert [line.get_xdata()[0] for line in dotted] == [-2, 2]


@pytest.mark.parametrize(("delta", "largest"), [(0, 3), (-1, 3), (3, 3), (4, 3)])
def test_a_delta_outside_the_picture_is_refused(delta, largest):
    with pytest.raises(ValueError, match="expected 0 < delta < largest"):
        plot_losses(delta, largest)


def test_every_line_of_a_fit_has_its_slope_and_its_start():
    curves = curves_of(plot_fits([1, 2, 4], [1, 2, 0], {"a": (2, 1), "b": (-1, 5)}, n_wrong=1))
    assert [height_at(curves["a"], x) for x in (1, 4)] == [3, 9]
    assert [height_at(curves["b"], x) for x in (1, 4)] == [4, 1]


def test_the_last_points_of_a_fit_are_marked_as_wrong():
    curves = curves_of(plot_fits([1, 2, 4, 5], [1, 2, 0, 7], {}, n_wrong=2))
    assert list(curves["right"].get_xdata()) == [1, 2]
    assert list(curves["wrong"].get_ydata()) == [0, 7]
    assert curves["right"].get_marker() != curves["wrong"].get_marker()


@pytest.mark.parametrize("n_wrong", [0, 3, -1])
def test_a_fit_without_right_or_without_wrong_points_is_refused(n_wrong):
    with pytest.raises(ValueError, match="expected from 1 to 2 wrong points"):
        plot_fits([1, 2, 3], [1, 2, 3], {}, n_wrong)


def test_loss_and_accuracy_stand_one_above_the_other_on_one_scale():
    above, below = plot_steps([0, 1, 2], [3.0, 2.0, 2.5], [0.5, 0.75, 0.5], x_label="weight")
    assert list(above.get_lines()[0].get_ydata()) == [3.0, 2.0, 2.5]
    assert list(below.get_lines()[0].get_ydata()) == [0.5, 0.75, 0.5]
    assert below.get_lines()[0].get_drawstyle() == "steps-mid"
    assert (below.get_xlabel(), above.get_ylabel(), below.get_ylabel()) == ("weight", "cross-entropy", "accuracy")
    assert above.get_xlim() == below.get_xlim()


@pytest.mark.slow
def test_the_slopes_of_the_seedling_are_those_that_other_solvers_find():
    """Least squares by a formula, absolute error and Huber loss by general minimisers; the grid is 0.01 wide."""
    from scipy.optimize import least_squares, linprog

    from lesson_code.experiments import wrong_unit
    from lesson_code.training import run_once

    found = run_once(wrong_unit, 3)
    np.random.seed(3)
    day = np.arange(1, 21)
    right = 2 + day / 2 + np.random.normal(0, 0.4, 20)
    height = np.append(right[:18], right[18:] / 2.54)
    huber = least_squares(lambda line: height - line[0] * day - line[1], [0.5, 2], loss="huber").x[0]
    columns = np.column_stack([day, np.ones(20), np.eye(20), -np.eye(20)])
    absolute = linprog(
        np.repeat([0, 1], [2, 40]), A_eq=columns, b_eq=height, bounds=[(None, None)] * 2 + [(0, None)] * 40
    )
    assert found["clean"] == pytest.approx(np.polyfit(day, right, 1)[0], abs=0.02)
    assert found["squared"] == pytest.approx(np.polyfit(day, height, 1)[0], abs=0.02)
    assert found["huber"] == pytest.approx(huber, abs=0.02)
    assert found["absolute"] == pytest.approx(absolute.x[0], abs=0.03)
