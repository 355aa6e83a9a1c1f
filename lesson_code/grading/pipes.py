"""Threads at the ends of pipes, for systems where a program can only wait for one pipe at a time."""

from __future__ import annotations

import queue
import threading
from contextlib import suppress

from lesson_code.grading.process import write
from lesson_code.grading.watch import first_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["Reader", "Writer"]


class Reader(threading.Thread):
    """Reads a pipe to its end, so that nobody has to wait for it, and closes it.

    Args:
        pipe: An unbuffered file.
        limit: How many bytes are kept; the rest is counted and thrown away.
        news: Set whenever something has come.

    Attributes:
        kept: The first bytes.
        n_bytes: How many have come.
        ended: Whether no more can come.
    """

    def __init__(self, pipe: Any, limit: int, news: threading.Event) -> None:
        super().__init__(daemon=True)
        self._pipe, self._limit, self._news = pipe, limit, news
        self._lock = threading.Lock()
        self.kept, self.n_bytes, self.ended = bytearray(), 0, False
        self.start()

    def run(self) -> None:
        """Read."""
        with self._pipe, suppress(OSError):
            while piece := self._pipe.read(65536):
                with self._lock:
                    self.kept += piece[: self._limit - len(self.kept)]
                    self.n_bytes += len(piece)
                self._news.set()
        self.ended = True
        self._news.set()

    def line(self) -> bytes:
        """Return the line that has come, and forget it; nothing where it is not complete.

        Raises:
            Stop: More than one line has come.
        """
        with self._lock:
            line = first_line(bytes(self.kept))
            if line:
                self.kept.clear()
            return line


class Writer(threading.Thread):
    """Writes to a pipe, which may be full and whose reader may never empty it, and closes it in the end."""

    def __init__(self, pipe: Any) -> None:
        super().__init__(daemon=True)
        self._pipe = pipe
        self._waiting: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self.put = self._waiting.put
        self.start()

    def run(self) -> None:
        """Write until nothing at all is put."""
        with self._pipe:
            for data in iter(self._waiting.get, None):
                write(self._pipe, data)
