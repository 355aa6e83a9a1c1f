"""Measure how long a reader waits for a check inside a page: ``python benchmarks/page.py``.

Three promises, of medians from this run, on the built site (``make book``), served from this machine:

- before the first click on *Check*, a page loads nothing of what runs Python: 0 bytes;
- the first check of a visit, with an empty cache, shows its report after at most 3 s (the aim is 1.5 s);
- every further one after at most 0.1 s.

Each visit is a fresh browser profile. The time runs from the click until the report is in the page; further checks
take turns between a right and a wrong answer and follow each other at once. Exits with 1 where a promise is broken.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, Response, sync_playwright

from lesson_code.exercises import load
from lesson_code.grading.stubs import answer

ROOT = Path(__file__).resolve().parent.parent
SITE = Path(os.environ.get("LESSON_SITE") or ROOT / "_build" / "html")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
NAME = "neuron_output"
RIGHT = answer(load(NAME), load(NAME).reference)
WRONG = answer(load(NAME), load(NAME).misconceptions[0].function)
CHECK = """([name, text]) => new Promise((resolve) => {
    const block = document.getElementById(`graded-${name}`);
    const editor = block.querySelector("textarea");
    editor.value = text;
    editor.dispatchEvent(new Event("input", { bubbles: true }));
    const button = [...block.querySelectorAll("button")].find(({ textContent }) => textContent === "Check");
    const begin = performance.now();
    block.addEventListener("lesson:checked", ({ detail }) => requestAnimationFrame(() => resolve({
        seconds: (performance.now() - begin) / 1000, earned: detail.earned })), { once: true });
    button.click();
})"""


@dataclass(frozen=True)
class Visit:
    """What one visit has shown.

    Attributes:
        before: Bytes of the runtime that came before the first click.
        loaded: Bytes of the runtime that came with the first check.
        first: Seconds of the first check.
        again: Seconds of each further one.
    """

    before: int
    loaded: int
    first: float
    again: list[float]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Write no line for a request."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def check(page: Page, text: str, right: bool) -> float:
    """Check an answer; return the seconds until its report was there."""
    found = page.evaluate(CHECK, [NAME, text])
    if (found["earned"] == load(NAME).points - 1) != right:  # one of its cases runs at grading only
        raise SystemExit(f"the page gave {found['earned']} points for\n{text}")
    return float(found["seconds"])


def visit(browser: Browser, address: str, n_checks: int) -> Visit:
    """Visit a page with an empty cache and check answers in it."""
    sizes: list[int] = []

    def count(response: Response) -> None:
        if "/runtime/" in response.url:
            sizes.append(int(response.headers.get("content-length", 0)))

    context = browser.new_context()
    page = context.new_page()
    page.on("response", count)
    page.goto(f"{address}/{load(NAME).page}.html", wait_until="networkidle")
    before = sum(sizes)
    first = check(page, RIGHT, True)
    again = [check(page, WRONG if index % 2 else RIGHT, index % 2 == 0) for index in range(n_checks)]
    context.close()
    return Visit(before, sum(sizes) - before, first, again)


def report(visits: Sequence[Visit]) -> int:
    """Print the table; return the exit code."""
    again = [seconds for one in visits for seconds in one.again]
    rows = [
        ("bytes before the first click", max(one.before for one in visits), 0, ".0f"),
        ("first check of a visit, s", median(one.first for one in visits), 3.0, ".2f"),
        ("every further check, s", median(again), 0.1, ".3f"),
    ]
    print(f"medians of {len(visits)} visits and {len(again)} further checks; {os.cpu_count()} processors")
    print(f"the first check loads {visits[0].loaded / 1e6:.1f} MB; the slowest further one took {max(again):.3f} s\n")
    print(f"{'what':<32}{'measured':>10}{'at most':>9}")
    for what, value, most, form in rows:
        print(f"{what:<32}{value:>10{form}}{most:>9{form}}{'' if value <= most else '  broken'}")
    return 0 if all(value <= most for _, value, most, _ in rows) else 1


def main() -> int:
    """Measure, print a table, return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--visits", type=int, default=5, metavar="N")
    parser.add_argument("--checks", type=int, default=20, metavar="N", help="further checks in each visit")
    options = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None or not (SITE / "runtime").is_dir():
        print("this needs Chromium and the built site: see make book", file=sys.stderr)
        return 2
    with sync_playwright() as playwright, served(SITE) as address:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        visits = [visit(browser, address, options.checks) for _ in range(options.visits)]
        browser.close()
    return report(visits)


if __name__ == "__main__":
    raise SystemExit(main())
