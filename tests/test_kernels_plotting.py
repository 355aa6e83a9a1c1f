"""Photos side by side, and feature maps in colours that say the sign."""

from collections.abc import Iterator

import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.image import AxesImage

from lesson_code.plotting import plot_feature_maps, plot_pictures

COLOUR = np.full((4, 4, 3), 200, dtype=np.uint8)
GREY = np.arange(16.0).reshape(4, 4)


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def picture_in(ax: Axes) -> AxesImage:
    (image,) = ax.images
    return image


def colour_of(image: AxesImage, value: float) -> tuple[float, float, float]:
    red, green, blue, _ = image.cmap(image.norm(value))
    return red, green, blue


def test_every_picture_stands_under_its_title() -> None:
    axes = plot_pictures([COLOUR, GREY, GREY * 2], ["a", "b", "c"])
    assert [ax.get_title() for ax in axes] == ["a", "b", "c"]
    assert np.array_equal(picture_in(axes[0]).get_array(), COLOUR)
    assert np.array_equal(picture_in(axes[2]).get_array(), GREY * 2)


def test_pictures_of_different_sizes_are_drawn_equally_large() -> None:
    axes = plot_pictures([np.zeros((8, 8)), np.zeros((2, 2))], ["large", "small"])
    axes[0].figure.canvas.draw()
    first, second = (picture_in(ax).get_window_extent() for ax in axes)
    assert first.width == pytest.approx(second.width, rel=0.02)


def test_grey_means_the_same_in_every_picture() -> None:
    """Otherwise a dark picture would look as bright as a bright one."""
    axes = plot_pictures([GREY, GREY + 100], ["dark", "bright"])
    for ax in axes:
        assert colour_of(picture_in(ax), 0) == (0, 0, 0)
        assert colour_of(picture_in(ax), 255) == (1, 1, 1)


def test_pictures_without_titles_for_all_are_refused() -> None:
    with pytest.raises(ValueError, match="got 1 for 2"):
        plot_pictures([GREY, GREY], ["one"])


def test_no_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="one title for each picture"):
        plot_pictures([], [])


def test_negative_numbers_are_red_positive_ones_blue_and_zero_is_white() -> None:
    axes = plot_feature_maps(GREY, [np.array([[-5.0, 0.0], [0.0, 5.0]])], ["picture", "map"])
    image = picture_in(axes[1])
    red, _, blue = colour_of(image, -5)
    assert red > blue
    red, _, blue = colour_of(image, 5)
    assert blue > red
    assert colour_of(image, 0) == pytest.approx((1, 1, 1), abs=0.02)


def test_maps_share_one_scale() -> None:
    axes = plot_feature_maps(GREY, [np.full((3, 3), 1.0), np.full((3, 3), -9.0)], ["picture", "weak", "strong"])
    assert picture_in(axes[1]).get_clim() == picture_in(axes[2]).get_clim() == pytest.approx((-9, 9))


def test_one_very_strong_number_does_not_make_the_others_pale() -> None:
    numbers = np.ones(400)
    numbers[0] = 1000
    axes = plot_feature_maps(GREY, [numbers.reshape(20, 20)], ["picture", "map"])
    assert picture_in(axes[1]).get_clim()[1] == pytest.approx(1)


def test_a_map_of_zeros_is_white() -> None:
    axes = plot_feature_maps(GREY, [np.zeros((3, 3))], ["picture", "map"])
    assert colour_of(picture_in(axes[1]), 0) == pytest.approx((1, 1, 1), abs=0.02)


def test_a_feature_map_without_a_title_is_refused() -> None:
    with pytest.raises(ValueError, match="got 1 for 2"):
        plot_feature_maps(GREY, [GREY], ["picture"])
