"""The figures of the lesson on pretrained networks: answers beside photos, hidden parts, a block of the network."""

from collections.abc import Iterator

import matplotlib
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

matplotlib.use("Agg")

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from lesson_code.drawing import draw_inverted_residual
from lesson_code.plotting import plot_hidden_parts, plot_top_classes

PHOTO = np.arange(12 * 12 * 3, dtype=np.uint8).reshape(12, 12, 3)


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def words(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts if text.get_text()]


def boxes(ax: Axes) -> list[Rectangle]:
    return [patch for patch in ax.patches if isinstance(patch, Rectangle)]


@settings(max_examples=10, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=4))
def test_each_answer_has_a_bar_as_long_as_its_probability_on_one_that_reaches_1(probabilities: list[float]) -> None:
    answers = [(f"class {place}", value) for place, value in enumerate(probabilities)]
    _, bars = plot_top_classes([PHOTO], [answers])
    widths = [bar.get_width() for bar in boxes(bars)]
    assert widths[0::2] == [1] * len(probabilities)
    assert widths[1::2] == pytest.approx(probabilities)
    plt.close("all")


def test_every_photo_stands_beside_its_own_answers() -> None:
    other = 255 - PHOTO
    axes = plot_top_classes([PHOTO, other], [[("cat", 0.75), ("dog", 0.125)], [("moon", 0.5)]])
    assert np.array_equal(axes[0].images[0].get_array(), PHOTO)
    assert np.array_equal(axes[2].images[0].get_array(), other)
    assert words(axes[1]) == ["cat", "0.75", "dog", "0.12"]
    assert words(axes[3]) == ["moon", "0.50"]
    assert axes[0].get_position().y0 > axes[2].get_position().y0


def test_the_best_answer_is_at_the_top_and_bold() -> None:
    _, bars = plot_top_classes([PHOTO], [[("cat", 0.75), ("dog", 0.125)]])
    bars.figure.canvas.draw()
    best, second = (next(text for text in bars.texts if text.get_text() == name) for name in ("cat", "dog"))
    assert best.get_window_extent().y0 > second.get_window_extent().y0
    assert (best.get_weight(), second.get_weight()) == ("bold", "normal")


def test_a_long_name_stays_clear_of_its_number() -> None:
    _, bars = plot_top_classes([PHOTO], [[("black-and-tan coonhound", 0.95)]])
    bars.figure.canvas.draw()
    name, number = (text.get_window_extent() for text in bars.texts)
    assert name.x1 < number.x0


@pytest.mark.parametrize(("photos", "answers"), [([PHOTO], []), ([], []), ([PHOTO], [[("a", 1.0)], [("b", 1.0)]])])
def test_photos_without_answers_are_refused(photos: list[object], answers: list[list[tuple[str, float]]]) -> None:
    with pytest.raises(ValueError, match=f"each of {len(photos)} photos, got {len(answers)}"):
        plot_top_classes(photos, answers)


@pytest.mark.parametrize(("lowest", "corner"), [((0, 0), (0, 0)), ((2, 1), (4, 8)), ((1, 2), (8, 4))])
def test_the_frame_lies_where_hiding_costs_most(lowest: tuple[int, int], corner: tuple[float, float]) -> None:
    """Three places of a square of 4 pixels in a photo of 12 begin at 0, 4 and 8."""
    left = np.full((3, 3), 0.9)
    left[lowest] = 0.1
    photo, grid = plot_hidden_parts(PHOTO, left, square=4)
    assert {(frame.get_x(), frame.get_y()) for frame in boxes(photo)} == {corner}
    assert {frame.get_width() for frame in boxes(photo)} == {4}
    assert words(grid).count("0.90") == 8


def test_the_numbers_of_the_map_stand_at_their_places() -> None:
    _, grid = plot_hidden_parts(PHOTO, [[0.1, 0.2], [0.3, 0.4]], square=6)
    places = {text.get_text(): text.get_position() for text in grid.texts}
    assert places == {"0.10": (0, 0), "0.20": (1, 0), "0.30": (0, 1), "0.40": (1, 1)}


@pytest.mark.parametrize(
    ("photo", "left", "square", "message"),
    [
        (PHOTO, [[0.1, 0.2]], 4, "square of probabilities"),
        (PHOTO, [0.1], 4, "square of probabilities"),
        (PHOTO[:6], [[0.1]], 4, "square photo"),
        (PHOTO, [[0.1]], 13, "1 to 12 pixels, got 13"),
        (PHOTO, [[0.1]], 0, "1 to 12 pixels, got 0"),
    ],
)
def test_what_is_not_square_is_refused(photo: object, left: object, square: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        plot_hidden_parts(photo, left, square)


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 64), st.integers(1, 8))
def test_the_boxes_of_a_block_are_as_high_as_they_have_channels(n_channels: int, expansion: int) -> None:
    ax = draw_inverted_residual(n_channels, expansion)
    heights = [box.get_height() for box in boxes(ax)]
    assert heights == pytest.approx([heights[0] * times for times in (1, expansion, expansion, 1)])
    numbers = [word for word in words(ax) if word.isdigit()]
    assert numbers == [str(n_channels * times) for times in (1, expansion, expansion, 1)]
    plt.close("all")


def test_a_block_says_its_steps_in_order() -> None:
    steps = [text for text in draw_inverted_residual(kernel_size=5).texts if "×" in text.get_text()]
    assert [step.get_text() for step in steps] == ["expand\n1 × 1", "depthwise\n5 × 5", "project\n1 × 1"]
    places = [step.get_position()[0] for step in steps]
    assert places == sorted(places)


@pytest.mark.parametrize("numbers", [(0, 6, 3), (24, 0, 3), (24, 6, 0)])
def test_a_block_without_channels_is_refused(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        draw_inverted_residual(*numbers)


def test_the_figures_are_narrow_enough_for_a_phone() -> None:
    for ax in [
        plot_top_classes([PHOTO], [[("a", 1.0)]])[0],
        plot_hidden_parts(PHOTO, [[1.0]], 4)[0],
        draw_inverted_residual(),
    ]:
        assert ax.figure.get_figwidth() <= 5.4
