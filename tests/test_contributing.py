"""What CONTRIBUTING tells a contributor to write is right, and what it points to is there."""

import re
import shutil
import textwrap
from pathlib import Path

import pytest

import book
from lint import lint_file

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
TOC = "format: jb-book\nroot: index\nparts:\n  - caption: Part I – Trial\n    chapters:\n      - file: doubling\n"


def skeleton():
    """Return the smallest lesson, as the text has it."""
    return (
        textwrap.dedent(re.search(r"^   ````markdown\n(   ---\n.*?)\n   ````$", TEXT, re.DOTALL | re.MULTILINE)[1])
        + "\n"
    )


def test_the_smallest_lesson_is_well_made(tmp_path):
    page = tmp_path / "doubling.md"
    page.write_text(skeleton(), "utf-8")
    assert "\n".join(lint_file(page)) == ""


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning", "ignore::DeprecationWarning")
def test_the_smallest_lesson_is_built_without_a_warning(tmp_path):
    source = tmp_path / "book"
    source.mkdir()
    for name in ("_templates", "_static"):
        shutil.copytree(ROOT / "book" / name, source / name)
    (source / "references.bib").touch()
    (source / "index.md").write_text("# A small book\n\nSee {lesson}`doubling`.\n", "utf-8")
    (source / "doubling.md").write_text(skeleton(), "utf-8")
    (tmp_path / "_toc.yml").write_text(TOC, "utf-8")
    assert book.build(source, tmp_path / "_toc.yml", tmp_path / "out")
    page = (tmp_path / "out" / "html" / "doubling.html").read_text("utf-8")
    assert ">1024</span>" in page and ">1,048,576</span>" not in page and ">1048576</span>" in page


def test_every_file_and_folder_it_names_is_there():
    named = set(re.findall(r"`((?:book|lesson_code|tools|tests|benchmarks|exercises|\.github)/[\w./-]*)`", TEXT))
    examples = {"book/NAME.md", "lesson_code/exercises/NAME.py"}
    assert len(named) > 20 and examples <= named
    assert [name for name in sorted(named - examples) if not (ROOT / name).exists()] == []


def test_every_command_it_names_is_a_target():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", TEXT)) <= targets
