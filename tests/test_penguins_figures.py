"""The pair plot and the confusion matrix show the numbers they are given, and can be read on a phone."""

from collections.abc import Iterator

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from lesson_code.data import FEATURES, load_penguins
from lesson_code.plotting import plot_confusion_matrix, plot_pairs

NAMES = ("Adelie", "Chinstrap", "Gentoo")
COUNTS = [[23, 0, 7], [14, 0, 0], [4, 1, 20]]


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def training() -> pd.DataFrame:
    return load_penguins().training


def test_every_measurement_is_plotted_against_every_other_one(training):
    figure = plot_pairs(training, FEATURES, by="species")
    scattered = [ax for ax in figure.axes if any(len(c.get_offsets()) == len(training) for c in ax.collections)]
    assert len(scattered) == 6
    drawn = {tuple(c.get_offsets()[0]) for ax in scattered for c in ax.collections if len(c.get_offsets()) > 1}
    first = training.sort_values("species")[list(FEATURES)].iloc[0]
    # Below the diagonal, the later measurement goes upwards.
    assert drawn == {(first.iloc[j], first.iloc[i]) for i in range(4) for j in range(i)}


def test_groups_differ_in_marker_and_not_only_in_colour(training):
    legend = plot_pairs(training, FEATURES, by="species").legends[0]
    handles = legend.legend_handles
    assert [text.get_text() for text in legend.get_texts()] == list(NAMES)
    assert len({handle.get_marker() for handle in handles}) == 3
    assert len({to_hex(handle.get_markerfacecolor()) for handle in handles}) == 3


def test_rows_without_a_group_are_left_out(training):
    figure = plot_pairs(training, FEATURES, by="sex")
    known = training["sex"].notna().sum()
    assert known < len(training)
    assert max(len(c.get_offsets()) for ax in figure.axes for c in ax.collections) == known


def test_the_axes_of_a_pair_plot_are_named_in_words_with_units(training):
    figure = plot_pairs(training, FEATURES, by="species")
    assert "flipper\nlength\n(mm)" in {ax.get_xlabel() for ax in figure.axes}
    assert "body\nmass\n(g)" in {ax.get_ylabel() for ax in figure.axes}


@pytest.mark.parametrize("columns", [FEATURES[:1], [*FEATURES, "year"]])
def test_a_pair_plot_of_one_or_five_measurements_is_refused(training, columns):
    with pytest.raises(ValueError, match=f"got {len(columns)} and 3"):
        plot_pairs(training, columns, by="species")


def test_a_pair_plot_of_too_many_groups_is_refused(training):
    with pytest.raises(ValueError, match="4 groups"):
        plot_pairs(training, FEATURES, by="body_mass_g")


def test_a_confusion_matrix_has_the_truth_in_rows():
    ax = plot_confusion_matrix(COUNTS, NAMES)
    written = {text.get_position(): text.get_text() for text in ax.texts}
    assert written[(2, 0)] == "7"
    assert written[(0, 2)] == "4"
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("predicted", "true")
    # Rows run downwards, as in the matrix.
    assert ax.get_ylim()[0] > ax.get_ylim()[1]
    assert [label.get_text() for label in ax.get_yticklabels()] == list(NAMES)


def test_counts_stand_out_from_their_squares():
    ax = plot_confusion_matrix(COUNTS, NAMES)
    image = ax.images[0]
    for text in ax.texts:
        column, row = text.get_position()
        square = image.cmap(image.norm(COUNTS[row][column]))[:3]
        letter = matplotlib.colors.to_rgb(text.get_color())
        light, dark = sorted((luminance(square), luminance(letter)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) > 3


def luminance(rgb) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


@pytest.mark.parametrize("matrix", [[[1, 2], [3, 4]], [[1, 2, 3]], [1, 2, 3]])
def test_a_matrix_that_does_not_fit_the_names_is_refused(matrix):
    with pytest.raises(ValueError, match=r"shape \(3, 3\)"):
        plot_confusion_matrix(matrix, NAMES)


def test_both_figures_are_narrow_enough_for_a_phone(training):
    assert plot_pairs(training, FEATURES, by="species").get_figwidth() <= 5.4
    assert plot_confusion_matrix(COUNTS, NAMES).figure.get_figwidth() <= 5.4
