"""Links to edit a page and to report a mistake: only with a repository, and with page, section and line."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ExtensionError

from lessons.repository import check_repository

from .books import Book

REPOSITORY = "https://github.com/owner/course"
PAGE = """# Sums & products

Words.

## Add “two” & more #1?

Words.

### Deeper

Words.
"""


def build(folder: Path, settings: str = "") -> Book:
    book = Book(folder)
    book.write({"index": "# Home\n", "a page": PAGE}, {"Rest": ["a page"]})
    conf = folder / "conf.py"
    conf.write_text(f"{conf.read_text('utf-8')}\n{settings}\n", "utf-8")
    assert book.build() == ""
    return book


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> BeautifulSoup:
    settings = f'lessons_repository = "{REPOSITORY}.git/"\nlessons_branch = "next/year"'
    return build(tmp_path_factory.mktemp("known"), settings).page("a page")


def links_of(paragraph) -> list[tuple[str, str]]:
    return [(link.get_text(), link["href"]) for link in paragraph.select("a")]


def asked(address: str) -> tuple[str, str]:
    """Return title and body of the form for a new issue, as the host would read them."""
    assert address.startswith(f"{REPOSITORY}/issues/new?")
    assert address.isascii() and " " not in address and '"' not in address
    query = parse_qs(urlsplit(address).query, strict_parsing=True)
    return query["title"][0], query["body"][0]


def test_without_a_repository_nothing_is_shown(tmp_path):
    book = build(tmp_path)
    assert not book.page("a page").select(".lesson-improve") and not book.page("index").select(".lesson-improve")


def test_below_a_page_both_links_name_it(page):
    [(words, edit), (report_words, report)] = links_of(page.select_one(".lesson-improve--page"))
    assert (words, report_words) == ("Edit this page", "Report a mistake")
    assert edit == f"{REPOSITORY}/edit/next/year/book/a%20page.md"
    title, body = asked(report)
    assert title == "Sums & products"
    assert "Page: a page.md" in body and "Version of the course: " in body and "Section" not in body


def test_beside_a_heading_both_links_name_the_section_and_its_line(page):
    paragraphs = page.select(".lesson-improve--section")
    assert [paragraph.find_previous_sibling().name for paragraph in paragraphs] == ["h2", "h3"]
    [(words, source), (_, report)] = links_of(paragraphs[0])
    assert words == "Edit this section: Add “two” & more #1?", "a screen reader hears which one"
    assert source == f"{REPOSITORY}/blob/next/year/book/a%20page.md?plain=1#L5"
    title, body = asked(report)
    assert title == "Sums & products: Add “two” & more #1?"
    assert "Section: Add “two” & more #1?\n" in body and f"Source: {source}" in body
    assert PAGE.splitlines()[8] == "### Deeper" and links_of(paragraphs[1])[0][1].endswith("#L9")


@pytest.mark.parametrize("address", ["github.com/owner/course", "https://github.com", "ftp://github.com/a/b"])
def test_an_address_that_is_no_repository_stops_the_build(address):
    config = type("Config", (), {"lessons_repository": address})()
    with pytest.raises(ExtensionError, match=r"is no repository; write https://github\.com/owner/name"):
        check_repository(None, config)
