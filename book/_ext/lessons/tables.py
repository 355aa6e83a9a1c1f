"""Tables for those who have them read aloud: an empty corner is a cell, since it heads nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def mend_corners(app: Sphinx, doctree: nodes.document) -> None:
    """Mend the tables that pandas has written."""
    for raw in doctree.findall(nodes.raw):
        if 'class="dataframe' in raw.astext():
            raw.children = [nodes.Text(raw.astext().replace("<th></th>", "<td></td>"))]


def _visit_entry(self: Any, node: nodes.entry) -> None:
    """Open a cell of our own tables as Sphinx does, unless it is an empty heading."""
    type(self).visit_entry(self, node)
    if not node.astext().strip() and node.next_node(nodes.image) is None:
        self.body[-1] = self.body[-1].replace("<th", "<td", 1)
        self.context[-1] = self.context[-1].replace("</th", "</td", 1)


def _depart_entry(self: Any, node: nodes.entry) -> None:
    type(self).depart_entry(self, node)


def setup(app: Sphinx) -> None:
    """Look at each page once it has been read, and at each cell when it is written."""
    app.add_node(nodes.entry, override=True, html=(_visit_entry, _depart_entry))
    app.connect("doctree-read", mend_corners)
