"""Where the source of the course lies: ``lessons_repository`` and ``lessons_branch`` in ``_config.yml``, nowhere else.

As long as the address is empty, nothing on the site points to a repository.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: The folder of the pages in the repository.
SOURCE = "book"


def check_repository(app: Sphinx, config: Config) -> None:
    """Refuse an address that could not be one, and leave out what is no part of it."""
    address = config.lessons_repository
    if not address:
        return
    if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).path.strip("/"):
        raise ExtensionError(
            f"lessons_repository: '{address}' is no repository; write https://github.com/owner/name, or leave it empty"
        )
    config.lessons_repository = address.rstrip("/").removesuffix(".git")


def source_link(config: Config, page: str, how: str, line: int = 0) -> str:
    """Return the address of a page's source.

    Args:
        config: The settings of the book.
        page: The name of the page.
        how: ``edit`` opens an editor, ``blob`` shows the text.
        line: The line to be shown, if there is one.
    """
    address = f"{config.lessons_repository}/{how}/{quote(config.lessons_branch)}/{SOURCE}/{quote(page)}.md"
    return f"{address}?plain=1#L{line}" if line else address


def issue_link(config: Config, title: str, body: str) -> str:
    """Return the address of the form for a new issue, filled in."""
    return f"{config.lessons_repository}/issues/new?{urlencode({'title': title, 'body': body}, quote_via=quote)}"


def setup(app: Sphinx) -> None:
    """Register the settings; a change writes the pages anew."""
    app.add_config_value("lessons_repository", "", "html")
    app.add_config_value("lessons_branch", "main", "html")
    app.connect("config-inited", check_repository)
