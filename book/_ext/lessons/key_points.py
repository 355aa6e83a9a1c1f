"""The key points of all lessons, as the lessons have them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lessons.elements import Block
from lessons.gathering import by_lesson, copies

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


def make_key_points(env: BuildEnvironment, builder: Builder) -> list[nodes.Node]:
    """Return a section with the key points of each lesson."""
    return by_lesson(env, builder, "key-points", partial(_of_lesson, env, builder))


def _of_lesson(env: BuildEnvironment, builder: Builder, name: str) -> list[nodes.Node]:
    blocks = [block for block in env.get_doctree(name).findall(Block) if block["kind"] == "keypoints"]
    return copies(env, builder, name, [node for block in blocks for node in block.children[1:]])
