"""Figures of patches, of regions and of accuracies over seeds."""

import numpy as np
import pytest
from matplotlib import pyplot as plt

from lesson_code.plotting import plot_patches, plot_regions, plot_spread


@pytest.fixture(autouse=True)
def no_figures_left():
    yield
    plt.close("all")


def test_every_class_gets_a_strip_of_its_own_patches():
    patches = np.stack([np.full((4, 4), 10 * label) for label in (0, 1, 2, 0, 1, 2)])
    axes = plot_patches(patches, [0, 1, 2, 0, 1, 2], ["a", "b", "c"], n_each=2)
    assert [ax.get_title() for ax in axes] == ["a", "b", "c"]
    strip = axes[1].images[0].get_array()
    assert strip.shape == (4, 10)
    assert set(np.unique(strip)) == {10, 255}


def test_too_few_patches_are_refused():
    with pytest.raises(ValueError, match="at least 3 patches"):
        plot_patches(np.zeros((2, 4, 4)), [0, 0], ["a"], n_each=3)


def test_every_patch_has_a_frame_inside_it_and_every_set_a_name():
    places = {"training": [(0, 0), (40, 0)], "validation": [(0, 60)], "test": [(0, 100)]}
    ax = plot_regions(np.zeros((150, 150)), places, patch_size=32)
    boxes = sorted((frame.get_y() // 10 * 10, frame.get_x() // 10 * 10) for frame in ax.patches)
    assert boxes == [(0, 0), (0, 60), (0, 100), (40, 0)]
    assert all(frame.get_x() % 20 + frame.get_width() <= 32 for frame in ax.patches)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == list(places)


def test_every_run_is_a_point_and_every_way_has_its_mean():
    ax = plot_spread({"scratch": [0.5, 0.6, 0.7], "frozen": [0.9, 0.9, 0.9]}, lines={"chance": 0.1})
    points = [line for line in ax.lines if line.get_marker() == "o"]
    assert [sorted(line.get_xdata()) for line in points] == [[0.5, 0.6, 0.7], [0.9] * 3]
    assert len(set(points[1].get_ydata())) == 3
    means = [line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == "-" and line.get_marker() == "None"]
    assert means == pytest.approx([0.6, 0.9])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["scratch", "frozen"]
    assert ax.get_legend() is not None


def test_without_lines_there_is_no_legend():
    assert plot_spread({"only": [0.5]}).get_legend() is None


def test_nothing_to_plot_is_refused():
    with pytest.raises(ValueError, match="at least one way"):
        plot_spread({})
