"""Tables that pandas writes, for those who have them read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def mend_corners(app: Sphinx, doctree: nodes.document) -> None:
    """Make the empty corner of a table of pandas a cell: it heads nothing."""
    for raw in doctree.findall(nodes.raw):
        if 'class="dataframe' in raw.astext():
            raw.children = [nodes.Text(raw.astext().replace("<th></th>", "<td></td>"))]


def setup(app: Sphinx) -> None:
    """Look at each page once it has been read."""
    app.connect("doctree-read", mend_corners)
