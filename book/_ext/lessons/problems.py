"""One way to say that a page uses a block wrongly: a warning with file and line, which fails a strict build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils import nodes

LOGGER = logging.getLogger(__name__)
MAX_SENTENCE = 120


def report(message: str, location: nodes.Node | tuple[str, int | None] | str) -> None:
    """Warn about ``message`` at a node, at a page's name and line, or at a file and line as they are to be shown."""
    LOGGER.warning(message, location=location, type="lessons")


def shortened(sentence: str) -> str:
    """Return a sentence short enough to be part of a message."""
    return sentence if len(sentence) <= MAX_SENTENCE else f"{sentence[:MAX_SENTENCE].rsplit(' ', 1)[0]} …"
