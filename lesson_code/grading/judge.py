"""Compare what an answer gave with the key, and say so: the only place that compares; it reads and runs nothing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from lesson_code.grading import words
from lesson_code.grading.outcome import STOPPED
from lesson_code.grading.report import ERROR, FAILED, PASSED, SKIPPED, Line, Problem, Report, Result
from lesson_code.grading.values import decode, equal, first_difference, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from lesson_code.grading.exercise import Case, Exercise, Misconception
    from lesson_code.grading.key import Key
    from lesson_code.grading.outcome import Collected, Outcome

__all__ = ["Source", "judge", "problem_report"]

LINE_WIDTH = 300  # more than is shown; a whole answer may stand in one line


@dataclass(frozen=True)
class Source:
    """What was checked, in the learner's terms.

    Attributes:
        shown: The path as the learner knows it, or ``"your function"``.
        command: What checks it again.
        line: Gives the number and the text of a line, as the learner knows them, from its number in the file that
            was run; or nothing.
    """

    shown: str
    command: str
    line: Callable[[int], tuple[int, str] | None]


def judge(
    exercise: Exercise,
    key: Key,
    collected: Collected,
    case_calls: Sequence[int],
    source: Source,
    n_hidden: int = 0,
) -> Report:
    """Return the report on an answer.

    Args:
        exercise: The exercise with its cases.
        key: What to compare with.
        collected: What the answer gave.
        case_calls: For each case, the index of its call in ``key`` and ``collected``.
        source: Where the answer comes from.
        n_hidden: How many further cases run at grading only.
    """
    problem = _problem(exercise, key, collected, source)
    if problem:
        report = problem_report(exercise, source, problem, n_hidden)
    else:
        results = _results(exercise, key, collected.calls, case_calls, source)
        earned = {
            optional: sum(r.points for r in results if r.outcome == PASSED and r.optional is optional)
            for optional in (False, True)
        }
        empty = problem_report(exercise, source, None, n_hidden)
        report = replace(empty, earned=earned[False], extra=earned[True], results=tuple(results))
    return replace(report, printed=collected.printed, printed_more=collected.printed_more)


def problem_report(exercise: Exercise, source: Source, problem: Problem | None, n_hidden: int = 0) -> Report:
    """Return the report on an answer of which no case is judged (None: not yet)."""
    return Report(exercise.name, source.shown, source.command, exercise.points, problem=problem, n_hidden=n_hidden)


def _problem(exercise: Exercise, key: Key, collected: Collected, source: Source) -> Problem | None:
    """Return why no case can be judged, if that is so; the order of the questions is the order of a beginner's work."""
    if collected.flagged:
        return words.flagged(collected.flagged)
    load = collected.load
    if load.kind != "loaded":
        return words.load_problem(load, _line(load, source), source.shown)
    found = load.value["loaded"]
    if not found["callable"]:
        if found["kind"] == "NoneType":
            return words.missing_function(exercise.name, load.value["functions"], load.value.get("inside", False))
        return words.not_a_function(exercise.name, found["kind"])
    run = [outcome for outcome in collected.calls if outcome.kind != "not run"]
    if run and all("NotImplementedError" in outcome.kinds for outcome in run):
        return words.not_finished(exercise.name, _line(run[0], source))
    parameters = _parameters(exercise)
    by_name = found.get("by_name")
    if by_name or found["fewest"] > len(parameters) or (found["most"] is not None and found["most"] < len(parameters)):
        return words.wrong_parameters(exercise.name, parameters, found)
    nothing = all(outcome.kind == "returned" and outcome.value is None for outcome in run)
    if run and nothing and any(outcome.value is not None for outcome in key.expected):
        return words.nothing_returned(exercise, bool(collected.printed))
    return None


def _parameters(exercise: Exercise) -> tuple[str, ...]:
    code = exercise.reference.__code__
    return code.co_varnames[: code.co_argcount]


def _results(
    exercise: Exercise, key: Key, outcomes: Sequence[Outcome], case_calls: Sequence[int], source: Source
) -> list[Result]:
    results: list[Result] = []
    passed: set[str] = set()
    told: set[str | None] = {None}
    likely = _most_alike_first(exercise, key, outcomes, case_calls)
    for case, index in zip(exercise.cases, case_calls, strict=True):
        base = Result(words.conjugated(case.should), PASSED, case.points, case.optional)
        base = replace(base, call=words.call_text(exercise.name, case.arguments))
        if case.after is not None and case.after not in passed:
            result = replace(base, outcome=SKIPPED, reason=f"waits until it {words.conjugated(case.after)}")
        else:
            result = _result(base, case, key.expected[index], outcomes[index], source)
        if result.outcome in (FAILED, ERROR):
            hint = _hint(case, key.expected[index], outcomes[index], [(m, given[index]) for m, given in likely])
            vague = result.difference if hint is None or case.reveal else None
            result = replace(result, hint=None if hint in told else hint, difference=vague)
            told.add(hint)
        if result.outcome == PASSED:
            passed.add(case.should)
        results.append(result)
    return results


def _result(base: Result, case: Case, expected: Outcome, got: Outcome, source: Source) -> Result:
    if got.kind == "not run":
        return replace(base, outcome=SKIPPED, reason="not run: the program had to be stopped too often before")
    if got.kind in STOPPED:
        return replace(base, outcome=got.kind, reason=words.stopped_text(got), line=_line(got, source))
    if expected.kind == "raised":
        return _result_of_refusal(base, case, expected, got, source)
    if got.kind == "raised":
        return replace(_raised(base, got, source), expected=_shown(case, expected))
    return _result_of_value(base, case, expected, got)


def _raised(base: Result, got: Outcome, source: Source) -> Result:
    line, advice = _line(got, source), words.error_advice(got)
    return replace(base, outcome=ERROR, got=words.error_text(got), line=line, difference=advice)


def _result_of_refusal(base: Result, case: Case, expected: Outcome, got: Outcome, source: Source) -> Result:
    wanted = expected.kinds[0]
    if got.kind == "raised" and wanted in got.kinds:
        return base
    if got.kind == "raised":
        return replace(_raised(base, got, source), expected=f"a {wanted}", outcome=FAILED)
    value = decode(got.value)
    advice = words.refusal_advice(value, wanted)
    with suppress(Exception):  # a value that is not of a form that can be looked at is shown as it is
        value = _look(case, value)
    return replace(base, outcome=FAILED, expected=f"a {wanted}", got=text(value), difference=advice)


def _result_of_value(base: Result, case: Case, expected: Outcome, got: Outcome) -> Result:
    value = decode(got.value)
    failed = replace(base, outcome=FAILED)
    try:
        seen = _look(case, value)
    except Exception as error:  # the value is not of a form that can be looked at
        form = str(error) if type(error) is ValueError else None
        failed = replace(failed, expected=form or _shown(case, expected), got=text(value))
        return replace(failed, difference=words.advice_on_other(value))
    if case.optional and seen is None:
        return replace(base, outcome=SKIPPED, reason="optional, not tried")
    wanted = _look(case, decode(expected.value))
    difference = first_difference(wanted, seen, case.tolerance)
    if difference is None:
        return base
    if not case.reveal:
        return replace(failed, got=text(seen), difference="something in it is not right yet")
    shown = text(wanted, difference.path), text(seen, difference.path)
    return replace(failed, expected=shown[0], got=shown[1], difference=words.difference_text(difference))


def _look(case: Case, value: Any) -> Any:
    return value if case.look is None else case.look(value)


def _shown(case: Case, expected: Outcome) -> str | None:
    return text(_look(case, decode(expected.value))) if case.reveal else None


def _most_alike_first(
    exercise: Exercise, key: Key, outcomes: Sequence[Outcome], case_calls: Sequence[int]
) -> list[tuple[Misconception, tuple[Outcome, ...]]]:
    """Return the misconceptions with their outcomes, first those that agree with the answer in most cases.

    Several mistakes may meet in one case, for example all that forget to refuse something; the one that also
    explains the other cases is the one to speak of.
    """
    pairs = list(zip(exercise.misconceptions, key.wrong, strict=True))
    cases = list(zip(exercise.cases, case_calls, strict=True))
    return sorted(pairs, key=lambda pair: -sum(_same(case, pair[1][i], outcomes[i]) for case, i in cases))


def _hint(case: Case, expected: Outcome, got: Outcome, wrong: Sequence[tuple[Misconception, Outcome]]) -> str | None:
    """Return the hint of the first misconception that gives exactly this answer, and not the expected one."""
    for misconception, outcome in wrong:
        if _same(case, outcome, got) and not _same(case, outcome, expected):
            return misconception.hint
    return None


def _same(case: Case, left: Outcome, right: Outcome) -> bool:
    if left.kind != right.kind:
        return False
    if left.kind == "raised":
        return left.kinds[0] == right.kinds[0]
    try:
        return equal(_look(case, decode(left.value)), _look(case, decode(right.value)), case.tolerance)
    except Exception:  # one of them is not of a form that can be looked at
        return False


def _line(outcome: Outcome, source: Source) -> Line | None:
    found = None if outcome.line is None else source.line(outcome.line)
    return Line(found[0], found[1].strip()[:LINE_WIDTH]) if found else None
