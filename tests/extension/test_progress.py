"""The list of all tasks: generated from the lessons, complete without a script."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from .books import Book

LESSON = """---
teaching: 5
exercises: 5
---
# {title}

:::{{questions}}
- What?
:::
:::{{objectives}}
- Compute. {{met}}`ch-{name}`
:::

::::{{challenge}} Add *two* numbers
:name: ch-{name}
:minutes: 1
Add.
:::{{solution}}
Added.
:::
::::

::::{{challenge}} Add three
:name: ch-{name}-more
:minutes: 1
:optional:
Add.
:::{{solution}}
Added.
:::
::::

:::{{quiz}} How `many`?
:name: quiz-{name}
- [x] One.

  Yes.
- [ ] Two.

  No.
:::

{graded}

:::{{keypoints}}
- Adding.
:::
"""
PROGRESS = "# Done\n\n```{progress} tasks\n```\n\n```{progress} controls\n```\n"
PARTS = {"Start": ["done"], "Part I – Ideas": ["lesson", "second"], "Part II – More": ["third"]}


def lesson(name: str, title: str, graded: str = "") -> str:
    return LESSON.format(name=name, title=title, graded=graded)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    book = Book(tmp_path_factory.mktemp("progress"))
    graded = ":::{graded} weigh\nWeigh.\n:::"
    pages = {"index": "# Home\n", "done": PROGRESS, "lesson": lesson("one", "Adding & more", graded)}
    pages |= {"second": lesson("two", "Second"), "third": lesson("three", "Third")}
    book.write(pages, PARTS)
    assert book.build() == ""
    return book


@pytest.fixture(scope="module")
def page(book: Book) -> BeautifulSoup:
    return book.page("done")


def test_every_lesson_is_a_closed_part_in_the_order_of_the_course(page: BeautifulSoup):
    names = [words.get_text() for words in page.select(".lesson-progress-tasks :is(.lesson-block__part, summary)")]
    assert names == ["Part I – Ideas", "Adding & more", "Second", "Part II – More", "Third"]
    assert not page.select("details[open]")


def test_the_tasks_of_a_lesson_stand_in_its_order_and_lead_to_them(book: Book, page: BeautifulSoup):
    lines = page.select("details.lesson-tasks")[0].select("li")
    assert [line.get_text(" ", strip=True) for line in lines] == [
        "Challenge 1: Add two numbers",
        "Challenge 2: Add three (optional)",
        "Quiz 1: How many?",
        "Graded exercise 1: weigh",
    ]
    addresses = [line.a["href"] for line in lines]
    assert addresses == [f"lesson.html#{name}" for name in ("ch-one", "ch-one-more", "quiz-one", "graded-weigh")]
    assert all(book.page("lesson").find(id=address.partition("#")[2]) for address in addresses)


def test_what_is_optional_is_marked_in_the_list_and_on_the_page_alike(book: Book, page: BeautifulSoup):
    assert [line.a["href"].partition("#")[2] for line in page.select("details li.lesson-optional")] == [
        "ch-one-more",
        "ch-two-more",
        "ch-three-more",
    ]
    assert [block["id"] for block in book.page("lesson").select(".lesson-block.lesson-optional")] == ["ch-one-more"]


def test_without_a_script_the_page_says_what_it_would_show(page: BeautifulSoup):
    words = [words.get_text() for words in page.select(".lesson-without-script")]
    assert len(words) == 2 and all("JavaScript" in sentence for sentence in words)
    assert not page.select(".lesson-progress-tasks button, .lesson-progress-controls :is(button, input, form)")


def test_the_script_of_the_list_is_linked_into_its_page_alone(book: Book, page: BeautifulSoup):
    scripts = [script["src"] for script in page.select("script[src]") if "progress" in script["src"]]
    assert len(scripts) == 1
    assert (book.folder / "_build" / "html" / scripts[0].partition("?")[0]).is_file()
    assert not any("progress" in str(script) for script in book.page("lesson").select("script"))


def test_a_new_task_and_a_new_title_come_into_the_list_with_the_next_build(book: Book):
    path = book.folder / "third.md"
    before = path.read_text("utf-8")
    path.write_text(before.replace("# Third", "# Trees").replace("Add three", "Add four"), "utf-8")
    assert book.build() == ""
    last = book.page("done").select("details.lesson-tasks")[-1].get_text(" ")
    assert "Trees" in last and "Add four" in last and "Third" not in last and "Add three" not in last
    path.write_text(before, "utf-8")


def test_another_format_gets_the_list_as_text(book: Book):
    assert book.build("text") == ""
    assert "Challenge 1: Add two numbers" in book.text("done.txt", "text")


def test_a_place_that_is_not_known_is_named_with_those_that_are(tmp_path: Path):
    book = Book(tmp_path)
    book.write({"index": "# Home\n\n```{progress} jobs\n```\n", "other": "# Other\n"}, {"Rest": ["other"]})
    [warning] = book.build().splitlines()
    assert "index.md:3" in warning and "'jobs'" in warning and "tasks, controls" in warning
