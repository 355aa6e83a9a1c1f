"""The attack catalogue: no undeserved point, the right outcome, in time, nothing left behind, the next one unharmed.

Each file in ``programs`` is handed in like an answer; its first line says what it tries. ``catalogue.txt`` says what
may come of it. A program that gets where nobody should prints a line with the word BREACH.
"""

import ctypes
import json
import os
import re
import signal
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from lesson_code.exercises import NAMES, load
from lesson_code.grading.collect import Limits
from lesson_code.grading.front_ends import check_content
from lesson_code.grading.hidden import drawn
from lesson_code.grading.render import render
from lesson_code.grading.report import OUTCOMES
from lesson_code.grading.sandbox import ARCHITECTURES, CREATE_RULESET

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for what is left in /proc"),
]

LINUX_CAN_CLOSE = (
    sys.platform == "linux"
    and os.uname().machine in ARCHITECTURES
    and ctypes.CDLL(None).syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1)) > 0
)
HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SECRET = b"a secret of at least 16 bytes"
MEGABYTE = 1 << 20
SHORT = {"load": 1.0, "call": 0.4, "again": 0.1, "whole": 6.0, "memory": 400 * MEGABYTE}
LONG = {"load": 4.0, "call": 4.0, "again": 1.0, "whole": 30.0, "memory": 400 * MEGABYTE}
PATIENCE = 3  # a busy machine may be so many times slower
NAME = "neuron_output"
MARK = "left-by-an-attack"
PLACES = [*map(Path, ("/", "/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run", "/etc", *sys.path)), Path(sys.prefix)]
MARKS = [place / name for place in PLACES for name in (MARK, f"{MARK}.pth")]
RIGHT = b"""
def neuron_output(inputs, weights, bias):
    if len(inputs) != len(weights):
        raise ValueError
    return max(0.0, sum(x * w for x, w in zip(inputs, weights)) + bias)
"""


@dataclass(frozen=True)
class Attack:
    """A line of the catalogue: see there."""

    name: str
    outcomes: frozenset[str]
    seconds: float
    points: int
    isolated: bool


def _attacks():
    for line in (HERE / "catalogue.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, outcomes, seconds, points, without = (word.strip() for word in line.split("|"))
            yield Attack(name, frozenset(outcomes.split(", ")), float(seconds), int(points), isolated=True)
            if without != "no":
                others = outcomes if without == "yes" else without
                yield Attack(name, frozenset(others.split(", ")), float(seconds), int(points), isolated=False)


ATTACKS = list(_attacks())


def descendants(pid):
    found = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += [int(word) for word in file.read_text().split()]
    return found + [inner for child in found for inner in descendants(child)]


@pytest.fixture(scope="module", autouse=True)
def _adopts_orphans():
    """Whatever loses its parent becomes a child of this process, where it is seen."""
    prctl = ctypes.CDLL(None).prctl
    prctl(36, 1, 0, 0, 0)
    yield
    prctl(36, 0, 0, 0, 0)


@pytest.fixture
def surroundings(tmp_path, monkeypatch):
    """Everything an attack may leave or change, as it was; checked and cleared up at the end."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("MY_SECRET_TOKEN", "tell-nobody")
    (tmp_path / "precious").write_text("precious")
    before = _state(tmp_path)
    processes = set(descendants(os.getpid()))
    yield lambda: (before, _state(tmp_path))
    for pid in set(descendants(os.getpid())) - processes:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _state(folder):
    files = [folder / "precious", ROOT / "exercises" / f"{NAME}.py", ROOT / "lesson_code" / "exercises" / f"{NAME}.py"]
    return {
        "processes": set(descendants(os.getpid())),
        "descriptors": len(list(Path("/proc/self/fd").iterdir())),
        "folder": {path: path.lstat().st_mode for path in folder.rglob("*")},
        "marks": [path for path in MARKS if os.path.lexists(path)],
        "files": {path: _facts(path) for path in files},
    }


def _facts(path):
    facts = path.stat()
    return facts.st_size, facts.st_mtime_ns, facts.st_mode, facts.st_uid, path.read_bytes()


def check(content, name=NAME, **limits):
    return check_content(drawn(load(name), SECRET, "a learner"), content, "answer.py", "a command", Limits(**limits))


def program(name):
    content = (HERE / "programs" / f"{name}.py").read_bytes()
    return content, next((n for n in NAMES if f"\ndef {n}(".encode() in content), NAME)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a.name + ("" if a.isolated else "-not_isolated"))
def test_an_attack_earns_nothing_and_leaves_nothing(attack, surroundings):
    if attack.isolated and not LINUX_CAN_CLOSE:
        pytest.skip("this Linux has no Landlock, or its processor is of another kind")
    content, exercise = program(attack.name)
    limits = SHORT if "timeout" in attack.outcomes else LONG
    start = time.monotonic()
    report = check(content, exercise, isolated=attack.isolated, **limits)
    seconds = time.monotonic() - start

    assert report.outcome in attack.outcomes, render(report)
    assert report.earned + report.extra <= attack.points, render(report)
    assert seconds < PATIENCE * attack.seconds
    before, after = surroundings()
    assert after == before
    if attack.isolated:
        assert "BREACH" not in report.printed
        assert "tell-nobody" not in json.dumps(report.as_dict())
    _can_be_shown(report)
    following = check(RIGHT)
    assert following.passed, render(following)


def _can_be_shown(report):
    """The report is short, does nothing to a terminal, and can be written down."""
    text = render(report)
    assert len(text.encode()) < 10_000
    assert all(character.isprintable() or character in "\n\t" for character in text)
    assert len(json.dumps(report.as_dict()).encode()) < 200_000


def test_an_answer_that_is_one_line_of_a_megabyte_makes_no_long_report():
    report = check(b"neuron_output = lambda *_: [][0]; x = '" + b"x" * 900_000 + b"'\n")
    assert (report.outcome, report.earned) == ("error", 0)
    _can_be_shown(report)


def test_every_program_is_in_the_catalogue_and_says_what_it_tries():
    files = sorted((HERE / "programs").iterdir())
    assert {file.stem for file in files if file.suffix == ".py"} == {attack.name for attack in ATTACKS}
    assert len(files) > 150
    assert all(re.match(r"# [A-Z][^\n]+\.\n", file.read_text("utf-8")) for file in files if file.suffix == ".py")
    assert {outcome for attack in ATTACKS for outcome in attack.outcomes} <= {*OUTCOMES} - {"passed", "grader error"}


def test_the_answer_that_most_programs_give_earns_nothing_by_itself():
    assert check(b"def neuron_output(inputs, weights, bias):\n    return -1.0\n").earned == 0


HONEST = sorted((HERE / "honest").glob("*.py"))


@pytest.mark.parametrize("file", HONEST, ids=lambda file: file.stem)
def test_an_unusual_but_honest_answer_earns_everything(file, surroundings):
    report = check(file.read_bytes())
    assert report.passed, render(report)
    before, after = surroundings()
    assert after == before
