"""What a learner earned: the reports of the checks, and the changes by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lesson_code.classroom.changes import Change, number
from lesson_code.classroom.inputs import shown_text
from lesson_code.classroom.learners import Learner
from lesson_code.classroom.progress import duration
from lesson_code.grading.report import FLAGGED, GRADER_ERROR, Report

__all__ = ["Mark", "Row", "mark_of", "notes_of"]

NOTED_PROBLEMS = ("empty", "encoding", "too large", "unreadable")


@dataclass(frozen=True)
class Mark:
    """What one learner has for one exercise.

    Attributes:
        exercise: The exercise's name.
        full: The points for full marks.
        points: The points that count; None where we could not check.
        extra: The extra points.
        outcome: What became of the check, in one word.
        checked: The points that the checks gave; None where we could not check.
        change: The change by hand, if there is one.
        note: What an instructor should know about it, or an empty text.
    """

    exercise: str
    full: int
    points: float | None
    extra: int
    outcome: str
    checked: int | None
    change: Change | None
    note: str


@dataclass(frozen=True)
class Row:
    """One learner with all marks.

    Attributes:
        learner: Who it is.
        marks: One for each exercise, in order.
        page: The file name of the learner's page.
    """

    learner: Learner
    marks: tuple[Mark, ...]
    page: str

    @property
    def total(self) -> float | None:
        """The points of all exercises without extra ones; None while one of them could not be checked."""
        points = [mark.points for mark in self.marks]
        if None in points:
            return None
        # Points by hand may be 0.1 and 0.2, whose sum no table should show in full.
        return round(sum(point for point in points if point is not None), 6)

    @property
    def extra(self) -> int:
        """The extra points of all exercises."""
        return sum(mark.extra for mark in self.marks)

    @property
    def full(self) -> int:
        """The points for full marks."""
        return sum(mark.full for mark in self.marks)

    @property
    def late(self) -> str:
        """How late the work came, or an empty text."""
        return duration(self.learner.late) if self.learner.late else ""


def mark_of(report: Report, outcome: str, full: int, change: Change | None) -> Mark:
    """Return the mark for one report.

    Args:
        report: What the check found.
        outcome: What became of it, in one word.
        full: The points for full marks.
        change: What an instructor gives instead, or None.
    """
    checked = None if outcome == GRADER_ERROR else report.earned
    points = change.points if change else checked
    mark = Mark(report.exercise, full, points, report.extra, outcome, checked, change, "")
    return replace(mark, note=_note(mark, report))


def notes_of(row: Row) -> list[str]:
    """Return everything that an instructor should know about a learner, in a line each."""
    late = [f"{row.late} late"] if row.late else []
    absent = [mark.exercise for mark in row.marks if mark.outcome == "missing" and not mark.note]
    submission = row.learner.submission
    told = submission is None or not submission.answers
    # What is wrong with a whole entry is told once, not for each exercise.
    marks = [mark.note for mark in row.marks if mark.note and mark.note.partition(": ")[2] not in row.learner.notes]
    return [*row.learner.notes, *late, *([] if told else _absent(absent)), *marks]


def _absent(names: Sequence[str]) -> list[str]:
    return [f"no answer to {', '.join(names)}"] if names else []


def _note(mark: Mark, report: Report) -> str:
    problem = report.problem
    parts = []
    if problem and mark.outcome == GRADER_ERROR:
        parts.append(f"could not be checked, by our fault ({shown_text(problem.detail or '')})")
    elif problem and problem.kind in NOTED_PROBLEMS:
        parts.append(problem.message)
    elif mark.outcome == FLAGGED:
        parts.append("flagged, look at this answer yourself")
    if mark.change:
        instead = "" if mark.checked is None else f" instead of {mark.checked}"
        reason = f" ({mark.change.reason})" if mark.change.reason else ""
        parts.append(f"{number(mark.change.points)} points by hand{instead}{reason}")
    return f"{mark.exercise}: {'; '.join(parts)}" if parts else ""
