"""``interactive``: a figure that answers, drawn at build time; a script gives it controls."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.builders.html._assets import _JavaScript
from sphinx.transforms.post_transforms import SphinxPostTransform

from lessons.blocks import LessonDirective, check_name
from lessons.figures import NAMES, Figure, load

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

SCRIPTS = Path(__file__).parents[2] / "_figures"
#: Where the scripts lie in the site: what lies below ``_static`` would be linked into every page.
FOLDER = "figures"


class Interactive(nodes.General, nodes.Element):
    """A drawing with its words. Attributes: ``figure`` (its name), ``alt``."""


class InteractiveFigure(LessonDirective):
    """A figure with number, caption and name; its content is the caption."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {"name": directives.unchanged, "alt": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Return the figure, or nothing where it is not complete."""
        name = self.arguments[0]
        if name not in NAMES:
            self.problem(f"interactive: there is no figure '{name}'; there are {', '.join(NAMES)}")
            return []
        placed = self.env.temp_data.setdefault("lessons_figures", set())
        if name in placed:
            self.problem(f"interactive: the figure '{name}' is on this page already")
            return []
        placed.add(name)
        for script in ("shared", name):
            # The page names a version of its script.
            self.env.note_dependency(str(SCRIPTS / f"{script}.js"))
        check_name(self, "fig-")
        if not self.options.get("alt"):
            self.problem("interactive: has no alt; add a line ':alt: …' that says what is to be seen")
        caption = self.parse_content()
        if len(caption) == 1 and isinstance(caption[0], nodes.paragraph):
            return [self.make_figure(name, caption[0])]
        if caption:
            self.problem("interactive: its content is the caption, one paragraph")
        return []

    def make_figure(self, name: str, caption: nodes.paragraph) -> nodes.figure:
        """Return the figure, numbered and named as any other."""
        drawing = Interactive(figure=name, alt=self.options.get("alt", ""))
        words = nodes.caption(caption.rawsource, "", *caption.children)
        figure = nodes.figure("", drawing, words)
        self.set_source_info(figure)
        self.set_source_info(words)
        self.add_name(figure)
        return figure


def _visit_interactive(self: HTML5Translator, node: Interactive) -> None:
    name = node["figure"]
    self.body.append(figure_html(name, load(name), node["alt"]))
    raise nodes.SkipNode


def figure_html(name: str, figure: Figure, alt: str) -> str:
    """Return the drawing in the state in which it stands on the page, with all that its script needs.

    Args:
        name: Of the figure.
        figure: What it is made of.
        alt: What is to be seen, whatever the state.
    """
    drawing = figure.draw(figure.state)
    controls = [control._asdict() for control in figure.controls]
    settings = json.dumps({"controls": controls, "data": figure.data()}, ensure_ascii=False, separators=(",", ":"))
    identifier = f"lesson-figure-{name}"
    return (
        f'<div class="lesson-figure lesson-figure--{name}" id="{identifier}" data-figure="{name}" '
        f'data-settings="{escape(settings)}">\n'
        f'<svg class="lesson-figure__drawing" viewBox="0 0 {figure.width} {figure.height}" role="img" '
        f'aria-labelledby="{identifier}-alt {identifier}-words"><desc id="{identifier}-alt">{escape(alt)}</desc>'
        f"{drawing.svg}</svg>\n"
        f'<p class="lesson-figure__words" id="{identifier}-words" role="status">{escape(drawing.words)}</p>\n'
        "<noscript><p>To change this figure, allow this page to run its script.</p></noscript>\n"
        "</div>\n"
    )


class PlainFigures(SphinxPostTransform):
    """Outside HTML a figure is its words."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Replace our node by a paragraph, unless HTML is written."""
        if self.app.builder.format == "html":
            return
        for node in list(self.document.findall(Interactive)):
            figure = load(node["figure"])
            node.replace_self(nodes.paragraph("", f"{node['alt']} {figure.draw(figure.state).words}"))


def write_scripts(app: Sphinx) -> None:
    """Put the script of each figure into the site, together with what all of them share."""
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    shared = (SCRIPTS / "shared.js").read_text("utf-8")
    for name in NAMES:
        own = (SCRIPTS / f"{name}.js").read_text("utf-8")
        (folder / f"{name}.js").write_text(shared + own, encoding="utf-8")


def link_scripts(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Link the script of a figure into the pages that show it, and into no other."""
    if doctree is not None:
        for node in doctree.findall(Interactive):
            script = _JavaScript(f"{FOLDER}/{node['figure']}.js", defer="defer")
            context["script_files"] = [*context.get("script_files", []), script]


def setup(app: Sphinx) -> None:
    """Register the directive and its node."""
    app.add_directive("interactive", InteractiveFigure)
    app.add_node(Interactive, html=(_visit_interactive, None))
    app.add_post_transform(PlainFigures)
    app.connect("builder-inited", write_scripts)
    app.connect("html-page-context", link_scripts)
