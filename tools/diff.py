"""Compare the results of two builds: what every sentence, run and cell gave before, and what it gives now.

Usage: python tools/diff.py BEFORE [AFTER]

BEFORE and AFTER (`_build`) are folders of builds, with what `make book` keeps in `executed` and `runs`. The comparison
is written as Markdown, for the summary of a pull request. It judges nothing: the exit code is 0 whatever has changed,
and 2 where there is nothing to compare.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from numbers import Real
from pathlib import Path
from statistics import fmean
from typing import Any

import nbformat

from keys import ROOT, shown
from twice import VARIES

__all__ = ["Difference", "compare", "main", "report"]

NOTHING = "Nothing that a page shows has changed."
#: So many rows of a table are shown, and so much of a value.
MANY = 200
LONGEST = 120


@dataclass(frozen=True)
class Row:
    """A value that is another one now; None where there is none."""

    where: str
    what: str
    before: Any
    after: Any


@dataclass
class Difference:
    """All that differs between two builds."""

    values: list[Row] = field(default_factory=list)
    runs: list[Row] = field(default_factory=list)
    cells: list[Row] = field(default_factory=list)
    seconds: tuple[float, float] = (0.0, 0.0)


def compare(before: Path, after: Path) -> Difference:
    """Compare two builds.

    Args:
        before: The folder of the one build, with ``executed`` and ``runs``.
        after: The folder of the other.
    """
    found = Difference(runs=list(_different(_means(before / "runs"), _means(after / "runs"))))
    names = sorted({path.stem for folder in (before, after) for path in (folder / "executed").glob("*.ipynb")})
    for name in names:
        old, new = (_read(folder / "executed" / f"{name}.ipynb") for folder in (before, after))
        found.values += _different(_values(name, old), _values(name, new))
        found.cells += _different_cells(name, old, new)
        found.seconds = (found.seconds[0] + _seconds(old), found.seconds[1] + _seconds(new))
    return found


def _read(file: Path) -> nbformat.NotebookNode | None:
    return nbformat.read(file, as_version=4) if file.is_file() else None


def _seconds(page: nbformat.NotebookNode | None) -> float:
    return float(page.metadata.get("seconds", 0)) if page else 0.0


def _values(name: str, page: nbformat.NotebookNode | None) -> dict[tuple[str, str], Any]:
    """Return the values that sentences ask for; one that is asked for again at another place is numbered."""
    values, seen = {}, Counter[str]()
    for asked in page.metadata.get("values", []) if page else []:
        for expression, value in asked.items():
            seen[expression] += 1
            again = f" ({seen[expression]})" if seen[expression] > 1 else ""
            values[name, f"{expression}{again}"] = value
    return values


def _means(runs: Path) -> dict[tuple[str, str], Any]:
    """Return the mean of each result of each experiment over its seeds."""
    results: dict[tuple[str, str], list[float]] = {}
    for file in sorted(runs.glob("*/*.json")):
        for key, value in json.loads(file.read_text("utf-8"))["result"].items():
            if isinstance(value, Real):
                results.setdefault((file.parent.name, key), []).append(float(value))
    return {place: fmean(values) for place, values in results.items()}


def _different(before: dict[tuple[str, str], Any], after: dict[tuple[str, str], Any]) -> Iterator[Row]:
    for place in dict.fromkeys([*before, *after]):
        old, new = before.get(place), after.get(place)
        if repr(old) != repr(new):
            yield Row(*place, old, new)


def _different_cells(
    name: str, before: nbformat.NotebookNode | None, after: nbformat.NotebookNode | None
) -> Iterator[Row]:
    """Yield the cells whose code is the same and whose output is not, with the first line that differs."""
    if before is None or after is None:
        yield Row(f"{name}.md", "the page", *("there" if page else None for page in (before, after)))
        return
    old, new = ([cell for cell in page.cells if cell.cell_type == "code"] for page in (before, after))
    lines = dict(zip(map(id, after.cells), after.metadata["source_map"], strict=True))
    match = SequenceMatcher(None, [cell.source for cell in old], [cell.source for cell in new], autojunk=False)
    for block in match.get_matching_blocks():
        for one, other in zip(old[block.a :][: block.size], new[block.b :][: block.size], strict=True):
            texts = _text(one), _text(other)
            if texts[0] != texts[1] and VARIES not in other.metadata.get("tags", []):
                first = next(pair for pair in zip_longest(*texts) if pair[0] != pair[1])
                yield Row(f"{name}.md:{lines[id(other)] + 1}", "output", *first)


def _text(cell: nbformat.NotebookNode) -> list[str]:
    """Return what a cell shows, as lines; what is no text is one line, of its kind and its content."""
    lines = []
    for output in cell.get("outputs", []):
        lines += str(output.get("text", "")).splitlines()
        data = dict(output.get("data", {}))
        lines += str(data.pop("text/plain", "")).splitlines()
        lines += [f"{kind}\0{content}" for kind, content in sorted(data.items())]
    return lines


def report(found: Difference) -> str:
    """Return the comparison as Markdown."""
    parts = ["# What has changed in the results"]
    for title, columns, rows in (
        ("Values that sentences show or rest on", ("Page", "Value"), found.values),
        ("Means over the seeds of experiments", ("Experiment", "Result"), found.runs),
        ("Pages, and outputs of cells whose code is the same", ("Place", "What"), found.cells),
    ):
        if rows:
            parts += [f"## {title}", _table([*columns, "Before", "After", "Change"], rows)]
    if len(parts) == 1:
        parts.append(NOTHING)
    before, after = found.seconds
    parts.append(f"Running all pages took {before:.0f} s before, {after:.0f} s after.")
    return "\n\n".join(parts) + "\n"


def _table(columns: Sequence[str], rows: Sequence[Row]) -> str:
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    for row in rows[:MANY]:
        cells = (row.where, _cell(row.what), _cell(row.before), _cell(row.after), change(row.before, row.after))
        lines.append(f"| {' | '.join(cells)} |")
    more = len(rows) - MANY
    return "\n".join([*lines, *([f"\nand {more} more."] if more > 0 else [])])


def _cell(value: Any) -> str:
    """Return a value so that it can stand in a table."""
    if value is None:
        return "–"
    text = f"{value:.6g}" if _is_number(value) else str(value).partition("\0")[0]
    text = " ".join(text.split()).replace("|", "\\|")
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    fence = "``" if "`" in text else "`"
    return f"{fence} {text} {fence}" if "`" in text else f"{fence}{text or ' '}{fence}"


def change(before: Any, after: Any) -> str:
    """Return by how much a number has changed, in per cent of what it was."""
    if not (_is_number(before) and _is_number(after)):
        return "new" if before is None else "gone" if after is None else ""
    return f"{(after - before) / abs(before):+.2%}" if before else f"{after - before:+.3g}"


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def main() -> int:
    """Compare as the command line asks."""
    parser = argparse.ArgumentParser(description="Compare the results of two builds.")
    parser.add_argument("before", type=Path, metavar="BEFORE", help="the folder of the earlier build")
    parser.add_argument("after", type=Path, nargs="?", default=ROOT / "_build", metavar="AFTER")
    options = parser.parse_args()
    for folder in (options.before, options.after):
        if not (folder / "executed").is_dir():
            words = "which `make book` makes" if folder == options.after else "such as a copy of `_build` from before"
            print(f"There is no build in {shown(folder)}: expected a folder with `executed`, {words}.", file=sys.stderr)
            return 2
    print(report(compare(options.before, options.after)), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
