"""Give Sphinx the pages as they came out of the run.

``tools/execute.py`` runs every page and stores it in ``_build/executed``; here the stored
outputs are put back beside the text, and the values that its sentences ask for are handed to the
roles of ``numbers``. Sphinx itself never executes anything, and a page whose stored run does not
belong to its present code stops the build.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from myst_nb.core.read import is_myst_markdown_notebook, read_myst_markdown_notebook
from myst_nb.sphinx_ import Parser
from myst_parser.config.main import MdParserConfig
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from lessons.bound import bindings, stamp
from lessons.numbers import RunOfPage
from lessons.records import Record, note_file, record_of

NEXT_STEP = "run `make book`, which executes the pages first"


def read_page(text: str, path: str) -> nbformat.NotebookNode:
    """Return a page as a notebook whose ``source_map`` leads messages to the true line.

    myst-nb drops the blank lines before a text cell but counts from them, and adds one line too
    many: right for exactly one blank line, wrong for any other number.

    Args:
        text: The page.
        path: Where it lies, for messages.

    Returns:
        The notebook, without outputs.
    """
    # A cell inside a block of colons is no cell, as myst-nb's own reader has it.
    config = MdParserConfig(enable_extensions={"colon_fence"})
    page = read_myst_markdown_notebook(text, config, add_source_map=True, path=path)
    lines = text.splitlines()
    starts = []
    for cell, start in zip(page.cells, page.metadata["source_map"], strict=True):
        while cell.cell_type == "markdown" and start < len(lines) and not lines[start].strip():
            start += 1
        starts.append(start - 1 if cell.cell_type == "markdown" else start)
    page.metadata["source_map"] = starts
    page.metadata["language_info"] = {"name": "python", "pygments_lexer": "ipython3"}
    return page


def read_executed(text: str, path: str, stored: str, run: RunOfPage, env: BuildEnvironment) -> nbformat.NotebookNode:
    """Return a page with the outputs of its stored run.

    Args:
        text: The page.
        path: Where it lies, for messages.
        stored: The executed notebook.
        run: Gets what the sentences of the page ask for.
        env: Gets what the stored run says about itself.

    Returns:
        The notebook with outputs; its roles know which value is their own.

    Raises:
        ExtensionError: The page was never executed, or its code has changed since.
    """
    page = read_page(text, path)
    run.bound = bindings(page, text)
    stamp(page)
    code = [cell for cell in page.cells if cell.cell_type == "code"]
    if code:
        note_file(env, Path(stored))
        done = _stored_run(code, path, stored)
        run.values = done.metadata.get("values", [])
        _put_back(page, done, record_of(env))
    run.fill_descriptions(page, env)
    return page


def _stored_run(code: list[nbformat.NotebookNode], path: str, stored: str) -> nbformat.NotebookNode:
    if not Path(stored).is_file():
        raise ExtensionError(f"{path}: this page has not been executed; {NEXT_STEP}")
    run = nbformat.read(stored, as_version=4)
    if [cell.source for cell in code] != [cell.source for cell in run.cells if cell.cell_type == "code"]:
        raise ExtensionError(f"{path}: the code has changed since the page was executed; {NEXT_STEP}")
    return run


def _put_back(page: nbformat.NotebookNode, run: nbformat.NotebookNode, record: Record) -> None:
    """Give the cells of a page their outputs and seconds; remember what the status page shows."""
    executed = iter([cell for cell in run.cells if cell.cell_type == "code"])
    for cell, line in zip(page.cells, page.metadata["source_map"], strict=True):
        if cell.cell_type == "code":
            done = next(executed)
            cell.outputs, cell.execution_count = done.outputs, done.execution_count
            if "seconds" in done.metadata:
                cell.metadata["seconds"] = done.metadata["seconds"]
                record.cells.append((line, done.metadata["seconds"]))
    record.provenance = dict(run.metadata.get("provenance", {}))
    record.seconds = run.metadata.get("seconds", 0.0)


class LessonParser(Parser):
    """myst-nb's parser, reading pages of code together with their stored run."""

    def parse(self, inputstring: str, document: Any) -> None:
        """Parse one page; see `myst_nb.sphinx_.Parser.parse`."""
        env = document.settings.env
        folder = env.config.lessons_executed
        if not folder or not is_myst_markdown_notebook(inputstring):
            super().parse(inputstring, document)
            return
        stored = Path(folder) / f"{env.docname}.ipynb"
        run = env.temp_data["lessons_run"] = RunOfPage(env.docname, inputstring)
        arguments = {"path": env.doc2path(env.docname), "stored": str(stored), "run": run, "env": env}
        stock = env.mystnb_config
        env.mystnb_config = stock.copy(custom_formats={".md": ("lessons.executed.read_executed", arguments, False)})
        try:
            super().parse(inputstring, document)
        finally:
            env.mystnb_config = stock
        run.report_unseen()


def setup(app: Sphinx) -> None:
    """Register the parser."""
    app.add_config_value("lessons_executed", "", "env")
    app.add_config_value("lessons_runs", "", "env")
    # Changes with everything that shapes all pages, and so makes Sphinx read and write them anew.
    app.add_config_value("lessons_made_with", "", "env")
    app.add_source_parser(LessonParser, override=True)
