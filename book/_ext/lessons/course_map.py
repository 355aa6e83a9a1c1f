"""``course-map``: the table of all lessons, generated from ``_toc.yml`` and from the lessons, never typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from lessons.pages import PageFacts, all_facts, facts_of, lessons_by_part
from lessons.status import page_link

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: The widths are for formats made of letters; in HTML the columns take what they need.
WIDTHS = (44, 18, 20, 18)
HEADINGS = ("Lesson", "Reading (minutes)", "Exercises (minutes)", "Graded exercises")


class CourseMap(nodes.General, nodes.Element):
    """The place of the table until all pages are read."""


class CourseMapDirective(SphinxDirective):
    """The place where the author wants the table."""

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
        facts_of(self.env).has_map = True
        return [CourseMap()]


class FillCourseMap(SphinxPostTransform):
    """Put the table in its place; before references are resolved (priority 10), since it holds some."""

    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        """Replace every placeholder of the page."""
        for place in list(self.document.findall(CourseMap)):
            place.replace_self(make_table(self.env))


def make_table(env: BuildEnvironment) -> nodes.table:
    """Return the table: a row for each part, for each of its lessons, and for the whole course."""
    facts = all_facts(env)
    head, body = nodes.thead(), nodes.tbody()
    head += _row([nodes.Text(text) for text in HEADINGS])
    for part, names in lessons_by_part(env).items():
        body += _part_row(part)
        for name in names:
            body += _row([page_link(env, name), *_numbers([facts.get(name, PageFacts())])])
    lessons = [facts.get(name, PageFacts()) for names in lessons_by_part(env).values() for name in names]
    body += _row([nodes.Text("The whole course"), *_numbers(lessons)], "lesson-map__total")
    columns = [nodes.colspec(colwidth=width, stub=int(not index)) for index, width in enumerate(WIDTHS)]
    group = nodes.tgroup("", *columns, cols=len(WIDTHS))
    group += [head, body]
    return nodes.table("", group, classes=["lesson-map", "colwidths-auto"])


def _numbers(pages: list[PageFacts]) -> list[nodes.Node]:
    totals = (
        sum(page.teaching for page in pages),
        sum(page.exercises for page in pages),
        sum(len(page.graded) for page in pages),
    )
    return [nodes.Text(str(total)) for total in totals]


def _row(cells: list[nodes.Node], css_class: str = "") -> nodes.row:
    row = nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))
    row["classes"] += [css_class] if css_class else []
    return row


def _part_row(part: str) -> nodes.row:
    cell = nodes.entry("", nodes.paragraph("", part), morecols=len(HEADINGS) - 1)
    return nodes.row("", cell, classes=["lesson-map__part"])


def pages_with_maps(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages to be written again when any lesson may have changed."""
    return [name for name, facts in all_facts(env).items() if facts.has_map]


def setup(app: Sphinx) -> None:
    """Register directive, node and transform."""
    app.add_node(CourseMap)
    app.add_directive("course-map", CourseMapDirective)
    app.add_post_transform(FillCourseMap)
    app.connect("env-updated", pages_with_maps)
