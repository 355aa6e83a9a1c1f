"""Dropping a lesson: what only it needs goes with it, what others need stays."""

import subprocess
import sys
from pathlib import Path

import pytest

import drop

ROOT = Path(__file__).resolve().parent.parent
GLOSSARY = """# Glossary

Words.

```{glossary}
both
  Used by two pages, like {term}`mine`.

mine
my own
  Used by one.
  In two lines.

theirs
  Used by the other.
```
"""
BIB = """@book{both2020,
  title = {Both}
}

@book{mine2020,
  title = {Mine, not {both}}
}

@book{theirs2020, title = {Theirs}}
"""
TOC = """root: index
parts:
  - caption: Part I
    chapters:
      - file: going
  - caption: Part II
    chapters:
      - file: staying
      - file: going-on
"""


@pytest.fixture
def project(tmp_path):
    book = tmp_path / "book"
    book.mkdir()
    going = "{term}`Both`, {term}`words <mine>`, {term}`my own` {cite}`both2020,mine2020`"
    (book / "going.md").write_text(going, "utf-8")
    (book / "staying.md").write_text("{term}`both` {term}`theirs`, {fact}`2 | both2020` {cite}`theirs2020`", "utf-8")
    (book / "glossary.md").write_text(GLOSSARY, "utf-8")
    (book / "references.bib").write_text(BIB, "utf-8")
    (tmp_path / "_toc.yml").write_text(TOC, "utf-8")
    return tmp_path


def test_the_page_goes_with_what_nobody_else_needs(project):
    said = drop.drop("going", project)
    assert said[1:] == ["the term mine", "the term my own", "the source mine2020"]
    assert not (project / "book" / "going.md").exists()
    bibliography = (project / "book" / "references.bib").read_text("utf-8")
    assert bibliography == BIB.replace("@book{mine2020,\n  title = {Mine, not {both}}\n}\n\n", "")
    glossary = (project / "book" / "glossary.md").read_text("utf-8")
    assert glossary == GLOSSARY.replace("mine\nmy own\n  Used by one.\n  In two lines.\n\n", "")


def test_a_part_without_pages_goes_and_a_longer_name_stays(project):
    drop.drop("going", project)
    toc = (project / "_toc.yml").read_text("utf-8")
    assert (
        toc
        == "root: index\nparts:\n  - caption: Part II\n    chapters:\n      - file: staying\n      - file: going-on\n"
    )


def test_an_entry_of_which_one_name_is_used_stays(project):
    (project / "book" / "staying.md").write_text("{term}`my own`", "utf-8")
    drop.drop("going", project)
    assert "mine\nmy own\n  Used by one." in (project / "book" / "glossary.md").read_text("utf-8")


def test_a_name_that_is_no_page_is_one_sentence():
    command = [sys.executable, ROOT / "tools" / "drop.py", "no-such-page"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT)})
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "There is no page 'no-such-page'" in done.stderr
