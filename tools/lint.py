"""Read the pages as an editor would: what makes a page hard to learn from is named with file and line.

Usage: python tools/lint.py [FILES]

Without FILES: every page of the book, and no notebook with stored outputs in git.
The exit code is 1 when anything was found.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from keys import ROOT
from lint_rules import RULES
from page_source import read_page_source

__all__ = ["lint_file", "lint_text", "main"]


def lint_text(text: str) -> list[tuple[int, str, str]]:
    """Return what is wrong with a page.

    Args:
        text: The whole page.

    Returns:
        Line, rule and message of every finding, in the order of the page.
    """
    try:
        page = read_page_source(text)
    except yaml.YAMLError as error:
        return [(1, "yaml", f"{' '.join(str(error).split())}; correct the front matter or the options of a cell")]
    return sorted((line, name, message) for name, rule in RULES.items() for line, message in rule(page))


def lint_file(path: Path) -> list[str]:
    """Return what is wrong with a file, ready to be printed."""
    if path.suffix == ".ipynb":
        return [f"{path}:1: stored-outputs: no outputs are kept in git; write the page as Markdown"]
    return [f"{path}:{line}: {rule}: {message}" for line, rule, message in lint_text(path.read_text("utf-8"))]


def _all_files() -> list[Path]:
    """Return the pages of the book and every notebook in git."""
    listed = subprocess.run(["git", "ls-files", "*.ipynb"], cwd=ROOT, capture_output=True, text=True, check=False)
    return [*sorted((ROOT / "book").glob("*.md")), *(ROOT / name for name in listed.stdout.splitlines())]


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the files as the command line asks and return the exit code."""
    parser = argparse.ArgumentParser(prog="lint.py", description="Check the pages of the book.")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILES", help="pages; all of the book when left out")
    files = parser.parse_args(arguments).files or _all_files()
    findings = [finding for path in files for finding in lint_file(path)]
    for finding in findings:
        print(finding)
    if not findings:
        print(f"{len(files)} pages, nothing to mend.")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
