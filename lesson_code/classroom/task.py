"""One task: check the answer of one learner to one exercise. It is plain data, and any process may do it."""

from __future__ import annotations

import hashlib
import hmac
import json
import platform
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from lesson_code.classroom.files import read
from lesson_code.classroom.submission import Answer
from lesson_code.grading.report import GRADER_ERROR, Problem, Report

__all__ = ["Task", "failure", "grade_one", "grader_version", "key_of", "make_task"]

LIBRARIES = ("keras", "numpy", "tensorflow")


@dataclass(frozen=True)
class Task:
    """What one process needs to know to check one answer.

    Attributes:
        key: What tells this task from every other one, also from the same answer to another version of the checks.
        learner: The learner's id.
        exercise: The exercise's name.
        shown: The answer's path as the learner knows it.
        content: The answer; None where there is none.
        trouble: Why an answer could not be read; completes a sentence that begins with ``shown``.
        fault: Why this task cannot be done, by our own fault.
        grader: The version of the grader that is meant to do it, of :func:`grader_version`.
        secret: The secret of the course; None where hidden cases are left out.
        unsafe: Whether hidden cases may run where the files of this computer are not protected.
    """

    key: str
    learner: str
    exercise: str
    shown: str
    content: bytes | None
    trouble: str | None
    fault: str | None
    grader: str
    secret: bytes | None = field(repr=False)
    unsafe: bool


def grade_one(task: Task) -> dict[str, Any]:
    """Check one answer; whatever goes wrong on our side becomes the outcome "grader error", never a zero.

    Returns:
        What the journal holds: ``key``, ``learner``, ``exercise``, ``outcome`` and ``report``, ready for JSON.
    """
    try:
        if task.fault:
            return failure(task, task.fault)
        report = _report(task)
        record = _record(task, report.outcome, report)
        json.dumps(record)
        return record
    except Exception as error:
        return failure(task, f"{type(error).__name__}: {error}"[:500])


def failure(task: Task, words: str) -> dict[str, Any]:
    """Return the record of a task that failed by our own fault."""
    step = "run the command again; if it comes back, report these words to the course"
    problem = Problem(GRADER_ERROR, "this is our fault: the grader itself failed", detail=words, next_step=step)
    return _record(task, GRADER_ERROR, Report(task.exercise, task.shown, _command(task.exercise), 0, problem=problem))


def make_task(learner: str, exercise: str, answer: Answer | None, secret: bytes | None, unsafe: bool) -> Task:
    """Return a task with the content of its answer.

    Args:
        learner: The learner's id.
        exercise: The exercise's name.
        answer: The answer that was found; None where there is none.
        secret: The secret of the course, or None.
        unsafe: Whether hidden cases may run without protection.
    """
    content = fault = None
    if answer and answer.file and answer.digest:
        try:
            content = read(answer.file)
            if hashlib.sha256(content).hexdigest() != answer.digest:
                fault = f"{answer.shown} was changed while the class was graded"
        except Exception as error:  # joblib asks for tasks in threads of its own, where nobody hears of an exception
            fault = f"{answer.shown} {error}, though it could be read at first"
    shown = answer.shown if answer else f"{exercise}.py"
    return Task(
        key=key_of(learner, exercise, answer, secret),
        learner=learner,
        exercise=exercise,
        shown=shown,
        content=content,
        trouble=answer.trouble if answer else None,
        fault=fault,
        grader=grader_version(),
        secret=secret,
        unsafe=unsafe,
    )


def key_of(learner: str, exercise: str, answer: Answer | None, secret: bytes | None) -> str:
    """Return the key of a task: equal keys mean that a check would find the same again."""
    mark = hmac.digest(secret, b"lesson_code.classroom", "sha256").hex() if secret else ""
    found = [answer.shown, answer.digest, answer.trouble] if answer else []
    words = [learner, exercise, _exercise_version(exercise), grader_version(), mark, found]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:32]


@cache
def grader_version() -> str:
    """Return what changes with the grader's own text, with Python, and with the libraries that answers may use."""
    here = Path(__file__)
    files = [*sorted((here.parent.parent / "grading").glob("*.py")), here]
    words = [platform.python_version(), *map(_library, LIBRARIES), *(file.read_text("utf-8") for file in files)]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()


@cache
def _exercise_version(name: str) -> str:
    path = Path(__file__).parent.parent / "exercises" / f"{name}.py"
    return hashlib.sha256(path.read_text("utf-8").encode()).hexdigest()


def _library(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"no {name}"


def _report(task: Task) -> Report:
    from lesson_code.exercises import load
    from lesson_code.grading.front_ends import check_content
    from lesson_code.grading.hidden import drawn, visible
    from lesson_code.grading.protection import files_are_isolated

    if task.grader != grader_version():
        raise RuntimeError(f"the course or Python is of another version on {platform.node()}")
    if task.secret and not task.unsafe and not files_are_isolated():
        raise RuntimeError(f"answers can read the files of {platform.node()}, so that nothing there stays hidden")
    whole = load(task.exercise)
    exercise = drawn(whole, task.secret, task.learner) if task.secret else visible(whole)
    if task.trouble:
        step = "hand it in again, as a folder, a .zip file or a .py file"
        problem = Problem("unreadable", f"{task.shown} {task.trouble}", next_step=step)
        return Report(exercise.name, task.shown, _command(task.exercise), exercise.points, problem=problem)
    return check_content(exercise, task.content, task.shown, _command(task.exercise))


def _command(exercise: str) -> str:
    return f"python -m lesson_code check {exercise}"


def _record(task: Task, outcome: str, report: Report) -> dict[str, Any]:
    who = {"key": task.key, "learner": task.learner, "exercise": task.exercise}
    return {**who, "outcome": outcome, "report": report.as_dict()}
