"""Measure what a lesson page asks of a reader: ``python benchmarks/page_weight.py``.

Each page of the built site is compared with the same page built by Jupyter Book as it comes: the same Markdown, the
same outputs and the directives of the course, without its theme, its formulas and its last steps. Both are served by
the same server, which compresses text, and opened by the same browser with an empty cache, in turns.

Promises, for every page with a graded exercise, a quiz or a figure:

- at most 0.7 of the bytes, compressed and not, when it is read to its end, so that every picture is loaded;
- fewer requests;
- in the median the largest paint is no later, on a line of 1.6 Mbit/s with 150 ms to the server.

What the stock page asks other hosts for (MathJax, and what that loads) is stopped, and counted as requests of no bytes,
which is less than it costs. Exits with 1 where a promise is broken.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

import yaml
from playwright.sync_api import Browser, Response, Route, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OUT = Path(os.environ["LESSON_SITE"]).parent if os.environ.get("LESSON_SITE") else ROOT / "_build"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
N_PAINTS = 3
KINDS = ("first", "sent", "raw")
MOST = 0.7
# What our pages have that Jupyter Book knows nothing of; also what other modules of ours would add to the stock page.
OURS = ("maths", "theme", "finish", "front", "searched")
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
READ = """
Promise.all([...document.images].map((picture) => {
  picture.loading = "eager";
  return picture.complete || new Promise((done) => { picture.onload = picture.onerror = done; });
}))
"""
LARGEST = """
new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true }))
"""


@dataclass
class Weight:
    """What a visit to a page costs.

    Attributes:
        first: Compressed bytes until the page stands still.
        sent: Compressed bytes until its end has been read.
        raw: The same bytes, not compressed.
        requests: How many requests that takes.
        paint: When the largest part is painted, in ms.
    """

    first: int = 0
    sent: int = 0
    raw: int = 0
    requests: int = 0
    paint: float = 0.0


class Compressing(SimpleHTTPRequestHandler):
    """Serves a folder, text compressed, as hosts of sites do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file, and in a header of our own how long it is."""
        file = Path(self.translate_path(self.path.partition("?")[0]))
        if not file.is_file():
            self.send_error(404)
            return
        body = raw = file.read_bytes()
        self.send_response(200)
        if file.suffix in (".html", ".css", ".js", ".svg", ".json"):
            body = gzip.compress(raw, 9, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Raw", str(len(raw)))
        self.end_headers()
        # A page that is closed may leave a picture on its way.
        with suppress(ConnectionError):
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Write no line for a request."""


def serve(site: Path) -> str:
    """Serve a site to this computer until the end, and return its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressing, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}/"


def visit(browser: Browser, base: str, page: str, slow: bool = False) -> Weight:
    """Open a page with an empty cache, and return what that cost."""
    weight = Weight()
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()

    def decide(route: Route) -> None:
        weight.requests += 1
        route.continue_() if route.request.url.startswith((base, "data:")) else route.abort()

    def weigh(response: Response) -> None:
        weight.sent += int(response.headers.get("content-length", 0))
        weight.raw += int(response.headers.get("x-raw", 0))

    context.route(re.compile("^(?!data:)"), decide)
    tab.on("response", weigh)
    if slow:
        context.new_cdp_session(tab).send("Network.emulateNetworkConditions", LINE)
    tab.goto(f"{base}{page}.html", wait_until="networkidle")
    weight.paint = tab.evaluate(LARGEST)
    if not slow:
        weight.first = weight.sent
        tab.evaluate(READ)
    context.close()
    return weight


def build_stock(folder: Path) -> Path:
    """Build the same pages with Jupyter Book as it comes, and return the site."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in (name for name in names if (ROOT / name).is_file() and not name.startswith("book/_templates/")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    shutil.rmtree(folder / "book" / "_static")
    package = folder / "book" / "_ext" / "lessons" / "__init__.py"
    text = package.read_text("utf-8")
    package.write_text(re.sub(rf'^    "({"|".join(OURS)})",\n', "", text, flags=re.MULTILINE), "utf-8")
    (folder / "_config.yml").write_text(yaml.safe_dump(stock_settings()), "utf-8")
    book = [str(Path(sys.executable).parent / "jupyter-book"), "build", "book", "--path-output", ".", "--quiet"]
    book += ["--config", str(folder / "_config.yml"), "--toc", str(folder / "_toc.yml")]
    done = subprocess.run(
        book,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"the stock book was not built:\n{done.stderr[-2000:]}")
    return folder / "_build" / "html"


def stock_settings() -> dict[str, object]:
    """Return the settings that the pages need, and no others."""
    ours = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    needed = ("bibtex_bibfiles", "bibtex_default_style", "bibtex_reference_style", "numfig", "math_numfig")
    return {
        **{name: ours[name] for name in ("title", "author", "only_build_toc_files", "exclude_patterns", "parse")},
        "execute": {"execute_notebooks": "off"},
        "sphinx": {
            "local_extensions": ours["sphinx"]["local_extensions"],
            "extra_extensions": ["sphinxcontrib.bibtex"],
            "config": {
                **{name: ours["sphinx"]["config"][name] for name in needed},
                "lessons_executed": str(OUT / "executed"),
                "lessons_runs": str(OUT / "runs"),
            },
        },
    }


def lessons(site: Path) -> list[str]:
    """Return the names of the lessons of the built site."""
    return sorted(file.stem for file in site.glob("*.html") if "lesson-keypoints" in file.read_text("utf-8"))


def main() -> int:
    """Measure, print a table, return the exit code."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None or not (OUT / "html" / "index.html").is_file():
        raise SystemExit("page_weight needs Chromium and the built site")
    pages = lessons(OUT / "html")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        bases = serve(OUT / "html"), serve(build_stock(Path(folder)))
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        costs = [[visit(browser, base, page) for base in bases] for page in pages]
        paints = [
            [[visit(browser, base, page, slow=True).paint for base in bases] for _ in range(N_PAINTS)] for page in pages
        ]
        browser.close()
    for cost, paint in zip(costs, paints, strict=True):
        for weight, seconds in zip(cost, zip(*paint, strict=True), strict=True):
            weight.paint = median(seconds)
    return report(pages, costs)


def report(pages: list[str], costs: list[list[Weight]]) -> int:
    """Print what each page costs, ours against stock, and say which promises hold; return the exit code."""
    print(f"{'page':<24}{'KB at first':>14}{'KB to the end':>16}{'ratio':>7}", end="")
    print(f"{'raw':>16}{'ratio':>7}{'requests':>10}{'largest paint s':>17}")
    for page, (ours, stock) in zip(pages, costs, strict=True):
        first, sent, raw = (f"{getattr(ours, kind) / 1000:.0f} of {getattr(stock, kind) / 1000:.0f}" for kind in KINDS)
        requests, paint = f"{ours.requests} / {stock.requests}", f"{ours.paint / 1000:.2f} / {stock.paint / 1000:.2f}"
        print(f"{page:<24}{first:>14}{sent:>16}{ours.sent / stock.sent:>7.2f}", end="")
        print(f"{raw:>16}{ours.raw / stock.raw:>7.2f}{requests:>10}{paint:>17}")
    promises = {
        f"at most {MOST} of the compressed bytes": all(ours.sent <= MOST * stock.sent for ours, stock in costs),
        f"at most {MOST} of the bytes": all(ours.raw <= MOST * stock.raw for ours, stock in costs),
        "fewer requests": all(ours.requests < stock.requests for ours, stock in costs),
        "largest paint no later": median(ours.paint / stock.paint for ours, stock in costs) <= 1,
    }
    for promise, holds in promises.items():
        print(f"{'holds ' if holds else 'BROKEN'}  {promise}")
    return 0 if all(promises.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
