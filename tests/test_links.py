"""The check of outside links, against a server of our own that refuses, forgets, moves and dawdles."""

import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import links

ROOT = Path(__file__).resolve().parent.parent


class Host(BaseHTTPRequestHandler):
    """Answers by the path, and notes how many it answers at once."""

    asked: list[str]
    at_once: int
    most_at_once: int
    lock = threading.Lock()

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        kind = type(self)
        with kind.lock:
            kind.asked.append(f"{self.command} {self.path}")
            kind.at_once += 1
            kind.most_at_once = max(kind.most_at_once, kind.at_once)
        time.sleep(0.02)
        path = self.path.partition("?")[0]
        code = {"/gone": 404, "/long-gone": 410, "/broken": 500, "/closed": 403, "/moved": 301}.get(path, 200)
        if path == "/no-heads" and self.command == "HEAD":
            code = 405
        if path == "/wrong-head" and self.command == "HEAD":
            code = 404
        if path == "/busy-once" and kind.asked.count(f"GET {self.path}") < 2:
            code = 503
        if path == "/slow":
            time.sleep(1.0)
        self.send_response(code)
        if code == 301:
            self.send_header("Location", "/gone" if "nowhere" in self.path else "/here")
        self.send_header("Content-Length", "0")
        with kind.lock:
            kind.at_once -= 1
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def host():
    """Return a class of its own for each test, so that nothing is left of another's requests."""
    handler = type("ThisHost", (Host,), {"asked": [], "at_once": 0, "most_at_once": 0})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        handler.address = f"http://127.0.0.1:{server.server_address[1]}"
        yield handler
        server.shutdown()
        thread.join()


def outcomes(host, *paths):
    answers = links.check([host.address + path for path in paths], pause=0.01, seconds=0.5)
    return [answers[host.address + path].outcome for path in paths]


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/here", "ok"),
        ("/gone", "broken"),
        ("/long-gone", "broken"),
        ("/moved", "ok"),
        ("/moved?nowhere", "broken"),
        ("/no-heads", "ok"),
        ("/wrong-head", "ok"),
        ("/closed", "unsure"),
        ("/broken", "unsure"),
        ("/busy-once", "ok"),
        ("/slow", "unsure"),
        ("/größe and more", "ok"),
    ],
)
def test_what_a_host_says_is_told_apart(host, path, outcome):
    assert outcomes(host, path) == [outcome]


def test_a_host_is_asked_for_one_thing_at_a_time_and_no_more_than_needed(host):
    assert outcomes(host, *(f"/page-{number}" for number in range(8))) == ["ok"] * 8
    assert host.most_at_once == 1
    assert sorted(host.asked) == [f"HEAD /page-{number}" for number in range(8)]


def test_where_a_doi_leads_to_is_not_asked(host, monkeypatch):
    monkeypatch.setattr(links, "DOI_HOSTS", ("127.0.0.1",))
    assert outcomes(host, "/moved?nowhere", "/gone") == ["ok", "broken"]
    assert host.asked == ["HEAD /moved?nowhere", "HEAD /gone", "GET /gone"]


def test_a_host_that_is_not_there_is_broken_and_was_not_heard():
    answer = links.ask("http://no-such-host.invalid/", 5)
    assert (answer.heard, answer.outcome in ("broken", "unsure")) == (False, True)


def test_a_host_that_does_not_answer_is_not_asked_for_ever(host):
    paths = [f"/slow?{number}" for number in range(5)]
    assert outcomes(host, *paths) == ["unsure"] * 5
    assert {path.partition(" ")[2] for path in host.asked} == set(paths[:2])


def page(*addresses, more=""):
    return "".join(f'<a class="x" href="{address}">words</a>' for address in addresses) + more


def test_links_are_found_once_with_all_their_pages(tmp_path):
    form = '<p class="lesson-improve"><a href="https://github.com/o/n/issues/new?title=x">Report</a></p>'
    one = page("https://a.edu/x?y=1&amp;z=2#part", "other.html", "https://example.org/", more=form)
    (tmp_path / "one.html").write_text(one + '<link href="https://b.edu/">', "utf-8")
    (tmp_path / "two.html").write_text(page("https://a.edu/x?y=1&amp;z=2", "https://c.edu/own/one.html"), "utf-8")
    (tmp_path / "all.html").write_text(page("https://d.edu/"), "utf-8")
    found = links.links_of(tmp_path, "https://c.edu/own/")
    assert found == {"https://a.edu/x?y=1&z=2": ["one.html", "two.html"]}


def test_the_report_is_sorted_and_names_pages(host):
    names = {host.address + path: ["a.html", "b.html"] for path in ("/closed", "/gone", "/here")}
    lines = links.report(names, links.check(names, pause=0.01))
    assert lines == [
        f"a.html, b.html: broken: {host.address}/gone (404 Not Found)",
        f"a.html, b.html: could not be told: {host.address}/closed (403 Forbidden)",
        "3 links to other hosts: 1 lead somewhere, 1 are broken, 1 could not be told.",
    ]


def run(folder):
    command = [sys.executable, ROOT / "tools" / "links.py", "--out", folder]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT)})


def test_without_a_site_it_says_what_to_do(tmp_path):
    done = run(tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "run `make book` first" in done.stderr


def test_without_a_network_it_says_so_in_one_sentence(tmp_path):
    """No name ends in `.invalid`, so no host answers, with a network or without."""
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "index.html").write_text(page("https://no-host.invalid.nowhere.invalid./x"), "utf-8")
    done = run(tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "No host answers: check the network connection and run the command again.\n"
