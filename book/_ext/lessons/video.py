"""``video``: a link to a video; a script turns it into a player, but only after a click."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from lessons.blocks import LessonDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx

YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")


class Video(LessonDirective):
    """A card with title, credit and a plain link."""

    has_content = False
    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {"title": directives.unchanged, "credit": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Return the card."""
        video = self.arguments[0]
        if not YOUTUBE_ID.fullmatch(video):
            self.problem(f"video: '{video}' is no YouTube id; it has 11 letters, digits, '-' or '_'")
            return []
        for option in ("title", "credit"):
            if not self.options.get(option):
                self.problem(f"video: has no {option}; add a line ':{option}: …'")
                return []
        link = nodes.reference("", self.options["title"], refuri=f"https://www.youtube.com/watch?v={video}")
        credit = nodes.paragraph("", f"By {self.options['credit']}, on YouTube.", classes=["lesson-video__credit"])
        block = self.make_block([link], [credit])
        block["html"] = {"data-video": video}
        return [block]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("video", Video)
