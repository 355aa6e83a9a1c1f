"""The roster: who is in the class, and whose entry a name is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lesson_code.classroom.inputs import InputError, folded, read_table, shown_text

__all__ = ["Person", "owner", "read_roster"]

SEPARATORS = " _-.("


@dataclass(frozen=True)
class Person:
    """Somebody in the class.

    Attributes:
        id: What tells this person from all others.
        name: The person's name, or an empty text.
    """

    id: str
    name: str = ""


def read_roster(path: Path) -> dict[str, Person]:
    """Return the people in a roster, in its order, by their folded ids.

    Args:
        path: A table with the column ``id`` and, if there is one, ``name``; other columns are not looked at.

    Raises:
        InputError: The table cannot be read, holds nobody, a row is too long, or an id is missing or there twice.
    """
    people: dict[str, Person] = {}
    lines: dict[str, int] = {}
    for row in read_table(path, ["id"]):
        person = Person(shown_text(row.cells["id"]), shown_text(row.cells.get("name", "")))
        key = folded(person.id)
        if not key:
            raise InputError(f"line {row.line} of {path} has no id")
        if row.surplus:
            advice = "put a name with a comma between quotation marks"
            raise InputError(f"line {row.line} of {path} has more cells than its first line: {advice}")
        if key in people:
            raise InputError(f"the id {person.id} is in {path} twice: in line {lines[key]} and in line {row.line}")
        people[key], lines[key] = person, row.line
    if not people:
        raise InputError(f"{path} holds nobody: each line below the first is one learner")
    return people


def owner(name: str, people: Mapping[str, Person]) -> Person | None:
    """Return whose entry this is: its name is an id, or begins with one and a separator; the longest id wins.

    Args:
        name: The name of the entry, without ending.
        people: Everybody, by folded id.
    """
    key = folded(name)
    ends = [len(key), *(i for i in range(len(key) - 1, 0, -1) if key[i] in SEPARATORS)]
    return next((people[key[:end]] for end in ends if key[:end] in people), None)
