"""Running the pages: what fails is named with file and line, what holds is not run again."""

import re
from pathlib import Path

import nbformat
import pytest

import execute

pytestmark = pytest.mark.slow

PAGE = """---
file_format: mystnb
kernelspec: {{name: python3, display_name: Python 3}}
---
# A page

Words.

```{{code-cell}}
---
tags: [first]
---
count = 1
{second}
```

More words.

```{{code-cell}}
count + 1
```
"""
# Line of `{second}` in the page above, counted by hand.
SECOND = 14


@pytest.fixture
def page(tmp_path, monkeypatch):
    def write(second="count", name="page.md"):
        # A kernel that finds this variable does not watch what comes from below Python.
        monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)
        path = tmp_path / name
        path.write_text(PAGE.format(second=second), "utf-8")
        return path

    return write


def outputs(path: Path, out: Path) -> list:
    notebook = nbformat.read(out / f"{path.stem}.ipynb", as_version=4)
    return [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]


def test_a_good_page_is_executed_once_and_kept(page, tmp_path, capfd):
    path, out = page(), tmp_path / "out"
    assert execute.execute([path], out) == 0
    assert outputs(path, out)[1][0]["data"]["text/plain"] == "2"
    assert "executed in" in capfd.readouterr().out
    path.write_text(path.read_text("utf-8").replace("More words.", "Other words, and a comma."), "utf-8")
    assert execute.execute([path], out) == 0
    assert "unchanged" in capfd.readouterr().out
    assert execute.execute([path], out, force=True) == 0
    assert "executed in" in capfd.readouterr().out


def test_changed_code_is_executed_again(page, tmp_path):
    out = tmp_path / "out"
    execute.execute([page()], out)
    path = page("count = 41")
    assert execute.execute([path], out) == 0
    assert outputs(path, out)[1][0]["data"]["text/plain"] == "42"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("1 / 0", "the cell raises ZeroDivisionError: division by zero"),
        ("import warnings; warnings.warn('beware')", "the cell writes to its error stream"),
        ("import sys; print('beware', file=sys.stderr)", "the cell writes to its error stream"),
        ("import os, time; os.write(2, b'from below Python'); time.sleep(1)", "the cell writes to its error stream"),
        ("def unfinished(:", "the cell raises SyntaxError"),
        ("import os; os._exit(3)", "the cell does not end well: Kernel died"),
    ],
)
def test_a_bad_cell_is_named_with_file_and_line_and_leaves_nothing(page, tmp_path, capfd, code, message):
    out = tmp_path / "out"
    execute.execute([page()], out)
    path = page(code)
    assert execute.execute([path], out) == 1
    said = capfd.readouterr().err
    found = re.search(rf"{re.escape(str(path))}:(\d+): (.*)", said)
    assert found and found[2].startswith(message)
    # What names no line of its own is reported at the cell's first line.
    assert int(found[1]) in ([SECOND] if "raises" in message or "warn(" in code else [SECOND - 1])
    assert code in said
    assert not (out / "page.ipynb").exists()


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"# A page\n\n```{code-cell}\n---\ntags: [first\n---\n1\n```\n", 8, "the options of the cell are no YAML"),
        (b"# A page\n\nfor \xfc\n", 8, "the page is not written in UTF-8"),
        (None, 1, "the table of contents names this page, but it is not there"),
    ],
)
def test_a_page_that_cannot_be_read_is_named_with_file_and_line(tmp_path, capfd, content, line, message):
    path = tmp_path / "unreadable.md"
    if content is not None:
        front = b"---\nfile_format: mystnb\nkernelspec: {name: python3, display_name: Python 3}\n---\n\n"
        path.write_bytes(front + content)
    assert execute.execute([path], tmp_path / "out") == 1
    assert capfd.readouterr().err == f"{path}:{line}: {message}\n"


def test_one_bad_page_does_not_stop_the_others(page, tmp_path):
    bad, good = page("1 / 0", "bad.md"), page("count", "good.md")
    assert execute.execute([bad, good], tmp_path / "out") == 1
    assert outputs(good, tmp_path / "out")[1]


def test_an_endless_cell_is_ended_and_named(page, tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(execute, "CELL_SECONDS", 2)
    path = page("while True: pass")
    assert execute.execute([path], tmp_path / "out") == 1
    assert f"{path}:{SECOND - 1}: the cell does not end well" in capfd.readouterr().err


def test_a_change_in_the_package_or_the_lock_changes_every_key(page, monkeypatch, tmp_path):
    notebook = execute.read_page(page().read_text("utf-8"), "page.md")
    (tmp_path / "lesson_code").mkdir()
    (tmp_path / "requirements.lock").write_text("numpy==1")
    (tmp_path / "lesson_code" / "data.py").write_text("a = 1")
    monkeypatch.setattr(execute, "ROOT", tmp_path)
    keys = [execute.key_of(notebook)]
    (tmp_path / "lesson_code" / "data.py").write_text("a = 2")
    keys.append(execute.key_of(notebook))
    (tmp_path / "requirements.lock").write_text("numpy==2")
    keys.append(execute.key_of(notebook))
    assert len(set(keys)) == 3
