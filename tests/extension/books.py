"""Tiny books for the tests of the extension, built by Sphinx in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup

from lessons.executed import read_page

EXTENSION = Path(__file__).parents[2] / "book" / "_ext"

CONF = """
project = "A tiny book"
extensions = ["myst_nb", "sphinx_external_toc", "lessons"]
external_toc_path = "_toc.yml"
myst_enable_extensions = ["colon_fence", "dollarmath"]
nb_execution_mode = "off"
numfig = True
html_theme = "basic"
html_copy_source = False
lessons_executed = "executed"
exclude_patterns = ["executed", "_build"]
lessons_planned = {"loss": "Measuring error", "some-day": "A plan"}
"""

EXERCISES = '''
from types import SimpleNamespace


def weigh(inputs: list[float], weights: list[float], bias: float = 0.5, name: str = "a, b") -> float:
    """Return the weighted sum of the inputs.

    Round nothing.

    Args:
        inputs: The values that arrive,
            shape ``(n,)``.
        weights: One for each input.

    Returns:
        The sum, as a number
        of any sign.

    Raises:
        ValueError: The lengths differ.
    """
    return 0.0


def case(should, points=1, optional=False):
    return SimpleNamespace(should=should, points=points, optional=optional, draw=None)


def load(name):
    if name not in ("weigh", "elsewhere"):
        raise LookupError(f"there is no exercise called '{name}': there are weigh, elsewhere.")
    cases = [case("give 1 for one", 2), case("refuse lengths that differ"), case("be quick", 3, optional=True)]
    page = {"weigh": "lesson"}.get(name, "other")
    return SimpleNamespace(name=name, reference=weigh, cases=cases, page=page, needs_keras=False)
'''

STUBS = """
def stub(exercise):
    return "def weigh(inputs):\\n    ...\\n"
"""

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@dataclass
class Book:
    """A folder with a book in it."""

    folder: Path

    def write(self, pages: dict[str, str], parts: dict[str, list[str]]) -> None:
        """Write pages, table of contents, settings and a stand-in for the exercises."""
        package = self.folder / "lesson_code"
        package.mkdir(exist_ok=True)
        (package / "__init__.py").touch()
        (package / "exercises.py").write_text(EXERCISES, encoding="utf-8")
        (package / "grading").mkdir(exist_ok=True)
        (package / "grading" / "stubs.py").write_text(STUBS, encoding="utf-8")
        (self.folder / "conf.py").write_text(CONF, encoding="utf-8")
        lines = ["format: jb-book", "root: index", "parts:"]
        for caption, names in parts.items():
            lines += [f"- caption: {caption}", "  chapters:", *(f"  - file: {name}" for name in names)]
        (self.folder / "_toc.yml").write_text("\n".join(lines), encoding="utf-8")
        for name, text in pages.items():
            self.write_page(name, text)

    def write_page(self, name: str, text: str) -> None:
        """Write one page and a run of it in which every cell has drawn a picture."""
        path = self.folder / f"{name}.md"
        path.write_text(text, encoding="utf-8")
        if "{code-cell}" in text:
            run = read_page(text, str(path))
            for cell in run.cells:
                if cell.cell_type == "code":
                    cell.outputs = [nbformat.v4.new_output("display_data", {"image/png": PIXEL})]
            (self.folder / "executed").mkdir(exist_ok=True)
            nbformat.write(run, self.folder / "executed" / f"{name}.ipynb")

    def build(self, builder: str = "html", jobs: int = 1) -> str:
        """Build the book and return Sphinx's warnings, with the book's own folder left out of them."""
        arguments = [
            "-q",
            "-n",
            "-j",
            str(jobs),
            "-b",
            builder,
            str(self.folder),
            str(self.folder / "_build" / builder),
        ]
        path = os.pathsep.join([str(self.folder), str(EXTENSION)])
        done = subprocess.run(
            [sys.executable, "-m", "sphinx", *arguments],
            env={**os.environ, "PYTHONPATH": path, "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return re.sub(r"\x1b\[[\d;]*m", "", done.stderr).replace(f"{self.folder}{os.sep}", "")

    def text(self, name: str, builder: str = "html") -> str:
        """Return a built page."""
        return (self.folder / "_build" / builder / name).read_text(encoding="utf-8")

    def page(self, name: str) -> BeautifulSoup:
        """Return a built HTML page, parsed."""
        return BeautifulSoup(self.text(f"{name}.html"), "html.parser")
