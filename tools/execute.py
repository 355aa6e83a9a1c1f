"""Run the pages of the book, several at a time, and keep what came out.

Usage: python tools/execute.py [PAGE.md ...] [--force] [--out FOLDER]

First come the runs over seeds that the pages' claims need (`tools/runs.py`), then the pages, each in a kernel of its
own. A cell that raises, or that writes to its error stream (a warning, say), fails the run with file, line, source
and traceback; the other pages still finish. The outputs, and the values that sentences of the page show, go to
FOLDER (`_build/executed`), from where Sphinx reads them. A page is run again when its code, a file of the project
that it has used, the locked versions or Python have changed.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import nbformat
import yaml
from myst_nb.core.read import is_myst_markdown_notebook

from keys import ROOT, write_whole
from lessons.claim_source import Claim, claims_of
from page_run import CellFailedError, Failure, PageRun, metadata_of
from progress import Progress
from runs import clean, prepare

__all__ = ["STOPPED", "execute", "pages_in_order", "readable_claims", "tidy"]

STOPPED = "Stopped; what was executed is kept, run the command again to go on."


def pages_in_order(source: Path = ROOT / "book", toc: Path = ROOT / "_toc.yml") -> list[Path]:
    """Return every page of a book in the order of its table of contents."""
    contents = yaml.safe_load(toc.read_text("utf-8"))
    chapters = [chapter for part in contents["parts"] for chapter in part["chapters"]]
    return [source / f"{name}.md" for name in [contents["root"], *(chapter["file"] for chapter in chapters)]]


def has_code(page: Path) -> bool:
    """Return whether a page is a notebook with at least one cell of code."""
    text = page.read_text("utf-8")
    return is_myst_markdown_notebook(text) and "```{code-cell}" in text


def _complain(failure: Failure) -> Failure:
    print(failure, file=sys.stderr, flush=True)
    return failure


async def _run_and_store(page: PageRun, out: Path) -> list[Failure]:
    stored = out / f"{page.path.stem}.ipynb"
    page.progress.begin(page.path)
    try:
        await page.run()
    except CellFailedError as error:
        # An older run must not be published under the failed page's name.
        stored.unlink(missing_ok=True)
        page.progress.end(page.path, failed=True)
        return [_complain(error.args[0])]
    write_whole(stored, nbformat.writes(page.notebook))
    page.progress.end(page.path, failed=False)
    return []


async def _run_side_by_side(pages: list[PageRun], out: Path, n_places: int) -> list[Failure]:
    places = asyncio.Semaphore(n_places)

    async def in_turn(page: PageRun) -> list[Failure]:
        async with places:
            return await _run_and_store(page, out)

    async with pages[0].progress.shown_live():
        results = await asyncio.gather(*(in_turn(page) for page in pages))
    return [failure for failures in results for failure in failures]


def _pages_to_run(paths: Iterable[Path], out: Path, progress: Progress, force: bool) -> tuple[list[PageRun], int]:
    """Return the pages whose stored run does not hold, the longest first, and the number of unreadable pages."""
    pages, n_failures = [], 0
    for path in paths:
        stored = out / "executed" / f"{path.stem}.ipynb"
        try:
            page = PageRun(path, out / "runs", progress)
        except CellFailedError as error:
            stored.unlink(missing_ok=True)
            _complain(error.args[0])
            n_failures += 1
            continue
        if not has_code(path) or (not force and page.is_stored(stored)):
            continue
        progress.add(path, page.n_cells, metadata_of(stored).get("seconds"))
        pages.append(page)
    # The longest page last would leave the other processors idle.
    pages.sort(key=lambda page: -(progress.pages[page.path].expected or page.n_cells))
    return pages, n_failures


def execute(paths: list[Path], out: Path, force: bool = False) -> int:
    """Run pages, and before them the runs over seeds that their claims need.

    Args:
        paths: The Markdown files.
        out: Gets the folders ``executed`` and ``runs``.
        force: Run also what has not changed.

    Returns:
        The number of failures.
    """
    failures = prepare(readable_claims(paths), out / "runs", force)
    for failure in failures:
        _complain(failure)
    progress = Progress(os.cpu_count() or 1)
    pages, n_unreadable = _pages_to_run(paths, out, progress, force)
    if pages:
        failures += asyncio.run(_run_side_by_side(pages, out / "executed", progress.n_places))
    return len(failures) + n_unreadable


def readable_claims(paths: Iterable[Path]) -> list[Claim]:
    """Return the claims of all pages; what cannot be read is reported with the page itself."""
    claims = []
    for path in paths:
        with contextlib.suppress(OSError, ValueError):
            claims += claims_of(path)
    return claims


def tidy(paths: list[Path], out: Path) -> None:
    """Delete what belongs to no page of the book any more, and what an interrupted build left behind."""
    clean(readable_claims(paths), out / "runs")
    names = {path.stem for path in paths}
    for stored in (out / "executed").glob("*"):
        if stored.suffix != ".ipynb" or stored.stem not in names:
            stored.unlink()
    for page in (out / "html").glob("*.html"):
        if page.stem not in names | {"404", "all", "genindex", "search"}:
            page.unlink()


def main() -> int:
    """Run the pages named on the command line, or all."""
    parser = argparse.ArgumentParser(description="Run the pages of the book and keep what came out.")
    parser.add_argument("pages", nargs="*", type=Path, metavar="PAGE.md", help="default: every page of the book")
    parser.add_argument("--force", action="store_true", help="run also what has not changed")
    parser.add_argument(
        "--out", type=Path, default=ROOT / "_build", metavar="FOLDER", help="gets `executed` and `runs`"
    )
    options = parser.parse_args()
    pages = [page.resolve() for page in options.pages] or pages_in_order()
    if missing := [page for page in pages if not page.is_file()]:
        parser.error(f"there is no page {missing[0]}")
    try:
        return 1 if execute(pages, options.out.resolve(), options.force) else 0
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
