"""What has changed between two builds: small runs written by hand, so that every number of the table is known."""

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import diff

ROOT = Path(__file__).resolve().parent.parent


def write_page(folder, name, cells, values, seconds=2.0):
    """Write the stored run of a page whose cells are pairs of code and output."""
    page = nbformat.v4.new_notebook()
    page.cells.append(nbformat.v4.new_markdown_cell("# Title"))
    for source, output in cells:
        cell = nbformat.v4.new_code_cell(source)
        data = output if isinstance(output, dict) else {"text/plain": output}
        cell.outputs = [nbformat.v4.new_output("execute_result", data)]
        page.cells.append(cell)
    lines = [10 * index for index in range(len(page.cells))]
    page.metadata.update(values=values, seconds=seconds, source_map=lines)
    (folder / "executed").mkdir(parents=True, exist_ok=True)
    nbformat.write(page, folder / "executed" / f"{name}.ipynb")


def write_run(folder, experiment, results):
    for seed, result in enumerate(results):
        file = folder / "runs" / experiment / f"{seed}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({"result": result, "seconds": 1.0}), "utf-8")


@pytest.fixture
def builds(tmp_path):
    before, after = tmp_path / "before", tmp_path / "after"
    write_page(before, "loss", [("1 + 1", "2")], [{"acc": 0.9, "name": "a|b"}, {"acc": 0.5}], seconds=3)
    write_page(after, "loss", [("1 + 1", "2")], [{"acc": 0.9, "name": "a|b"}, {"acc": 0.5}], seconds=5)
    return before, after


def rows(text):
    return [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| Page | Value")]


def test_equal_builds_are_called_equal_whatever_time_they_took(builds):
    text = diff.report(diff.compare(*builds))
    assert "Nothing that a page shows has changed." in text and "took 3 s before, 5 s after" in text
    assert not rows(text)


def test_a_value_stands_before_and_after_with_its_change_in_per_cent(builds):
    before, after = builds
    write_page(after, "loss", [("1 + 1", "2")], [{"acc": 0.9, "name": "a|c"}, {"acc": 0.4}, {"new": 7}])
    assert rows(diff.report(diff.compare(before, after))) == [
        r"| loss | `name` | `a\|b` | `a\|c` |  |",
        "| loss | `acc (2)` | `0.5` | `0.4` | -20.00% |",
        "| loss | `new` | – | `7` | new |",
    ]


def test_the_means_of_repeated_runs_are_compared(builds):
    before, after = builds
    write_run(before, "wide", [{"accuracy": 0.75}, {"accuracy": 0.25}])
    write_run(after, "wide", [{"accuracy": 0.75}, {"accuracy": 1.25}])
    assert "| wide | `accuracy` | `0.5` | `1` | +100.00% |" in rows(diff.report(diff.compare(before, after)))


def test_a_cell_is_named_by_its_line_with_the_first_line_that_differs(builds):
    before, after = builds
    shared = [("same", "1"), ("table", "a\nb\nc")]
    write_page(before, "loss", [*shared, ("picture", {"image/png": "AAAA", "text/plain": "<Axes>"})], [])
    changed = [("put in", "5"), ("same", "1"), ("table", "a\nB\nc")]
    write_page(after, "loss", [*changed, ("picture", {"image/png": "BBBB", "text/plain": "<Axes>"})], [])
    assert rows(diff.report(diff.compare(before, after)))[1:] == [
        "| loss.md:31 | `output` | `b` | `B` |  |",
        "| loss.md:41 | `output` | `image/png` | `image/png` |  |",
    ]


def test_what_may_vary_is_left_alone(builds):
    before, after = builds
    for folder, seconds in ((before, "1 s"), (after, "2 s")):
        write_page(folder, "loss", [("time", seconds)], [])
        file = folder / "executed" / "loss.ipynb"
        page = nbformat.read(file, as_version=4)
        page.cells[1].metadata["tags"] = ["varies"]
        nbformat.write(page, file)
    assert "Nothing that a page shows has changed." in diff.report(diff.compare(before, after))


def test_a_page_that_is_new_or_gone_is_named(builds):
    before, after = builds
    write_page(after, "outlook", [], [])
    (after / "executed" / "loss.ipynb").unlink()
    places = [row.split(" | ")[0] for row in rows(diff.report(diff.compare(before, after)))]
    assert "| outlook.md" in places and "| loss.md" in places


def test_a_number_that_was_zero_changes_by_a_difference():
    assert diff.change(0, 0.25) == "+0.25"
    assert diff.change(-2.0, -1.0) == "+50.00%"
    assert diff.change(True, False) == ""


def test_a_folder_without_a_build_is_one_sentence(tmp_path):
    command = [sys.executable, ROOT / "tools" / "diff.py", tmp_path / "nowhere"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT)})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("There is no build in ") and done.stderr.count("\n") == 1
