"""Build the book: run its pages, then let Sphinx make the site, with every warning an error.

Usage: python tools/book.py [--force] [--out FOLDER] [--without-solutions]

The site is left in FOLDER/html (`_build/html`). Without solutions it is another site, for an assessment, made of the
same runs and left in FOLDER/assessment/html. A build that fails, or that is ended by force, keeps nothing that
would let the next, unchanged one succeed, or publish an older page.
"""

from __future__ import annotations

import argparse
import errno
import shutil
import sys
import time
from pathlib import Path

from budget import over_budget
from execute import STOPPED, execute, pages_in_order, tidy
from keys import ROOT, fingerprint
from whole import write_page

# Lies in the folder while Sphinx works there. Whoever finds it knows that Sphinx was ended halfway: its memory may then
# call a page finished that was never written.
UNFINISHED = ".unfinished"
# Below the folder of everything built: a site without solutions never meets files, or Sphinx's memory, of the other.
ASSESSMENT = "assessment"


def what_pages_are_made_with() -> list[Path]:
    """Return the files that shape every page beside its own text; Sphinx does not watch them itself."""
    patterns = (
        "book/_ext/**/*.py",
        "book/_ext/**/*.js",
        "book/_templates/**/*.html",
        "lesson_code/exercises/*.py",
        "lesson_code/grading/*.py",
        "package-lock.json",  # KaTeX sets the formulas
    )
    return [ROOT / "_config.yml", *sorted(file for pattern in patterns for file in ROOT.glob(pattern))]


def build_site(source: Path, toc: Path, out: Path, site: Path) -> bool:
    """Let Sphinx read the executed pages and write the site.

    Args:
        source: The folder of the pages.
        toc: The table of contents.
        out: The folder of the stored runs.
        site: The folder that gets ``html`` and Sphinx's memory, ``.doctrees``.

    Returns:
        Whether everything went well.
    """
    # Here, so that the server of kernels, which imports this file, need not wait for Sphinx.
    from jupyter_book.sphinx import build_sphinx
    from sphinx.util.console import nocolor

    if not sys.stderr.isatty():
        nocolor()
    result = build_sphinx(
        str(source),
        str(site / "html"),
        noconfig=True,
        path_config=ROOT / "_config.yml",
        confoverrides={
            "external_toc_path": str(toc),
            "lessons_executed": str(out / "executed"),
            "lessons_runs": str(out / "runs"),
            "lessons_solutions": site == out,
            "lessons_pyodide": str(ROOT / "node_modules" / "pyodide"),
            "lessons_made_with": fingerprint(files=what_pages_are_made_with()),
            "nitpicky": True,
            "latex_individualpages": False,
        },
        warningiserror=True,
        keep_going=True,
        quiet=True,
    )
    return bool(result == 0)


def build(source: Path, toc: Path, out: Path, force: bool = False, solutions: bool = True) -> bool:
    """Run the pages and build the site; say where it lies and how long it took.

    Args:
        source: The folder of the pages.
        toc: The table of contents.
        out: The folder of everything built.
        force: Run also the pages that have not changed.
        solutions: Whether the site holds the answers to its questions.

    Returns:
        Whether the site is complete.
    """
    began = time.perf_counter()
    pages = pages_in_order(source, toc)
    print("Running the pages ...", flush=True)
    failures = execute(pages, out, force)
    if failures:
        things = "one thing" if failures == 1 else f"{failures} things"
        print(f"The book was not built: {things} failed, see above.", file=sys.stderr)
        return False
    print("Building the site ...", flush=True)
    site = out if solutions else out / ASSESSMENT
    if not solutions:
        # Made from nothing, so that no file of an earlier build is left in it.
        shutil.rmtree(site, ignore_errors=True)
    unfinished = site / UNFINISHED
    if force or unfinished.exists():
        shutil.rmtree(site / ".doctrees", ignore_errors=True)
    site.mkdir(parents=True, exist_ok=True)
    unfinished.touch()
    if not build_site(source, toc, out, site):
        # The mark stays: after a build with warnings Sphinx would call an unchanged second one a success.
        print("The book was not built: each line above names a file, a line and what is wrong.", file=sys.stderr)
        return False
    unfinished.unlink()
    tidy(pages, out)
    write_page(site / "html", toc)
    for sentence in over_budget(pages, out):
        print(f"Over budget: {sentence}")
    print(f"The site is in {site / 'html' / 'index.html'} ({time.perf_counter() - began:.0f} s).")
    return True


def main() -> int:
    """Build the book as the command line asks."""
    parser = argparse.ArgumentParser(description="Build the book, with every warning an error.")
    parser.add_argument("--force", action="store_true", help="run also the pages that have not changed")
    parser.add_argument("--out", type=Path, default=ROOT / "_build", metavar="FOLDER")
    parser.add_argument(
        "--without-solutions", action="store_true", help="build a site for an assessment, in FOLDER/assessment"
    )
    options = parser.parse_args()
    out = options.out.resolve()
    try:
        done = build(ROOT / "book", ROOT / "_toc.yml", out, options.force, not options.without_solutions)
        return 0 if done else 1
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        print(f"The disk became full while writing to {out}: make room and run the command again.", file=sys.stderr)
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
