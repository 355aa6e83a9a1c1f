"""No picture without words: alternative text everywhere, and caption and name where a cell draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst.directives.images import Image

from lessons.problems import report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

#: myst-nb says that a cell stands two lines below the line that opens it.
CELL_OFFSET = 2


class PlacedImage(Image):
    """The stock image, which keeps its line where Sphinx does not put it to 0."""

    def run(self) -> list[nodes.Node]:
        """Return the image."""
        found: list[nodes.Node] = super().run()
        for image in (image for node in found for image in node.findall(nodes.image)):
            image["lesson_line"] = self.lineno
        return found


def check_images(app: Sphinx, doctree: nodes.document) -> None:
    """Report pictures without alternative text, and drawn figures without caption or name."""
    for image in doctree.findall(nodes.image):
        cell = next((node for node in _ancestors(image) if node.get("nb_element") == "cell_code"), None)
        missing = _missing(image, is_drawn=cell is not None)
        if not missing:
            continue
        words = " and no ".join(missing)
        if cell is None:
            around = next((node.line for node in _ancestors(image) if node.line), 1)
            place = (app.env.docname, image.get("lesson_line", around))
            report(f"an image has no {words}; say in a sentence or two what is to be seen", place)
        else:
            line = (cell.line or CELL_OFFSET) - CELL_OFFSET
            message = f"the image that this cell draws has no {words}; give them in the cell's mystnb options"
            report(message, (app.env.docname, line))


def _missing(image: nodes.image, *, is_drawn: bool) -> list[str]:
    missing = []
    if not image.get("alt", "").strip():
        missing.append("alternative text (image: alt)" if is_drawn else "alternative text")
    if is_drawn:
        figure = next((node for node in _ancestors(image) if isinstance(node, nodes.figure)), None)
        if figure is None or not list(figure.findall(nodes.caption)):
            missing.append("caption (figure: caption)")
        if figure is None or not figure["names"]:
            missing.append("name (figure: name)")
    return missing


def _ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("image", PlacedImage, override=True)
    app.connect("doctree-read", check_images)
