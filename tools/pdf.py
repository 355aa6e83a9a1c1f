"""Make a PDF of the whole course from the built site, with the browser that is installed.

Usage: python tools/pdf.py [--out FOLDER]

The PDF is left in FOLDER (`_build`) as `course.pdf`. It has contents with page numbers, and hints, solutions and the
explanations of quizzes in a part at its end. The exit code is 2 without a site or a browser.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from keys import ROOT, shown
from whole import Line, Whole, join, render, settings_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, PdfMargins, Playwright

__all__ = ["NoBrowserError", "for_paper", "main", "make_pdf", "pages_of", "with_numbers"]

NAME = "course.pdf"
#: What a reader should not see beside the task.
ANSWER = ":is(.lesson-hint, .lesson-solution, .lesson-option):not(.lesson-disclosure .lesson-disclosure)"
ANSWERS = Line("answers", "Hints and solutions")
#: What the browser may be called on the path, and the names by which Playwright knows where others lie.
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
CHANNELS = ("chrome", "msedge")
PAGE_OF = re.compile(r"\{page of ([^}]+)\}")
FOOTER = '<p style="width: 100%; font: 9px sans-serif; text-align: center" class="pageNumber"></p>'
MARGIN: PdfMargins = {"top": "18mm", "bottom": "18mm", "left": "18mm", "right": "18mm"}
MINUTES = 10


class NoBrowserError(Exception):
    """No browser that can print is installed."""

    def __init__(self) -> None:
        """Say what to install."""
        super().__init__(
            "There is no browser to make the PDF with: install Chromium, Chrome or Edge (on Debian and Ubuntu "
            "`apt install chromium`) and run the command again."
        )


@dataclass
class Paper:
    """The course for paper: its pages, and the answers to their tasks.

    Attributes:
        articles: The pages by name, as HTML.
        answers: The part at the end; empty where no task has an answer.
    """

    articles: dict[str, str]
    answers: str


def for_paper(whole: Whole, site: Path, address: str) -> Paper:
    """Take hints, solutions and explanations out of their tasks, and make pictures and links fit for a file.

    Args:
        whole: The joined pages.
        site: The folder of the site, where the pictures are.
        address: Where the site is published, for links to what is no part of the PDF; may be empty.
    """
    articles, chapters = {}, []
    for name, html in whole.articles.items():
        article = BeautifulSoup(html, "html.parser")
        _mend(article, site, address)
        answers = [_answer_of(task) for task in article.select(".lesson-block[id]") if task.select(ANSWER)]
        if answers:
            title = escape(whole.title(name))
            chapters.append(f'<section id="answers-{name}">\n<h3>{title}</h3>\n{"".join(answers)}</section>\n')
        articles[name] = str(article)
    head = f'<article class="bd-article" id="{ANSWERS.anchor}">\n<h2>{ANSWERS.words}</h2>\n'
    return Paper(articles, f"{head}{''.join(chapters)}</article>" if chapters else "")


def _answer_of(task: Tag) -> str:
    """Take the answer out of a task, leave a pointer to it, and return it."""
    label, name = (_words(task.select_one(f".lesson-block__{part}")) for part in ("label", "name"))
    place = f"answer-{task['id']}"
    parts = [_take(part) for part in task.select(ANSWER)]
    task.append(_parsed(f'<p class="lesson-whole__see"><a href="#{place}">{ANSWERS.words}</a>{_at(place)}</p>'))
    back = f'<p class="lesson-whole__see"><a href="#{task["id"]}">Back to the task</a>{_at(task["id"])}</p>'
    title = escape(f"{label}: {name}" if name and name != label else label)
    return f'<section id="{place}"><h4>{title}</h4>{back}\n{"".join(parts)}</section>\n'


def _at(anchor: object) -> str:
    return f", page {{page of {anchor}}}"


def _take(part: Tag) -> str:
    """Return what a closed part holds, with its title; of an option of a quiz the words stay where they are."""
    summary, body = part.select_one("summary"), part.select_one(".lesson-disclosure__body")
    words = summary.decode_contents() if summary else ""
    inside = body.decode_contents() if body else ""
    letter = part.select_one(".lesson-option__letter")
    if letter is not None:
        title = f"<p><strong>{letter.get_text()}</strong></p>"
        part.replace_with(_parsed(f'<p class="lesson-option">{words}</p>'))
    else:
        title = f"<p><strong>{words}</strong></p>"
        part.decompose()
    return f'<div class="lesson-whole__answer">{title}\n{inside}</div>\n'


def _words(tag: Tag | None) -> str:
    return " ".join(tag.get_text().split()) if tag else ""


def _parsed(html: str) -> Tag:
    tag = BeautifulSoup(html, "html.parser").find()
    if not isinstance(tag, Tag):
        raise TypeError(f"no element: {html}")
    return tag


def _mend(article: BeautifulSoup, site: Path, address: str) -> None:
    """Let pictures be found from elsewhere, open what is closed, and let no link lead to a file of the site."""
    for picture in article.select("img[src]"):
        picture["src"] = f"{site.as_uri()}/{picture['src']}"
        del picture["loading"]
    for part in article.select(".lesson-notebooks"):
        part.decompose()
    for part in article.select("details"):
        part["open"] = ""
    for link in article.select("a[href]"):
        target = urlsplit(str(link["href"]))
        if target.path and not target.scheme and not target.netloc:
            if address:
                link["href"] = address + str(link["href"])
            else:
                link.unwrap()


def pages_of(pdf: bytes) -> dict[str, int]:
    """Return the number of the page on which each anchor stands, as far as the PDF names them.

    Chromium writes what is needed without compression: the pages in their order, and a table of the anchors that
    links lead to. Nothing is returned where that is different.
    """
    objects = dict(re.findall(rb"(?m)^(\d+) 0 obj\s*(<<.*?)\s*endobj", pdf, re.DOTALL))
    numbers = {page: count for count, page in enumerate(_leaves(objects, _root(objects)), start=1)}
    table = re.findall(rb"/([^\s/<>\[\]()]+)\s*\[(\d+) 0 R\s*/XYZ", pdf)
    return {_name(anchor): numbers[page] for anchor, page in table if page in numbers}


def _root(objects: dict[bytes, bytes]) -> bytes:
    """Return the number of the object from which all pages hang."""
    for text in objects.values():
        if re.search(rb"/Type\s*/Catalog", text) and (found := re.search(rb"/Pages (\d+) 0 R", text)):
            return found[1]
    return b""


def _leaves(objects: dict[bytes, bytes], number: bytes) -> Iterator[bytes]:
    text = objects.get(number, b"")
    kids = re.search(rb"/Kids\s*\[([^\]]*)\]", text)
    if kids is None:
        yield number
        return
    for kid in re.findall(rb"(\d+) 0 R", kids[1]):
        yield from _leaves(objects, kid)


def _name(raw: bytes) -> str:
    """Return a name of a PDF in plain letters: it writes some of them as numbers."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), raw).decode("utf-8", "replace")


def with_numbers(html: str, numbers: dict[str, int]) -> str:
    """Return the page with a number wherever it says `{page of ANCHOR}`; where none is known, with room for one."""
    return PAGE_OF.sub(lambda found: str(numbers.get(found[1], "\u2007" * 3)), html)


def open_browser(playwright: Playwright) -> Browser:
    """Return a running browser.

    Raises:
        NoBrowserError: There is none.
    """
    from playwright.sync_api import Error

    # Root, as which containers run, may not have a sandbox.
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = ["--disable-gpu", *(["--no-sandbox"] if as_root else [])]
    if program := next(filter(None, map(shutil.which, PROGRAMS)), None):
        return playwright.chromium.launch(executable_path=program, args=arguments)
    for channel in CHANNELS:
        try:
            return playwright.chromium.launch(channel=channel, args=arguments)
        except Error:
            continue
    raise NoBrowserError


def make_pdf(site: Path, toc: Path, pdf: Path) -> int:
    """Write the PDF.

    Args:
        site: The folder of the built site.
        toc: The table of contents.
        pdf: The file.

    Returns:
        The number of pages.

    Raises:
        NoBrowserError: There is no browser to print with.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = open_browser(playwright)
        whole = join(site, toc)
        paper = for_paper(whole, site, settings_of().address)
        more = {"paper": True, "base": f"{site.as_uri()}/", "answers": paper.answers, "answers_line": ANSWERS}
        html = render(replace(whole, articles=paper.articles), site, **more)
        # Which page something stands on is known only when everything has been printed once.
        numbers = pages_of(_print(browser, with_numbers(html, {})))
        printed = _print(browser, with_numbers(html, numbers))
        browser.close()
    pdf.write_bytes(printed)
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def _print(browser: Browser, html: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paper.html"
        file.write_text(html, "utf-8")
        # A page for paper needs no script.
        page = browser.new_context(java_script_enabled=False).new_page()
        page.set_default_timeout(MINUTES * 60_000)
        page.goto(file.as_uri())
        printed = page.pdf(
            format="A4",
            margin=MARGIN,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=FOOTER,
            print_background=True,
            tagged=True,
            outline=True,
        )
        page.context.close()
    return printed


def main() -> int:
    """Make the PDF as the command line asks."""
    parser = argparse.ArgumentParser(description="Make a PDF of the whole course from the built site.")
    parser.add_argument("--out", type=Path, default=ROOT / "_build", metavar="FOLDER", help="holds the built site")
    out = parser.parse_args().out.resolve()
    site, pdf = out / "html", out / NAME
    if not (site / "index.html").is_file():
        print(f"There is no site in {shown(site)} to make a PDF from: run `make book` first.", file=sys.stderr)
        return 2
    began = time.perf_counter()
    try:
        n_pages = make_pdf(site, ROOT / "_toc.yml", pdf)
    except NoBrowserError as error:
        print(error, file=sys.stderr)
        return 2
    megabytes, seconds = pdf.stat().st_size / 1e6, time.perf_counter() - began
    print(f"The PDF is {shown(pdf)}: {n_pages} pages, {megabytes:.1f} MB ({seconds:.0f} s).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
