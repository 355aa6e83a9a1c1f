"""The figures that answer, in a browser: by mouse, by keyboard, by touch, without a script, in the dark, on paper."""

import math
import re

import numpy as np
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

pytestmark = [pytest.mark.site, pytest.mark.slow, pytest.mark.browser]

PAGES = {
    "neuron": "neuron",
    "layer": "network",
    "descent": "gradient-descent",
    "kernel": "convolution",
    "softmax": "loss",
}
each_figure = pytest.mark.parametrize("name", PAGES)


def open_figure(visit, name):
    """Open the page of a figure and return the figure."""
    figure = visit.open(PAGES[name]).locator(f"#lesson-figure-{name}")
    figure.scroll_into_view_if_needed()
    return figure


def said(figure):
    """Return the state in words."""
    return figure.locator("[role=status]").inner_text()


def numbers(text):
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", text.replace("−", "-"))]


def move(figure, name, **values):
    """Move sliders, choose options and type numbers, as `input` events tell it."""
    for control, value in values.items():
        field = figure.locator(f"#lesson-figure-{name}-{control}")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(str(value))


def drawn(html):
    """Return the drawing and the words of a figure, as they stand in a page."""
    figure = BeautifulSoup(html, "html.parser").select_one(".lesson-figure")
    return str(figure.svg), figure.select_one("[role=status]").get_text()


@each_figure
def test_the_script_draws_what_was_drawn_when_the_page_was_built(visiting, name):
    with visiting(java_script_enabled=False) as plain:
        before = plain.open(PAGES[name]).content()
    with visiting() as visit:
        figure = open_figure(visit, name)
        expect(figure.get_by_role("button", name="Start again")).to_be_visible()
        after = figure.evaluate("figure => figure.outerHTML")
        assert not visit.errors and not visit.outside and not visit.failed
    assert drawn(before) == drawn(after)


@each_figure
def test_without_a_script_a_figure_is_whole_and_offers_nothing_that_does_not_work(visiting, name):
    with visiting(java_script_enabled=False) as visit:
        figure = open_figure(visit, name)
        assert figure.locator("svg[role=img]").bounding_box()["width"] > 250
        assert figure.locator("button, input, select").count() == 0
        assert len(said(figure)) > 40
        expect(figure.locator("noscript p")).to_be_visible()


@each_figure
def test_every_control_is_reached_by_tab_has_a_name_and_shows_its_focus(visit, name):
    figure = open_figure(visit, name)
    controls = figure.locator("select, input, button")
    controls.first.focus()
    for i in range(controls.count()):
        control = controls.nth(i)
        expect(control).to_be_focused()
        assert control.evaluate("c => c.getAttribute('aria-label') || c.labels?.[0]?.textContent || c.textContent")
        assert (
            control.evaluate("c => getComputedStyle(c).outlineStyle + getComputedStyle(c).outlineWidth") == "solid3px"
        )
        box = control.bounding_box()
        assert box["height"] >= 24 and box["width"] >= 24
        visit.page.keyboard.press("Tab")


@each_figure
def test_arrow_keys_change_the_state_and_start_again_brings_it_back(visit, name):
    figure = open_figure(visit, name)
    first = figure.evaluate("figure => figure.querySelector('svg').outerHTML"), said(figure)
    figure.locator("input[type=range]").first.focus()
    visit.page.keyboard.press("ArrowRight")
    visit.page.keyboard.press("ArrowRight")
    assert said(figure) != first[1]
    figure.get_by_role("button", name="Start again").focus()
    visit.page.keyboard.press("Enter")
    assert (figure.evaluate("figure => figure.querySelector('svg').outerHTML"), said(figure)) == first


@each_figure
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_narrow_page_holds_the_whole_figure(visiting, name, theme):
    with visiting(width=390, theme=theme) as visit:
        figure = open_figure(visit, name)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
        for part in figure.locator("svg[role=img], select, input, button, [role=status]").all():
            box = part.bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= 390


@each_figure
def test_a_wide_page_puts_no_control_beside_its_figure(visit, name):
    figure = open_figure(visit, name)
    frame = figure.bounding_box()
    for part in figure.locator("svg[role=img], select, input, button").all():
        box = part.bounding_box()
        assert box["x"] >= frame["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"] + 0.5


@each_figure
def test_in_the_dark_lines_and_words_are_light_on_a_dark_ground(visiting, name):
    with visiting(theme="dark") as visit:
        figure = open_figure(visit, name)
        visit.page.evaluate("document.documentElement.dataset.theme = 'dark'")
        light = "c => c.match(/[\\d.]+/g).slice(0, 3).map(Number)"
        ink = figure.locator("svg[role=img]").evaluate(f"s => ({light})(getComputedStyle(s).fill)")
        ground = figure.evaluate(f"s => ({light})(getComputedStyle(s).backgroundColor)")
        assert min(ink) > 180 and max(ground) < 60


@each_figure
def test_on_paper_stands_the_state_that_the_caption_speaks_of(visit, name):
    figure = open_figure(visit, name)
    first = said(figure)
    figure.locator("input[type=range]").first.focus()
    visit.page.keyboard.press("Home")
    changed = said(figure)
    visit.page.emulate_media(media="print")
    visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert said(figure) == first != changed
    assert not figure.get_by_role("button").first.is_visible()
    visit.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert said(figure) == changed


def test_only_the_page_of_a_figure_asks_for_its_script(visiting):
    for page in ("basics", *PAGES.values()):
        with visiting() as visit:
            visit.open(page)
            asked = [address for address in visit.asked if "/figures/" in address]
            expected = [name for name, home in PAGES.items() if home == page]
            assert [re.search(r"/figures/(\w+)\.js", address)[1] for address in asked] == expected


@pytest.mark.parametrize(
    ("w1", "w2", "bias", "activation"),
    [(-1, -1, 1.5, "sigmoid"), (3, -2.5, -3, "relu"), (0, 0, -1, "identity"), (-3, 0.5, 2.5, "identity")],
)
def test_the_neuron_gives_the_numbers_of_numpy(visit, w1, w2, bias, activation):
    figure = open_figure(visit, "neuron")
    move(figure, "neuron", w1=w1, w2=w2, bias=bias, activation=activation)
    sums = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]) @ [w1, w2] + bias
    outputs = {"sigmoid": 1 / (1 + np.exp(-sums)), "relu": np.maximum(0, sums), "identity": sums}[activation]
    texts = [numbers(figure.locator(f"[data-mark=corner{i}]").text_content())[0] for i in range(4)]
    assert texts == pytest.approx(outputs, abs=0.0051)
    assert said(figure).endswith(f": {np.sum((sums > 0) == [1, 1, 1, 0])} of 4 as wanted.")
    # The map: the level of each cell, read back from the runs.
    centres = -1 + (np.arange(24) + 0.5) / 8
    top = 1 if activation == "sigmoid" else 4
    value = centres[None, :] * w1 + centres[::-1, None] * w2 + bias
    value = {"sigmoid": 1 / (1 + np.exp(-value)), "relu": np.maximum(0, value), "identity": value}[activation]
    assert np.abs(read_levels(figure, 24, 10) - np.clip(value / top * 10, -10, 10)).max() <= 0.5 + 1e-9


def read_levels(figure, size, count):
    """Return the level of each cell of a map."""
    levels = np.zeros((size, size))
    for level in [*range(-count, 0), *range(1, count + 1)]:
        path = figure.locator(f"[data-mark=level{level}]").get_attribute("d")
        for column, row, length in re.findall(r"M(\d+) (\d+)h(\d+)", path):
            levels[int(row), int(column) : int(column) + int(length)] = level
    return levels


@pytest.mark.parametrize(
    ("state", "momentum"),
    [({"rate": 0.21, "steps": 30}, 0), ({"rate": 0.22, "steps": 30, "start": 1.2}, 0), ({"rate": 0.1, "steps": 7}, 0.9)]
    + [({"curve": "hills", "start": start, "rate": 0.1, "steps": 25}, 0) for start in (0.2, 0.3)],
)
def test_gradient_descent_gives_the_numbers_of_the_page(visit, state, momentum):
    figure = open_figure(visit, "descent")
    move(figure, "descent", **state, momentum=momentum)
    miles, km = np.array([1.0, 2.0, 3.0]), np.array([2.0, 3.0, 5.0])
    hills = state.get("curve") == "hills"
    weight, step = state.get("start", 0.0), 0.0
    for _ in range(state["steps"]):
        slope = weight**3 - 4 * weight + 1 if hills else float(np.mean(2 * (weight * miles - km) * miles))
        step = momentum * step - state["rate"] * slope
        weight += step
    loss = weight**4 / 4 - 2 * weight**2 + weight + 7 if hills else float(np.mean((weight * miles - km) ** 2))
    found = numbers(said(figure))
    assert [found[0], found[1], found[3]] == pytest.approx([state["steps"], weight, loss], abs=0.0051)
    assert figure.locator("[data-mark=path]").get_attribute("d").count("L") == state["steps"]


def test_a_path_that_runs_away_ends_before_its_numbers_are_infinite(visit):
    figure = open_figure(visit, "descent")
    move(figure, "descent", curve="hills", start=2.5, rate=0.4, steps=30, momentum=0.9)
    assert said(figure).endswith("beyond ±1000: divergence.")
    assert "NaN" not in figure.locator("[data-mark=path]").get_attribute("d")
    assert not visit.errors


def test_a_click_on_the_curve_chooses_the_start(visit):
    figure = open_figure(visit, "descent")
    box = figure.locator("svg[role=img]").bounding_box()
    unit = box["width"] / 360
    visit.page.mouse.click(box["x"] + (40 + 308 * (1.0 + 1.6) / 6.5) * unit, box["y"] + 100 * unit)
    assert figure.locator("#lesson-figure-descent-start").input_value() == "1"


@pytest.mark.parametrize("typed", [None, [0, 0, 0, 0, 0, 1, 0, 0, 0], [1.5, -2, 0, 0.25, 0, 0, -1, 0, 3]])
def test_the_map_is_that_of_scipy(visit, typed):
    from scipy.signal import correlate2d

    from lesson_code.data import load_photo

    figure = open_figure(visit, "kernel")
    if typed is None:
        move(figure, "kernel", kernel="blur")
    else:
        move(figure, "kernel", **{f"weights-{i}": weight for i, weight in enumerate(typed)})
        assert figure.locator("#lesson-figure-kernel-kernel").input_value() == "own"
    kernel = np.reshape(typed or [1 / 9] * 9, (3, 3))
    picture = np.round(load_photo("coffee", 24).mean(axis=2) / 17) * 17
    result = correlate2d(picture, kernel, mode="valid")
    top = 255 * max(1, np.abs(kernel).sum() / 3)
    assert np.abs(read_levels(figure, 22, 10) - np.clip(result / top * 10, -10, 10)).max() <= 0.5 + 1e-9
    move(figure, "kernel", row=7, column=19)
    assert numbers(said(figure))[2] == pytest.approx(result[7, 19], abs=0.51)


def test_typing_a_known_kernel_names_it_and_an_empty_field_counts_as_0(visit):
    figure = open_figure(visit, "kernel")
    choice = figure.locator("#lesson-figure-kernel-kernel")
    move(figure, "kernel", kernel="copy")
    move(figure, "kernel", **{"weights-4": ""})
    assert choice.input_value() == "own" and "add up to 0: no colour" in said(figure)
    move(figure, "kernel", **{"weights-4": "1"})
    assert choice.input_value() == "copy"


def test_a_click_on_a_picture_moves_the_window(visit):
    figure = open_figure(visit, "kernel")
    box = figure.locator("svg[role=img]").bounding_box()
    unit = box["width"] / 360
    visit.page.mouse.click(box["x"] + (6 + 7 * 5.5) * unit, box["y"] + (22 + 7 * 8.5) * unit)
    assert said(figure).startswith("With the window at row 7, column 4,")
    visit.page.mouse.click(box["x"] + (199 + 7 * 21.5) * unit, box["y"] + (22 + 7 * 0.5) * unit)
    assert said(figure).startswith("With the window at row 0, column 21,")


@pytest.mark.parametrize("right", [0, 1, 2])
def test_softmax_and_loss_are_those_of_the_formula(visit, right):
    scores = [-5, 4.5, 0.5]
    figure = open_figure(visit, "softmax")
    move(figure, "softmax", score0=scores[0], score1=scores[1], score2=scores[2], right=str(right))
    total = sum(math.exp(score) for score in scores)
    wanted = [math.exp(score) / total for score in scores]
    shown = [numbers(figure.locator(f"[data-mark=p{i}]").text_content())[0] for i in range(3)]
    assert shown == pytest.approx(wanted, abs=0.0051)
    assert numbers(said(figure))[-1] == pytest.approx(-math.log(wanted[right]), abs=0.0051)
    widths = [float(figure.locator(f"[data-mark=p{i}-bar]").get_attribute("width")) for i in range(3)]
    assert widths == pytest.approx([200 * p for p in wanted], abs=0.051)


def place(figure, x1, x2):
    """Return where a point of the plane of two inputs lies on the screen."""
    box = figure.locator("svg[role=img]").bounding_box()
    unit = box["width"] / 360
    return box["x"] + (60 + (x1 + 0.5) * 120) * unit, box["y"] + (12 + (1.5 - x2) * 120) * unit


def line_of(figure, neuron):
    """Return both weights and the bias of a hidden neuron as its words tell them."""
    text = re.search(rf"{neuron} asks whether (.*?) is above", said(figure))[1]
    w1, w2, bias = re.fullmatch(r"(−?[\d.]+) x₁ ([+−] [\d.]+) x₂ ([+−] [\d.]+)", text).groups()
    return [float(part.replace("−", "-").replace(" ", "")) for part in (w1, w2, bias)]


def test_a_line_is_shifted_by_dragging_it_and_turned_by_dragging_its_end(visit):
    figure = open_figure(visit, "layer")
    mouse = visit.page.mouse
    # The second line stands upright at 1.28: its upper end goes to the left, until both empty points are cut off.
    mouse.move(*place(figure, 1.28, 1.05))
    mouse.down()
    mouse.move(*place(figure, 0.8, 1.1), steps=4)
    mouse.move(*place(figure, 0.3, 1.15), steps=4)
    mouse.up()
    assert said(figure).endswith("4 of 4 right.")
    w1, w2, bias = line_of(figure, "h₂")
    assert w1 * 0.3 + w2 * 1.15 + bias == pytest.approx(0, abs=0.05)
    assert w1 * 1.28 + w2 * -0.05 + bias == pytest.approx(0, abs=0.05)
    # The first line, held in its middle, keeps its direction.
    before = line_of(figure, "h₁")
    mouse.move(*place(figure, 0.25, 0.26))
    mouse.down()
    mouse.move(*place(figure, 0.75, 0.76), steps=4)
    mouse.up()
    after = line_of(figure, "h₁")
    assert after[:2] == before[:2] and after[2] == pytest.approx(-1.06, abs=0.05)
    mouse.move(*place(figure, 0, 0))
    assert line_of(figure, "h₁") == after


def test_xor_is_solved_with_the_keyboard_alone(visit):
    figure = open_figure(visit, "layer")
    figure.get_by_label("h₂: direction").focus()
    visit.page.keyboard.press("Home")
    for _ in range(15):
        visit.page.keyboard.press("ArrowRight")
    figure.get_by_label("h₂: distance").focus()
    for _ in range(11):
        visit.page.keyboard.press("ArrowRight")
    assert line_of(figure, "h₂") == pytest.approx([-0.71, -0.71, 1.06], abs=0.011)
    assert said(figure).endswith("4 of 4 right.")
    assert [figure.locator(f"[data-mark=corner{i}]").text_content() for i in range(4)] == ["✓"] * 4


def test_one_hidden_neuron_leaves_the_second_line_out(visit):
    figure = open_figure(visit, "layer")
    move(figure, "layer", neurons="1")
    assert "h₂" not in said(figure) and said(figure).endswith("3 of 4 right.")
    assert not figure.locator("[data-mark=line-b]").is_visible()


def test_a_finger_moves_a_line_and_elsewhere_the_page(visiting):
    with visiting(width=390, has_touch=True, is_mobile=True) as visit:
        figure = open_figure(visit, "layer")
        figure.evaluate("figure => figure.scrollIntoView({ block: 'center', behavior: 'instant' })")
        touch = visit.page.context.new_cdp_session(visit.page)

        def drag(*points):
            kinds = ["touchStart", *["touchMove"] * (len(points) - 1)]
            for kind, (x, y) in zip(kinds, points, strict=True):
                touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
            touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

        before = visit.page.evaluate("scrollY")
        ends = [(1.28, 1.05), (1.0, 1.1), (0.6, 1.1), (0.3, 1.15)]
        drag(*(place(figure, *end) for end in ends))
        expect(figure.locator("[role=status]")).to_contain_text("4 of 4 right.")
        assert visit.page.evaluate("scrollY") == before
        drag(*(place(figure, 1.0, x2) for x2 in (0.6, 1.0, 1.4)))
        expect(figure.locator("[role=status]")).to_contain_text("4 of 4 right.")
