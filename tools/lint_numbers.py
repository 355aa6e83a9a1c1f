"""Find numbers that stand bare beside results: nobody would notice when the results change and they do not."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator

from page_source import Cell, Line, Page

__all__ = ["bare_numbers"]

Finding = tuple[int, str]

# Words in these blocks ask, or work something out by hand; they do not report what the page has computed.
NO_RESULTS = (
    *("questions", "objectives", "prereq", "challenge", "hint", "solution", "quiz", "graded"),
    *("discussion", "instructor", "video", "course-map"),
)
NOT_WORDS = re.compile(r"(?:\{[\w:-]+\})?(`+)(?!`).*?(?<!`)\1(?!`)|\$[^$]+\$|\]\([^)]*\)|<[^>]+>", re.DOTALL)
LIST_MARK = re.compile(r"^\s*(?:>\s*)?(?:[-*+]|\d+[.)])\s+")
# No part of a name (LeNet-5, V2, 1-8-2), of a range of names or of a decimal number.
NUMBER = re.compile(r"(?<![\w.,–-])[−-]?\d+(?:[ \u202f,]\d{3}(?!\d))*(?:\.\d+)?(?:\s?%)?(?![\w]|[-–.,]\d)")
UNIT = re.compile(r"^\s(?:s|ms|seconds?|minutes?|MB|GB)\b")
# Smaller numbers count things that the reader sees: five rows, two curves.
FIRST_NUMBER = 13
YEARS = range(1900, 2100)


def bare_numbers(page: Page) -> Iterator[Finding]:
    """Bind each number beside results, or say where it comes from."""
    if not (page.cells and page.is_lesson):
        return
    in_code = _numbers_in_code(page.cells)
    first = page.cells[0].end
    # What a claim says is checked by its condition, so these numbers were chosen, too.
    conditions = " ".join(fence.options.get("holds", "") for fence in page.blocks("claim"))
    in_code |= {float(number) for number in re.findall(r"\d+(?:\.\d+)?", conditions)}
    texts = [(line.number, line.text) for line in page.lines if line.number > first and _may_report(line)]
    texts += [text for cell in page.cells for text in _texts_of(cell)]
    for number, text in sorted(texts):
        for found in _suspicious(text, in_code):
            yield (
                number,
                f"the number {found} stands bare beside results; bind it with {{num}} or {{holds}}, "
                f"or say where it comes from: {{fact}}`{found} | source`",
            )


def _may_report(line: Line) -> bool:
    return line.kind in ("words", "table") and not (line.fence and line.fence.name in NO_RESULTS)


def _texts_of(cell: Cell) -> list[tuple[int, str]]:
    """Return the caption and the alternative text of a cell, at the line of the cell."""
    options = cell.options.get("mystnb") or {}
    words = [(options.get("figure") or {}).get("caption"), (options.get("image") or {}).get("alt")]
    return [(cell.line, text) for text in words if isinstance(text, str)]


def _numbers_in_code(cells: list[Cell]) -> set[float]:
    """Return every number that the code of a page writes down: it was chosen, so it is no result."""
    found = set()
    for cell in cells:
        try:
            for token in tokenize.generate_tokens(io.StringIO("\n".join(cell.code)).readline):
                if token.type == tokenize.NUMBER:
                    found.add(abs(complex(token.string.replace("_", ""))))
        except (tokenize.TokenError, SyntaxError, ValueError):
            continue
    return found


def _suspicious(text: str, in_code: set[float]) -> Iterator[str]:
    """Yield the numbers of a text that look like results; a line with a source is taken to speak of that source."""
    if "{cite" in text:
        return
    plain = NOT_WORDS.sub("x", LIST_MARK.sub("", text))
    for match in NUMBER.finditer(plain):
        found = match[0].strip()
        digits = re.sub(r"[ \u202f,%\s]", "", found).replace("−", "-")
        value = abs(float(digits))
        is_share = found.endswith("%")
        if value in in_code or (is_share and value / 100 in in_code):
            continue
        is_plain = "." not in digits and not is_share and not UNIT.match(plain[match.end() :])
        if is_plain and (value < FIRST_NUMBER or value in YEARS):
            continue
        yield found
