"""What other extensions put on a page and a reader is better without."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.html._assets import _JavaScript

from lessons.assets import NOT_LINKED, SCRIPTS, STYLES

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def link_the_rest(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Leave only those scripts and styles for the head of a page that are in no bundle and needed nevertheless."""
    ours = [
        file.relative_to(Path(app.srcdir) / "_static").as_posix() for file in Path(app.srcdir).glob("_static/**/*.*")
    ]
    elsewhere = (*SCRIPTS, *STYLES, *NOT_LINKED, *ours)
    for kind in ("script_files", "css_files"):
        context[kind] = [file for file in context.get(kind, []) if not _is_among(file, elsewhere)]
    # What a single page needs may rely on the bundle, which waits for the page to be read.
    context["script_files"] = [_waiting(script) for script in context["script_files"]]


def _is_among(file: Any, patterns: Iterable[str]) -> bool:
    """Return whether a file is linked already, or is a line that sets what no script of ours reads."""
    name = getattr(file, "filename", file)
    if name is None:
        return "DOCUMENTATION_OPTIONS." in str(file.attributes.get("body"))
    return any(fnmatch(str(name).removeprefix("_static/"), pattern) for pattern in patterns)


def _waiting(script: Any) -> Any:
    if getattr(script, "filename", None) is None or script.attributes.keys() & {"async", "defer", "type"}:
        return script
    return _JavaScript(script.filename, priority=script.priority, **script.attributes, defer="defer")


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
    app.connect("html-page-context", link_the_rest, priority=900)
