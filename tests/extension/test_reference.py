"""The lists of the whole book follow its pages, and what is taken away somewhere is named where it is missing."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from .books import Book

LESSON = """---
file_format: mystnb
teaching: 5
exercises: 5
kernelspec: {name: python3, display_name: Python 3}
---
# Adding

:::{questions}
- What?
:::
:::{objectives}
- Add. {met}`ch-add`
- Weigh. {met}`weigh`
:::

A {term}`weight` is measured {cite}`brains2009`, see {ref}`here <ch-add>`.

```{code-cell}
---
mystnb:
  figure:
    name: fig-sum
    caption: A {term}`weight` and **its** $x^2$.
  image:
    alt: A black dot in the middle of a white sheet.
---
from lesson_code.data import load_stones

load_stones("granite")
```

::::{challenge} Add
:name: ch-add
:minutes: 1
Add.
:::{solution}
Added.

{{secret}}
:::
::::

:::{graded} weigh
Weigh.
:::

:::{key-terms}
{term}`weight`, {term}`Sums <sum>` and {term}`two words`
:::

:::{keypoints}
- A {term}`weight` pulls, see {numref}`fig-sum`.
- See [above](#ch-add) for $1 + 1$.
:::
""".replace("{{secret}}", "```{figure} dot.png\n:name: fig-secret\n:alt: What only the solution shows.\nA secret.\n```")
SECOND = """---
teaching: 5
exercises: 5
---
# Taking away

:::{questions}
- What?
:::
:::{objectives}
- Take. {met}`ch-take`
:::
::::{challenge} Take
:name: ch-take
:minutes: 1
Take.
:::{solution}
Taken.
:::
::::
:::{keypoints}
- A {term}`sum` becomes less.
:::
"""
LISTS = "# Lists\n\n{cite}`brains2009`\n\n" + "\n\n".join(
    f"## Of {of}\n\n```{{list-of}} {of}\n```" for of in ("exercises", "key-points", "figures", "data", "networks")
)
GLOSSARY = """# Glossary

Words, and what they mean.

```{glossary}
sum
  What adding gives; see {term}`weight`.

two words
  One word and another one.

weight
  A number.
```
"""
REFERENCES = "# References\n\n```{bibliography}\n```\n"
BIB = "@book{brains2009, title={Brains}, author={Writer, A.}, year={2009}, publisher={Press}}\n"
SOURCES = """
import json
from pathlib import Path
from types import SimpleNamespace

FOLDER = Path(__file__).parent
CHECKSUMS = {"numpy/granite.txt": "aaaa1111", "numpy/marble.txt": "bbbb2222"}


def changed_files():
    return json.loads((FOLDER / "changed.json").read_text())


def file(name):
    place = FOLDER / f"{name}.txt"
    return SimpleNamespace(
        package="numpy", path=f"{name}.txt", name=name, credit="A. Mason, CC0", key=f"numpy/{name}.txt",
        find=lambda: place,
    )


def source(name, kind, taken_by, **more):
    always = {"origin": "Found (doi:10.1000/182).", "licence": "CC0", "bias": "Stones alone."}
    facts = {**always, "files": (), "note": "", "by_name": False, **more}
    return SimpleNamespace(name=name, kind=kind, taken_by=taken_by, **facts)


SOURCES = (
    source("Stones", "data", ("load_stones",), files=(file("granite"), file("marble")), by_name=True),
    source("Shells", "data", ("load_shells",), note="Never seen (arXiv:1801.04381)."),
    source("Net", "network", ("load_net",)),
)
"""
PARTS = {"Part I – Ideas": ["adding", "taking"], "Reference": ["lists", "glossary", "references"]}
PAGES = {
    "index": "# Home\n",
    "adding": LESSON,
    "taking": SECOND,
    "lists": LISTS,
    "glossary": GLOSSARY,
    "references": REFERENCES,
}


def write(folder: Path) -> Book:
    book = Book(folder)
    book.write(PAGES, PARTS)
    (folder / "references.bib").write_text(BIB, "utf-8")
    with (folder / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('extensions.append("sphinxcontrib.bibtex")\nbibtex_bibfiles = ["references.bib"]\n')
    exercises = folder / "lesson_code" / "exercises.py"
    words = exercises.read_text("utf-8").replace('"weigh": "lesson"', '"weigh": "adding"')
    exercises.write_text('NAMES = ("weigh",)\n' + words, "utf-8")
    data = folder / "lesson_code" / "data"
    data.mkdir()
    (data / "__init__.py").touch()
    (data / "sources.py").write_text(SOURCES, "utf-8")
    (data / "changed.json").write_text("[]", "utf-8")
    (data / "granite.txt").write_bytes(b"g" * 1499)
    (data / "marble.txt").write_bytes(b"m" * 2_340_000)
    from matplotlib import pyplot

    pyplot.imsave(folder / "dot.png", [[0.0]])
    return book


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    book = write(tmp_path_factory.mktemp("reference"))
    assert book.build() == ""
    return book


@pytest.fixture(scope="module")
def page(book: Book) -> BeautifulSoup:
    return book.page("lists")


def section(page: BeautifulSoup, name: str) -> Tag:
    [found] = page.select(f"section#{name}")
    return found


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text().replace("¶", "").split())


def test_an_exercise_is_listed_with_its_task_its_points_its_place_and_its_command(book: Book, page: BeautifulSoup):
    [item] = section(page, "exercises-adding").select("li")
    assert item.a["href"] == "adding.html#graded-weigh"
    assert book.page("adding").find(id="graded-weigh")
    assert "weigh: Return the weighted sum of the inputs." in words(item)
    assert "3 points, and 3 extra for optional parts." in words(item)
    assert item.pre.get_text().strip() == "python -m lesson_code check weigh"
    assert "1 exercise in all: 3 points" in words(section(page, "of-exercises"))
    assert not page.select("section#exercises-taking"), "this lesson has none"


def test_an_exercise_that_no_page_can_check_is_told_apart(book: Book, page: BeautifulSoup):
    assert "Check it in its page" in words(section(page, "exercises-adding"))
    exercises = book.folder / "lesson_code" / "exercises.py"
    before = exercises.read_text("utf-8")
    exercises.write_text(before.replace("needs_keras=False", "needs_keras=True"), "utf-8")
    assert book.build() == ""
    assert "It needs Keras" in words(section(book.page("lists"), "exercises-adding"))
    exercises.write_text(before, "utf-8")
    assert book.build() == ""


def test_the_key_points_of_each_lesson_are_copied_with_links_that_work(page: BeautifulSoup):
    titles = [words(title) for title in section(page, "of-key-points").select("h3")]
    assert titles == ["Adding", "Taking away"]
    first = section(page, "key-points-adding")
    assert first.h3.a["href"] == "adding.html"
    assert words(first.select_one("li")) == "A weight pulls, see Fig. 1."
    addresses = [link["href"] for link in first.select("li a")]
    assert addresses == ["glossary.html#term-weight", "adding.html#fig-sum", "adding.html#ch-add"]
    assert first.select("li .math")


def test_a_figure_is_listed_with_number_caption_picture_and_words(book: Book, page: BeautifulSoup):
    item = section(page, "figures-adding").select("li")[0]
    assert item.a["href"] == "adding.html#fig-sum" and words(item.a) == "Fig. 1"
    assert "Fig. 1 A weight and its" in words(item)
    assert item.select_one("strong").get_text() == "its" and item.select(".math")
    assert words(item.select_one(".lesson-figure-alt")) == "A black dot in the middle of a white sheet."
    picture = item.img["src"]
    assert picture == book.page("adding").select_one("#fig-sum img")["src"]
    assert (book.folder / "_build" / "html" / picture).is_file()


def test_a_figure_of_a_solution_gives_nothing_away(page: BeautifulSoup):
    item = section(page, "figures-adding").select("li")[1]
    assert words(item) == "Fig. 2 It belongs to a solution, and is shown there alone."
    assert not item.select("img")
    assert "secret" not in page.get_text().lower() and "only the solution" not in str(page)


def test_anchors_are_not_doubled_by_the_copies(page: BeautifulSoup):
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    targets = [link["href"][1:] for link in page.select(".lesson-jumps a")]
    assert targets[:1] == ["exercises-adding"] and set(targets) <= set(ids)


def test_data_are_listed_with_the_facts_of_their_record_and_of_the_installed_file(page: BeautifulSoup):
    stones = section(page, "source-stones")
    text = words(stones)
    assert "Licence: CC0." in text and "Known bias: Stones alone." in text
    assert stones.select_one('a[href="https://doi.org/10.1000/182"]')
    files = [words(item) for item in stones.select(".lesson-files li")]
    assert files[0].startswith("granite: A. Mason, CC0.") and "1 kB, SHA-256 aaaa1111" in files[0]
    assert "2.3 MB, SHA-256 bbbb2222" in files[1]
    assert section(page, "source-shells").select_one('a[href="https://arxiv.org/abs/1801.04381"]')
    assert section(page, "of-networks").find(id="source-net"), "networks have a list of their own"
    assert not section(page, "of-data").find(id="source-net")


def test_where_data_are_used_is_read_off_the_code(page: BeautifulSoup):
    stones = section(page, "source-stones")
    [line] = [item for item in stones.select("li") if words(item).startswith("Used in")]
    assert [link["href"] for link in line.select("a")] == ["adding.html"]
    granite, marble = stones.select(".lesson-files li")
    assert granite.select_one('a[href="adding.html"]') and "no page loads it" in words(marble)
    assert "Used in: no page loads it." in words(section(page, "source-shells"))


def test_the_glossary_names_the_lessons_that_use_a_term(book: Book):
    glossary = book.page("glossary")
    used = {term.get_text().replace("¶", ""): term.find_next("dd") for term in glossary.select("dt")}
    uses = {term: [link["href"] for link in dd.select(".lesson-term-uses a")] for term, dd in used.items()}
    assert uses == {
        "sum": ["adding.html", "taking.html"],
        "two words": ["adding.html"],
        "weight": ["adding.html"],
    }


def test_a_change_of_a_lesson_is_in_the_lists_with_the_next_build(book: Book):
    path = book.folder / "taking.md"
    path.write_text(SECOND.replace("# Taking away", "# Splitting").replace("becomes less", "is split"), "utf-8")
    assert book.build() == ""
    points = section(book.page("lists"), "key-points-taking")
    assert words(points.h3) == "Splitting" and "A sum is split." in words(points)
    assert "Splitting" in words(book.page("glossary").find("dd"))
    path.write_text(SECOND, "utf-8")
    assert book.build() == ""


def test_another_format_gets_the_lists_as_text(book: Book):
    warnings = book.build("text").splitlines()
    assert all("mime_priority" in warning for warning in warnings), "plain text shows no pictures, and nothing else"
    text = book.text("lists.txt", "text")
    assert all(part in text for part in ("check weigh", "becomes less", "A black dot", "Stones alone"))


def test_a_book_without_solutions_has_the_lists_without_what_is_in_them(tmp_path: Path):
    book = write(tmp_path)
    lesson = LESSON.replace(" and {term}`two words`", "").replace("Added.", "Added, in {term}`two words`.")
    (tmp_path / "adding.md").write_text(lesson, "utf-8")
    with (tmp_path / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("lessons_solutions = False\n")
    assert book.build() == "", "the term is used where nobody sees it, and that is no mistake"
    [item] = section(book.page("lists"), "figures-adding").select("li")
    assert words(item.a) == "Fig. 1"


def line_of(page: str, text: str) -> int:
    return PAGES[page][: PAGES[page].index(text)].count("\n") + 1


# What is taken away: page, text, what takes its place; and what the build says, where.
TAKEN = {
    "a challenge": (
        "adding",
        LESSON[LESSON.index("::::{challenge}") : LESSON.index(":::{graded}")],
        "",
        [f"adding.md:{line_of('adding', '- Add.')}", "met: 'ch-add' is no challenge, quiz or graded exercise"],
    ),
    "an exercise's mention": (
        "adding",
        ":::{graded} weigh\nWeigh.\n:::\n",
        "",
        ["adding.md:1", "this page does not ask for its exercise 'weigh'"],
    ),
    "a glossary term": (
        "glossary",
        "two words\n  One word and another one.\n\n",
        "",
        [f"adding.md:{line_of('adding', '{term}`weight`, {term}`Sums')}", "term not in glossary: 'two words'"],
    ),
    "the last use of a term": (
        "adding",
        " and {term}`two words`",
        "",
        [f"glossary.md:{line_of('glossary', 'two words')}", "glossary: no page uses 'two words'"],
    ),
    "a link to the glossary": (
        "adding",
        "and {term}`two words`",
        "and Two Words, {term}`two words`",
        [f"adding.md:{line_of('adding', '{term}`weight`, {term}`Sums')}", "key-terms: 'Two Words' names no term"],
    ),
    "a minute count": ("taking", "teaching: 5\n", "", ["taking.md:1", "add a line 'teaching: 20' (minutes)"]),
    "the citation of a source": (
        "adding",
        " {cite}`brains2009`",
        "",
        ["references.bib:1", "no page cites 'brains2009'"],
    ),
    "key points": (
        "taking",
        SECOND[SECOND.index(":::{keypoints}") :],
        "{term}`sum`\n",
        ["taking.md:1", "a lesson has keypoints"],
    ),
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_taken_away_is_named_where_it_is_missing(tmp_path: Path, name: str):
    page, text, instead, expected = TAKEN[name]
    book = write(tmp_path)
    if name == "the citation of a source":
        (tmp_path / "lists.md").write_text(LISTS.replace("{cite}`brains2009`", "Lists."), "utf-8")
    assert PAGES[page].count(text) == 1
    (tmp_path / f"{page}.md").write_text(PAGES[page].replace(text, instead), "utf-8")
    warnings = book.build().splitlines()
    assert [warning for warning in warnings if all(part in warning for part in expected)], warnings


def test_a_changed_file_of_data_stops_the_page_that_describes_it(tmp_path: Path):
    book = write(tmp_path)
    (tmp_path / "lesson_code" / "data" / "changed.json").write_text('["numpy/granite.txt is not the file"]', "utf-8")
    [warning] = book.build().splitlines()
    assert "lists.md" in warning and "numpy/granite.txt is not the file" in warning


def test_a_list_that_is_not_known_is_named_with_those_that_are(tmp_path: Path):
    book = Book(tmp_path)
    book.write({"index": "# Home\n\n```{list-of} jobs\n```\n", "other": "# Other\n"}, {"Rest": ["other"]})
    [warning] = book.build().splitlines()
    assert "index.md:3" in warning and "'jobs'" in warning and "exercises, key-points" in warning


def test_a_book_without_any_lesson_says_that_there_is_nothing_yet(tmp_path: Path):
    book = Book(tmp_path)
    book.write({"index": "# Home\n\n```{list-of} figures\n```\n", "other": "# Other\n"}, {"Rest": ["other"]})
    assert book.build() == ""
    assert "There are none yet." in book.page("index").get_text()
