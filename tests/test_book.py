"""`make book` on a small book: what is wrong fails it, with file and line, every time."""

import errno
import re
import shutil
import sys

import pytest
from bs4 import BeautifulSoup

import book

# Sphinx and the theme use things of docutils that are on their way out.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::PendingDeprecationWarning", "ignore::DeprecationWarning"),
]

TOC = """format: jb-book
root: index
parts:
  - caption: Part I – Trial
    chapters:
      - file: lesson
  - caption: Reference
    chapters:
      - file: references
"""
GOOD = """---
file_format: mystnb
teaching: 1
exercises: 2
kernelspec: {name: python3, display_name: Python 3}
---
(sec-lesson)=
# A lesson

:::{questions}
- What is one and one?
:::
:::{objectives}
- Add. {met}`ch-add`
:::

Words with a $x^2$ and {cite}`book2020`.

```{code-cell}
1 + 1
```

::::{challenge} Add
:name: ch-add
:minutes: 1
What is one and one?
:::{solution}
Two.
:::
::::

:::{keypoints}
- One and one is two.
:::
"""
REFERENCES = "# References\n\n```{bibliography}\n```\n"
BIB = "@book{book2020, title={A Book}, author={Writer, A.}, year={2020}, publisher={Press}}\n"


@pytest.fixture(scope="module")
def small_book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    source = folder / "book"
    source.mkdir()
    (folder / "_toc.yml").write_text(TOC, "utf-8")
    (source / "index.md").write_text("# A small book\n\nSee {ref}`sec-lesson`.\n", "utf-8")
    (source / "references.md").write_text(REFERENCES, "utf-8")
    (source / "references.bib").write_text(BIB, "utf-8")
    for name in ("_templates", "_static"):
        shutil.copytree(book.ROOT / "book" / name, source / name)

    def build(lesson, out="out"):
        (source / "lesson.md").write_text(lesson, "utf-8")
        return book.build(source, folder / "_toc.yml", folder / out), folder / out

    return build


def test_references_are_a_plain_list_and_no_page_starts_a_kernel(small_book):
    _, out = small_book(GOOD)
    page = BeautifulSoup((out / "html" / "references.html").read_text("utf-8"), "html.parser")
    assert len(page.select("[role=list] > [role=listitem]")) == 1
    assert not page.select("[role=doc-biblioentry]")
    lesson = BeautifulSoup((out / "html" / "lesson.html").read_text("utf-8"), "html.parser")
    assert not [
        tag for tag in lesson.select("script:not([type])") if "THEBE" in tag.text or "thebe" in str(tag.get("src"))
    ]


def test_a_change_in_what_shapes_all_pages_writes_them_anew(small_book, monkeypatch):
    _, out = small_book(GOOD, "shaped")
    page = out / "html" / "references.html"
    before = page.stat().st_mtime_ns
    small_book(GOOD, "shaped")
    assert page.stat().st_mtime_ns == before
    monkeypatch.setattr(book, "fingerprint", lambda **_: "another extension")
    small_book(GOOD, "shaped")
    assert page.stat().st_mtime_ns > before


def test_extension_templates_exercises_and_settings_shape_all_pages():
    files = {file.relative_to(book.ROOT).as_posix() for file in book.what_pages_are_made_with()}
    assert "_config.yml" in files
    assert "book/_ext/lessons/theme.py" in files
    assert "lesson_code/exercises/neuron_output.py" in files
    assert any(name.startswith("book/_templates/") for name in files)


def test_complaints_have_no_colours_in_a_file(small_book, capfd):
    small_book(GOOD.replace("Words with", "See {ref}`sec-nowhere`."), "plain")
    written = capfd.readouterr().err
    assert "lesson.md:17: WARNING: undefined label" in written
    assert "\x1b" not in written


def said(capfd):
    """Return what the build wrote, without colours."""
    captured = capfd.readouterr()
    return re.sub(r"\x1b\[[0-9;]*m", "", captured.out + captured.err)


def test_a_good_book_is_built_and_its_place_is_printed(small_book, capfd):
    good, out = small_book(GOOD)
    assert good
    assert f"The site is in {out / 'html' / 'index.html'}" in said(capfd)
    page = BeautifulSoup((out / "html" / "lesson.html").read_text("utf-8"), "html.parser")
    assert page.select_one(".cell_output").get_text().strip() == "2"
    small_book(GOOD.replace("1 + 1", "1 + 2"))
    page = BeautifulSoup((out / "html" / "lesson.html").read_text("utf-8"), "html.parser")
    assert page.select_one(".cell_output").get_text().strip() == "3"


@pytest.mark.parametrize("code", ["1/0", "import warnings; warnings.warn('oh')"])
def test_a_cell_that_raises_or_warns_fails_the_book(small_book, capfd, code):
    good, _ = small_book(GOOD.replace("1 + 1", code), "cells")
    assert not good
    line = GOOD.splitlines().index("1 + 1") + 1
    assert f"lesson.md:{line}: the cell" in said(capfd)


DEFECTS = {
    "See {ref}`sec-nowhere`.": "undefined label: 'sec-nowhere'",
    "See {numref}`fig-nowhere`.": "undefined label: 'fig-nowhere'",
    "A {term}`word nobody defined`.": "term not in glossary: 'word nobody defined'",
    "See {cite}`nobody1900`.": 'could not find bibtex key "nobody1900"',
    "See {doc}`nowhere`.": "unknown document",
    "```{figure} nowhere.png\n:alt: Nothing.\nNothing.\n```": "image file not readable: nowhere.png",
    "```{image} ../book/references.bib\n```": "alt",
    "```{no-such-directive}\n```": "Unknown directive type",
    ":::{graded} no_such_exercise\n:::": "no_such_exercise",
    ":::{solution}\nTwo.\n:::": "solution",
    "[words](nowhere.md)": "nowhere.md",
}


@pytest.fixture(scope="module")
def complaints(small_book):
    """Build the book once with every defect in it, then once more unchanged."""
    page, lines = GOOD, {}
    for text in DEFECTS:
        before, after = page.split("::::{challenge}", 1)
        # Blank lines before a defect must not move the line that is named.
        before += "\n" * (len(lines) % 3)
        lines[text] = before.count("\n") + 1
        page = f"{before}{text}\n\n::::{{challenge}}{after}"
    return small_book, page, lines


def test_every_defect_fails_the_book_with_file_and_line_also_the_second_time(complaints, capfd):
    build, page, lines = complaints
    for _ in range(2):
        good, _ = build(page, "defects")
        assert not good
        output = said(capfd)
        missed = {
            text: line
            for text, line in lines.items()
            if not re.search(rf"lesson\.md:{line}: .*{re.escape(DEFECTS[text])}", output)
        }
        assert not missed, output


def test_a_code_figure_without_words_fails_the_book(small_book, capfd):
    code = "import matplotlib.pyplot as plt\nplt.plot([1, 2]);"
    good, _ = small_book(GOOD.replace("1 + 1", code), "figures")
    assert not good
    assert re.search(r"lesson\.md:\d+: .*(alt|caption|name)", said(capfd))


def test_a_page_whose_run_is_stale_is_not_published(small_book, capfd, monkeypatch):
    small_book(GOOD, "stale")
    monkeypatch.setattr(book, "execute", lambda *_: 0)
    good, _ = small_book(GOOD.replace("1 + 1", "2 + 2"), "stale")
    assert not good
    assert "the code has changed since the page was executed" in said(capfd)


def test_the_command_line_says_what_it_can_do(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["book.py", "--help"])
    with pytest.raises(SystemExit) as end:
        book.main()
    assert end.value.code == 0
    assert "--force" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The disk became full while writing to"),
        (KeyboardInterrupt(), "Stopped; what was executed is kept"),
    ],
)
def test_a_full_disk_and_ctrl_c_are_one_sentence(monkeypatch, capsys, trouble, sentence):
    def stop(*_):
        raise trouble

    monkeypatch.setattr(sys, "argv", ["book.py"])
    monkeypatch.setattr(book, "build", stop)
    assert book.main() == 1
    said = capsys.readouterr().err
    assert said.startswith(sentence)
    assert said.count("\n") == 1
