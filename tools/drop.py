"""Take a lesson out of a copy of the course, with all that only this lesson needs.

Usage: python tools/drop.py NAME

The page goes, its line in `_toc.yml`, the terms of the glossary that no other page uses and the sources that no other
page cites. What remains to be done by hand, sentences that point to the lesson, `make book` names afterwards. Nothing
is lost: git has it all.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from keys import ROOT
from lessons.numbers import ENTRY

__all__ = ["drop", "main", "without_entries", "without_terms"]

TERM = re.compile(r"\{term\}`(?:[^`<]*<)?([^`<>]+)>?`")
GLOSSARY = re.compile(r"(?<=```\{glossary\}\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)


def drop(name: str, root: Path = ROOT) -> list[str]:
    """Take a lesson out.

    Args:
        name: The name of its page.
        root: The folder of the project.

    Returns:
        A sentence for each thing that was taken out.
    """
    book, toc = root / "book", root / "_toc.yml"
    page = book / f"{name}.md"
    text = page.read_text("utf-8")
    others = "\n".join(
        path.read_text("utf-8") for path in book.glob("*.md") if path not in (page, book / "glossary.md")
    )
    used = _terms_of(others)
    terms = [term for term in sorted(_terms_of(text)) if term not in used]
    said = [f"the page book/{name}.md and its line in _toc.yml"]
    said += _rewrite(book / "glossary.md", "the term", without_terms, terms)
    bibliography = book / "references.bib"
    keys = [entry[1] for entry in ENTRY.finditer(bibliography.read_text("utf-8"))]
    sources = [key for key in keys if _mentions(text, key) and not _mentions(others, key)]
    said += _rewrite(bibliography, "the source", without_entries, sources)
    toc.write_text(without_line(toc.read_text("utf-8"), name), "utf-8")
    page.unlink()
    return said


def _rewrite(file: Path, what: str, without: Callable[[str, list[str]], str], names: list[str]) -> list[str]:
    if names:
        file.write_text(without(file.read_text("utf-8"), names), "utf-8")
    return [f"{what} {name}" for name in names]


def _terms_of(text: str) -> set[str]:
    return {" ".join(term.lower().split()) for term in TERM.findall(text)}


def _mentions(text: str, key: str) -> bool:
    return re.search(rf"\b{re.escape(key)}\b", text) is not None


def without_terms(glossary: str, terms: list[str]) -> str:
    """Return the page of the glossary without some terms and what it says about them."""

    def kept(found: re.Match[str]) -> str:
        # An entry is one line or more for its terms, and indented lines for what they mean.
        entries = re.split(r"\n\s*\n", found[0].strip("\n"))
        names = [[line.lower() for line in entry.splitlines() if not line.startswith(" ")] for entry in entries]
        left = [entry for entry, its in zip(entries, names, strict=True) if not set(its) <= set(terms)]
        return "\n\n".join(left) + "\n"

    return GLOSSARY.sub(kept, glossary)


def without_entries(bibliography: str, keys: list[str]) -> str:
    """Return the bibliography without some entries; each ends before the next one begins."""
    starts = [entry.start() for entry in ENTRY.finditer(bibliography)] + [len(bibliography)]
    entries = [bibliography[first:last] for first, last in pairwise(starts)]
    return bibliography[: starts[0]] + "".join(
        entry for entry in entries if (found := ENTRY.search(entry)) and found[1] not in keys
    )


def without_line(toc: str, name: str) -> str:
    """Return the table of contents without a page, and without a part that has no other."""
    toc = re.sub(rf"^ *- file: {re.escape(name)} *\n", "", toc, flags=re.MULTILINE)
    return re.sub(r"^ *- caption: .*\n *chapters: *\n(?! *- file)", "", toc, flags=re.MULTILINE)


def main() -> int:
    """Drop the lesson that the command line names."""
    parser = argparse.ArgumentParser(description="Take a lesson out, with all that only it needs.")
    parser.add_argument("name", metavar="NAME", help="the name of its page, for example weather")
    name = parser.parse_args().name.removesuffix(".md")
    if not re.search(rf"^ *- file: {re.escape(name)} *$", (ROOT / "_toc.yml").read_text("utf-8"), re.MULTILINE):
        print(
            f"There is no page '{name}' in _toc.yml: give the name of one that is, without a folder.", file=sys.stderr
        )
        return 2
    print("\n".join(f"out: {what}" for what in drop(name)))
    print("Now run `make book`: it names what still points to the lesson.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
