"""``course-size``: how many lessons, hours and exercises the course has, counted and never typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from lessons.pages import PageFacts, all_facts, facts_of, lessons_by_part

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class CourseSize(nodes.General, nodes.Element):
    """The place of the list until all pages are read."""


class CourseSizeDirective(SphinxDirective):
    """The place where the author wants the list."""

    def run(self) -> list[nodes.Node]:
        """Return the placeholder; the page is written again when a lesson changes, as one with the course map is."""
        facts_of(self.env).has_map = True
        return [CourseSize()]


class FillCourseSize(SphinxPostTransform):
    """Put the list in its place."""

    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        """Replace every placeholder of the page."""
        for place in list(self.document.findall(CourseSize)):
            place.replace_self(make_list(self.env))


def make_list(env: BuildEnvironment) -> nodes.bullet_list:
    """Return one item for each number, the number in strong letters."""
    names = [name for names in lessons_by_part(env).values() for name in names]
    lessons = [all_facts(env).get(name, PageFacts()) for name in names]
    items = nodes.bullet_list(bullet="-", classes=["home-size"])
    for count, one, more in (
        (len(lessons), "lesson", "lessons"),
        (_hours(sum(page.teaching for page in lessons)), "hour to read and run", "hours to read and run"),
        (_hours(sum(page.exercises for page in lessons)), "hour of exercises", "hours of exercises"),
        (sum(len(page.graded) for page in lessons), "checked exercise", "checked exercises"),
    ):
        words = nodes.paragraph("", "", nodes.strong("", str(count)), nodes.Text(f" {one if count == 1 else more}"))
        items += nodes.list_item("", words)
    return items


def _hours(minutes: int) -> int:
    return max(1, round(minutes / 60)) if minutes else 0


def setup(app: Sphinx) -> None:
    """Register directive, node and transform."""
    app.add_node(CourseSize)
    app.add_directive("course-size", CourseSizeDirective)
    app.add_post_transform(FillCourseSize)
