"""A class to be graded: what learners hand in for ``neuron_output``, in the same mix for every grader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from lesson_code.exercises import load
from lesson_code.grading.stubs import answer

__all__ = ["FULL", "NAME", "Submission", "make_class", "right_and_wrong", "with_loops", "write_folders"]

NAME = "neuron_output"
FULL = 6
"""The points of the cases that everybody sees; the hidden one needs a secret, and no peer has its like."""

STRIDE = 37
"""Has no common factor with 100, so that it visits all of a hundred and no kind comes in a row."""

MIX = {"right": 62, "misconceptions": 30, "errors": 5, "syntax": 2, "missing": 1}
LOOPS = 2

UNKNOWN_NAME = """
def neuron_output(inputs, weights, bias):
    for x, w in zip(inputs, weights):
        total = totl + x * w
    return max(0, total + bias)
"""
WRONG_TYPE = """
def neuron_output(inputs, weights, bias):
    return max(0, sum(list(inputs) * list(weights)) + bias)
"""
NO_COLON = """
def neuron_output(inputs, weights, bias)
    return max(0, sum(x * w for x, w in zip(inputs, weights)) + bias)
"""
ENDLESS = """
def neuron_output(inputs, weights, bias):
    i = 0
    total = bias
    while i < len(inputs):
        total += inputs[i] * weights[i]
    return max(0, total)
"""


@dataclass(frozen=True)
class Submission:
    """What one learner hands in.

    Attributes:
        learner: The learner's id.
        text: The answer's file; None where there is none.
        right: Whether it deserves full marks.
    """

    learner: str
    text: str | None
    right: bool


def make_class(n_learners: int) -> list[Submission]:
    """Return a class without endless loops.

    Of a hundred, 62 are right in four ways, 30 are misconceptions of six kinds, 5 end with an error, 2 cannot be read
    as Python, and 1 is missing.
    """
    hundred = _hundred()
    return [_submission(index, *hundred[STRIDE * index % 100]) for index in range(n_learners)]


def with_loops(submissions: Sequence[Submission]) -> list[Submission]:
    """Return a class in which two right answers of each hundred never return."""
    places = [index for index, submission in enumerate(submissions) if submission.right]
    looping = set(places[:: max(1, 100 // LOOPS * len(places) // len(submissions))])
    return [_submission(i, ENDLESS, False) if i in looping else one for i, one in enumerate(submissions)]


def right_and_wrong() -> list[Submission]:
    """Return a right answer and every wrong one, to see what a grader makes of them."""
    answers = _answers()
    wrong = [(text, False) for kind in ("misconceptions", "errors", "syntax") for text in answers[kind]]
    return [_submission(index, *one) for index, one in enumerate([(answers["right"][0], True), *wrong])]


def write_folders(folder: Path, submissions: Sequence[Submission]) -> None:
    """Write a folder for each learner, with the answer in it if there is one."""
    for submission in submissions:
        place = folder / submission.learner
        place.mkdir(parents=True)
        if submission.text is not None:
            (place / f"{NAME}.py").write_text(submission.text, "utf-8")


def _submission(index: int, text: str | None, right: bool) -> Submission:
    learner = f"learner{index:04}"
    # No two files are the same, as in a real class.
    return Submission(learner, None if text is None else f"# {learner}\n{text.lstrip()}", right)


@cache
def _hundred() -> tuple[tuple[str | None, bool], ...]:
    answers = _answers()
    return tuple((text, kind == "right") for kind, n in MIX.items() for text in islice(cycle(answers[kind]), n))


@cache
def _answers() -> dict[str, list[str | None]]:
    exercise = load(NAME)

    def texts(functions: Iterable[Callable[..., Any]]) -> list[str | None]:
        # The first line names the exercise as ours; a notebook's cell has none.
        return [re.sub(r'^""".*?"""\n+', "", answer(exercise, function)) for function in functions]

    return {
        "right": texts([exercise.reference, *exercise.also_right]),
        "misconceptions": texts([misconception.function for misconception in exercise.misconceptions]),
        "errors": [UNKNOWN_NAME, WRONG_TYPE],
        "syntax": [NO_COLON],
        "missing": [None],
    }
