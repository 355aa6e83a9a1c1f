"""Build the book twice from nothing and compare: the same machine must give the same site.

Usage: python tools/twice.py [PAGE.md ...]

With pages, these are executed twice and their outputs compared; without, the whole book is built twice and the pages
and figures of both sites are compared as well. Dates and seconds may differ (class `lesson-varies`), and so may the
output of a cell with the tag `varies`, which shows how long something took. The exit code is 1 when anything else does.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup

from book import build
from execute import execute, pages_in_order
from keys import ROOT, shown

__all__ = ["different_outputs", "different_sites"]

VARIES = "varies"


def different_outputs(pages: list[Path], first: Path, second: Path) -> Iterator[str]:
    """Yield a sentence for every cell, and every value in a sentence, that came out differently.

    Args:
        pages: The pages to compare.
        first: The folder of the one build.
        second: The folder of the other.
    """
    for page in pages:
        runs = [folder / "executed" / f"{page.stem}.ipynb" for folder in (first, second)]
        if not any(run.is_file() for run in runs):
            continue
        one, other = (nbformat.read(run, as_version=4) for run in runs)
        lines = one.metadata["source_map"]
        for cell, again, line in zip(one.cells, other.cells, lines, strict=True):
            exempt = VARIES in cell.metadata.get("tags", [])
            if cell.get("outputs") != again.get("outputs") and not exempt:
                yield f"{shown(page)}:{line + 1}: the cell gives something else the second time"
        for value, again in zip(one.metadata["values"], other.metadata["values"], strict=True):
            if value != again:
                yield f"{shown(page)}:1: a sentence would say something else the second time: {value}, then {again}"


def _comparable(page: Path) -> str:
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    for part in soup.select(f".lesson-varies, .tag_{VARIES} .cell_output"):
        part.decompose()
    return str(soup)


def different_sites(first: Path, second: Path) -> Iterator[str]:
    """Yield a sentence for every page or picture of one site that the other lacks, or has in another form."""
    for pattern in ("*.html", "_images/*"):
        names = {path.relative_to(site) for site in (first, second) for path in site.glob(pattern)}
        for name in sorted(names):
            one, other = first / name, second / name
            if not (one.is_file() and other.is_file()):
                yield f"{name}: only one of the two sites has it"
            elif name.suffix == ".html" and _comparable(one) != _comparable(other):
                yield f"{name}: the two pages differ"
            elif name.suffix != ".html" and one.read_bytes() != other.read_bytes():
                yield f"{name}: the two pictures differ"


def _compare(pages: list[Path], folders: list[Path]) -> list[str] | None:
    """Run some pages, or build the whole book if none are named, in every folder; return the differences."""
    for folder in folders:
        done = execute(pages, folder, force=True) == 0 if pages else build(ROOT / "book", ROOT / "_toc.yml", folder)
        if not done:
            return None
    found = list(different_outputs(pages or pages_in_order(), *folders))
    return found if pages else [*found, *different_sites(*(folder / "html" for folder in folders))]


def main() -> int:
    """Build twice, compare, and say what differs."""
    parser = argparse.ArgumentParser(description="Build twice from nothing and compare.")
    parser.add_argument("pages", nargs="*", type=Path, metavar="PAGE.md", help="default: the whole book")
    options = parser.parse_args()
    pages = [page.resolve() for page in options.pages]
    if missing := [page for page in pages if not page.is_file()]:
        parser.error(f"there is no page {missing[0]}")
    with tempfile.TemporaryDirectory() as place:
        found = _compare(pages, [Path(place) / "first", Path(place) / "second"])
    if found is None:
        print("Nothing was compared, because a build failed.", file=sys.stderr)
        return 1
    print("\n".join(found) if found else "Both builds are the same.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
