"""Nodes of a page as Markdown that a notebook shows: what our blocks and roles say, in plain words.

A page is read and resolved when this comes: numbers are filled in, references have their words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from lessons.elements import Block, BlockTitle, Disclosure
from lessons.figures import load
from lessons.interactive import Interactive
from lessons.provenance import InstructorNote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["Writer", "quote"]

SPECIAL = re.compile(r"[\\`*_\[\]<$]|&(?=#?\w+;)")
LINE_MARK = re.compile(r"^(\s*)([-+>]|#+|\d+(?=[.)]))(?=[.)]?\s)", re.MULTILINE)
TICKS = re.compile(r"`+")
LANGUAGES = {"ipython3": "python", "myst-ansi": "", "none": "", "default": ""}
#: What has no words of its own for a notebook.
SILENT = (nodes.raw, nodes.image, nodes.Invisible, InstructorNote)


class Writer:
    """Writes nodes as Markdown."""

    def __init__(self, address: Callable[[str], str], numbers: Mapping[str, str]) -> None:
        """Keep what only the book knows.

        Args:
            address: Returns where a link inside the site leads, or nothing where the site has no address.
            numbers: What each figure and table is called, by its name.
        """
        self.address = address
        self.numbers = numbers

    def words(self, children: Iterable[nodes.Node]) -> str:
        """Return what stands in a line."""
        return "".join(map(self.inline, children))

    def inline(self, node: nodes.Node) -> str:
        """Return one part of a line."""
        if isinstance(node, nodes.Text):
            return SPECIAL.sub(r"\\\g<0>", node.astext())
        if isinstance(node, SILENT):
            return ""
        if isinstance(node, nodes.literal):
            return _code(node.astext())
        if isinstance(node, nodes.math):
            return f"${node.astext().strip()}$"
        if isinstance(node, nodes.reference):
            return self.link(node)
        words = self.words(node.children)
        if isinstance(node, nodes.emphasis | nodes.strong):
            mark = "*" if isinstance(node, nodes.emphasis) else "**"
            return f"{mark}{words}{mark}"
        return f"({words})" if "lesson-met" in node.get("classes", []) else words

    def link(self, node: nodes.reference) -> str:
        """Return a link; only its words where it leads into a site whose address is not known."""
        words = self.words(node.children)
        target = node.get("refuri") or f"#{node.get('refid', '')}"
        address = target if re.match(r"\w+:", target) else self.address(target)
        if address:
            return f"[{words}]({address})"
        is_title = any({"doc", "std-doc"} & set(part["classes"]) for part in node.findall(nodes.inline))
        return f"*{words}*" if is_title else words

    def paragraph(self, children: Iterable[nodes.Node]) -> str:
        """Return a paragraph, in which no line begins like a list, a heading or a quotation."""
        return LINE_MARK.sub(_escaped, self.words(children).strip())

    def blocks(self, children: Iterable[nodes.Node]) -> str:
        """Return what stands below each other, with a blank line between."""
        return "\n\n".join(filter(None, map(self.block, children)))

    def block(self, node: nodes.Node) -> str:
        """Return a paragraph, a list, a table or whatever else takes lines of its own."""
        if isinstance(node, SILENT):
            return ""
        for kinds, write in (
            (nodes.TextElement, self.text_element),
            (nodes.bullet_list | nodes.enumerated_list, self.items),
            (nodes.table, self.table),
            (nodes.figure, self.figure),
            (Block, self.boxed),
        ):
            if isinstance(node, kinds):
                return write(node)
        return self.blocks(node.children)

    def text_element(self, node: nodes.TextElement) -> str:
        """Return what holds words: a paragraph, code, a formula."""
        if isinstance(node, nodes.literal_block):
            return fenced(node.astext(), node.get("language", ""))
        if isinstance(node, nodes.math_block):
            return formula(node)
        if isinstance(node, nodes.term | nodes.rubric) or "lesson-block__part" in node["classes"]:
            return f"**{self.words(node.children)}**"
        return self.paragraph(node.children)

    def items(self, node: nodes.Element) -> str:
        """Return a list."""
        start = node.get("start", 1)
        numbered = isinstance(node, nodes.enumerated_list)
        marks = [f"{start + index}." if numbered else "-" for index in range(len(node.children))]
        texts = [_hanging(mark, self.blocks(item.children)) for mark, item in zip(marks, node.children, strict=True)]
        loose = any("\n\n" in text for text in texts)
        return ("\n\n" if loose else "\n").join(texts)

    def table(self, node: nodes.table) -> str:
        """Return a table with pipes."""
        rows = [[self.cell(entry) for entry in row.children] for row in node.findall(nodes.row)]
        head, *body = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([head, f"|{' --- |' * len(rows[0])}", *body])

    def cell(self, entry: nodes.Element) -> str:
        """Return the content of a cell of a table, in one line."""
        lines = [" ".join(self.block(child).split()) for child in entry.children]
        return "<br>".join(lines).replace("|", "\\|")

    def figure(self, node: nodes.figure) -> str:
        """Return what a figure shows that only the site can draw, and its caption."""
        told = []
        for drawing in node.findall(Interactive):
            figure = load(drawing["figure"])
            words = f"{drawing['alt']} {figure.draw(figure.state).words}"
            place = self.address(f"#{node['ids'][0]}") if node["ids"] else ""
            where = f"[page of the lesson]({place})" if place else "page of the lesson"
            told += [f"*This figure answers on the {where}.*", SPECIAL.sub(r"\\\g<0>", words)]
        return "\n\n".join([self.caption(node), *told])

    def caption(self, node: nodes.figure) -> str:
        """Return the caption of a figure with its number."""
        words = [self.paragraph(caption.children) for caption in node.findall(nodes.caption)]
        number = next((self.numbers[name] for name in node["ids"] if name in self.numbers), "")
        return " ".join([f"**{number}:**" if number else "", *words]).strip()

    def title(self, title: BlockTitle) -> str:
        """Return the title of a block in one line: its label, its name, its note."""
        parts = [
            (part["classes"], self.words(part.children)) for part in title.children if isinstance(part, nodes.inline)
        ]
        label, name, note = (
            next((words for classes, words in parts if f"lesson-block__{kind}" in classes), "")
            for kind in ("label", "name", "note")
        )
        words = f"{label}: {name}" if name else label
        return f"**{words}**" + (f" ({note})" if note else "")

    def boxed(self, block: Block) -> str:
        """Return a block as a quotation below its title."""
        return quote("\n\n".join(filter(None, [self.title(block[0]), self.blocks(block.children[1:])])))

    def choices(self, block: Block, *, explained: bool) -> str:
        """Return a quiz as a quotation.

        Args:
            block: The quiz.
            explained: Whether each option is followed by what is said about it.
        """
        options = [part for part in block.children if isinstance(part, Disclosure)]
        before = [part for part in block.children[1:] if not isinstance(part, Disclosure)]
        texts = [_hanging("-", self.option(option, explained=explained)) for option in options]
        listed = ("\n\n" if explained else "\n").join(texts)
        return quote("\n\n".join(filter(None, [self.title(block[0]), self.blocks(before), listed])))

    def option(self, option: Disclosure, *, explained: bool) -> str:
        """Return one option of a quiz."""
        letter, *words = option[0].children
        text = f"**{letter.astext()}.** {self.words(words).strip()}"
        return f"{text}\n\n{self.blocks(option.children[1:])}" if explained else text


def quote(text: str) -> str:
    """Return Markdown as a quotation, which a notebook sets off."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def fenced(text: str, language: str) -> str:
    """Return code between fences that it does not hold itself."""
    marks = "`" * max(3, *(len(found) + 1 for found in TICKS.findall(text)), 3)
    return f"{marks}{LANGUAGES.get(language, language)}\n{text.rstrip()}\n{marks}"


def formula(node: nodes.math_block) -> str:
    """Return a formula of its own, in one line: the marks of a quotation would become a part of it."""
    tex = " ".join(node.astext().split())
    if "\\\\" in tex and "\\begin" not in tex:
        tex = f"\\begin{{aligned}}{tex}\\end{{aligned}}"
    number = f" \\tag{{{node['number']}}}" if node.get("number") else ""
    return f"$${tex}{number}$$"


def _code(text: str) -> str:
    marks = "`" * (max(map(len, TICKS.findall(text)), default=0) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{marks}{space}{text}{space}{marks}"


def _escaped(found: re.Match[str]) -> str:
    mark = found[2]
    return f"{found[1]}{mark}\\" if mark.isdigit() else f"{found[1]}\\{mark}"


def _hanging(mark: str, text: str) -> str:
    """Return an item of a list, whose further lines stand below its first word."""
    margin = " " * (len(mark) + 1)
    return f"{mark} " + text.replace("\n", f"\n{margin}").replace(f"\n{margin}\n", "\n\n")
