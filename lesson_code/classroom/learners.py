"""Who is graded: the entries of the folder, put to the people of the roster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lesson_code.classroom.files import is_junk
from lesson_code.classroom.inputs import folded, shown_text
from lesson_code.classroom.roster import Person, owner
from lesson_code.classroom.submission import Submission, open_submission

__all__ = ["Learner", "find_learners"]


@dataclass(frozen=True)
class Learner:
    """Somebody who gets a row in the gradebook.

    Attributes:
        id: What tells this learner from all others.
        name: The learner's name, or an empty text.
        submission: The work that counts; None where there is none.
        late: How many seconds late it came; 0 for in time.
        notes: What an instructor should know, in a line each.
    """

    id: str
    name: str
    submission: Submission | None
    late: float
    notes: tuple[str, ...]


def find_learners(
    folder: Path,
    people: Mapping[str, Person] | None,
    names: Sequence[str],
    due: float | None,
    not_work: Sequence[Path] = (),
) -> list[Learner]:
    """Return everybody who is graded: the roster in its order, then those who are not in it.

    Args:
        folder: What was handed in, an entry for each learner.
        people: The roster by folded ids; None without a roster.
        names: The exercises that are graded.
        due: Until when work is in time, in seconds since 1970; None if any time will do.
        not_work: Files that may lie in the folder and are no work, for example the roster.

    Raises:
        OSError: The folder cannot be read.
    """
    entries: dict[str, list[Submission]] = {}
    strangers: dict[str, Person] = {}
    for path in _entries(folder, not_work):
        shown = shown_text(path.name)
        name = _without_ending(path, shown)
        person = owner(name, people or {})
        if person is None:
            person = strangers.setdefault(folded(name), Person(name))
        entries.setdefault(folded(person.id), []).append(open_submission(path, shown, names))
    order = [*(people or {}).values(), *(strangers[key] for key in sorted(strangers))]
    stranger_note = "not in the roster" if people else None
    return [
        _learner(person, entries.get(folded(person.id), []), due, stranger_note if index >= len(people or {}) else None)
        for index, person in enumerate(order)
    ]


def _entries(folder: Path, not_work: Sequence[Path]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if not is_junk(path.name) and not any(
            other.exists() and path.exists() and path.samefile(other) for other in not_work
        ):
            yield path


def _without_ending(path: Path, shown: str) -> str:
    """Return the name of an entry without ``.zip`` or another short ending; folders have none."""
    stem, dot, ending = shown.rpartition(".")
    is_ending = dot and stem and len(ending) <= 5 and ending.isascii() and ending.isalnum()
    name = stem if is_ending and not path.is_dir() else shown
    return name.strip() or shown


def _learner(person: Person, submissions: list[Submission], due: float | None, note: str | None) -> Learner:
    notes = [note] if note else []
    if not submissions:
        return Learner(person.id, person.name, None, 0.0, (*notes, "no work was handed in"))
    *older, newest = sorted(submissions, key=_age)
    notes += [f"{submission.name} was not graded: {newest.name} is newer" for submission in older]
    late = max(0.0, newest.modified - due) if due is not None else 0.0
    return Learner(person.id, person.name, newest, late, (*notes, *newest.notes))


def _age(submission: Submission) -> tuple[float, str]:
    return submission.modified, submission.name
