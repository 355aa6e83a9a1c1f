"""Check a file or a function: what the prompt, pytest and the notebook share."""

from __future__ import annotations

import sys
from pathlib import Path

from lesson_code.grading import words
from lesson_code.grading.collect import KERAS_LIMITS, Answer, Limits, collect
from lesson_code.grading.judge import Source, judge, problem_report
from lesson_code.grading.key import calls_of, key_by_running
from lesson_code.grading.process import ChildProcess
from lesson_code.grading.report import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lesson_code.grading.collect import Collected
    from lesson_code.grading.exercise import Exercise
    from lesson_code.grading.key import Key
    from lesson_code.grading.report import Report

__all__ = ["check_file", "check_function"]


def check_file(
    exercise: Exercise,
    path: Path,
    process: ChildProcess,
    shown: str = "",
    options: str = "",
    limits: Limits | None = None,
) -> Report:
    """Check the answer in a file.

    Args:
        exercise: What is asked for.
        path: The learner's file; it need not exist.
        process: Where to run it: a process that has not been asked anything yet.
        shown: The path as the learner knows it; empty for ``path`` itself.
        options: What the command that checks it needs behind the exercise's name, for example ``"--folder mine"``.
        limits: How long things may take; None for what suits the exercise.
    """
    text = ""

    def line(number: int) -> str:
        lines = text.splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""

    command = f"python -m lesson_code check {exercise.name} {options}".rstrip()
    source = Source(shown or path.as_posix(), command, line)
    content, problem = _read(path, source.shown)
    if problem is None:
        text = content.decode("utf-8-sig")
        problem = _untouched(exercise, text, source.shown)
    if problem:
        return problem_report(exercise, source, problem)
    return _check(exercise, Answer(exercise.name, file=content), process, source, limits)


def check_function(exercise: Exercise, function: Callable[..., Any], limits: Limits | None = None) -> Report:
    """Check a function that lives in this process, by running a copy of it in another one.

    Args:
        exercise: What is asked for.
        function: The answer.
        limits: How long things may take; None for what suits the exercise.

    Raises:
        TypeError: ``function`` cannot be called, or cannot be copied.
    """
    from linecache import getline

    if not callable(function):
        raise TypeError(
            f"check wants your function itself, got {function!r}: "
            f'write check("{exercise.name}", {exercise.name}), without parentheses behind the last name'
        )
    file = getattr(getattr(function, "__code__", None), "co_filename", "")
    name = getattr(function, "__name__", "")
    command = f'check("{exercise.name}", {name if name.isidentifier() else "my_function"})'
    source = Source("your function", command, lambda number: getline(file, number))
    answer = Answer(exercise.name, pickled=_pickled(function))
    with ChildProcess() as process:
        return _check(exercise, answer, process, source, limits)


def _check(exercise: Exercise, answer: Answer, process: ChildProcess, source: Source, limits: Limits | None) -> Report:
    limits = limits or (KERAS_LIMITS if exercise.needs_keras else Limits())
    calls, case_calls = calls_of(exercise)
    if exercise.needs_keras:
        key, collected = _with_keras(exercise, answer, process, calls, limits)
    else:
        collected = collect(process, answer, calls, limits)
        key = key_by_running(exercise, calls)
    return judge(exercise, key, collected, case_calls, source)


def _with_keras(
    exercise: Exercise, answer: Answer, process: ChildProcess, calls: list[Any], limits: Limits
) -> tuple[Key, Collected]:
    from lesson_code.grading.keras_key import KerasKey

    judging = KerasKey(exercise, calls)
    try:
        return judging.finish(collect(process, answer, calls, limits, keras=True))
    finally:
        judging.end()


def _read(path: Path, shown: str) -> tuple[bytes, Problem | None]:
    try:
        content = path.read_bytes()
    except OSError as error:
        return b"", words.unreadable(shown, error)
    return content, words.unusable(content)


def _untouched(exercise: Exercise, text: str, shown: str) -> Problem | None:
    if "NotImplementedError" not in text:
        return None
    from lesson_code.grading.stubs import stub

    return words.not_started(shown) if text.split() == stub(exercise).split() else None


def _pickled(function: Callable[..., Any]) -> bytes:
    import cloudpickle

    module = sys.modules.get(getattr(function, "__module__", None) or "")
    already = cloudpickle.list_registry_pickle_by_value()
    try:
        if module is not None and module.__name__ != "__main__":
            cloudpickle.register_pickle_by_value(module)
        return bytes(cloudpickle.dumps(function))
    except Exception as error:
        raise TypeError(
            f"the function uses something that cannot be sent to the process that checks it ({error}): "
            "define what it needs inside the function"
        ) from error
    finally:
        for name in cloudpickle.list_registry_pickle_by_value() - already:
            cloudpickle.unregister_pickle_by_value(sys.modules[name])
