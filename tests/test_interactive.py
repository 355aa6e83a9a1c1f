"""The figures that answer: what the directive refuses, and what stands on the page before any script runs."""

import json
import math
import re
from pathlib import Path

import numpy as np
import pytest
from bs4 import BeautifulSoup

from lessons.figures import NAMES, load
from lessons.figures.descent import CURVES, walk
from lessons.figures.kernel import KERNELS, picture
from lessons.figures.parts import level_paths, listed, mapped, shown
from lessons.interactive import SCRIPTS, figure_html

BOOK = Path(__file__).parents[1] / "book"
PAGES = {
    "neuron": "neuron",
    "layer": "network",
    "descent": "gradient-descent",
    "kernel": "convolution",
    "softmax": "loss",
}


def words(name, **changes):
    """Return what a figure says in a state."""
    figure = load(name)
    return figure.draw({**figure.state, **changes}).words


def drawing(name, **changes):
    """Return the drawing of a figure in a state."""
    figure = load(name)
    return BeautifulSoup(figure.draw({**figure.state, **changes}).svg, "html.parser")


def numbers(text):
    """Return the numbers of a sentence."""
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", text.replace("−", "-"))]


def solution(page, name):
    """Return the text of a challenge of a page."""
    text = (BOOK / f"{page}.md").read_text("utf-8")
    return text[text.index(f":name: {name}\n") :].split("\n:::::\n", 1)[0]


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_complete_without_its_script(name):
    soup = BeautifulSoup(figure_html(name, load(name), "What is to be seen."), "html.parser")
    svg = soup.select_one("svg[role=img]")
    named = [soup.find(id=identifier).get_text() for identifier in svg["aria-labelledby"].split()]
    assert named == ["What is to be seen.", words(name)]
    assert len(svg.select("path[d], rect, circle")) >= 5
    assert soup.select_one("[role=status]").get_text() == words(name)
    assert not soup.select("button, input, select")
    assert soup.noscript


@pytest.mark.parametrize("name", NAMES)
def test_no_colour_is_fixed_but_the_greys_of_the_photo(name):
    fixed = re.findall(r"#[0-9a-f]{3,6}\b|rgb\(", str(drawing(name)))
    assert all(re.fullmatch(r"#(000|(\w)\2{5}|(\w)\3\3)", colour) for colour in fixed)
    assert not fixed or name == "kernel"


@pytest.mark.parametrize("name", NAMES)
def test_every_control_begins_where_the_drawing_does_and_can_reach_its_ends(name):
    controls = [control._asdict() for control in load(name).controls]
    for control in controls:
        if control["kind"] == "slider":
            assert control["low"] <= control["value"] <= control["high"]
            for value in (control["value"], control["high"]):
                assert ((value - control["low"]) / control["step"]) == pytest.approx(
                    round((value - control["low"]) / control["step"]), abs=1e-6
                )
        elif control["kind"] == "choice":
            assert control["value"] in control["options"]
    assert json.loads(json.dumps(controls)) is not None


def test_numbers_are_written_as_in_the_course():
    assert [shown(2.5), shown(-0.25, 1), shown(-0.001), shown(1e-9)] == ["2.50", "−0.3", "0.00", "0.00"]
    assert [shown(2.5, 0), shown(-2.5, 0), mapped(-2.25)] == ["3", "−3", "-2.3"]
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]


def test_a_map_is_written_as_runs_of_equal_cells_and_can_be_read_back():
    values = np.random.default_rng(3).uniform(-2, 2, (5, 7))
    levels = np.clip(np.floor(values / 1.5 * 4 + 0.5), -4, 4)
    read = np.zeros((5, 7))
    for level, path in level_paths(values.tolist(), 1.5, 4).items():
        for column, row, length in re.findall(r"M(\d+) (\d+)h(\d+)", path):
            read[int(row), int(column) : int(column) + int(length)] = level
    assert (read == levels).all()


@pytest.mark.parametrize("activation", ["sigmoid", "relu", "identity"])
def test_the_neuron_gives_the_outputs_of_numpy(activation):
    weights, bias = np.array([-1.5, 2.0]), 0.5
    sums = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]) @ weights + bias
    outputs = {"sigmoid": 1 / (1 + np.exp(-sums)), "relu": np.maximum(0, sums), "identity": sums}[activation]
    said = words("neuron", w1=-1.5, w2=2.0, bias=0.5, activation=activation)
    assert numbers(said)[0::3][:4] == pytest.approx(outputs, abs=0.0051)
    assert said.endswith(f": {np.sum((sums > 0) == [1, 1, 1, 0])} of 4 as wanted.")


def test_the_line_of_the_neuron_runs_where_the_sum_is_0():
    for w1, w2, bias in [(1, -2, 0.5), (-1, -1, 1.5), (3, 0, -1.5), (0, 0.5, 0)]:
        place = drawing("neuron", w1=w1, w2=w2, bias=bias).select_one("[data-mark=line]")["transform"]
        x, y, angle = numbers(place)
        foot = np.array([x / 80 - 1, (240 - y) / 80 - 1])
        along = np.array([np.sin(np.radians(angle)), np.cos(np.radians(angle))])
        for point in (foot, foot + along, foot - along):
            assert point @ [w1, w2] + bias == pytest.approx(0, abs=0.02)
    assert drawing("neuron", w1=0, w2=0).select_one("[data-mark=line]")["visibility"] == "hidden"


def test_no_neuron_says_yes_unless_both_but_for_negative_weights_and_a_positive_bias():
    values = np.arange(-3, 3.5, 0.5)
    w1, w2, bias = np.meshgrid(values, values, values)
    solved = (bias > 0) & (w2 + bias > 0) & (w1 + bias > 0) & (w1 + w2 + bias <= 0)
    assert solved.any() and (w1[solved] < 0).all() and (w2[solved] < 0).all() and (bias[solved] > 0).all()
    assert words("neuron", w1=-1, w2=-1, bias=1.5).endswith("4 of 4 as wanted.")
    assert words("neuron", w1=-2, w2=-2, bias=3).endswith("4 of 4 as wanted.")
    assert words("neuron", w1=-3, w2=-3, bias=3).endswith("2 of 4 as wanted.")


def test_two_lines_solve_xor_and_one_does_not():
    assert words("layer", turn_b=-135, shift_b=-1.06).endswith("4 of 4 right.")
    assert words("layer").endswith("3 of 4 right.")
    for turn in range(-180, 181, 9):
        for shift in np.arange(-1.5, 1.6, 0.1):
            assert not words("layer", neurons="1", turn_a=turn, shift_a=shift).endswith("4 of 4 right.")


def test_what_a_hidden_neuron_asks_is_its_direction_and_its_distance():
    said = words("layer", turn_a=60, shift_a=0.5, turn_b=-90, shift_b=-1)
    assert "0.50 x₁ + 0.87 x₂ − 0.50 is above 0; h₂ asks whether 0.00 x₁ − 1.00 x₂ + 1.00 is" in said


def test_the_road_signs_are_those_of_the_lesson():
    miles, km = np.array([1.0, 2.0, 3.0]), np.array([2.0, 3.0, 5.0])
    assert "miles = np.array([1.0, 2.0, 3.0])\nkm = np.array([2.0, 3.0, 5.0])" in (
        (BOOK / "gradient-descent.md").read_text("utf-8")
    )
    for weight in (-1.0, 0.0, 1.64, 3.5):
        assert CURVES["signs"].loss(weight) == pytest.approx(np.mean((weight * miles - km) ** 2))
        assert CURVES["signs"].slope(weight) == pytest.approx(np.mean(2 * (weight * miles - km) * miles))


def test_the_hills_are_those_of_the_lesson():
    text = (BOOK / "gradient-descent.md").read_text("utf-8")
    assert "return weight**4 / 4 - 2 * weight**2 + weight + 7" in text
    for weight in (-2.0, 0.3, 1.0, 2.5):
        assert CURVES["hills"].loss(weight) == pytest.approx(weight**4 / 4 - 2 * weight**2 + weight + 7)
        assert CURVES["hills"].slope(weight) == pytest.approx(weight**3 - 4 * weight + 1)


def test_a_walk_without_momentum_is_that_of_the_graded_exercise():
    from lesson_code.exercises.descend import descend

    for curve in CURVES:
        state = {"curve": curve, "start": 0.3, "rate": 0.1, "steps": 25, "momentum": 0}
        assert walk(state) == pytest.approx(descend(CURVES[curve].slope, 0.3, 0.1, 25))


def test_momentum_adds_a_share_of_the_last_step():
    path = walk({"curve": "signs", "start": 0.0, "rate": 0.1, "steps": 3, "momentum": 0.5})
    slope = CURVES["signs"].slope
    first = -0.1 * slope(0)
    second = 0.5 * first - 0.1 * slope(first)
    third = 0.5 * second - 0.1 * slope(first + second)
    assert path == pytest.approx([0, first, first + second, first + second + third])


def test_the_border_of_the_learning_rate_is_where_the_page_says():
    text = solution("gradient-descent", "ch-border")
    assert "0.21 arrives and 0.22 does not" in text and "At 6/28, about 0.214, it is −1" in text
    assert round(6 / 28, 3) == 0.214 and round(3 / 28, 3) == 0.107
    assert "has fallen" in words("descent", rate=0.21, steps=30)
    assert "has risen" in words("descent", rate=0.22, steps=30)
    assert words("descent", rate=0.4, steps=30).endswith("divergence.")


@pytest.mark.parametrize("name", KERNELS)
def test_the_kernel_gives_the_sums_of_scipy(name):
    from scipy.signal import correlate2d

    weights, divisor = KERNELS[name]
    kernel = np.array(weights).reshape(3, 3) / int(divisor)
    result = correlate2d(np.array(picture()) * 17, kernel, mode="valid")
    assert result.shape == (22, 22)
    for row, column in [(0, 0), (11, 10), (3, 17), (21, 21)]:
        said = words("kernel", kernel=name, weights=weights, divisor=divisor, row=row, column=column)
        assert numbers(said)[2] == pytest.approx(result[row, column], abs=0.51)


def test_the_small_picture_is_the_coffee_of_the_lesson():
    from lesson_code.data import load_photo

    assert abs(np.array(picture()) * 17 - load_photo("coffee", 24).mean(axis=2)).max() <= 8.5


def test_the_kernels_of_the_solution_do_what_it_says():
    left, neighbours = [0, 0, 0, 0, 0, 1, 0, 0, 0], [0, 0, 0, 0, -1, 1, 0, 0, 0]
    grey = np.array(picture()) * 17
    for row, column in [(0, 0), (8, 5), (21, 21)]:
        at = {"row": row, "column": column, "divisor": "1"}
        right, middle = grey[row + 1, column + 2], grey[row + 1, column + 1]
        assert numbers(words("kernel", weights=left, **at))[2] == right
        assert numbers(words("kernel", weights=neighbours, **at))[2] == right - middle


def test_softmax_and_its_loss_are_those_of_a_library():
    from scipy.special import log_softmax, softmax

    scores = [-1.5, 3.0, 0.5]
    said = numbers(words("softmax", score0=scores[0], score1=scores[1], score2=scores[2], right="0"))
    assert said[:3] == pytest.approx(softmax(scores), abs=0.0051)
    assert said[-1] == pytest.approx(-log_softmax(scores)[0], abs=0.0051)


def test_the_losses_after_one_push_are_those_of_the_page():
    table = solution("loss", "ch-push")
    for words_of_row, changes in {
        "none": {},
        "C up by 1": {"score2": 1},
        "A down by 1": {"score0": 1},
        "B down by 1": {"score1": 0},
    }.items():
        scores = {"score0": 2, "score1": 1, "score2": 0, **changes}
        loss = -math.log(math.exp(scores["score2"]) / sum(map(math.exp, scores.values())))
        assert f"| {words_of_row} | {loss:.2f} |" in table


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_stands_on_its_page_after_a_question_and_before_its_answer(name):
    text = (BOOK / f"{PAGES[name]}.md").read_text("utf-8")
    before, after = text.split(f"::::{{interactive}} {name}\n")
    question = before[before.rindex(":::::{challenge}") :]
    assert "?" in question or "write down" in question
    assert re.search("predict|before", question, re.IGNORECASE)
    assert ":::{solution}" in after[: after.index("\n:::::\n")]


def test_the_scripts_are_small_and_ask_nobody():
    shared = (SCRIPTS / "shared.js").read_text("utf-8")
    assert len(shared.encode()) < 6_500
    for name in NAMES:
        own = (SCRIPTS / f"{name}.js").read_text("utf-8")
        assert len(own.splitlines()) < 120
        assert not re.search(r"https?://|\bfetch\(|XMLHttpRequest|\bimport\b|eval\(|innerHTML|\.style\b", shared + own)
