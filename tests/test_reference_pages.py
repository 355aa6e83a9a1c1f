"""The reference pages of the built site hold everything that the lessons hold, and what they say is so."""

import os
import re
from pathlib import Path

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup, Tag

from lesson_code.data import PHOTOS
from lesson_code.data.sources import SOURCES
from lesson_code.exercises import NAMES, load

ROOT = Path(__file__).resolve().parent.parent
SITE = Path(os.environ.get("LESSON_SITE") or ROOT / "_build" / "html")
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))["parts"]
LESSONS = [chapter["file"] for part in TOC if part["caption"].startswith("Part ") for chapter in part["chapters"]]

pytestmark = pytest.mark.site
#: The module of `lesson_code.data` that a page imports when it uses a record.
MODULES = {
    "Palmer penguins": "data/_penguins.py",
    "Weather of New York’s airports": "data/_weather.py",
    "Handwritten digits": "data/_digits.py",
    "Ten materials": "data/_materials.py",
    "Dollar Street 10": "data/_dollar_street.py",
    "EfficientNet-Lite0": "pretrained.py",
    "MobileNetV2": "pretrained.py",
}


@pytest.fixture(scope="module")
def soups() -> dict[str, BeautifulSoup]:
    if not (SITE / "index.html").is_file():
        pytest.fail("there is no built site: run `make book` first")
    return {path.stem: BeautifulSoup(path.read_text("utf-8"), "html.parser") for path in SITE.glob("*.html")}


@pytest.fixture(scope="module")
def files() -> dict[str, list[str]]:
    """Return the files that the run of each lesson has used, as the run itself has noted them."""
    runs = {lesson: SITE.parent / "executed" / f"{lesson}.ipynb" for lesson in LESSONS}
    return {lesson: list(nbformat.read(run, as_version=4).metadata["files"]) for lesson, run in runs.items()}


def words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def addresses(tag: Tag) -> list[str]:
    return [link["href"] for link in tag.select("a[href]")]


def test_every_exercise_is_listed_once_with_its_points_and_its_command(soups):
    items = {item.a.get_text(): item for item in soups["exercises"].select(".lesson-exercises > li")}
    assert sorted(items) == sorted(NAMES)
    for name, item in items.items():
        exercise = load(name)
        assert item.a["href"] == f"{exercise.page}.html#graded-{name}"
        assert words(item.select_one(".lesson-exercise-facts")).startswith(f"{exercise.points} point")
        assert item.pre.get_text().strip() == f"python -m lesson_code check {name}"
    assert sum(load(name).points for name in NAMES) == int(
        re.search(r"in all: (\d+) points", soups["exercises"].get_text())[1]
    )


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_key_points_are_those_of_the_lesson(soups, lesson):
    there = [words(item) for item in soups[lesson].select(".lesson-keypoints li")]
    here = [words(item) for item in soups["key-points"].select(f"#key-points-{lesson} li")]
    assert here == there and here


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_figures_are_those_of_the_lesson(soups, lesson):
    figures = soups[lesson].select("article figure[id]")
    items = soups["figures"].select(f"#figures-{lesson} li")
    assert [item.a["href"] for item in items] == [f"{lesson}.html#{figure['id']}" for figure in figures]
    for figure, item in zip(figures, items, strict=True):
        assert words(item.a) == words(figure.select_one(".caption-number"))
        if figure.find_parent("details", class_="lesson-solution"):
            assert not item.select("img")
            continue
        seen = figure.img["alt"] if figure.img else figure.select_one("svg desc").get_text()
        assert " ".join(seen.split()) in words(item.select_one(".lesson-figure-alt"))
        assert words(figure.select_one(".caption-text")) in words(item)


def test_the_lessons_below_a_term_are_those_that_link_to_it(soups):
    linked = {
        lesson: {address.partition("#")[2] for address in addresses(soups[lesson]) if "glossary.html#" in address}
        for lesson in LESSONS
    }
    terms = soups["glossary"].select("dl.glossary > dt")
    assert len(terms) > 100
    for term in terms:
        uses = addresses(term.find_next("dd").select_one(".lesson-term-uses") or BeautifulSoup("", "html.parser"))
        assert uses == [f"{lesson}.html" for lesson in LESSONS if term["id"] in linked[lesson]]


def used_in(section: Tag) -> list[str]:
    [line] = [item for item in section.select("li") if words(item).startswith("Used in:")]
    return [address.removesuffix(".html") for address in addresses(line)]


@pytest.mark.parametrize("source", [source for source in SOURCES if not source.by_name], ids=lambda source: source.name)
def test_the_lessons_of_a_source_are_those_whose_run_has_opened_its_module(soups, files, source):
    ran = [lesson for lesson in LESSONS if f"lesson_code/{MODULES[source.name]}" in files[lesson]]
    [title] = [title for title in soups["data-and-models"].select("h3") if source.name in title.get_text()]
    assert used_in(title.parent) == ran


def test_the_lessons_of_a_photo_name_who_made_it(soups):
    section = soups["data-and-models"].select_one("#source-photos")
    items = {item.strong.get_text(): item for item in section.select(".lesson-files li")}
    assert set(items) == set(PHOTOS)
    for name, photo in PHOTOS.items():
        assert photo.credit in words(items[name]) and photo.licence in words(items[name])
        for lesson in addresses(items[name]):
            first_word = re.split(r"[\s,]", photo.credit)[0]
            assert first_word in soups[lesson.removesuffix(".html")].get_text(), (name, lesson)


def test_the_reference_is_one_part_of_the_contents():
    [part] = [part for part in TOC if part["caption"] == "Reference"]
    names = [chapter["file"] for chapter in part["chapters"]]
    assert {"exercises", "key-points", "glossary", "data-and-models", "figures", "references"} <= set(names)
