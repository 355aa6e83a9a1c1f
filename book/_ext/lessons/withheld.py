"""A book without answers, for an assessment: solutions, hints, explanations of quizzes and notes are left out.

They are taken out as soon as a page has been read, so that nothing that is made of the pages later – search, lists,
notebooks – ever meets them. Figures keep their numbers: a class may have both books before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from lessons.elements import Block, Disclosure
from lessons.notebook_cells import holds_python
from lessons.records import record_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

__all__ = ["WithheldFigure"]

ANSWERS = ("solution", "hint")


class WithheldFigure(nodes.Invisible, nodes.Element):
    """Counts as the figure that stood here, and shows nothing."""


class Withhold(SphinxTransform):
    """Take the answers out of a page, once its blocks are checked and numbered (priority 510)."""

    default_priority = 520

    def apply(self, **kwargs: object) -> None:
        """Run on a page that has just been read."""
        if self.config.lessons_solutions:
            return
        for part in list(self.document.findall(lambda node: isinstance(node, Block | Disclosure))):
            if part["kind"] in ANSWERS or part["kind"] == "instructor":
                self.take_out(part)
            elif part["kind"] == "quiz":
                self.leave_options(part)

    def take_out(self, part: nodes.Element) -> None:
        """Put in the place of a part of the page what keeps the numbers of its figures."""
        if holds_python(part):
            part.parent["code"] = True
        self.forget(part)
        part.parent.replace(part, [WithheldFigure("", ids=figure["ids"]) for figure in part.findall(nodes.figure)])

    def leave_options(self, quiz: Block) -> None:
        """Leave the options of a quiz as a list, without saying which is right."""
        options = [part for part in quiz.children if isinstance(part, Disclosure)]
        listed = nodes.bullet_list(bullet="-", classes=["lesson-options"])
        for option in options:
            self.forget(option)
            letter, *words = option[0].children
            letter = nodes.strong("", f"{letter.astext()}.")
            listed += nodes.list_item("", nodes.paragraph("", "", letter, *words))
            quiz.remove(option)
        quiz += listed

    def forget(self, part: nodes.Element) -> None:
        """Let nothing of the book point to what is in a part of the page."""
        names = {name for node in part.findall(nodes.Element) for name in node["names"]}
        for name in names:
            self.document.nametypes.pop(name, None)
            self.document.nameids.pop(name, None)
        record = record_of(self.env)
        record.claims = [pair for pair in record.claims if pair[0].name not in names]


def _title(node: WithheldFigure) -> str:
    """Return what Sphinx asks for before it gives a number; nobody is shown it."""
    return "a figure"


def _visit_nothing(self: HTML5Translator, node: WithheldFigure) -> None:
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the setting ``lessons_solutions`` and what it turns on."""
    app.add_config_value("lessons_solutions", True, "env")
    app.add_enumerable_node(WithheldFigure, "figure", _title, html=(_visit_nothing, None))
    app.add_transform(Withhold)
