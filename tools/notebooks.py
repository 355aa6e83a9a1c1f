"""Run the learners' notebooks of the built site from top to bottom, as somebody would who fills in nothing.

Usage: python tools/notebooks.py [LESSON ...] [--out FOLDER]

They are made from the pages, whose cells have run when the book was built; what is new in them are the cells to fill,
the checks of empty answers and the checkpoints. A cell that fails is named, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import nbformat

from kernels import QUIET
from keys import ROOT

__all__ = ["run", "run_all"]

CELL_SECONDS = 600
FILLED = "answer"


async def run(notebook: Path, runs: Path, fill: str = "") -> tuple[float, str, Any]:
    """Run a notebook in a kernel of its own.

    Args:
        notebook: The file; it stays as it is.
        runs: The folder of the runs over seeds, so that they need not be made again.
        fill: What is written into each cell that a learner fills, below what stands in it.

    Returns:
        The seconds, what went wrong (empty if nothing did), and the notebook with its outputs.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    read: Any = nbformat.read(notebook, as_version=4)
    for cell in read.cells:
        if fill and FILLED in cell.metadata.get("tags", []):
            cell.source += f"\n{fill}"
    began, problem = time.perf_counter(), ""
    with tempfile.TemporaryDirectory() as folder:
        place = {"metadata": {"path": folder}}
        client: Any = NotebookClient(
            read, timeout=CELL_SECONDS, kernel_name="python3", resources=place, extra_arguments=[QUIET]
        )
        try:
            await client.async_execute(env={**os.environ, "LESSON_RUNS": str(runs)})
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            problem = str(error)
    return time.perf_counter() - began, problem, read


async def run_all(notebooks: list[Path], runs: Path) -> int:
    """Run notebooks side by side, say how long each took, and return the number of those that failed."""
    places = asyncio.Semaphore(os.cpu_count() or 1)

    async def in_turn(notebook: Path) -> bool:
        async with places:
            seconds, problem, _ = await run(notebook, runs)
        print(f"  {notebook.stem}: {'failed' if problem else 'ran to its end'} ({seconds:.0f} s)", flush=True)
        if problem:
            print(problem, file=sys.stderr, flush=True)
        return bool(problem)

    return sum(await asyncio.gather(*map(in_turn, notebooks)))


def main() -> int:
    """Run the notebooks named on the command line, or all."""
    parser = argparse.ArgumentParser(description="Run the learners' notebooks of the built site.")
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="default: all")
    parser.add_argument("--out", type=Path, default=ROOT / "_build", metavar="FOLDER", help="of everything built")
    options = parser.parse_args()
    out = options.out.resolve()
    folder = out / "html" / "notebooks"
    found = {path.stem: path for path in sorted(folder.glob("*.ipynb")) if not path.stem.endswith("-instructor")}
    if not found:
        parser.error(f"there are no notebooks in {folder}; run `make book` first")
    if unknown := [name for name in options.lessons if name not in found]:
        parser.error(f"there is no notebook of a lesson {unknown[0]}; there are {', '.join(found)}")
    failed = asyncio.run(run_all([found[name] for name in options.lessons or found], out / "runs"))
    print(f"{failed} of them failed." if failed else "All of them ran from top to bottom.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
