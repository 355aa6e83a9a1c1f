"""``status``: the state of the book – what was executed when, with what and how long, and what is claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from lessons.claim import shown_ranges
from lessons.problems import report
from lessons.provenance import Varies, date_of, versions_of
from lessons.records import Record, all_records, record_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

PAGE_COLUMNS = ("Page", "Executed on", "With", "Seconds", "Slowest cell")
RUN_COLUMNS = ("Experiment", "Pages", "Seeds", "Seconds in all")
CLAIM_COLUMNS = ("Claim", "Page", "Held", "Asked", "Ranges")
NOTHING = "There are none yet."


class Status(nodes.General, nodes.Element):
    """The place of a table until all pages are read: attribute ``of``."""


class StatusDirective(SphinxDirective):
    """The place where the author wants a table; what is in it is the argument: pages, runs or claims."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
        of = self.arguments[0]
        if of not in TABLES:
            message = f"status: there is no table of '{of}'; there are {', '.join(TABLES)}"
            report(message, (self.env.docname, self.lineno))
            return []
        record_of(self.env).has_status = True
        return [Status(of=of)]


class FillStatus(SphinxPostTransform):
    """Put each table in its place; before references are resolved (priority 10), since they hold some."""

    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        """Replace every placeholder of the page."""
        for place in list(self.document.findall(Status)):
            place.replace_self(TABLES[place["of"]](self.env))


def pages_table(env: BuildEnvironment) -> nodes.Element:
    """Return the table of all pages that have been executed."""
    rows = []
    for name, record in _in_order(env):
        if record.provenance:
            seconds = Varies(words=f"{record.seconds:.1f} of {record.budget:.0f}")
            cells = [page_link(env, name), Varies(words=date_of(record)), nodes.Text(_with_what(record)), seconds]
            rows.append([[cell] for cell in (*cells, Varies(words=_slowest(record)))])
    return _table(PAGE_COLUMNS, rows)


def _with_what(record: Record) -> str:
    return ", ".join([*versions_of(record), record.provenance["device"]])


def _slowest(record: Record) -> str:
    if not record.cells:
        return "–"
    line, seconds = max(record.cells, key=lambda cell: cell[1])
    return f"line {line}: {seconds:.1f} s"


def runs_table(env: BuildEnvironment) -> nodes.Element:
    """Return the table of all experiments that are repeated over seeds."""
    seconds: dict[str, dict[int, float]] = {}
    pages: dict[str, list[str]] = {}
    for name, record in _in_order(env):
        for experiment, runs in record.runs.items():
            seconds.setdefault(experiment, {}).update(runs)
            pages.setdefault(experiment, []).append(name)
    rows = [
        [
            [nodes.literal("", experiment)],
            _joined([page_link(env, name) for name in pages[experiment]]),
            [nodes.Text(str(len(runs)))],
            [Varies(words=f"{sum(runs.values()):.1f}")],
        ]
        for experiment, runs in sorted(seconds.items())
    ]
    return _table(RUN_COLUMNS, rows)


def claims_table(env: BuildEnvironment) -> nodes.Element:
    """Return the table of all claims."""
    rows: list[Sequence[Sequence[nodes.Node]]] = []
    for name, record in _in_order(env):
        for claim, found in record.claims:
            sentence = _reference(env, "ref", claim.name, claim.sentence, explicit=True)
            ranges = "; ".join(words for _, words in shown_ranges(claim, found))
            held = [nodes.Text(f"{found.held} of {found.of}")]
            rows.append([[sentence], [page_link(env, name)], held, [nodes.Text(claim.share)], [nodes.Text(ranges)]])
    return _table(CLAIM_COLUMNS, rows)


def _in_order(env: BuildEnvironment) -> list[tuple[str, Record]]:
    """Return the pages with their records in the order of the table of contents, others last."""
    order = list(env.toctree_includes.get(env.config.root_doc, []))
    last = len(order)
    return sorted(all_records(env).items(), key=lambda item: (order.index(item[0]) if item[0] in order else last, item))


def page_link(env: BuildEnvironment, name: str) -> addnodes.pending_xref:
    """Return a link to a page that shows its title."""
    return _reference(env, "doc", f"/{name}", name)


def _reference(
    env: BuildEnvironment, kind: str, target: str, words: str, *, explicit: bool = False
) -> addnodes.pending_xref:
    link = addnodes.pending_xref("", nodes.inline("", words), refdomain="std", reftype=kind, refwarn=True)
    link.update_all_atts({"refdoc": env.docname, "reftarget": target, "refexplicit": explicit})
    return link


def _joined(links: list[addnodes.pending_xref]) -> list[nodes.Node]:
    parts: list[nodes.Node] = []
    for link in links:
        parts += [nodes.Text(", "), link] if parts else [link]
    return parts


def _table(columns: Sequence[str], rows: Sequence[Sequence[Sequence[nodes.Node]]]) -> nodes.Element:
    """Return a table, or a word where it would have no rows."""
    if not rows:
        return nodes.paragraph("", NOTHING)
    group = nodes.tgroup("", *(nodes.colspec(colwidth=20) for _ in columns), cols=len(columns))
    group += nodes.thead("", _row([[nodes.Text(column)] for column in columns]))
    group += nodes.tbody("", *(_row(row) for row in rows))
    return nodes.table("", group, classes=["lesson-status", "colwidths-auto"])


def _row(cells: Sequence[Sequence[nodes.Node]]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells))


TABLES = {"pages": pages_table, "runs": runs_table, "claims": claims_table}


def pages_with_status(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages to be written again when anything may have changed."""
    return [name for name, record in all_records(env).items() if record.has_status]


def setup(app: Sphinx) -> None:
    """Register directive, node and transform."""
    app.add_node(Status)
    app.add_directive("status", StatusDirective)
    app.add_post_transform(FillStatus)
    app.connect("env-updated", pages_with_status)
