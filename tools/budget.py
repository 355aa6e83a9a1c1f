"""Say which pages take longer than they may, and which of their cells are to blame.

Usage: python tools/budget.py [--factor 2]

The seconds are those that the last run of each page took. A page may take 60 s, or as many as its front matter says
(`budget: 90`); runs over seeds are no part of a page, and all of them together may take five minutes of two
processors. The factor gives room to slower machines. The exit code is 1 when something takes longer.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import nbformat
import yaml

from execute import pages_in_order, readable_claims
from keys import ROOT, shown
from lessons.claim_source import Claim
from lessons.records import PAGE_SECONDS

__all__ = ["SEED_SECONDS", "budget_of", "over_budget", "seed_seconds"]

# Five minutes on two processors.
SEED_SECONDS = 2 * 300
N_SLOWEST = 3


def budget_of(page: Path) -> float:
    """Return how many seconds a page may take: what its front matter says, else 60."""
    parts = page.read_text("utf-8").split("---\n", 2)
    matter = yaml.safe_load(parts[1]) if len(parts) == 3 and not parts[0] else {}
    return float((matter or {}).get("budget", PAGE_SECONDS))


def _slowest(notebook: nbformat.NotebookNode) -> str:
    cells = [
        (cell.metadata.get("seconds", 0.0), line + 1)
        for cell, line in zip(notebook.cells, notebook.metadata["source_map"], strict=True)
        if cell.cell_type == "code"
    ]
    return ", ".join(f"line {line}: {seconds:.1f} s" for seconds, line in sorted(cells, reverse=True)[:N_SLOWEST])


def seed_seconds(claims: Iterable[Claim], runs: Path) -> float:
    """Return the seconds of the runs that claims ask for, added up as if one processor had done them all.

    Args:
        claims: The claims of the book; what `make claims` has run beyond them does not count.
        runs: The folder of the stored runs.
    """
    asked = {runs / claim.experiment / f"{seed}.json" for claim in claims for seed in range(claim.seeds)}
    return float(sum(json.loads(path.read_text("utf-8"))["seconds"] for path in asked if path.is_file()))


def over_budget(pages: Sequence[Path], out: Path, factor: float = 1) -> list[str]:
    """Return a sentence for each page that took longer than it may, and one for the runs over seeds.

    Args:
        pages: The pages of the book.
        out: The folder with ``executed`` and ``runs``.
        factor: How many times longer than its budget everything may take.
    """
    found = []
    for page in pages:
        stored = out / "executed" / f"{page.stem}.ipynb"
        if not stored.is_file():
            continue
        notebook = nbformat.read(stored, as_version=4)
        seconds, allowed = notebook.metadata["seconds"], factor * budget_of(page)
        if seconds > allowed:
            slowest = _slowest(notebook)
            found.append(f"{shown(page)}:1: took {seconds:.0f} s, may take {allowed:.0f} s; slowest cells: {slowest}")
    seconds, allowed = seed_seconds(readable_claims(pages), out / "runs"), factor * SEED_SECONDS
    if seconds > allowed:
        found.append(f"{shown(out / 'runs')}: all runs over seeds took {seconds:.0f} s, may take {allowed:.0f} s")
    return found


def main() -> int:
    """Check the seconds of the last build."""
    parser = argparse.ArgumentParser(description="Say which pages take longer than they may.")
    parser.add_argument("--factor", type=float, default=1.0, help="how many times the budget is allowed (default: 1)")
    parser.add_argument("--out", type=Path, default=ROOT / "_build", metavar="FOLDER")
    options = parser.parse_args()
    if not options.factor > 0:
        parser.error(f"expected a factor above 0, got {options.factor}")
    if not (options.out / "executed").is_dir():
        parser.error("nothing has been executed yet; run `make book` first")
    found = over_budget(pages_in_order(), options.out.resolve(), options.factor)
    print("\n".join(found) if found else "Every page keeps its budget.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
