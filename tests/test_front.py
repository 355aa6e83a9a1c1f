"""The built site at its door: home page, logo, words for those who share it; and no picture without words."""

import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parent.parent
SITE = Path(os.environ.get("LESSON_SITE") or ROOT / "_build" / "html")
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
PARTS = [part for part in TOC["parts"] if part["caption"].startswith("Part")]
LESSONS = [chapter["file"] for part in PARTS for chapter in part["chapters"]]

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def soups():
    if not (SITE / "index.html").is_file():
        pytest.fail("there is no built site: run `make book` first")
    return {path.stem: BeautifulSoup(path.read_text("utf-8"), "html.parser") for path in SITE.glob("*.html")}


@pytest.fixture(scope="module")
def home(soups):
    return soups["index"]


def test_the_home_page_leads_to_the_first_lesson_with_its_first_link(home):
    first = next(link for link in home.select("article a[href]") if "headerlink" not in link.get("class", []))
    assert first["href"] == f"{LESSONS[0]}.html"
    assert first.get_text(strip=True).startswith("Begin")


def test_the_home_page_counts_what_its_table_lists(home):
    counts = [int(strong.get_text()) for strong in home.select(".home-size strong")]
    rows = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in home.select(".lesson-map tbody tr")]
    lessons = [row for row in rows if len(row) == 4 and row[1].isdigit() and row[0] != "The whole course"]
    reading, exercises, graded = (sum(int(row[column]) for row in lessons) for column in (1, 2, 3))
    assert counts == [len(LESSONS), round(reading / 60), round(exercises / 60), graded]
    assert len(lessons) == len(LESSONS)


def test_each_kind_of_visitor_has_one_step_of_their_own(home):
    ways = home.select(".home-way")
    assert [way.strong.get_text() for way in ways] == ["Read", "Learn", "Teach"]
    targets = [[link["href"] for link in way.select("a")] for way in ways]
    assert targets == [["introduction.html"], ["neuron.html#graded-neuron_output"], ["guide.html"]]


def test_every_page_has_title_description_and_icon(soups):
    for name, page in soups.items():
        if name == "404":
            continue
        assert page.title.get_text(strip=True)
        assert page.select_one('link[rel="icon"]')["href"] == "_static/favicon.svg", name
        if name not in ("search", "genindex", "py-modindex"):
            assert len(page.select_one('meta[name="description"]')["content"]) > 20, name
            assert page.select_one('meta[property="og:title"]')["content"] in page.h1.get_text(), name


def test_as_long_as_no_address_is_set_the_site_claims_none(soups):
    settings = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    if settings["html"]["baseurl"]:
        pytest.skip("this course has an address; what follows from it is tested with a small book")
    assert not (SITE / "sitemap.xml").exists()
    assert not [name for name, page in soups.items() if page.select('link[rel="canonical"], meta[property="og:image"]')]


@pytest.mark.parametrize("name", ["logo", "favicon"])
def test_a_drawing_of_ours_is_small_and_asks_for_nothing(name):
    text = (ROOT / "book" / "_static" / f"{name}.svg").read_text("utf-8")
    assert len(text) < 1000
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(text).iter()}
    assert tags <= {"svg", "title", "g", "path", "circle"}
    assert not re.search(r"href|url\(|@import", text)


def test_every_picture_has_words_or_is_passed_over(soups):
    for name, page in soups.items():
        for picture in page.select("img"):
            decoration = picture.find_parent("a", class_="logo") is not None
            assert "alt" in picture.attrs and bool(picture["alt"].strip()) != decoration, (name, picture)
        for drawing in page.select("svg"):
            hidden = drawing.get("aria-hidden") == "true" or drawing.find_parent(attrs={"aria-hidden": "true"})
            named = drawing.get("aria-label") or drawing.get("aria-labelledby")
            told = drawing.get("role") in ("img", "group", "application") and named
            assert hidden or told or drawing.find_parent("svg"), (name, drawing)
