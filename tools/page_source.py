"""A page of the book as its author wrote it: lines that know what they are, blocks, and code cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from lessons.fences import DIRECTIVE, FENCE, LITERAL

__all__ = ["Cell", "Fence", "Line", "Page", "count_words", "read_page_source"]

OPTION = re.compile(r"^\s*:(?P<key>[\w-]+):\s*(?P<value>.*?)\s*$")
NO_WORDS = {
    "heading": re.compile(r"^#{1,6}\s"),
    "table": re.compile(r"^\s*\|"),
    "target": re.compile(r"^\s*\([\w.-]+\)=\s*$"),
    "comment": re.compile(r"^\s*%"),
    "blank": re.compile(r"^\s*$"),
}


@dataclass
class Fence:
    """A directive or a code block, from the line that opens it to the line that closes it."""

    line: int
    marks: str
    name: str
    argument: str
    depth: int
    options: dict[str, str] = field(default_factory=dict)
    end: int = 0

    @property
    def is_literal(self) -> bool:
        """Whether what it holds is no Markdown."""
        return not self.name or self.name in LITERAL


@dataclass(frozen=True)
class Line:
    """One line: its number from 1, its text, what it is, and the innermost block around it."""

    number: int
    text: str
    kind: str
    fence: Fence | None


@dataclass
class Cell:
    """A code cell: the line that opens it, its options, its code."""

    line: int
    depth: int
    end: int = 0
    options: dict[str, Any] = field(default_factory=dict)
    code: list[str] = field(default_factory=list)


@dataclass
class Page:
    """A page that has been read."""

    matter: dict[str, Any]
    lines: list[Line]
    fences: list[Fence]
    cells: list[Cell]

    def blocks(self, *names: str) -> list[Fence]:
        """Return the directives of these names, in the order of the page."""
        return [fence for fence in self.fences if fence.name in names]

    def inside(self, fence: Fence) -> list[Line]:
        """Return the lines between the first and the last line of a block."""
        return [line for line in self.lines if fence.line < line.number < fence.end]

    @property
    def is_lesson(self) -> bool:
        """Whether the page has what only lessons have: minutes or objectives."""
        return bool({"teaching", "exercises"} & set(self.matter)) or bool(self.blocks("objectives"))


def count_words(text: str) -> int:
    """Return the number of words in a text."""
    return len(re.findall(r"\w[\w'’-]*", text))


def read_page_source(text: str) -> Page:
    """Read a page.

    Args:
        text: The whole file.

    Returns:
        The page; a block that is never closed ends with the page.

    Raises:
        yaml.YAMLError: The front matter, or the options of a cell, are no YAML.
    """
    rows = text.splitlines()
    start = _end_of_yaml(rows, 0)
    matter = yaml.safe_load("\n".join(rows[1 : start - 1])) if start else {}
    page = Page(matter if isinstance(matter, dict) else {}, [], [], [])
    _Reader(page, rows).read(start)
    return page


def _end_of_yaml(rows: list[str], start: int) -> int:
    """Return the index after a block of YAML between lines of ``---`` that begins at ``start``, or 0."""
    if start >= len(rows) or rows[start].rstrip() != "---":
        return 0
    ends = (index + 1 for index in range(start + 1, len(rows)) if rows[index].rstrip() == "---")
    return next(ends, 0)


class _Reader:
    """Walks down the lines of a page and keeps which blocks are open."""

    def __init__(self, page: Page, rows: list[str]) -> None:
        self.page = page
        self.rows = rows
        self.open: list[Fence] = []
        self.in_maths = False

    def read(self, start: int) -> None:
        index = start
        while index < len(self.rows):
            index = self.read_row(index)
        for fence in self.open:
            fence.end = len(self.rows) + 1

    def read_row(self, index: int) -> int:
        """Read one row, or a whole cell, and return the index of the next row."""
        row = self.rows[index]
        match = None if self.in_maths else FENCE.match(row)
        if match and self.closes(match):
            self.open.pop().end = index + 1
            self.add(index, "fence")
            return index + 1
        if match and not (self.open and self.open[-1].is_literal):
            return self.open_fence(index, match)
        self.add(index, self.kind_of(row))
        return index + 1

    def closes(self, match: re.Match[str]) -> bool:
        if not self.open or match["info"]:
            return False
        marks = self.open[-1].marks
        return match["marks"][0] == marks[0] and len(match["marks"]) >= len(marks)

    def open_fence(self, index: int, match: re.Match[str]) -> int:
        directive = DIRECTIVE.match(match["info"])
        name, argument = (directive["name"], directive["argument"]) if directive else ("", match["info"])
        fence = Fence(index + 1, match["marks"], name, argument, len(self.open))
        self.page.fences.append(fence)
        self.open.append(fence)
        self.add(index, "fence")
        return self.read_cell(index, fence) if name == "code-cell" else self.read_options(index + 1, fence)

    def read_options(self, index: int, fence: Fence) -> int:
        while fence.name and index < len(self.rows) and (match := OPTION.match(self.rows[index])):
            fence.options[match["key"]] = match["value"]
            self.add(index, "option")
            index += 1
        return index

    def read_cell(self, index: int, fence: Fence) -> int:
        cell = Cell(fence.line, fence.depth)
        self.page.cells.append(cell)
        body = index + 1
        after = _end_of_yaml(self.rows, body)
        if after:
            cell.options = yaml.safe_load("\n".join(self.rows[body + 1 : after - 1])) or {}
        else:
            after = self.read_options(body, fence)
            cell.options = {key: yaml.safe_load(value) for key, value in fence.options.items()}
        end = after
        while end < len(self.rows) and not ((match := FENCE.match(self.rows[end])) and self.closes(match)):
            end += 1
        cell.code, cell.end = self.rows[after:end], end + 1
        return end

    def kind_of(self, row: str) -> str:
        if self.open and self.open[-1].is_literal:
            return "code"
        if self.in_maths or row.lstrip().startswith("$$"):
            self.in_maths = row.count("$$") % 2 == 0 if self.in_maths else row.count("$$") % 2 == 1
            return "maths"
        return next((kind for kind, pattern in NO_WORDS.items() if pattern.match(row)), "words")

    def add(self, index: int, kind: str) -> None:
        fence = self.open[-1] if self.open else None
        self.page.lines.append(Line(index + 1, self.rows[index], kind, fence))
