"""How lists of the whole book are made: a section for each lesson, and copies of what stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from lessons.numbers import Checked
from lessons.pages import lessons_by_part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

NOTHING = "There are none yet."


def lessons_of(env: BuildEnvironment) -> list[str]:
    """Return the names of all lessons in course order."""
    return [name for names in lessons_by_part(env).values() for name in names]


def title_of(env: BuildEnvironment, name: str) -> str:
    """Return the title of a page."""
    return env.titles[name].astext() if name in env.titles else name


def link_to(env: BuildEnvironment, builder: Builder, name: str, anchor: str = "", words: str = "") -> nodes.reference:
    """Return a link to a page, or to a place on it; without words it shows the title of the page."""
    address = builder.get_relative_uri(env.docname, name) + (f"#{anchor}" if anchor else "")
    return nodes.reference("", words or title_of(env, name), internal=True, refuri=address)


def joined(links: Iterable[nodes.Node], separator: str = ", ") -> list[nodes.Node]:
    """Return links with something between them."""
    parts: list[nodes.Node] = []
    for link in links:
        parts += [nodes.Text(separator), link] if parts else [link]
    return parts


def by_lesson(
    env: BuildEnvironment, builder: Builder, of: str, make: Callable[[str], list[nodes.Node]]
) -> list[nodes.Node]:
    """Return a section for each lesson that has something, after links to all of them.

    Args:
        env: Knows the lessons.
        builder: Knows their addresses.
        of: The beginning of each section's anchor.
        make: Returns what a lesson has.
    """
    found = {name: content for name in lessons_of(env) if (content := make(name))}
    if not found:
        return [nodes.paragraph("", NOTHING)]
    jumps = [nodes.reference("", title_of(env, name), internal=True, refid=f"{of}-{name}") for name in found]
    lead = nodes.paragraph("", "", nodes.Text("Go to: "), *joined(jumps, " · "), classes=["lesson-jumps"])
    return [lead, *(_section(env, builder, of, name, content) for name, content in found.items())]


def _section(env: BuildEnvironment, builder: Builder, of: str, name: str, content: list[nodes.Node]) -> nodes.section:
    title = nodes.title("", "", link_to(env, builder, name))
    return nodes.section("", title, *content, ids=[f"{of}-{name}"])


def copies(env: BuildEnvironment, builder: Builder, name: str, originals: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Return copies of what stands on a page that may stand on the page that is being written.

    They have no anchors, their links lead where the original ones lead, and a number or a word that the page has
    checked is plain text: "computed by this page" would be wrong on another one.

    Args:
        env: Knows the page that is being written.
        builder: Knows the addresses of pages.
        name: The page that the originals stand on.
        originals: Nodes whose references are not resolved yet.
    """
    holder = nodes.Element("", *(original.deepcopy() for original in originals))
    for checked in list(holder.findall(Checked)):
        checked.replace_self(checked.children)
    for node in holder.findall(nodes.Element):
        node["ids"], node["names"] = [], []
        if "refdoc" in node:
            node["refdoc"] = env.docname
        if isinstance(node, nodes.reference) and "refid" in node:
            node["refuri"] = f"{builder.get_relative_uri(env.docname, name)}#{node.attributes.pop('refid')}"
    return list(holder.children)
