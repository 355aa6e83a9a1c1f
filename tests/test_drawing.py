"""The drawings of neurons, networks and panels."""

from collections.abc import Iterator

import matplotlib
import pytest

matplotlib.use("Agg")

import matplotlib.pyplot as plt
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon
from matplotlib.text import Annotation

from lesson_code.drawing import Panel, draw_network, draw_neuron, draw_panels


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def words(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts if not isinstance(text, Annotation)]


def n_arrows(ax: Axes) -> int:
    return sum(isinstance(text, Annotation) for text in ax.texts)


def n_circles(ax: Axes) -> int:
    return sum(isinstance(patch, Circle) for patch in ax.patches)


def test_a_neuron_shows_inputs_weights_bias_activation_and_output() -> None:
    shown = words(draw_neuron([0, 0.5, 1], [-1, -0.5, 0.25], 2, "ReLU", "?"))
    minus = "\N{MINUS SIGN}"
    for word in ["0", "0.5", "1", f"{minus}1", f"{minus}0.5", "0.25", "bias 2", "ReLU", "?"]:
        assert word in shown


def test_a_neuron_has_one_circle_for_each_input_and_one_for_the_sum() -> None:
    ax = draw_neuron(["a"] * 5, ["b"] * 5)
    assert n_circles(ax) == 6
    assert n_arrows(ax) == 5 + 3


def test_a_neuron_with_too_few_weights_is_refused() -> None:
    with pytest.raises(ValueError, match="got 2 for 3"):
        draw_neuron([1, 2, 3], [1, 2])


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 10), min_size=1, max_size=4))
def test_a_network_has_a_circle_for_each_neuron_and_an_arrow_for_each_weight(sizes: list[int]) -> None:
    ax = draw_network(sizes)
    assert n_circles(ax) == sum(sizes)
    assert n_arrows(ax) == sum(sizes[i] * sizes[i + 1] for i in range(len(sizes) - 1))
    plt.close(ax.figure)


def test_a_large_layer_is_shown_by_its_first_and_last_neurons_and_its_true_size() -> None:
    ax = draw_network([784, 10])
    assert n_circles(ax) == 5 + 10
    assert n_arrows(ax) == 5 * 10
    assert "input\n(784)" in words(ax)


def test_layers_are_named_in_order() -> None:
    names = [word.split("\n")[0] for word in words(draw_network([1, 2, 3, 4]))]
    assert names == ["input", "hidden 1", "hidden 2", "output"]


def test_weights_and_biases_are_written_at_their_neurons() -> None:
    ax = draw_network(
        [2, 2, 1],
        weights=[[[1, 2], [3, 4]], [[5], [-2]]],
        biases=[[0, -1], [7]],
        neurons=[["a", "b"], ["c", "d"], ["y"]],
    )
    places = {text.get_text(): text.get_position() for text in ax.texts}
    for word in ["1", "2", "3", "4", "5", "\N{MINUS SIGN}2", "bias 0", "bias \N{MINUS SIGN}1", "bias 7"]:
        assert word in places
    assert places["1"][1] > places["3"][1], "weights of the upper input are above those of the lower one"
    assert places["bias 0"][0] == places["c"][0]
    assert places["bias 7"][0] == places["y"][0]


@pytest.mark.parametrize("sizes", [[], [3, 0, 2]])
def test_a_network_with_an_empty_layer_is_refused(sizes: list[int]) -> None:
    with pytest.raises(ValueError, match="at least one neuron in every layer"):
        draw_network(sizes)


def test_weights_that_do_not_fit_are_refused_with_both_shapes() -> None:
    with pytest.raises(ValueError, match=r"\[\(2, 1\)\], got \[\(1, 2\)\]"):
        draw_network([2, 1], weights=[[[1, 2]]])


def test_labels_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="got 1 for 2"):
        draw_network([2, 1], labels=["only one"])


def test_drawings_are_narrow_enough_for_a_phone() -> None:
    for ax in [draw_neuron(), draw_network([1, 8, 2]), draw_network([4] * 7), draw_panels([Panel("input", (8, 8, 3))])]:
        assert ax.figure.get_figwidth() <= 5.5


PANELS = [
    Panel("input", (448, 448, 3), "a photo"),
    Panel("convolution", (224, 224, 64)),
    Panel("dense", (100,)),
    Panel("output", (1,), "yes or no"),
]


def test_every_panel_says_its_kind_and_its_shape() -> None:
    shown = words(draw_panels(PANELS))
    assert shown[0::2] == ["input: a photo", "convolution", "dense", "output: yes or no"]
    assert shown[1] == r"448 $\times$ 448 $\times$ 3"
    assert shown[5] == "100"


def test_kinds_of_layers_differ_in_colour() -> None:
    blocks = [patch for patch in draw_panels(PANELS).patches if isinstance(patch, Polygon)]
    colours = {patch.get_facecolor() for patch in blocks if patch.get_edgecolor()[3] and patch.get_facecolor()[3] == 1}
    assert len(colours - {(1.0, 1.0, 1.0, 1.0)}) == 4


def test_smaller_pictures_are_drawn_smaller_and_the_first_is_on_top() -> None:
    fronts = [patch.get_xy() for patch in draw_panels(PANELS[:2]).patches][0::6]
    widths = [corners[:, 0].max() - corners[:, 0].min() for corners in fronts]
    assert widths[0] > widths[1]
    assert fronts[0][:, 1].min() > fronts[1][:, 1].max()


def test_a_network_of_dense_layers_alone_can_be_drawn_as_panels() -> None:
    assert words(draw_panels(PANELS[2:])) == ["dense", "100", "output: yes or no", "1"]


@pytest.mark.parametrize("panels", [[], [Panel("magic", (1,))]])
def test_no_layers_and_unknown_kinds_are_refused(panels: list[Panel]) -> None:
    with pytest.raises(ValueError, match="expected layers of the kinds"):
        draw_panels(panels)
