"""What each page uses of what others define: the terms in its sentences, the names and texts in its code."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import addnodes

from lessons.executed import read_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


@dataclass
class Uses:
    """What a page uses.

    Attributes:
        terms: The terms of the glossary that its sentences mark, in small letters.
        names: The names in its code.
        texts: The texts in its code.
        defines: The terms that it explains itself: in small letters, then as they are written, with their line.
        has_list: Whether it shows something of the whole book.
    """

    terms: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    defines: dict[str, tuple[str, int]] = field(default_factory=dict)
    has_list: bool = False


def all_uses(env: BuildEnvironment) -> dict[str, Uses]:
    """Return what all pages use, by page name; it lives in Sphinx's environment."""
    if not hasattr(env, "lesson_uses"):
        env.lesson_uses = {}
    return env.lesson_uses


def uses_of(env: BuildEnvironment) -> Uses:
    """Return what the page that is being read uses."""
    return all_uses(env).setdefault(env.docname, Uses())


def note_uses(app: Sphinx, doctree: nodes.document) -> None:
    """Remember what a page that has been read uses."""
    uses = uses_of(app.env)
    links = doctree.findall(addnodes.pending_xref)
    uses.terms = {" ".join(link["reftarget"].lower().split()) for link in links if link["reftype"] == "term"}
    path = Path(app.env.doc2path(app.env.docname))
    text = path.read_text("utf-8")
    if "{code-cell}" in text:
        cells = read_page(text, str(path)).cells
        for code in (cell.source for cell in cells if cell.cell_type == "code"):
            _note_code(uses, code)


def _note_code(uses: Uses, code: str) -> None:
    try:
        tree = ast.parse(code)
    except SyntaxError:  # a line for IPython alone, such as a magic command: it names no data
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            uses.names.add(node.id)
        elif isinstance(node, ast.alias):
            uses.names.add(node.name)
        elif isinstance(node, ast.Attribute):
            uses.names.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            uses.texts.add(node.value)


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop what is known about a page that is read again or gone."""
    all_uses(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
    """Take over what another process has read."""
    theirs = all_uses(other)
    all_uses(env).update({name: theirs[name] for name in docnames if name in theirs})


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("doctree-read", note_uses)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
