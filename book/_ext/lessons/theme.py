"""What other extensions put on a page and a reader is better without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def remove_thebe(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Take out the scripts of sphinx-thebe: no page starts a kernel, and loaded twice they are an error."""
    scripts = context.get("script_files", [])
    context["script_files"] = [script for script in scripts if "thebe" not in _words_of(script)]


def _words_of(script: Any) -> str:
    return f"{getattr(script, 'filename', script)} {getattr(script, 'attributes', {}).get('body', '')}".lower()


def _visit_citation(self: Any, node: nodes.citation) -> None:
    """Open an item of a plain list: the role that docutils gives is on its way out, and not allowed there."""
    if not isinstance(node.previous_sibling(), nodes.citation):
        self.body.append('<div role="list" class="citation-list">\n')
    self.body.append(self.starttag(node, "div", classes=["citation"], role="listitem"))


def _depart_citation(self: Any, node: nodes.citation) -> None:
    self.body.append("</div>\n")
    if not isinstance(node.next_node(descend=False, siblings=True), nodes.citation):
        self.body.append("</div>\n")


def setup(app: Sphinx) -> None:
    """Replace the writing of citations, and filter the scripts of each page last of all."""
    app.add_node(nodes.citation, override=True, html=(_visit_citation, _depart_citation))
    app.connect("html-page-context", remove_thebe, priority=900)
