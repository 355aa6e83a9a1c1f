"""Give Sphinx the pages as they came out of the run.

``tools/execute.py`` runs every page and stores it in ``_build/executed``; here the stored
outputs are put back beside the text. Sphinx itself never executes anything, and a page whose
stored run does not belong to its present code stops the build.
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


def read_executed(text: str, path: str, stored: str) -> nbformat.NotebookNode:
    """Return a page with the outputs of its stored run.

    Args:
        text: The page.
        path: Where it lies, for messages.
        stored: The executed notebook.

    Returns:
        The notebook with outputs.

    Raises:
        ExtensionError: The page was never executed, or its code has changed since.
    """
    page = read_page(text, path)
    code = [cell for cell in page.cells if cell.cell_type == "code"]
    if not code:
        return page
    if not Path(stored).is_file():
        raise ExtensionError(f"{path}: this page has not been executed; {NEXT_STEP}")
    run = nbformat.read(stored, as_version=4)
    executed = [cell for cell in run.cells if cell.cell_type == "code"]
    if [cell.source for cell in code] != [cell.source for cell in executed]:
        raise ExtensionError(f"{path}: the code has changed since the page was executed; {NEXT_STEP}")
    for cell, done in zip(code, executed, strict=True):
        cell.outputs = done.outputs
        cell.execution_count = done.execution_count
    return page


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
        env.note_dependency(str(stored))
        arguments = {"path": env.doc2path(env.docname), "stored": str(stored)}
        stock = env.mystnb_config
        env.mystnb_config = stock.copy(custom_formats={".md": ("lessons.executed.read_executed", arguments, False)})
        try:
            super().parse(inputstring, document)
        finally:
            env.mystnb_config = stock


def changed_runs(app: Sphinx, env: BuildEnvironment, *_: object) -> list[str]:
    """Return the pages that have another run than the one Sphinx read last."""
    stamps: dict[str, int] = {}
    for docname in env.found_docs:
        stored = Path(app.config.lessons_executed or ".") / f"{docname}.ipynb"
        if app.config.lessons_executed and stored.is_file():
            stamps[docname] = stored.stat().st_mtime_ns
    before: dict[str, int] = getattr(env, "lessons_runs", {})
    env.lessons_runs = stamps  # type: ignore[attr-defined]  # Sphinx keeps what extensions put on env
    return [docname for docname, stamp in stamps.items() if before.get(docname) not in (None, stamp)]


def setup(app: Sphinx) -> None:
    """Register the parser."""
    app.add_config_value("lessons_executed", "", "env")
    # Changes with everything that shapes all pages, and so makes Sphinx read and write them anew.
    app.add_config_value("lessons_made_with", "", "env")
    app.add_source_parser(LessonParser, override=True)
    app.connect("env-get-outdated", changed_runs)
