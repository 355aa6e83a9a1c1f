"""Notebooks of the built site: made from the page, without an answer for learners, with all of them for instructors."""

import asyncio
import os
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

import notebooks
from lessons.executed import read_page

from .answers import answers, plain

ROOT = Path(__file__).resolve().parent.parent
SITE = Path(os.environ.get("LESSON_SITE") or ROOT / "_build" / "html")
CONTENTS = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
ONLY_ON_PAGES = ", ".join(
    f".lesson-{kind}"
    for kind in (
        "commands",
        "practice-note",
        "provenance",
        "seconds",
        "timings",
        "notebooks",
        "improve",
        "figure",
        "task",
    )
)
LESSONS = [
    chapter["file"] for part in CONTENTS["parts"] if part["caption"].startswith("Part") for chapter in part["chapters"]
]

pytestmark = pytest.mark.site


def read(name: str) -> nbformat.NotebookNode:
    path = SITE / "notebooks" / f"{name}.ipynb"
    if not path.is_file():
        pytest.fail(f"there is no {path.name}: run `make book` first")
    return nbformat.read(path, as_version=4)


def code_of(notebook: nbformat.NotebookNode, *tags: str) -> list[str]:
    """Return the code of the cells that have one of these tags, or of those that have none."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [cell.source for cell in cells if set(cell.metadata.get("tags", [])) & set(tags) or not tags]


def page_cells(name: str) -> list[tuple[str, bool]]:
    """Return the code of each cell of a page, and whether it stands between the gates of a solution."""
    text = (ROOT / "book" / f"{name}.md").read_text("utf-8")
    page = read_page(text, name)
    before = text.splitlines()
    marks = [before[:line] for line in page.metadata["source_map"]]
    depths = [
        sum("{solution-start}" in row for row in rows) - sum("{solution-end}" in row for row in rows) for rows in marks
    ]
    return [
        (c.source.rstrip(), depth > 0) for c, depth in zip(page.cells, depths, strict=True) if c.cell_type == "code"
    ]


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request) -> str:
    return request.param


def words_and_lines(notebook: nbformat.NotebookNode) -> tuple[str, set[str]]:
    text = "\n".join(cell.source for cell in notebook.cells)
    return plain(text), {line.strip() for line in text.splitlines()}


def test_a_learners_notebook_holds_no_sentence_and_no_line_of_code_of_an_answer(lesson):
    words, lines = words_and_lines(read(lesson))
    told = answers(lesson)
    assert sorted(phrase for phrase in told.phrases if phrase in words) == []
    assert sorted(line for line in told.code if line in lines) == []


def test_an_instructors_notebook_holds_nearly_all_that_the_answers_say(lesson):
    """What is missing is words for those who cannot see a figure, which a notebook has no place for."""
    words, _ = words_and_lines(read(f"{lesson}-instructor"))
    told = answers(lesson).phrases
    assert len(told) > 40
    assert sum(phrase in words for phrase in told) > 0.95 * len(told)


def test_a_learners_notebook_carries_nothing_but_its_cells(lesson):
    notebook = read(lesson)
    nbformat.validate(notebook)
    assert notebook.metadata.keys() == {"kernelspec", "language_info"}
    for cell in notebook.cells:
        assert cell.metadata.keys() <= {"tags"}
        assert not cell.get("outputs") and cell.get("execution_count") is None


def test_a_learners_notebook_has_the_cells_of_the_page_in_order_without_those_of_solutions(lesson):
    """So it does what the page has done, as no cell needs a solution: see tests/extension/test_notebooks.py."""
    given = [cell for cell in read(lesson).cells if cell.cell_type == "code" and not cell.metadata.get("tags")]
    assert [cell.source for cell in given] == [code for code, in_solution in page_cells(lesson) if not in_solution]


def test_an_instructors_notebook_is_the_page_cell_by_cell_with_the_results_of_its_run(lesson):
    """So it runs from top to bottom: it has done so when the book was built."""
    notebook = read(f"{lesson}-instructor")
    nbformat.validate(notebook)
    assert code_of(notebook) == [code for code, _ in page_cells(lesson)]
    run = nbformat.read(SITE.parent / "executed" / f"{lesson}.ipynb", as_version=4)
    results = [cell.outputs for cell in run.cells if cell.cell_type == "code"]
    assert [cell.outputs for cell in notebook.cells if cell.cell_type == "code"] == results
    assert any(results)


def test_each_cell_to_fill_stands_between_two_given_ones(lesson):
    cells = [cell for cell in read(lesson).cells if cell.cell_type == "code"]
    tags = [next(iter(cell.metadata.get("tags", [])), "page") for cell in cells]
    last = max(index for index, tag in enumerate(tags) if tag == "page")
    filled = [index for index, tag in enumerate(tags) if tag == "answer"]
    for index in (index for index in filled if index < last):
        assert "keep(globals())" in cells[index - 1].source
        after = next(cell for cell, tag in zip(cells[index + 1 :], tags[index + 1 :], strict=True) if tag != "check")
        assert after.source.startswith("kept.restore()")


def test_each_graded_exercise_has_its_stub_and_its_check(lesson):
    from lesson_code import exercises

    notebook = read(lesson)
    for exercise in map(exercises.load, exercises.NAMES):
        if exercise.page == lesson:
            assert f'check("{exercise.name}", {exercise.name})' in "\n".join(code_of(notebook, "check"))
            assert any(f"def {exercise.name}(" in code for code in code_of(notebook, "answer"))


def test_each_challenge_leaves_room_for_an_answer():
    cells = [cell for name in LESSONS for cell in read(name).cells]
    asked = sum(cell.source.count("> **Challenge ") for cell in cells if cell.cell_type == "markdown")
    rooms = sum(cell.source.count("*Your answer (") for cell in cells if cell.cell_type == "markdown")
    rooms += sum(cell.source.startswith("# Your code") for cell in cells if cell.cell_type == "code")
    assert asked == rooms > 100


def test_there_is_one_archive_for_learners_and_one_for_instructors():
    for ending in ("", "-instructor"):
        archive = SITE / "notebooks" / f"notebooks{ending}.zip"
        with zipfile.ZipFile(archive) as packed:
            assert packed.namelist() == [f"{name}{ending}.ipynb" for name in LESSONS]
            for member in packed.infolist():
                assert packed.read(member) == (SITE / "notebooks" / member.filename).read_bytes()
                assert member.date_time == (1980, 1, 1, 0, 0, 0), "the same notebooks make the same archive"


def test_a_notebook_holds_no_markup_of_the_page(lesson):
    for name in (lesson, f"{lesson}-instructor"):
        text = "\n".join(cell.source for cell in read(name).cells if cell.cell_type == "markdown")
        assert not [
            mark for mark in ("{num}", "{holds}", "{term}", ":::", "```{", "{lesson}", "<span", "⟨") if mark in text
        ]


def test_an_instructors_notebook_says_what_every_paragraph_of_the_page_says(lesson):
    """Read by another Markdown than ours; formulas and what only pages say are left out of the comparison."""
    text = "\n\n".join(cell.source for cell in read(f"{lesson}-instructor").cells if cell.cell_type == "markdown")
    rendered = BeautifulSoup(MarkdownIt("commonmark").enable("table").render(text), "html.parser")
    said = plain(rendered.get_text())
    page = BeautifulSoup((SITE / f"{lesson}.html").read_text("utf-8"), "html.parser").select_one("article")
    for part in page.select(f".headerlink, .cell, .lesson-block__note, {ONLY_ON_PAGES}"):
        part.decompose()
    paragraphs = [part for part in page.select("p, td, th, h1, h2, h3") if not part.select(".math")]
    assert len(paragraphs) > 100
    assert [words for part in paragraphs if (words := plain(part.get_text())) and words not in said] == []


#: Lessons whose cells run in seconds; `python tools/notebooks.py` runs all of them.
QUICK = ["neuron", "network", "loss"]
#: What would break the cells below it, were it not for the checkpoint: every name means something else, or is gone.
HARM = """
for name in [name for name in globals() if not name.startswith("_") and name not in ("In", "Out", "kept", "name")]:
    for change in ("clear", "pop", "sort"):
        try:
            getattr(globals()[name], change)()
        except Exception:
            pass
    globals()[name] = None
sum = print = max = "mine"
raise ValueError("not finished")
"""


def printed(cell: nbformat.NotebookNode) -> list[str]:
    """Return the results of a cell that are text."""
    told = [out.get("text") or out.get("data", {}).get("text/plain", "") for out in cell.outputs]
    return [text for text in told if not text.startswith("<")]


def ran(name: str, fill: str = "") -> tuple[str, nbformat.NotebookNode]:
    """Run a learner's notebook, in a thread of its own: a browser of other tests may keep an event loop in this one."""
    notebook = SITE / "notebooks" / f"{name}.ipynb"
    with ThreadPoolExecutor(1) as thread:
        _, problem, done = thread.submit(asyncio.run, notebooks.run(notebook, SITE.parent / "runs", fill)).result()
    return problem, done


@pytest.mark.slow
@pytest.mark.parametrize("name", QUICK)
@pytest.mark.parametrize("fill", ["", HARM], ids=["left empty", "filled with harm"])
def test_a_learners_notebook_runs_to_its_end_and_gives_what_the_page_gives(name, fill):
    problem, done = ran(name, fill)
    assert problem == ""
    page = nbformat.read(SITE.parent / "executed" / f"{name}.ipynb", as_version=4)
    cells = [cell for cell in page.cells if cell.cell_type == "code"]
    wanted = [printed(cell) for cell, (_, in_solution) in zip(cells, page_cells(name), strict=True) if not in_solution]
    given = [cell for cell in done.cells if cell.cell_type == "code" and not cell.metadata.get("tags")]
    assert [printed(cell) for cell in given] == wanted
    assert any(wanted)


@pytest.mark.slow
def test_an_empty_answer_is_told_so_kindly():
    _, done = ran("neuron")
    checks = [cell for cell in done.cells if "check" in cell.metadata.get("tags", [])]
    told = ["".join(out.data["text/plain"] for out in cell.outputs) for cell in checks]
    assert len(told) == 2
    assert all("0 of" in text and "Traceback" not in text for text in told)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["neurons"], "there is no notebook of a lesson neurons; there are"),
        (["--out", "nowhere"], "run `make book` first"),
    ],
)
def test_whoever_asks_for_a_notebook_that_is_not_there_is_told_so(arguments, words, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["notebooks.py", "--out", str(SITE.parent), *arguments])
    with pytest.raises(SystemExit) as ended:
        notebooks.main()
    assert ended.value.code == 2
    assert words in capsys.readouterr().err
