"""The report for the class and a page for each learner: HTML without a script, everything from outside escaped."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lesson_code.classroom.changes import number
from lesson_code.classroom.inputs import folded
from lesson_code.classroom.marks import Mark, Row, notes_of
from lesson_code.classroom.summary import Summary
from lesson_code.classroom.writing import replacing
from lesson_code.grading.render import render
from lesson_code.grading.report import GRADER_ERROR, OUTCOMES, Report

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["page_name", "without_hidden", "write_class_page", "write_learner_page"]


def page_name(learner: str) -> str:
    """Return the file name of a learner's page: plain letters, and a mark that tells it from every other one."""
    plain = re.sub("[^a-z0-9]+", "-", learner.lower()).strip("-")[:40].rstrip("-") or "learner"
    return f"{plain}-{hashlib.sha256(folded(learner).encode()).hexdigest()[:12]}.html"


def without_hidden(report: Report, hidden: Sequence[int]) -> Report:
    """Return a report as a learner may see it: hidden checks show their sentence and outcome alone.

    Args:
        report: What the check found.
        hidden: The places of the hidden checks among the results; empty where none ran.
    """
    if not hidden:
        return report
    results = [
        replace(result, call=None, reason=None, expected=None, got=None, difference=None, line=None, hint=None)
        if index in hidden
        else result
        for index, result in enumerate(report.results)
    ]
    return replace(report, results=tuple(results), printed="", printed_more=0)


def write_learner_page(path: Path, row: Row, reports: Sequence[Report], any_hidden: bool) -> None:
    """Write the page of one learner: for each exercise the same words as at the prompt.

    Args:
        path: The file.
        row: The learner's marks.
        reports: One for each mark, as the learner may see it.
        any_hidden: Whether hidden checks ran.
    """
    texts = [(mark, _text(mark, report)) for mark, report in zip(row.marks, reports, strict=True)]
    _write(path, "learner.html", {"row": row, "texts": texts, "any_hidden": any_hidden})


def _text(mark: Mark, report: Report) -> str:
    """Return the words of the prompt; without its first line, the points, where they are not known."""
    text = render(report)
    return text.partition("\n")[2] if mark.outcome == GRADER_ERROR else text


def write_class_page(path: Path, summary: Summary, rows: Sequence[Row], any_hidden: bool) -> None:
    """Write the report for the class.

    Args:
        path: The file.
        summary: What the class did as a whole.
        rows: The marks of each learner.
        any_hidden: Whether hidden checks ran.
    """
    from markupsafe import Markup

    from lesson_code.classroom.plots import figures

    present = [outcome for outcome in reversed(OUTCOMES) if any(e.outcomes[outcome] for e in summary.exercises)]
    plots = [{"svg": Markup(plot.svg), "alt": plot.alt, "caption": plot.caption} for plot in figures(summary)]  # noqa: S704 – our own
    values = {
        "summary": summary,
        "rows": rows,
        "full": sum(exercise.full for exercise in summary.exercises),
        "hidden_words": "Hidden checks were run." if any_hidden else "Hidden checks were left out.",
        "outcomes": present,
        "figures": plots,
        "hardest": summary.hardest(),
        "hints": summary.hints(),
        "any_extra": any(row.extra for row in rows),
        "any_name": any(row.learner.name for row in rows),
    }
    _write(path, "class.html", values)


def _write(path: Path, template: str, values: dict[str, Any]) -> None:
    with replacing(path) as stream:
        stream.write(_environment().get_template(template).render(values))
        stream.write("\n")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
    )
    environment.filters["points"] = lambda value: "" if value is None else number(value)
    environment.filters["notes"] = notes_of
    environment.filters["breakable"] = _breakable
    return environment


def _breakable(name: str) -> Markup:
    """Return the name of an exercise so that a narrow screen may break it behind an underscore."""
    from markupsafe import Markup

    return Markup("_<wbr>").join(name.split("_"))  # join escapes the parts
