"""Say what the run of the pages is doing: which cell of which page, for how long, and how long it will still take."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from keys import shown

__all__ = ["Progress"]

_EVERY_SECONDS = 0.5
# For a page that was never executed; corrected by those that have been.
_SECONDS_OF_A_CELL = 0.5


@dataclass
class _Page:
    """One page: its cells, how many are done, when it began, what it took the last time."""

    n_cells: int
    expected: float | None
    began: float | None = None
    n_done: int = 0
    seconds: float | None = None


@dataclass
class Progress:
    """What is known about the pages of one run."""

    n_places: int
    pages: dict[Path, _Page] = field(default_factory=dict)
    live: bool = field(default_factory=lambda: sys.stdout.isatty())

    def add(self, path: Path, n_cells: int, expected: float | None) -> None:
        """Announce a page that will be executed.

        Args:
            path: The page.
            n_cells: Its cells of code.
            expected: The seconds it took the last time, if known.
        """
        self.pages[path] = _Page(n_cells, expected)

    def begin(self, path: Path) -> None:
        """Note that a page begins."""
        self.pages[path].began = time.monotonic()

    def cell(self, path: Path) -> None:
        """Note that a cell of a page is done."""
        self.pages[path].n_done += 1

    def end(self, path: Path, failed: bool) -> None:
        """Note that a page has ended, and say so."""
        page = self.pages[path]
        page.seconds = time.monotonic() - (page.began or time.monotonic())
        n_ended = sum(other.seconds is not None for other in self.pages.values())
        left = self.seconds_left()
        ahead = f", about {left:.0f} s left" if left >= 1 else ""
        cells = "1 cell" if page.n_cells == 1 else f"{page.n_cells} cells"
        word = "failed after" if failed else f"{cells} in"
        self.say(f"{shown(path)}: {word} {page.seconds:.0f} s ({n_ended} of {len(self.pages)} pages{ahead})")

    def say(self, line: str) -> None:
        """Print a line, and leave no rest of the live one."""
        self._clear()
        print(f"  {line}", flush=True)

    def seconds_left(self) -> float:
        """Return how long the pages that have not ended will still take, all together, roughly."""
        done = [page for page in self.pages.values() if page.seconds is not None]
        cells = sum(page.n_cells for page in done)
        per_cell = sum(page.seconds or 0 for page in done) / cells if cells else _SECONDS_OF_A_CELL
        left = []
        for page in self.pages.values():
            if page.seconds is None:
                total = page.expected if page.expected is not None else per_cell * page.n_cells
                spent = time.monotonic() - page.began if page.began else 0.0
                left.append(max(total - spent, 0.0))
        return max([sum(left) / self.n_places, *left]) if left else 0.0

    def line(self) -> str:
        """Return one line about every page at work, and the time left."""
        parts = [
            f"{path.stem}: cell {min(page.n_done + 1, page.n_cells)} of {page.n_cells}, {now - page.began:.0f} s"
            for now in [time.monotonic()]
            for path, page in self.pages.items()
            if page.began and page.seconds is None
        ]
        left = self.seconds_left()
        ahead = f"about {left:.0f} s left" if left >= 1 else "nearly done"
        return " | ".join([*parts, ahead]) if parts else ""

    @contextlib.asynccontextmanager
    async def shown_live(self) -> AsyncIterator[None]:
        """Keep a line up to date while the block runs, where somebody looks at it."""
        if not self.live:
            yield
            return
        task = asyncio.ensure_future(self._refresh())
        try:
            yield
        finally:
            task.cancel()
            self._clear()

    async def _refresh(self) -> None:
        while True:
            self._clear()
            # A longer line would wrap, and could not be cleared.
            sys.stdout.write(f"  {self.line()}"[:110])
            sys.stdout.flush()
            await asyncio.sleep(_EVERY_SECONDS)

    def _clear(self) -> None:
        if self.live:
            sys.stdout.write("\r\x1b[K")
