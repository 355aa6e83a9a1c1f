"""Everything that a run leaves behind, written from the journal in a fixed order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lesson_code.classroom.changes import Change
from lesson_code.classroom.gradebook import write_gradebook, write_import
from lesson_code.classroom.journal import Journal
from lesson_code.classroom.learners import Learner
from lesson_code.classroom.marks import Mark, Row, mark_of
from lesson_code.classroom.pages import page_name, without_hidden, write_class_page, write_learner_page
from lesson_code.classroom.summary import Summary
from lesson_code.classroom.task import key_of
from lesson_code.classroom.writing import replacing
from lesson_code.exercises import load
from lesson_code.grading.hidden import visible
from lesson_code.grading.report import Report, report_of

__all__ = ["Results", "keys_of", "write_results"]


@dataclass(frozen=True)
class Results:
    """What was written.

    Attributes:
        rows: The marks of each learner, in the gradebook's order.
        summary: What the class did as a whole.
    """

    rows: Sequence[Row]
    summary: Summary


def write_results(
    out: Path,
    learners: Sequence[Learner],
    names: Sequence[str],
    journal: Journal,
    secret: bytes | None,
    changes: Mapping[tuple[str, str], Change],
) -> Results:
    """Write the gradebook, the table to import, the reports, the learners' pages and the report for the class.

    Args:
        out: The folder to write to.
        learners: Everybody, in the order of the gradebook.
        names: The exercises, in order.
        journal: Holds a record for each learner and exercise.
        secret: The secret of the course; None where hidden cases were left out.
        changes: Points by hand, by learner and exercise.

    Raises:
        OSError: Something cannot be written.
    """
    exercises = {name: load(name) if secret else visible(load(name)) for name in names}
    full = {name: exercise.points for name, exercise in exercises.items()}
    hidden = {name: [i for i, case in enumerate(e.cases) if case.draw] for name, e in exercises.items()}
    summary, rows = Summary(full), list[Row]()
    (out / "learners").mkdir(exist_ok=True)
    with replacing(out / "reports.jsonl") as lines:
        for learner in learners:
            records = [journal.record(key) for key in keys_of(learner, names, secret)]
            reports = [report_of(record["report"]) for record in records]
            marks = list(_marks(learner, records, reports, full, changes))
            row = Row(learner, tuple(marks), page_name(learner.id))
            rows.append(row)
            summary.add(row, reports)
            lines.writelines(_line(learner, mark, record) for mark, record in zip(marks, records, strict=True))
            shown = [without_hidden(report, hidden[report.exercise]) for report in reports]
            write_learner_page(out / "learners" / row.page, row, shown, any(hidden.values()))
    write_gradebook(out / "gradebook.csv", rows, names)
    write_import(out / "import.csv", rows)
    write_class_page(out / "report.html", summary, rows, any(hidden.values()))
    _remove_old_pages(out / "learners", {row.page for row in rows})
    return Results(rows, summary)


def keys_of(learner: Learner, names: Sequence[str], secret: bytes | None) -> list[str]:
    """Return the keys of a learner's tasks, one for each exercise."""
    answers = learner.submission.answers if learner.submission else {}
    return [key_of(learner.id, name, answers.get(name), secret) for name in names]


def _marks(
    learner: Learner,
    records: Sequence[dict[str, Any]],
    reports: Sequence[Report],
    full: Mapping[str, int],
    changes: Mapping[tuple[str, str], Change],
) -> Iterator[Mark]:
    for (name, points), record, report in zip(full.items(), records, reports, strict=True):
        yield mark_of(report, record["outcome"], points, changes.get((learner.id, name)))


def _line(learner: Learner, mark: Mark, record: Mapping[str, Any]) -> str:
    """Return one line of ``reports.jsonl``: what counts, then what the check found."""
    change = {"points": mark.change.points, "reason": mark.change.reason} if mark.change else None
    fields = {
        "learner": learner.id,
        "name": learner.name,
        "exercise": mark.exercise,
        "outcome": mark.outcome,
        "points": mark.points,
        "of": mark.full,
        "extra": mark.extra,
        "changed": change,
        "report": record["report"],
    }
    return json.dumps(fields, ensure_ascii=False) + "\n"


def _remove_old_pages(folder: Path, present: set[str]) -> None:
    """Remove the pages of learners who are no longer there; nothing else that may lie in the folder."""
    for path in folder.glob("*.html"):
        if path.name not in present and re.fullmatch(r"[a-z0-9-]+-[0-9a-f]{12}\.html", path.name):
            path.unlink()
