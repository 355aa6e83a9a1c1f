"""All data sets and pretrained networks, from the records of ``lesson_code.data.sources`` and the installed files."""

from __future__ import annotations

import importlib
import importlib.metadata
import re
from typing import TYPE_CHECKING, Any

from docutils import nodes

from lessons.gathering import joined, lessons_of, link_to
from lessons.problems import report
from lessons.uses import Uses, all_uses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

IDENTIFIER = re.compile(r"\b(doi:10\.[^\s),;]+|arXiv:\d{4}\.\d{5})")
ADDRESSES = {"doi": "https://doi.org/", "arXiv": "https://arxiv.org/abs/"}
#: Packages that are installed by another name than they are imported by.
DISTRIBUTIONS = {"skimage": "scikit-image", "sklearn": "scikit-learn"}
NOWHERE = "no page loads it"


def make_data(env: BuildEnvironment, builder: Builder) -> list[nodes.Node]:
    """Return a section for each data set."""
    return _sections(env, builder, "data")


def make_networks(env: BuildEnvironment, builder: Builder) -> list[nodes.Node]:
    """Return a section for each pretrained network."""
    return _sections(env, builder, "network")


def _sections(env: BuildEnvironment, builder: Builder, kind: str) -> list[nodes.Node]:
    records = importlib.import_module("lesson_code.data.sources")
    if kind == "data":  # one page has both lists
        for sentence in records.changed_files():
            report(sentence, (env.docname, None))
    return [_section(env, builder, source) for source in records.SOURCES if source.kind == kind]


def _section(env: BuildEnvironment, builder: Builder, source: Any) -> nodes.section:
    facts = [
        _fact("Source", _linked(source.origin)),
        _fact("Licence", [nodes.Text(f"{source.licence}.")]),
        _fact("Known bias", _linked(source.bias)),
        _fact("Used in", _used_in(env, builder, source)),
    ]
    facts += [_fact("Note", _linked(source.note))] if source.note else []
    files = [nodes.list_item("", _file(env, builder, source, file)) for file in source.files]
    if files:
        inner = nodes.bullet_list("", *files, bullet="-", classes=["lesson-files"])
        facts.append(_fact("Files" if len(files) > 1 else "File", [], inner))
    listed = nodes.bullet_list("", *facts, bullet="-", classes=["lesson-source"])
    return nodes.section("", nodes.title("", source.name), listed, ids=[f"source-{nodes.make_id(source.name)}"])


def _fact(title: str, words: list[nodes.Node], *below: nodes.Node) -> nodes.list_item:
    line = nodes.paragraph("", "", nodes.strong("", f"{title}:"), nodes.Text(" "), *words)
    return nodes.list_item("", line, *below)


def _file(env: BuildEnvironment, builder: Builder, source: Any, file: Any) -> nodes.paragraph:
    """Return what is known about a file: its size and its package are those of the installed one."""
    records = importlib.import_module("lesson_code.data.sources")
    parts: list[nodes.Node] = []
    if file.name:
        parts += [nodes.strong("", file.name), nodes.Text(f": {file.credit}. ")]
    distribution = DISTRIBUTIONS.get(file.package, file.package)
    place = file.find()
    size = size_in_words(place.stat().st_size) if place.is_file() else "not there"
    parts += [
        nodes.literal("", file.path),
        nodes.Text(f" of {distribution} {importlib.metadata.version(distribution)}, {size}, SHA-256 "),
        nodes.literal("", records.CHECKSUMS[file.key], classes=["lesson-checksum"]),
        nodes.Text("."),
    ]
    if source.by_name:
        parts += [nodes.Text(" Used in: "), *_used_in(env, builder, source, file.name)]
    return nodes.paragraph("", "", *parts)


def _used_in(env: BuildEnvironment, builder: Builder, source: Any, name: str = "") -> list[nodes.Node]:
    links = [link_to(env, builder, lesson) for lesson in lessons_that_use(env, source, name)]
    return [*(joined(links) or [nodes.Text(NOWHERE)]), nodes.Text(".")]


def lessons_that_use(env: BuildEnvironment, source: Any, name: str = "") -> Iterator[str]:
    """Yield the lessons whose code takes a source; with a name, those whose code has that text as well."""
    for lesson in lessons_of(env):
        uses = all_uses(env).get(lesson, Uses())
        if uses.names & set(source.taken_by) and (not name or name in uses.texts):
            yield lesson


def size_in_words(size: int) -> str:
    """Return a number of bytes for people: "15 kB", "2.3 MB"."""
    return f"{size / 1e6:.1f} MB" if size >= 999_500 else f"{max(1, round(size / 1e3))} kB"


def _linked(text: str) -> list[nodes.Node]:
    """Return a text in which each DOI and each number of arXiv is a link; every second part is one."""
    parts: list[nodes.Node] = []
    for index, part in enumerate(IDENTIFIER.split(text)):
        kind, _, number = part.partition(":")
        parts += [nodes.reference("", part, refuri=ADDRESSES[kind] + number) if index % 2 else nodes.Text(part)]
    return parts
