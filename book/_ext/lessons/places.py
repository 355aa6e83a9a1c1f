"""Where on a page `num` and `holds` stand, and the stamp that tells each role which value is its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lessons.fences import rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KINDS = ("num", "holds")
#: What cannot be left by an open backtick: the next item, cell, heading, target or option begins something new.
STARTS = re.compile(r"^[\s>]*(?:[-*+]\s|\d+[.)]\s|\||#|\(|:[\w-]+:|:\s)")
COMMENT = re.compile(r"^\s*%")
#: A character that is no markup, or the marks that open a span of code with the role before them.
SPAN = re.compile(r"\\.|(?:\{(?P<kind>[\w:+-]+)\})?(?P<ticks>`+)", re.DOTALL)
STAMP = re.compile(r"^⟨(\d+)⟩")


@dataclass(frozen=True)
class Bound:
    """A role on a page.

    Attributes:
        cell: The index of the code cell after which it is evaluated, or None where none is above.
        index: Its number on the page, from 0.
        kind: ``num`` or ``holds``.
        text: What stands between the backticks.
        line: Its line in the page, from 1; within the options of a cell only with the page's text.
    """

    cell: int | None
    index: int
    kind: str
    text: str
    line: int


@dataclass(frozen=True)
class Role:
    """A role in a text: its content with its first and last character, those of the whole role, its line from 0."""

    kind: str
    text: str
    start: int
    end: int
    outer: tuple[int, int]
    line: int

    def moved(self, place: int, line: int) -> Role:
        """Return the role as it stands in a text that has ``place`` characters before, and so many lines."""
        outer = (self.outer[0] + place, self.outer[1] + place)
        return Role(self.kind, self.text, self.start + place, self.end + place, outer, line)


def roles_in(text: str, kinds: tuple[str, ...] = KINDS) -> list[Role]:
    """Return the roles in a piece of Markdown, not those in code, in order."""
    found: list[Role] = []
    for first, start, end in _pieces(text):
        for role in _spans(text[start:end], kinds):
            found.append(role.moved(start, first + text.count("\n", start, start + role.start)))
    return found


def _pieces(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield runs of lines that an inline span may cross: the first line, the first character, the last."""
    place, begin, first = 0, 0, 0
    for row in rows_of(text.split("\n")):
        size = len(row.text) + 1
        skipped = row.is_literal or not row.text.strip() or bool(COMMENT.match(row.text))
        if skipped or row.is_fence or STARTS.match(row.text):
            if begin < place:
                yield first, begin, place
            begin, first = place, row.number - 1
        place += size
        if skipped or row.is_fence:
            if not skipped:
                yield first, begin, place - 1
            begin, first = place, row.number
    if begin < place:
        yield first, begin, place - 1


def _spans(text: str, kinds: tuple[str, ...]) -> Iterator[Role]:
    place = 0
    while match := SPAN.search(text, place):
        place = match.end()
        if not match["ticks"]:
            continue
        closing = re.compile(rf"(?<!`){match['ticks']}(?!`)").search(text, place)
        if closing is None:
            continue
        if match["kind"] in kinds:
            outer = (match.start(), closing.end())
            yield Role(match["kind"], text[place : closing.start()], place, closing.start(), outer, 0)
        place = closing.end()


def words_of(cell: Any) -> list[tuple[dict[str, Any], str]]:
    """Return where the options of a code cell hold words: the mapping and the key."""
    options = cell.metadata.get("mystnb") or {}
    places = [(options.get("figure"), "caption"), (options.get("image"), "alt")]
    return [(where, key) for where, key in places if isinstance(where, dict) and isinstance(where.get(key), str)]


def _cells(notebook: Any) -> Iterator[tuple[int, int | None, Any]]:
    """Yield the cells of a page with the code cell that has been run before their words are shown."""
    last: int | None = None
    for index, cell in enumerate(notebook.cells):
        last = index if cell.cell_type == "code" else last
        yield index, last, cell


def bindings(notebook: Any, page: str = "") -> list[Bound]:
    """Return every `num` and `holds` of a page in order.

    Args:
        notebook: The page, as `lessons.executed.read_page` returns it.
        page: The text of the page; with it the line of a role in the options of a cell is known.
    """
    found: list[Bound] = []
    starts = notebook.metadata.get("source_map") or [0] * len(notebook.cells)
    for number, last, cell in _cells(notebook):
        if cell.cell_type == "markdown":
            # The reader counts so that the first line of a text stands two below.
            places = [(role, starts[number] + 2 + role.line) for role in roles_in(cell.source)]
        elif cell.cell_type == "code":
            texts = [where[key] for where, key in words_of(cell)]
            places = [(role, starts[number]) for text in texts for role in roles_in(text)]
            places = [(role, _line_of(role, page, line)) for role, line in places]
        else:
            continue
        found += [Bound(last, len(found) + i, role.kind, role.text, line) for i, (role, line) in enumerate(places)]
    return found


def _line_of(role: Role, page: str, start: int) -> int:
    """Return the first line from ``start`` on that holds a role, or its beginning; ``start`` where none does."""
    lines = page.splitlines()
    for text in (role.text, (role.text.split() or [""])[0]):
        for number in range(start, len(lines) + 1):
            if f"{{{role.kind}}}`{text}" in lines[number - 1]:
                return number
    return start


def stamp(notebook: Any) -> None:
    """Write the number of each role into its text, ``⟨3⟩…``: parsing inside blocks changes the order of roles."""
    count = 0

    def numbered(role: Role) -> str:
        nonlocal count
        count += 1
        return f"⟨{count - 1}⟩{role.text}"

    for _, _, cell in _cells(notebook):
        if cell.cell_type == "markdown":
            cell.source = rewrite(cell.source, numbered)
        elif cell.cell_type == "code":
            for where, key in words_of(cell):
                where[key] = rewrite(where[key], numbered)


def unstamped(text: str) -> tuple[int | None, str]:
    """Return the number that `stamp` wrote into the text of a role, or None, and the text without it."""
    match = STAMP.match(text)
    return (int(match[1]), text[match.end() :]) if match else (None, text)


def rewrite(text: str, change: Callable[[Role], str]) -> str:
    """Return a text in which the content of each `num` and `holds` is what ``change`` makes of it."""
    roles = roles_in(text)
    return _replaced(text, [((role.start, role.end), change(role)) for role in roles])


def without_roles(text: str, kinds: tuple[str, ...], show: Callable[[Role], str]) -> str:
    """Return a text in which each role of these kinds is replaced by the words that ``show`` makes of it."""
    return _replaced(text, [(role.outer, show(role)) for role in roles_in(text, kinds)])


def _replaced(text: str, changes: list[tuple[tuple[int, int], str]]) -> str:
    parts, place = [], 0
    for (start, end), words in changes:
        parts += [text[place:start], words]
        place = end
    return "".join([*parts, text[place:]])
