"""When and with what a page was executed, at its foot; how long it and its cells took, for instructors."""

from __future__ import annotations

import datetime
import html
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from lessons.problems import report
from lessons.records import PAGE_SECONDS, Record, record_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

#: Written out here, because a machine may speak another language.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
#: The titles of what a run remembers the version of.
PACKAGES = {"python": "Python", "tensorflow": "TensorFlow", "keras": "Keras"}


class Varies(nodes.Inline, nodes.Element):
    """Words that may differ between two builds of one book: attribute ``words``.

    They are no text node, so that the index of the search does not differ as well.
    """


class InstructorNote(nodes.General, nodes.TextElement):
    """A line that only instructors see."""


def date_of(record: Record) -> str:
    """Return when a page was executed, such as "22 November 2026"."""
    date = datetime.date.fromisoformat(record.provenance["date"])
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def versions_of(record: Record) -> list[str]:
    """Return what a page was executed with, such as "Python 3.11.9"."""
    return [f"{title} {record.provenance[name]}" for name, title in PACKAGES.items() if name in record.provenance]


def add_provenance(app: Sphinx, doctree: nodes.document) -> None:
    """Put everything on a page that has a stored run."""
    record = record_of(app.env)
    record.budget = _read_budget(app.env)
    if not record.provenance:
        return
    top = next(iter(doctree.findall(nodes.section)), doctree)
    top += foot(record)
    top.insert(_below_minutes(top), _page_seconds(record))
    for cell in doctree.findall(nodes.container):
        if cell.get("nb_element") == "cell_code" and "seconds" in cell["cell_metadata"]:
            _add_seconds(cell)


def foot(record: Record) -> nodes.paragraph:
    """Return the line at the foot of a page."""
    with_what = " and ".join(", ".join(versions_of(record)).rsplit(", ", 1))
    seconds = round(record.seconds)
    parts = [
        nodes.Text("Executed on "),
        Varies(words=date_of(record)),
        nodes.Text(f" with {with_what} on {record.provenance['device']}, in "),
        Varies(words={0: "less than a second", 1: "1 second"}.get(seconds, f"{seconds} seconds")),
        nodes.Text("."),
    ]
    return nodes.paragraph("", "", *parts, classes=["lesson-provenance"])


def _page_seconds(record: Record) -> InstructorNote:
    where = "above" if record.seconds > record.budget else "within"
    words = Varies(words=f"{record.seconds:.1f} s, {where} its budget of {record.budget:.0f} s")
    return InstructorNote("", "", nodes.Text("This page runs in "), words, nodes.Text("."))


def _below_minutes(top: nodes.Element) -> int:
    """Return the place after the title, and after the minutes where the page has them."""
    heads = (nodes.title, nodes.paragraph)
    places = [index for index, node in enumerate(top.children[:2]) if isinstance(node, heads)]
    is_minutes = len(places) > 1 and "lesson-minutes" in top.children[places[1]]["classes"]
    return 2 if is_minutes else len(places[:1])


def _add_seconds(cell: nodes.container) -> None:
    for part in cell.children:
        if part.get("nb_element") == "cell_code_source":
            part += InstructorNote("", "", Varies(words=f"{cell['cell_metadata']['seconds']:.1f} s"))


def _read_budget(env: BuildEnvironment) -> float:
    text = env.metadata[env.docname].get("budget", str(PAGE_SECONDS))
    try:
        return float(text)
    except ValueError:
        report(f"'budget: {text}' in the front matter is no number of seconds", (env.docname, 1))
        return PAGE_SECONDS


def _visit_varies(self: HTML5Translator, node: Varies) -> None:
    self.body.append(f'<span class="lesson-varies">{html.escape(node["words"])}</span>')


def _visit_note(self: HTML5Translator, node: InstructorNote) -> None:
    self.body.append(self.starttag(node, "p", "", CLASS="lesson-instructor lesson-seconds", hidden="hidden"))


def _depart_note(self: HTML5Translator, node: InstructorNote) -> None:
    self.body.append("</p>\n")


def _depart_nothing(self: HTML5Translator, node: Varies) -> None:
    """Do nothing: visiting has written everything."""


class PlainWords(SphinxPostTransform):
    """Outside HTML what varies is text, and notes for instructors are left out."""

    default_priority = 9

    def run(self, **kwargs: Any) -> None:
        """Replace our nodes by standard ones, unless HTML is written."""
        if self.app.builder.format == "html":
            return
        for note in list(self.document.findall(InstructorNote)):
            note.parent.remove(note)
        for part in list(self.document.findall(Varies)):
            part.replace_self(nodes.Text(part["words"]))


def setup(app: Sphinx) -> None:
    """Register the nodes; look at each page when its minutes stand below its title (priority 700)."""
    app.add_node(Varies, html=(_visit_varies, _depart_nothing))
    app.add_node(InstructorNote, html=(_visit_note, _depart_note))
    app.add_post_transform(PlainWords)
    app.connect("doctree-read", add_provenance, priority=750)
