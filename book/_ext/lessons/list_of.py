"""``list-of``: what the whole book has of one thing, gathered from its pages while they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from lessons.data_list import make_data, make_networks
from lessons.exercise_list import make_exercises
from lessons.figure_list import make_figures
from lessons.key_points import make_key_points
from lessons.problems import report
from lessons.uses import all_uses, uses_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

MAKERS = {
    "exercises": make_exercises,
    "key-points": make_key_points,
    "figures": make_figures,
    "data": make_data,
    "networks": make_networks,
}


class ListOf(nodes.General, nodes.Element):
    """The place of a list until all pages are read: attribute ``of``."""


class ListOfDirective(SphinxDirective):
    """The place where the author wants a list; it has sections, so it stands last below its heading."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
        of = self.arguments[0]
        if of not in MAKERS:
            message = f"list-of: there is no list of '{of}'; there are {', '.join(MAKERS)}"
            report(message, (self.env.docname, self.lineno))
            return []
        uses_of(self.env).has_list = True
        return [ListOf(of=of)]


class FillLists(SphinxPostTransform):
    """Put each list in its place; before references are resolved (priority 10), since they hold some."""

    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Replace every placeholder of the page."""
        places = list(self.document.findall(ListOf))
        for place in places:
            place.replace_self(MAKERS[place["of"]](self.env, self.app.builder))
        if places and list(self.document.findall(nodes.math)):
            # The copies have brought formulas along: the page needs their styles.
            self.env.get_domain("math").data["has_equations"][self.env.docname] = True


def pages_with_lists(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages to be written again when any other may have changed."""
    return [name for name, uses in all_uses(env).items() if uses.has_list]


def setup(app: Sphinx) -> None:
    """Register directive, node and transform."""
    app.add_node(ListOf)
    app.add_directive("list-of", ListOfDirective)
    app.add_post_transform(FillLists)
    app.connect("env-updated", pages_with_lists)
