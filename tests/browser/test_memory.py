"""What a reader has done is remembered in the browser alone: marks, the way back, and the page that shows it all."""

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lesson_code.exercises import NAMES, load
from lesson_code.grading.stubs import answer

ROOT = Path(__file__).resolve().parent.parent.parent
DONE = {"earned": 4, "points": 4, "when": "2026-03-01T10:00:00.000Z"}

pytestmark = [pytest.mark.site, pytest.mark.slow, pytest.mark.browser]


def kept(page, store):
    return page.evaluate("store => JSON.parse(localStorage.getItem(`lessons.${store}`))", store)


def keep(page, **stores):
    """Put something into the storage and load the page anew."""
    page.evaluate(
        "stores => Object.entries(stores).forEach(([k, v]) => localStorage.setItem(`lessons.${k}`, JSON.stringify(v)))",
        stores,
    )
    page.reload()


def link_to(page, name):
    return page.locator(f"nav.bd-links a.reference[href='{name}.html'], nav.bd-links li.current > a").first


def line_of(page, anchor):
    """Return the line of a task on the page of progress, with its lesson open."""
    page.evaluate("document.querySelectorAll('details.lesson-tasks').forEach(part => { part.open = true; })")
    return page.locator(f"details.lesson-tasks li:has(a[href$='#{anchor}'])")


def test_the_option_that_is_opened_first_is_the_answer_and_stays_it(visit):
    page = visit.open("neuron")
    quiz = page.locator(".lesson-quiz").first
    right = [option.locator(".lesson-verdict--right").count() for option in quiz.locator(".lesson-option").all()]
    wrong = right.index(0)
    quiz.locator(".lesson-option summary").nth(wrong).click()
    expect(quiz.get_by_role("status")).to_have_text(f"Your first answer was {'ABCDE'[wrong]}, which is not right.")
    quiz.locator(".lesson-option summary").nth(right.index(1)).click()
    page.reload()
    expect(quiz.get_by_role("status")).to_have_text(f"Your first answer was {'ABCDE'[wrong]}, which is not right.")
    assert not quiz.locator("details[open]").count()
    [entry] = kept(page, "quizzes").values()
    assert entry["right"] is False and len(entry["option"]) > 3
    assert not visit.errors


def test_a_quiz_can_be_answered_by_keyboard(visit):
    page = visit.open("neuron")
    quiz = page.locator(".lesson-quiz").first
    quiz.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(quiz.get_by_role("status")).to_contain_text("Your first answer was A")


def test_printing_opens_all_options_and_answers_nothing(visit):
    page = visit.open("neuron")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".lesson-quiz details[open]").first).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not kept(page, "quizzes")


def test_a_lesson_is_marked_as_begun_and_then_as_done_for_eyes_and_ears(visit):
    page = visit.open("neuron")
    expect(link_to(page, "neuron").locator(".lesson-mark")).to_have_count(0)
    page.locator(".lesson-challenge .lesson-tick input").first.check()
    expect(link_to(page, "neuron")).to_have_text("One neuron◐, begun")
    for quiz in page.locator(".lesson-quiz").all():
        quiz.locator("summary").first.click()
    for box in page.locator(".lesson-block:not(.lesson-optional) > .lesson-tick input").all():
        box.check()
    expect(link_to(page, "neuron")).to_have_text("One neuron✓, all done")
    assert link_to(page, "neuron").locator("[aria-hidden]").inner_text() == "✓"
    visit.open("loss")
    expect(link_to(page, "neuron")).to_have_text("One neuron✓, all done")
    visit.open("index")
    expect(page.locator(".lesson-map a[href='neuron.html']")).to_have_text("One neuron✓, all done")


def test_a_tick_can_be_taken_back(visit):
    page = visit.open("neuron")
    box = page.locator(".lesson-challenge .lesson-tick input").first
    box.check()
    page.reload()
    expect(box).to_be_checked()
    box.uncheck()
    page.reload()
    expect(box).not_to_be_checked()
    expect(page.locator("nav .lesson-mark")).to_have_count(0)


def test_a_checked_exercise_marks_its_lesson_at_once(visit):
    page = visit.open("neuron")
    tick = page.locator("#graded-neuron_output > .lesson-tick")
    expect(tick.locator("input")).to_be_enabled()
    page.evaluate(
        """solved => {
          localStorage.setItem("lessons.solved", JSON.stringify({ neuron_output: solved }));
          const detail = { exercise: "neuron_output", passed: true, ...solved };
          const checked = new CustomEvent("lesson:checked", { bubbles: true, detail });
          document.getElementById("graded-neuron_output").dispatchEvent(checked);
        }""",
        DONE,
    )
    expect(tick).to_contain_text("Done: solved, 4 of 4 points")
    expect(tick.locator("input")).to_be_checked()
    expect(tick.locator("input")).to_be_disabled()
    expect(link_to(page, "neuron")).to_contain_text("begun")


def test_an_answer_that_is_checked_in_the_page_is_on_the_page_of_progress_and_in_the_zip(visit):
    page = visit.open("neuron")
    block = page.locator("#graded-neuron_output")
    block.get_by_label("Your answer").fill(answer(load("neuron_output"), load("neuron_output").reference))
    block.get_by_role("button", name="Check", exact=True).click()
    expect(block.locator(".lesson-tick")).to_contain_text("Done: solved", timeout=60_000)
    visit.open("progress")
    expect(line_of(page, "graded-neuron_output")).to_contain_text("– solved")
    content = saved(page, "Save my answers")[1]
    assert zipfile.ZipFile(io.BytesIO(content)).namelist() == ["neuron_output.py"]


def test_the_home_page_leads_back_to_where_the_reader_was(visit):
    page = visit.open("index")
    expect(page.locator(".lesson-continue")).to_have_count(0)
    visit.open("neuron")
    heading = page.locator("article section section > h2").nth(2)
    section = heading.evaluate("heading => heading.parentElement.id")
    words = heading.evaluate("heading => heading.firstChild.textContent")
    heading.evaluate("heading => heading.scrollIntoView()")
    visit.open("index")
    link = page.locator(".lesson-continue a").first
    expect(link).to_have_text(f"Continue where you were: One neuron – {words}")
    link.click()
    page.wait_for_url(f"**/neuron.html#{section}")
    assert not visit.errors


def test_a_place_that_is_no_more_in_the_course_is_passed_over(visit):
    page = visit.open("index")
    keep(page, place={"page": "gone", "section": "x", "words": "Gone"})
    expect(page.locator(".lesson-continue")).to_have_count(0)
    keep(page, place={"page": "neuron", "section": "renamed", "words": "Renamed"})
    page.locator(".lesson-continue a").first.click()
    expect(page.locator("article h1")).to_contain_text("One neuron")
    assert not visit.errors


def test_the_page_of_progress_knows_every_task_and_what_became_of_it(visit):
    page = visit.open("progress")
    exercises = [load(name) for name in NAMES]
    on_pages = [exercise for exercise in exercises if (ROOT / "book" / f"{exercise.page}.md").is_file()]
    assert page.locator("details.lesson-tasks li a[href*='#graded-']").count() == len(on_pages) > 20
    expect(page.locator(".lesson-without-script")).to_have_count(0)
    expect(page.locator(".lesson-progress-sum")).to_contain_text("0 of ")
    keep(page, solved={"neuron_output": DONE, "softmax": {"earned": 1, "points": 5}}, answers={"accuracy": "x"})
    expect(line_of(page, "graded-neuron_output")).to_contain_text("– solved, 4 of 4 points")
    expect(line_of(page, "graded-softmax")).to_contain_text("– 1 of 5 points so far")
    expect(page.locator(".lesson-progress-sum")).to_contain_text("1 of ")
    expect(link_to(page, "neuron")).to_contain_text("begun")


def test_what_has_no_place_any_more_is_kept_and_said_to_be_there(visit):
    page = visit.open("progress")
    keep(page, answers={"old_exercise": "def old(): ..."}, quizzes={"quiz-old": {"option": "x", "right": True}})
    expect(page.locator(".lesson-progress-sum")).to_contain_text("2 things more are remembered")
    assert kept(page, "answers") == {"old_exercise": "def old(): ..."}


BROKEN = [
    "no JSON at all",
    "[]",
    "null",
    '"text"',
    '{"neuron_output": 5, "__proto__": {"done": true}, "constructor": true, "quiz-x": {"option": 3}, "ch-x": "yes"}',
]


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_memory_breaks_no_page(visit, text):
    page = visit.open("neuron")
    stores = ["answers", "solved", "quizzes", "done", "pages", "place"]
    for store in stores:
        page.evaluate("([store, text]) => localStorage.setItem(`lessons.${store}`, text)", [store, text])
    for name in ("neuron", "index", "progress"):
        visit.open(name)
    expect(page.locator(".lesson-progress-sum")).to_contain_text("0 of ")
    assert not visit.errors


def saved(page, name):
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def bring(page, content, name="progress.json"):
    content = content if isinstance(content, bytes) else json.dumps(content).encode()
    page.get_by_label("Bring back").set_input_files({"name": name, "mimeType": "application/json", "buffer": content})


MEMORY = {
    "answers": {"softmax": "def softmax(scores):\n    return 'ä'\n", "old_exercise": "x"},
    "solved": {"neuron_output": DONE},
    "quizzes": {"quiz-cut": {"option": "At the end.", "right": False}},
    "done": {"ch-bias": True},
    "place": {"page": "loss", "section": "a", "words": "A"},
}


def test_what_is_saved_comes_back_in_another_browser(visiting):
    with visiting() as first:
        page = first.open("progress")
        keep(page, **MEMORY)
        name, content = saved(page, "Save everything")
    assert name == "progress.json"
    with visiting() as second:
        page = second.open("progress")
        bring(page, content)
        expect(page.locator(".lesson-said")).to_have_text("The file was taken over.")
        expect(line_of(page, "graded-neuron_output")).to_contain_text("solved")
        assert {store: kept(page, store) for store in MEMORY} == MEMORY


def test_a_file_takes_away_nothing_that_was_done_here(visit):
    page = visit.open("progress")
    keep(page, solved={"softmax": DONE}, quizzes={"quiz-x": {"option": "mine", "right": True}}, answers={"a": "mine"})
    theirs = {"solved": {"softmax": {"earned": 1, "points": 4}, "accuracy": DONE}, "answers": {"a": "theirs"}}
    theirs["quizzes"] = {"quiz-x": {"option": "theirs", "right": False}}
    bring(page, {"format": "introduction-to-deep-learning/1", **theirs})
    expect(page.locator(".lesson-said")).to_have_text("The file was taken over.")
    assert kept(page, "solved") == {"softmax": DONE, "accuracy": DONE}
    assert kept(page, "quizzes")["quiz-x"]["option"] == "mine"
    assert kept(page, "answers") == {"a": "theirs"}


RIGHT = {"format": "introduction-to-deep-learning/1"}
HOSTILE = [
    b"",
    b"\xff\xfe\x00",
    b"PK\x03\x04",
    b"[1]",
    b"null",
    b'{"format": "other"}',
    b"[" * 200_000,
    b" " * 2_000_001,
    {**RIGHT, "pages": {"neuron": "done"}},
    {**RIGHT, "<img src=x onerror=alert(1)>": {}},
    {**RIGHT, "done": []},
    {**RIGHT, "done": {"ch-x": 1}},
    {**RIGHT, "done": {"<img>": True}},
    {**RIGHT, "done": {"constructor": True}},
    {**RIGHT, "answers": {"softmax": ["x"]}},
    {**RIGHT, "answers": {"softmax": "x" * 100_001}},
    {**RIGHT, "answers": {"../softmax": "x"}},
    {**RIGHT, "solved": {"softmax": {"earned": "9", "points": 4}}},
    {**RIGHT, "solved": {"softmax": {"earned": -1, "points": 4}}},
    {**RIGHT, "solved": {"softmax": {**DONE, "more": 1}}},
    {**RIGHT, "quizzes": {"quiz-x": {"option": "x", "right": "yes"}}},
    {**RIGHT, "place": {"page": {"deep": 1}}},
    b'{"format": "introduction-to-deep-learning/1", "done": {"__proto__": true}}',
    b'{"format": "introduction-to-deep-learning/1", "solved": {"a": {"earned": 1e999, "points": 1}}}',
]


@pytest.mark.parametrize("content", HOSTILE, ids=range(len(HOSTILE)))
def test_a_file_of_another_form_is_refused_with_one_sentence(visit, content):
    page = visit.open("progress")
    keep(page, done={"ch-mine": True})
    bring(page, content)
    expect(page.locator(".lesson-said")).to_contain_text("nothing was changed.")
    assert "<" not in page.locator(".lesson-said").inner_html()
    assert [kept(page, store) for store in ("answers", "solved", "quizzes", "place")] == [None] * 4
    assert kept(page, "done") == {"ch-mine": True}
    assert not visit.errors


def test_the_same_file_can_be_brought_again(visit):
    page = visit.open("progress")
    for _ in range(2):
        bring(page, b"?")
        expect(page.locator(".lesson-said")).to_contain_text("no file that this page has exported")
        bring(page, RIGHT)
        expect(page.locator(".lesson-said")).to_have_text("The file was taken over.")


def test_the_zip_of_answers_can_be_handed_in_and_graded(visit, tmp_path):
    reference = answer(load("neuron_output"), load("neuron_output").reference)
    page = visit.open("progress")
    written = {"neuron_output": f"# größer ≥ 0 𝛼\n{reference}", "softmax": "def softmax(", "old_exercise": "x"}
    keep(page, answers=written)
    name, content = saved(page, "Save my answers")
    assert name == "answers.zip"
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    assert archive.namelist() == ["neuron_output.py", "softmax.py"]
    assert archive.read("neuron_output.py").decode().startswith("# größer ≥ 0 𝛼\n")
    assert all(entry.date_time[0] >= 2026 for entry in archive.infolist())
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "ada.zip").write_bytes(content)
    command = [sys.executable, "-m", "lesson_code", "grade", str(tmp_path / "class"), "--out", str(tmp_path / "out")]
    done = subprocess.run(
        [*command, "--exercise", "neuron_output", "--exercise", "softmax"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    [row] = csv.DictReader(io.StringIO((tmp_path / "out" / "gradebook.csv").read_text("utf-8-sig"), newline=""))
    points = sum(case.points for case in load("neuron_output").cases if not case.draw and not case.optional)
    assert (row["id"], row["neuron_output"], row["softmax"]) == ("ada", str(points), "0")


def test_without_an_answer_there_is_no_zip(visit):
    page = visit.open("progress")
    page.get_by_role("button", name="Save my answers").click()
    expect(page.locator(".lesson-said")).to_have_text("There is no answer yet that you have written in a page.")


def test_forgetting_asks_once_in_the_page_and_then_forgets_everything_but_the_view(visit):
    page = visit.open("progress")
    keep(page, instructor="on", **MEMORY)
    page.get_by_role("button", name="Forget everything").click()
    keep_it = page.get_by_role("button", name="Keep it")
    expect(keep_it).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".lesson-said")).to_have_text("Nothing was forgotten.")
    expect(page.get_by_role("button", name="Forget everything")).to_be_focused()
    assert kept(page, "done") == MEMORY["done"]
    page.get_by_role("button", name="Forget everything").click()
    page.get_by_role("button", name="Yes, forget it").click()
    expect(page.locator(".lesson-said")).to_have_text("Everything is forgotten.")
    expect(page.locator(".lesson-progress-sum")).to_contain_text("0 of ")
    page.reload()
    expect(page.locator("nav .lesson-mark, .lesson-state:text('points')")).to_have_count(0)
    left = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('lessons.'))")
    assert {key for key in left if kept(page, key.removeprefix("lessons."))} == {"lessons.instructor"}


def test_another_tab_shows_at_once_what_was_done(visiting):
    with visiting() as first:
        page = first.open("progress")
        other = page.context.new_page()
        other.goto(f"{first.base}neuron.html")
        other.locator("#graded-neuron_output .lesson-tick input").check()
        expect(line_of(page, "graded-neuron_output")).to_contain_text("– done")


FORBIDDEN = """
for (const name of ["getItem", "setItem", "removeItem"]) {
  const plain = Storage.prototype[name];
  Storage.prototype[name] = function (key, ...rest) {
    if (String(key).startsWith("lessons.")) throw new DOMException("no", "SecurityError");
    return plain.call(this, key, ...rest);
  };
}
"""


def test_where_storage_is_forbidden_the_page_says_so_and_works_until_it_is_left(visit):
    visit.page.add_init_script(FORBIDDEN)
    page = visit.open("neuron")
    box = page.locator("#graded-neuron_output .lesson-tick input")
    box.check()
    expect(box).to_be_checked()
    expect(link_to(page, "neuron")).to_contain_text("begun")
    visit.open("progress")
    expect(page.locator(".lesson-progress-sum")).to_contain_text("lets no page remember anything")


def test_without_a_script_every_list_is_there_and_no_control_is(visiting):
    with visiting(java_script_enabled=False) as visit:
        page = visit.open("progress")
        assert page.locator(".lesson-without-script").count() == 2
        assert page.locator("details.lesson-tasks li a").count() > 100
        assert page.locator("article :is(button, input)").count() == 0
        page = visit.open("neuron")
        assert page.locator(".lesson-tick, .lesson-remembered").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window_and_every_control_is_large_enough(visiting, width, theme):
    with visiting(width=width, theme=theme) as visit:
        page = visit.open("progress")
        keep(page, **MEMORY)
        page.get_by_role("button", name="Forget everything").click()
        line_of(page, "quiz-cut")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        controls = page.locator("article :is(button, input, summary, li a):visible").all()
        boxes = [(control.bounding_box(), control) for control in controls]
        assert len(boxes) > 100
        assert all(box["height"] >= 24 and box["width"] >= 24 for box, _ in boxes)


AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
VIOLATIONS = "async () => (await axe.run()).violations.map((rule) => `${rule.id}: ${rule.nodes[0].target}`)"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index", "progress", "transfer-learning"])
def test_no_rule_of_access_is_broken_where_much_is_remembered(visiting, name, theme):
    with visiting(theme=theme, reduced_motion="reduce") as visit:
        page = visit.open("index")
        page.evaluate("localStorage.setItem('lessons.pages', JSON.stringify({ loss: 'done' }))")
        keep(page, **MEMORY)
        visit.open(name)
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
        for claim in page.locator(".lesson-my-number").all():
            claim.locator("input").evaluate("input => { input.value = '0.001'; }")
            claim.locator("button").evaluate("button => button.click()")
        page.evaluate(AXE)
        assert page.evaluate(VIOLATIONS) == []
