"""The cells of a notebook, made from a page that has been read: for learners with blanks, for instructors with answers.

The learner's notebook never meets a solution: what is in one is left out before anything is written.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import nbformat
from docutils import nodes

from lessons.cell_names import names_of
from lessons.elements import Block, Disclosure, label_of
from lessons.markdown import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lessons.markdown import Writer

__all__ = ["Maker", "cells_of", "holds_python", "in_solution", "source_of"]

#: Words of a page that a notebook says otherwise, or that only the page is right in.
ONLY_ON_PAGES = {"lesson-commands", "lesson-practice-note", "lesson-provenance", "lesson-seconds"}
IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
PYTHON = ("python", "ipython3", "ipython")
YOUR_CODE = "# Your code\n"
YOUR_WORDS = "*Your answer (click twice to write here):*"
KEEP = "from lesson_code.checkpoint import keep\n\nkept = keep(globals())  # before your turn"
RESTORE = "kept.restore()  # checkpoint: whatever you wrote, the cells below find what they need"
#: A cell with this tag may stop with an error, and those below it still run: an answer may be half finished.
MAY_FAIL = "raises-exception"


@dataclass
class Maker:
    """Writes one notebook of a page.

    Attributes:
        writer: Turns nodes into Markdown.
        runs: The stored run of each code cell of the page, in order; empty where outputs are not wanted.
        answered: Whether solutions, hints and notes for instructors belong into it.
    """

    writer: Writer
    runs: Sequence[Any]
    answered: bool
    cells: list[nbformat.NotebookNode] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _names: set[str] = field(default_factory=set)
    _n_code: int = 0
    _n_left: int = 0

    def make(self, doctree: nodes.document, introduction: str) -> list[nbformat.NotebookNode]:
        """Return the cells of a page.

        Args:
            doctree: The page, read and resolved.
            introduction: What stands above its title.
        """
        given = [cell for cell in cells_of(doctree) if not in_solution(cell)]
        self._n_left = len(given)
        for cell in given:
            with contextlib.suppress(SyntaxError):  # the page has been told of it
                self._names |= names_of(source_of(cell)).bound
        self._words = [introduction]
        self.add_all(doctree.children, 1)
        self.flush()
        return self.cells

    def flush(self) -> None:
        """Make a cell of the words that wait."""
        text = "\n\n".join(filter(None, self._words))
        self._words = []
        if text:
            self.cells.append(nbformat.v4.new_markdown_cell(text))

    def add_code(self, source: str, *tags: str) -> nbformat.NotebookNode:
        """Add a cell of code, below what waits."""
        self.flush()
        cell = nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)} if tags else {})
        self.cells.append(cell)
        return cell

    def add_all(self, children: Iterable[nodes.Node], depth: int) -> None:
        """Add parts of a page; ``depth`` is that of the next heading."""
        for node in children:
            self.add(node, depth)

    def add(self, node: nodes.Node, depth: int) -> None:
        """Add a part of a page."""
        if isinstance(node, nodes.section):
            self.flush()
            self.add_all(node.children, depth + 1)
        elif isinstance(node, nodes.title):
            self._words.append(f"{'#' * (depth - 1)} {self.writer.words(node.children)}")
        elif is_cell(node):
            self.add_page_cell(node)
        elif isinstance(node, Block):
            self.add_block(node, depth)
        elif isinstance(node, nodes.container) and any(map(is_cell, node.findall())):
            self.add_all(node.children, depth)
        elif not ONLY_ON_PAGES & set(getattr(node, "attributes", {}).get("classes", [])):
            self._words.append(self.writer.block(node))

    def add_page_cell(self, node: nodes.Element) -> None:
        """Add a cell of the page, and the caption of what it draws."""
        cell = self.add_code(source_of(node))
        if self.answered and self.runs:
            run = self.runs[self._n_code]
            cell.outputs, cell.execution_count = run.outputs, run.execution_count
        self._n_code += 1
        self._n_left -= not in_solution(node)
        self._words += [self.writer.caption(figure) for figure in node.findall(nodes.figure)]

    def add_block(self, block: Block, depth: int) -> None:
        """Add a block; a task begins a cell of its own, and leaves room for an answer."""
        kind = block["kind"]
        if kind == "instructor" and not self.answered:
            return
        if kind not in ("quiz", "challenge", "graded"):
            self._words.append(self.writer.boxed(block))
            return
        self.flush()
        if kind == "quiz":
            self._words.append(self.writer.choices(block, explained=self.answered))
        else:
            self._words.append(self.task(block))
            if self.answered:
                self.add_answers(block, depth)
            else:
                self.add_room(block)
        self.flush()

    def task(self, block: Block) -> str:
        """Return what a block asks; a graded exercise is told by its stub, where there is one."""
        left_out = ONLY_ON_PAGES if self.answered else {*ONLY_ON_PAGES, "lesson-task"}
        shown = [
            part
            for part in block.children[1:]
            if not isinstance(part, Disclosure)
            and not left_out & set(getattr(part, "attributes", {}).get("classes", []))
        ]
        if not self.answered and block["kind"] == "graded":
            shown = [part for part in shown if not isinstance(part, nodes.literal_block)]
        words = [self.writer.title(block[0]), *map(self.writer.block, shown)]
        return quote("\n\n".join(filter(None, words)))

    def add_answers(self, block: Block, depth: int) -> None:
        """Add hints and solutions, cells included."""
        for part in block.children:
            if isinstance(part, Disclosure):
                self.flush()
                what = label_of(block).astext()
                self._words.append(f"**{part[0].astext()}** ({what})")
                self.add_all(part.children[1:], depth)
                self.flush()

    def add_room(self, block: Block) -> None:
        """Add what a learner fills: a cell for code with a checkpoint behind it, or room for words."""
        graded = block["kind"] == "graded"
        if not graded and not asks_for_code(block, self._names):
            self._words.append(YOUR_WORDS)
            return
        followed = self._n_left > 0
        if followed:
            self.add_code(KEEP, "checkpoint")
        if graded:
            name = block["exercise"]
            self.add_code(stub_of(name), "answer", MAY_FAIL)
            self.add_code(f'from lesson_code import check\n\ncheck("{name}", {name})', "check", MAY_FAIL)
        else:
            self.add_code(YOUR_CODE, "answer", MAY_FAIL)
        if followed:
            self.add_code(RESTORE, "checkpoint")


def is_cell(node: nodes.Node) -> bool:
    """Return whether a node is a code cell of the page."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def cells_of(doctree: nodes.Element) -> Iterator[nodes.Element]:
    """Yield the code cells of a page, or of a part of it, in order."""
    return (node for node in doctree.findall(nodes.container) if is_cell(node))


def source_of(cell: nodes.Element) -> str:
    """Return the code of a cell."""
    part = next(part for part in cell.children if part.get("nb_element") == "cell_code_source")
    return next(part.findall(nodes.literal_block)).astext().rstrip()


def in_solution(node: nodes.Node) -> bool:
    """Return whether a node stands in what is closed until a reader opens it."""
    while node.parent is not None:
        node = node.parent
        if isinstance(node, Disclosure):
            return True
    return False


def asks_for_code(block: Block, names: set[str]) -> bool:
    """Return whether a challenge is answered with code: its solution holds some, or its task speaks of the page's own.

    Args:
        block: The challenge.
        names: What the cells of the page set.
    """
    tasks = [part for part in block.children[1:] if not isinstance(part, Disclosure)]
    spoken = [code.astext() for part in tasks for code in part.findall(nodes.literal)]
    if any((found := IDENTIFIER.match(code)) and found[0] in names for code in spoken):
        return True
    # A book without answers has left a mark in the place of its solutions.
    return bool(block.get("code")) or any(map(holds_python, block.children))


def holds_python(part: nodes.Node) -> bool:
    """Return whether a part of a challenge is a solution with code in it."""
    is_solution = isinstance(part, Disclosure) and part["kind"] == "solution"
    return is_solution and any(code.get("language") in PYTHON for code in part.findall(nodes.literal_block))


def stub_of(name: str) -> str:
    """Return the function that a learner fills, without what its file says about itself."""
    exercise = importlib.import_module("lesson_code.exercises").load(name)
    text = str(importlib.import_module("lesson_code.grading.stubs").stub(exercise))
    first = ast.parse(text).body[0]
    is_words = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return "\n".join(text.splitlines()[first.end_lineno if is_words else 0 :]).strip() + "\n"
