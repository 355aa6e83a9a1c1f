"""The peers, each with the exercise ``neuron_output`` written for it in ``benchmarks/peers``.

All are called as their manuals say, without containers, in an environment of their own. Of several ways the one that
is quickest for the peer is taken.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from school_class import NAME, Submission

__all__ = ["Check50", "Nbgrader", "Otter", "Peer", "environment", "run"]

ASSIGNMENTS = Path(__file__).resolve().parent / "peers"


class Peer(Protocol):
    """What every peer offers."""

    def points(self, submissions: Sequence[Submission]) -> list[int]:
        """Return the points that the peer gives for each submission, all of which have an answer."""


class Check50:
    """check50 checks one answer a run; it gives no points, so that every check but the file's existence is one."""

    def __init__(self, home: Path, folder: Path) -> None:
        self._program, self._environment = str(home / "bin" / "check50"), environment(folder, home)
        self._folder = folder

    def points(self, submissions: Sequence[Submission]) -> list[int]:
        """Check one after the other."""
        return [self._points(submission) for submission in submissions]

    def prepare(self, submission: Submission) -> Path:
        """Write an answer and return its folder."""
        place = self._folder / "check50" / submission.learner
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{NAME}.py").write_text(submission.text or "", "utf-8")
        return place

    def check(self, place: Path) -> str:
        """Check the answer in a folder and return the results as JSON, which is quicker than in colours."""
        # --dev takes a folder of checks; without it they would have to be a repository.
        command = [self._program, "--dev", "--log-level", "warning", "-o", "json", "--", str(ASSIGNMENTS / "check50")]
        return run(command, place, self._environment, (0, 1))

    def _points(self, submission: Submission) -> int:
        results = json.loads(self.check(self.prepare(submission)))["results"]
        return sum(result["passed"] is True for result in results if result["name"] != "exists")


class Nbgrader:
    """nbgrader grades a class of notebooks with one command, one after the other."""

    def __init__(self, home: Path, folder: Path) -> None:
        self._program, self._environment = str(home / "bin" / "nbgrader"), environment(folder, home)
        self._folder = folder
        self._n_courses = 0

    def points(self, submissions: Sequence[Submission]) -> list[int]:
        """Grade a class and read the gradebook."""
        course = self.prepare(submissions)
        self.grade(course)
        self._run(course, "export")
        with (course / "grades.csv").open(encoding="utf-8", newline="") as stream:
            scores = {row["student_id"]: int(float(row["score"])) for row in csv.DictReader(stream)}
        return [scores[submission.learner] for submission in submissions]

    def prepare(self, submissions: Sequence[Submission]) -> Path:
        """Make a new course with the assignment and what was handed in, ready to be graded."""
        self._n_courses += 1
        course = self._folder / f"nbgrader{self._n_courses}"
        source = course / "source" / "neuron" / f"{NAME}.ipynb"
        source.parent.mkdir(parents=True)
        source.write_text(json.dumps(notebook_for_nbgrader()), "utf-8")
        self._run(course, "generate_assignment", "neuron")
        notebook = json.loads((course / "release" / "neuron" / source.name).read_bytes())
        for submission in submissions:
            notebook["cells"][0]["source"] = submission.text
            place = course / "submitted" / submission.learner / "neuron" / source.name
            place.parent.mkdir(parents=True)
            place.write_text(json.dumps(notebook), "utf-8")
        return course

    def grade(self, course: Path) -> None:
        """Grade everything that was handed in."""
        self._run(course, "autograde", "neuron")

    def seconds(self, submissions: Sequence[Submission]) -> float:
        """Return how long grading takes, the preparation left out."""
        course = self.prepare(submissions)
        start = time.perf_counter()
        self.grade(course)
        return time.perf_counter() - start

    def _run(self, course: Path, *words: str) -> None:
        run([self._program, *words], course, self._environment)


def notebook_for_nbgrader() -> dict[str, Any]:
    """Return the assignment as a notebook: the cell of the answer, then a cell of one point for each case."""
    _, *cells = (ASSIGNMENTS / "nbgrader" / f"{NAME}.py").read_text("utf-8").split("\n# %% ")
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    form = {"metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return {"cells": [_cell(index, cell.partition("\n")[2].strip()) for index, cell in enumerate(cells)], **form}


def _cell(index: int, source: str) -> dict[str, Any]:
    name, is_answer = f"cell{index}", index == 0
    kind = {"solution": is_answer, "grade": not is_answer, "locked": not is_answer, "task": False}
    points = {} if is_answer else {"points": 1}
    metadata = {"nbgrader": {"grade_id": name, "schema_version": 3, **kind, **points}}
    return {
        "cell_type": "code",
        "id": name,
        "execution_count": None,
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }


class Otter:
    """otter-grader's ``otter run`` grades one answer; ``otter grade`` starts the same in containers."""

    def __init__(self, home: Path, folder: Path) -> None:
        self._program, self._environment = str(home / "bin" / "otter"), environment(folder, home)
        self._folder = folder / "otter"
        self._folder.mkdir()
        with zipfile.ZipFile(self._folder / "autograder.zip", "w") as archive:
            archive.write(ASSIGNMENTS / "otter" / f"{NAME}.py", f"tests/{NAME}.py")
            archive.writestr("otter_config.json", json.dumps({"lang": "python"}))

    def points(self, submissions: Sequence[Submission]) -> list[int]:
        """Grade one after the other."""
        return [self._points(submission) for submission in submissions]

    def seconds(self, submission: Submission) -> float:
        """Return how long one answer takes."""
        place = self._prepare(submission)
        start = time.perf_counter()
        self._grade(place)
        return time.perf_counter() - start

    def _prepare(self, submission: Submission) -> Path:
        place = self._folder / submission.learner
        place.mkdir(exist_ok=True)
        (place / f"{NAME}.py").write_text(submission.text or "", "utf-8")
        return place

    def _grade(self, place: Path) -> None:
        command = [self._program, "run", "--no-logo", "-a", "../autograder.zip", "-o", ".", f"{NAME}.py"]
        run(command, place, self._environment)

    def _points(self, submission: Submission) -> int:
        place = self._prepare(submission)
        self._grade(place)
        tests = json.loads((place / "results.json").read_bytes())["tests"]
        return sum(int(test.get("score", 0)) for test in tests)


def environment(folder: Path, home: Path | None = None) -> dict[str, str]:
    """Return an environment for a command: bytecode is kept, as on everybody's computer, and nothing else is changed.

    Args:
        folder: Stands in for the home folder, so that no settings are read and nothing is left behind.
        home: The environment whose programs come first; None for that of this Python.
    """
    ours = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    programs = home / "bin" if home else Path(sys.executable).parent
    return {**kept, "HOME": str(folder), "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"}


def run(command: Sequence[str], folder: Path, whole: dict[str, str], good: Sequence[int] = (0,)) -> str:
    """Run a command that must end with a good code, and return what it printed."""
    done = subprocess.run(command, cwd=folder, env=whole, capture_output=True, text=True, check=False)
    if done.returncode not in good:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout
