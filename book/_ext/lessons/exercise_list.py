"""All graded exercises by lesson, and a check that none has been forgotten by its page."""

from __future__ import annotations

import importlib
import re
from functools import partial
from typing import TYPE_CHECKING, Any

from docutils import nodes

from lessons.gathering import by_lesson, lessons_of, link_to
from lessons.pages import PageFacts, all_facts
from lessons.problems import report
from lessons.task import split_docstring

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

LITERAL = re.compile(r"``(.+?)``")


def make_exercises(env: BuildEnvironment, builder: Builder) -> list[nodes.Node]:
    """Return how many exercises there are, and a section with those of each lesson."""
    exercises = [_load(name) for lesson in lessons_of(env) for name in _asked(env, lesson)]
    lead = [nodes.paragraph("", _in_all(exercises))] if exercises else []
    return [*lead, *by_lesson(env, builder, "exercises", partial(_of_lesson, env, builder))]


def _asked(env: BuildEnvironment, page: str) -> tuple[str, ...]:
    return all_facts(env).get(page, PageFacts()).graded


def _load(name: str) -> Any:
    return importlib.import_module("lesson_code.exercises").load(name)


def _in_all(exercises: Sequence[Any]) -> str:
    cases = [case for exercise in exercises for case in exercise.cases]
    n_keras = sum(exercise.needs_keras for exercise in exercises)
    needs = f" {_count(n_keras, 'exercise')} {'needs' if n_keras == 1 else 'need'} Keras." if n_keras else ""
    return f"{_count(len(exercises), 'exercise')} in all: {_points(cases)}.{needs}"


def _of_lesson(env: BuildEnvironment, builder: Builder, lesson: str) -> list[nodes.Node]:
    items = [_item(env, builder, lesson, _load(name)) for name in _asked(env, lesson)]
    return [nodes.bullet_list("", *items, bullet="-", classes=["lesson-exercises"])] if items else []


def _item(env: BuildEnvironment, builder: Builder, lesson: str, exercise: Any) -> nodes.list_item:
    link = link_to(env, builder, lesson, f"graded-{exercise.name}", exercise.name)
    link.children = []
    link += nodes.literal("", exercise.name)
    task = split_docstring(exercise.reference.__doc__ or "")[0].split("\n\n")[0]
    where = "It needs Keras: check it with" if exercise.needs_keras else "Check it in its page, or with"
    facts = f"{_points(exercise.cases)}. {where}"
    command = f"python -m lesson_code check {exercise.name}"
    return nodes.list_item(
        "",
        nodes.paragraph("", "", link, nodes.Text(": "), *_inline(" ".join(task.split()))),
        nodes.paragraph("", facts, classes=["lesson-exercise-facts"]),
        nodes.literal_block(command, command, language="console"),
    )


def _inline(text: str) -> list[nodes.Node]:
    """Return a sentence of a docstring; every second part of it stands between double backticks."""
    parts = enumerate(LITERAL.split(text))
    return [nodes.literal("", part) if index % 2 else nodes.Text(part) for index, part in parts if part]


def _points(cases: Iterable[Any]) -> str:
    """Return the points of cases in words; extra ones and those that only grading gives are named."""
    full = sum(case.points for case in cases if not case.optional)
    extra = sum(case.points for case in cases if case.optional)
    hidden = sum(case.points for case in cases if case.draw)
    words = [_count(full, "point")]
    words += [f"{hidden} of them when a class is graded"] if hidden else []
    words += [f"and {extra} extra for optional parts"] if extra else []
    return ", ".join(words)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def check_exercises(app: Sphinx, env: BuildEnvironment) -> None:
    """Report an exercise that its own page does not ask for; a page that is not in the book may keep its exercises."""
    module = importlib.import_module("lesson_code.exercises")
    for name in getattr(module, "NAMES", ()):
        page = module.load(name).page
        if page in env.found_docs and name not in _asked(env, page):
            message = f"this page does not ask for its exercise '{name}'; add a block {{graded}} {name}"
            report(f"{message}, or take the name out of lesson_code/exercises/__init__.py", (page, 1))


def setup(app: Sphinx) -> None:
    """Look for forgotten exercises when all pages have been read."""
    app.connect("env-check-consistency", check_exercises)
