"""What the site shows at its door: words for whoever shares a page, a map of the pages, a page for wrong addresses.

The published address is ``html: baseurl:`` in ``_config.yml`` and nowhere else. As long as it is
empty the site claims no address: no canonical links, no map, no pictures for shared pages, all of
which need one.
"""

from __future__ import annotations

import shutil
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit
from xml.sax.saxutils import escape as escape_xml

from docutils import nodes
from sphinx.errors import ExtensionError

from lessons.cards import CARD_SIZE, draw_card
from lessons.elements import Block
from lessons.pages import lessons_by_part

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

#: The page that hosts send when an address leads nowhere.
MISSING = "404"
CARDS = "cards"
#: A description longer than this is cut by whoever shows it.
LONGEST = 200


def check_address(app: Sphinx, config: Config) -> None:
    """Refuse an address that could not be one, and end it with a slash, so that names can be appended."""
    address = config.html_baseurl
    if not address:
        return
    if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).netloc:
        raise ExtensionError(f"html: baseurl: '{address}' is no address; write https://…, or leave it empty")
    config.html_baseurl = address.rstrip("/") + "/"


def describe(doctree: nodes.document) -> str:
    """Return the first paragraph of a page in whole sentences, without blocks and formulas; or nothing."""
    for paragraph in doctree.findall(nodes.paragraph):
        inside = (nodes.section, nodes.document, nodes.container)
        plain = isinstance(paragraph.parent, inside) and not paragraph["classes"] and not _inside_block(paragraph)
        if plain and not list(paragraph.findall(nodes.math)):
            return _shorten(" ".join(paragraph.astext().split()))
    return ""


def _inside_block(node: nodes.Node) -> bool:
    while node.parent is not None:
        node = node.parent
        if isinstance(node, Block):
            return True
    return False


def _shorten(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    sentences = text[:LONGEST].rpartition(". ")[0]
    return f"{sentences}." if sentences else f"{text[:LONGEST].rpartition(' ')[0]} …"


def add_words_for_sharing(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put description and Open Graph tags into the head of a page that an author has written."""
    if doctree is None:
        return
    is_home = pagename == app.config.root_doc
    words = {
        "og:title": app.env.titles[pagename].astext(),
        "og:site_name": app.env.titles[app.config.root_doc].astext(),
        "og:type": "website" if is_home else "article",
    }
    if description := describe(doctree):
        words["og:description"] = description
        context["metatags"] += f'\n<meta name="description" content="{escape(description)}" />'
    if app.config.html_baseurl:
        words |= _picture_tags(app, pagename)
    for name, value in words.items():
        key = "property" if name.startswith("og:") else "name"
        context["metatags"] += f'\n<meta {key}="{name}" content="{escape(value)}" />'


def _picture_tags(app: Sphinx, pagename: str) -> dict[str, str]:
    card = pagename if pagename in cards_of(app.env) else app.config.root_doc
    title, part = cards_of(app.env)[card]
    width, height = CARD_SIZE
    return {
        "og:url": urljoin(app.config.html_baseurl, app.builder.get_target_uri(pagename)),
        "og:image": urljoin(app.config.html_baseurl, f"{CARDS}/{card}.png"),
        "og:image:width": str(width),
        "og:image:height": str(height),
        "og:image:alt": f"{title}. {part}" if part else title,
        "twitter:card": "summary_large_image",
    }


def cards_of(env: BuildEnvironment) -> dict[str, tuple[str, str]]:
    """Return title and part of every page that has a card of its own: the lessons, and the home page for all others."""
    root = env.config.root_doc
    cards = {root: (env.titles[root].astext(), "")}
    for part, names in lessons_by_part(env).items():
        cards |= {name: (env.titles[name].astext(), part) for name in names}
    return cards


def add_lessons_to_missing(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Tell the page for wrong addresses where the site begins, if that is known, and which lessons there are."""
    if pagename != MISSING:
        return
    target = app.builder.get_target_uri
    address = app.config.html_baseurl
    context["begin"] = urlsplit(address).path if address else ""
    context["address_known"] = bool(address)
    context["lessons"] = {
        part: [(target(name), app.env.titles[name].astext()) for name in names]
        for part, names in lessons_by_part(app.env).items()
    }


def write_for_the_world(app: Sphinx, failure: Exception | None) -> None:
    """Write the map of the site and the cards, if the address is known; none are left of an earlier one."""
    if failure is not None or app.builder.name != "html":
        return
    world_map, folder = Path(app.outdir) / "sitemap.xml", Path(app.outdir) / CARDS
    shutil.rmtree(folder, ignore_errors=True)
    world_map.unlink(missing_ok=True)
    if not app.config.html_baseurl:
        return
    world_map.write_text(make_map(app), encoding="utf-8")
    folder.mkdir()
    for name, (title, part) in cards_of(app.env).items():
        course = app.env.titles[app.config.root_doc].astext() if part else ""
        draw_card(course, title, part or "Lessons that run, answers that are checked", folder / f"{name}.png")


def make_map(app: Sphinx) -> str:
    """Return the list of all written pages as search engines read it."""
    targets = [app.builder.get_target_uri(name) for name in sorted(app.env.found_docs)]
    lines = [f"  <url><loc>{escape_xml(urljoin(app.config.html_baseurl, target))}</loc></url>" for target in targets]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join([head, *lines, "</urlset>", ""])


def setup(app: Sphinx) -> None:
    """Connect to Sphinx; the files are written after the pages."""
    app.connect("config-inited", check_address)
    app.connect("html-page-context", add_words_for_sharing)
    app.connect("html-page-context", add_lessons_to_missing)
    app.connect("build-finished", write_for_the_world)
