"""The blocks of a lesson as Sphinx directives, checked while the book is built.

One module for each idea:

- ``elements``: the nodes that blocks are made of, and their HTML;
- ``blocks``, ``quiz``, ``video``, ``graded``: the directives;
- ``practice``: the check inside the page; ``runtime``, ``bundle``: what it loads, written when the site is built;
- ``roles``: ``met`` and ``lesson``;
- ``structure``: what is checked and numbered once a page has been read;
- ``pages``: what a lesson must have, and its minutes;
- ``course_map``: the generated table of lessons; ``course_size``: how long the course is;
- ``front``: what the site shows at its door; ``cards``: the pictures of shared lessons; ``searched``: what is searched;
- ``progress``: the generated list of all tasks, in which a script marks what is done;
- ``schedule``: the days of a workshop, worked out by the rules in ``timetable``; ``plans``: quoted in sentences;
- ``timings``: how the minutes of exercises are spent, for instructors;
- ``notes``: all notes for instructors; ``design``: which objective is practised where;
- ``uses``: what each page uses of what others define; ``terms``, ``cited``: the glossary and the bibliography, checked;
- ``list_of``: lists of the whole book, made by ``exercise_list``, ``key_points``, ``figure_list``, ``data_list``
  with what is in ``gathering``;
- ``interactive``: figures that answer; ``figures``: what is drawn in them;
- ``images``: no picture without words;
- ``leftovers``: no markup among the words; ``tables``: those of pandas, mended for screen readers;
- ``theme``: what other extensions put on a page and a reader is better without;
- ``maths``: formulas, set while the book is built;
- ``finish``: the last steps on the built site; ``assets``: one script and one style sheet;
  ``slim``: without unused rules;
  ``pictures``: what each picture says about itself;
- ``fences``, ``places``, ``bound``: numbers and words that are bound to a page's run, found, read and checked;
- ``numbers``: the roles ``num``, ``holds`` and ``fact``;
- ``conditions``, ``claim_source``: claims over seeds, read and judged; ``claim``: their directive;
- ``my_number``: what a reader's own number is compared with;
- ``records``: what is known about stored runs;
- ``executed``: the outputs of a page's run, put beside its text;
- ``gpu_mark``: a label on cells that gain from a GPU;
- ``provenance``: when and with what a page was executed, and how long it took; ``status``: the same of all pages;
- ``notebooks``, made of ``notebook_cells`` in the Markdown of ``markdown``, linked by ``notebook_links``;
  ``cell_names``: no cell needs what a solution has set; ``withheld``: a book without answers;
- ``repository``: where the source lies; ``improve``: links to edit a page, and to report a mistake.

``fences``, ``places``, ``bound``, ``conditions``, ``claim_source``, ``my_number`` and ``timetable`` know
nothing of Sphinx.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MODULES = (
    "elements",
    "blocks",
    "quiz",
    "video",
    "practice",
    "graded",
    "roles",
    "structure",
    "withheld",
    "pages",
    "course_map",
    "course_size",
    "front",
    "searched",
    "progress",
    "plans",
    "schedule",
    "notes",
    "design",
    "uses",
    "terms",
    "cited",
    "exercise_list",
    "list_of",
    "interactive",
    "images",
    "leftovers",
    "tables",
    "maths",
    "theme",
    "finish",
    "numbers",
    "claim",
    "records",
    "executed",
    "gpu_mark",
    "provenance",
    "status",
    "timings",
    "repository",
    "notebooks",
    "improve",
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx; the tools import parts of this package without that."""
    app.setup_extension("myst_nb")
    for name in MODULES:
        import_module(f"lessons.{name}").setup(app)
    return {"version": "1", "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}
