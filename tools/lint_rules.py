"""The rules for a page: each is a function that yields the line and the words of what it finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from lint_numbers import bare_numbers
from page_source import Cell, Line, Page, count_words

__all__ = ["RULES", "Finding", "Rule"]

MAX_CELL_LINES = 15
MAX_PARAGRAPH_LINES = 4
MAX_WORDS_TO_HEADING = 250
MAX_WORDS_TO_CHALLENGE = 1200
TASKS = ("challenge", "graded", "quiz")

FORBIDDEN_TAGS = {
    "remove-cell": "the reader sees what runs",
    "remove_cell": "the reader sees what runs",
    "raises-exception": "a cell that raises fails the book",
}
PYPLOT = re.compile(r"\bplt\.|\bimport matplotlib|\bfrom matplotlib")
INSTALL = re.compile(r"^\s*[!%]|\b(?:pip3?|conda) install\b|\b(?:urlretrieve|urlopen|requests\.get|get_file)\(")
HELPER = re.compile(r"^\s*def ((?:plot|draw|show|load|fetch|download|style)_\w+)")
SEED = re.compile(r"\b(?:set_random_seed|set_seeds?|random\.seed|default_rng|RandomState)\(")
DRAWS = re.compile(r"^(?:\w+\s*=\s*)?(?:\w+\.)*(?:plot|draw)_\w+\(")
MET = re.compile(r"\{met\}`([^`]*)`\s*$")
INLINE_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
INLINE_IMAGE = re.compile(r"!\[\s*\]\(")
NOT_WORDS = re.compile(r"(?:\{[\w:-]+\})?(`+)(?!`).*?(?<!`)\1(?!`)|\$[^$]+\$|\]\([^)]*\)|<[^>]+>")
LIST_MARK = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?")
LEAD_IN = re.compile(r"^\s*(\*\*|\*)[^*]+\1\s+")
SENTENCE_END = re.compile(r"(\S*?)[.!?…][\"'”’)*_\]]*\s+[\"'“‘(*_\[]*[A-Z]")
ABBREVIATION = re.compile(r"e\.g|i\.e|cf|vs|etc|al|figs?|eq|nos?|ch|vol|pp?|dr|mrs?|ms|prof|st|approx|ca")

Finding = tuple[int, str]
Rule = Callable[[Page], Iterator[Finding]]


def minutes(page: Page) -> Iterator[Finding]:
    """Say how long a lesson takes."""
    for key in ("teaching", "exercises"):
        if page.is_lesson and not isinstance(page.matter.get(key), int):
            yield 1, f"the front matter has no '{key}' in whole minutes; add a line '{key}: 20'"


def runs(page: Page) -> Iterator[Finding]:
    """Have a page with cells executed."""
    if page.cells and page.matter.get("file_format") != "mystnb":
        yield 1, "this page has cells that nothing executes; add 'file_format: mystnb' to the front matter"


def frame(page: Page) -> Iterator[Finding]:
    """Open a lesson with questions and objectives, and close it with key points."""
    if not page.is_lesson:
        return
    for name in ("questions", "objectives", "keypoints"):
        if not page.blocks(name):
            yield 1, f"this lesson has no {name}; add a block {{{name}}}"
    opening = [fence.name for fence in page.fences if not fence.depth][:2]
    if opening != ["questions", "objectives"]:
        yield 1, "a lesson opens with its questions, then its objectives; move them below the title"
    for fence in page.blocks("keypoints")[:1]:
        for line in [line for line in page.lines if line.number > fence.end and line.kind != "blank"][:1]:
            yield line.number, "the key points come last; move them to the end, or this line before them"


def objectives(page: Page) -> Iterator[Finding]:
    """Practise every objective on its page."""
    names = {fence.options.get("name", "") for fence in page.blocks("challenge", "quiz")}
    names |= {fence.argument for fence in page.blocks("graded")}
    for fence in page.blocks("objectives"):
        for number, item in _items(page.inside(fence)):
            match = MET.search(item)
            if not match:
                yield number, "nothing practises this objective; end it with {met}`name of a challenge or exercise`"
                continue
            for name in (part.strip() for part in match[1].split(",")):
                if name not in names:
                    yield number, f"'{name}' is no challenge, quiz or graded exercise of this page; correct the name"


def cell_length(page: Page) -> Iterator[Finding]:
    """Keep cells short."""
    for cell in page.cells:
        if len(cell.code) > MAX_CELL_LINES:
            yield cell.line, f"a cell of {len(cell.code)} lines; split it, or move what is not its idea to lesson_code"


def words_between(page: Page) -> Iterator[Finding]:
    """Say something between two cells."""
    for first, second in pairwise(page.cells):
        between = (line for line in page.lines if first.end < line.number < second.line)
        if not any(line.kind == "words" for line in between):
            yield second.line, "no words between this cell and the one before; say what came out, and what comes now"


def nested_cell(page: Page) -> Iterator[Finding]:
    """Put cells where they are executed."""
    for cell in page.cells:
        if cell.depth:
            yield cell.line, "a cell inside a block does not run; put it between solution-start and solution-end"


def tags(page: Page) -> Iterator[Finding]:
    """Hide nothing from the reader."""
    for cell in page.cells:
        for tag in cell.options.get("tags") or []:
            if tag in FORBIDDEN_TAGS:
                yield cell.line, f"the tag '{tag}' is not used: {FORBIDDEN_TAGS[tag]}; remove it"


def plt(page: Page) -> Iterator[Finding]:
    """Leave drawing to the package."""
    yield from _search(page, PYPLOT, "Matplotlib on a page; call a function of lesson_code.plotting or .drawing")


def install(page: Page) -> Iterator[Finding]:
    """Install and download nothing while a page runs."""
    yield from _search(page, INSTALL, "a page installs and downloads nothing; use lesson_code.data")


def helper(page: Page) -> Iterator[Finding]:
    """Import what is not the idea of the page."""
    yield from _search(page, HELPER, "a helper is defined on the page; put it in lesson_code and import it")


def seed(page: Page) -> Iterator[Finding]:
    """Set one seed, once."""
    calls = [(number, found) for number, code in _code(page) for found in SEED.findall(code)]
    for number, found in calls[1:]:
        yield number, f"a second seed: {found.rstrip('(')}; set one seed, once on the page"


def figure(page: Page) -> Iterator[Finding]:
    """Give every figure a name, a caption and words for those who do not see it."""
    for cell in page.cells:
        yield from _cell_figure(cell)
    for fence in page.blocks("figure", "image"):
        needed = ("alt", "name") if fence.name == "figure" else ("alt",)
        missing = [key for key in needed if not fence.options.get(key)]
        if fence.name == "figure" and not any(line.kind == "words" for line in page.inside(fence)):
            missing.append("caption")
        if missing:
            yield fence.line, f"this {fence.name} has no {' and no '.join(missing)}; add it"
    for line in page.lines:
        if line.kind == "words" and INLINE_IMAGE.search(INLINE_CODE.sub("", line.text)):
            yield line.number, "this image has no alternative text; write it between the brackets"


def sentence(page: Page) -> Iterator[Finding]:
    """Write one sentence a line."""
    for line in page.lines:
        if line.kind == "words" and _second_sentence(line.text):
            yield line.number, "two sentences in one line; begin the second on a line of its own"


def paragraph(page: Page) -> Iterator[Finding]:
    """Keep paragraphs short."""
    lines = 0
    for line in page.lines:
        lines = lines + 1 if line.kind == "words" and not LIST_MARK.match(line.text) else 0
        if lines == MAX_PARAGRAPH_LINES + 1:
            yield line.number, f"a paragraph of more than {MAX_PARAGRAPH_LINES} sentences; divide it"


def headings(page: Page) -> Iterator[Finding]:
    """Give the reader a heading now and then."""
    words = 0
    for line in page.lines:
        words = 0 if line.kind == "heading" else words + _flow(line)
        if page.is_lesson and words > MAX_WORDS_TO_HEADING:
            yield line.number, f"{words} words without a heading; add one about every 100 to 150 words"
            words = 0


def practice(page: Page) -> Iterator[Finding]:
    """Let the reader do something now and then."""
    starts = {fence.line for fence in page.blocks(*TASKS)}
    words = 0
    for line in page.lines:
        words = 0 if line.number in starts else words + _flow(line)
        if page.is_lesson and words > MAX_WORDS_TO_CHALLENGE:
            yield line.number, f"{words} words without something to do; add a challenge about every 800 words"
            words = 0


def _items(lines: list[Line]) -> list[tuple[int, str]]:
    """Return the items of a list, each with the number of its first line."""
    items: list[tuple[int, str]] = []
    for line in lines:
        if LIST_MARK.match(line.text):
            items.append((line.number, line.text))
        elif items and line.kind == "words":
            items[-1] = (items[-1][0], f"{items[-1][1]} {line.text.strip()}")
    return items


def _code(page: Page) -> Iterator[tuple[int, str]]:
    """Yield every line of code in a cell, without its comment, with its number."""
    for cell in page.cells:
        first = cell.end - len(cell.code)
        for offset, code in enumerate(cell.code):
            yield first + offset, code.split("# ", 1)[0]


def _search(page: Page, pattern: re.Pattern[str], message: str) -> Iterator[Finding]:
    for number, code in _code(page):
        if pattern.search(code):
            yield number, message


def _cell_figure(cell: Cell) -> Iterator[Finding]:
    options = cell.options.get("mystnb") or {}
    figure, image = options.get("figure") or {}, options.get("image") or {}
    code = [line for line in cell.code if line.strip()]
    if not (figure or image or (code and DRAWS.match(code[-1]))):
        return
    missing = [f"figure: {key}" for key in ("name", "caption") if not figure.get(key)]
    missing += [] if image.get("alt") else ["image: alt"]
    if missing:
        yield cell.line, f"this cell draws a figure without {', '.join(missing)}; add it to the cell's mystnb options"
    elif not str(figure["name"]).startswith("fig-"):
        yield cell.line, f"the name '{figure['name']}' of this figure does not begin with 'fig-'; rename it"


def _second_sentence(text: str) -> bool:
    """Return whether a line goes on after the end of a sentence."""
    plain = LEAD_IN.sub("", NOT_WORDS.sub("x", LIST_MARK.sub("", text)))
    for match in SENTENCE_END.finditer(plain):
        word = match[1].lstrip("(\"'“‘*_[").lower()
        is_initial = len(word) == 1 and word.isalpha() and match[1][-1:].isupper()
        if not (ABBREVIATION.fullmatch(word) or is_initial):
            return True
    return False


def _flow(line: Line) -> int:
    """Return the words of a line that belong to the flow of the page, outside its blocks."""
    return count_words(line.text) if line.kind == "words" and line.fence is None else 0


#: All rules by the name under which they report, in the order of a page.
RULES: dict[str, Rule] = {
    "minutes": minutes,
    "runs": runs,
    "frame": frame,
    "objectives": objectives,
    "cell-length": cell_length,
    "words-between": words_between,
    "nested-cell": nested_cell,
    "tags": tags,
    "plt": plt,
    "install": install,
    "helper": helper,
    "seed": seed,
    "figure": figure,
    "sentence": sentence,
    "paragraph": paragraph,
    "headings": headings,
    "practice": practice,
    "bare-number": bare_numbers,
}
