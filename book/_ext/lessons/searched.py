"""What readers can search for: every word that they can see, and no note that is meant for instructors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from lessons.elements import Block

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


class Builder(StandaloneHTMLBuilder):
    """Sphinx's own builder of pages, which indexes a page without its notes."""

    def index_page(self, pagename: str, doctree: nodes.document, title: str) -> None:
        """Enter the words of a page into the index."""
        super().index_page(pagename, without_notes(doctree), title)


def without_notes(doctree: nodes.document) -> nodes.document:
    """Return the page without what is written for instructors; the page itself stays as it is."""
    if not _notes(doctree):
        return doctree
    copy = doctree.deepcopy()
    for note in _notes(copy):
        note.parent.remove(note)
    return copy


def _notes(doctree: nodes.document) -> list[Block]:
    return [block for block in doctree.findall(Block) if block["kind"] == "instructor"]


def setup(app: Sphinx) -> None:
    """Take the place of Sphinx's builder."""
    app.add_builder(Builder, override=True)
