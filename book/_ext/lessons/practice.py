"""What a graded block needs so that a script can check an answer inside the page, and the runtime of the site.

Without the script, everything here is a sentence at most.
"""

from __future__ import annotations

import html
import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

LOGGER = logging.getLogger(__name__)
NO_SCRIPT = "This page can check your answer by itself where JavaScript is on."
KERAS = "This exercise needs Keras, which no page can run: check it at the prompt or in "


def practice(exercise: Any) -> list[nodes.Node]:
    """Return the stub, for the script, and a sentence for readers who have none."""
    if exercise.needs_keras:
        link = nodes.reference(
            "", "the notebook of this lesson", internal=True, refuri=f"notebooks/{exercise.page}.ipynb"
        )
        return [nodes.paragraph("", "", nodes.Text(KERAS), link, nodes.Text("."), classes=["lesson-practice-note"])]
    stub = importlib.import_module("lesson_code.grading.stubs").stub(exercise)
    note = nodes.paragraph("", NO_SCRIPT, classes=["lesson-practice-note"])
    return [note, nodes.raw("", f"<template>{html.escape(stub)}</template>\n", format="html")]


def attributes(exercise: Any) -> dict[str, str]:
    """Return the attributes by which scripts know a graded block."""
    return {} if exercise.needs_keras else {"data-exercise": exercise.name}


def look_for_pyodide(app: Sphinx) -> None:
    """Warn where the site is to have a runtime and what it is made of is not there."""
    folder = app.config.lessons_pyodide
    if folder and not Path(folder, "package.json").is_file():
        LOGGER.warning("%s is not there, so no page could check an answer: run `make install`", folder)


def add_runtime(app: Sphinx, exception: Exception | None) -> None:
    """Write what pages load on the first check, if the site is to have it."""
    folder = app.config.lessons_pyodide
    if not exception and app.builder.format == "html" and folder and Path(folder, "package.json").is_file():
        importlib.import_module("lessons.runtime").write_runtime(Path(folder), Path(app.outdir))


def setup(app: Sphinx) -> None:
    """Register the setting ``lessons_pyodide``, the folder of the Node package, and write the runtime at the end."""
    app.add_config_value("lessons_pyodide", "", "", [str])
    app.connect("builder-inited", look_for_pyodide)
    app.connect("build-finished", add_runtime)
