"""How far the run is: one line that changes on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import time
from typing import TextIO

__all__ = ["Progress", "duration"]

TERMINAL_SECONDS = 0.2
OTHER_SECONDS = 10.0


class Progress:
    """Says how many tasks are done and how long the rest will take."""

    def __init__(self, n_tasks: int, stream: TextIO) -> None:
        self._n_tasks = n_tasks
        self._stream = stream
        self._terminal = stream.isatty()
        self._began = self._said = time.monotonic()
        self._n_done = 0

    def step(self) -> None:
        """Count one more task that is done."""
        self._n_done += 1
        now = time.monotonic()
        if self._n_done < self._n_tasks and now - self._said >= (TERMINAL_SECONDS if self._terminal else OTHER_SECONDS):
            self._said = now
            left = (now - self._began) / self._n_done * (self._n_tasks - self._n_done)
            self._write(f"{self._n_done} of {self._n_tasks} checked, about {duration(left)} left")

    def end(self) -> None:
        """Take the line away that changes."""
        if self._terminal:
            self._stream.write("\r\033[K")
            self._stream.flush()

    def _write(self, line: str) -> None:
        self._stream.write(f"\r\033[K{line}" if self._terminal else f"{line}\n")
        self._stream.flush()


def duration(seconds: float) -> str:
    """Return how long something is in words, in its two largest units: ``"2 h 5 min"``."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    units = [("day", minutes // 1440), ("h", minutes // 60 % 24), ("min", minutes % 60)]
    first = next(index for index, (_, n) in enumerate(units) if n)
    parts = [f"{n} {unit}{'s' if unit == 'day' and n > 1 else ''}" for unit, n in units[first : first + 2] if n]
    return " ".join(parts)
