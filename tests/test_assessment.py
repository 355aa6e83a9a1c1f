"""The site without solutions: whatever file it holds, it holds no answer; and the other site is not touched by it."""

import gzip
import hashlib
import html
import io
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

from .answers import WORDS, answers, plain
from .test_notebooks import LESSONS, ROOT, SITE, page_cells

pytestmark = [pytest.mark.site, pytest.mark.slow]
ASSESSMENT = SITE.parent / "assessment" / "html"
ZLIB_BEGINS = b"compressed using zlib.\n"


@pytest.fixture(scope="module")
def assessment() -> Path:
    """Build the site without solutions from the runs of the other one, and return its folder."""
    memory = SITE.parent / ".doctrees" / "environment.pickle"
    if not memory.is_file():
        pytest.fail("there is no built site: run `make book` first")
    before = {path: path.stat().st_mtime_ns for path in (memory, *SITE.glob("*.html"))}
    command = [sys.executable, str(ROOT / "tools" / "book.py"), "--without-solutions", "--out", str(SITE.parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1200)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {path: path.stat().st_mtime_ns for path in before} == before, "the ordinary site stays as it was"
    return ASSESSMENT


def texts(content: bytes) -> Iterator[str]:
    """Yield what is written in a file, and in the files that are packed into it."""
    if content[:2] == b"\x1f\x8b":
        yield from texts(gzip.decompress(content))
    elif content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield from texts(packed.read(name))
    elif ZLIB_BEGINS in content[:300]:
        yield zlib.decompress(content.partition(ZLIB_BEGINS)[2]).decode()
    else:
        yield content.decode("utf-8", "replace")


def words_of(text: str) -> str:
    """Return the words of a text, once with what stands in tags and once without."""
    attributes = " ".join(re.findall(r'"([^"<>]{12,})"', text))
    bare = re.sub(r"<[^<>]+>", " ", text).replace("\\n", " ").replace('\\"', '"')
    return plain(html.unescape(f"{bare} {attributes}"))


def lines_of(text: str) -> set[str]:
    """Return the lines of a text as code is compared: without the tags of a page, without the quotes of a notebook."""
    bare = html.unescape(re.sub(r"<[^<>]+>", "", text)).replace('\\"', '"').replace("\\n", "\n")
    return {bared(line) for line in bare.splitlines()}


def bared(line: str) -> str:
    return line.strip(' ",')


def found_in(site: Path) -> tuple[dict[str, str], int, int]:
    """Return each phrase and line of code of an answer that a site holds, and how many there are to be found."""
    told = [answers(name) for name in LESSONS]
    begins: dict[str, set[str]] = {}
    for phrase in set().union(*(one.phrases for one in told)):
        begins.setdefault(" ".join(phrase.split()[:WORDS]), set()).add(phrase)
    code = {bared(line) for one in told for line in one.code}
    found = {}
    for path in sorted(site.rglob("*")):
        if not path.is_file() or path.suffix in (".png", ".woff2"):
            continue
        for text in texts(path.read_bytes()):
            words = words_of(text)
            row = words.split()
            seen = begins.keys() & {" ".join(row[place : place + WORDS]) for place in range(len(row))}
            found |= {phrase: path.name for begin in seen for phrase in begins[begin] if phrase in words}
            found |= dict.fromkeys(code & lines_of(text), path.name)
    return found, sum(map(len, begins.values())), len(code)


def test_no_file_holds_a_sentence_or_a_line_of_code_of_an_answer(assessment):
    found, n_phrases, n_code = found_in(assessment)
    assert n_phrases > 1000 and n_code > 200
    assert found == {}


def test_the_same_search_finds_the_answers_in_the_ordinary_site(assessment):
    found, n_phrases, n_code = found_in(SITE)
    assert len(found) > 0.9 * (n_phrases + n_code)


def pictures_of(name: str, *, in_solutions: bool) -> set[str]:
    """Return the digests of what the cells of a page have drawn, inside or outside solutions."""
    run = nbformat.read(SITE.parent / "executed" / f"{name}.ipynb", as_version=4)
    cells = [cell for cell in run.cells if cell.cell_type == "code"]
    drawn = set()
    for cell, (_, in_solution) in zip(cells, page_cells(name), strict=True):
        if in_solution == in_solutions:
            drawn |= {
                digest(out.data["image/svg+xml"].encode())
                for out in cell.outputs
                if "image/svg+xml" in out.get("data", {})
            }
    return drawn


def digest(content: bytes) -> str:
    return hashlib.sha256(content.strip()).hexdigest()


def test_no_picture_of_a_solution_is_left(assessment):
    left = {digest(path.read_bytes()) for path in (assessment / "_images").iterdir()}
    hidden = set().union(*(pictures_of(name, in_solutions=True) for name in LESSONS))
    shown = set().union(*(pictures_of(name, in_solutions=False) for name in LESSONS))
    assert hidden and len(shown) > 50
    assert not hidden & left - shown
    assert len(shown & left) > 0.9 * len(shown), "the search finds pictures that are there"


def test_the_questions_are_all_there_and_figures_keep_their_numbers(assessment):
    for name in LESSONS:
        one, other = (
            BeautifulSoup((site / f"{name}.html").read_text("utf-8"), "html.parser") for site in (SITE, assessment)
        )
        for kind in ("challenge", "quiz", "graded", "claim"):
            ours = [block["id"] for block in one.select(f".lesson-{kind}") if not block.find_parent("details")]
            assert [block["id"] for block in other.select(f".lesson-{kind}")] == ours
        assert not other.select("details, .lesson-verdict, .lesson-block.lesson-instructor")
        numbers = {figure["id"]: figure.select_one(".caption-number").get_text() for figure in one.select("figure[id]")}
        assert all(
            figure.select_one(".caption-number").get_text() == numbers[figure["id"]]
            for figure in other.select("figure[id]")
        )
        assert [len(quiz.select(".lesson-options li")) for quiz in other.select(".lesson-quiz")] == [
            len(quiz.select("details.lesson-option")) for quiz in one.select(".lesson-quiz")
        ]


def test_there_are_notebooks_for_learners_alone(assessment):
    names = {path.name for path in (assessment / "notebooks").iterdir()}
    assert names == {"notebooks.zip", *(f"{name}.ipynb" for name in LESSONS)}
    for name in LESSONS:
        one, other = (nbformat.read(site / "notebooks" / f"{name}.ipynb", as_version=4) for site in (SITE, assessment))
        assert one.cells[1:] == other.cells[1:], "but for the sentence that says where solutions stand"


def test_every_link_leads_somewhere(assessment):
    anchors = {p.name: set(re.findall(r'\bid="([^"]+)"', p.read_text("utf-8"))) for p in assessment.glob("*.html")}
    dead = []
    for page in assessment.glob("*.html"):
        for address in re.findall(r'<a [^>]*href="([^"]+)"', page.read_text("utf-8")):
            if re.match(r"(https?|mailto):", address):
                continue
            target, _, anchor = html.unescape(address).partition("#")
            file = assessment / (target.partition("?")[0] or page.name)
            if not file.is_file() or (anchor and file.suffix == ".html" and anchor not in anchors[file.name]):
                dead.append(f"{page.name}: {address}")
    assert dead == []
