"""What a site shows at its door, with and without a published address; what is searched; how long the course is."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.utils import new_document
from matplotlib import image
from sphinx.errors import ExtensionError

from lessons.elements import Block
from lessons.front import check_address, describe
from lessons.searched import without_notes
from lessons.tables import mend_corners

from .books import Book

ROOT = Path(__file__).parents[2]
ADDRESS = "https://example.org/courses/deep"
INDEX = "# A tiny course\n\nWhat one page can say & no more.\n\n```{course-size}\n```\n"
LESSON = """---
teaching: 80
exercises: 30
---
# A lesson

:::{questions}
- Do these words describe the page?
:::
:::{objectives}
- Compute. {met}`ch-sum`
:::
:::{instructor}
Xylophone is a word for teachers.
:::

With $x$ a formula stands here.

These words describe the page.

::::{challenge} A sum
:name: ch-sum
:minutes: 1
What is it?

:::{solution}
Zweiundvierzig.
:::
::::
:::{keypoints}
- Sums.
:::
"""
LAST = "# Last\n\nA page.\n\n| | one |\n|---|---|\n| two | |\n"
PAGES = {"index": INDEX, "lesson": LESSON, "last": LAST}


def build(folder, address=""):
    book = Book(folder)
    book.write(PAGES, {"Part I": ["lesson"], "Others": ["last"]})
    build_again(book, address)
    return book


def build_again(book, address):
    more = f"""
html_baseurl = {address!r}
templates_path = [{str(ROOT / "book" / "_templates")!r}]
html_additional_pages = {{"404": "404.html"}}
"""
    conf = book.folder / "conf.py"
    conf.write_text(conf.read_text("utf-8") + more, encoding="utf-8")
    assert book.build() == ""


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory):
    return build(tmp_path_factory.mktemp("nowhere"))


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    return build(tmp_path_factory.mktemp("published"), ADDRESS)


def meta(page: BeautifulSoup) -> dict[str, str]:
    return {tag.get("property") or tag.get("name"): tag["content"] for tag in page.select("head meta[content]")}


def test_a_page_describes_itself_with_its_first_plain_paragraph(nowhere):
    assert meta(nowhere.page("lesson"))["description"] == "These words describe the page."
    assert meta(nowhere.page("index"))["og:description"] == "What one page can say & no more."
    assert "&amp; no more" in nowhere.text("index.html").split("</head>")[0]


def test_a_page_names_itself_and_the_course(nowhere):
    tags = meta(nowhere.page("lesson"))
    assert (tags["og:title"], tags["og:site_name"], tags["og:type"]) == ("A lesson", "A tiny course", "article")
    assert meta(nowhere.page("index"))["og:type"] == "website"


def test_without_an_address_the_site_claims_none(nowhere):
    folder = nowhere.folder / "_build" / "html"
    assert not (folder / "sitemap.xml").exists() and not list(folder.glob("**/cards/*"))
    for name in ("index", "lesson", "last"):
        assert not nowhere.page(name).select('link[rel="canonical"]')
        assert not {"og:url", "og:image"} & meta(nowhere.page(name)).keys()


def test_with_an_address_every_page_says_where_it_is(published):
    for name in ("index", "lesson", "last"):
        [link] = published.page(name).select('link[rel="canonical"]')
        assert link["href"] == meta(published.page(name))["og:url"] == f"{ADDRESS}/{name}.html"


def test_the_map_of_the_site_lists_every_page_and_nothing_else(published):
    tree = ElementTree.fromstring(published.text("sitemap.xml"))
    addresses = [place.text for place in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert sorted(addresses) == sorted(f"{ADDRESS}/{name}.html" for name in PAGES)


def test_a_lesson_is_shared_with_a_card_of_its_own_and_other_pages_with_that_of_the_home_page(published):
    folder = published.folder / "_build" / "html"
    for name, card in {"index": "index", "lesson": "lesson", "last": "index"}.items():
        tags = meta(published.page(name))
        assert tags["og:image"] == f"{ADDRESS}/cards/{card}.png"
        pixels = image.imread(folder / "cards" / f"{card}.png")
        assert pixels.shape[:2] == (int(tags["og:image:height"]), int(tags["og:image:width"])) == (630, 1200)
        assert pixels[..., :3].std() > 0.1, "something is drawn"


def test_an_address_that_is_taken_back_leaves_nothing_behind(tmp_path):
    book = build(tmp_path, ADDRESS)
    build_again(book, "")
    left = {path.name for path in (tmp_path / "_build" / "html").rglob("*") if "example.org" in _text(path)}
    assert left == set()
    assert not (tmp_path / "_build" / "html" / "cards").exists()


def _text(path):
    return path.read_text("utf-8") if path.suffix in (".html", ".xml") else ""


def links(page):
    return [link["href"] for link in page.select("a[href]")]


def test_the_page_for_wrong_addresses_begins_its_links_where_the_course_is_published(published):
    page = published.page("404")
    assert links(page) == ["/courses/deep/index.html", "/courses/deep/lesson.html"]
    assert page.form["action"] == "/courses/deep/search.html"
    brought = [tag.get("href") or tag.get("src", "") for tag in page.select("script, link, img")]
    assert all(address.startswith("data:") for address in brought), "nothing is looked for below a wrong address"


def test_without_an_address_the_page_for_wrong_addresses_has_the_links_of_its_folder(nowhere):
    page = nowhere.page("404")
    assert links(page) == ["index.html", "lesson.html"]
    assert len(page.select("script")) == 1, "which mends them"


@pytest.mark.parametrize("address", ["example.org/course", "ftp://example.org", "https://", "/course/"])
def test_what_is_no_address_is_refused(address):
    config = type("Config", (), {"html_baseurl": address})
    with pytest.raises(ExtensionError, match="is no address"):
        check_address(None, config)


def test_an_address_ends_with_one_slash():
    for address in ("https://example.org/a", "https://example.org/a/", "https://example.org/a//"):
        config = type("Config", (), {"html_baseurl": address})
        check_address(None, config)
        assert config.html_baseurl == "https://example.org/a/"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("A sentence. " + "Many words follow " * 20, "A sentence."),
        ("word " * 100, " ".join(["word"] * 40) + " …"),
        ("Short.", "Short."),
    ],
)
def test_a_long_description_ends_with_a_whole_sentence_or_word(text, short):
    document = new_document("page")
    document += nodes.section("", nodes.paragraph("", text.strip()))
    assert describe(document) == short


def test_a_word_of_a_solution_is_found_and_one_of_a_note_for_instructors_is_not(nowhere):
    index = json.loads(re.search(r"Search\.setIndex\((.*)\)", nowhere.text("searchindex.js"))[1])
    assert "zweiundvierzig" in index["terms"]
    assert not [word for word in index["terms"] if word.startswith(("xyloph", "teacher"))]
    assert "Xylophone" in nowhere.text("lesson.html"), "the note itself stays"


def test_the_page_keeps_its_notes_when_they_are_left_out_of_the_index():
    document = new_document("page")
    document += [nodes.paragraph("", "Seen."), Block("", nodes.paragraph("", "Hidden."), kind="instructor")]
    assert without_notes(document).astext() == "Seen."
    assert document.astext() == "Seen.\n\nHidden."


def test_the_size_of_the_course_is_counted_from_its_lessons(nowhere):
    [sizes] = nowhere.page("index").select("ul.home-size")
    said = [" ".join(item.get_text().split()) for item in sizes.select("li")]
    # 80 and 30 minutes; the shorter time is still called an hour.
    assert said == ["1 lesson", "1 hour to read and run", "1 hour of exercises", "0 checked exercises"]


def test_an_empty_corner_of_a_table_is_no_heading(nowhere):
    rows = [
        [(cell.name, cell.get_text()) for cell in row.select("th, td")] for row in nowhere.page("last").select("tr")
    ]
    assert rows == [[("td", ""), ("th", "one")], [("td", "two"), ("td", "")]]


def test_an_empty_corner_of_a_table_of_pandas_is_no_heading():
    table = nodes.raw("", '<table border="1" class="dataframe"><tr><th></th><th>sum</th></tr></table>', format="html")
    other = nodes.raw("", "<p>&lt;th&gt; <th></th></p>", format="html")
    document = new_document("page")
    document += [table, other]
    mend_corners(None, document)
    assert table.astext() == '<table border="1" class="dataframe"><tr><td></td><th>sum</th></tr></table>'
    assert "<th></th>" in other.astext()
