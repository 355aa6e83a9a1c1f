"""The drawings of kernels, filters, receptive fields and pooling."""

from collections.abc import Iterator

import matplotlib
import pytest

matplotlib.use("Agg")

import matplotlib.pyplot as plt
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from matplotlib.text import Annotation, Text

from lesson_code.drawing import draw_filters, draw_kernel_step, draw_max_pool, draw_receptive_field
from lesson_code.plotting._style import PALETTE

IMAGE = [[1, 2, 3], [4, 5, 6], [7, 8, 10]]
MINUS = "\N{MINUS SIGN}"


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def written(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts if not isinstance(text, Annotation)]


def texts_named(ax: Axes, words: str) -> list[Text]:
    return [text for text in ax.texts if text.get_text() == words]


def n_filled(ax: Axes, colour: str) -> int:
    return sum(to_hex(patch.get_facecolor()).upper() == PALETTE[colour].upper() for patch in ax.patches)


def test_a_step_shows_image_kernel_and_the_one_sum_that_is_known() -> None:
    ax = draw_kernel_step(IMAGE, [[-1, 0], [0, 2]], row=1, column=0)
    shown = written(ax)
    # By hand: 4 · (−1) + 8 · 2.
    assert shown.count("12") == 1
    assert shown.count("?") == 2 * 2 - 1
    assert f"{MINUS}1" in shown
    assert {"image", "kernel", "result"} <= set(shown)


def test_a_step_colours_the_pixels_under_the_kernel_and_their_sum() -> None:
    ax = draw_kernel_step(IMAGE, [[1, 1]], row=0, column=1)
    assert n_filled(ax, "sky") == 2 + 1
    assert n_filled(ax, "yellow") == 2


def test_a_step_beyond_the_border_is_refused() -> None:
    with pytest.raises(ValueError, match="a place in 2 rows and 2 columns, got 2, 0"):
        draw_kernel_step(IMAGE, [[1, 1], [1, 1]], row=2, column=0)


def test_a_kernel_larger_than_the_image_is_refused() -> None:
    with pytest.raises(ValueError, match="a place in 0 rows"):
        draw_kernel_step([[1, 2]], [[1], [1]], row=0, column=0)


@pytest.mark.parametrize("image", [[1, 2, 3], []])
def test_an_image_without_rows_and_columns_is_refused(image: list[int]) -> None:
    with pytest.raises(ValueError, match="rows and columns of numbers in the image"):
        draw_kernel_step(image, [[1]], row=0, column=0)


def test_pooling_marks_the_largest_number_of_each_window() -> None:
    ax = draw_max_pool([[1, 3, 2, 0], [8, 4, 1, 1]], 2)
    in_image = [text.get_text() for text in ax.texts if text.get_weight() == "bold"]
    # Once in the image, once in the result.
    assert sorted(in_image) == ["2", "2", "8", "8"]


def test_pixels_that_fill_no_window_stay_white() -> None:
    ax = draw_max_pool(IMAGE, 2)
    assert n_filled(ax, "white") == 5
    assert "10" in written(ax), "the pixel is drawn"
    assert texts_named(ax, "10")[0].get_weight() == "normal", "it does not take part"


def test_windows_side_by_side_differ_in_colour() -> None:
    ax = draw_max_pool([[1] * 6] * 4, 2)
    result = [patch for patch in ax.patches if isinstance(patch, Rectangle)][-6:]
    colours = [to_hex(patch.get_facecolor()) for patch in result]
    for i in range(2):
        for j in range(3):
            if j < 2:
                assert colours[3 * i + j] != colours[3 * i + j + 1]
            if i < 1:
                assert colours[j] != colours[3 + j]


@pytest.mark.parametrize("pool_size", [0, 4])
def test_a_window_that_does_not_fit_is_refused(pool_size: int) -> None:
    with pytest.raises(ValueError, match=f"a window of 1 to 3 pixels, got {pool_size}"):
        draw_max_pool(IMAGE, pool_size)


@pytest.mark.parametrize("n_filters", [1, 2, 3])
def test_each_filter_has_a_grid_for_each_channel_and_gives_one_map(n_filters: int) -> None:
    ax = draw_filters(["red", "green"], n_filters)
    assert n_filled(ax, "pale") == n_filters
    # One large sheet and nine small cells for each filter, in each colour.
    assert n_filled(ax, "red") == n_filled(ax, "green") == 1 + 9 * n_filters
    assert {"2 channels", f"{n_filters} feature maps", f"filter {n_filters}"} <= set(written(ax))


def test_filters_without_channels_are_refused() -> None:
    with pytest.raises(ValueError, match="got 0 and 2"):
        draw_filters([])


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([1, 3, 5]), min_size=1, max_size=3))
def test_the_receptive_field_is_what_the_layers_really_see(kernel_sizes: list[int]) -> None:
    """Pixels are followed upwards one by one: a neuron sees a pixel if its kernel reaches one that does."""
    ax = draw_receptive_field(kernel_sizes)
    seeing = {0}
    for size in kernel_sizes:
        seeing = {place + step for place in seeing for step in range(-(size // 2), size // 2 + 1)}
    assert written(ax)[-1] == str(len(seeing))
    plt.close(ax.figure)


def test_as_many_squares_are_coloured_as_the_numbers_say() -> None:
    ax = draw_receptive_field([3, 3])
    assert written(ax) == ["layer 2", "1", "layer 1", "3", "pixels", "5"]
    assert n_filled(ax, "sky") == 1 + 3 + 5


@pytest.mark.parametrize("kernel_sizes", [[], [2], [3, 0]])
def test_kernels_without_a_middle_are_refused(kernel_sizes: list[int]) -> None:
    with pytest.raises(ValueError, match="odd kernel sizes"):
        draw_receptive_field(kernel_sizes)
