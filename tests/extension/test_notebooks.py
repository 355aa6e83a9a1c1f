"""Notebooks of a tiny lesson: what is in them, where they are linked, what stops the build."""

import json
from pathlib import Path

import nbformat
import pytest

from .books import PIXEL, Book

pytestmark = pytest.mark.slow

LESSON = """---
file_format: mystnb
teaching: 5
exercises: 5
kernelspec: {name: python3, display_name: Python 3}
---
# One *small* lesson

:::{questions}
- What is 2 * 3_4?
:::
:::{objectives}
- Compute. {met}`ch-add, weigh`
:::

See {doc}`other` and [there](https://example.org), $a_1$ and `x*y`; it costs 5 $ or [more].
1\\. is no list.

```{code-cell}
---
mystnb:
  figure: {name: fig-one, caption: A *first* figure.}
  image: {alt: Something that is long enough to be seen.}
---
x = 1
```

$$
a &= b \\\\
c &= d
$$ (eq-ab)

| left | right |
|---|---|
| a \\| b | **c** |

:::::{challenge} Add `x` to two
:name: ch-add
:minutes: 3
As in {numref}`fig-one`.

1. First
   - inner
2. Second

::::{hint}
Try a plus sign.
::::
:::::

:::{solution-start}
:::
It is the sum of both.

```{code-cell}
---
mystnb:
  figure: {name: fig-two, caption: A second figure.}
  image: {alt: Something that is long enough to be seen.}
---
answer = x + 2
```

Nothing else would do.
:::{solution-end}
:::

:::{quiz} Which one?
:name: quiz-one
- [x] This.

  Because it is so.
- [ ] That.

  Because it is not so.
:::

::::{graded} weigh
Now weigh.
:::{solution}
Weigh them all.
:::
::::

```{code-cell}
---
mystnb:
  figure: {name: fig-three, caption: A third figure.}
  image: {alt: Something that is long enough to be seen.}
---
LAST
```

Look at {numref}`fig-three`.

:::{instructor}
Let them think.
:::
:::{keypoints}
- Adding.
:::
"""
PARTS = {"Part I – Ideas": ["lesson"], "Others": ["other"]}


def build(folder: Path, last: str = "x + 1", settings: str = "") -> tuple[Book, str]:
    book = Book(folder)
    pages = {"index": "# Home\n", "lesson": LESSON.replace("LAST", last), "other": "# Elsewhere & more\n"}
    book.write(pages, PARTS)
    with (folder / "conf.py").open("a") as conf:
        conf.write(settings)
    return book, book.build()


def cells(book: Book, name: str) -> list[nbformat.NotebookNode]:
    return nbformat.read(book.folder / "_build" / "html" / "notebooks" / name, as_version=4).cells


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Book:
    book, warnings = build(tmp_path_factory.mktemp("book"))
    assert warnings == ""
    return book


def test_a_learner_gets_the_cells_of_the_page_and_cells_to_fill_between_checkpoints(book):
    code = [cell.source for cell in cells(book, "lesson.ipynb") if cell.cell_type == "code"]
    kept = "from lesson_code.checkpoint import keep\n\nkept = keep(globals())  # before your turn"
    assert [text.split("  #")[0].strip() for text in code] == [
        "x = 1",
        kept.split("  #")[0],
        "# Your code",
        "kept.restore()",
        kept.split("  #")[0],
        "def weigh(inputs):\n    ...",
        'from lesson_code import check\n\ncheck("weigh", weigh)',
        "kept.restore()",
        "x + 1",
    ]


def test_the_words_of_a_page_become_plain_markdown(book):
    text = "\n\n".join(cell.source for cell in cells(book, "lesson.ipynb") if cell.cell_type == "markdown")
    for piece in (
        "# One *small* lesson",
        "> **Questions**\n>\n> - What is 2 \\* 3\\_4?",
        "> - Compute. (Challenge 1, Graded exercise 1)",
        "See *Elsewhere & more* and [there](https://example.org), $a_1$ and `x*y`; it costs 5 \\$ or \\[more\\].",
        "1\\. is no list.",
        "**Fig. 1:** A *first* figure.",
        "$$\\begin{aligned}a &= b \\\\ c &= d\\end{aligned} \\tag{1}$$",
        "| left | right |\n| --- | --- |\n| a \\| b | **c** |",
        "> **Challenge 1: Add `x` to two** (3 minutes)\n>\n> As in Fig. 1.\n>\n> 1. First\n>\n>    - inner",
        "> **Quiz 1: Which one?**\n>\n> - **A.** This.\n> - **B.** That.",
        "> **What is checked**\n>\n> - It should give 1 for one. 2 points",
    ):
        assert piece in text


def test_nothing_that_answers_reaches_a_learner(book):
    text = json.dumps(cells(book, "lesson.ipynb"))
    hidden = ("plus sign", "sum of both", "answer = x", "second figure", "it is so", "Weigh them", "Let them", PIXEL)
    assert [words for words in hidden if words in text] == []


def test_an_instructor_gets_the_page_with_answers_notes_and_results(book):
    made = cells(book, "lesson-instructor.ipynb")
    code = [cell for cell in made if cell.cell_type == "code"]
    assert [cell.source for cell in code] == ["x = 1", "answer = x + 2", "x + 1"]
    assert all(cell.outputs[0].data["image/png"].strip() == PIXEL for cell in code)
    text = "\n\n".join(cell.source for cell in made if cell.cell_type == "markdown")
    for piece in (
        "**Hint** (Challenge 1)\n\nTry a plus sign.",
        "**Solution** (Challenge 1)\n\nIt is the sum of both.",
        "**Fig. 2:** A second figure.",
        "> - **A.** This.\n>\n>   **Right.**\n>\n>   Because it is so.",
        "> **For instructors**\n>\n> Let them think.",
    ):
        assert piece in text


def test_a_lesson_links_its_notebooks_and_the_instructor_s_out_of_sight(book):
    line = book.page("lesson").select_one(".lesson-minutes + .lesson-notebooks")
    hidden = line.select_one(".lesson-instructor[hidden]").extract()
    assert [link["href"] for link in line.select("a[download]")] == [
        "notebooks/lesson.ipynb",
        "notebooks/notebooks.zip",
    ]
    assert [link["href"] for link in hidden.select("a[download]")] == [
        "notebooks/lesson-instructor.ipynb",
        "notebooks/notebooks-instructor.zip",
    ]
    assert not book.page("other").select(".lesson-notebooks")
    assert "colab" not in book.text("lesson.html").lower()


def test_the_same_pages_make_the_same_bytes(book, tmp_path):
    again, _ = build(tmp_path)
    folder = Path("_build") / "html" / "notebooks"
    names = {path.name for path in (book.folder / folder).iterdir()}
    assert len(names) == 4
    assert names == {path.name for path in (again.folder / folder).iterdir()}
    for name in names:
        assert (book.folder / folder / name).read_bytes() == (again.folder / folder / name).read_bytes()


def test_a_notebook_of_a_lesson_that_is_gone_is_removed(tmp_path):
    book, _ = build(tmp_path)
    old = tmp_path / "_build" / "html" / "notebooks" / "gone.ipynb"
    old.write_text("{}", encoding="utf-8")
    book.build()
    assert not old.exists()


def test_a_cell_that_needs_a_solution_stops_the_build_with_its_line(tmp_path):
    _, warnings = build(tmp_path, last="answer + 1")
    lines = (tmp_path / "lesson.md").read_text("utf-8").splitlines()
    opens = [number for number, line in enumerate(lines, start=1) if line == "```{code-cell}"]
    [warning] = warnings.splitlines()
    assert warning.startswith(
        f"lesson.md:{opens[2]}: WARNING: this cell takes 'answer' from the solution at line {opens[1]}"
    )


def test_a_cell_that_is_no_python_is_named(tmp_path):
    _, warnings = build(tmp_path, last="files = !ls")
    assert "lesson.md:1: WARNING: a cell of this page cannot be read as Python" in warnings


ADDRESSES = """
html_baseurl = "https://example.org/course/"
lessons_repository = "https://github.com/owner/name.git"
lessons_branch = "stable"
lessons_notebooks_branch = "notebooks"
"""


def test_with_addresses_notebooks_open_elsewhere_and_say_how_to_get_the_package(tmp_path):
    book, warnings = build(tmp_path, settings=ADDRESSES)
    assert warnings == ""
    links = {link.get_text(): link["href"] for link in book.page("lesson").select(".lesson-notebooks a")}
    assert links["open in Colab"] == "https://colab.research.google.com/github/owner/name/blob/notebooks/lesson.ipynb"
    assert links["open in Binder"] == "https://mybinder.org/v2/gh/owner/name/notebooks?labpath=lesson.ipynb"
    made = cells(book, "lesson.ipynb")
    assert "https://example.org/course/lesson.html" in made[0].source
    wanted = "lesson-code @ git+https://github.com/owner/name@stable"
    assert wanted in made[1].source and made[1].cell_type == "code"
    assert "[Elsewhere & more](https://example.org/course/other.html)" in made[2].source
    folder = book.folder / "_build" / "html" / "notebooks"
    assert (folder / "requirements.txt").read_text("utf-8") == f"{wanted}\n"


def test_a_branch_without_a_repository_that_the_services_know_is_refused(tmp_path):
    with pytest.raises(AssertionError, match=r"no repository that Colab and Binder know; set lessons_repository"):
        build(tmp_path, settings='lessons_notebooks_branch = "notebooks"\n')


def test_without_solutions_a_page_keeps_its_questions_and_its_numbers_and_no_answer(tmp_path):
    book, warnings = build(tmp_path, settings="lessons_solutions = False\n")
    assert warnings == ""
    page = book.page("lesson")
    for words in ("plus sign", "sum of both", "second figure", "Because it", "Weigh them", "Let them", "answer = x"):
        assert words not in book.text("lesson.html")
    assert [item.get_text().strip() for item in page.select(".lesson-options li")] == ["A. This.", "B. That."]
    assert not page.select("details")
    assert "Look at Fig. 3." in " ".join(page.get_text().split())
    names = {path.name for path in (book.folder / "_build" / "html" / "notebooks").iterdir()}
    assert names == {"lesson.ipynb", "notebooks.zip"}
    assert not page.select(".lesson-notebooks .lesson-instructor")
    assert "Hints and solutions" not in cells(book, "lesson.ipynb")[0].source


def test_without_solutions_whoever_points_to_one_is_named(tmp_path):
    book = Book(tmp_path)
    book.write(
        {"index": "# Home\n", "lesson": LESSON.replace("LAST", "x") + "\nSee {numref}`fig-two`.\n", "other": "# O\n"},
        PARTS,
    )
    with (tmp_path / "conf.py").open("a") as conf:
        conf.write("lessons_solutions = False\n")
    assert "undefined label: 'fig-two'" in book.build()
