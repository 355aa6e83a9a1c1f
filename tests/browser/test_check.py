"""The check inside a page: what it says, what it keeps, and what is there when something is missing."""

import json
import re

import pytest
from playwright.sync_api import expect

from lesson_code.exercises import load
from lesson_code.grading.front_ends import check_content
from lesson_code.grading.page import LIMITS
from lesson_code.grading.render import render
from lesson_code.grading.stubs import answer, stub

pytestmark = [pytest.mark.site, pytest.mark.slow, pytest.mark.browser]

NAME = "neuron_output"
HEAD = f"def {NAME}(inputs, weights, bias):\n"
RIGHT = answer(load(NAME), load(NAME).reference)
WRONG = HEAD + "    return sum(x * w for x, w in zip(inputs, weights))\n"
CHECK = """([name, text]) => new Promise((resolve) => {
    const block = document.getElementById(`graded-${name}`);
    block.addEventListener("lesson:checked", ({ detail }) => resolve({
        detail, text: block.querySelector(".lesson-report__text").textContent }), { once: true });
    const editor = block.querySelector("textarea");
    editor.value = text;
    editor.dispatchEvent(new Event("input", { bubbles: true }));
    [...block.querySelectorAll("button")].find((button) => button.textContent === "Check").click();
})"""


def check(page, text, name=NAME):
    """Write an answer, press *Check*, and return what the page says and tells other scripts."""
    return page.evaluate(CHECK, [name, text])


def at_the_prompt(text, name=NAME):
    """Return what the prompt says with the time limits of a page; its last line names a file and is left out."""
    report = check_content(load(name), text.encode(), f"exercises/{name}.py", "", LIMITS)
    text = render(report).rpartition("\n")[0]
    return re.sub(r"\w+ (division|modulo)( or modulo)? by zero", "division by zero", text)  # as Python 3.14 says it


@pytest.fixture(scope="module")
def page(visiting):
    """Return a page that all answers of this file share, as one visit would."""
    with visiting() as visit:
        yield visit.open("neuron")
        assert not visit.outside
        assert not visit.errors


@pytest.fixture
def block(visit):
    return visit.open("neuron").locator(f"#graded-{NAME}")


WRITTEN = {
    "right": RIGHT,
    "wrong": WRONG,
    "prints": HEAD + "    print('hm', inputs)\n    return 0\n",
    "a syntax error": "def neuron_output(inputs:\n    return 0\n",
    "another name": "def neuron(inputs, weights, bias):\n    return 0\n",
    "an error": HEAD + "    return inputs[3]\n",
    "an error while it loads": "1 / 0\n",
    "nothing returned": HEAD + "    pass\n",
    "one parameter": "def neuron_output(inputs):\n    return 0\n",
    "not finished": HEAD + "    raise NotImplementedError\n",
    "a function, not called": HEAD + "    return max\n",
    "the course": "import lesson_code\n" + HEAD + "    return 0\n",
    "input": HEAD + "    return input()\n",
    "no end of itself": HEAD + "    return neuron_output(inputs, weights, bias)\n",
    "the end of the program": HEAD + "    import os\n    os._exit(3)\n",
    "too much printed": HEAD + "    while True:\n        print('x' * 100)\n",
    "too much memory": HEAD + "    kept = []\n    while True:\n        kept.append(bytearray(10_000_000))\n",
    "an endless loop": HEAD + "    while True:\n        pass\n",
    "an endless loop in one case": HEAD + "    while len(weights) == 1:\n        pass\n    return 1.25\n",
    "an endless loop outside": HEAD + "    return 0\nwhile True:\n    pass\n",
}


@pytest.mark.parametrize("what", WRITTEN)
def test_a_page_says_what_the_prompt_says(what, page):
    said, expected = check(page, WRITTEN[what])["text"].rstrip("\n"), at_the_prompt(WRITTEN[what])
    if "printed" in what:  # how much a pipe holds when its process is stopped is another matter
        said, expected = (re.sub(r"(?s)  printed .*", "", text) for text in (said, expected))
    assert said == expected


@pytest.mark.parametrize("name", ["descend", "split_in_blocks", "deep_learning_problems", "match_activations"])
def test_exercises_with_formulas_and_looks_say_what_the_prompt_says(name, visit):
    exercise = load(name)
    page = visit.open(exercise.page)
    for function in (exercise.reference, *(wrong.function for wrong in exercise.misconceptions[:3])):
        text = answer(exercise, function)
        assert check(page, text, name)["text"].rstrip("\n") == at_the_prompt(text, name)


def test_nothing_of_the_runtime_is_asked_for_before_the_first_check(visit):
    page = visit.open("neuron")
    page.locator(f"#answer-{NAME}").click()
    page.keyboard.type("x = 1\n")
    assert not [address for address in visit.asked if "/runtime/" in address]
    check(page, RIGHT)
    assert any("/runtime/runtime.json" in address for address in visit.asked)


def test_the_runtime_is_asked_for_once(visit):
    page = visit.open("neuron")
    check(page, RIGHT)
    before = len(visit.asked)
    check(page, WRONG)
    assert len(visit.asked) == before


def test_a_line_tells_how_much_has_come(visit):
    page = visit.open("neuron")
    page.evaluate("""() => {
        window.told = [];
        new MutationObserver(() => window.told.push(document.querySelector(".lesson-progress__words")?.textContent))
            .observe(document.getElementById("graded-neuron_output"), { subtree: true, childList: true });
    }""")
    check(page, RIGHT)
    told = [words for words in page.evaluate("window.told") if words]
    assert any(re.fullmatch(r"Loading Python, once a visit: \d+\.\d of \d+\.\d MB", words) for words in told)
    assert page.locator(".lesson-progress__words").count() == 0


def test_other_scripts_are_told_and_the_best_result_is_kept(visit):
    page = visit.open("neuron")
    assert check(page, WRONG)["detail"] == {"exercise": NAME, "earned": 1, "points": 6, "passed": False}
    assert check(page, RIGHT)["detail"] == {"exercise": NAME, "earned": 6, "points": 6, "passed": True}
    check(page, WRONG)
    solved = json.loads(page.evaluate("localStorage.getItem('lessons.solved')"))
    assert (solved[NAME]["earned"], solved[NAME]["points"]) == (6, 6)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", solved[NAME]["when"])


def test_a_text_survives_a_reload_and_reset_brings_the_stub_back(block, visit):
    editor = block.get_by_label("Your answer")
    assert editor.input_value() == stub(load(NAME))
    editor.fill(WRONG)
    visit.page.reload()
    assert editor.input_value() == WRONG
    block.get_by_role("button", name="Reset").click()
    assert editor.input_value() == stub(load(NAME))
    block.get_by_role("button", name="Undo reset").click()
    assert editor.input_value() == WRONG
    block.get_by_role("button", name="Reset").click()
    visit.page.reload()
    assert editor.input_value() == stub(load(NAME))
    assert NAME not in json.loads(visit.page.evaluate("localStorage.getItem('lessons.answers')"))


def test_hints_open_one_by_one(visit):
    block = visit.open("weather").locator("#graded-split_in_blocks")
    hints = block.locator(".lesson-hint")
    assert [hints.nth(index).is_visible() for index in range(hints.count())] == [False, False]
    shown = []
    for name in ("Hint", "Next hint"):
        block.get_by_role("button", name=name, exact=True).click()
        shown.append([hints.nth(index).is_visible() for index in range(2)])
    assert shown == [[True, False], [True, True]]
    expect(hints.nth(1).locator("summary")).to_be_focused()
    assert block.get_by_role("button", name="Hint", exact=True).get_attribute("aria-disabled") == "true"


def test_the_solution_is_shown_on_a_second_click(block):
    solution = block.locator(".lesson-solution")
    expect(solution).not_to_be_visible()
    block.get_by_role("button", name="Show solution").click()
    expect(solution).not_to_be_visible()
    expect(block.get_by_role("status")).to_contain_text("press Show solution again")
    block.get_by_role("button", name="Show solution").click()
    expect(solution.locator("pre").first).to_be_visible()


def test_the_solution_is_shown_after_a_try(block, visit):
    check(visit.page, WRONG)
    block.get_by_role("button", name="Show solution").click()
    expect(block.locator(".lesson-solution pre").first).to_be_visible()


def test_the_keyboard_is_enough(block, visit):
    keyboard = visit.page.keyboard
    editor = block.get_by_label("Your answer")
    editor.fill("")
    editor.press_sequentially("def neuron_output(inputs, weights, bias):")
    for line in ("total = bias", "for x, w in zip(inputs, weights):", "total += x * w"):
        keyboard.press("Enter")
        keyboard.type(line)
    keyboard.press("Enter")
    keyboard.press("Backspace")
    keyboard.type("return total")
    assert editor.input_value() == (
        "def neuron_output(inputs, weights, bias):\n    total = bias\n    for x, w in zip(inputs, weights):\n"
        "        total += x * w\n    return total"
    )
    editor.fill(WRONG)
    keyboard.press("Control+Enter")
    expect(block.get_by_role("status")).to_contain_text("1 of 6 points", timeout=30_000)
    for name in ("Check", "Hint", "Show solution", "Reset"):
        keyboard.press("Tab")
        expect(block.get_by_role("button", name=name)).to_be_focused()
    keyboard.press("Shift+Tab")
    keyboard.press("Enter")
    expect(block.locator(".lesson-solution > summary")).to_be_focused()


def test_two_checks_at_once_come_one_after_the_other(visit):
    page = visit.open("neuron")
    both = page.evaluate(
        f"([first, second]) => Promise.all([({CHECK})(first), ({CHECK})(second)])",
        [[NAME, RIGHT], ["match_activations", answer(load("match_activations"), load("match_activations").reference)]],
    )
    assert [found["detail"]["exercise"] for found in both] == [NAME, "match_activations"]
    assert all(found["detail"]["passed"] for found in both)


def test_a_package_that_is_not_there_is_explained(block, visit):
    check(visit.page, "import numpy\n" + RIGHT)
    status = block.get_by_role("status")
    expect(status).to_contain_text("ModuleNotFoundError: No module named 'numpy'")
    expect(status).to_contain_text("An answer that uses other packages is checked at the prompt.")


def test_without_scripts_the_task_and_the_commands_are_there(visiting):
    with visiting(java_script_enabled=False) as visit:
        block = visit.open("neuron").locator(f"#graded-{NAME}")
        expect(block.get_by_text("where JavaScript is on")).to_be_visible()
        expect(block.get_by_text(f"python -m lesson_code check {NAME}")).to_be_visible()
        expect(block.locator(".lesson-hint > summary").first).to_be_visible()
        assert block.locator("textarea").count() == 0


@pytest.mark.parametrize("missing", ["WebAssembly", "Worker", "DecompressionStream"])
def test_without_what_python_needs_the_block_says_so(missing, visit):
    visit.page.add_init_script(f"delete window.{missing}")
    block = visit.open("neuron").locator(f"#graded-{NAME}")
    expect(block.get_by_text("This browser cannot run Python in a page")).to_be_visible()
    expect(block.get_by_text(f"python -m lesson_code check {NAME}")).to_be_visible()
    assert block.locator("textarea").count() == 0


@pytest.mark.parametrize("part", ["runtime.json", "driver-*", "python-*", "bundle-*"])
def test_without_the_runtime_the_block_says_so_and_a_second_try_can_succeed(part, visit, block):
    visit.page.route(f"**/runtime/{part}", lambda route: route.abort())
    block.get_by_label("Your answer").fill(RIGHT)
    block.get_by_role("button", name="Check").click()
    expect(block.get_by_role("status")).to_contain_text("Python could not be loaded, so nothing was checked.")
    expect(block.get_by_text(f"python -m lesson_code check {NAME}")).to_be_visible()
    assert block.get_by_label("Your answer").input_value() == RIGHT
    visit.page.unroute(f"**/runtime/{part}")
    assert check(visit.page, RIGHT)["detail"]["passed"]


def test_where_storage_is_forbidden_answers_are_checked_all_the_same(visit):
    visit.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    assert check(visit.open("neuron"), RIGHT)["detail"]["passed"]


@pytest.mark.parametrize("kept", ["[]", "null", "3", '{"neuron_output": 7}', "{"])
def test_what_others_have_left_in_the_storage_does_no_harm(kept, visit):
    page = visit.open("neuron")
    page.evaluate(
        "(kept) => { for (const key of ['answers', 'solved']) localStorage.setItem(`lessons.${key}`, kept); }", kept
    )
    page.reload()
    assert page.locator(f"#answer-{NAME}").input_value() == stub(load(NAME))
    assert check(page, RIGHT)["detail"]["passed"]
    assert json.loads(page.evaluate("localStorage.getItem('lessons.solved')"))[NAME]["earned"] == 6


def test_exercises_with_keras_show_their_commands(visit):
    block = visit.open("basics").locator("#graded-build_rounding_network")
    expect(block.get_by_text("needs Keras, which no page can run")).to_be_visible()
    expect(block.get_by_text("python -m lesson_code check build_rounding_network")).to_be_visible()
    assert block.locator("textarea").count() == 0


def test_paper_has_no_editor_and_an_open_solution(block, visit):
    visit.page.emulate_media(media="print")
    visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(block.locator(".lesson-practice")).not_to_be_visible()
    expect(block.locator(".lesson-solution pre").first).to_be_visible()
    expect(block.get_by_text(f"python -m lesson_code check {NAME}")).to_be_visible()
