"""Numbers, words and claims that come from runs: what a reader sees of them."""

import re

import pytest
from bs4 import BeautifulSoup

from .true_books import RESULTS, STATUS, TrueBook, rows, words

WITH = "Python 3.11.9, TensorFlow 2.21.0, Keras 3.15.0, the CPU (2 cores)"
LESSON = """---
file_format: mystnb
teaching: 5
exercises: 5
budget: 90
kernelspec: {name: python3, display_name: Python 3}
---
# A lesson

:::{questions}
- What?
:::
:::{objectives}
- Compute. {met}`ch-one`
:::
A brain has {fact}`86 billion | brains2009` cells {fact}`and | free words` counts.

```{code-cell}
accuracy, errors, n = 0.956, [3, 7], 15625
```

## About {num}`n ,` neurons

The network is right in {num}`accuracy .2f in 0.9..1.0` of *all* **{num}`n , in 1e4..2e4`** cases,
and in {num}`accuracy .0%`.
The second makes {holds}`more than twice as many errors | errors[1] > 2 * errors[0]`,
{num}`errors[0] - errors[1]` fewer.

| what | value |
|---|---|
| errors | {num}`max(errors)` |
| more | {holds}`surely \\| n > 1` |

::::{challenge} With {num}`errors[0]` in its title
:name: ch-one
:minutes: 1
- A list of {num}`len(errors)`.
:::{solution}
Solved {num}`accuracy .1f` times.

:::
::::

```{code-cell}
---
mystnb:
  figure:
    name: fig-errors
    caption: |
      The {num}`len(errors)` errors, {holds}`few | accuracy > 0.5`, of {fact}`12 | arithmetic`.
  image:
    alt: Errors up to {num}`max(errors)`, of {fact}`12 | arithmetic`.
---
draw = errors = [30, 70]
```

:::{quiz} Which?
:name: quiz-which
- [x] {num}`errors[1]`.

  It is {holds}`large | errors[1] > 60`.
- [ ] None, see {numref}`fig-errors`.

  Not {num}`errors[0]`.
:::

:::{claim} middle_half
:name: claim-middle
:holds: wide > 0.9 and scores[-1] > narrow
:share: 95 %
:seeds: 3
With {num}`n ,` *neurons* the network finds both.
:::

See {ref}`claim-middle`.

:::{keypoints}
- All {num}`errors[1]` of them.
:::
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> TrueBook:
    book = TrueBook(tmp_path_factory.mktemp("true"))
    book.write_runs("middle_half", RESULTS)
    book.write({"index": "# Home\n", "lesson": LESSON, "status": STATUS}, {"Part I": ["lesson"], "Rest": ["status"]})
    return book


@pytest.fixture(scope="module")
def page(book: TrueBook) -> BeautifulSoup:
    assert book.build() == ""
    return book.page("lesson")


def test_a_number_is_put_into_its_sentence_with_its_format(page: BeautifulSoup):
    paragraph = next(p for p in page.select("p") if p.get_text().startswith("The network"))
    assert words(paragraph) == (
        "The network is right in 0.96 of all 15_625 cases, and in 96_%. "
        "The second makes more than twice as many errors, −4 fewer."
    )
    assert [(span["class"], span["title"]) for span in paragraph.select("span[title]")] == [
        (["lesson-number"], "computed by this page: accuracy"),
        (["lesson-number"], "computed by this page: n"),
        (["lesson-number"], "computed by this page: accuracy"),
        (["lesson-holds"], "checked: errors[1] > 2 * errors[0]"),
        (["lesson-number"], "computed by this page: errors[0] - errors[1]"),
    ]
    assert words(paragraph.select_one("strong > .lesson-number")) == "15_625"


def test_numbers_stand_in_headings_tables_lists_titles_solutions_quizzes_and_key_points(page: BeautifulSoup):
    assert words(page.select_one("h2")).startswith("About 15_625 neurons")
    assert [words(row) for row in page.select("tbody tr")] == ["errors 7", "more surely"]
    assert page.select_one("tbody .lesson-holds")["title"] == "checked: n > 1"
    assert words(page.select_one("#ch-one .lesson-block__name")) == "With 3 in its title"
    assert words(page.select_one("#ch-one li")) == "A list of 2."
    assert words(page.select_one("#ch-one .lesson-solution .lesson-disclosure__body")) == "Solved 1.0 times."
    assert words(page.select_one("#quiz-which summary")) == "A 70."
    assert words(page.select_one(".lesson-keypoints li")) == "All 70 of them."


def test_a_value_is_that_right_after_the_nearest_cell_above(page: BeautifulSoup):
    assert "Not 30." in words(page.select_one("#quiz-which"))
    assert "errors 7" in words(page.select_one("table"))


def test_the_caption_and_the_description_of_a_figure_hold_the_values_after_their_cell(page: BeautifulSoup):
    figure = page.select_one("#fig-errors")
    assert "The 2 errors, few, of 12." in words(figure.select_one("figcaption"))
    assert figure.select_one("img")["alt"] == "Errors up to 70, of 12."
    assert len(figure.select("figcaption .lesson-number")) == 1


def test_a_fact_shows_its_words_and_names_its_source(page: BeautifulSoup):
    facts = page.select("p .lesson-fact")
    assert [(words(fact), fact["title"]) for fact in facts[:2]] == [
        ("86 billion", "source: brains2009"),
        ("and", "source: free words"),
    ]


def test_no_mark_of_ours_is_left_on_a_page(book: TrueBook, page: BeautifulSoup):
    for text in (book.text("lesson.html"), book.text("searchindex.js")):
        assert not re.search(r"[⟨⟩]|\{num\}|\{holds\}|\{fact\}", text)


def test_a_claim_says_in_how_many_runs_it_held_and_the_ranges(page: BeautifulSoup):
    block = page.select_one("#claim-middle")
    assert (block["class"], block["role"]) == (["lesson-block", "lesson-claim"], "note")
    assert words(block.select_one(".lesson-block__title")) == "Repeated runs"
    assert [words(p) for p in block.select("p")[1:]] == [
        "With 15_625 neurons the network finds both.",
        "Held in 3 of 3 runs from different seeds; wide: 0.91 to 1.01; scores[-1]: 0.00 to 2000.00; narrow: −0.50.",
    ]
    assert words(page.select_one('p > a[href="#claim-middle"]')) == "Repeated runs"


def test_the_foot_of_a_page_says_when_with_what_and_how_long(page: BeautifulSoup):
    foot = page.select_one(".lesson-provenance")
    assert words(foot) == (
        "Executed on 22 November 2026 with Python 3.11.9, TensorFlow 2.21.0 and Keras 3.15.0 "
        "on the CPU (2 cores), in 23 seconds."
    )
    assert [words(span) for span in foot.select(".lesson-varies")] == ["22 November 2026", "23 seconds"]
    after = foot.find_all_next(class_="lesson-block")
    assert after == []


def test_seconds_are_for_instructors_and_hidden_without_a_script(page: BeautifulSoup):
    notes = page.select("p.lesson-instructor.lesson-seconds")
    assert all(note.has_attr("hidden") for note in notes)
    assert [words(note) for note in notes] == [
        "This page runs in 23.4 s, within its budget of 90 s.",
        "In a class 10 minutes. Of the exercises, in minutes: 1 for Challenge 1, 4 for 1 quiz.",
        "0.5 s",
        "1.0 s",
    ]
    assert [note.parent["class"] for note in notes[2:]] == [["cell_input", "docutils", "container"]] * 2
    assert notes[0].find_previous_sibling(class_="lesson-minutes")


def test_everything_that_differs_between_two_builds_can_be_left_out(book: TrueBook, page: BeautifulSoup):
    for name in ("lesson", "status"):
        soup = book.page(name)
        for part in soup.select(".lesson-varies"):
            part.decompose()
        assert not re.search(r"23\.4|23 sec|November|0\.5 s|1\.0 s|4\.5", soup.select_one(".body").get_text())
    assert "november" not in book.text("searchindex.js")


def test_the_state_of_the_book_lists_pages_runs_and_claims(book: TrueBook, page: BeautifulSoup):
    tables = book.page("status").select("table.lesson-status")
    line = next(number for number, text in enumerate(LESSON.splitlines(), 1) if text == "---" and number > 9) - 1
    assert rows(tables[0]) == [
        ["Page", "Executed on", "With", "Seconds", "Slowest cell"],
        ["A lesson", "22 November 2026", WITH, "23.4 of 90", f"line {line}: 1.0 s"],
    ]
    assert rows(tables[1])[1:] == [["middle_half", "A lesson", "3", "4.5"]]
    (claim,) = rows(tables[2])[1:]
    assert claim[:4] == ["With 15_625 neurons the network finds both.", "A lesson", "3 of 3", "at least 95_%"]
    assert claim[4] == "wide: 0.91 to 1.01; scores[-1]: 0.00 to 2000.00; narrow: −0.50"
    links = [link["href"] for table in tables for link in table.select("a")]
    assert links == ["lesson.html", "lesson.html", "lesson.html#claim-middle", "lesson.html"]


@pytest.mark.slow
@pytest.mark.parametrize(("builder", "name"), [("text", "lesson.txt"), ("latex", "atinybook.tex")])
def test_other_formats_get_the_numbers_and_the_foot_but_not_the_seconds_of_cells(book: TrueBook, builder, name):
    book.build(builder)
    text = " ".join(book.text(name, builder).split())
    for part in ("0.96", "more than twice as many errors", "86 billion", "Held in 3 of 3", "22 November 2026"):
        assert part in text
    assert "0.5 s" not in text
