"""Put a report in words for a terminal; colour helps, but the words say it all."""

from __future__ import annotations

import re
from dataclasses import replace

from lesson_code.grading.report import PASSED, SKIPPED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lesson_code.grading.report import Problem, Report, Result

__all__ = ["is_short", "render", "render_case", "render_line"]

GREEN, RED, YELLOW = "32", "31", "33"
COLOURS = {PASSED: GREEN, SKIPPED: YELLOW}
PRINTED_LINES = 12


def render(report: Report, colour: bool = False) -> str:
    """Return the whole report as text, without a line end after the last line.

    Args:
        report: What to put in words.
        colour: Whether the terminal shows colours.
    """
    return "\n".join(_lines(report, colour))


def is_short(report: Report) -> bool:
    """Return whether one line says everything: the exercise is not started."""
    return report.problem is not None and report.problem.kind == "not started"


def render_line(report: Report) -> str:
    """Return the report in one line."""
    problem = report.problem
    what = f"{problem.message}: {problem.next_step}" if problem else ""
    return f"{report.exercise}  {report.earned} of {_points(report.points)}  {what}".rstrip()


def render_case(result: Result) -> str:
    """Return what belongs to one case, without its label."""
    return "\n".join([result.sentence, *_details(result, "  ")])


def _lines(report: Report, colour: bool) -> Iterator[str]:
    extra = f" +{report.extra}" if report.extra else ""
    yield f"{report.exercise}  {report.earned} of {_points(report.points)}{extra}"
    if report.problem:
        yield from _problem_lines(report.problem)
    width = max((len(result.outcome) for result in report.results), default=0)
    for result in _without_repeats(report.results):
        label = _coloured(f"{result.outcome:{width}}", COLOURS.get(result.outcome, RED), colour)
        optional = f"  (optional, +{result.points})" if result.optional else ""
        yield f"  {label}   {result.sentence}{optional}"
        if result.outcome != PASSED:
            yield from _details(result, " " * (width + 5))
    if report.n_hidden and report.passed:
        yield _hidden_line(report)
    yield from _printed_lines(report)
    yield f"{report.source} · {report.command}"


def _hidden_line(report: Report) -> str:
    n, n_hidden = sum(result.outcome == PASSED for result in report.results), report.n_hidden
    seen = "The check you can see passes" if n == 1 else f"All {n} checks you can see pass"
    return f"  {seen}; {n_hidden} more run{'s' if n_hidden == 1 else ''} at grading."


def _points(points: int) -> str:
    return f"{points} point{'' if points == 1 else 's'}"


def _problem_lines(problem: Problem) -> Iterator[str]:
    yield f"  {problem.message}"
    if problem.line:
        yield f"    line {problem.line.number}: {_safe(problem.line.text)}"
    if problem.detail:
        yield f"    {_safe(problem.detail)}"
    if problem.next_step:
        yield f"  next: {problem.next_step}"


def _details(result: Result, indent: str) -> Iterator[str]:
    judged = result.outcome not in (PASSED, SKIPPED)
    if judged and result.call:
        yield f"{indent}{result.call}"
    if result.reason:
        yield f"{indent}{'  ' if judged else ''}{result.reason}"
    if result.expected:
        yield f"{indent}  expected {result.expected}"
    if result.got:
        yield f"{indent}  got      {_safe(result.got)}"
    if result.line:
        yield f"{indent}  line {result.line.number}: {_safe(result.line.text)}"
    if result.difference:
        yield f"{indent}  {result.difference}"
    if result.hint:
        yield f"{indent}hint: {result.hint}"


def _without_repeats(results: Iterable[Result]) -> Iterator[Result]:
    """Give the results without the reasons and differences that an earlier one has told already."""
    told: set[str | None] = set()
    for result in results:
        reason = None if result.reason in told else result.reason
        difference = None if result.difference in told else result.difference
        told |= {reason, difference}
        yield replace(result, reason=reason, difference=difference)


def _printed_lines(report: Report) -> Iterator[str]:
    if not report.printed.strip():
        return
    lines = report.printed.rstrip().splitlines()
    yield "  printed (not judged):"
    for line in lines[:PRINTED_LINES]:
        yield f"    {_safe(line)}"
    n_more = len(lines) - PRINTED_LINES
    if report.printed_more:
        yield f"    … and more than {n_more} lines after it" if n_more > 1 else "    … and more after it"
    elif n_more > 0:
        yield f"    … and {n_more} more line{'' if n_more == 1 else 's'}"


def _safe(text: str) -> str:
    """Return a text as one line that does nothing to a terminal: colours and steps back are taken out."""
    line = " ".join(filter(None, re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x08", "", text).splitlines()))
    shown = "".join(character if character.isprintable() or character == "\t" else "�" for character in line)
    return shown if len(shown) <= 200 else f"{shown[:200]} …"


def _coloured(text: str, code: str, colour: bool) -> str:
    return f"\033[{code}m{text}\033[0m" if colour else text
