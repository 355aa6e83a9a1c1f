"""The run of the pages says what it is doing, and for how long still."""

from pathlib import Path

import pytest

import progress as module
from progress import Progress

A, B = Path("a.md"), Path("b.md")


@pytest.fixture
def clock(monkeypatch):
    """Return a clock that stands still until it is told otherwise."""
    now = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def two_pages(clock):
    found = Progress(2, live=False)
    found.add(A, 4, 20.0)
    found.add(B, 10, None)
    found.begin(A)
    return found


def test_the_line_says_page_cell_seconds_and_what_is_left(two_pages, clock):
    two_pages.cell(A)
    clock[0] += 6
    assert two_pages.line() == "a: cell 2 of 4, 6 s | about 14 s left"


def test_a_page_that_takes_longer_than_expected_is_nearly_done(two_pages, clock):
    two_pages.begin(B)
    clock[0] += 600
    assert two_pages.line().endswith("b: cell 1 of 10, 600 s | nearly done")


def test_a_page_that_was_never_executed_is_estimated_by_its_cells(two_pages, clock):
    clock[0] += 8
    two_pages.end(A, failed=False)
    # Four cells took 8 s, so ten take 20.
    assert two_pages.seconds_left() == 20


def test_two_places_share_what_is_left(two_pages):
    two_pages.add(Path("c.md"), 1, 20.0)
    two_pages.add(Path("d.md"), 1, 20.0)
    # 20 + 20 + 20, and 5 for ten cells nobody knows: 65 s in two places.
    assert two_pages.seconds_left() == 32.5


def test_the_end_of_a_page_is_said_with_its_place_among_all(two_pages, clock, capsys):
    clock[0] += 8
    two_pages.end(A, failed=False)
    two_pages.begin(B)
    clock[0] += 3
    two_pages.end(B, failed=True)
    assert capsys.readouterr().out.splitlines() == [
        "  a.md: 4 cells in 8 s (1 of 2 pages, about 20 s left)",
        "  b.md: failed after 3 s (2 of 2 pages)",
    ]


def test_nothing_is_left_when_all_is_done(clock):
    assert Progress(2, live=False).seconds_left() == 0
    assert Progress(2, live=False).line() == ""


def test_a_live_line_is_wiped_before_another_is_printed(clock, capsys):
    found = Progress(1, live=True)
    found.say("done")
    assert capsys.readouterr().out == "\r\x1b[K  done\n"
