"""The scripts and styles of all pages, in one file each.

What Sphinx, the theme and our own ``_static`` would link one by one is put together when a build
ends, in a file whose name changes with what is in it, so that a browser may keep it for ever. Of
the styles of others only those rules remain that a page of this site can meet.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from sphinx.errors import ExtensionError

from lessons.slim import slim

#: Where storage is forbidden, this one fails at once: nothing may come after it.
LAST = "sphinx_highlight.js"
#: Names that others rely on, so that they cannot be shut in.
OPEN_SCRIPTS = ("documentation_options.js", "doctools.js", LAST)
SCRIPTS = (
    *OPEN_SCRIPTS,
    "clipboard.min.js",
    "copybutton.js",
    "scripts/sphinx-book-theme.js",
    "scripts/pydata-sphinx-theme.js",
)
STYLES = (
    "basic.css",
    "styles/pydata-sphinx-theme.css",
    "pygments.css",
    "styles/sphinx-book-theme.css",
    "copybutton.css",
    "mystnb.*.css",
)
#: What is linked otherwise and not needed: a translation from English to English, styles that import others.
NOT_LINKED = ("translations.js", "styles/theme.css")
#: What others copy into the site and no page of ours asks for.
NOT_SERVED = (
    "scripts",
    "styles",
    "vendor",
    "locales",
    "images",
    "*webpack-macros.html",
    "copybutton_funcs.js",
    "design-tabs.js",
    "translations.js",
    "file.png",
    "minus.png",
    "plus.png",
    "*-solid.svg",
    "copy-button.svg",
)
WORD = re.compile(r"[A-Za-z_][\w-]*")
ICON_FONT = re.compile(r"fa(-.*|[bdlrst]|sharp.*)?")
MAP = re.compile(r"^(//# sourceMappingURL=.*|/\*# sourceMappingURL=.*?\*/)$", re.MULTILINE)


@dataclass(frozen=True)
class Parts:
    """Where the parts lie.

    Attributes:
        theirs: The folder with the files of Sphinx, its extensions and the theme.
        ours: The folder with the files of the course.
    """

    theirs: Path
    ours: Path

    def script(self) -> str:
        """Return all scripts as one, in which a failure of one part leaves the others alone."""
        theirs = {name: _read(self.theirs, name) for name in SCRIPTS}
        last = {LAST: theirs.pop(LAST)}
        ours = {file.name: file.read_text("utf-8") for file in sorted(self.ours.rglob("*.js"))}
        return "".join(_part_of_script(name, MAP.sub("", text)) for name, text in (theirs | ours | last).items())

    def styles(self, classes: set[str]) -> str:
        """Return all styles as one.

        Args:
            classes: The classes that pages have, without those that scripts give.
        """
        words = classes | set(WORD.findall(self.script() + _read(self.theirs, "searchtools.js")))
        ours = [file.read_text("utf-8") for file in sorted(self.ours.rglob("*.css"))]
        return "\n".join([self._slim_styles(words), *ours])

    def _slim_styles(self, words: set[str]) -> str:
        """Return the rules of others that can be met, from an earlier build if nothing has changed since."""
        theirs = "\n".join(_read(self.theirs, name) for name in STYLES)
        store = self.theirs / named("slim.css", theirs + " ".join(sorted(words)))
        if not store.is_file():
            for old in self.theirs.glob("slim.*.css"):
                old.unlink()
            store.write_text(slim_theirs(MAP.sub("", theirs), words), "utf-8")
        return store.read_text("utf-8")


def slim_theirs(css: str, words: set[str]) -> str:
    """Return the rules that the pages can meet, without the theme's icon font: our icons are drawings."""
    return slim(
        css,
        lambda name: name in words and not ICON_FONT.fullmatch(name),
        lambda kind, name: "awesome" not in name.lower() and not name.startswith("fa-"),
    )


def _part_of_script(name: str, text: str) -> str:
    if name in OPEN_SCRIPTS:
        return f"{text};\n"
    return f"try {{\n{text}\n}} catch (error) {{ reportError(error); }}\n"


def _read(folder: Path, pattern: str) -> str:
    files = list(folder.glob(pattern))
    if len(files) != 1:
        raise ExtensionError(f"the theme should bring one file {pattern}, and brings {len(files)}")
    return files[0].read_text("utf-8")


def named(name: str, content: str) -> str:
    """Return a file name that changes with the content: ``course.js`` becomes ``course.3f2a….js``."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content.encode()).hexdigest()[:10]}{dot}{ending}"
