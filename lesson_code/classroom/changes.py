"""Points that an instructor gives by hand: a table that is made once, then only read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lesson_code.classroom.inputs import TableRow, folded, read_table, shown_text

__all__ = ["Change", "number", "read_changes"]

COLUMNS = ("id", "exercise", "points", "reason")


@dataclass(frozen=True)
class Change:
    """Points that count instead of those that the checks gave.

    Attributes:
        points: At least 0.
        reason: Why, or an empty text.
    """

    points: float
    reason: str


def read_changes(
    path: Path, learners: Mapping[str, str], full: Mapping[str, int]
) -> tuple[dict[tuple[str, str], Change], list[str]]:
    """Return the changes by the learner's id and the exercise, and a line on each row that cannot be used.

    A table that is not there is made, with its first line alone; an existing one is never written to.

    Args:
        path: The table.
        learners: The ids of all learners by their folded ids.
        full: The points for full marks of each exercise that is graded.

    Raises:
        InputError: The table cannot be read.
        OSError: It cannot be made.
    """
    if not path.exists():
        path.write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
    changes: dict[tuple[str, str], Change] = {}
    notes = []
    for row in read_table(path, COLUMNS[:3]):
        place = f"line {row.line} of {path.name}"
        trouble = _trouble(row, learners, full)
        if trouble:
            notes.append(f"{place} was not used: {trouble}")
            continue
        key = learners[folded(shown_text(_cell(row, "id")))], _cell(row, "exercise")
        points = float(_cell(row, "points"))
        if key in changes:
            notes.append(f"{place} counts instead of an earlier line on {key[0]} and {key[1]}")
        if points > full[key[1]]:
            notes.append(f"{place} gives {number(points)} points for {key[1]}, which has {full[key[1]]}")
        changes[key] = Change(points, shown_text(_cell(row, "reason")))
    return changes, notes


def number(points: float) -> int | float:
    """Return points without a ``.0`` at the end."""
    return int(points) if points == int(points) else points


def _trouble(row: TableRow, learners: Mapping[str, str], full: Mapping[str, int]) -> str | None:
    if row.surplus:
        return "it has more cells than the first line: put a reason with a comma between quotation marks, and write 2.5"
    learner, exercise, points = (shown_text(_cell(row, name)) for name in COLUMNS[:3])
    if folded(learner) not in learners:
        return f"there is no learner {learner or 'without an id'}"
    if exercise not in full:
        return f"{exercise or 'an exercise without a name'} is not graded in this run"
    try:
        value = float(points)
    except ValueError:
        return f"{points or 'nothing'} is no number of points, write it as in 2 or 2.5"
    return None if math.isfinite(value) and value >= 0 else f"{points} is no number of points that can be given"


def _cell(row: TableRow, name: str) -> str:
    """Return a cell without the apostrophe that the gradebook puts before what a spreadsheet would run."""
    text = row.cells.get(name, "")
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text
