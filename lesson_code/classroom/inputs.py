"""What an instructor gives beside the answers: tables, a secret, a date. Each mistake in them is told in a sentence."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

__all__ = ["WIDTHLESS", "InputError", "TableRow", "folded", "read_due", "read_secret", "read_table", "shown_text"]

TABLE_BYTES = 20_000_000
SECRET_BYTES = 16
WIDTHLESS = "\u200c\u200d\u200e\u200f"
"""Characters without a width that names in some scripts need; they are shown as they are."""


class InputError(Exception):
    """Something that was given cannot be used; the message is a whole sentence for whoever gave it."""


@dataclass(frozen=True)
class TableRow:
    """A row of a table.

    Attributes:
        line: Its first line in the file, from 1.
        cells: The cells by the name of their column, without spaces around them.
        surplus: Whether there are further cells, which belong to no column.
    """

    line: int
    cells: dict[str, str]
    surplus: bool = False


def read_table(path: Path, needed: Sequence[str]) -> list[TableRow]:
    """Read a CSV file as people save it: with commas, semicolons or tabs, with or without a byte order mark.

    Args:
        path: The file.
        needed: Columns that it must have, in lower case; further ones may be there.

    Returns:
        The rows that are not empty; the names of columns are in lower case.

    Raises:
        InputError: There is no such file, it is no UTF-8 text, it is no table, or a column is not there.
    """
    text = _text(path)
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    try:
        return list(_rows(path, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), needed))
    except csv.Error as error:
        raise InputError(f"{path} is not a table that can be read: {error}") from error


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > TABLE_BYTES:
            raise InputError(f"{path} is larger than {TABLE_BYTES // 1_000_000} MB: is it a table?")
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path} is not written in UTF-8 (line {line}): save it as “CSV UTF-8”") from error


def _rows(path: Path, lines: Iterator[list[str]], needed: Sequence[str]) -> Iterator[TableRow]:
    names = [name.strip().casefold() for name in next(lines, [])]
    absent = [name for name in needed if name not in names]
    if absent:
        found = ", ".join(filter(None, names)) or "none"
        raise InputError(f"{path} has no column called {' or '.join(absent)} in its first line; its columns: {found}")
    number = lines.line_num + 1  # type: ignore[attr-defined]  # csv's reader counts lines, its type does not say so
    for cells in lines:
        surplus = any(cell.strip() for cell in cells[len(names) :])
        row = TableRow(number, dict(zip(names, (" ".join(cell.split()) for cell in cells), strict=False)), surplus)
        number = lines.line_num + 1  # type: ignore[attr-defined]  # csv's reader counts lines, its type does not say so
        if any(row.cells.values()):
            yield row


def read_secret(path: Path) -> bytes:
    """Return the secret of the course: the content of a file, without white space around it.

    Raises:
        InputError: There is no such file, or it holds less than 16 bytes.
    """
    try:
        secret = path.read_bytes().strip()
    except OSError as error:
        raise InputError(f"the secret {path} cannot be read: {(error.strerror or str(error)).lower()}") from error
    if len(secret) < SECRET_BYTES:
        raise InputError(f"the secret in {path} has {len(secret)} bytes, and must have at least {SECRET_BYTES}")
    return secret


def read_due(text: str) -> float:
    """Return the moment until which work is in time, in seconds since 1970.

    Args:
        text: A date and time as in ``"2026-03-01 18:00"``, of this computer's time zone unless it names one; a date
            alone means the end of that day.

    Raises:
        InputError: It is no date.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        if len(text.strip()) <= len("2026-03-01"):
            moment += timedelta(days=1)
        return moment.timestamp()
    except (ValueError, OverflowError, OSError) as error:
        raise InputError(f'{text!r} is no date: write it as in --due "2026-03-01 18:00"') from error


def shown_text(text: str) -> str:
    """Return a name from outside as one line that is safe to print: what no font shows is written as its number."""
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character.isprintable() or character in WIDTHLESS:
        return character
    if unicodedata.category(character) == "Zs":
        return " "
    number = ord(character) - (0xDC00 if "\udc80" <= character <= "\udcff" else 0)  # Python's sign for a lone byte
    return chr(number).encode("ascii", "backslashreplace").decode() if number > 255 else f"\\x{number:02x}"


def folded(text: str) -> str:
    """Return a text in the form in which names are compared: composed (NFC), without capital letters."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
