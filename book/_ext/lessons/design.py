"""``course-design``: for each lesson which objective is practised where, and which key points ask for the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from lessons.elements import Block, make_disclosure
from lessons.gathering import copies, joined, link_to, title_of
from lessons.pages import Task, all_facts, facts_of, lessons_by_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

COLUMNS = ("Objective", "Challenges and quizzes", "Graded exercises", "Key points")
UNNAMED = "Tasks that no objective names: "
LONELY = "Key points that share no task with an objective: "
NOTHING = "–"


class CourseDesign(nodes.General, nodes.Element):
    """The place of the tables until all pages are read."""


class CourseDesignDirective(SphinxDirective):
    """The place where the author wants the tables."""

    def run(self) -> list[nodes.Node]:
        """Return the placeholder; the page is written again when a lesson changes."""
        facts_of(self.env).has_map = True
        return [CourseDesign()]


class FillCourseDesign(SphinxPostTransform):
    """Put the tables in their place; before ``PlainBlocks`` (priority 5), since they are closed parts."""

    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Replace every placeholder of the page."""
        for place in list(self.document.findall(CourseDesign)):
            found: list[nodes.Node] = []
            for part, names in lessons_by_part(self.env).items():
                found.append(nodes.paragraph("", "", nodes.strong("", part), classes=["lesson-block__part"]))
                found += [self.lesson(name) for name in names if name in self.env.titles]
            place.replace_self(found)

    def lesson(self, name: str) -> nodes.Element:
        """Return a closed part with the table of a lesson, the tasks beyond it, and its key points."""
        doctree = self.env.get_doctree(name)
        tasks = {task.id: task for task in all_facts(self.env)[name].tasks}
        points = list(_items(doctree, "keypoints"))
        asked = [_met(item, tasks) for item in points]
        rows, named = [], set()
        for item in _items(doctree, "objectives"):
            met = _met(item, tasks)
            named |= {task.id for task in met}
            graded = [task for task in met if task.id.startswith("graded-")]
            others = [task for task in met if task not in graded]
            shared = [number for number, of_point in enumerate(asked, 1) if any(task in met for task in of_point)]
            rows.append([self.words(name, item), self.links(name, others), self.links(name, graded), _numbers(shared)])
        content: list[nodes.Node] = [nodes.paragraph("", "", self.link(name)), _table(rows)]
        if more := [task for task in tasks.values() if task.id not in named]:
            content.append(nodes.paragraph("", "", nodes.Text(UNNAMED), *self.links(name, more)))
        listed = [nodes.list_item("", *self.words(name, item)) for item in points]
        content += [
            nodes.paragraph("", "Key points", classes=["lesson-block__part"]),
            nodes.enumerated_list("", *listed, enumtype="arabic", prefix="", suffix="."),
        ]
        lonely = [number for number, met in enumerate(asked, 1) if not any(task.id in named for task in met)]
        if lonely:
            content.append(nodes.paragraph("", "", nodes.Text(LONELY), *_numbers(lonely)))
        return make_disclosure("design", title_of(self.env, name), content)

    def words(self, name: str, item: nodes.list_item) -> list[nodes.Node]:
        """Return a copy of what an item says, without what practises it."""
        holder = nodes.Element("", *copies(self.env, self.app.builder, name, item.children))
        for met in [node for node in holder.findall(nodes.inline) if "lesson-met" in node["classes"]]:
            met.parent.remove(met)
        return list(holder.children)

    def link(self, name: str, task: Task | None = None) -> nodes.reference:
        """Return a link to a lesson, or to a task in it."""
        if task is None:
            return link_to(self.env, self.app.builder, name, words=f"Go to “{title_of(self.env, name)}”")
        words = f"{task.label}: {task.title}" if task.title else task.label
        words += " (optional)" if task.optional else ""
        return link_to(self.env, self.app.builder, name, task.id, words)

    def links(self, name: str, tasks: list[Task]) -> list[nodes.Node]:
        """Return links to tasks of a lesson, or a dash."""
        return joined([self.link(name, task) for task in tasks], "; ") or [nodes.Text(NOTHING)]


def _items(doctree: nodes.document, kind: str) -> Iterator[nodes.list_item]:
    """Yield the items of the lists in the blocks of a kind."""
    for block in doctree.findall(Block):
        if block["kind"] == kind:
            yield from block.findall(nodes.list_item)


def _met(item: nodes.list_item, tasks: dict[str, Task]) -> list[Task]:
    """Return the tasks that an objective or a key point names."""
    return [tasks[link["refid"]] for link in item.findall(nodes.reference) if link.get("refid") in tasks]


def _numbers(found: list[int]) -> list[nodes.Node]:
    return [nodes.Text(", ".join(map(str, found)) or NOTHING)]


def _table(rows: list[list[list[nodes.Node]]]) -> nodes.table:
    head = nodes.row("", *(nodes.entry("", nodes.paragraph("", text)) for text in COLUMNS))
    body = nodes.tbody()
    for words, *practice in rows:
        cells = [nodes.entry("", nodes.paragraph("", "", *links)) for links in practice]
        body += nodes.row("", nodes.entry("", *words), *cells)
    columns = [nodes.colspec(colwidth=25, stub=int(not index)) for index in range(len(COLUMNS))]
    group = nodes.tgroup("", *columns, nodes.thead("", head), body, cols=len(COLUMNS))
    return nodes.table("", group, classes=["lesson-matrix", "colwidths-auto"])


def setup(app: Sphinx) -> None:
    """Register directive, node and transform."""
    app.add_node(CourseDesign)
    app.add_directive("course-design", CourseDesignDirective)
    app.add_post_transform(FillCourseDesign)
