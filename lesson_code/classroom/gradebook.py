"""The gradebook as tables: one to read, one that learning platforms import."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lesson_code.classroom.changes import number
from lesson_code.classroom.marks import Row, notes_of
from lesson_code.classroom.writing import replacing

__all__ = ["safe_cell", "write_gradebook", "write_import"]

Cell = str | int | float | None

STARTS_A_FORMULA = re.compile("(^|[;\t\r\n])(?=[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")


def safe_cell(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet runs: an apostrophe is put before a text that would begin a formula.

    Semicolons and tabs count as beginnings, too, because spreadsheets of some countries cut lines there.
    Numbers stay numbers.
    """
    return STARTS_A_FORMULA.sub(r"\1'", cell) if isinstance(cell, str) else cell


def write_gradebook(path: Path, rows: Sequence[Row], names: Sequence[str]) -> None:
    """Write the gradebook: a row for each learner, points and outcome of each exercise.

    The file begins with a byte order mark: without one Excel takes UTF-8 for another encoding and spoils every name
    that is not in plain English letters; other spreadsheets and pandas (``encoding="utf-8-sig"``) know it as well.
    What could not be checked has an empty cell, not a zero, and so has the total that needs it.
    """
    header = ["id", "name", *names, "total", "extra", "of", "late", "notes", *(f"{name} outcome" for name in names)]
    _write(path, "utf-8-sig", header, map(_cells, rows))


def write_import(path: Path, rows: Iterable[Row]) -> None:
    """Write the table that learning platforms import: id, name, total and percent, without a byte order mark.

    Moodle lets you choose at import which column says who it is (``id`` as ID number or e-mail address) and which
    column is the grade. Canvas wants the columns of its own gradebook export (Student, ID, SIS User ID, SIS Login ID,
    Section and the assignment's name): export it, and put ``total`` into the assignment's column.
    """
    _write(path, "utf-8", ["id", "name", "total", "percent"], map(_import_cells, rows))


def _cells(row: Row) -> Iterator[Cell]:
    yield from (row.learner.id, row.learner.name)
    yield from (_number(mark.points) for mark in row.marks)
    yield from (_number(row.total), row.extra, row.full, row.late, "; ".join(notes_of(row)))
    yield from (mark.outcome for mark in row.marks)


def _import_cells(row: Row) -> Iterator[Cell]:
    percent = None if row.total is None or not row.full else round(100 * row.total / row.full, 1)
    yield from (row.learner.id, row.learner.name, _number(row.total), _number(percent))


def _number(value: float | None) -> int | float | None:
    return None if value is None else number(value)


def _write(path: Path, encoding: str, header: Sequence[str], rows: Iterable[Iterable[Cell]]) -> None:
    with replacing(path, encoding) as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows([safe_cell(cell) for cell in row] for row in rows)
