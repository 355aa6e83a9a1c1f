"""The glossary: which lessons use a term, and a word for every term that nobody uses or that is not linked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from lessons.elements import Block
from lessons.gathering import joined, lessons_of
from lessons.problems import report, shortened
from lessons.status import page_link
from lessons.uses import Uses, all_uses, uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: What stands between the terms of a plain row of key terms.
BETWEEN = re.compile(r"[\s,;.]+|\band\b")


def note_glossary(app: Sphinx, doctree: nodes.document) -> None:
    """Remember the terms that a page defines, each with its line; such a page shows who uses them."""
    uses = uses_of(app.env)
    for glossary in doctree.findall(addnodes.glossary):
        uses.has_list = True
        for term in glossary.findall(nodes.term):
            # The line that Sphinx knows is counted from the block.
            uses.defines[_key(term)] = (term.astext(), _line_of(app.env, term.rawsource))


def _line_of(env: BuildEnvironment, written: str) -> int:
    """Return the line of the page that is being read that holds nothing but these words."""
    lines = Path(env.doc2path(env.docname)).read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if line.strip() == written), 1)


def check_key_terms(app: Sphinx, doctree: nodes.document) -> None:
    """Report words in a block of key terms that do not lead to the glossary."""
    for block in doctree.findall(Block):
        if block["kind"] == "key-terms":
            for node, words in _not_linked(block):
                what = f"key-terms: '{shortened(' '.join(words.split()))}' names no term of the glossary"
                report(f"{what}; mark the word, {{term}}`…`, and add it there if it is new", node)


def _not_linked(block: Block) -> Iterator[tuple[nodes.Element, str]]:
    """Yield list items without a term, and what is no term in a plain row of terms."""
    for part in block.children[1:]:
        if isinstance(part, nodes.bullet_list):
            yield from ((item, item.astext()) for item in part.children if not _terms(item))
        elif isinstance(part, nodes.paragraph):
            plain = [child.astext() for child in part.children if child not in _terms(part)]
            words = [word for text in plain if (word := BETWEEN.sub(" ", text).strip())]
            yield from ((part, word) for word in words)


def _terms(node: nodes.Element) -> list[addnodes.pending_xref]:
    return [link for link in node.findall(addnodes.pending_xref) if link["reftype"] == "term"]


def _key(term: nodes.term) -> str:
    return " ".join(term.astext().lower().split())


def check_terms(app: Sphinx, env: BuildEnvironment) -> None:
    """Report the terms that no page uses but the glossary itself; a book without answers may have lost a use."""
    if not app.config.lessons_solutions:
        return
    for docname, uses in all_uses(env).items():
        used = {term for name, others in all_uses(env).items() if name != docname for term in others.terms}
        for key, (term, line) in uses.defines.items():
            if key not in used:
                message = f"glossary: no page uses '{term}'; mark the word where it matters, {{term}}`{term}`"
                report(f"{message}, or take it out", (docname, line))


class ShowUses(SphinxPostTransform):
    """Name the lessons that use a term below what it means; before references are resolved (priority 10)."""

    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        """Add a line to each definition of a glossary."""
        for glossary in self.document.findall(addnodes.glossary):
            for item in list(glossary.findall(nodes.definition_list_item)):
                keys = {_key(term) for term in item.findall(nodes.term)}
                links = [page_link(self.env, name) for name in lessons_of(self.env) if keys & self._terms_of(name)]
                if links:
                    words = [nodes.Text("Used in: "), *joined(links)]
                    item[-1] += nodes.paragraph("", "", *words, classes=["lesson-term-uses"])

    def _terms_of(self, name: str) -> set[str]:
        return all_uses(self.env).get(name, Uses()).terms


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("doctree-read", note_glossary)
    app.connect("doctree-read", check_key_terms)
    app.connect("env-check-consistency", check_terms)
    app.add_post_transform(ShowUses)
