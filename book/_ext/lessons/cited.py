"""The bibliography holds what the book cites, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lessons.numbers import ENTRY
from lessons.problems import report

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def check_entries(app: Sphinx, env: BuildEnvironment) -> None:
    """Report the entries that no page cites: they would not be shown."""
    if "cite" not in env.domains:
        return
    cited = {target.key for reference in env.get_domain("cite").citation_refs for target in reference.targets}
    for name in env.config.bibtex_bibfiles:
        path = Path(env.srcdir) / name
        text = path.read_text("utf-8") if path.is_file() else ""
        for entry in ENTRY.finditer(text):
            if entry[1] not in cited:
                line = text.count("\n", 0, entry.start(1)) + 1
                message = f"no page cites '{entry[1]}'; cite it, {{cite}}`{entry[1]}`, or take it out"
                report(message, f"{path}:{line}")


def setup(app: Sphinx) -> None:
    """Look at the bibliography when all pages have been read."""
    app.connect("env-check-consistency", check_entries)
