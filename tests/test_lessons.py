"""The pages of this course: each one is well made, and pointers to lessons lead somewhere or say so."""

import re
from pathlib import Path

import pytest
import yaml

from lessons.roles import PLANNED
from lint import lint_file

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "book").glob("*.md"))
POINTER = re.compile(r"\{lesson\}`([^`]+)`")

#: Lessons of the curriculum that are not written yet; a pointer to one of them is its plain title.
#: Whoever writes one takes it from this list, and the pointers become links by themselves.
NOT_WRITTEN = {
    "hardware",
    "outlook",
}


def pages_of_the_toc() -> list[str]:
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    return [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_well_made(page):
    assert "\n".join(lint_file(page)) == ""


def test_every_page_is_in_the_table_of_contents_and_exists():
    assert sorted(pages_of_the_toc()) == [page.stem for page in PAGES]


def test_the_lessons_not_written_yet_are_the_planned_ones_that_are_missing():
    assert set(PLANNED) - set(pages_of_the_toc()) == NOT_WRITTEN


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_pointer_names_a_page_or_a_planned_lesson(page):
    pointers = set(POINTER.findall(page.read_text("utf-8")))
    assert pointers <= NOT_WRITTEN | set(pages_of_the_toc())


@pytest.mark.parametrize("name", sorted(set(PLANNED) & {page.stem for page in PAGES}))
def test_a_lesson_has_the_title_that_pointers_gave_it_before_it_was_written(name):
    title = re.search(r"^# (.+)$", (ROOT / "book" / f"{name}.md").read_text("utf-8"), re.MULTILINE)
    assert title is not None
    assert title[1] == PLANNED[name]
