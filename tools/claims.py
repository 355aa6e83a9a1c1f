"""Run every claim of the pages with many seeds, and print in one table what held how often.

Usage: python tools/claims.py [PAGE.md ...] [--seeds 20]

Each claim gets at least that many seeds, or its own number where that is larger. Runs that still hold are not made
again. The exit code is 1 when a claim held in another share of the runs than its page says; a line names each.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from execute import STOPPED, pages_in_order
from keys import ROOT, shown
from lessons.bound import as_written
from lessons.claim_source import Claim, ClaimError, Verdict, claims_of, percent, verdict
from lessons.conditions import ConditionError
from runs import prepare, result_of

__all__ = ["check_claims", "main"]

COLUMNS = ("claim", "held", "asked", "ranges", "verdict")


def _judge(claim: Claim, folder: Path) -> Verdict:
    """Return what the stored runs say about a claim.

    Raises:
        ConditionError: The condition does not fit the results, or these have gone.
    """
    results = [result_of(folder, claim.experiment, seed) for seed in range(claim.seeds)]
    if None in results:
        raise ConditionError("a file it rests on was changed while it ran; run the command again")
    return verdict(claim, [result for result in results if result is not None])


def _ranges(claim: Claim, found: Verdict) -> str:
    ends = {name: [as_written(format(end, claim.format)) for end in pair] for name, pair in found.ranges.items()}
    return "; ".join(f"{name}: {low} to {high}" for name, (low, high) in ends.items())


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a text whose columns stand below each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def check_claims(claims: Sequence[Claim], folder: Path) -> int:
    """Make the runs that are missing, print the table, and return how many claims are false or could not be run.

    Args:
        claims: The claims, with the number of seeds to run.
        folder: Where the runs are stored.
    """
    failures = prepare(claims, folder)
    for failure in failures:
        print(failure, file=sys.stderr)
    places = {(failure.page, failure.line) for failure in failures}
    # A failure stands at the first claim of its experiment; the others have no runs either.
    broken = {claim.experiment for claim in claims if (claim.page, claim.line) in places}
    rows, wrong = [COLUMNS], []
    for claim in claims:
        if claim.experiment in broken:
            continue
        try:
            found = _judge(claim, folder)
        except ConditionError as error:
            wrong.append(f"{shown(claim.page)}:{claim.line}: claim: {error}")
            continue
        held = f"{found.held} of {found.of} ({percent(found.held / found.of)})"
        place = f"{shown(claim.page)}:{claim.line} {claim.name}"
        rows.append((place, held, claim.share, _ranges(claim, found), "holds" if found.share_ok else "FALSE"))
        if not found.share_ok:
            said = f'"{claim.sentence}" held in {held} runs, the page says {claim.share}'
            wrong.append(f"{shown(claim.page)}:{claim.line}: {claim.name}: {said}; correct the sentence or its share")
    print(_table(rows), flush=True)
    print(*wrong, sep="\n", end="\n" if wrong else "", file=sys.stderr)
    return len(failures) + len(wrong)


def main() -> int:
    """Check the claims of the pages named on the command line, or of all."""
    parser = argparse.ArgumentParser(description="Run every claim of the pages with many seeds.")
    parser.add_argument("pages", nargs="*", type=Path, metavar="PAGE.md", help="default: every page of the book")
    parser.add_argument("--seeds", type=int, default=20, help="how many for each claim at least (default: 20)")
    parser.add_argument("--out", type=Path, default=ROOT / "_build", metavar="FOLDER")
    options = parser.parse_args()
    pages = [page.resolve() for page in options.pages] or pages_in_order()
    if missing := [page for page in pages if not page.is_file()]:
        parser.error(f"there is no page {missing[0]}")
    if options.seeds < 1:
        parser.error(f"expected at least one seed, got {options.seeds}")
    began = time.perf_counter()
    try:
        claims = [replace(claim, seeds=max(claim.seeds, options.seeds)) for page in pages for claim in claims_of(page)]
        wrong = check_claims(claims, options.out.resolve() / "runs") if claims else 0
    except ClaimError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
        return 1
    word = "claim" if len(claims) == 1 else "claims"
    print(f"{len(claims)} {word}, {wrong} false, {time.perf_counter() - began:.0f} s.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
