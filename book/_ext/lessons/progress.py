"""``progress``: what a course has to do, by lesson; a script marks what is done, in the reader's browser alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from lessons.elements import make_disclosure
from lessons.pages import PageFacts, Task, all_facts, facts_of, lessons_by_part
from lessons.problems import report

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

#: What each place says where no script fills it in.
WITHOUT_SCRIPT = {
    "tasks": "With JavaScript, this list shows what you have done; without it, it is a list of all there is to do.",
    "controls": "With JavaScript, buttons stand here. Without it nothing is remembered, so there is nothing to keep.",
}
#: Scripts that one page alone needs; what lies in ``_static`` is linked into all of them.
SCRIPTS = Path(__file__).parents[2] / "_scripts"
SCRIPT = "progress.js"


class Progress(nodes.General, nodes.Element):
    """The place of the list, or of the buttons, until all pages are read: attribute ``of``."""


class ProgressDirective(SphinxDirective):
    """The place where the author wants the list (``tasks``) or the buttons (``controls``)."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
        of = self.arguments[0]
        if of not in WITHOUT_SCRIPT:
            message = f"progress: there is no place for '{of}'; there are {', '.join(WITHOUT_SCRIPT)}"
            report(message, (self.env.docname, self.lineno))
            return []
        facts_of(self.env).has_progress = True
        return [Progress(of=of)]


class FillProgress(SphinxPostTransform):
    """Put each list in its place; before ``PlainBlocks`` (priority 5), since it is made of closed parts."""

    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Replace every placeholder of the page."""
        for place in list(self.document.findall(Progress)):
            of = place["of"]
            holder = nodes.container(classes=[f"lesson-progress-{of}"])
            holder += nodes.paragraph("", WITHOUT_SCRIPT[of], classes=["lesson-without-script"])
            holder += make_lists(self.env, self.app.builder) if of == "tasks" else []
            place.replace_self(holder)


def make_lists(env: BuildEnvironment, builder: Builder) -> list[nodes.Node]:
    """Return, for each part of the course, its name and a closed list for each of its lessons."""
    parts: list[nodes.Node] = []
    for part, names in lessons_by_part(env).items():
        parts.append(nodes.paragraph("", "", nodes.strong("", part), classes=["lesson-block__part"]))
        parts += [_lesson(env, name, builder.get_relative_uri(env.docname, name)) for name in names]
    return parts


def _lesson(env: BuildEnvironment, name: str, address: str) -> nodes.Node:
    title = env.titles[name].astext() if name in env.titles else name
    lesson = nodes.paragraph("", "", _link(f"Go to “{title}”", address))
    tasks = nodes.bullet_list("", *(_line(task, address) for task in all_facts(env).get(name, PageFacts()).tasks))
    return make_disclosure("tasks", title, [lesson, tasks] if tasks.children else [lesson])


def _line(task: Task, address: str) -> nodes.list_item:
    words = f"{task.label}: {task.title}" if task.title else task.label
    line = nodes.paragraph("", "", _link(words, f"{address}#{task.id}"))
    line += nodes.Text(" (optional)") if task.optional else []
    return nodes.list_item("", line, classes=["lesson-optional"] if task.optional else [])


def _link(words: str, address: str) -> nodes.reference:
    return nodes.reference("", words, internal=True, refuri=address)


def pages_with_progress(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages to be written again when any lesson may have changed."""
    return [name for name, facts in all_facts(env).items() if facts.has_progress]


def add_folder(app: Sphinx, config: Any) -> None:
    """Let Sphinx copy the scripts of single pages; only now, when nobody links all files of such folders any more."""
    config.html_static_path = [*config.html_static_path, str(SCRIPTS)]


def add_script(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Link the script of the list into the page that shows it."""
    if all_facts(app.env).get(pagename, PageFacts()).has_progress:
        app.add_js_file(SCRIPT)


def setup(app: Sphinx) -> None:
    """Register directive, node and transform."""
    app.add_node(Progress)
    app.add_directive("progress", ProgressDirective)
    app.add_post_transform(FillProgress)
    app.connect("config-inited", add_folder)
    app.connect("env-updated", pages_with_progress)
    app.connect("html-page-context", add_script)
