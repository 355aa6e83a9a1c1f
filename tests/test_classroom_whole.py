"""A whole class with real answers in real processes: odd people, kills in the middle, a cluster."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from lesson_code.classroom import work
from lesson_code.classroom.task import make_task
from lesson_code.exercises import load
from lesson_code.grading.hidden import drawn, visible
from lesson_code.grading.protection import files_are_isolated
from lesson_code.grading.stubs import answer, stub

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parent.parent
OUTPUTS = ("gradebook.csv", "import.csv", "reports.jsonl", "report.html")
EVIL = '"><script>alert(1)</script>'


def reference(name="neuron_output"):
    return answer(load(name), load(name).reference)


def words(folder, out, *others):
    return [sys.executable, "-m", "lesson_code", "grade", str(folder), "--out", str(out), *map(str, others)]


def grade(folder, out, *others):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        words(folder, out, *others), capture_output=True, text=True, check=False, timeout=240, env=environment
    )


def start(folder, out, *others):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(words(folder, out, *others), env=environment, start_new_session=True, **pipes)


def complaints(errors):
    """Return what was written to standard error, without the lines that only say how far the run is."""
    return re.sub(r"^\d+ of \d+ checked, about .* left\n", "", errors, flags=re.MULTILINE)


def rows(out):
    text = (out / "gradebook.csv").read_text(encoding="utf-8-sig")
    return {line["id"]: line for line in csv.DictReader(io.StringIO(text, newline=""))}


def outputs(out):
    pages = sorted((out / "learners").iterdir())
    return {path.name: path.read_bytes() for path in [*(out / name for name in OUTPUTS), *pages]}


def n_lines(out):
    path = out / "journal.jsonl"
    return path.read_bytes().count(b"\n") if path.exists() else 0


def wait_for(condition, seconds=60.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def processes():
    """Return process id, parent and command of every process, those that only wait to be buried left out."""
    lines = subprocess.run(["ps", "-ww", "-eo", "pid,ppid,stat,args"], capture_output=True, text=True, check=True)
    parts = [line.split(maxsplit=3) for line in lines.stdout.splitlines()[1:]]
    return [(int(part[0]), int(part[1]), part[3]) for part in parts if not part[2].startswith("Z")]


def below(process):
    """Return the ids of everything that a process has started, directly or not, with the commands."""
    found = {process: ""}
    for _ in range(8):
        found |= {pid: command for pid, parent, command in processes() if parent in found}
    return {pid: command for pid, command in found.items() if pid != process}


def make_zip(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


@pytest.fixture
def odd_class(tmp_path):
    """Twelve learners and more, with the answers, names and mistakes that a real class hands in."""
    folder = tmp_path / "work"
    right = reference()
    texts = {
        "دانا": right,
        "小明": stub(load("neuron_output")),
        "👩\u200d💻": "def neuron_output(inputs, weights, bias):\n    while True: pass\n",
        "=cmd|'calc'!A0": right,
        EVIL.replace("/", "_"): f"def neuron_output(*a):\n    print({EVIL!r})\n    return {EVIL!r}\n",
        "x" * 240: right,
        "Ω(1)": "import os\ndef neuron_output(inputs, weights, bias):\n    os._exit(0)\n",
        "parent": "import os\nos.kill(os.getppid(), 9)\ndef neuron_output(inputs, weights, bias):\n    return 1\n",
        "empty": "",
        "broken": "def neuron_output(:\n",
    }
    for name, text in texts.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "neuron_output.py").write_text(text, encoding="utf-8")
    (folder / "latin").mkdir()
    (folder / "latin/neuron_output.py").write_bytes("# Jürgen\n".encode("latin-1") + right.encode())
    (folder / "huge").mkdir()
    (folder / "huge/neuron_output.py").write_bytes(b"#" * 2_000_000)
    (folder / "single.py").write_text(right, encoding="utf-8")
    make_zip(folder / "zip.zip", {"top/exercises/neuron_output.py": right})
    make_zip(folder / "bomb.zip", {"neuron_output.py": b"\0" * 10_000_000})
    (folder / "zip.old.zip").write_bytes(b"PK nonsense")
    os.utime(folder / "zip.old.zip", (1_000_000_000, 1_000_000_000))
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name\nzip,Zip Z\nnobody,Nobody N\n", encoding="utf-8")
    return folder, roster


def test_odd_people_each_get_what_they_earned(odd_class, tmp_path):
    folder, roster = odd_class
    out = tmp_path / "out"
    done = grade(folder, out, "--roster", roster, "--exercise", "neuron_output", "--due", "2026-01-01")
    assert (done.returncode, complaints(done.stderr)) == (0, "")
    graded = rows(out)
    full = str(visible(load("neuron_output")).points)
    got = {name: (line["neuron_output"], line["neuron_output outcome"]) for name, line in graded.items()}
    assert got.pop("parent")[0] == "0"
    assert got == {
        "zip": (full, "passed"),
        "nobody": ("0", "missing"),
        "bomb": ("0", "error"),
        "broken": ("0", "error"),
        "دانا": (full, "passed"),
        "小明": ("0", "missing"),
        "👩\u200d💻": ("0", "timeout"),
        "'=cmd|'calc'!A0": (full, "passed"),
        EVIL.replace("/", "_"): ("0", "failed"),
        "x" * 240: (full, "passed"),
        "Ω(1)": ("0", "crashed"),
        "empty": ("0", "missing"),
        "latin": ("0", "error"),
        "huge": ("0", "error"),
        "single": (full, "passed"),
    }
    lines = done.stdout.splitlines()
    assert "nobody: no work was handed in" in lines
    assert "zip: zip.old.zip was not graded: zip.zip is newer" in lines
    assert "bomb: bomb.zip unpacks to more than 100 times its size: hand in the answers alone" in lines
    assert "empty: neuron_output: the file is empty" in lines
    assert "latin: neuron_output: the file is not written in UTF-8" in lines
    assert "huge: neuron_output: neuron_output.py is larger than 1 MB and was not run" in lines
    assert all(line["late"] for name, line in graded.items() if name != "nobody")
    pages = list((out / "learners").iterdir())
    assert len(pages) == len(graded)
    assert all(re.fullmatch(r"[a-z0-9-]+\.html", page.name) for page in pages)
    for path in [out / "report.html", *pages]:
        assert "<script" not in path.read_text(encoding="utf-8")


@pytest.mark.skipif(not files_are_isolated(), reason="this computer does not isolate files")
def test_hidden_checks_are_each_learners_own_and_their_pages_do_not_tell(tmp_path):
    exercise = load("softmax")
    hidden = next(case for case in exercise.cases if case.draw)
    secret = tmp_path / "secret"
    secret.write_bytes(b"0123456789abcdef")
    for name in ("anna", "bo"):
        (tmp_path / "work" / name).mkdir(parents=True)
        text = "def softmax(scores):\n    print('called with', scores)\n    return [0.5, 0.5]\n"
        (tmp_path / "work" / name / "softmax.py").write_text(text)
    done = grade(tmp_path / "work", tmp_path / "out", "--exercise", "softmax", "--secret", secret)
    assert (done.returncode, complaints(done.stderr)) == (0, "")
    lines = [json.loads(line) for line in (tmp_path / "out/reports.jsonl").read_text().splitlines()]
    calls = []
    for name, line in zip(("anna", "bo"), lines, strict=True):
        own = drawn(exercise, b"0123456789abcdef", name)
        place = exercise.cases.index(hidden)
        call = line["report"]["results"][place]["call"]
        assert str(own.cases[place].arguments[0][0]) in call
        (page,) = (tmp_path / "out/learners").glob(f"{name}-*")
        assert "called with" not in page.read_text()
        assert call not in page.read_text()
        calls.append(call)
    assert calls[0] != calls[1]
    assert calls[0] not in (tmp_path / "out/report.html").read_text()
    again = grade(tmp_path / "work", tmp_path / "again", "--exercise", "softmax", "--secret", secret)
    assert again.returncode == 0
    assert outputs(tmp_path / "out") == outputs(tmp_path / "again")


@pytest.fixture
def slow_class(tmp_path):
    """Sixteen learners whose answers take a moment, so that there is a middle to be stopped in."""
    for number in range(16):
        path = tmp_path / "work" / f"learner{number:02}" / "neuron_output.py"
        path.parent.mkdir(parents=True)
        path.write_text(f"import time\ntime.sleep(0.3)\n{reference()}")
    return tmp_path / "work"


@pytest.mark.parametrize("kind", ["SIGKILL", "SIGINT"])
def test_a_run_that_is_killed_goes_on_and_ends_as_an_undisturbed_one(slow_class, tmp_path, monkeypatch, kind):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    options = ("--exercise", "neuron_output", "--workers", "2")
    out = tmp_path / "out"
    with start(slow_class, out, *options) as process:
        wait_for(lambda: n_lines(out) >= 4)
        started = below(process.pid)
        if kind == "SIGKILL":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGINT)  # as the terminal does: to every process of the run
        _, errors = process.communicate(timeout=20)
    if kind == "SIGINT":
        last = "\nstopped; nothing is lost, the same command goes on from here\n"
        assert (process.returncode, complaints(errors)) == (130, last)
    wait_for(lambda: not started.keys() & {pid for pid, _, _ in processes()}, seconds=10)
    assert list(scratch.glob("**/*.py")) == []
    n_done = n_lines(out)
    assert 4 <= n_done < 16
    assert not (out / "gradebook.csv").exists()
    done = grade(slow_class, out, *options)
    assert done.returncode == 0
    assert f"16 learners, 1 exercise: {16 - n_done} checked, {n_done} taken over from the last run" in done.stdout
    assert grade(slow_class, tmp_path / "undisturbed", *options).returncode == 0
    assert outputs(out) == outputs(tmp_path / "undisturbed")


def test_a_worker_that_is_killed_costs_nobody_anything(slow_class, tmp_path):
    out = tmp_path / "out"
    with start(slow_class, out, "--exercise", "neuron_output", "--workers", "2") as process:
        wait_for(lambda: n_lines(out) >= 4)
        os.kill(next(pid for pid, command in below(process.pid).items() if "popen_loky" in command), signal.SIGKILL)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, complaints(errors)) == (0, "")
    full = str(visible(load("neuron_output")).points)
    assert [line["total"] for line in rows(out).values()] == [full] * 16


def die_once_or_twice(task, folder):
    """Stand in for a check that takes its process with it: a task called "once" does so the first time only."""
    path = Path(task.shown)
    if task.learner in ("once", "always") and (task.learner == "always" or not path.exists()):
        path.touch()
        os._exit(1)
    return {"key": task.key, "learner": task.learner, "exercise": "", "outcome": "passed", "report": {}}


def test_a_task_that_ends_its_process_twice_is_a_fault_of_ours(tmp_path, monkeypatch):
    monkeypatch.setattr(work, "_grade_in_worker", die_once_or_twice)
    names = ["a", "b", "once", "c", "always", "d", "e", "f", "g", "h"]
    task = make_task("", "neuron_output", None, None, False)
    tasks = [type(task)(**{**vars(task), "key": n, "learner": n, "shown": str(tmp_path / n)}) for n in names]
    records = list(work.on_this_computer(iter(tasks), 2))
    assert sorted(record["key"] for record in records) == sorted(names)
    assert [r["learner"] for r in records if r["outcome"] == "grader error"] == ["always"]


def test_a_cluster_gives_the_same_gradebook_as_one_computer(tmp_path):
    distributed = pytest.importorskip("distributed")
    for number, name in enumerate(("neuron_output", "xor_network", "neuron_output")):
        path = tmp_path / "work" / f"learner{number}" / f"{name}.py"
        path.parent.mkdir(parents=True)
        path.write_text(reference(name))
    options = ("--exercise", "neuron_output", "--exercise", "xor_network")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        done = grade(tmp_path / "work", tmp_path / "cluster", *options, "--cluster", cluster.scheduler_address)
    assert (done.returncode, complaints(done.stderr)) == (0, "")
    assert grade(tmp_path / "work", tmp_path / "here", *options).returncode == 0
    assert outputs(tmp_path / "cluster") == outputs(tmp_path / "here")
