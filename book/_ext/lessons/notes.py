"""``instructor-notes``: all notes for instructors, gathered from the pages, each with a way back to its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from lessons.elements import Block, name_of
from lessons.gathering import NOTHING, copies, joined, link_to, title_of
from lessons.pages import facts_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class InstructorNotes(nodes.General, nodes.Element):
    """The place of the notes until all pages are read."""


class InstructorNotesDirective(SphinxDirective):
    """The place where the author wants the notes; they have sections, so they stand last below their heading."""

    def run(self) -> list[nodes.Node]:
        """Return the placeholder; the page is written again when a lesson changes."""
        facts_of(self.env).has_map = True
        return [InstructorNotes()]


class FillInstructorNotes(SphinxPostTransform):
    """Put the notes in their place; before ``PlainBlocks`` (priority 5), since they are blocks."""

    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Replace every placeholder of the page."""
        for place in list(self.document.findall(InstructorNotes)):
            sections = [section for name in _in_order(self.env) if (section := self.section(name))]
            jumps = [
                nodes.reference("", section[0].astext(), internal=True, refid=section["ids"][0]) for section in sections
            ]
            lead = nodes.paragraph("", "", nodes.Text("Go to: "), *joined(jumps, " · "), classes=["lesson-jumps"])
            place.replace_self([lead, *sections] if sections else [nodes.paragraph("", NOTHING)])

    def section(self, name: str) -> nodes.section | None:
        """Return a section with the notes of a page, or nothing where it has none."""
        blocks = [block for block in self.env.get_doctree(name).findall(Block) if block["kind"] == "instructor"]
        if not blocks:
            return None
        title = nodes.title("", "", link_to(self.env, self.app.builder, name))
        return nodes.section("", title, *(self.note(name, block) for block in blocks), ids=[f"notes-{name}"])

    def note(self, name: str, block: Block) -> Block:
        """Return a note that anybody sees, with a link to where it stands."""
        [copy] = cast("list[Block]", copies(self.env, self.app.builder, name, [block]))
        anchor = block["ids"][0]
        copy["ids"], copy["shown"] = [f"note-{name}-{anchor}"], True
        # The address switches the instructor view on: a hidden note is no place that one could go to.
        address = f"{self.app.builder.get_relative_uri(self.env.docname, name)}?instructor#{anchor}"
        words = f"Where it stands: in “{_section_of(block) or title_of(self.env, name)}”"
        link = nodes.reference("", words, internal=True, refuri=address)
        note = name_of(block)
        # Several notes would have links of the same words.
        link += [nodes.Text(f", {note}")] if note != "For instructors" else []
        copy += nodes.paragraph("", "", link, classes=["lesson-note-place"])
        return copy


def _in_order(env: BuildEnvironment) -> list[str]:
    root = env.config.root_doc
    return [name for name in [root, *env.toctree_includes.get(root, [])] if name != env.docname]


def _section_of(block: Block) -> str:
    """Return the title of the section in which a block stands."""
    node: nodes.Element | None = block
    while node is not None and not isinstance(node, nodes.section):
        node = node.parent
    title = node.next_node(nodes.title) if node is not None else None
    return title.astext() if title is not None else ""


def setup(app: Sphinx) -> None:
    """Register directive, node and transform."""
    app.add_node(InstructorNotes)
    app.add_directive("instructor-notes", InstructorNotesDirective)
    app.add_post_transform(FillInstructorNotes)
