"""How a lesson's minutes of exercises are spent, below its title, for instructors; they must hold its challenges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from lessons.elements import Block, label_of
from lessons.pages import facts_of, is_lesson
from lessons.problems import report
from lessons.provenance import InstructorNote

if TYPE_CHECKING:
    from sphinx.application import Sphinx

OTHERS = {"quiz": ("quiz", "quizzes"), "graded": ("graded exercise", "graded exercises")}


def add_timings(app: Sphinx, doctree: nodes.document) -> None:
    """Put the line below the minutes of a lesson; report challenges without minutes, or with more than it has."""
    if not is_lesson(app.env, app.env.docname):
        return
    blocks = list(doctree.findall(Block))
    for block in blocks:
        if block["kind"] == "challenge" and not block["minutes"]:
            report("challenge: say how long it takes a class; add a line ':minutes: 4'", block)
    needed = [block for block in blocks if block.get("minutes") and "lesson-optional" not in block["classes"]]
    facts, taken = facts_of(app.env), sum(block["minutes"] for block in needed)
    # Where the minutes are missing there is no such paragraph, and that has been reported.
    for place in [node for node in doctree.findall(nodes.paragraph) if "lesson-minutes" in node["classes"]]:
        if taken > facts.exercises:
            words = f"the challenges take {taken} minutes, 'exercises: {facts.exercises}' in the front matter has fewer"
            report(words, (app.env.docname, 1))
        line = InstructorNote("", "", nodes.Text(words_of(needed, blocks, facts.teaching, facts.exercises)))
        place.parent.insert(place.parent.index(place) + 1, line)


def words_of(needed: list[Block], blocks: list[Block], teaching: int, exercises: int) -> str:
    """Return the line: the sum, and how the minutes of exercises are spent."""
    spent = [f"{block['minutes']} for {label_of(block).astext()}" for block in needed]
    rest = exercises - sum(block["minutes"] for block in needed)
    if rest > 0:
        counts = {kind: sum(block["kind"] == kind for block in blocks) for kind in OTHERS}
        others = [f"{count} {OTHERS[kind][count > 1]}" for kind, count in counts.items() if count]
        spent += [f"{rest} for {' and '.join(others) or 'the rest'}"]
    return f"In a class {teaching + exercises} minutes. Of the exercises, in minutes: {', '.join(spent) or 'none'}."


def setup(app: Sphinx) -> None:
    """Look at each page when its minutes stand below its title (priority 700), before its seconds come (750)."""
    app.connect("doctree-read", add_timings, priority=740)
