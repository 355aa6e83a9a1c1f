"""What takes too long is named, with its slowest cells, and fails; what does not is left alone."""

import json
import sys

import nbformat
import pytest

import budget

PAGE = "---\nfile_format: mystnb\n{budget}---\n# A page\n"
CLAIM = ":::{{claim}} trial\n:name: claim-trial\n:holds: a > 0\n:share: 90 %\n:seeds: {seeds}\nIt holds.\n:::\n"


@pytest.fixture
def book(tmp_path):
    """Return a function that writes a page and its stored run, and returns page and folder."""

    def write(seconds, cells=(0.1,), own="", seeds=()):
        page = tmp_path / "page.md"
        claim = CLAIM.format(seeds=len(seeds)) if seeds else ""
        page.write_text(PAGE.format(budget=own) + claim, "utf-8")
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1") for _ in cells])
        notebook.metadata.update(seconds=seconds, source_map=[10 * (index + 1) for index in range(len(cells))])
        for cell, took in zip(notebook.cells, cells, strict=True):
            cell.metadata["seconds"] = took
        out = tmp_path / "out"
        (out / "executed").mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, out / "executed" / "page.ipynb")
        for seed, took in enumerate(seeds):
            (out / "runs" / "trial").mkdir(parents=True, exist_ok=True)
            (out / "runs" / "trial" / f"{seed}.json").write_text(json.dumps({"seconds": took}), "utf-8")
        return page, out

    return write


def test_a_page_may_take_a_minute(book):
    page, out = book(60.0)
    assert budget.over_budget([page], out) == []


def test_a_slower_page_is_named_with_its_three_slowest_cells(book):
    page, out = book(61.0, cells=(1.0, 30.0, 5.0, 20.0))
    [sentence] = budget.over_budget([page], out)
    assert sentence.startswith(f"{page}:1: took 61 s, may take 60 s")
    assert sentence.endswith("line 21: 30.0 s, line 41: 20.0 s, line 31: 5.0 s")


@pytest.mark.parametrize(("own", "found"), [("budget: 90\n", 0), ("budget: 30\n", 1)])
def test_a_page_may_state_its_own_budget(book, own, found):
    page, out = book(61.0 if found == 0 else 31.0, own=own)
    assert len(budget.over_budget([page], out)) == found


def test_a_factor_gives_room_to_slower_machines(book):
    page, out = book(119.0)
    assert budget.over_budget([page], out, factor=2) == []
    assert len(budget.over_budget([page], out, factor=1.9)) == 1


def test_all_runs_over_seeds_together_have_five_minutes_of_two_processors(book):
    page, out = book(1.0, seeds=(300.0, 300.0))
    assert budget.over_budget([page], out) == []
    page, out = book(1.0, seeds=(300.0, 300.0, 1.0))
    [sentence] = budget.over_budget([page], out)
    assert "all runs over seeds took 601 s, may take 600 s" in sentence


def test_what_make_claims_has_run_beyond_the_book_does_not_count(book):
    page, out = book(1.0, seeds=(300.0, 300.0))
    (out / "runs" / "trial" / "2.json").write_text(json.dumps({"seconds": 99.0}), "utf-8")
    assert budget.over_budget([page], out) == []


def test_a_page_that_was_never_executed_is_left_alone(tmp_path):
    assert budget.over_budget([tmp_path / "other.md"], tmp_path) == []


@pytest.mark.parametrize(("seconds", "code"), [(10.0, 0), (61.0, 1)])
def test_the_command_fails_when_a_page_is_too_slow(book, monkeypatch, capsys, seconds, code):
    page, out = book(seconds)
    monkeypatch.setattr(budget, "pages_in_order", lambda: [page])
    monkeypatch.setattr(sys, "argv", ["budget.py", "--out", str(out)])
    assert budget.main() == code
    said = capsys.readouterr().out
    assert said == "Every page keeps its budget.\n" if code == 0 else "may take 60 s" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--factor", "0"], "expected a factor above 0, got 0"),
        (["--factor", "two"], "invalid float"),
        ([], "make book"),
    ],
)
def test_a_wrong_call_is_explained(monkeypatch, capsys, tmp_path, arguments, words):
    monkeypatch.setattr(sys, "argv", ["budget.py", "--out", str(tmp_path), *arguments])
    with pytest.raises(SystemExit) as end:
        budget.main()
    assert end.value.code == 2
    assert words in capsys.readouterr().err
