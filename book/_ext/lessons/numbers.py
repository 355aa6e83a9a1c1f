"""``num``, ``holds``, ``fact``: numbers put there by the run, words checked by it, and numbers with a source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from lessons.bound import Binding, BoundError, Value, check, joined, parse, show
from lessons.places import KINDS, Bound, Role, unstamped, without_roles, words_of
from lessons.problems import report, shortened

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

#: What a number shows where no run is at hand.
NOT_RUN = "…"
ROLE = re.compile(r"\{([\w:-]+)\}`([^`]*)`")
LINE_MARK = re.compile(r"^[\s>]*(?:(?:[-*+]|\d+[.)])\s+|#+\s+|(?:caption|alt):\s+)?")
KEY_LIKE = re.compile(r"[a-z]+\d{4}[a-z]?")
ENTRY = re.compile(r"^\s*@\w+\s*[{(]\s*([^,\s]+)", re.MULTILINE)
NEXT_STEPS = {"num": "correct the sentence, or its range", "holds": "correct the sentence, or what must be true"}


class Checked(nodes.inline):
    """Words with a source: attributes ``kind`` (number, holds, fact) and ``says``, which is shown below a pointer."""


@dataclass
class RunOfPage:
    """What the stored run of a page knows about the sentences of the page."""

    docname: str
    page: str
    bound: list[Bound] = field(default_factory=list)
    values: list[dict[str, Value]] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def words(self, kind: str, stamped: str, line: int) -> str:
        """Return what a role shows, and report what is wrong with it.

        Args:
            kind: ``num`` or ``holds``.
            stamped: The text of the role, as `lessons.places.stamp` left it.
            line: Its line, where it has no stamp.
        """
        index, text = unstamped(stamped)
        at = self.bound[index] if index is not None and index < len(self.bound) else None
        first = index not in self.seen
        if index is not None:
            self.seen.add(index)
        line = at.line if at else line
        try:
            binding = parse(kind, text)
        except BoundError as error:
            self.report(kind, str(error), line, first)
            return text
        values = self.values[index] if at and index is not None and index < len(self.values) else {}
        if problem := self.problem(binding, at, values):
            self.report(kind, problem, line, first)
            return binding.words or NOT_RUN
        return show(binding, values)

    def problem(self, binding: Binding, at: Bound | None, values: dict[str, Value]) -> str | None:
        """Return what is wrong with a role that can be read."""
        if at is None or at.cell is None:
            return f"no code cell above has computed '{binding.text}'; move it below one, or write a 'fact'"
        try:
            return check(binding, values)
        except KeyError as error:
            return f"the stored run has no value of {error}; run `make book`, which executes the page"

    def report(self, kind: str, problem: str, line: int, first: bool) -> None:
        """Report a problem at a line, with its sentence; once, however often the role is parsed."""
        what, _, step = problem.partition("; ")
        if first:
            words = f'{kind}: {what} in "{self.sentence(line)}"; {step or NEXT_STEPS[kind]}'
            report(words, (self.docname, line))

    def sentence(self, line: int) -> str:
        """Return the sentence of a line, shortened."""
        rows = self.page.splitlines()
        if not 0 < line <= len(rows):
            return ""
        words = ROLE.sub(_read_aloud, rows[line - 1])
        return shortened(LINE_MARK.sub("", words).strip())

    def fill_descriptions(self, notebook: Any, env: BuildEnvironment) -> None:
        """Put words in the place of the roles in alternative texts, which are no Markdown."""
        lines = notebook.metadata["source_map"]
        for cell, line in zip(notebook.cells, lines, strict=True):
            if cell.cell_type == "code":
                for where, key in words_of(cell):
                    if key == "alt":
                        where[key] = without_roles(where[key], (*KINDS, "fact"), partial(self.plain, env, line))

    def plain(self, env: BuildEnvironment, line: int, role: Role) -> str:
        """Return the words of a role whose cell begins at ``line``."""
        if role.kind == "fact":
            return read_fact(env, role.text, line)[0]
        return self.words(role.kind, role.text, line)

    def report_unseen(self) -> None:
        """Report the roles that have become no part of the page: they stand where no text is."""
        for bound in self.bound:
            if bound.index not in self.seen:
                problem = f"'{joined(bound.text)}' stands where it is not shown; move it into a sentence"
                self.report(bound.kind, problem, bound.line, True)


def _read_aloud(role: re.Match[str]) -> str:
    """Return what a message shows of a role: the expression, or the words before the bar; more would hide them."""
    kind, text = role.groups()
    return f"‹{_expression(text)}›" if kind == "num" else text.partition(" | ")[0]


class BoundRole(SphinxRole):
    """``num`` or ``holds``."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number or the words."""
        run: RunOfPage | None = self.env.temp_data.get("lessons_run")
        text = unstamped(self.text)[1]
        words = (
            run.words(self.name, self.text, self.lineno) if run else _unchecked(self.env, self.name, text, self.lineno)
        )
        if self.name == "holds":
            kind, says = "holds", f"checked: {text.replace(chr(92), '').rpartition(' | ')[2].strip()}"
        else:
            kind, says = "number", f"computed by this page: {_expression(text)}"
        node = Checked("", words, kind=kind, says=joined(says))
        self.set_source_info(node)
        return [node], []


def _expression(text: str) -> str:
    try:
        return parse("num", text).expressions[0]
    except BoundError:
        return text


def _unchecked(env: BuildEnvironment, kind: str, text: str, line: int) -> str:
    """Return what is shown where no run is at hand; in a build of ours that is a page without code."""
    try:
        binding = parse(kind, text)
    except BoundError as error:
        report(f"{kind}: {error}", (env.docname, line))
        return text
    if env.config.lessons_executed:
        report(f"{kind}: this page has no code cell that could compute '{binding.text}'", (env.docname, line))
    return binding.words or NOT_RUN


class FactRole(SphinxRole):
    """`` {fact}`86 billion | azevedo2009` ``."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the words."""
        words, source = read_fact(self.env, self.text, self.lineno)
        node = Checked("", words, kind="fact", says=f"source: {source}")
        self.set_source_info(node)
        return [node], []


def read_fact(env: BuildEnvironment, text: str, line: int) -> tuple[str, str]:
    """Return the words and the source of a fact, and report what is missing."""
    words, bar, source = (part.strip() for part in text.replace("\\|", "|").rpartition(" | "))
    if not (words and bar and source):
        message = f"fact: '{text}' says not where it is from; write the words, then ' | ', then a key or a reason"
        report(message, (env.docname, line))
        return text, ""
    if KEY_LIKE.fullmatch(source) and source not in bibliography(env):
        message = f"fact: there is no '{source}' in the bibliography; correct the key, or add the entry"
        report(message, (env.docname, line))
    return words, source


def bibliography(env: BuildEnvironment) -> set[str]:
    """Return the keys of the bibliography; a page that uses them is read again when it changes."""
    keys: set[str] = set()
    for name in getattr(env.config, "bibtex_bibfiles", ["references.bib"]):
        path = Path(env.srcdir) / name
        if path.is_file():
            env.note_dependency(str(path))
            keys |= set(ENTRY.findall(path.read_text("utf-8")))
    return keys


def _visit_checked(self: HTML5Translator, node: Checked) -> None:
    self.body.append(self.starttag(node, "span", "", CLASS=f"lesson-{node['kind']}", title=node["says"]))


def _depart_checked(self: HTML5Translator, node: Checked) -> None:
    self.body.append("</span>")


def setup(app: Sphinx) -> None:
    """Register the roles; formats other than HTML take their node for a plain one."""
    app.add_node(Checked, html=(_visit_checked, _depart_checked))
    app.add_role("num", BoundRole())
    app.add_role("holds", BoundRole())
    app.add_role("fact", FactRole())
