"""The journal: one line for each task that is done, written at once and never changed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from lesson_code.classroom.inputs import InputError
from lesson_code.grading.report import GRADER_ERROR

__all__ = ["Journal"]


class Journal:
    """The tasks that are done, on disk; only where each line begins is kept in memory.

    Use it as a context manager. While it is open no other process can open the same one, and a process that is
    killed gives it free.

    Attributes:
        places: Where the last line of each task begins, by the task's key.
    """

    def __init__(self, folder: Path) -> None:
        """Open the journal of a folder, which must exist.

        Raises:
            InputError: Another process has it open.
            OSError: The folder cannot be written.
        """
        self._lock = (folder / ".lock").open("ab")
        try:
            _take(self._lock.fileno(), folder)
            path = folder / "journal.jsonl"
            self._end = path.open("ab", buffering=0)
            self._read = path.open("rb")
            self.places: dict[str, int] = {}
            self._remember()
        except BaseException:
            self._lock.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for stream in (self._end, self._read, self._lock):
            stream.close()

    def append(self, record: Mapping[str, Any]) -> None:
        """Write the record of a task, which has a ``key``.

        Raises:
            OSError: There is no room for it.
        """
        line = json.dumps(record).encode("ascii") + b"\n"
        start = self._end.seek(0, os.SEEK_END)
        written = self._end.write(line)
        if written != len(line):
            raise OSError(f"the disk took {written} of {len(line)} bytes")
        self.places[record["key"]] = start

    def record(self, key: str) -> dict[str, Any]:
        """Return the last record of a task.

        Raises:
            KeyError: There is none.
        """
        self._read.seek(self.places[key])
        record: dict[str, Any] = json.loads(self._read.readline())
        return record

    def _remember(self) -> None:
        """Note where the lines begin; one of a grader error is forgotten, so that its task is tried again."""
        start, line = 0, b"\n"
        for line in self._read:
            try:
                record = json.loads(line)
                if record["outcome"] == GRADER_ERROR:
                    self.places.pop(record["key"], None)
                elif line.endswith(b"\n") and {"learner", "exercise", "report"} <= record.keys():
                    self.places[record["key"]] = start
            except (ValueError, KeyError, TypeError, RecursionError):
                pass  # a line that was cut off by a kill
            start += len(line)
        if not line.endswith(b"\n"):
            self._end.write(b"\n")


def _take(descriptor: int, folder: Path) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:
        raise InputError(f"another run is writing to {folder}: wait for its end, or choose another --out") from error
