"""All figures of the book by lesson: number, caption, a small picture, and what is to be seen in words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from docutils import nodes

from lessons.elements import Disclosure
from lessons.gathering import by_lesson, copies, link_to
from lessons.interactive import Interactive

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

IN_SOLUTION = "It belongs to a solution, and is shown there alone."
ANSWERS = "It answers to you on its page. "


def make_figures(env: BuildEnvironment, builder: Builder) -> list[nodes.Node]:
    """Return a section with the figures of each lesson."""
    return by_lesson(env, builder, "figures", partial(_of_lesson, env, builder))


def _of_lesson(env: BuildEnvironment, builder: Builder, name: str) -> list[nodes.Node]:
    figures = [figure for figure in env.get_doctree(name).findall(nodes.figure) if figure["ids"]]
    items = [_item(env, builder, name, figure) for figure in figures]
    return [nodes.bullet_list("", *items, bullet="-", classes=["lesson-figure-list"])] if items else []


def _item(env: BuildEnvironment, builder: Builder, name: str, figure: nodes.figure) -> nodes.list_item:
    number = number_of(env, name, figure)
    link = link_to(env, builder, name, figure["ids"][0], number)
    if _is_in_solution(figure):
        words = nodes.paragraph("", "", link, nodes.Text(f" {IN_SOLUTION}"))
        return nodes.list_item("", words, classes=["lesson-figure-hidden"])
    caption = next(iter(figure.findall(nodes.caption)), nodes.caption())
    text = nodes.paragraph("", "", link, nodes.Text(" "), *copies(env, builder, name, caption.children))
    seen = nodes.paragraph("", _in_words(figure), classes=["lesson-figure-alt"])
    return nodes.list_item("", *_small(figure, number), nodes.container("", text, seen))


def number_of(env: BuildEnvironment, name: str, figure: nodes.figure) -> str:
    """Return what a figure is called by references to it, "Fig. 3"."""
    numbers = env.toc_fignumbers.get(name, {}).get("figure", {})
    number = ".".join(map(str, numbers.get(figure["ids"][0], ())))
    return str(env.config.numfig_format.get("figure", "Fig. %s")) % number if number else "Figure"


def _small(figure: nodes.figure, number: str) -> list[nodes.Node]:
    """Return a copy of the picture; what is to be seen stands beside it already."""
    pictures = [picture.deepcopy() for picture in figure.findall(nodes.image)]
    for picture in pictures:
        picture["ids"], picture["names"] = [], []
        picture["alt"] = f"{number}, small; its words stand beside it"
    return list(pictures)


def _in_words(figure: nodes.figure) -> str:
    parts = [ANSWERS + drawing["alt"] for drawing in figure.findall(Interactive)]
    parts += [picture.get("alt", "") for picture in figure.findall(nodes.image)]
    return " ".join(parts)


def _is_in_solution(node: nodes.Element | None) -> bool:
    while node is not None:
        if isinstance(node, Disclosure) and node["kind"] == "solution":
            return True
        node = node.parent
    return False
