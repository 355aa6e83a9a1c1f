"""Measure what building the book costs: ``python benchmarks/build.py``.

Four promises, each a comparison with a peer in the same run, on copies of the same pages:

- a clean build takes at most 0.6 of what Jupyter Book needs when it executes the pages itself, one after the other;
- it takes at most 1.3 of what the bare code of the pages takes as scripts, two at a time;
- a build in which nothing has changed takes at most 1 s more than Sphinx alone with pages without code;
- so does a build after one comma has been added.

The runs over seeds are a step of their own: all three get them ready made. Exits with 1 where a promise is broken.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
N_CLEAN = 3
N_QUICK = 5
N_SCRIPTS = 2
CELL = re.compile(r"^```\{code-cell\}.*?\n(?:---\n.*?\n---\n)?(.*?)^```$", re.DOTALL | re.MULTILINE)
PAGE_TO_EDIT = "neuron.md"


class Peers:
    """Three copies of the project: for us, for Jupyter Book alone, and one whose pages have no code."""

    def __init__(self, folder: Path) -> None:
        """Copy the project three times, and execute the runs over seeds once, for all."""
        self.ours, self.stock, self.bare = (folder / name for name in ("ours", "stock", "bare"))
        for copy in (self.ours, self.stock, self.bare):
            copy_project(copy)
        # The first build, which is not measured, makes the runs over seeds.
        run(self.ours, [sys.executable, "tools/book.py"])
        self.pages = pages_with_code(self.ours)
        self.scripts = [write_script(page, folder) for page in self.pages]
        config = (self.stock / "_config.yml").read_text("utf-8")
        (self.stock / "_config.yml").write_text(config.replace('execute_notebooks: "off"', "execute_notebooks: force"))
        for page in self.bare.glob("book/*.md"):
            page.write_text(without_code(page.read_text("utf-8")), "utf-8")
        self.environment = {**os.environ, "LESSON_RUNS": str(self.ours / "_build" / "runs")}

    def build_ours(self, clean: bool = False) -> None:
        """Build the book as `make book` does; from nothing but the runs over seeds, when it is to be clean."""
        if clean:
            for name in ("executed", "html", ".doctrees"):
                shutil.rmtree(self.ours / "_build" / name, ignore_errors=True)
        run(self.ours, [sys.executable, "tools/book.py"])

    def build_stock(self) -> None:
        """Let Jupyter Book build and execute everything from nothing."""
        shutil.rmtree(self.stock / "_build", ignore_errors=True)
        run(self.stock, jupyter_book(self.stock), self.environment)

    def build_bare(self) -> None:
        """Let Jupyter Book build pages that have no code."""
        run(self.bare, jupyter_book(self.bare))

    def run_scripts(self) -> None:
        """Run the code of every page as a script, two at a time."""
        with ThreadPoolExecutor(N_SCRIPTS) as pool:
            list(pool.map(lambda script: run(self.ours, [sys.executable, script], self.environment), self.scripts))

    def add_comma(self, copy: Path) -> None:
        """Change one sentence of one page."""
        page = copy / "book" / PAGE_TO_EDIT
        page.write_text(page.read_text("utf-8").replace("Weigh", "Weigh,", 1), "utf-8")


def jupyter_book(copy: Path) -> list[str]:
    """Return the command with which Jupyter Book builds a copy of the book."""
    command = [str(Path(sys.executable).parent / "jupyter-book"), "build", "book", "--path-output", ".", "--quiet"]
    return [*command, "--config", str(copy / "_config.yml"), "--toc", str(copy / "_toc.yml")]


def copy_project(place: Path) -> None:
    """Copy what git knows, or would add, of this project."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, place / name)


def pages_with_code(copy: Path) -> list[Path]:
    """Return the pages of a copy that have cells."""
    return sorted(page for page in copy.glob("book/*.md") if CELL.search(page.read_text("utf-8")))


def write_script(page: Path, folder: Path) -> str:
    """Write the code of a page, in the form that a plain Python takes, and return the path."""
    script = folder / f"{page.stem}.py"
    code = "\n".join(CELL.findall(page.read_text("utf-8")))
    script.write_text(f"import matplotlib\nmatplotlib.use('agg')\n{code}", "utf-8")
    return str(script)


def without_code(text: str) -> str:
    """Return a page whose cells are shown and not executed."""
    return CELL.sub(lambda match: f"```python\n{match[1]}```", text)


def run(folder: Path, command: list[str], environment: dict[str, str] | None = None) -> None:
    """Run a command that must succeed, with the project of that folder before any other."""
    whole = {**(environment or os.environ), "PYTHONPATH": str(folder)}
    done = subprocess.run(command, cwd=folder, env=whole, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}\n{done.stderr}")


def timed(work: Callable[[], None]) -> float:
    """Return how many seconds something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(n_times: int, *works: Callable[[], None]) -> list[float]:
    """Return the median seconds of several things that are done in turns."""
    seconds = [[timed(work) for work in works] for _ in range(n_times)]
    return [median(column) for column in zip(*seconds, strict=True)]


def main() -> int:
    """Measure, print a table, return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        peers = Peers(Path(folder))
        clean = in_turns(N_CLEAN, lambda: peers.build_ours(clean=True), peers.build_stock, peers.run_scripts)
        peers.build_bare()
        quick = in_turns(N_QUICK, peers.build_ours, peers.build_bare)
        edits = [
            lambda: (peers.add_comma(peers.ours), peers.build_ours())[1],
            lambda: (peers.add_comma(peers.bare), peers.build_bare())[1],
        ]
        comma = in_turns(N_QUICK, *edits)
    return report(len(peers.pages), clean, quick, comma)


def report(n_pages: int, clean: list[float], quick: list[float], comma: list[float]) -> int:
    """Print medians, ratios and promises; return the exit code."""
    ours, stock, scripts = clean
    promises = [
        ("clean build / Jupyter Book alone", ours, stock, ours / stock, 0.6),
        ("clean build / bare scripts, two at a time", ours, scripts, ours / scripts, 1.3),
        ("nothing changed - Sphinx without code, s", *quick, quick[0] - quick[1], 1.0),
        ("one comma - Sphinx without code, s", *comma, comma[0] - comma[1], 1.0),
    ]
    print(f"{n_pages} pages with code; medians of {N_CLEAN} clean and {N_QUICK} other builds, in turns")
    print(f"{'what':<44}{'ours s':>8}{'peer s':>8}{'result':>8}{'at most':>9}")
    for name, mine, theirs, result, most in promises:
        print(f"{name:<44}{mine:>8.1f}{theirs:>8.1f}{result:>8.2f}{most:>9.1f}")
    return 0 if all(result <= most for *_, result, most in promises) else 1


if __name__ == "__main__":
    raise SystemExit(main())
