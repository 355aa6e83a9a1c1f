"""No markup among the words: what was not closed or not known would be shown as it is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from lessons.elements import Block
from lessons.problems import report

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What may be left over, and what it means.
LEFTOVERS = {
    r"\$\$": "an equation is not closed; put $$ at both ends",
    r"\[\^[\w-]+\]": "there is no such footnote; add a line that begins with its mark and a colon",
    r"^:[a-z-]+: ": "the block knows no such option; correct its name, or take it out",
}
VERBATIM = (nodes.literal, nodes.FixedTextElement, nodes.math, nodes.math_block, nodes.raw, nodes.comment)


def check_words(app: Sphinx, doctree: nodes.document) -> None:
    """Report markup that is left in the words of a page, and key points that another block has swallowed."""
    for text in doctree.findall(nodes.Text):
        if isinstance(text.parent, (*VERBATIM, nodes.system_message)):
            continue
        for pattern, meaning in LEFTOVERS.items():
            if found := re.search(pattern, text.astext(), re.MULTILINE):
                report(f"'{found[0].strip()}' is left in the text: {meaning}", (app.env.docname, _line(text.parent)))
    for part in doctree.findall(nodes.container):
        if part.get("is_div"):
            report("a fence without a name opens a block; take it out", part)
    for block in doctree.findall(Block):
        if block["kind"] == "keypoints" and (around := _outermost_block(block)) is not block:
            report(f"{around['kind']}: holds the end of the page; close its fence, and those inside it", around)


def _line(node: nodes.Element) -> int:
    while node.line is None and node.parent is not None:
        node = node.parent
    return node.line or 1


def _outermost_block(block: Block) -> Block:
    found, node = block, block.parent
    while node is not None:
        found, node = node if isinstance(node, Block) else found, node.parent
    return found


def setup(app: Sphinx) -> None:
    """Look at each page once it has been read."""
    app.connect("doctree-read", check_words)
