"""Small books whose sentences, claims and foot come from runs that a test makes itself."""

import json

import nbformat
from bs4 import Tag

from lessons.bound import bindings, parse
from lessons.executed import read_page

from .books import PIXEL, Book

THIN = "\u202f"
PROVENANCE = {
    "date": "2026-11-22",
    "python": "3.11.9",
    "tensorflow": "2.21.0",
    "keras": "3.15.0",
    "device": "the CPU (2 cores)",
}
MATTER = "---\nfile_format: mystnb\nkernelspec: {name: python3, display_name: Python 3}\n---\n"
CELL = "```{code-cell}\naccuracy, errors = 0.97, [5, 7]\n```\n"
CLAIM = """:::{claim} middle_half
:name: claim-of-page
:holds: wide > 1.0
:share: 95 %
The wide network finds both borders.
:::
"""
RESULTS = [{"wide": 0.91 + seed / 20, "narrow": -0.5, "scores": [9.0, 1000.0 * seed]} for seed in range(5)]
STATUS = "# State\n\n```{status} pages\n```\n```{status} runs\n```\n```{status} claims\n```\n"
BIB = "@article{brains2009,\n  title = {Brains},\n}\n"


class TrueBook(Book):
    """A small book whose pages are executed, by the test itself and in this process."""

    def write(self, pages: dict[str, str], parts: dict[str, list[str]]) -> None:
        """Write it, with the folder of runs over seeds among its settings."""
        (self.folder / "references.bib").write_text(BIB, "utf-8")
        super().write(pages, parts)
        with (self.folder / "conf.py").open("a", encoding="utf-8") as conf:
            conf.write(f"lessons_runs = {str(self.folder / 'runs')!r}\n")

    def write_page(self, name: str, text: str) -> None:
        """Write one page and its run."""
        path = self.folder / f"{name}.md"
        path.write_text(text, "utf-8")
        if "{code-cell}" not in text:
            return
        run = read_page(text, str(path))
        run.metadata["values"] = [{} for _ in bindings(run)]
        names: dict = {}
        for index, cell in enumerate(run.cells):
            if cell.cell_type == "code":
                exec(cell.source, names)
                cell.metadata["seconds"] = 0.25 * (index + 1)
                if "draw" in cell.source:
                    cell.outputs = [nbformat.v4.new_output("display_data", {"image/png": PIXEL})]
                for bound in [bound for bound in bindings(run) if bound.cell == index]:
                    expressions = parse(bound.kind, bound.text).expressions
                    run.metadata["values"][bound.index] = {text: eval(text, names) for text in expressions}
        run.metadata.update(seconds=23.4, provenance=PROVENANCE)
        (self.folder / "executed").mkdir(exist_ok=True)
        nbformat.write(run, self.folder / "executed" / f"{name}.ipynb")

    def write_runs(self, experiment: str, results: list[dict]) -> None:
        """Write the runs of an experiment, each 1.5 s long."""
        folder = self.folder / "runs" / experiment
        folder.mkdir(parents=True, exist_ok=True)
        for seed, result in enumerate(results):
            run = {"experiment": experiment, "seed": seed, "result": result, "seconds": 1.5}
            (folder / f"{seed}.json").write_text(json.dumps(run), "utf-8")


def words(element: Tag | None) -> str:
    """Return the text of an element as a reader sees it."""
    assert element is not None
    return " ".join(element.get_text("", strip=False).replace(THIN, "_").split())


def rows(table: Tag) -> list[list[str]]:
    """Return the cells of a table."""
    return [[words(cell) for cell in row.select("th, td")] for row in table.select("tr")]
