"""Sizes are counted rightly, and the drawings of ideas show what they are given."""

import re
from itertools import pairwise
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest

from lesson_code.drawing import draw_fields, draw_learned_features, draw_sizes
from lesson_code.plotting import plot_digits, plot_growth
from lesson_code.sizes import Count, NetworkSize, known_counts, measure_network

BOOK = Path(__file__).resolve().parent.parent / "book"


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def words_of(ax) -> str:
    return " ".join(text.get_text() for text in ax.figure.findobj(plt.Text))


def test_the_fields_are_named_from_the_outside_to_the_inside():
    places = [text for text in draw_fields().texts if text.get_text().istitle() or text.get_weight() == "bold"]
    assert [text.get_text() for text in places] == ["Artificial intelligence", "Machine learning", "Deep learning"]
    assert sorted(places, key=lambda text: -text.get_position()[1]) == places


def test_the_box_of_each_field_lies_inside_the_next_larger_one():
    boxes = [patch.get_bbox() for patch in draw_fields().patches]
    for outer, inner in pairwise(boxes):
        assert outer.x0 < inner.x0 < inner.x1 < outer.x1
        assert outer.y0 < inner.y0 < inner.y1 < outer.y1


def test_the_features_are_drawn_inside_their_tiles():
    ax = draw_learned_features()
    for line in ax.get_lines():
        assert 0.1 < min(line.get_xdata()) <= max(line.get_xdata()) < 5.3
        assert 0.55 < min(line.get_ydata()) <= max(line.get_ydata()) < 2.05
    for word in ("early", "middle", "late", "edges", "textures", "objects"):
        assert word in words_of(ax)


def test_the_size_chart_shows_every_count_on_a_logarithmic_scale():
    counts = [
        Count("fly", "neurons", 1e5, "x"),
        Count("fly", "connections", 5e7, "x"),
        Count("net", "parameters", 6e4, "x"),
    ]
    ax = draw_sizes(counts)
    assert ax.get_xscale() == "log"
    points = {line.get_label(): list(line.get_xdata()) for line in ax.get_lines() if line.get_marker() != "None"}
    assert points == {"neurons": [1e5], "connections": [5e7], "parameters": [6e4]}
    assert [label.get_text() for label in ax.get_yticklabels()] == ["net", "fly"]


def test_counts_come_smallest_first_and_with_the_networks_measured_here():
    counts = known_counts([("mine", NetworkSize(layers=2, parameters=34, connections=24))])
    assert [count.number for count in counts] == sorted(count.number for count in counts)
    assert [(count.kind, count.number) for count in counts if count.name == "mine"] == [
        ("connections", 24),
        ("parameters", 34),
    ]


def test_every_published_count_names_an_entry_of_the_bibliography():
    keys = set(re.findall(r"@\w+\{([^,]+),", (BOOK / "references.bib").read_text("utf-8")))
    assert {count.source for count in known_counts()} <= keys


@pytest.mark.slow
def test_connections_of_small_networks_agree_with_counting_by_hand():
    from lesson_code.device import keras

    layers = keras.layers
    dense = keras.Sequential([keras.Input((1,)), layers.Dense(8), layers.Dense(2)])
    assert measure_network(dense) == NetworkSize(layers=2, parameters=34, connections=1 * 8 + 8 * 2)
    # Two filters of 3 by 3 stand at 2 by 2 places of a 4 by 4 picture.
    conv = keras.Sequential([keras.Input((4, 4, 1)), layers.Conv2D(2, 3)])
    assert measure_network(conv) == NetworkSize(layers=1, parameters=20, connections=2 * 2 * 2 * 9)
    depthwise = keras.Sequential([keras.Input((4, 4, 3)), layers.DepthwiseConv2D(3)])
    assert measure_network(depthwise).connections == 3 * 2 * 2 * 9
    assert measure_network(keras.Sequential([keras.Input((4,)), layers.ReLU()])).connections == 0


@pytest.mark.slow
def test_lenet_has_as_many_connections_as_its_authors_counted_where_its_layers_are_ordinary():
    from lesson_code.device import keras

    # LeCun et al. (1998) count biases as connections too: 122 304 for C1, of which 28 * 28 * 6 are biases.
    first = keras.Sequential([keras.Input((32, 32, 1)), keras.layers.Conv2D(6, 5)])
    assert measure_network(first).connections == 122_304 - 28 * 28 * 6


def test_growth_is_plotted_as_mean_between_worst_and_best():
    ax = plot_growth([20, 100], {"a": [[0.2, 0.6], [0.4, 0.8]]}, chance=0.1)
    curve = next(line for line in ax.get_lines() if line.get_label() == "a")
    assert list(curve.get_ydata()) == pytest.approx([0.3, 0.7])
    heights = np.concatenate([path.vertices[:, 1] for path in ax.collections[0].get_paths()])
    assert (heights.min(), heights.max()) == pytest.approx((0.2, 0.8))
    assert "guessing" in words_of(ax)


def test_growth_refuses_results_for_other_numbers_of_examples():
    with pytest.raises(ValueError, match=re.escape("shape (n_runs, 3) for a, got (1, 2)")):
        plot_growth([20, 50, 100], {"a": [[0.2, 0.6]]})


def test_digits_carry_their_labels_and_wrong_answers_say_so():
    axes = plot_digits(np.zeros((3, 8, 8)), labels=[4, 7, 9], answers=[4, 1, 9], n_columns=2)
    assert [ax.get_title() for ax in axes] == ["4", "1, not 7", "9"]


def test_digits_refuse_fewer_labels_than_pictures():
    with pytest.raises(ValueError, match="one label for each of 3 pictures, got 2"):
        plot_digits(np.zeros((3, 8, 8)), labels=[4, 7])
