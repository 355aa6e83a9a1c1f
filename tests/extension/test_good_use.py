"""A good book: what the blocks become in HTML, and that every other format gets all the words."""

import re

import pytest
from bs4 import BeautifulSoup, Tag

from lessons.task import signature

from .books import Book

LESSON = r"""---
file_format: mystnb
teaching: 25
exercises: 20
kernelspec: {name: python3, display_name: Python 3}
---
(sec-lesson)=
# A lesson

:::{questions}
- What is a sum?
:::
:::{objectives}
- Compute. {met}`ch-sum, weigh`
- Choose. {met}`quiz-way`
:::
:::{prereq}
Read {lesson}`second`, then {lesson}`some-day`.
:::

See {ref}`ch-sum`, {ref}`graded-weigh`, {ref}`quiz-way`, {ref}`sec-lesson`, {numref}`fig-drawn` and {eq}`eq-sum`.

:::{video} rmNTqYGpr6Y
:title: A <title>
:credit: Somebody
:::

:::{callout} A **bold** title
A {term}`weight`.
:::
:::{callout}
Another.
:::

::::{challenge} What is *the* sum?
:name: ch-sum
:minutes: 4
:optional:
$$ 1 + 1 $$ (eq-sum)

1. One {term}`weight`
   - nested

```python
print("shown")
```

:::{hint}
A nudge.
:::
:::{solution}
Zweiundvierzig.
:::
::::

::::{challenge} A sum that runs
:name: ch-run
:minutes: 1
Draw it.
::::
:::{solution-start}
:::
It is drawn so.

```{code-cell}
---
mystnb:
  figure:
    name: fig-drawn
    caption: A line.
  image:
    alt: A line from left to right.
---
draw()
```
:::{solution-end}
:::

## The exercise

::::{graded} weigh
Lead-in.

:::{hint}
Multiply.
:::
:::{hint}
Then add.
:::
:::{solution}
Because.
:::
::::

:::{quiz} Which way is $x$?
:name: quiz-way
Think first.

- [ ] *Up*.

  Why not.
- [x] Down.

  Why.
- [x] Down, slowly.

  Why, too.
:::

:::{discussion} Really?
Talk.
:::
:::{key-terms}
{term}`weight`
:::
:::{instructor} Before the class
Bring a ruler.
:::
:::{keypoints}
- A sum adds.
:::
"""

SECOND = """---
teaching: 10
exercises: 5
---
# The second lesson

:::{questions}
- What?
:::
:::{objectives}
- Go. {met}`quiz-go`
:::

See {ref}`ch-sum`.

:::{quiz} Go?
:name: quiz-go
- [x] Yes.

  Why.
- [ ] No.

  Why not.
:::
:::{keypoints}
- This.
:::
"""
INDEX = "# Home\n\n```{course-map}\n```\n"
GLOSSARY = "# Glossary\n\n:::{glossary}\nweight\n  A number.\n:::\n"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    book = Book(tmp_path_factory.mktemp("good"))
    pages = {"index": INDEX, "lesson": LESSON, "second": SECOND, "glossary": GLOSSARY}
    book.write(pages, {"Part I – First": ["lesson"], "Part II – Then": ["second"], "Reference": ["glossary"]})
    return book


@pytest.fixture(scope="module")
def warnings(book: Book) -> str:
    return book.build()


@pytest.fixture(scope="module")
def page(book: Book, warnings: str) -> BeautifulSoup:
    assert warnings == ""
    return book.page("lesson")


def words(element: Tag | None) -> str:
    """Return the text of an element as a reader sees it."""
    assert element is not None
    return " ".join(element.get_text(" ", strip=True).split())


def test_a_good_book_is_built_without_a_warning(warnings: str):
    assert warnings == ""


def test_the_minutes_stand_below_the_title(page: BeautifulSoup):
    title = page.select_one("h1")
    assert title is not None
    line = title.find_next_sibling()
    assert words(line) == "About 25 minutes to read and run, 20 minutes for the exercises"


def test_a_page_that_is_no_lesson_shows_no_minutes(book: Book, page: BeautifulSoup):
    assert book.page("glossary").select(".lesson-minutes") == []


@pytest.mark.parametrize(
    ("kind", "role", "title"),
    [
        ("questions", "group", "Questions"),
        ("objectives", "group", "Objectives"),
        ("prereq", "group", "Before you start"),
        ("callout", "note", "Note A bold title"),
        ("challenge", "group", "Challenge 1 4 minutes, optional What is the sum?"),
        ("graded", "region", "Graded exercise 1 weigh"),
        ("discussion", "note", "Discussion Really?"),
        ("key-terms", "group", "Key terms"),
        ("instructor", "note", "For instructors Before the class"),
        ("keypoints", "group", "Key points"),
        ("video", "note", "Video A <title>"),
    ],
)
def test_a_block_has_a_class_a_role_and_a_title_that_names_it(page: BeautifulSoup, kind, role, title):
    block = page.select_one(f".lesson-block.lesson-{kind}")
    assert block is not None
    assert block["role"] == role
    label = page.find(id=block["aria-labelledby"])
    assert words(label) == title
    assert label.name == "p"
    assert label.select_one("svg[aria-hidden=true]") is not None


def test_no_block_brings_a_heading(page: BeautifulSoup):
    assert page.select(".lesson-block :is(h1, h2, h3, h4, h5, h6)") == []


def test_every_id_on_the_page_is_unique(page: BeautifulSoup):
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_blocks_without_a_name_of_their_own_have_steady_anchors(page: BeautifulSoup):
    assert [block["id"] for block in page.select(".lesson-callout")] == ["lesson-callout", "lesson-callout-2"]


@pytest.mark.parametrize(
    ("anchor", "text"),
    [("ch-sum", "What is the sum?"), ("graded-weigh", "weigh"), ("quiz-way", "Which way is x?")],
)
def test_a_reference_shows_the_title(page: BeautifulSoup, anchor, text):
    link = page.select_one(f'p > a[href="#{anchor}"]')
    assert words(link).replace("\\( x \\)", "x").replace("\\(x\\)", "x") == text
    assert page.find(id=anchor) is not None


def test_a_reference_from_another_page_shows_the_title(book: Book, page: BeautifulSoup):
    assert words(book.page("second").select_one('a[href="lesson.html#ch-sum"]')) == "What is the sum?"


def test_an_objective_links_what_practises_it(page: BeautifulSoup):
    links = page.select(".lesson-objectives .lesson-met a")
    assert [(link["href"], words(link)) for link in links] == [
        ("#ch-sum", "Challenge 1"),
        ("#graded-weigh", "Graded exercise 1"),
        ("#quiz-way", "Quiz 1"),
    ]


def test_a_pointer_is_a_link_where_the_lesson_exists_and_a_title_where_not(page: BeautifulSoup):
    block = page.select_one(".lesson-prereq")
    assert words(block.select_one('a[href="second.html"]')) == "The second lesson"
    assert words(block.select_one("em")) == "A plan"


def test_hints_and_solutions_are_closed_and_need_no_script(page: BeautifulSoup):
    parts = page.select("#ch-sum > details")
    assert [words(part.select_one("summary")) for part in parts] == ["Hint", "Solution"]
    assert not any(part.has_attr("open") for part in parts)
    assert words(parts[1].select_one(".lesson-disclosure__body")) == "Zweiundvierzig."


def test_several_hints_are_numbered_and_a_single_one_is_not(page: BeautifulSoup):
    summaries = page.select("#graded-weigh > .lesson-hint > summary")
    assert [words(summary) for summary in summaries] == ["Hint 1", "Hint 2"]


def test_a_solution_with_cells_ends_in_its_challenge(page: BeautifulSoup):
    solution = page.select_one("#ch-run > details.lesson-solution")
    assert words(solution.select_one("p")) == "It is drawn so."
    assert solution.select_one("#fig-drawn img")["alt"] == "A line from left to right."
    assert words(page.select_one('p > a[href="#fig-drawn"]')) == "Fig. 1"


def test_sphinx_keeps_its_part_inside_blocks(page: BeautifulSoup):
    challenge = page.select_one("#ch-sum")
    assert challenge.select_one('a[href="glossary.html#term-weight"]') is not None
    assert words(challenge.select_one("ol > li ul > li")) == "nested"
    assert challenge.select_one(".highlight-python") is not None
    assert challenge.select_one("#equation-eq-sum") is not None
    assert words(page.select_one('p > a[href="#equation-eq-sum"]')) == "(1)"


def test_a_graded_exercise_says_its_task_its_checks_and_its_commands(page: BeautifulSoup):
    block = page.select_one("#graded-weigh")
    text = words(block)
    order = [
        "Lead-in.",
        "Return the weighted sum of the inputs.",
        "Round nothing.",
        "Takes",
        "inputs : The values that arrive, shape (n,) .",
        "weights : One for each input.",
        "Returns The sum, as a number of any sign.",
        "Raises",
        "ValueError : The lengths differ.",
        "What is checked",
        "It should give 1 for one. 2 points",
        "It should refuse lengths that differ. 1 point",
        "It should be quick. +3 extra, optional",
        "exercises/weigh.py",
        "python -m lesson_code check weigh",
        "pytest exercises -k weigh",
        "from lesson_code import check",
        "Hint",
        "Solution",
    ]
    places = [text.find(part) for part in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)


def test_the_signature_of_a_graded_exercise_is_whole_python(page: BeautifulSoup):
    code = page.select_one("#graded-weigh .lesson-task + .highlight-python").get_text()
    names: dict = {}
    exec(code, names)
    function = names["weigh"]
    assert function.__annotations__["return"] is float
    assert list(function.__annotations__) == ["inputs", "weights", "bias", "name", "return"]
    assert function.__defaults__ == (0.5, "a, b")
    assert max(len(line) for line in code.splitlines()) < 80


def test_a_signature_has_no_quotes_around_types_and_keeps_those_of_texts():
    def build(base: "keras.Model", name: str = "a.b") -> "keras.Model": ...  # noqa: F821  # as in an exercise

    assert signature(build) == "def build(base: keras.Model, name: str='a.b') -> keras.Model:\n    ..."


def test_a_quiz_answers_each_option_in_words(page: BeautifulSoup):
    options = page.select("#quiz-way > details.lesson-option")
    assert [words(option.select_one("summary")) for option in options] == ["A Up .", "B Down.", "C Down, slowly."]
    answers = [words(option.select_one(".lesson-disclosure__body")) for option in options]
    assert answers == ["Not right. Why not.", "Right. Why.", "Right. Why, too."]
    assert "More than one option is right." in words(page.select_one("#quiz-way"))
    assert page.select_one("#quiz-way")["role"] == "group"


def test_a_quiz_with_one_right_option_does_not_speak_of_several(book: Book, page: BeautifulSoup):
    assert "More than one" not in words(book.page("second").select_one("#quiz-go"))


def test_a_video_is_a_plain_link_and_asks_nobody_for_anything(page: BeautifulSoup):
    card = page.select_one(".lesson-video")
    assert card["data-video"] == "rmNTqYGpr6Y"
    assert card.select_one("a")["href"] == "https://www.youtube.com/watch?v=rmNTqYGpr6Y"
    assert "By Somebody, on YouTube." in words(card)
    assert card.select("iframe, img, script, link") == []


def test_notes_for_instructors_are_hidden_without_a_script(page: BeautifulSoup):
    assert len(page.select(".lesson-block.lesson-instructor")) == 1
    assert all(note.has_attr("hidden") for note in page.select(".lesson-instructor"))


def test_the_course_map_counts_what_the_lessons_say(book: Book, page: BeautifulSoup):
    rows = book.page("index").select("table.lesson-map tr")
    cells = [[words(cell) for cell in row.select("th, td")] for row in rows]
    assert cells == [
        ["Lesson", "Reading (minutes)", "Exercises (minutes)", "Graded exercises"],
        ["Part I – First"],
        ["A lesson", "25", "20", "1"],
        ["Part II – Then"],
        ["The second lesson", "10", "5", "0"],
        ["The whole course", "35", "25", "1"],
    ]
    assert [link["href"] for row in rows for link in row.select("a")] == ["lesson.html", "second.html"]


def test_the_words_of_a_solution_are_found_by_the_search(book: Book, page: BeautifulSoup):
    assert "zweiundvierzig" in book.text("searchindex.js")


@pytest.mark.slow
@pytest.mark.parametrize(("builder", "name"), [("text", "lesson.txt"), ("latex", "atinybook.tex")])
def test_other_formats_get_everything_open_but_the_notes_for_instructors(book: Book, builder, name):
    book.build(builder)
    text = book.text(name, builder)
    for part in (
        "Challenge 1",
        "A nudge.",
        "Zweiundvierzig.",
        "Not right.",
        "refuse lengths that differ",
        "Key points",
    ):
        assert part in text
    assert "Bring a ruler." not in text


@pytest.mark.slow
def test_only_what_depends_on_a_change_is_written_again(tmp_path):
    book = Book(tmp_path)
    planned = SECOND.replace("See {ref}`ch-sum`.", "See {lesson}`loss`.").replace("quiz-go", "quiz-on")
    pages = {"index": INDEX, "second": planned, "loss": planned.replace("quiz-on", "quiz-loss")}
    book.write({"index": INDEX, "second": planned}, {"Part I": ["second"]})
    assert book.build() == ""
    assert "Measuring error" in words(book.page("second"))
    pages["loss"] = pages["loss"].replace("teaching: 10", "teaching: 30").replace("The second", "A new")
    book.write(pages, {"Part I": ["second", "loss"]})
    assert book.build() == ""
    assert words(book.page("second").select_one('a[href="loss.html"] .doc')) == "A new lesson"
    assert re.search(r"The whole course 40 10 0", words(book.page("index").select_one("table")))
    book.write_page("second", planned.replace("teaching: 10", "teaching: 12"))
    assert book.build() == ""
    assert re.search(r"The whole course 42 10 0", words(book.page("index").select_one("table")))
    book.write({"index": INDEX, "second": planned}, {"Part I": ["second"]})
    (tmp_path / "loss.md").unlink()
    assert book.build() == ""
    assert "Measuring error" in words(book.page("second"))
    assert re.search(r"The whole course 10 5 0", words(book.page("index").select_one("table")))


# This extension of another project does not say so, and Sphinx would read one page after the other.
OTHERS_ARE_SAFE = """
def setup(app):
    app.extensions["sphinx_multitoc_numbering"].parallel_read_safe = True
"""


@pytest.mark.slow
def test_pages_read_side_by_side_make_the_same_book(tmp_path):
    book = Book(tmp_path)
    names = [f"page{number}" for number in range(8)]
    pages = {name: SECOND.replace("quiz-go", f"quiz-{name}").replace("ch-sum", "quiz-page0") for name in names}
    book.write({"index": INDEX, **pages}, {"Part I": names})
    with (tmp_path / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(OTHERS_ARE_SAFE)
    assert book.build(jobs=2) == ""
    assert re.search(r"The whole course 80 40 0", words(book.page("index").select_one("table")))
    assert words(book.page("page5").select_one('a[href="page0.html#quiz-page0"]')) == "Go?"
