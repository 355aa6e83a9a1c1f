"""Check a file or a function: what the prompt, pytest, the notebook and a class share."""

from __future__ import annotations

from pathlib import Path

from lesson_code.grading import words
from lesson_code.grading.collect import KERAS_LIMITS, Answer, Limits, collect
from lesson_code.grading.hidden import n_hidden, visible
from lesson_code.grading.judge import Source, judge, problem_report
from lesson_code.grading.key import calls_of, key_by_running
from lesson_code.grading.process import new_process
from lesson_code.grading.report import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lesson_code.grading.exercise import Exercise
    from lesson_code.grading.key import Key
    from lesson_code.grading.outcome import Collected
    from lesson_code.grading.process import AnswerProcess
    from lesson_code.grading.report import Report

__all__ = ["SIZE_LIMIT", "check_content", "check_file", "check_function"]

SIZE_LIMIT = 1_000_000


def check_file(
    exercise: Exercise,
    path: Path,
    process: AnswerProcess,
    shown: str = "",
    options: str = "",
    limits: Limits | None = None,
) -> Report:
    """Check the answer in a file; hidden cases of the exercise are not run.

    Args:
        exercise: What is asked for.
        path: The learner's file; it need not exist.
        process: Where to run it: what has not been asked anything yet.
        shown: The path as the learner knows it; empty for ``path`` itself.
        options: What the command that checks it needs behind the exercise's name, for example ``"--folder mine"``.
        limits: What it may use; None for what suits the exercise.
    """
    shown = shown or path.as_posix()
    command = f"python -m lesson_code check {exercise.name} {options}".rstrip()
    try:
        content = _read(path)
    except OSError as error:
        source = Source(shown, command, lambda _: None)
        return problem_report(visible(exercise), source, words.unreadable(shown, error), n_hidden(exercise))
    return _check_bytes(exercise, content, process, shown, command, limits)


def check_content(
    exercise: Exercise, content: bytes | None, shown: str, command: str = "", limits: Limits | None = None
) -> Report:
    """Check the bytes of an answer, in processes of its own; hidden cases that are not drawn are not run.

    Args:
        exercise: What is asked for; for grading with hidden cases, what ``hidden.drawn`` gives.
        content: What was handed in; None where nothing was.
        shown: What the learner calls it.
        command: What checks it again.
        limits: What it may use; None for what suits the exercise.
    """
    if content is None:
        problem = Problem("missing", f"there is no {exercise.name}.py", next_step="hand it in")
        source = Source(shown, command, lambda _: None)
        return problem_report(visible(exercise), source, problem, n_hidden(exercise))
    with new_process() as process:
        return _check_bytes(exercise, content, process, shown, command, limits)


def check_function(exercise: Exercise, function: Callable[..., Any], limits: Limits | None = None) -> Report:
    """Check a function that lives in this process, by running its text in another one.

    Args:
        exercise: What is asked for.
        function: The answer.
        limits: What it may use; None for what suits the exercise.

    Raises:
        TypeError: ``function`` cannot be called, or uses what cannot be sent as text.
    """
    from lesson_code.grading.notebook import written

    if not callable(function):
        raise TypeError(
            f"check wants your function itself, got {function!r}: "
            f'write check("{exercise.name}", {exercise.name}), without parentheses behind the last name'
        )
    file = written(function, exercise.name)
    name = getattr(function, "__name__", exercise.name)
    lines = file.text.split("\n")

    def line(number: int) -> tuple[int, str] | None:
        return (file.origins[number - 1], lines[number - 1]) if 0 < number <= len(lines) else None

    source = Source("your function", f'check("{exercise.name}", {name})', line)
    with new_process() as process:
        return _check(exercise, Answer(exercise.name, file.text.encode()), process, source, limits)


def _check_bytes(
    exercise: Exercise, content: bytes, process: AnswerProcess, shown: str, command: str, limits: Limits | None
) -> Report:
    text = ""

    def line(number: int) -> tuple[int, str] | None:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")  # no others are lines for Python
        return (number, lines[number - 1]) if 0 < number <= len(lines) else None

    source = Source(shown, command, line)
    problem = words.too_large(shown, SIZE_LIMIT) if len(content) > SIZE_LIMIT else words.unusable(content)
    if problem is None:
        text = content.decode("utf-8-sig")
        problem = _untouched(exercise, text, shown)
    if problem:
        return problem_report(visible(exercise), source, problem, n_hidden(exercise))
    return _check(exercise, Answer(exercise.name, content), process, source, limits)


def _check(exercise: Exercise, answer: Answer, process: AnswerProcess, source: Source, limits: Limits | None) -> Report:
    limits = limits or (KERAS_LIMITS if exercise.needs_keras else Limits())
    shown = visible(exercise)
    try:
        calls, case_calls = calls_of(shown)
        if exercise.needs_keras:
            key, collected = _with_keras(shown, answer, process, calls, limits)
        else:
            collected = collect(process, answer, calls, limits)
            key = key_by_running(shown, calls)
        return judge(shown, key, collected, case_calls, source, n_hidden(exercise))
    except Exception as error:  # whatever it is, it must not look like the learner's mistake
        return problem_report(shown, source, words.our_fault(error), n_hidden(exercise))


def _with_keras(
    exercise: Exercise, answer: Answer, process: AnswerProcess, calls: list[Any], limits: Limits
) -> tuple[Key, Collected]:
    from lesson_code.grading.keras_key import KerasKey

    judging = KerasKey(exercise, calls)
    try:
        return judging.finish(collect(process, answer, calls, limits, keras=True))
    finally:
        judging.end()


def _read(path: Path) -> bytes:
    if not path.is_file() and path.exists():
        raise OSError(0, "it is no ordinary file")  # reading a pipe would wait for ever
    with path.open("rb") as file:
        return file.read(SIZE_LIMIT + 1)


def _untouched(exercise: Exercise, text: str, shown: str) -> Problem | None:
    if "NotImplementedError" not in text:
        return None
    from lesson_code.grading.stubs import stub

    return words.not_started(shown) if text.split() == stub(exercise).split() else None
