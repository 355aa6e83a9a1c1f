"""The files that somebody handed in: found in a folder or in a zip file, read without unpacking or following anything.

Nothing here trusts what was handed in: links are not followed, only regular files are opened, nothing is read beyond
a limit, and a zip file is read in memory.
"""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lesson_code.classroom.inputs import shown_text

__all__ = ["ANSWER_BYTES", "Found", "UnreadableError", "contents", "is_junk", "look", "read"]

ANSWER_BYTES = 1_000_000
ZIP_BYTES = 20_000_000
ZIP_MEMBERS = 1_000
ZIP_RATIO = 100
DIRECTORY_BYTES = 400 * ZIP_MEMBERS
FOLDER_FILES = 5_000
FOLDER_DEPTH = 8
A_DAY = 86_400.0
JUNK = ("__macosx", "__pycache__", "thumbs.db", "desktop.ini")
OURS = "lesson_code"
"""A copy of the whole course holds the references, too; they are nobody's answer."""

TOO_LARGE = f"is larger than {ANSWER_BYTES // 1_000_000} MB and was not run"


class UnreadableError(Exception):
    """Something that was handed in cannot be read; the message completes a sentence that begins with its name."""


@dataclass(frozen=True)
class Found:
    """A file that was handed in.

    Attributes:
        shown: Its path inside what was handed in, with forward slashes, safe to print.
        path: The file on this computer, or the zip file that it is in.
        modified: When it was written, in seconds since 1970.
        member: Its place in the zip file; None for a file of its own.
        trouble: Why it is not read; completes a sentence that begins with its name. None for a file that can be.
    """

    shown: str
    path: Path
    modified: float
    member: int | None = None
    trouble: str | None = None


def is_junk(name: str) -> bool:
    """Return whether a file or folder of this name is put there by a computer, not by a person."""
    return name.startswith(".") or name.casefold() in JUNK


def look(path: Path) -> tuple[list[Found], list[str]]:
    """Return the files of one entry, those at the top first, and a line on each that was passed over.

    Args:
        path: A folder, a ``.zip`` file or a ``.py`` file.

    Raises:
        UnreadableError: The entry as a whole cannot be read.
    """
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            raise UnreadableError("is a link and was not followed")
        if stat.S_ISDIR(mode):
            return _in_folder(path)
        if not stat.S_ISREG(mode):
            raise UnreadableError("is no regular file and was not opened")
        if path.suffix.lower() == ".zip":
            return _in_zip(path)
        if path.suffix.lower() != ".py":
            raise UnreadableError("is no folder, no .zip file and no .py file, and was not read")
        return [_on_disk(path, path.name)], []
    except OSError as error:
        raise UnreadableError(f"cannot be opened: {(error.strerror or str(error)).lower()}") from error


def read(found: Found) -> bytes:
    """Return the content of a file.

    Raises:
        UnreadableError: It cannot be read, or is too large.
    """
    if found.trouble:
        raise UnreadableError(found.trouble)
    try:
        content = _read_file(found.path) if found.member is None else _read_member(found.path, found.member)
    except OSError as error:
        raise UnreadableError(f"cannot be opened: {(error.strerror or str(error)).lower()}") from error
    if len(content) > ANSWER_BYTES:
        raise UnreadableError(TOO_LARGE)
    return content


def _in_folder(top: Path) -> tuple[list[Found], list[str]]:
    files: list[Found] = []
    notes: list[str] = []
    level = [(top, "")]
    for _ in range(FOLDER_DEPTH):
        below: list[tuple[Path, str]] = []
        for folder, shown in level:
            for name in _listed(folder, shown, notes):
                path, said = folder / name, f"{shown}{shown_text(name)}"
                mode = path.lstat().st_mode
                if is_junk(name):
                    continue
                if stat.S_ISDIR(mode):
                    below += [(path, f"{said}/")] if name != OURS else []
                elif stat.S_ISREG(mode):
                    files.append(_on_disk(path, said))
                else:
                    kind = "a link and was not followed" if stat.S_ISLNK(mode) else "no file and was not opened"
                    notes.append(f"{said} is {kind}")
                if len(files) + len(notes) > FOLDER_FILES:
                    return files, [f"more than {FOLDER_FILES} files: the others were not looked at", *notes]
        level = below
    if level:
        notes.append(f"folders in more than {FOLDER_DEPTH} folders were not looked into")
    return files, notes


def _listed(folder: Path, shown: str, notes: list[str]) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError as error:
        if not shown:
            raise
        notes.append(f"{shown} cannot be opened: {(error.strerror or str(error)).lower()}")
        return []


def _on_disk(path: Path, shown: str) -> Found:
    status = path.lstat()
    return Found(shown, path, status.st_mtime, trouble=TOO_LARGE if status.st_size > ANSWER_BYTES else None)


def _read_file(path: Path) -> bytes:
    # A named pipe or a link may have taken the file's place: neither is waited for or followed.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as stream:  # noqa: PTH123 – pathlib takes no flags
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise UnreadableError("is no regular file and was not opened")
        return stream.read(ANSWER_BYTES + 1)


class _Careful(io.FileIO):
    """A file that gives no more at once than its limit; zipfile reads the list of what a file holds in one piece."""

    limit = DIRECTORY_BYTES

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > self.limit:
            raise UnreadableError(f"holds more than {ZIP_MEMBERS} files: hand in the answers alone")
        return super().read(self.limit if size is None or size < 0 else size) or b""


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    if path.stat().st_size > ZIP_BYTES:
        raise UnreadableError(f"is larger than {ZIP_BYTES // 1_000_000} MB: hand in the answers alone")
    with _Careful(path) as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OverflowError) as error:
            raise UnreadableError("cannot be opened: it is no zip file, or a part of it is missing") from error
        stream.limit = ZIP_BYTES
        with archive:
            yield archive


def _in_zip(path: Path) -> tuple[list[Found], list[str]]:
    with _opened(path) as archive:
        members = archive.infolist()
    if len(members) > ZIP_MEMBERS:
        raise UnreadableError(f"holds {len(members)} files, more than {ZIP_MEMBERS}: hand in the answers alone")
    if sum(member.file_size for member in members) > ZIP_BYTES:
        raise UnreadableError(f"unpacks to more than {ZIP_BYTES // 1_000_000} MB: hand in the answers alone")
    if any(m.file_size > max(ZIP_RATIO * m.compress_size, ANSWER_BYTES // 10) for m in members):
        raise UnreadableError(f"unpacks to more than {ZIP_RATIO} times its size: hand in the answers alone")
    written = path.stat().st_mtime
    files, notes = [], []
    for index, member in enumerate(members):
        name = member.filename.replace("\\", "/")
        parts = [part for part in name.split("/") if part != "."]
        if name.endswith("/") or OURS in parts[:-1] or any(is_junk(part) for part in parts if part != ".."):
            continue
        if ".." in parts or name.startswith("/") or re.match("[A-Za-z]:", name):
            notes.append(f"{shown_text(name)} lies outside the zip file and was not read")
        elif stat.S_ISLNK(member.external_attr >> 16):
            notes.append(f"{shown_text(name)} is a link and was not followed")
        else:
            files.append(Found(shown_text(name), path, _modified(member, written), index, _trouble(member)))
    # Of two files of one name the later one counts, as it does for programs that unpack.
    return sorted(files, key=lambda file: (file.shown.count("/"), file.shown, -(file.member or 0))), notes


def _trouble(member: zipfile.ZipInfo) -> str | None:
    if member.flag_bits & 0x1:
        return "is locked with a password"
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is packed in an unusual way: use the zip of your system"
    return TOO_LARGE if member.file_size > ANSWER_BYTES else None


def _modified(member: zipfile.ZipInfo, written: float) -> float:
    """Return when a member was written, if its date makes sense: it has one, and it is not later than the zip file's.

    Zip files hold local times without a zone, so that a day more is no contradiction.
    """
    try:
        moment = datetime(*member.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return written
    return moment if member.date_time[0] > 1980 and moment <= written + A_DAY else written


def _read_member(path: Path, index: int) -> bytes:
    try:
        with _opened(path) as archive, archive.open(archive.infolist()[index]) as stream:
            return stream.read(ANSWER_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, LookupError, RuntimeError) as error:
        raise UnreadableError("is damaged and cannot be unpacked") from error
    except (ValueError, OverflowError) as error:  # a name that is no text, a place that no file has
        raise UnreadableError("is damaged and cannot be unpacked") from error


def contents(files: list[Found]) -> Iterator[tuple[Found, bytes]]:
    """Give each Python file that can be read with its content, until 20 MB have been read."""
    total = 0
    for file in files:
        if not file.shown.lower().endswith(".py") or file.trouble or total > ZIP_BYTES:
            continue
        try:
            content = read(file)
        except UnreadableError:
            continue
        total += len(content)
        yield file, content
