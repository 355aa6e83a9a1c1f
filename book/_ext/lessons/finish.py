"""The last steps on the built site: one script and one style sheet, a security policy, pictures with their size.

Sphinx writes only the pages that have changed, so each step leaves a page alone that has been
through it, and mends the names of files in pages that were written by an earlier build.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from lessons import maths
from lessons.assets import NOT_SERVED, SCRIPTS, STYLES, Parts, named
from lessons.pictures import with_sizes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What a page may load. A page that is read from disk is of no origin that 'self' would mean in every browser, hence
#: ``file:``, which a page from the web can never load. WebAssembly and a worker run answers; the player of a video is
#: asked for only when a reader wants it.
POLICY = {
    "default-src": "'self' file:",
    "script-src": "'self' file: 'wasm-unsafe-eval'",
    "style-src": "'self' file: 'unsafe-inline'",
    "img-src": "'self' file: data:",
    "font-src": "'self' file:",
    "connect-src": "'self'",
    "worker-src": "blob:",
    "frame-src": "https://www.youtube-nocookie.com",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self' file:",
}
SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL)
RUNNABLE = ("", "text/javascript", "module")
OLD_POLICY = re.compile(r'\s*<meta http-equiv="Content-Security-Policy"[^>]*>')
CHARSET = re.compile(r"<meta charset=[^>]*>")
CLASSES = re.compile(r'\bclass="([^"]*)"')
BUNDLES = ("course.js", "course.css", "maths.css")


def finish(app: Sphinx, failure: Exception | None) -> None:
    """Take the last steps, when a site of pages has been built."""
    if failure is not None or app.builder.name != "html" or app.config.html_theme != "sphinx_book_theme":
        return
    static = Path(app.outdir) / "_static"
    pages = {file: file.read_text("utf-8") for file in sorted(Path(app.outdir).glob("*.html"))}
    parts = Parts(Path(app.doctreedir) / "theirs", Path(app.srcdir) / "_static")
    take_out(static, parts)
    names = bundle(static, parts, {name for text in pages.values() for name in _classes_of(text)})
    for file, text in pages.items():
        if (done := with_policy(with_sizes(with_names(text, names), file.parent))) != text:
            file.write_text(done, "utf-8", newline="\n")


def take_out(static: Path, parts: Parts) -> None:
    """Move what the bundles are made of out of the site, and remove what no page asks for."""
    for pattern in (*SCRIPTS, *STYLES, "searchtools.js"):
        for file in static.glob(pattern):
            # A new version of a package may bring the file by another name.
            for old in parts.theirs.glob(pattern):
                old.unlink()
            kept = parts.theirs / file.relative_to(static)
            kept.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copy if pattern == "searchtools.js" else shutil.move)(file, kept)
    unwanted = [path for pattern in NOT_SERVED for path in static.glob(pattern)]
    for path in unwanted:
        if not (parts.ours / path.name).exists():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for file in parts.ours.rglob("*"):
        if file.suffix in (".css", ".js"):
            (static / file.relative_to(parts.ours)).unlink(missing_ok=True)


def bundle(static: Path, parts: Parts, classes: set[str]) -> dict[str, str]:
    """Write the bundles.

    Returns:
        The name of the file that each bundle has now.
    """
    texts = {"course.js": parts.script(), "course.css": parts.styles(classes), "maths.css": maths.styles(classes)}
    names = {bundle: named(bundle, text) for bundle, text in texts.items()}
    for name in BUNDLES:
        for old in static.glob(_pattern_of(name)):
            old.unlink()
        (static / names[name]).write_text(texts[name], "utf-8", newline="\n")
    maths.copy_fonts(static / "fonts")
    return names


def _pattern_of(name: str) -> str:
    return name.replace(".", ".??????????.")


def with_names(html: str, names: dict[str, str]) -> str:
    """Return a page that asks for the bundles by the names they have now."""
    for bundle, name in names.items():
        stem, _, ending = bundle.partition(".")
        html = re.sub(rf"(_static/){stem}(\.[0-9a-f]{{10}})?\.{ending}\b", rf"\g<1>{name}", html)
    return html


def with_policy(html: str) -> str:
    """Return a page that allows only what it holds itself and what its own site serves."""
    html = OLD_POLICY.sub("", html)
    sources = {**POLICY, "script-src": " ".join([POLICY["script-src"], *hashes(html)])}
    content = "; ".join(f"{name} {allowed}" for name, allowed in sources.items())
    meta = f'\n    <meta http-equiv="Content-Security-Policy" content="{content}" />'
    return CHARSET.sub(lambda found: found[0] + meta, html, count=1)


def hashes(html: str) -> list[str]:
    """Return what the policy calls each script that stands in a page itself."""
    found = []
    for script in SCRIPT.finditer(html):
        kind = re.search(r'\btype="([^"]*)"', script["attributes"])
        if not re.search(r"\bsrc=", script["attributes"]) and (kind[1] if kind else "") in RUNNABLE:
            digest = base64.b64encode(hashlib.sha256(script["body"].encode()).digest()).decode()
            found.append(f"'sha256-{digest}'")
    return list(dict.fromkeys(found))


def _classes_of(html: str) -> set[str]:
    return {name for attribute in set(CLASSES.findall(html)) for name in attribute.split()}


def setup(app: Sphinx) -> None:
    """Come last of all, when the files are written."""
    app.connect("build-finished", finish, priority=900)
