"""A notebook of each lesson for learners, and one for instructors, written into the folder ``notebooks`` of the site.

Both are made from the page as it was read, so that they say what the page says. Cells that a learner who leaves out
a task could not run stop the build: see ``cell_names``.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import nbformat

from lessons.cell_names import PageCell, needs
from lessons.images import CELL_OFFSET
from lessons.markdown import Writer, quote
from lessons.notebook_cells import Maker, cells_of, in_solution, source_of
from lessons.notebook_links import links_of, requirement
from lessons.pages import is_lesson, lessons_by_part
from lessons.problems import report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

FOLDER = "notebooks"
#: What the name of a notebook for instructors, and of the archive of all of them, ends with.
INSTRUCTOR = "-instructor"
ARCHIVE = "notebooks"
MINUTES = '<p class="lesson-minutes">'
METADATA = {
    "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    "language_info": {"name": "python"},
}
INSTALL = """\
import importlib.util

if importlib.util.find_spec("lesson_code") is None:
    %pip install --quiet "{requirement}"
"""
FOR_LEARNERS = (
    "Run the cells from the top. "
    "A cell that begins with `# Your code`, or holds a function to write, is yours; "
    "the checkpoint below it puts back what later cells need, so you may leave it empty."
)
ELSEWHERE = " Hints and solutions stand on the page of the lesson."
FOR_INSTRUCTORS = "**For instructors:** it holds solutions, hints, notes and results; do not hand it out."
NUMBERS = (
    "Numbers in the text are those of the page. "
    "Yours may differ in the last digits, and after a training of your own a little more."
)


NEXT_STEP = "set it outside the solution, or call it something else there"


@dataclass(frozen=True)
class Lesson:
    """A page that is made into notebooks.

    Attributes:
        app: The builder's application.
        name: The name of the page.
        doctree: The page, read and resolved.
    """

    app: Sphinx
    name: str
    doctree: nodes.document

    @property
    def writer(self) -> Writer:
        """What writes its words."""
        numbers = self.app.env.toc_fignumbers.get(self.name, {})
        called = self.app.config.numfig_format
        names = {
            anchor: called[kind] % ".".join(map(str, number))
            for kind, anchors in numbers.items()
            if kind in called
            for anchor, number in anchors.items()
        }
        return Writer(self.address, names)

    def address(self, target: str) -> str:
        """Return where a link of the page leads, if the site has an address."""
        site = self.app.config.html_baseurl
        return urljoin(urljoin(site, self.app.builder.get_target_uri(self.name)), target) if site else ""

    def introduction(self, *, answered: bool) -> str:
        """Return what stands above the title: what this is, and how to get what it needs."""
        home = self.app.env.titles[self.app.config.root_doc].astext()
        title = self.app.env.titles[self.name].astext()
        place = self.address("#")
        what = f"A notebook of the lesson “{title}” of the course *{home}*" + (
            f", {place.rstrip('#')}" if place else ""
        )
        for_learners = FOR_LEARNERS + (ELSEWHERE if self.app.config.lessons_solutions else "")
        parts = [f"{what}.", FOR_INSTRUCTORS if answered else for_learners, NUMBERS, self.needed()]
        return quote("\n\n".join(parts))

    def needed(self) -> str:
        """Return how to get the course's package."""
        words = (
            "It needs the course's package `lesson_code`: choose the Python of the course's folder `.venv` as kernel. "
        )
        if requirement(self.app.config):
            return words + "Elsewhere, as in Colab, the next cell installs the package; restart the kernel after it."
        return words + "Elsewhere, upload the course's folder, run `%pip install FOLDER` and restart the kernel."

    def notebook(self, *, answered: bool) -> str:
        """Return the notebook as text; the same page always gives the same."""
        stored = Path(self.app.config.lessons_executed, f"{self.name}.ipynb")
        runs = []
        if answered and self.app.config.lessons_executed and stored.is_file():
            runs = [cell for cell in nbformat.read(stored, as_version=4).cells if cell.cell_type == "code"]
        cells = Maker(self.writer, runs, answered).make(self.doctree, self.introduction(answered=answered))
        if wanted := requirement(self.app.config):
            cells.insert(1, nbformat.v4.new_code_cell(INSTALL.format(requirement=wanted).rstrip()))
        for index, cell in enumerate(cells):
            cell["id"] = f"{self.name[:50]}-{index}"
        return str(nbformat.writes(nbformat.v4.new_notebook(cells=cells, metadata=METADATA))) + "\n"


def check_names(app: Sphinx, doctree: nodes.document) -> None:
    """Report cells that need what a solution has set: in a notebook for learners it would not be there."""
    page = app.env.docname
    if not is_lesson(app.env, page):
        return
    cells = [PageCell(source_of(cell), _line(cell), in_solution(cell)) for cell in cells_of(doctree)]
    try:
        for need in needs(cells):
            where = f"'{need.name}' from the solution at line {need.solution}"
            report(f"this cell takes {where}, which a learner may leave out; {NEXT_STEP}", (page, need.line))
    except SyntaxError as error:
        report(f"a cell of this page cannot be read as Python ({error.msg}); a notebook needs plain Python", (page, 1))


def _line(cell: nodes.Element) -> int:
    return max((cell.line or CELL_OFFSET) - CELL_OFFSET, 1)


def add_notebooks(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Write the notebooks of a lesson, and link them below its minutes."""
    if doctree is None or app.builder.name != "html" or not is_lesson(app.env, pagename):
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(exist_ok=True)
    lesson = Lesson(app, pagename, doctree)
    for name, answered in _kinds(app, pagename):
        (folder / f"{name}.ipynb").write_text(lesson.notebook(answered=answered), "utf-8", newline="\n")
    with_solutions = app.config.lessons_solutions
    head, minutes, rest = context["body"].partition(MINUTES)
    line, end, below = rest.partition("</p>")
    links = links_of(app.config, FOLDER, pagename, INSTRUCTOR if with_solutions else "")
    context["body"] = f"{head}{minutes}{line}{end}{links if minutes else ''}{below}"


def _kinds(app: Sphinx, page: str) -> Iterator[tuple[str, bool]]:
    """Yield the names of the notebooks of a page, and whether they hold answers."""
    yield page, False
    if app.config.lessons_solutions:
        yield f"{page}{INSTRUCTOR}", True


def pack(app: Sphinx, failure: Exception | None) -> None:
    """Write one archive of each kind, and remove notebooks of lessons that are gone."""
    folder = Path(app.outdir) / FOLDER
    if failure is not None or app.builder.name != "html" or not folder.is_dir():
        return
    lessons = [name for names in lessons_by_part(app.env).values() for name in names]
    kinds: dict[bool, list[str]] = {}
    for name, answered in (kind for page in lessons for kind in _kinds(app, page)):
        kinds.setdefault(answered, []).append(f"{name}.ipynb")
    files = {f"{ARCHIVE}{INSTRUCTOR if answered else ''}.zip": names for answered, names in kinds.items()}
    extra = {"requirements.txt": f"{requirement(app.config)}\n", "runtime.txt": "python-3.11\n"}
    extra = extra if requirement(app.config) else {}
    for file in folder.iterdir():
        if file.name not in {*files, *extra, *(name for names in kinds.values() for name in names)}:
            file.unlink()
    for name, text in extra.items():
        (folder / name).write_text(text, "utf-8")
    for name, members in files.items():
        _write_archive(folder / name, [folder / member for member in members])


def _write_archive(archive: Path, files: list[Path]) -> None:
    """Write an archive whose bytes depend on the files alone."""
    with zipfile.ZipFile(archive, "w") as packed:
        for file in files:
            member = zipfile.ZipInfo(file.name)
            member.external_attr = 0o644 << 16
            packed.writestr(member, file.read_bytes(), zipfile.ZIP_DEFLATED, 9)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_config_value("lessons_notebooks_branch", "", "html")
    app.connect("doctree-read", check_names)
    app.connect("html-page-context", add_notebooks)
    app.connect("build-finished", pack)
