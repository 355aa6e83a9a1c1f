"""Which lines of a page are Markdown and which block each stands in, without parsing the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FENCE = re.compile(r"^[\s>]*(?P<item>(?:[-*+]|\d+[.)])\s+)?(?P<marks>:{3,}|`{3,}|~{3,})\s*(?P<info>.*?)\s*$")
DIRECTIVE = re.compile(r"^\{(?P<name>[\w:-]+)\}\s*(?P<argument>.*)$")
#: What these directives hold is no Markdown.
LITERAL = {"code-cell", "raw-cell", "code", "code-block", "literalinclude", "math", "raw", "mermaid", "eval-rst"}


@dataclass(frozen=True)
class Fence:
    """What opens a block: its line from 1, its marks, the name of its directive (empty: code), what follows."""

    line: int
    marks: str
    name: str
    argument: str

    @property
    def is_literal(self) -> bool:
        """Whether what it holds is no Markdown."""
        return not self.name or self.name in LITERAL


@dataclass(frozen=True)
class Row:
    """One line: its number from 1, its text, whether it opens or closes a block, the blocks around it."""

    number: int
    text: str
    is_fence: bool
    around: tuple[Fence, ...]

    @property
    def is_literal(self) -> bool:
        """Whether it is no Markdown; the line that opens a block of code is none, either."""
        return bool(self.around) and self.around[-1].is_literal


def rows_of(lines: Iterable[str]) -> list[Row]:
    """Return the lines of a page with the blocks around them; the fences of a block belong to it."""
    rows: list[Row] = []
    around: tuple[Fence, ...] = ()
    for number, text in enumerate(lines, start=1):
        match = FENCE.match(text)
        if match and around and _closes(match, around[-1]):
            rows.append(Row(number, text, True, around))
            around = around[:-1]
            continue
        opens = bool(match) and not (around and around[-1].is_literal)
        if match and opens:
            around = (*around, _fence(number, match))
        rows.append(Row(number, text, opens, around))
    return rows


def _closes(match: re.Match[str], fence: Fence) -> bool:
    same = match["marks"][0] == fence.marks[0] and len(match["marks"]) >= len(fence.marks)
    return same and not match["info"] and not match["item"]


def _fence(number: int, match: re.Match[str]) -> Fence:
    directive = DIRECTIVE.match(match["info"])
    name, argument = (directive["name"], directive["argument"]) if directive else ("", match["info"])
    return Fence(number, match["marks"], name, argument)
