"""``graded``: the task, the checks and the commands of an exercise, taken from the exercise itself."""

from __future__ import annotations

import importlib
import inspect
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.statemachine import StringList

from lessons.blocks import LessonDirective
from lessons.elements import Block, Disclosure
from lessons.practice import attributes, practice
from lessons.task import signature, task_markdown

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Graded(LessonDirective):
    """A graded exercise: the author's lead-in, then what the exercise says about itself."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the block, or nothing where the exercise cannot stand here."""
        name = self.arguments[0]
        try:
            exercise = importlib.import_module("lesson_code.exercises").load(name)
        except LookupError as error:
            self.problem(f"graded: {error}")
            return []
        if exercise.page != self.env.docname:
            self.problem(f"graded: the exercise '{name}' belongs to the page '{exercise.page}'")
            return []
        placed = self.env.temp_data.setdefault("lessons_exercises", set())
        if name in placed:
            self.problem(f"graded: the exercise '{name}' is on this page already")
            return []
        placed.add(name)
        self.env.note_dependency(inspect.getfile(exercise.reference))
        return [self.make_graded(name, exercise)]

    def make_graded(self, name: str, exercise: Any) -> Block:
        """Return the block of an exercise; hints and solutions come last."""
        written = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, written)
        hidden = [node for node in written.children if isinstance(node, Disclosure)]
        lead = [node for node in written.children if not isinstance(node, Disclosure)]
        by_hand = nodes.container("", *commands(name), classes=["lesson-commands"])
        content = [*lead, *self.task(exercise), *checks(exercise), *practice(exercise), by_hand, *hidden]
        block = self.make_block([nodes.literal("", name)], content)
        block["ids"], block["exercise"], block["html"] = [f"graded-{name}"], name, attributes(exercise)
        block["names"].append(f"graded-{name}")
        self.state.document.note_explicit_target(block, block)
        return block

    def task(self, exercise: Any) -> list[nodes.Node]:
        """Return the exercise's docstring, parsed, and its signature."""
        lines = StringList(task_markdown(exercise.reference.__doc__ or ""), self.env.doc2path(self.env.docname))
        words = nodes.container(classes=["lesson-task"])
        self.state.nested_parse(lines, self.content_offset, words)
        return [words, _code(signature(exercise.reference), "python")]


def checks(exercise: Any) -> list[nodes.Node]:
    """Return the list of what is checked, with the points for each."""
    items = nodes.bullet_list(classes=["lesson-checks"], bullet="-")
    for case in exercise.cases:
        points = f"+{case.points} extra, optional" if case.optional else _points(case.points)
        points += ", when a class is graded" if case.draw else ""
        words = nodes.paragraph("", f"It should {case.should}. ")
        words += nodes.inline("", points, classes=["lesson-points"])
        items += nodes.list_item("", words)
    return [_small_title("What is checked"), items]


def commands(name: str) -> list[nodes.Node]:
    """Return where the answer is written and the three ways to check it."""
    where = nodes.paragraph("", "", nodes.Text("Write your answer in "), nodes.literal("", f"exercises/{name}.py"))
    where += nodes.Text(", then check it at the prompt, with one of:")
    notebook = nodes.paragraph("", "In a notebook, give the check your function:")
    return [
        _small_title("Check your answer"),
        where,
        _code(f"python -m lesson_code check {name}\npytest exercises -k {name}", "console"),
        notebook,
        _code(f'from lesson_code import check\n\ncheck("{name}", {name})', "python"),
    ]


def _points(points: int) -> str:
    return f"{points} point" if points == 1 else f"{points} points"


def _small_title(text: str) -> nodes.paragraph:
    return nodes.paragraph("", text, classes=["lesson-block__part"])


def _code(text: str, language: str) -> nodes.literal_block:
    return nodes.literal_block(text, text, language=language)


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("graded", Graded)
