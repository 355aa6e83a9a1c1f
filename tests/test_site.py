"""The built site: every link leads somewhere, every page is whole."""

from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
import yaml
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "_build" / "html"
LESSONS = [
    "introduction",
    "basics",
    "neuron",
    "network",
    "loss",
    "gradient-descent",
    "penguins",
    "weather",
    "when-training-fails",
    "convolution",
    "convolutional-networks",
    "image-classification",
    "transfer-learning",
    "hardware",
    "outlook",
]
PAGES = [
    "index",
    "setup",
    *LESSONS,
    "guide",
    "schedule",
    "instructor-notes",
    "learner-profiles",
    "design",
    "grading",
    "troubleshooting",
    "publishing",
    "progress",
    "exercises",
    "key-points",
    "glossary",
    "data-and-models",
    "figures",
    "references",
    "status",
    "accessibility",
    "code-of-conduct",
]

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def soups():
    if not (SITE / "index.html").is_file():
        pytest.fail("there is no built site: run `make book` first")
    return {path: BeautifulSoup(path.read_text("utf-8"), "html.parser") for path in SITE.glob("*.html")}


@pytest.fixture(scope="module", params=PAGES)
def page(request, soups):
    return soups[SITE / f"{request.param}.html"]


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request, soups):
    return soups[SITE / f"{request.param}.html"]


def test_the_pages_are_those_of_the_table_of_contents():
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    assert [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])] == PAGES


def test_every_internal_link_and_anchor_leads_somewhere(soups):
    anchors = {path: {tag["id"] for tag in soup.select("[id]")} for path, soup in soups.items()}
    dead = []
    for path, soup in soups.items():
        for tag in soup.select("a[href], img[src], script[src], link[href]"):
            address = tag.get("href") or tag.get("src")
            if address.startswith(("http:", "https:", "mailto:", "data:")):
                continue
            target, anchor = urldefrag(unquote(address).split("?")[0] if "?" in address else unquote(address))
            file = (path.parent / target).resolve() if target else path
            if not file.is_file() or (anchor and file.suffix == ".html" and anchor not in anchors[file]):
                dead.append(f"{path.name}: {address}")
    assert not dead


def test_every_picture_says_in_words_what_is_to_be_seen(page):
    pictures = page.select("article img")
    assert all(len(picture.get("alt", "")) > 20 for picture in pictures)


def test_the_headings_of_a_page_are_in_order(page):
    levels = [int(tag.name[1]) for tag in page.select("article h1, article h2, article h3, article h4, article h5")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_no_cell_left_a_warning_or_an_error_on_a_page(page):
    assert not page.select(".stderr, .traceback, .system-message")


def test_a_lesson_has_its_frame(lesson):
    text = lesson.select_one("article").get_text(" ")
    assert "minutes" in text
    for block in ("questions", "objectives", "keypoints", "challenge", "instructor"):
        assert lesson.select(f".lesson-{block}"), block


def test_the_lessons_without_a_graded_exercise_have_quizzes(soups):
    asked = {name: soups[SITE / f"{name}.html"].select(".lesson-graded") for name in LESSONS}
    n_quizzes = {name: len(soups[SITE / f"{name}.html"].select(".lesson-quiz")) for name in LESSONS}
    without = {name: n_quizzes[name] for name, blocks in asked.items() if not blocks}
    assert without.keys() == {"when-training-fails", "convolutional-networks", "hardware", "outlook"}
    assert without["when-training-fails"] >= 8 and without["convolutional-networks"] >= 4
    assert without["hardware"] >= 4 and without["outlook"] >= 2


def test_a_lesson_says_at_its_foot_with_what_it_was_executed(lesson):
    [foot] = lesson.select(".lesson-provenance")
    assert all(word in foot.get_text() for word in ("Executed on", "Python", "TensorFlow", "Keras", "second"))
    assert foot.select(".lesson-varies"), "what may differ between two builds can be left out of a comparison"


def test_the_state_of_the_book_names_every_lesson_and_every_claim(soups):
    state = soups[SITE / "status.html"].select_one("article").get_text(" ")
    claims = [claim for name in LESSONS for claim in soups[SITE / f"{name}.html"].select(".lesson-claim")]
    assert claims
    assert all(soups[SITE / f"{name}.html"].h1.get_text().rstrip("#") in state for name in LESSONS)
    addresses = {link["href"] for link in soups[SITE / "status.html"].select("article a[href]")}
    assert all(any(address.endswith(f"#{claim['id']}") for address in addresses) for claim in claims)


def test_every_lesson_shows_numbers_that_come_from_its_run(lesson):
    assert lesson.select(".lesson-number, .lesson-holds")


def test_a_lesson_has_figures_with_number_and_caption(lesson):
    figures = lesson.select("figure")
    assert figures
    assert all(figure.select_one("figcaption .caption-number") for figure in figures)


def test_every_graded_exercise_has_a_ladder_of_hints_and_a_solution(soups):
    blocks = [block for soup in soups.values() for block in soup.select(".lesson-graded")]
    assert blocks
    for block in blocks:
        hints, solutions = block.select(":scope > .lesson-hint"), block.select(":scope > .lesson-solution")
        assert len(hints) >= 2 and len(solutions) == 1, block["id"]


def test_every_graded_exercise_of_a_lesson_stands_on_its_page(soups):
    from lesson_code import exercises

    for name in exercises.NAMES:
        home = SITE / f"{exercises.load(name).page}.html"
        if home in soups:
            assert soups[home].find(id=f"graded-{name}"), name


def test_the_theme_gives_search_dark_mode_copy_contents_and_neighbours(lesson):
    assert lesson.select(".theme-switch-button"), "dark mode"
    assert lesson.select(".search-button, .search-button__button"), "search"
    assert lesson.select(".page-toc a"), "contents of the page"
    assert lesson.select(".left-prev") and lesson.select(".right-next"), "neighbours"
    [bundle] = [script["src"] for script in lesson.select("script[src^='_static/course.']")]
    assert "copybtn" in (SITE / bundle).read_text("utf-8"), "copy buttons"
