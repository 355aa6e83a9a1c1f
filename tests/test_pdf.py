"""The course as a PDF: answers at the end, numbers of pages, and one sentence where there is no browser."""

import shutil
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import pdf
import whole

ROOT = Path(__file__).resolve().parent.parent


def closed(kind, summary, body):
    inside = f'<div class="lesson-disclosure__body">{body}</div>'
    return f'<details class="lesson-disclosure lesson-{kind}"><summary>{summary}</summary>{inside}</details>'


CHALLENGE = f"""<div class="lesson-block lesson-challenge" id="ch-add"><p class="lesson-block__title">
<span class="lesson-block__label">Challenge 1</span> <span class="lesson-block__name">Add &amp; go</span></p><p>Add.</p>
{closed("hint", "Hint", "<p>Count.</p>")}{closed("solution", "Solution", "<p>Two.</p>")}</div>"""
OPTION = '<span class="lesson-option__letter">A</span> Three'
QUIZ = f"""<div class="lesson-block lesson-quiz" id="quiz"><p><span class="lesson-block__label">Quiz 1</span></p>
{closed("option", OPTION, '<p class="lesson-verdict">Not right.</p>')}</div>"""
LINKS = '<p><a href="guide.html">guide</a> <a href="#ch-add">inside</a> <a href="https://a.edu/">out</a></p>'
PAGE = f"""<article class="bd-article" id="page-one"><section id="one"><h2>One</h2>{LINKS}
<img src="_images/a.png" loading="lazy">{CHALLENGE}{QUIZ}{closed("tasks", "List", "open")}</section></article>"""


@pytest.fixture
def course():
    return whole.Whole(
        {"one": PAGE, "two": '<article id="page-two"><h2>Two</h2></article>'}, {"Part I": ["one", "two"]}
    )


def test_answers_stand_at_the_end_and_a_task_points_to_its_own(course, tmp_path):
    paper = pdf.for_paper(course, tmp_path, "")
    page, end = (BeautifulSoup(html, "html.parser") for html in (paper.articles["one"], paper.answers))
    task = page.select_one("#ch-add")
    assert "Two." not in page.get_text() and "Count." not in page.get_text() and "Not right." not in page.get_text()
    assert [link["href"] for link in task.select("a")] == ["#answer-ch-add"]
    answer = end.select_one("#answer-ch-add")
    assert answer.h4.get_text() == "Challenge 1: Add & go"
    assert all(word in answer.get_text() for word in ("Hint", "Count.", "Solution", "Two."))
    assert answer.a["href"] == "#ch-add"
    assert end.h2.get_text() == "Hints and solutions" and [title.get_text() for title in end.select("h3")] == ["One"]


def test_the_options_of_a_quiz_stay_and_their_explanations_go(course, tmp_path):
    paper = pdf.for_paper(course, tmp_path, "")
    quiz = BeautifulSoup(paper.articles["one"], "html.parser").select_one("#quiz")
    assert " ".join(quiz.select_one(".lesson-option").get_text().split()) == "A Three" and not quiz.select("details")
    assert "Not right." in BeautifulSoup(paper.answers, "html.parser").select_one("#answer-quiz").get_text()


def test_a_book_without_answers_has_no_such_part(tmp_path):
    bare = whole.Whole({"two": '<article id="page-two"><h2>Two</h2></article>'}, {"": ["two"]})
    assert pdf.for_paper(bare, tmp_path, "").answers == ""


@pytest.mark.parametrize(("address", "link"), [("", None), ("https://b.edu/c/", "https://b.edu/c/guide.html")])
def test_a_link_to_a_page_that_is_not_inside_leads_to_the_published_one_or_is_none(course, tmp_path, address, link):
    page = BeautifulSoup(pdf.for_paper(course, tmp_path, address).articles["one"], "html.parser")
    found = page.find("a", string="guide")
    assert (found["href"] if found else None) == link and "guide" in page.get_text()
    assert page.img["src"] == f"{tmp_path.as_uri()}/_images/a.png" and "loading" not in page.img.attrs
    assert all(part.has_attr("open") for part in page.select("details")) and page.select("details")


WRITTEN = b"""%PDF-1.4
1 0 obj
<</Type /Catalog
/Pages 2 0 R
/Dests 9 0 R>>
endobj
2 0 obj
<</Type /Pages
/Kids [3 0 R 6 0 R]>>
endobj
3 0 obj
<</Type /Pages
/Kids [5 0 R 4 0 R]>>
endobj
4 0 obj
<</Type /Page>>
endobj
5 0 obj
<</Type /Page>>
endobj
6 0 obj
<</Type /Page>>
endobj
9 0 obj
<</first [5 0 R /XYZ 0 712.38 0]
/second#20one [4 0 R /XYZ 0 1 0]
/last [6 0 R /XYZ 0 1 0]
/nowhere [7 0 R /XYZ 0 1 0]>>
endobj
"""


def test_the_pages_of_anchors_are_counted_in_the_order_of_the_pages():
    assert pdf.pages_of(WRITTEN) == {"first": 1, "second one": 2, "last": 3}
    assert pdf.pages_of(b"%PDF-2.0 compressed") == {}


def test_a_number_that_is_not_known_leaves_room_for_one():
    text = pdf.with_numbers("a {page of one}, b {page of two}", {"one": 7})
    assert text == "a 7, b \u2007\u2007\u2007"


def run(monkeypatch, out):
    monkeypatch.setattr(sys, "argv", ["pdf.py", "--out", str(out)])
    return pdf.main()


def test_without_a_site_it_says_what_to_do(tmp_path, monkeypatch, capsys):
    assert run(monkeypatch, tmp_path) == 2
    said = capsys.readouterr().err
    assert "run `make book` first" in said and said.count("\n") == 1


@pytest.mark.slow
def test_without_a_browser_it_says_what_to_install(tmp_path, monkeypatch, capsys):
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "index.html").touch()
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    monkeypatch.setattr(pdf, "CHANNELS", ("no-such-channel",))
    assert run(monkeypatch, tmp_path) == 2
    said = capsys.readouterr().err
    assert "install Chromium, Chrome or Edge" in said and said.count("\n") == 1
    assert not (tmp_path / pdf.NAME).exists()


@pytest.mark.slow
@pytest.mark.browser
def test_a_printed_course_has_contents_with_the_right_numbers(tmp_path, monkeypatch):
    if not any(map(shutil.which, pdf.PROGRAMS)):
        pytest.skip("no browser is installed: the PDF is made by Chromium (on Debian `apt install chromium`)")
    site = tmp_path / "html"
    site.mkdir()
    (site / "_static").mkdir()
    head = "<html><head><script></script></head><body>"
    for name, body in (("index", '<article><h1 id="i">Home</h1></article>'), ("one", PAGE.replace("h2>", "h1>"))):
        (site / f"{name}.html").write_text(f"{head}{body}</body></html>", "utf-8")
    (tmp_path / "_toc.yml").write_text("root: index\nparts:\n- caption: Part I\n  chapters: [{file: one}]\n", "utf-8")
    style = (ROOT / "book" / "_scripts" / "whole.css").read_text("utf-8")
    (site / "_static" / "whole.css").write_text(style, "utf-8")
    printed = []
    real = pdf.with_numbers
    monkeypatch.setattr(pdf, "with_numbers", lambda html, numbers: printed.append(numbers) or real(html, numbers))
    n_pages = pdf.make_pdf(site, tmp_path / "_toc.yml", tmp_path / "course.pdf")
    content = (tmp_path / "course.pdf").read_bytes()
    assert content.startswith(b"%PDF") and b"/Outlines" in content and b"/StructTreeRoot" in content
    assert printed[0] == {} and printed[1] == pdf.pages_of(content), "the numbers have not moved"
    numbers = printed[1]
    assert 1 < numbers["page-one"] == numbers["ch-add"] < numbers["answers"] == numbers["answer-ch-add"] == n_pages
