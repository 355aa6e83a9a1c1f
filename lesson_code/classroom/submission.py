"""One submission: which file is the answer to which exercise. Nothing is run to find out."""

from __future__ import annotations

import hashlib
import io
import re
import tokenize
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lesson_code.classroom.files import Found, UnreadableError, contents, look, read
from lesson_code.exercises import NAMES, load
from lesson_code.grading.stubs import stub

__all__ = ["Answer", "Submission", "defined", "open_submission"]

MOST_NOTES = 10


@dataclass(frozen=True)
class Answer:
    """A file that answers an exercise.

    Attributes:
        file: Where it is; None where nothing could be opened.
        shown: Its path as the learner knows it.
        digest: The SHA-256 of its content, or None where it could not be read.
        trouble: Why it could not be read; completes a sentence that begins with ``shown``.
    """

    file: Found | None
    shown: str
    digest: str | None = None
    trouble: str | None = None


@dataclass(frozen=True)
class Submission:
    """What one entry of the folder holds.

    Attributes:
        name: The name of the entry, safe to print.
        answers: The answers by exercise; an exercise without one is not there.
        modified: When the newest answer was written, in seconds since 1970; of the entry itself if it has none.
        notes: What was passed over, or could not be read, in a line each.
    """

    name: str
    answers: Mapping[str, Answer]
    modified: float
    notes: tuple[str, ...] = field(default=())


def open_submission(path: Path, shown: str, names: Sequence[str]) -> Submission:
    """Read one entry of the folder.

    Args:
        path: The entry.
        shown: Its name, safe to print.
        names: The exercises that are graded.
    """
    try:
        files, notes = look(path)
    except UnreadableError as error:
        answers = {name: Answer(None, shown, trouble=str(error)) for name in names}
        return Submission(shown, answers, _written(path), (f"{shown} {error}",))
    found, ambiguous = _find(files, names)
    answers = {name: _answer(file) for name, file in found.items()}
    modified = max((file.modified for file in found.values()), default=_written(path))
    notes += ambiguous if answers else [_nothing(shown, files)]
    if len(notes) > MOST_NOTES:
        notes[MOST_NOTES:] = [f"and {len(notes) - MOST_NOTES} files more that were passed over"]
    return Submission(shown, answers, modified, tuple(notes))


def defined(content: bytes) -> set[str]:
    """Return the names that a file defines at its left edge with ``def`` or ``=``, as far as it can be read.

    The text is only cut into words: a parser of hostile text may run out of stack, and this also reads a file up to
    its first mistake.
    """
    names: set[str] = set()
    text = content.decode("utf-8-sig", errors="replace")
    before = None
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.ERRORTOKEN and token.string in "'\"":
                break  # Python 3.11 would look for the other end again at each quotation mark of the line
            if before is not None and before.type == tokenize.NAME and before.start[1] == 0:
                names |= {token.string} if before.string == "def" else set()
                names |= {before.string} if token.string == "=" else set()
            before = token
    except (tokenize.TokenError, SyntaxError):
        pass
    return names


def _find(files: list[Found], names: Sequence[str]) -> tuple[dict[str, Found], list[str]]:
    """Return the file that answers each exercise, and a line on each exercise that several files answer."""
    python = [file for file in files if file.shown.lower().endswith(".py")]
    found: dict[str, Found] = {}
    notes = []
    for name in names:
        same = sorted((file for file in python if _stem(file) == name), key=_place)
        if len(same) > 1:  # what is finished counts before the stub that lies where it should
            same.sort(key=lambda file: _is_untouched(file, name))
        if same:
            found[name] = same[0]
            notes += [f"{file.shown} was not graded: {same[0].shown} counts" for file in same[1:]]
    others = [file for file in python if _stem(file) not in NAMES]
    _find_by_content(others, [name for name in names if name not in found], found)
    for name in names:
        named = [file for file in others if re.search(rf"(?<![a-z]){name}(?![a-z])", _stem(file))]
        if name not in found and named:
            found[name] = named[0]
        # For example "softmax (1).py", which a browser makes of a second download.
        notes += [f"{file.shown} was not graded: {found[name].shown} counts" for file in named if file != found[name]]
    if not found and len(names) == len(python) == 1:
        found[names[0]] = python[0]
    return {name: found[name] for name in names if name in found}, notes


def _find_by_content(files: list[Found], names: Sequence[str], found: dict[str, Found]) -> None:
    wanted = set(names)
    for file, content in contents(files if wanted else []):
        here = wanted & defined(content)
        found.update(dict.fromkeys(here, file))
        wanted -= here


def _place(file: Found) -> tuple[bool, int, str]:
    folders = file.shown.split("/")[:-1]
    return folders[-1:] != ["exercises"], len(folders), file.shown


def _is_untouched(file: Found, name: str) -> bool:
    try:
        return read(file).split() == stub(load(name)).encode().split()
    except UnreadableError:
        return False


def _stem(file: Found) -> str:
    return file.shown.rpartition("/")[2].lower().removesuffix(".py")


def _answer(file: Found) -> Answer:
    try:
        return Answer(file, file.shown, hashlib.sha256(read(file)).hexdigest())
    except UnreadableError as error:
        return Answer(file, file.shown, trouble=str(error))


def _nothing(shown: str, files: list[Found]) -> str:
    what = ", ".join(file.shown for file in files[:3]) + (", …" if len(files) > 3 else "")
    return f"{shown} holds no answer to what is graded" + (f", only {what}" if files else "")


def _written(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except OSError:
        return 0.0
