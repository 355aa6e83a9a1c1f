"""A browser on the built site, served from a sub-folder; whatever asks another host is stopped and noted."""

import os
import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
# A build elsewhere may be looked at, too.
SITE = Path(os.environ.get("LESSON_SITE") or ROOT / "_build" / "html")
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# A published course seldom lies at the root of its host.
FOLDER = "some/where"


class _Quiet(SimpleHTTPRequestHandler):
    """Serves the site below `FOLDER`, and nothing else."""

    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(f"/{FOLDER}")
        return super().translate_path(inside if inside != path else "/not/there")

    def log_message(self, *_: object) -> None:
        """Write no line for a request."""


@dataclass
class Visit:
    """A page in the browser, and what it said and asked for while it was open."""

    page: Page
    base: str
    outside: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def open(self, name: str) -> Page:
        """Go to a page of the site by its name, with or without ``.html``, a query or an anchor, and wait for it."""
        self.page.goto(self.base + (name if ".html" in name else f"{name}.html"))
        return self.page


# Playwright keeps an event loop running while a browser is open, and no other test could have one: it closes with
# the last test of this package.
@pytest.fixture(scope="package")
def chromium():
    """Return a running browser; without one, skip with one clear line, but never in the gate."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        words = "no browser is installed: the tests in a browser need Chromium (on Debian `apt install chromium`)"
        pytest.fail(words) if os.environ.get("CI") else pytest.skip(words)
    with sync_playwright() as playwright:
        # Root, as which containers run, may not have a sandbox.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def base():
    """Return the address of the served site, with a slash at its end."""
    if not (SITE / "index.html").is_file():
        pytest.fail("there is no built site: run `make book` first")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/{FOLDER}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="package")
def visiting(chromium, base):
    """Return a context manager that gives a fresh `Visit`; its arguments are those of Playwright's ``new_context``."""

    @contextmanager
    def visiting(width=1280, theme="light", **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, accept_downloads=True, **options
        )
        visit = Visit(context.new_page(), base)

        def decide(route: Route) -> None:
            address = route.request.url
            visit.asked.append(address)
            if address.startswith((base, "data:", "blob:")):
                route.continue_()
            else:
                visit.outside.append(address)
                route.abort()

        context.route("**/*", decide)
        visit.page.on("requestfailed", lambda request: visit.failed.append(request.url))
        visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
        visit.page.on("console", lambda said: visit.errors.append(said.text) if said.type == "error" else None)
        try:
            yield visit
        finally:
            context.close()

    return visiting


@pytest.fixture
def visit(visiting):
    """Return a fresh visit to the site, 1280 pixels wide and light."""
    with visiting() as visit:
        yield visit
