"""What is known about each page, what every lesson must have, and its minutes below its title."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from lessons.elements import Block, label_of, name_of
from lessons.problems import report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: A lesson is a page below a part of ``_toc.yml`` whose caption begins with this word.
PART = "Part"
REQUIRED = ("questions", "objectives", "keypoints")
MINUTES = ("teaching", "exercises")
TASKS = ("challenge", "graded", "quiz")


@dataclass(frozen=True)
class Task:
    """Something on a page that a reader can do.

    Attributes:
        id: Its anchor.
        label: What it calls itself, "Challenge 2".
        title: The author's words, if there are any.
        optional: Whether one may leave it out.
    """

    id: str
    label: str
    title: str
    optional: bool


@dataclass
class PageFacts:
    """What other pages need to know about a page."""

    teaching: int = 0
    exercises: int = 0
    graded: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    #: Lessons the page points to that did not exist when it was read.
    pointers: set[str] = field(default_factory=set)
    has_map: bool = False
    has_progress: bool = False
    has_chooser: bool = False


def all_facts(env: BuildEnvironment) -> dict[str, PageFacts]:
    """Return the facts of all pages, by page name; they live in Sphinx's environment."""
    if not hasattr(env, "lesson_pages"):
        env.lesson_pages = {}
    return env.lesson_pages


def facts_of(env: BuildEnvironment) -> PageFacts:
    """Return the facts of the page that is being read."""
    return all_facts(env).setdefault(env.docname, PageFacts())


def lessons_by_part(env: BuildEnvironment) -> dict[str, list[str]]:
    """Return the names of the lessons in course order, by the caption of their part."""
    site = getattr(env, "external_site_map", None) or getattr(env.config, "external_site_map", None)
    if site is None:
        return {}
    return {
        tree.caption: [name for item in tree.files() for name in _with_children(env, site, item)]
        for tree in site.root.subtrees
        if (tree.caption or "").startswith(PART)
    }


def is_lesson(env: BuildEnvironment, docname: str) -> bool:
    """Return whether a page is a lesson."""
    return any(docname in names for names in lessons_by_part(env).values())


def _with_children(env: BuildEnvironment, site: object, item: str) -> Iterator[str]:
    yield _docname(env, item)
    document = site.get(item)  # type: ignore[attr-defined]  # a SiteMap, whose package has no types
    for child in document.child_files() if document else []:
        yield from _with_children(env, site, child)


def _docname(env: BuildEnvironment, item: str) -> str:
    suffix = next((suffix for suffix in env.config.source_suffix if item.endswith(suffix)), "")
    return item.removesuffix(suffix)


def check_page(app: Sphinx, doctree: nodes.document) -> None:
    """Remember the facts of a page; check a lesson and put its minutes below its title."""
    env, docname = app.env, app.env.docname
    blocks = list(doctree.findall(Block))
    facts = facts_of(env)
    facts.graded = tuple(block["exercise"] for block in blocks if block["kind"] == "graded")
    facts.tasks = tuple(_task(block) for block in blocks if block["kind"] in TASKS)
    if not is_lesson(env, docname):
        return
    kinds = {block["kind"] for block in blocks}
    for kind in REQUIRED:
        if kind not in kinds:
            report(f"a lesson has {kind}; add a block {{{kind}}}", (docname, 1))
    minutes = [_read_minutes(env, docname, kind) for kind in MINUTES]
    facts.teaching, facts.exercises = minutes[0] or 0, minutes[1] or 0
    if None not in minutes:
        _show_minutes(doctree, facts)


def _task(block: Block) -> Task:
    label, name = label_of(block).astext(), name_of(block)
    return Task(block["ids"][0], label, "" if name == label else name, "lesson-optional" in block["classes"])


def _read_minutes(env: BuildEnvironment, docname: str, key: str) -> int | None:
    text = env.metadata[docname].get(key)
    if text is None:
        report(f"a lesson says how long it takes; add a line '{key}: 20' (minutes) to the front matter", (docname, 1))
        return None
    if not text.isdigit():
        report(f"'{key}: {text}' in the front matter is not a whole number of minutes", _find_line(env, docname, key))
        return None
    return int(text)


def _find_line(env: BuildEnvironment, docname: str, key: str) -> tuple[str, int]:
    lines = Path(env.doc2path(docname)).read_text("utf-8").splitlines()
    return docname, next((number for number, line in enumerate(lines, start=1) if line.startswith(f"{key}:")), 1)


def _show_minutes(doctree: nodes.document, facts: PageFacts) -> None:
    text = f"About {facts.teaching} minutes to read and run, {facts.exercises} minutes for the exercises"
    section = next(iter(doctree.findall(nodes.section)), None)
    if section is not None:
        section.insert(1, nodes.paragraph("", text, classes=["lesson-minutes"]))


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop what is known about a page that is read again or gone."""
    all_facts(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
    """Take over what another process has read."""
    theirs = all_facts(other)
    all_facts(env).update({name: theirs[name] for name in docnames if name in theirs})


def pages_to_read_again(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages whose pointers have become links, or have lost their page."""
    return [name for name, facts in all_facts(env).items() if facts.pointers & added]


def setup(app: Sphinx) -> None:
    """Connect to Sphinx; after its own collector (priority 500) has read the front matter."""
    app.connect("doctree-read", check_page, priority=700)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("env-get-outdated", pages_to_read_again)
