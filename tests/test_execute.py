"""Running the pages: what fails is named with file and line, what holds is not run again."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest

import execute
import page_run
from keys import ROOT, digests, fingerprint, holds

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
def page(tmp_path):
    def write(second="count", name="page.md"):
        path = tmp_path / name
        path.write_text(PAGE.format(second=second), "utf-8")
        return path

    return write


def stored(path: Path, out: Path) -> nbformat.NotebookNode:
    return nbformat.read(out / "executed" / f"{path.stem}.ipynb", as_version=4)


def outputs(path: Path, out: Path) -> list:
    notebook = stored(path, out)
    return [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]


def test_a_good_page_is_executed_once_and_kept(page, tmp_path, capfd):
    path, out = page(), tmp_path / "out"
    assert execute.execute([path], out) == 0
    assert outputs(path, out)[1][0]["data"]["text/plain"] == "2"
    assert "page.md: 2 cells in" in capfd.readouterr().out
    path.write_text(path.read_text("utf-8").replace("More words.", "Other words, and a comma."), "utf-8")
    assert execute.execute([path], out) == 0
    assert capfd.readouterr().out == ""
    assert execute.execute([path], out, force=True) == 0
    assert "page.md: 2 cells in" in capfd.readouterr().out


def test_a_run_says_when_with_what_and_how_long(page, tmp_path):
    path, out = page(), tmp_path / "out"
    execute.execute([path], out)
    metadata = stored(path, out).metadata
    assert metadata["provenance"]["python"] == ".".join(map(str, sys.version_info[:3]))
    assert set(metadata["provenance"]) == {"date", "python", "tensorflow", "keras", "device"}
    cells = [cell for cell in stored(path, out).cells if cell.cell_type == "code"]
    assert 0 < sum(cell.metadata["seconds"] for cell in cells) <= metadata["seconds"] + 0.1


def test_values_are_taken_where_their_sentence_stands(page, tmp_path):
    path, out = page("count = 1.5"), tmp_path / "out"
    text = path.read_text("utf-8").replace("More words.", "Now it is {num}`count .1f`.")
    path.write_text(
        f"{text}\n\n```{{code-cell}}\ncount = 9\n```\n\n{{holds}}`More | count > 8`: {{num}}`count`.\n", "utf-8"
    )
    assert execute.execute([path], out) == 0
    assert stored(path, out).metadata["values"] == [{"count": 1.5}, {"count": 9, "8": 8}, {"count": 9}]


@pytest.mark.parametrize(
    ("role", "message"),
    [
        ("{num}`nowhere .2f`", "`nowhere`, asked for by a sentence, cannot be computed here: NameError"),
        ("{num}`float('nan') .2f`", "no finite number"),
        ("{num}`print .2f`", "no finite number and no text"),
        ("{holds}`two | {1, 2}`", "no finite number and no text"),
        ("{num}`1 +* 2 .2f`", "no Python expression"),
        ("{holds}`many`", "then a comparison"),
    ],
)
def test_a_sentence_that_asks_for_what_is_not_there_is_named_with_its_line(page, tmp_path, capfd, role, message):
    path = page()
    text = path.read_text("utf-8").replace("More words.", f"More words.\nIt is {role}.")
    path.write_text(text, "utf-8")
    line = text.splitlines().index(f"It is {role}.") + 1
    assert execute.execute([path], tmp_path / "out") == 1
    said = capfd.readouterr().err
    assert f"page.md:{line}: " in said
    assert message in said


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
    assert not (out / "executed" / "page.ipynb").exists()


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
    monkeypatch.setattr(page_run, "CELL_SECONDS", 2)
    path = page("while True: pass")
    assert execute.execute([path], tmp_path / "out") == 1
    assert f"{path}:{SECOND - 1}: the cell does not end well" in capfd.readouterr().err


def test_a_page_remembers_the_files_of_the_project_that_it_used(page, tmp_path):
    out = tmp_path / "out"
    path = page(
        "from lesson_code import sizes; open(sizes.__file__.replace('sizes.py', 'exercises/__init__.py')).close()"
    )
    assert execute.execute([path], out) == 0
    used = set(stored(path, out).metadata["files"])
    assert used == {"lesson_code/__init__.py", "lesson_code/sizes.py", "lesson_code/exercises/__init__.py"}


def test_a_digest_holds_until_its_file_changes_or_goes(tmp_path):
    file = tmp_path / "data.csv"
    file.write_text("1", "utf-8")
    seen = digests([str(file)])
    assert holds(seen)
    file.write_text("2", "utf-8")
    assert not holds(seen)
    file.unlink()
    assert not holds(seen)


def test_a_fingerprint_changes_with_its_words_and_files(tmp_path):
    file = tmp_path / "a"
    file.write_text("1", "utf-8")
    prints = [fingerprint(), fingerprint(["x"]), fingerprint(["x", "y"]), fingerprint(files=[file])]
    file.write_text("2", "utf-8")
    prints.append(fingerprint(files=[file]))
    assert len(set(prints)) == 5


def test_the_fingerprint_of_a_page_changes_with_the_locked_versions(monkeypatch, tmp_path):
    (tmp_path / "requirements.lock").write_text("numpy==1", "utf-8")
    monkeypatch.setattr("keys.ROOT", tmp_path)
    before = fingerprint()
    (tmp_path / "requirements.lock").write_text("numpy==2", "utf-8")
    assert fingerprint() != before


def test_a_fingerprint_changes_with_the_pretrained_network_that_would_speak(monkeypatch, tmp_path):
    monkeypatch.delenv("LESSON_PRETRAINED", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    prints = [fingerprint()]
    monkeypatch.setenv("LESSON_PRETRAINED", "efficientnet_lite0")
    prints.append(fingerprint())
    monkeypatch.delenv("LESSON_PRETRAINED")
    (tmp_path / "models").mkdir()
    file = tmp_path / "models" / "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224.h5"
    for weights in (b"half", b"a whole file"):
        file.write_bytes(weights)
        prints.append(fingerprint())
    assert len(set(prints)) == 4
    file.unlink()
    assert fingerprint() == prints[0]


def test_what_belongs_to_no_page_is_deleted(page, tmp_path):
    out = tmp_path / "out"
    (out / "executed").mkdir(parents=True)
    (out / "html").mkdir()
    for name in ("executed/page.ipynb", "executed/gone.ipynb", "executed/page.ipynb.7.part"):
        (out / name).write_text("", "utf-8")
    for name in ("html/page.html", "html/gone.html", "html/search.html"):
        (out / name).write_text("", "utf-8")
    execute.tidy([page()], out)
    left = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    assert left == {"executed/page.ipynb", "html/page.html", "html/search.html"}


def wait_until(condition, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_run_leaves_no_process_and_the_next_is_right(page, tmp_path, number):
    slow = page(f"open({str(tmp_path / 'begun')!r}, 'w').close(); import time; time.sleep(600)", "slow.md")
    quick, out = page("count", "quick.md"), tmp_path / "out"
    command = [sys.executable, ROOT / "tools" / "execute.py", slow, quick, "--out", out]
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_until((tmp_path / "begun").exists)
    wait_until((out / "executed" / "quick.ipynb").exists)
    family = psutil.Process(running.pid).children(recursive=True)
    assert family
    running.send_signal(number)
    _, said = running.communicate(timeout=30)
    wait_until(lambda: not any(process.is_running() and process.status() != "zombie" for process in family), 10)
    assert said == ("" if number == signal.SIGKILL else f"{execute.STOPPED}\n")
    assert not (out / "executed" / "slow.ipynb").exists()
    slow.write_text(quick.read_text("utf-8"), "utf-8")
    assert execute.execute([slow, quick], out) == 0
    assert outputs(slow, out) == outputs(quick, out)
