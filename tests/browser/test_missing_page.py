"""The page that hosts send for an address that leads nowhere, at any depth."""

import os
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.site, pytest.mark.slow, pytest.mark.browser]

ROOT = Path(__file__).resolve().parent.parent.parent
SITE = Path(os.environ.get("LESSON_SITE") or ROOT / "_build" / "html")
FOLDER = "some/where"


class _Host(SimpleHTTPRequestHandler):
    """Sends ``404.html`` for whatever is missing, as those do that publish static sites."""

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(f"/{FOLDER}")
        return super().translate_path(inside if inside != path else "/not/there")

    def send_error(self, code: int, *_: object) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Write no line for a request."""


@pytest.fixture(scope="module")
def host():
    """Return the address of such a host."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/{FOLDER}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 390, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("wrong", ["neurons.html", "no/such/page.html", "a/b/c/", "neuron.html/x"])
def test_a_wrong_address_leads_back_from_any_depth(host, page, wrong):
    answer = page.goto(host + wrong)
    assert answer.status == 404
    link = page.get_by_role("link", name="One neuron")
    expect(link).to_have_js_property("href", f"{host}neuron.html")
    link.click()
    page.wait_for_selector("article h1")
    assert page.url == f"{host}neuron.html"


def test_a_search_from_a_wrong_address_arrives(host, page):
    page.goto(f"{host}a/b/c.html")
    expect(page.locator("form")).to_have_js_property("action", f"{host}search.html")
    page.get_by_label("Words to search for").fill("sigmoid")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results li a")
    assert page.url == f"{host}search.html?q=sigmoid"


def test_outside_the_course_the_page_can_be_read_at_least(host, page):
    page.goto(host.replace(FOLDER, "elsewhere"))
    assert page.inner_text("h1") == "There is no page at this address"
