"""Run the pages of the book, several at a time, and keep what came out.

Usage: python tools/execute.py [PAGE.md ...] [--force] [--out FOLDER]

Every page gets a kernel of its own. A cell that raises, or that writes to its error stream (a
warning, say), fails the run with file, line, source and traceback; the other pages still finish.
The outputs go to FOLDER (`_build/executed`), from where Sphinx reads them. A page is run again
when its code, anything in `lesson_code`, the locked versions, this file or Python has changed.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import yaml
from myst_nb.core.read import MystMetadataParsingError, is_myst_markdown_notebook
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "book" / "_ext"))

from lessons.executed import read_page  # noqa: E402  # the extension's folder must be on the path first

CELL_SECONDS = 300
# Set before a kernel starts: TensorFlow's C++ log would reach a cell's error stream before any
# Python filter, and oneDNN's kernels give other last digits on other processors.
KERNEL_ENVIRONMENT = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "KERAS_BACKEND": "tensorflow",
    "PYTHONHASHSEED": "0",
}
KERNEL_ARGUMENTS = [
    "--InlineBackend.figure_formats=svg",
    "--InlineBackend.print_figure_kwargs={'bbox_inches': 'tight', 'metadata': {'Date': None}}",
    "--InlineBackend.rc={}",
    "--InteractiveShell.colors=NoColor",
    # Its only warning is about a local connection.
    "--IPKernelApp.log_level=ERROR",
]


@dataclass(frozen=True)
class Failure:
    """What went wrong in one cell, and where."""

    page: Path
    line: int
    message: str
    source: str
    details: str

    def __str__(self) -> str:
        """Return the report that the terminal shows."""
        report = [f"{shown(self.page)}:{self.line}: {self.message}"]
        for title, text in (("the cell", self.source), ("what it said", self.details.rstrip())):
            report += [f"  {title}:", *(f"    {line}" for line in text.splitlines())] if text else []
        return "\n".join(report)


def shown(path: Path) -> str:
    """Return a path as the terminal shows it: relative to the project where it lies inside."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def pages_in_order(source: Path = ROOT / "book", toc: Path = ROOT / "_toc.yml") -> list[Path]:
    """Return every page of a book in the order of its table of contents."""
    contents = yaml.safe_load(toc.read_text("utf-8"))
    chapters = [chapter for part in contents["parts"] for chapter in part["chapters"]]
    return [source / f"{name}.md" for name in [contents["root"], *(chapter["file"] for chapter in chapters)]]


def has_code(page: Path) -> bool:
    """Return whether a page is a notebook with at least one cell of code."""
    text = page.read_text("utf-8")
    return is_myst_markdown_notebook(text) and "```{code-cell}" in text


def fingerprint(files: Iterable[Path], words: Iterable[str] = ()) -> str:
    """Return a text that changes with any of the files, the words, the locked versions and Python."""
    contents = [f"{shown(file)}\n{file.read_text('utf-8')}" for file in [*files, ROOT / "requirements.lock"]]
    return hashlib.sha256("\0".join([*words, *contents, sys.version]).encode()).hexdigest()


def key_of(page: nbformat.NotebookNode) -> str:
    """Return a fingerprint of everything that the outputs of a page depend on."""
    code = [cell.source for cell in page.cells if cell.cell_type == "code"]
    return fingerprint([*sorted((ROOT / "lesson_code").rglob("*.py")), Path(__file__)], code)


def line_of_error(start: int, text: str, first: str) -> int:
    """Return the line of a page at which a cell failed.

    Args:
        start: The line before the cell's first line of code.
        text: What the cell said; IPython names the line of the cell there.
        first: A pattern with one group, the line within the cell.

    Returns:
        The line, counted from 1; the cell's first line when the text names none.
    """
    found = re.findall(first, re.sub(r"\x1b\[[0-9;]*m", "", text))
    return start + (int(found[0]) if found else 1)


def line_before_code(page: Path, cell: Any, start: int) -> int:
    """Return the number of the line before a cell's code; a cell's options may stand between."""
    lines = page.read_text("utf-8").splitlines()
    first = cell.source.splitlines()[0] if cell.source else ""
    # The options end with the last `---` before the code, so look for the code's first line.
    for number in range(start, len(lines)):
        if lines[number] == first:
            return number
    return start


def warning_in(cell: Any) -> str:
    """Return what a cell wrote to its error stream."""
    return "".join(out.text for out in cell.outputs if out.output_type == "stream" and out.name == "stderr")


async def run_cells(client: NotebookClient, path: Path, notebook: nbformat.NotebookNode) -> list[Failure]:
    """Run the cells of a page until one fails; return the failures."""
    async with client.async_setup_kernel():
        for index, cell in enumerate(notebook.cells):
            if cell.cell_type != "code":
                continue
            start = line_before_code(path, cell, notebook.metadata["source_map"][index])
            began = time.perf_counter()
            try:
                await client.async_execute_cell(cell, index)
            except CellExecutionError as error:
                said = error.traceback
                line = line_of_error(start, said, r"Cell In\[\d+\], line (\d+)")
                return [Failure(path, line, f"the cell raises {error.ename}: {error.evalue}", cell.source, said)]
            except (CellTimeoutError, DeadKernelError) as error:
                return [Failure(path, start + 1, f"the cell does not end well: {error}", cell.source, "")]
            cell.metadata["seconds"] = round(time.perf_counter() - began, 2)
            if said := warning_in(cell):
                line = line_of_error(start, said, r"ipykernel_\d+/\d+\.py:(\d+)")
                return [Failure(path, line, "the cell writes to its error stream", cell.source, said)]
    return []


def unreadable(path: Path) -> list[Failure]:
    """Return why a page cannot be read, as a list of one failure or none."""
    try:
        read_page(path.read_text("utf-8"), str(path))
    except FileNotFoundError:
        return [Failure(path, 1, "the table of contents names this page, but it is not there", "", "")]
    except UnicodeDecodeError as error:
        return [Failure(path, error.object[: error.start].count(b"\n") + 1, "the page is not written in UTF-8", "", "")]
    except MystMetadataParsingError as error:
        line = re.search(r" at line (\d+)", str(error))
        message = "the options of the cell are no YAML"
        return [Failure(path, int(line[1]) if line else 1, message, "", "")]
    return []


async def execute_page(path: Path, out: Path, force: bool) -> list[Failure]:
    """Run one page unless its stored run still holds; return the failures."""
    if failures := unreadable(path):
        print("\n".join(map(str, failures)), file=sys.stderr, flush=True)
        return failures
    if not has_code(path):
        return []
    notebook = read_page(path.read_text("utf-8"), str(path))
    key, stored = key_of(notebook), out / f"{path.stem}.ipynb"
    if not force and stored.is_file() and nbformat.read(stored, as_version=4).metadata.get("key") == key:
        print(f"  {shown(path)}: unchanged", flush=True)
        return []
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            resources={"metadata": {"path": folder}},
            extra_arguments=KERNEL_ARGUMENTS,
        )
        failures = await run_cells(client, path, notebook)
    seconds = time.perf_counter() - began
    if failures:
        # An older run must not be published under the failed page's name.
        stored.unlink(missing_ok=True)
        print("\n".join(map(str, failures)), file=sys.stderr, flush=True)
        return failures
    notebook.metadata["key"] = key
    notebook.metadata["seconds"] = round(seconds, 1)
    stored.parent.mkdir(parents=True, exist_ok=True)
    half = stored.with_suffix(".part")
    nbformat.write(notebook, half)
    half.replace(stored)
    print(f"  {shown(path)}: executed in {seconds:.0f} s", flush=True)
    return []


async def execute_all(pages: list[Path], out: Path, force: bool) -> list[Failure]:
    """Run pages side by side, as many as there are processors; return all failures."""
    places = asyncio.Semaphore(os.cpu_count() or 1)

    async def in_turn(page: Path) -> list[Failure]:
        async with places:
            return await execute_page(page, out, force)

    results = await asyncio.gather(*(in_turn(page) for page in pages))
    return [failure for failures in results for failure in failures]


def execute(pages: list[Path], out: Path, force: bool = False) -> int:
    """Run pages and keep their outputs.

    Args:
        pages: The Markdown files.
        out: The folder of the stored runs.
        force: Run also what has not changed.

    Returns:
        The number of failed cells.
    """
    os.environ.update(KERNEL_ENVIRONMENT)
    return len(asyncio.run(execute_all(pages, out, force)))


def main() -> int:
    """Run the pages named on the command line, or all."""
    parser = argparse.ArgumentParser(description="Run the pages of the book and keep what came out.")
    parser.add_argument("pages", nargs="*", type=Path, metavar="PAGE.md", help="default: every page of the book")
    parser.add_argument("--force", action="store_true", help="run also what has not changed")
    parser.add_argument("--out", type=Path, default=ROOT / "_build" / "executed", metavar="FOLDER")
    options = parser.parse_args()
    pages = [page.resolve() for page in options.pages] or pages_in_order()
    if missing := [page for page in pages if not page.is_file()]:
        parser.error(f"there is no page {missing[0]}")
    return 1 if execute(pages, options.out, options.force) else 0


if __name__ == "__main__":
    sys.exit(main())
