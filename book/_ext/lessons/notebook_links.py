"""Links to the notebooks of a lesson: to download, and to open in Colab and Binder where the site says where they lie.

Both services read notebooks from a branch of a repository on GitHub, so ``lessons_repository`` and
``lessons_notebooks_branch`` in ``_config.yml`` must name one: a branch with the content of the site's folder
``notebooks`` at its root.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from sphinx.config import Config

__all__ = ["links_of", "online", "requirement"]

HOST = "github.com"
ONE, ALL = "this lesson (.ipynb)", "all lessons (.zip)"


def online(config: Config, file: str) -> dict[str, str]:
    """Return where a notebook opens without being downloaded, by the name of the service.

    Args:
        config: The settings of the book.
        file: The name of the notebook.

    Raises:
        ExtensionError: A branch is named, but no repository that the services know.
    """
    branch = config.lessons_notebooks_branch
    if not branch:
        return {}
    address = urlsplit(config.lessons_repository)
    if address.netloc != HOST:
        raise ExtensionError(
            f"lessons_notebooks_branch: '{branch}' is a branch of no repository that Colab and Binder know; "
            f"set lessons_repository to https://{HOST}/owner/name, or leave the branch empty"
        )
    place = quote(address.path.strip("/"))
    return {
        "Colab": f"https://colab.research.google.com/github/{place}/blob/{quote(branch)}/{quote(file)}",
        "Binder": f"https://mybinder.org/v2/gh/{place}/{quote(branch, safe='')}?labpath={quote(file)}",
    }


def requirement(config: Config) -> str:
    """Return what pip installs the course's package from; nothing where no repository is known."""
    if not config.lessons_repository:
        return ""
    return f"lesson-code @ git+{config.lessons_repository}@{config.lessons_branch}"


def links_of(config: Config, folder: str, page: str, instructor: str) -> str:
    """Return the line with the links, as HTML.

    Args:
        config: The settings of the book.
        folder: Where the notebooks lie in the site.
        page: The name of the lesson.
        instructor: What the name of a notebook for instructors ends with; empty where there is none.
    """
    file = f"{page}.ipynb"
    parts = [_download(f"{folder}/{file}", ONE)]
    parts += [f'<a href="{escape(address)}">open in {name}</a>' for name, address in online(config, file).items()]
    parts += [_download(f"{folder}/notebooks.zip", ALL)]
    hidden = ""
    if instructor:
        own = _download(f"{folder}/{page}{instructor}.ipynb", ONE)
        every = _download(f"{folder}/notebooks{instructor}.zip", ALL)
        words = f"<br>For instructors, with solutions: {own} · {every}"
        hidden = f'<span class="lesson-instructor" hidden="hidden">{words}</span>'
    return f'\n<p class="lesson-notebooks">As a notebook: {" · ".join(parts)}{hidden}</p>'


def _download(address: str, words: str) -> str:
    return f'<a href="{escape(address)}" download>{words}</a>'
