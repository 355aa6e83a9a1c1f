"""What digit networks have learned, how they fare, and what they are made of, in figures."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from lesson_code.drawing import draw_layers
from lesson_code.plotting import plot_accuracies, plot_kernels, plot_moves, plot_wrong_digits


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def colour(ax: Axes, value: float) -> tuple[float, float, float]:
    (image,) = ax.images
    red, green, blue, _ = image.cmap(image.norm(value))
    return red, green, blue


def test_every_kernel_has_a_panel_with_its_number() -> None:
    axes = plot_kernels(np.arange(27.0).reshape(3, 3, 3))
    assert [ax.get_title() for ax in axes] == ["filter 1", "filter 2", "filter 3"]
    assert np.array_equal(axes[1].images[0].get_array(), np.arange(9.0, 18.0).reshape(3, 3))


def test_a_weight_has_the_same_colour_in_every_kernel_and_zero_is_white() -> None:
    weak, strong = plot_kernels(np.array([np.full((3, 3), 0.1), np.full((3, 3), -2.0)]))
    assert colour(weak, 0.1) == colour(strong, 0.1)
    assert colour(weak, 0.0) == pytest.approx((1, 1, 1), abs=0.01)
    red, _, blue = colour(strong, -2.0)
    assert red > blue, "negative weights are red"


@pytest.mark.parametrize("shape", [(3, 3), (0, 3, 3), (1, 3, 3, 1)])
def test_what_is_no_row_of_kernels_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"shape \(n, height, width\)"):
        plot_kernels(np.zeros(shape))


def test_a_wrong_digit_stands_with_both_probabilities() -> None:
    (ax,) = plot_wrong_digits(np.zeros((1, 8, 8)), [2], [[0.05, 0.7, 0.25]])
    assert ax.get_title() == "1, not 2\n0.70 to 0.25"


@pytest.mark.parametrize(("n", "labels", "rows"), [(2, [1], 2), (2, [1, 2], 1), (0, [], 0)])
def test_wrong_digits_need_labels_and_probabilities_for_all(n: int, labels: list[int], rows: int) -> None:
    with pytest.raises(ValueError, match=f"each of {n} pictures"):
        plot_wrong_digits(np.zeros((n, 8, 8)), labels, np.ones((rows, 3)))


def test_moves_are_drawn_as_the_mean_of_all_runs_between_worst_and_best() -> None:
    ax = plot_moves({"a": [[1.0, 0.2], [0.8, 0.4]], "b": [[0.5, 0.5]]})
    first, second = ax.get_lines()
    assert first.get_ydata() == pytest.approx([0.9, 0.3])
    assert second.get_ydata() == pytest.approx([0.5, 0.5])
    assert first.get_marker() != second.get_marker()
    heights = ax.collections[0].get_paths()[0].vertices[:, 1]
    assert (heights.min(), heights.max()) == pytest.approx((0.2, 1.0))


@pytest.mark.parametrize("n", [0, 6])
def test_more_moves_than_markers_are_refused(n: int) -> None:
    with pytest.raises(ValueError, match=f"one to 5 networks, got {n}"):
        plot_moves({str(k): [[1.0]] for k in range(n)})


def test_each_run_is_a_dot_each_mean_a_bar_and_the_first_network_stands_on_top() -> None:
    ax = plot_accuracies({"a": [0.8, 0.9], "b": [0.5]}, {"plain": 0.7})
    dots, bar = ax.get_lines()[:2]
    assert list(dots.get_xdata()) == [0.8, 0.9]
    assert bar.get_xdata() == pytest.approx([0.85, 0.85])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b"]
    assert ax.yaxis_inverted()
    assert list(ax.get_lines()[-1].get_xdata()) == [0.7, 0.7]


def test_no_accuracies_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one network"):
        plot_accuracies({})


def layer(kind: str, shape: tuple[int, ...], n_parameters: int = 0) -> Any:
    """Return what looks like a Keras layer to somebody who only draws it."""
    made = type(kind, (SimpleNamespace,), {"count_params": lambda self: n_parameters})
    return made(output=SimpleNamespace(shape=(None, *shape)))


def model_of(*layers: Any) -> Any:
    return SimpleNamespace(input_shape=(None, 8, 8, 1), layers=list(layers))


def test_every_layer_is_drawn_with_its_kind_its_parameters_and_its_shape() -> None:
    conv, pool = layer("Conv2D", (8, 8, 16), 1160), layer("MaxPooling2D", (4, 4, 16))
    model = model_of(conv, pool, layer("Dropout", (4, 4, 16)), layer("Flatten", (256,)), layer("Dense", (10,), 2570))
    words = [text.get_text() for text in draw_layers(model).texts]
    assert words[0::2] == ["input", "convolution: 1,160", "pooling", "flatten", "output: 2,570"]
    assert words[1::2] == [" $\\times$ ".join(size.split()) for size in ("8 8 1", "8 8 16", "4 4 16", "256", "10")]


def test_a_layer_without_a_drawing_is_named() -> None:
    with pytest.raises(ValueError, match="got LSTM"):
        draw_layers(model_of(layer("LSTM", (10,))))
