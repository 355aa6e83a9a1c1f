"""``met`` ties an objective to what practises it; ``lesson`` points to a lesson, written or planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxRole

from lessons.pages import facts_of
from lessons.problems import report

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Titles of the lessons of the whole course, for pointers to pages that are not written yet.
PLANNED = {
    "introduction": "What is deep learning?",
    "neuron": "One neuron",
    "network": "From neurons to networks",
    "loss": "Measuring error",
    "gradient-descent": "How networks learn",
    "basics": "Building a basic neural network",
    "penguins": "Classifying penguins: the whole workflow",
    "weather": "Monitoring training: tomorrow’s temperature",
    "when-training-fails": "Reading curves that went wrong",
    "convolution": "Seeing with kernels",
    "convolutional-networks": "A network that reads digits",
    "image-classification": "A pretrained network",
    "transfer-learning": "Making it yours",
    "hardware": "CPU, GPU and more than one",
    "outlook": "Your own project",
}


class Met(nodes.Inline, nodes.Element):
    """The names of what practises an objective, until they are known to exist. Attribute: ``targets``."""


class MetRole(SphinxRole):
    """`` {met}`ch-bias, neuron_output` `` at the end of an objective."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a marker that ``structure`` turns into links."""
        met = Met(targets=[name.strip() for name in self.text.split(",") if name.strip()])
        self.set_source_info(met)
        return [met], []


class LessonRole(SphinxRole):
    """`` {lesson}`loss` ``: a link where the lesson exists, else its planned title."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link or the title."""
        if self.text in self.env.found_docs:
            return [self.make_link()], []
        facts_of(self.env).pointers.add(self.text)
        if self.text not in PLANNED:
            report(f"lesson: there is no lesson '{self.text}', and none is planned", self.location())
        return [nodes.emphasis("", PLANNED.get(self.text, self.text))], []

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
    """Register the roles."""
    app.add_role("met", MetRole())
    app.add_role("lesson", LessonRole())
