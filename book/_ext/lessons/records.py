"""What is known about the stored run of each page and the runs over seeds it uses, kept in Sphinx's environment."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from lessons.claim_source import Claim, Verdict

#: How many seconds a page may take when its front matter has no ``budget``.
PAGE_SECONDS = 60.0


@dataclass
class Record:
    """What the status page says about a page.

    Attributes:
        files: The time of the last change of every stored run that was read, 0 where there was none.
        provenance: When and with what the page was executed; empty if it was not.
        seconds: How long that took.
        budget: How long it may take.
        cells: The line of each code cell and its seconds.
        claims: The claims of the page with what the runs say.
        runs: The seconds of each run over seeds, by experiment and seed.
        has_status: Whether the page shows the state of the book.
    """

    files: dict[str, int] = field(default_factory=dict)
    provenance: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    budget: float = PAGE_SECONDS
    cells: list[tuple[int, float]] = field(default_factory=list)
    claims: list[tuple[Claim, Verdict]] = field(default_factory=list)
    runs: dict[str, dict[int, float]] = field(default_factory=dict)
    has_status: bool = False


def all_records(env: BuildEnvironment) -> dict[str, Record]:
    """Return the records of all pages, by page name."""
    if not hasattr(env, "lesson_records"):
        env.lesson_records = {}
    return env.lesson_records


def record_of(env: BuildEnvironment) -> Record:
    """Return the record of the page that is being read."""
    return all_records(env).setdefault(env.docname, Record())


def note_file(env: BuildEnvironment, path: Path) -> None:
    """Remember that the page that is being read shows what is in a stored run."""
    env.note_dependency(str(path))
    record_of(env).files[str(path)] = _stamp(path)


def _stamp(path: Path) -> int:
    return path.stat().st_mtime_ns if path.is_file() else 0


def changed_runs(app: Sphinx, env: BuildEnvironment, *_: object) -> list[str]:
    """Return the pages that show another run than the one there is now."""
    records = all_records(env).items()
    return [name for name, record in records if any(_stamp(Path(file)) != at for file, at in record.files.items())]


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop what is known about a page that is read again or gone."""
    all_records(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
    """Take over what another process has read."""
    theirs = all_records(other)
    all_records(env).update({name: theirs[name] for name in docnames if name in theirs})


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("env-get-outdated", changed_runs)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
