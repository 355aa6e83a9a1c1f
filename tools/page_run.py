"""One page on its way through a kernel: its cells, the values that its sentences ask for, what goes wrong and where."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import datetime
import importlib.metadata
import json
import platform
import re
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from myst_nb.core.read import MystMetadataParsingError

from keys import ROOT, digests, fingerprint, holds, shown
from lessons.bound import BoundError, parse
from lessons.executed import read_page
from lessons.places import bindings
from progress import Progress

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

__all__ = ["CellFailedError", "Failure", "PageRun", "metadata_of"]

CELL_SECONDS = 300
# A value becomes plain Python, so that its text can be read back whatever computed it.
PLAIN = "(lambda value: value.item() if hasattr(value, 'item') else value)({})"
KERNEL_FILES = "__import__('sys').modules['kernels'].reached()"
KERNEL_DEVICE = "__import__('lesson_code.device', fromlist=['device']).pick_device().words"


@dataclass(frozen=True)
class Failure:
    """What went wrong in one cell or sentence, and where."""

    page: Path
    line: int
    message: str
    source: str = ""
    details: str = ""

    def __str__(self) -> str:
        """Return the report that the terminal shows."""
        report = [f"{shown(self.page)}:{self.line}: {self.message}"]
        for title, text in (("the cell", self.source), ("what it said", self.details.rstrip())):
            report += [f"  {title}:", *(f"    {line}" for line in text.splitlines())] if text else []
        return "\n".join(report)


class CellFailedError(Exception):
    """A page cannot go on; the first argument is its `Failure`."""


def key_of(page: nbformat.NotebookNode) -> str:
    """Return a text that changes with the code of a page, and with what its sentences ask of that code."""
    code = [cell.source for cell in page.cells if cell.cell_type == "code"]
    asked = [f"{bound.cell} {parse(bound.kind, bound.text).expressions}" for bound in bindings(page)]
    return fingerprint([*code, *asked], [ROOT / "tools" / "kernels.py"])


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


class PageRun:
    """One page on its way through a kernel."""

    def __init__(self, path: Path, runs: Path, progress: Progress) -> None:
        """Read the page.

        Args:
            path: The page.
            runs: The folder of the runs over seeds.
            progress: Is told when a cell is done.

        Raises:
            CellFailedError: The page cannot be read, or a sentence asks for a value in a way nobody understands.
        """
        self.path = path
        self.runs = runs
        self.progress = progress
        self.notebook = _read(path)
        self.bound = bindings(self.notebook, path.read_text("utf-8"))
        for bound in self.bound:
            try:
                parse(bound.kind, bound.text)
            except BoundError as error:
                raise CellFailedError(Failure(path, bound.line, str(error))) from None
        self.key = key_of(self.notebook)
        self.n_cells = sum(cell.cell_type == "code" for cell in self.notebook.cells)

    def is_stored(self, stored: Path) -> bool:
        """Return whether a stored run is one of this page as it is now."""
        known = metadata_of(stored)
        return known.get("key") == self.key and holds(known.get("files", {}))

    async def run(self) -> None:
        """Run all cells; leave outputs, values, seconds and files in the notebook.

        Raises:
            CellFailedError: A cell failed, or a value could not be computed.
        """
        async with _kernel(self.notebook, self.runs) as client:
            began = time.perf_counter()
            values = await self._run_cells(client)
            seconds = time.perf_counter() - began
            files = await self._ask(client.kc, "the files", KERNEL_FILES, 1)
            # Last, because it imports a file that the page may not use.
            device = await self._ask(client.kc, "the device", KERNEL_DEVICE, 1)
        self.notebook.metadata.update(key=self.key, files=digests(files), seconds=round(seconds, 1), values=values)
        self.notebook.metadata["provenance"] = provenance(device)

    async def _run_cells(self, client: Any) -> list[dict[str, Any]]:
        values: list[dict[str, Any]] = [{} for _ in self.bound]
        for index, cell in enumerate(self.notebook.cells):
            if cell.cell_type != "code":
                continue
            await self._run_cell(client, index, cell)
            for bound in [bound for bound in self.bound if bound.cell == index]:
                for expression in parse(bound.kind, bound.text).expressions:
                    words = f"`{expression}`, asked for by a sentence,"
                    value = await self._ask(client.kc, words, PLAIN.format(expression), bound.line)
                    values[bound.index][expression] = value
            self.progress.cell(self.path)
        return values

    async def _run_cell(self, client: Any, index: int, cell: Any) -> None:
        from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

        start = line_before_code(self.path, cell, self.notebook.metadata["source_map"][index])
        began = time.perf_counter()
        try:
            await client.async_execute_cell(cell, index)
        except CellExecutionError as error:
            line = line_of_error(start, error.traceback, r"Cell In\[\d+\], line (\d+)")
            message = f"the cell raises {error.ename}: {error.evalue}"
            raise CellFailedError(Failure(self.path, line, message, cell.source, error.traceback)) from None
        except (CellTimeoutError, DeadKernelError) as error:
            # To nbclient a run that is called off looks like a dead kernel.
            if (task := asyncio.current_task()) and task.cancelling():
                raise asyncio.CancelledError from None
            message = f"the cell does not end well: {error}"
            raise CellFailedError(Failure(self.path, start + 1, message, cell.source)) from None
        cell.metadata["seconds"] = round(time.perf_counter() - began, 2)
        if said := warning_in(cell):
            line = line_of_error(start, said, r"ipykernel_\d+/\d+\.py:(\d+)")
            message = "the cell writes to its error stream"
            raise CellFailedError(Failure(self.path, line, message, cell.source, said))

    async def _ask(self, kernel: Any, words: str, expression: str, line: int) -> Any:
        """Return the value of an expression in the page's kernel; it must be a number, a text or a list of these."""
        asked = {"value": expression}
        reply = await kernel.execute("", silent=True, user_expressions=asked, reply=True, timeout=CELL_SECONDS)
        answer = reply["content"]["user_expressions"]["value"]
        if answer["status"] != "ok":
            message = f"{words} cannot be computed here: {answer['ename']}: {answer['evalue']}"
            raise CellFailedError(Failure(self.path, line, message))
        try:
            value = ast.literal_eval(answer["data"]["text/plain"])
            json.dumps(value)
        except (SyntaxError, ValueError, TypeError):
            message = f"{words} is no finite number and no text: {answer['data']['text/plain'][:80]}"
            raise CellFailedError(Failure(self.path, line, message)) from None
        return value


@contextlib.asynccontextmanager
async def _kernel(notebook: nbformat.NotebookNode, runs: Path) -> AsyncIterator[Any]:
    """Give a page a kernel in an empty folder, and end it; yields nbclient's client, whose types are too narrow."""
    # Here, so that a build with nothing to run does not wait for what starts kernels.
    from nbclient import NotebookClient

    from kernels import start_kernel

    with tempfile.TemporaryDirectory() as folder:
        manager = await start_kernel(folder, {"LESSON_RUNS": str(runs)})
        client: Any = NotebookClient(notebook, km=manager, timeout=CELL_SECONDS)
        client.kc = manager.client()
        try:
            client.kc.start_channels()
            await client.kc.wait_for_ready(timeout=CELL_SECONDS)
            client.kc.allow_stdin = False
            yield client
        finally:
            client.kc.stop_channels()
            if await manager.is_alive():
                await manager.shutdown_kernel(now=True)
            await manager.cleanup_resources()


def provenance(device: str) -> dict[str, str]:
    """Return when and with what a page was executed."""
    versions = {name: importlib.metadata.version(name) for name in ("tensorflow", "keras")}
    today = datetime.datetime.now(datetime.UTC).date()
    return {"date": today.isoformat(), "python": platform.python_version(), **versions, "device": device}


def _read(path: Path) -> nbformat.NotebookNode:
    """Return a page without outputs.

    Raises:
        CellFailedError: It cannot be read.
    """
    try:
        return read_page(path.read_text("utf-8"), str(path))
    except FileNotFoundError:
        failure = Failure(path, 1, "the table of contents names this page, but it is not there")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        failure = Failure(path, line, "the page is not written in UTF-8")
    except MystMetadataParsingError as error:
        found = re.search(r" at line (\d+)", str(error))
        failure = Failure(path, int(found[1]) if found else 1, "the options of the cell are no YAML")
    raise CellFailedError(failure)


def metadata_of(stored: Path) -> dict[str, Any]:
    """Return what a stored run says about itself; nothing when there is none, or none that can be read."""
    try:
        return dict(nbformat.read(stored, as_version=4).metadata)
    except (OSError, ValueError):
        return {}
