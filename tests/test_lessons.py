"""The pages of this course: each one is well made, and pointers to lessons lead somewhere or say so."""

import re
from pathlib import Path

import pytest
import yaml

from lint import lint_file

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "book").glob("*.md"))
POINTER = re.compile(r"\{lesson\}`([^`]+)`")

#: Titles of the lessons that are not written yet. Whoever writes one takes it from there; pointers become links.
PLANNED = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["sphinx"]["config"].get("lessons_planned", {})


def pages_of_the_toc() -> list[str]:
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    return [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_well_made(page):
    assert "\n".join(lint_file(page)) == ""


def test_every_page_is_in_the_table_of_contents_and_exists():
    assert sorted(pages_of_the_toc()) == [page.stem for page in PAGES]


def test_a_lesson_that_is_written_is_not_planned_any_more():
    assert not set(PLANNED) & set(pages_of_the_toc())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_pointer_names_a_page_or_a_planned_lesson(page):
    pointers = set(POINTER.findall(page.read_text("utf-8")))
    assert pointers <= set(PLANNED) | set(pages_of_the_toc())
