"""The nodes that lesson blocks are made of, how they become HTML, and plain nodes for every other format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from lessons.icons import icon

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class Block(nodes.General, nodes.Element):
    """A titled block. Attributes: ``kind``, ``role``, ``ids``; its first child is a ``BlockTitle``.

    A note for instructors is hidden unless it has the attribute ``shown``, as on the page that gathers all of them.
    """


class BlockTitle(nodes.General, nodes.TextElement):
    """The title of a block: a label ("Challenge 2"), a note ("4 minutes"), the author's words."""


class Disclosure(nodes.General, nodes.Element):
    """Something closed until opened: attribute ``kind`` (hint, solution, option); first child ``Summary``."""


class Summary(nodes.General, nodes.TextElement):
    """What a closed ``Disclosure`` shows."""


class Gate(nodes.General, nodes.Element):
    """``solution-start`` or ``solution-end``, until the page is read and both become one ``Disclosure``."""


def make_title(label: str, name: list[nodes.Node], note: str = "") -> BlockTitle:
    """Return a title of three parts; ``note`` and ``name`` may be empty."""
    title = BlockTitle()
    title += nodes.inline("", label, classes=["lesson-block__label"])
    if note:
        title += [nodes.Text(" "), nodes.inline("", note, classes=["lesson-block__note"])]
    if name:
        title += [nodes.Text(" "), nodes.inline("", "", *name, classes=["lesson-block__name"])]
    return title


def make_disclosure(kind: str, summary: str, children: list[nodes.Node]) -> Disclosure:
    """Return a closed part of ``kind`` that shows ``summary``."""
    return Disclosure("", Summary("", summary), *children, kind=kind)


def label_of(block: Block) -> nodes.inline:
    """Return the part of a block's title that names its kind and number."""
    return next(part for part in block[0].children if "lesson-block__label" in part["classes"])


def name_of(block: Block) -> str:
    """Return the words that a reference to ``block`` shows: its title, or its label when it has none."""
    for part in block[0].children:
        if isinstance(part, nodes.inline) and "lesson-block__name" in part["classes"]:
            return part.astext()
    return label_of(block).astext()


def _visit_block(self: HTML5Translator, node: Block) -> None:
    attributes: dict[str, Any] = {"role": node["role"], "aria-labelledby": f"{node['ids'][0]}-title"}
    if node["kind"] == "instructor" and not node.get("shown"):
        attributes["hidden"] = "hidden"
    classes = f"lesson-block lesson-{node['kind']}"
    self.body.append(self.starttag(node, "div", CLASS=classes, **attributes, **node.get("html", {})))


def _depart_block(self: HTML5Translator, node: Block) -> None:
    self.body.append("</div>\n")


def _visit_title(self: HTML5Translator, node: BlockTitle) -> None:
    block = node.parent
    self.body.append(f'<p class="lesson-block__title" id="{block["ids"][0]}-title">{icon(block["kind"])}')


def _depart_title(self: HTML5Translator, node: BlockTitle) -> None:
    self.body.append("</p>\n")


def _visit_disclosure(self: HTML5Translator, node: Disclosure) -> None:
    self.body.append(self.starttag(node, "details", CLASS=f"lesson-disclosure lesson-{node['kind']}"))


def _depart_disclosure(self: HTML5Translator, node: Disclosure) -> None:
    self.body.append("</div></details>\n")


def _visit_summary(self: HTML5Translator, node: Summary) -> None:
    self.body.append("<summary>")


def _depart_summary(self: HTML5Translator, node: Summary) -> None:
    self.body.append('</summary>\n<div class="lesson-disclosure__body">\n')


class PlainBlocks(SphinxPostTransform):
    """Outside HTML a block is a title in bold and what follows it, open; notes for instructors are left out."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Replace our nodes by standard ones, unless HTML is written."""
        if self.app.builder.format == "html":
            return
        for title in list(self.document.findall(lambda node: isinstance(node, BlockTitle | Summary))):
            title.replace_self(nodes.paragraph("", "", nodes.strong("", "", *title.children)))
        for block in list(self.document.findall(lambda node: isinstance(node, Block | Disclosure))):
            if block["kind"] == "instructor" and not block.get("shown"):
                block.parent.remove(block)
            else:
                block.replace_self(nodes.container("", *block.children))


def setup(app: Sphinx) -> None:
    """Register the nodes."""
    app.add_node(Block, html=(_visit_block, _depart_block))
    app.add_node(BlockTitle, html=(_visit_title, _depart_title))
    app.add_node(Disclosure, html=(_visit_disclosure, _depart_disclosure))
    app.add_node(Summary, html=(_visit_summary, _depart_summary))
    app.add_node(Gate)
    app.add_post_transform(PlainBlocks)
