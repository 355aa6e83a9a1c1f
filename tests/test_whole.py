"""The whole course on one page: links stay inside, ids are unique, notes for instructors are out."""

import os
import re
from collections import Counter
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

import whole

ROOT = Path(__file__).resolve().parent.parent
SITE = Path(os.environ.get("LESSON_SITE") or ROOT / "_build" / "html")

TOC = """format: jb-book
root: index
parts:
  - caption: Part I – Trial
    chapters: [{file: one}, {file: two}]
  - caption: For instructors
    chapters: [{file: guide}]
  - caption: Reference
    chapters: [{file: progress}]
"""
HEAD = "<html><head><script>theme()</script></head><body><article class='bd-article'>"
INDEX = '<section id="home"><h1>Home</h1><p><a href="one.html">One</a> <a href="guide.html#top">Guide</a></p></section>'
ONE = """<section id="one"><span id="sec-one"></span><h1>One &amp; all<a class="headerlink" href="#one">#</a></h1>
<p>See <a href="two.html#same">there</a>, <a href="two.html">it</a>, <a href="#same">here</a>,
<a href="https://a.edu/two.html#same">elsewhere</a>, <a href="two.html#nowhere">a gap</a>.</p>
<section id="same"><h2>The <em>same</em> &lt;name&gt;</h2><p id="words">x &lt; y &nbsp; &#8212; "quoted"</p>
<div class="lesson-block lesson-instructor" hidden="hidden"><div><p>Secret note.</p></div><img src="a.png"></div>
<p aria-labelledby="words same">after</p><script>if (a < b) run("</p>");</script>
<template><p>stub</p></template></section>
</section>"""
TWO = """<section id="two"><h1>Two</h1><section id="same"><h2>Other</h2>
<svg viewBox="0 0 1 1"><clipPath id="words"/><path clip-path="url(#words)" d="M0 0"/></svg>
<form><input type="text" id="gone"><p>field</p></form><label for="same">label</label>
<p aria-labelledby="words same">here</p></section></section>"""


@pytest.fixture
def site(tmp_path):
    for name, body in {"index": INDEX, "one": ONE, "two": TWO, "guide": "g", "progress": "p"}.items():
        (tmp_path / f"{name}.html").write_text(f"{HEAD}{body}</article></body></html>", "utf-8")
    (tmp_path / "_toc.yml").write_text(TOC, "utf-8")
    return tmp_path


@pytest.fixture
def joined(site):
    return whole.join(site, site / "_toc.yml")


def soup(joined, name):
    return BeautifulSoup(joined.articles[name], "html.parser")


def test_learners_pages_stand_in_their_order(joined):
    assert list(joined.articles) == ["index", "one", "two"]


def test_a_link_to_another_page_becomes_one_within_the_page(joined):
    links = [link["href"] for link in soup(joined, "one").select("p a")]
    assert links == ["#two-same", "#page-two", "#same", "https://a.edu/two.html#same", "#page-two"]
    assert [link["href"] for link in soup(joined, "index").select("a")] == ["#page-one", "guide.html#top"]


def test_an_id_that_was_taken_is_another_one_and_so_is_all_that_names_it(joined):
    two = soup(joined, "two")
    assert two.find("label")["for"] == "two-same" and two.find("section", id="two-same")
    assert two.find("path")["clip-path"] == "url(#two-words)" and two.find(id="two-words")
    assert two.find("p", attrs={"aria-labelledby": True})["aria-labelledby"] == "two-words two-same"
    assert soup(joined, "one").find(id="words"), "the first keeps its name"
    everything = [tag["id"] for name in joined.articles for tag in soup(joined, name).select("[id]")]
    assert len(everything) == len(set(everything))


def test_notes_scripts_forms_and_marks_of_headings_are_left_out_and_nothing_else(joined):
    text = "".join(joined.articles.values())
    for word in ("Secret", "run(", "stub", "field", "headerlink", "a.png", "gone"):
        assert word not in text, word
    assert 'x &lt; y &nbsp; &#8212; "quoted"' in text and ">after</p>" in text and ">here</p>" in text


def test_the_contents_name_pages_and_sections(joined):
    assert joined.contents() == [
        (
            "Part I – Trial",
            [
                whole.Line("page-one", "One & all", (whole.Line("same", "The same <name>"),)),
                whole.Line("page-two", "Two", (whole.Line("two-same", "Other"),)),
            ],
        )
    ]


def test_the_page_is_written_again_only_when_something_is_younger(site):
    (site / "_static").mkdir()
    page = site / whole.NAME
    whole.write_page(site, site / "_toc.yml")
    assert "One &amp; all" in page.read_text("utf-8")
    page.write_text("mine", "utf-8")
    whole.write_page(site, site / "_toc.yml")
    assert page.read_text("utf-8") == "mine"
    older = page.stat().st_mtime_ns - 1
    os.utime(page, ns=(older - 10**9, older - 10**9))
    whole.write_page(site, site / "_toc.yml")
    assert page.read_text("utf-8") != "mine"


@pytest.fixture(scope="module")
def page():
    if not (SITE / whole.NAME).is_file():
        pytest.fail("there is no built site: run `make book` first")
    return (SITE / whole.NAME).read_text("utf-8")


def values(html, attribute):
    """Return all values of an attribute; to parse the whole course would take a long time."""
    return [
        unescape(value)
        for tag in re.findall(r"<[a-z][^<>]*>", html)
        for value in re.findall(rf'\s{attribute}="([^"]*)"', tag)
    ]


def article_of(html, start):
    return BeautifulSoup(re.search(rf"{start}.*?</article>", html, re.DOTALL)[0], "html.parser")


@pytest.mark.site
def test_in_the_course_every_id_is_unique_and_every_inner_link_leads_somewhere(page):
    ids = Counter(values(page, "id"))
    assert len(ids) > 1000 and [name for name, count in ids.items() if count > 1] == []
    inner = {address[1:] for address in values(page, "href") if address.startswith("#")}
    assert len(inner) > 500 and inner <= set(ids)
    named = {word for words in values(page, "aria-labelledby") for word in words.split()}
    assert named and named <= set(ids)


@pytest.mark.site
def test_in_the_course_no_link_leads_to_a_lesson_that_is_inside(page):
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    lessons = [chapter["file"] for part in toc["parts"] for chapter in part["chapters"] if "Part" in part["caption"]]
    away = {address.partition("#")[0] for address in values(page, "href")}
    assert lessons and not away & {f"{name}.html" for name in lessons}
    assert {f"page-{name}" for name in lessons} <= set(values(page, "id"))


@pytest.mark.site
def test_in_the_course_everything_is_there_but_the_notes(page):
    lesson = article_of((SITE / "neuron.html").read_text("utf-8"), "<article")
    article = article_of(page, '<article class="bd-article" id="page-neuron"')
    for kind in ("challenge", "graded", "quiz", "solution", "hint", "keypoints"):
        assert len(article.select(f".lesson-{kind}")) == len(lesson.select(f".lesson-{kind}")) > 0, kind
    assert len(article.select("figure")) == len(lesson.select("figure")) > 0
    assert lesson.select(".lesson-instructor[hidden]")
    assert not article.select(".lesson-instructor, [hidden], form, template, script")
    assert values(page, "src").count("_static/whole.js") == 1


@pytest.mark.site
def test_in_the_course_headings_go_down_by_one_level_at_a_time(page):
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page)]
    assert levels.count(1) == 1 and all(later - earlier <= 1 for earlier, later in pairwise(levels))
