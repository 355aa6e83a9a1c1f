"""Check an answer inside a page of the site: the side that knows the key and never runs an answer.

A reader's browser runs two Pythons. This module is in one of them, ``page_child`` runs answers in the other, and a
script carries questions and replies between the two. Nothing here can wait for a reply. So the script gets a plan, all
that will be asked if nothing happens; then the check is gone through from its beginning with the replies that came,
and if something has happened there is a shorter plan, until there is a report.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from lesson_code.grading import words
from lesson_code.grading.collect import Answer, Limits, collect
from lesson_code.grading.copies import decode_arguments
from lesson_code.grading.exercise import Case, Exercise, Formula, Misconception
from lesson_code.grading.front_ends import SIZE_LIMIT
from lesson_code.grading.judge import Source, judge, problem_report
from lesson_code.grading.key import Key, calls_of
from lesson_code.grading.outcome import Outcome
from lesson_code.grading.process import StoppedError
from lesson_code.grading.render import render
from lesson_code.grading.report import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from lesson_code.grading.report import Report

__all__ = ["LIMITS", "Judge", "UnansweredError", "exercise_of", "next_step"]

LIMITS = Limits(load=4.0, call=4.0, again=1.0)
"""What an answer may use in a page: less time than at the prompt, because nobody waits there for long."""


class UnansweredError(Exception):
    """A question that nobody has answered yet, and how many seconds its reply may take."""

    def __init__(self, question: dict[str, Any], limit: float, n_used: int) -> None:
        super().__init__(question, limit, n_used)
        self.question, self.limit, self.n_used = question, limit, n_used


class Recorded:
    """The replies that have come so far, in the place of a process.

    Args:
        replies: What was asked, in one word, and the reply as JSON: a script would make 6 of 6.0.
    """

    folder = "."  # that of the browser's Python, where nothing else is

    def __init__(self, replies: Sequence[tuple[str, str]]) -> None:
        self._replies = replies
        self._n_used = 0

    def ask(self, question: dict[str, Any], limit: float) -> dict[str, Any]:
        """Return the next reply.

        Raises:
            UnansweredError: There is none, or one to something else.
            StoppedError: The answer was stopped.
        """
        asked, text = self._replies[self._n_used] if self._n_used < len(self._replies) else ("", "")
        if asked != question["do"]:
            raise UnansweredError(question, limit, self._n_used)
        self._n_used += 1
        reply = _parsed(text)
        if "stopped" in reply:
            raise StoppedError(*reply["stopped"])
        return reply

    def finish(self) -> dict[str, Any]:
        """Return what was ``printed``, and how many bytes ``more``."""
        return self.ask({"do": "finish"}, LIMITS.load) | {"unasked": False}


def _parsed(text: str) -> dict[str, Any]:
    try:
        reply = json.loads(text)
    except (ValueError, RecursionError):
        reply = None
    if not isinstance(reply, dict):
        raise StoppedError("flagged", "it sent something that is no reply")
    return reply


class Rehearsed:
    """Says yes to everything, in the place of a process, and notes what it was asked."""

    folder = "."

    def __init__(self) -> None:
        self.plan: list[tuple[dict[str, Any], float]] = []

    def ask(self, question: dict[str, Any], limit: float) -> dict[str, Any]:
        """Return a reply that nobody can complain about."""
        self.plan.append((question, limit))
        found = {"kind": "function", "callable": True, "fewest": 0, "most": None}
        return {"returned": None} if question["do"] == "call" else {"loaded": found}

    def finish(self) -> dict[str, Any]:
        """Return that nothing was printed."""
        self.ask({"do": "finish"}, LIMITS.load)
        return {"printed": "", "more": 0, "unasked": False}


@dataclass(frozen=True)
class Known:
    """What a page knows of an exercise: no reference, no wrong answers, only what came of them.

    Attributes:
        exercise: The exercise with the cases that everybody sees; its functions cannot be called.
        key: What to compare with.
        stub: The learner's file before anything is written in it.
        n_hidden: How many further cases run at grading only.
        calls: The encoded arguments of each different call.
        case_calls: For each case, the index of its call.
    """

    exercise: Exercise
    key: Key
    stub: str
    n_hidden: int
    calls: list[Any]
    case_calls: list[int]


class Judge:
    """Answers the requests of the page's script.

    Args:
        bundle: For each exercise by its name, what the build of the site has written down, as JSON.
    """

    def __init__(self, bundle: str) -> None:
        self._entries: dict[str, Any] = json.loads(bundle)
        self._known: dict[str, Known] = {}

    def reply(self, request: str) -> str:
        """Return what comes next, as JSON.

        Args:
            request: As JSON, the ``name`` of an exercise, the ``text`` of an answer, and the ``replies`` so far.
        """
        asked = json.loads(request)
        name = asked["name"]
        if name not in self._known:
            self._known[name] = exercise_of(self._entries[name])
        return json.dumps(next_step(self._known[name], asked["text"], asked["replies"]))


def exercise_of(entry: dict[str, Any]) -> Known:
    """Return what an entry of the bundle says."""
    looks: dict[str, Any] = {}
    exec(entry["looks"], looks)  # noqa: S102  # functions of our own, put there by the build of the site
    cases = [_case(fields, looks) for fields in entry["cases"]]
    nothing = _nobody(entry["name"], entry["parameters"])
    exercise = Exercise(nothing, cases, [Misconception(nothing, hint) for hint in entry["hints"]], entry["page"])
    expected, *wrong = (tuple(_outcome(fields) for fields in row) for row in entry["key"])
    return Known(exercise, Key(expected, tuple(wrong)), entry["stub"], entry["n_hidden"], *calls_of(exercise))


def _case(fields: dict[str, Any], looks: dict[str, Any]) -> Case:
    arguments = tuple(map(_argument, fields["arguments"]["tuple"]))
    look = looks[fields["look"]] if fields["look"] else None
    return Case(**(fields | {"arguments": arguments, "look": look}))


def _argument(form: Any) -> Any:
    if isinstance(form, dict) and "formula" in form:
        return Formula(form["formula"])
    return decode_arguments(form)


def _outcome(fields: dict[str, Any]) -> Outcome:
    return Outcome(**(fields | {"kinds": tuple(fields["kinds"])}))


def _nobody(name: str, parameters: Sequence[str]) -> Callable[..., Any]:
    """Return a function that has the name and the parameters of another, and does nothing."""
    made: dict[str, Any] = {}
    exec(f"def {name}({', '.join(parameters)}): ...", made)  # noqa: S102  # names of our own exercise
    function: Callable[..., Any] = made[name]
    return function


def next_step(known: Known, text: str, replies: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return what to ask next, or the report.

    Args:
        known: The exercise.
        text: What the learner wrote.
        replies: What came of the questions so far: what was asked, in one word, and the reply as JSON.

    Returns:
        Either ``plan`` and ``keep``, how many of the replies still count; a plan is a list of questions for
        ``page_child``, each in one word, as JSON, and with the seconds that it may take. Or ``report``, as JSON can
        carry it, and its ``lines`` as at the prompt, without the last one, which names a file.
    """
    try:
        report = _report(known, text, replies)
    except UnansweredError as step:
        questions = [(step.question, step.limit)] if replies else _rehearse(known, text)
        plan = [(question["do"], json.dumps(question), limit) for question, limit in questions]
        return {"plan": plan, "keep": step.n_used}
    return {"report": report.as_dict(), "lines": render(report).split("\n")[:-1]}


def _rehearse(known: Known, text: str) -> list[tuple[dict[str, Any], float]]:
    rehearsed: Any = Rehearsed()  # nobody enters or leaves it
    answer = Answer(known.exercise.name, text.encode("utf-8", errors="replace"))
    collect(rehearsed, answer, known.calls, LIMITS)
    plan: list[tuple[dict[str, Any], float]] = rehearsed.plan
    return plan


def _report(known: Known, text: str, replies: Sequence[tuple[str, str]]) -> Report:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")  # no others are lines for Python

    def line(number: int) -> tuple[int, str] | None:
        return (number, lines[number - 1]) if 0 < number <= len(lines) else None

    exercise, n_hidden = known.exercise, known.n_hidden
    source = Source(f"exercises/{exercise.name}.py", f"python -m lesson_code check {exercise.name}", line)
    content = text.encode("utf-8", errors="replace")
    if problem := _problem(known, text, content):
        return problem_report(exercise, source, problem, n_hidden)
    try:
        recorded: Any = Recorded(replies)  # nobody enters or leaves it
        collected = collect(recorded, Answer(exercise.name, content), known.calls, LIMITS)
        return judge(exercise, known.key, collected, known.case_calls, source, n_hidden)
    except UnansweredError:
        raise
    except Exception as error:  # whatever it is, it must not look like the learner's mistake
        return problem_report(exercise, source, words.our_fault(error), n_hidden)


def _problem(known: Known, text: str, content: bytes) -> Problem | None:
    """Return why there is nothing to run; unlike at the prompt, the text stands in the page and not in a file."""
    if len(content) > SIZE_LIMIT:
        return words.too_large("your answer", SIZE_LIMIT)
    if not content.strip():
        return Problem("empty", "the editor is empty", next_step="to start again, press Reset")
    if text.split() == known.stub.split():
        return Problem("not started", "not started yet", next_step="write the function in the editor, then press Check")
    return words.unusable(content)
