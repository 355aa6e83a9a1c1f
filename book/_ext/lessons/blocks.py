"""The directives whose content is written by the author: questions … keypoints, challenge, hint, solution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from lessons.elements import Block, Disclosure, Gate, Summary, make_disclosure, make_title
from lessons.problems import report

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What a block of each kind calls itself.
LABELS = {
    "questions": "Questions",
    "objectives": "Objectives",
    "prereq": "Before you start",
    "callout": "Note",
    "discussion": "Discussion",
    "key-terms": "Key terms",
    "instructor": "For instructors",
    "keypoints": "Key points",
    "challenge": "Challenge",
    "graded": "Graded exercise",
    "quiz": "Quiz",
    "video": "Video",
    "claim": "Repeated runs",
}
#: How assistive technology is told about a block; what is not named here is a group.
ROLES = {
    "callout": "note",
    "discussion": "note",
    "instructor": "note",
    "video": "note",
    "claim": "note",
    "graded": "region",
}
DISCLOSURES = {"hint": "Hint", "solution": "Solution"}


class LessonDirective(SphinxDirective):
    """What all our directives share."""

    has_content = True
    final_argument_whitespace = True

    def problem(self, message: str) -> None:
        """Report ``message`` at the first line of this directive."""
        report(message, (self.env.docname, self.lineno))

    def parse_content(self) -> list[nodes.Node]:
        """Return the parsed content; an empty block is a mistake."""
        if not any(line.strip() for line in self.content):
            self.problem(f"{self.name}: this block is empty; write what belongs in it, or remove it")
            return []
        holder = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, holder)
        return list(holder.children)

    def parse_title(self) -> list[nodes.Node]:
        """Return the nodes of the title that follows the directive's name, if there is one."""
        if not self.arguments:
            return []
        inline, messages = self.state.inline_text(self.arguments[0], self.lineno)
        return [*inline, *messages]

    def make_block(self, title: list[nodes.Node], content: list[nodes.Node], note: str = "") -> Block:
        """Return the block, named by the option ``name``, else by its kind and place on the page."""
        block = Block(kind=self.name, role=ROLES.get(self.name, "group"))
        self.set_source_info(block)
        block += make_title(LABELS[self.name], title, note)
        block += content
        number_hints(block)
        if "name" in self.options:
            self.add_name(block)
        else:
            count = self.env.new_serialno(f"lesson-{self.name}") + 1
            block["ids"].append(f"lesson-{self.name}-{count}" if count > 1 else f"lesson-{self.name}")
        return block


class PlainBlock(LessonDirective):
    """A block whose kind is its title: questions, objectives, keypoints."""

    def run(self) -> list[nodes.Node]:
        """Return the block."""
        return [self.make_block([], self.parse_content())]


class TitledBlock(LessonDirective):
    """A block that may have a title of its own."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the block."""
        return [self.make_block(self.parse_title(), self.parse_content())]


class Challenge(LessonDirective):
    """A task in the flow of the page, with hints and an explained solution."""

    optional_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {
        "name": directives.unchanged,
        "minutes": directives.positive_int,
        "optional": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Return the block; whether it has a solution is known only when the page is read."""
        if not self.arguments:
            self.problem("challenge: has no title; write it after {challenge}")
        check_name(self, "ch-")
        minutes = self.options.get("minutes")
        notes = ["1 minute" if minutes == 1 else f"{minutes} minutes"] if minutes else []
        note = ", ".join([*notes, *(["optional"] if "optional" in self.options else [])])
        block = self.make_block(self.parse_title(), self.parse_content(), note)
        block["classes"] += ["lesson-optional"] if "optional" in self.options else []
        block["minutes"] = minutes
        return [block]


class Hidden(LessonDirective):
    """A hint or a solution: closed until opened."""

    def run(self) -> list[nodes.Node]:
        """Return the closed part; where it may stand is checked when the page is read."""
        part: Disclosure = make_disclosure(self.name, DISCLOSURES[self.name], self.parse_content())
        self.set_source_info(part)
        return [part]


class SolutionGate(LessonDirective):
    """The beginning or the end of a solution that holds executed cells."""

    def run(self) -> list[nodes.Node]:
        """Return the marker."""
        gate = Gate(kind=self.name)
        self.set_source_info(gate)
        holder = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, holder)
        return [gate, *holder.children] if self.name == "solution-start" else [*holder.children, gate]


def number_hints(block: Block) -> None:
    """Give several hints of one block their numbers, by which they are told apart."""
    hints = [part for part in block.children if isinstance(part, Disclosure) and part["kind"] == "hint"]
    if len(hints) > 1:
        for number, hint in enumerate(hints, start=1):
            hint[0].replace_self(Summary("", f"{DISCLOSURES['hint']} {number}"))


def check_name(directive: LessonDirective, prefix: str) -> None:
    """Report a missing name, or one without the prefix of its kind."""
    name = directive.options.get("name")
    if name is None:
        directive.problem(f"{directive.name}: has no name; add a line ':name: {prefix}…'")
    elif not name.startswith(prefix):
        directive.problem(f"{directive.name}: the name '{name}' must begin with '{prefix}'")


def setup(app: Sphinx) -> None:
    """Register the directives."""
    for kind in ("questions", "objectives", "keypoints"):
        app.add_directive(kind, PlainBlock)
    for kind in ("prereq", "callout", "discussion", "key-terms", "instructor"):
        app.add_directive(kind, TitledBlock)
    app.add_directive("challenge", Challenge)
    for kind in DISCLOSURES:
        app.add_directive(kind, Hidden)
    for kind in ("solution-start", "solution-end"):
        app.add_directive(kind, SolutionGate)
