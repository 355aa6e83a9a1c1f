"""Runs that have changed, are gone, or were never there: what is shown follows them."""

import os
from pathlib import Path

import nbformat
import pytest

from .true_books import CELL, CLAIM, MATTER, RESULTS, STATUS, TrueBook, rows, words

SENTENCE = "It is {num}`accuracy .2f in 0.9..1.0`.\n"


@pytest.fixture
def small(tmp_path: Path) -> TrueBook:
    book = TrueBook(tmp_path)
    book.write_runs("middle_half", RESULTS)
    page = f"{MATTER}# Page\n\n{CELL}{SENTENCE}\n{CLAIM.replace('> 1.0', '> 0.9')}"
    book.write({"index": "# Home\n", "page": page, "status": STATUS}, {"Others": ["page", "status"]})
    assert book.build() == ""
    return book


@pytest.mark.slow
def test_another_run_over_seeds_is_seen_though_no_page_has_changed(small: TrueBook):
    assert book_is_untouched(small)
    small.write_runs("middle_half", [{**result, "wide": result["wide"] + 1} for result in RESULTS])
    assert small.build() == ""
    assert "wide: 1.91 to 2.11" in words(small.page("page").select_one(".lesson-evidence"))
    assert "wide: 1.91 to 2.11" in words(small.page("status").select("table")[2])
    small.write_runs("middle_half", [{**result, "wide": 0.0} for result in RESULTS])
    assert "claim: held in 0 of 5 runs" in small.build()
    (small.folder / "runs" / "middle_half" / "3.json").unlink()
    assert "claim: there is no run of 'middle_half' from seed 3" in small.build()


def book_is_untouched(book: TrueBook) -> bool:
    """Return whether a second build leaves the page as it is."""
    built = book.folder / "_build" / "html" / "page.html"
    before = built.stat().st_mtime_ns
    assert book.build() == ""
    return built.stat().st_mtime_ns == before


@pytest.mark.slow
def test_another_run_of_a_page_is_seen_though_the_page_has_not_changed(small: TrueBook):
    stored = small.folder / "executed" / "page.ipynb"
    run = nbformat.read(stored, as_version=4)
    run.metadata["values"][0]["accuracy"] = 0.91
    run.metadata["seconds"] = 99.0
    run.metadata["provenance"]["date"] = "2027-01-01"
    nbformat.write(run, stored)
    # An older file than the one before is another one, too.
    os.utime(stored, (1_000_000_000, 1_000_000_000))
    assert small.build() == ""
    assert "It is 0.91." in words(small.page("page").select_one(".body"))
    table = rows(small.page("status").select_one("table"))
    assert (table[1][1], table[1][3]) == ("1 January 2027", "99.0 of 60")
    assert "99.0 s, above its budget of 60 s" in words(small.page("page").select_one(".lesson-seconds"))


@pytest.mark.slow
def test_the_state_of_the_book_forgets_a_page_that_is_gone(small: TrueBook):
    (small.folder / "page.md").unlink()
    small.write({"index": "# Home\n", "status": STATUS}, {"Others": ["status"]})
    assert small.build() == ""
    assert small.page("status").select("table") == []
    assert words(small.page("status").select_one(".body")).count("There are none yet.") == 3


@pytest.mark.slow
def test_pages_read_side_by_side_keep_what_is_known_about_their_runs(tmp_path: Path):
    book = TrueBook(tmp_path)
    book.write_runs("middle_half", RESULTS)
    names = [f"page{number}" for number in range(8)]
    pages = {name: f"{MATTER}# {name}\n\n{CELL}{SENTENCE}" for name in names}
    book.write({"index": "# Home\n", **pages, "status": STATUS}, {"Others": [*names, "status"]})
    with (tmp_path / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('def setup(app):\n    app.extensions["sphinx_multitoc_numbering"].parallel_read_safe = True\n')
    assert book.build(jobs=2) == ""
    assert [row[0] for row in rows(book.page("status").select_one("table"))[1:]] == names


@pytest.mark.slow
def test_without_stored_runs_nothing_is_checked_and_words_are_shown(tmp_path: Path):
    book = TrueBook(tmp_path)
    page = f"{MATTER}# Page\n\n{CELL}It is {{num}}`accuracy .2f in 0..0.1`, {{holds}}`more | 1 > 2`.\n\n{CLAIM}"
    book.write({"index": "# Home\n", "page": page, "status": STATUS}, {"Others": ["page", "status"]})
    with (tmp_path / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('lessons_executed = ""\nlessons_runs = ""\nsuppress_warnings = ["myst-nb.lexer"]\n')
    assert book.build() == ""
    text = words(book.page("page").select_one(".body"))
    assert "It is …, more." in text
    assert "The wide network finds both borders." in text
    assert "Held" not in text
    assert "Executed" not in text
