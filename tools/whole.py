"""Join the pages of the built site into one: every link that can stay inside stays inside, every id is unique.

`make book` writes the page `all.html` with it, `make pdf` a version for paper. What is meant for instructors, and what
only a script fills in, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import jinja2
import yaml

from keys import ROOT, write_whole
from lessons.finish import with_policy

__all__ = ["NAME", "Line", "Whole", "join", "place_of", "render", "settings_of", "words_of", "write_page"]

#: The page of everything.
NAME = "all.html"
TEMPLATE = "whole.html"
#: A part of the table of contents, and pages, that are not of the course as a learner reads it.
PART_LEFT_OUT = "For instructors"
PAGES_LEFT_OUT = ("progress",)
#: What has no meaning on a page without scripts, or is meant for instructors.
TAGS_LEFT_OUT = ("script", "template", "form")
CLASSES_LEFT_OUT = {"headerlink", "lesson-instructor", "lesson-improve", "lesson-my-number", "lesson-practice-note"}
#: Attributes that name ids of the same page.
REFERENCES = ("for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details")
VOID = ("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
ARTICLE = re.compile(r"<article[^>]*>(.*)</article>", re.DOTALL)
TITLE = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
SECTION = re.compile(
    r'<section [^>]*?\bid="([^"]*)"[^>]*>(?:\s*<span id="[^"]*"></span>)*\s*<h3[^>]*>(.*?)</h3>', re.DOTALL
)
#: The script that stands in the head of every page and chooses between light and dark.
THEME = re.compile(r"<script>.*?</script>", re.DOTALL)


@dataclass(frozen=True)
class Settings:
    """What is known of the book as a whole: its title, its authors and its published address, if it has one."""

    title: str
    author: str
    address: str


@dataclass(frozen=True)
class Line:
    """A line of the contents: where it leads, its words, and the lines below it."""

    anchor: str
    words: str
    below: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Whole:
    """All pages in one.

    Attributes:
        articles: The pages by name, in reading order, as HTML.
        parts: The names of the pages by the caption of their part; the first page belongs to none.
    """

    articles: dict[str, str]
    parts: dict[str, list[str]]

    def contents(self) -> list[tuple[str, list[Line]]]:
        """Return the caption of each part with a line for each page, and below it one for each section."""
        return [(caption, [self._line(name) for name in names]) for caption, names in self.parts.items() if caption]

    def title(self, name: str) -> str:
        """Return the title of a page."""
        found = TITLE.search(self.articles[name])
        return words_of(found[1]) if found else name

    def _line(self, name: str) -> Line:
        sections = SECTION.findall(self.articles[name])
        return Line(
            place_of(name), self.title(name), tuple(Line(anchor, words_of(title)) for anchor, title in sections)
        )


class Article(HTMLParser):
    """What stands on a page, in pieces: text as it is, and tags that can still be changed."""

    def __init__(self, html: str) -> None:
        """Take a page apart and leave out what is not wanted."""
        super().__init__(convert_charrefs=False)
        self.pieces: list[str | tuple[str, dict[str, str | None], str]] = []
        # The tag that is being left out, and how many of its kind are open.
        self.left_out, self.depth = "", 0
        found = ARTICLE.search(html)
        self.feed(found[1] if found else "")
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag, or begin to leave out."""
        self._begin(tag, dict(attrs), ">")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag that holds nothing."""
        self._begin(tag, dict(attrs), " />")

    def _begin(self, tag: str, attributes: dict[str, str | None], end: str) -> None:
        holds = end == ">" and tag not in VOID
        if self.left_out:
            self.depth += holds and tag == self.left_out
        elif tag in TAGS_LEFT_OUT or "hidden" in attributes or _classes(attributes) & CLASSES_LEFT_OUT:
            self.left_out, self.depth = (tag, 1) if holds else ("", 0)
        else:
            self.pieces.append((_deeper(tag), attributes, end))

    def handle_endtag(self, tag: str) -> None:
        """Keep the end of a tag, or end to leave out."""
        if not self.left_out:
            self.pieces.append(f"</{_deeper(tag)}>")
        elif tag == self.left_out:
            self.depth -= 1
            self.left_out = self.left_out if self.depth else ""

    def handle_data(self, data: str) -> None:
        """Keep text."""
        if not self.left_out:
            self.pieces.append(data)

    def handle_entityref(self, name: str) -> None:
        """Keep a character that is written by name."""
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Keep a character that is written by number."""
        self.handle_data(f"&#{name};")

    def tags(self) -> Iterator[tuple[str, dict[str, str | None]]]:
        """Yield all tags with their attributes, which can be changed."""
        for piece in self.pieces:
            if not isinstance(piece, str):
                yield piece[0], piece[1]

    def __str__(self) -> str:
        """Return the page as it is now."""
        return "".join(piece if isinstance(piece, str) else _written(*piece) for piece in self.pieces)


def _classes(attributes: dict[str, str | None]) -> set[str]:
    return set((attributes.get("class") or "").split())


def _deeper(tag: str) -> str:
    """Return a heading one level down, because the title of the book stands above all."""
    return f"h{int(tag[1]) + 1}" if re.fullmatch("h[1-5]", tag) else tag


def _written(tag: str, attributes: dict[str, str | None], end: str) -> str:
    words = [tag, *(key if value is None else f'{key}="{escape(value)}"' for key, value in attributes.items())]
    return f"<{' '.join(words)}{end}"


def settings_of(config: Path = ROOT / "_config.yml") -> Settings:
    """Return what the settings of the book say about it as a whole."""
    loaded = yaml.safe_load(config.read_text("utf-8"))
    address = (loaded.get("html") or {}).get("baseurl") or ""
    return Settings(loaded["title"], loaded["author"], f"{address.rstrip('/')}/" if address else "")


def join(site: Path, toc: Path) -> Whole:
    """Read the pages of a site and make them fit for one page.

    Args:
        site: The folder of the built site.
        toc: The table of contents.
    """
    parts = _parts_of(toc)
    names = [name for some in parts.values() for name in some]
    articles = {name: Article((site / f"{name}.html").read_text("utf-8")) for name in names}
    taken = {place_of(name) for name in names}
    anchors = {name: _rename(name, article, taken) for name, article in articles.items()}
    for name, article in articles.items():
        _link(anchors, name, article)
    opened = '<article class="bd-article" id="{}">{}</article>'
    return Whole({name: opened.format(place_of(name), article) for name, article in articles.items()}, parts)


def place_of(name: str) -> str:
    """Return the id of a whole page."""
    return f"page-{name}"


def words_of(html: str) -> str:
    """Return the words of a heading."""
    return " ".join(unescape(re.sub("<[^>]*>", "", html)).split())


def _parts_of(toc: Path) -> dict[str, list[str]]:
    contents = yaml.safe_load(toc.read_text("utf-8"))
    parts = {"": [contents["root"]]}
    for part in contents["parts"]:
        names = [chapter["file"] for chapter in part["chapters"] if chapter["file"] not in PAGES_LEFT_OUT]
        if part["caption"] != PART_LEFT_OUT and names:
            parts[part["caption"]] = names
    return parts


def _rename(name: str, article: Article, taken: set[str]) -> dict[str, str]:
    """Give the ids of an article names that no other has; return what each of its own is called now."""
    anchors = {}
    for _, attributes in article.tags():
        if old := attributes.get("id"):
            new = old
            while new in taken:
                new = f"{name}-{new}"
            taken.add(new)
            anchors[old] = attributes["id"] = new
    changed = {old: new for old, new in anchors.items() if old != new}
    for _, attributes in article.tags() if changed else ():
        _follow(attributes, changed)
    return anchors


def _follow(attributes: dict[str, str | None], changed: dict[str, str]) -> None:
    """Let a tag name other parts of its page as they are called now."""
    for key, value in attributes.items():
        if key in REFERENCES and value:
            attributes[key] = " ".join(changed.get(word, word) for word in value.split())
        elif value and "url(#" in value:
            attributes[key] = re.sub(r"(?<=url\(#)[^)]+", lambda found: changed.get(found[0], found[0]), value)


def _link(anchors: dict[str, dict[str, str]], name: str, article: Article) -> None:
    """Let the links of an article stay inside, where what they lead to is inside."""
    for tag, attributes in article.tags():
        if tag != "a" or not attributes.get("href"):
            continue
        target = urlsplit(attributes["href"] or "")
        page = unquote(target.path).removesuffix(".html") or name
        if not target.scheme and not target.netloc and page in anchors:
            attributes["href"] = f"#{anchors[page].get(unquote(target.fragment), place_of(page))}"


def render(whole: Whole, site: Path, **more: object) -> str:
    """Return the page of everything.

    Args:
        whole: The joined pages.
        site: The folder of the built site, whose styles the page takes.
        more: What else the template is to know.
    """
    # Only now: a worker that runs pages reads this module, too, before it looks into this project first.
    from lesson_code import __version__

    loader = jinja2.FileSystemLoader(ROOT / "book" / "_templates")
    template = jinja2.Environment(loader=loader, autoescape=True).get_template(TEMPLATE)
    theme = THEME.search((site / "index.html").read_text("utf-8"))
    return template.render(
        whole=whole,
        settings=settings_of(),
        version=__version__,
        theme=theme[0] if theme else "",
        styles=[path.name for name in ("course", "maths") for path in sorted((site / "_static").glob(f"{name}.*.css"))],
        **more,
    )


def write_page(site: Path, toc: Path) -> None:
    """Write the page of everything into the site, unless the one there is younger than all it is made of."""
    page = site / NAME
    made_of = [path for path in site.glob("*.html") if path != page]
    made_of += [toc, ROOT / "_config.yml", ROOT / "book" / "_templates" / TEMPLATE]
    if not page.is_file() or page.stat().st_mtime_ns <= max(path.stat().st_mtime_ns for path in made_of):
        write_whole(page, with_policy(render(join(site, toc), site)))
