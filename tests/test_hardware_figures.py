"""The drawings about hardware show what they say, and the figures plot what they are given."""

from collections.abc import Iterator

import matplotlib
import numpy as np
import pandas as pd
import pytest

matplotlib.use("Agg")

import matplotlib.pyplot as plt
from matplotlib.patches import FancyBboxPatch, Rectangle

from lesson_code.data import read_penguins
from lesson_code.drawing import draw_pipeline, draw_replicas, draw_siamese, draw_workers
from lesson_code.plotting import plot_rounding, plot_sexes, plot_step_seconds


@pytest.fixture(autouse=True)
def _close_figures() -> Iterator[None]:
    yield
    plt.close("all")


def words_of(ax) -> list[str]:
    return [text.get_text() for text in ax.texts]


def bars_of(ax) -> dict[int, list[tuple[float, float]]]:
    """Return begin and end of the bars, by row: 0 reading, 1 computing."""
    rows: dict[int, list[tuple[float, float]]] = {0: [], 1: []}
    for bar in ax.patches:
        assert isinstance(bar, Rectangle)
        rows[round(bar.get_y() + bar.get_height() / 2)].append((bar.get_x(), bar.get_x() + bar.get_width()))
    return rows


def test_a_cpu_has_few_large_workers_and_a_gpu_many_small_ones():
    ax = draw_workers()
    areas = sorted({round(box.get_width() * box.get_height(), 4) for box in ax.patches})
    sizes = [round(box.get_width() * box.get_height(), 4) for box in ax.patches]
    assert len(areas) == 2
    assert sizes.count(areas[1]) == 4 and sizes.count(areas[0]) == 120
    assert {"CPU", "GPU"} <= set(words_of(ax))


def test_without_prefetch_reading_and_computing_take_turns():
    plain, _ = draw_pipeline(read=3, compute=2)
    assert bars_of(plain) == {0: [(0, 3), (5, 8), (10, 13), (15, 18)], 1: [(3, 5), (8, 10), (13, 15), (18, 20)]}


def test_with_prefetch_the_slower_sets_the_pace():
    assert bars_of(draw_pipeline(read=3, compute=2)[1]) == {
        0: [(0, 3), (3, 6), (6, 9), (9, 12)],
        1: [(3, 5), (6, 8), (9, 11), (12, 14)],
    }
    assert bars_of(draw_pipeline(read=1, compute=2, n_batches=3)[1]) == {
        0: [(0, 1), (1, 2), (3, 4)],
        1: [(1, 3), (3, 5), (5, 7)],
    }


@pytest.mark.parametrize("numbers", [(0, 1, 4), (1, 0, 4), (1, 1, 0)])
def test_a_pipeline_without_time_or_batches_is_refused(numbers):
    with pytest.raises(ValueError, match="at least one batch"):
        draw_pipeline(*numbers)


def test_a_batch_is_divided_among_all_devices():
    ax = draw_replicas(4, 64)
    assert words_of(ax).count("16") == 4
    assert [f"device {n}\nall weights" in words_of(ax) for n in range(4)] == [True] * 4
    assert {"a batch of 64 examples", "mean of the gradients"} <= set(words_of(ax))


@pytest.mark.parametrize(("n_devices", "batch_size"), [(1, 64), (5, 65), (3, 64)])
def test_a_batch_that_cannot_be_shared_evenly_is_refused(n_devices, batch_size):
    with pytest.raises(ValueError, match="share evenly"):
        draw_replicas(n_devices, batch_size)


def test_both_inputs_of_a_siamese_network_are_drawn_with_their_sizes():
    ax = draw_siamese(1978, 500, 200)
    assert words_of(ax).count("200\nnumbers") == words_of(ax).count("500, 500\nReLU") == 2
    assert {"spectrum A\n1 978", "spectrum B\n1 978"} <= set(words_of(ax))
    assert sum(isinstance(box, FancyBboxPatch) for box in ax.patches) >= 7


def test_times_are_plotted_in_milliseconds_with_a_line_for_growing_in_proportion():
    ax = plot_step_seconds([1, 4, 16], {"narrow": [0.001, 0.001, 0.002], "wide": [0.01, 0.02, 0.08]})
    lines = {line.get_label(): line for line in ax.get_lines() if not line.get_label().startswith("_")}
    assert list(lines["wide"].get_ydata()) == pytest.approx([10, 20, 80])
    dotted = [
        list(line.get_ydata()) for line in ax.get_lines() if line.get_linestyle() == ":" and line.get_linewidth() < 2
    ]
    assert dotted[1] == pytest.approx([10, 40, 160])
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")


def test_a_network_with_too_few_times_is_refused():
    with pytest.raises(ValueError, match="expected 3 times for wide, got 2"):
        plot_step_seconds([1, 4, 16], {"wide": [0.01, 0.02]})


def test_what_cannot_be_stored_is_off_by_all_of_it():
    def rounded(x):
        return np.where(x < 1e-6, 0.0, np.where(x > 1e4, np.inf, x * 1.001))

    curve = plot_rounding({"some": rounded}).get_lines()[0]
    sizes, off = np.asarray(curve.get_xdata()), np.asarray(curve.get_ydata())
    assert off[sizes < 1e-7] == pytest.approx(1.0)
    assert off[sizes > 1e5] == pytest.approx(1.0)
    assert off[(sizes > 1e-4) & (sizes < 1e2)] == pytest.approx(0.001)


def test_every_penguin_is_a_mark_and_the_species_left_out_is_hollow():
    penguins = read_penguins().dropna()
    lines = {line.get_label(): line for line in plot_sexes(penguins, "Gentoo").get_lines()}
    assert sum(len(line.get_xdata()) for line in lines.values()) == len(penguins)
    assert lines["Gentoo, female"].get_markerfacecolor() == "none"
    assert lines["other, male"].get_markerfacecolor() != "none"
    assert len(lines["Gentoo, male"].get_xdata()) == int(
        ((penguins["species"] == "Gentoo") & (penguins["sex"] == "male")).sum()
    )


def test_a_species_that_is_not_there_is_named():
    table = pd.DataFrame({"species": ["Adelie"], "sex": ["male"], "flipper_length_mm": [190], "body_mass_g": [3500]})
    with pytest.raises(ValueError, match=r"expected one of \['Adelie'\], got 'Gentoo'"):
        plot_sexes(table, "Gentoo")
