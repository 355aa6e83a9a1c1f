"""A label on cells that gain from a GPU and run without one: those with the tag ``gpu``.

Such a cell asks which device there is, does less work on a CPU, and says which one it has used.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from lessons.problems import report

if TYPE_CHECKING:
    from sphinx.application import Sphinx

TAG = "gpu"
LABEL = "GPU"
WORDS = "faster on a GPU; without one it runs on the CPU, with less to do"
#: The device is chosen by its kind, and named in what the cell prints.
DEVICE = re.compile(r"\bdevice\b")


def mark_cells(app: Sphinx, doctree: nodes.document) -> None:
    """Put the label above every cell with the tag; report one that does not ask for its device."""
    for cell in doctree.findall(nodes.container):
        if cell.get("nb_element") != "cell_code" or TAG not in cell["cell_metadata"].get("tags", []):
            continue
        if not DEVICE.search(cell.astext()):
            report(f"a cell with the tag '{TAG}' chooses its device: let it use `device = pick_device()`", cell)
        label = nodes.strong("", LABEL)
        cell.insert(0, nodes.paragraph("", "", label, nodes.Text(f" · {WORDS}"), classes=["lesson-gpu"]))


def setup(app: Sphinx) -> None:
    """Register the step."""
    app.connect("doctree-read", mark_cells)
