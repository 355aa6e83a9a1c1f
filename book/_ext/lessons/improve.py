"""*Edit this page* and *Report a mistake*, with page, section and line; only where the repository is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from docutils import nodes

from lessons.repository import issue_link, source_link

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: The package that carries the version of the course.
PACKAGE = "lesson-code"
#: The end of a heading of a section, as the theme writes it.
HEADING = re.compile(r'<a class="headerlink" href="#([^"]+)"[^>]*>[^<]*</a></h[23]>')
ASKED = "What is wrong, and what should stand there?"


@dataclass(frozen=True)
class Place:
    """A page, or a section of one.

    Attributes:
        page: The name of the page.
        title: Its title.
        section: The title of the section; empty for the whole page.
        line: The line of the section in the source; 0 if it is not known.
    """

    page: str
    title: str
    section: str = ""
    line: int = 0

    def report(self, config: Config) -> str:
        """Return the address of the form that reports a mistake here."""
        told = [f"Page: {self.page}.md"]
        told += [f"Section: {self.section}"] if self.section else []
        told += [f"Source: {source_link(config, self.page, 'blob', self.line)}"] if self.line else []
        told += [f"Version of the course: {course_version()}"]
        title = f"{self.title}: {self.section}" if self.section else self.title
        return issue_link(config, title, "\n".join([ASKED, "", "", "---", *told]))

    def links(self, config: Config) -> str:
        """Return both links, as a paragraph; an editor opens at no line, so a section's first link shows its source."""
        source = source_link(config, self.page, "blob" if self.line else "edit", self.line)
        words, kind = ("Edit this section", "section") if self.section else ("Edit this page", "page")
        where = f'<span class="lesson-unseen">: {escape(self.section)}</span>' if self.section else ""
        pairs = [(words, source), ("Report a mistake", self.report(config))]
        parts = [f'<a href="{escape(address)}">{text}{where}</a>' for text, address in pairs]
        return f'\n<p class="lesson-improve lesson-improve--{kind}">{" ".join(parts)}</p>\n'


def add_links(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put the links below a page, and beside the headings of its sections."""
    if doctree is None or not app.config.lessons_repository:
        return
    title = app.env.titles[pagename].astext()
    headings = {
        name: section.next_node(nodes.title) for section in doctree.findall(nodes.section) for name in section["ids"]
    }

    def with_links(found: re.Match[str]) -> str:
        heading = headings.get(found[1])
        if heading is None:
            return found[0]
        return found[0] + Place(pagename, title, heading.astext(), heading.line or 0).links(app.config)

    context["body"] = HEADING.sub(with_links, context["body"]) + Place(pagename, title).links(app.config)


def course_version() -> str:
    """Return the version of the course, if it is installed."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return "unknown"


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("html-page-context", add_links)
