"""``met`` ties an objective or a key point to what practises it; ``lesson`` points to a lesson, written or planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxRole

from lessons.pages import facts_of
from lessons.problems import report

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Met(nodes.Inline, nodes.Element):
    """What practises an objective or a key point, until it is known to exist. Attribute: ``targets``, its names."""


class MetRole(SphinxRole):
    """`` {met}`ch-bias, neuron_output` `` at the end of an objective or a key point."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a marker that ``structure`` turns into links."""
        met = Met(targets=[name.strip() for name in self.text.split(",") if name.strip()])
        self.set_source_info(met)
        return [met], []


class LessonRole(SphinxRole):
    """`` {lesson}`loss` ``: a link where the lesson exists, else the title under which it is planned."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link or the title."""
        if self.text in self.env.found_docs:
            return [self.make_link()], []
        facts_of(self.env).pointers.add(self.text)
        planned = self.env.config.lessons_planned
        if self.text not in planned:
            step = "correct its name, take the pointer out, or put the lesson into _toc.yml"
            report(f"lesson: there is no lesson '{self.text}', and none is planned; {step}", self.location())
        return [nodes.emphasis("", planned.get(self.text, self.text))], []

    def location(self) -> tuple[str, int]:
        """Return page and line of the role."""
        return (self.env.docname, self.lineno)

    def make_link(self) -> addnodes.pending_xref:
        """Return a reference that Sphinx fills with the title of the page."""
        link = addnodes.pending_xref("", nodes.inline("", self.text), refdomain="std", reftype="doc", refwarn=True)
        link.update_all_atts({"refdoc": self.env.docname, "reftarget": f"/{self.text}", "refexplicit": False})
        self.set_source_info(link)
        return link


def setup(app: Sphinx) -> None:
    """Register the roles, and the setting for lessons that are planned: their titles by the names of their pages."""
    app.add_config_value("lessons_planned", {}, "env")
    app.add_role("met", MetRole())
    app.add_role("lesson", LessonRole())
