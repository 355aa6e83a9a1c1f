"""Check that every link of the built site to another host leads somewhere.

Usage: python tools/links.py [--out FOLDER]

A host is asked for one thing at a time, and only for the head of a page where that is enough. Of a DOI it is asked
whether it exists; the publisher behind it is left alone. The exit code is 1 when a link is broken, 2 without a site or
without a network. What a host refuses to tell, or is too busy to tell, is named and is no failure.
"""

from __future__ import annotations

import argparse
import html
import re
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import quote, urldefrag, urlsplit

from keys import ROOT, shown
from whole import NAME, settings_of

__all__ = ["Answer", "check", "links_of", "main"]

LINK = re.compile(r'<a\b[^>]*?\shref="(https?://[^"]+)"')
#: Links to edit a page or report a mistake: forms for which one must be known to the host.
FORMS = re.compile(r'<p class="lesson-improve.*?</p>', re.DOTALL)
#: Names that stand for any host.
RESERVED = re.compile(r"(.*\.)?(example\.(org|com|net)|localhost|test|invalid)|127\..*")
DOI_HOSTS = ("doi.org", "dx.doi.org", "www.doi.org")
AGENT = "Mozilla/5.0 (compatible; link check of a course; one request at a time)"
SECONDS = 20.0
PAUSE = 0.5
N_HOSTS = 8
#: A host that has not answered so often is not asked for more.
PATIENCE = 2
GONE = (404, 410)


@dataclass(frozen=True)
class Answer:
    """What came of a link: ``ok``, ``broken`` or ``unsure``, and why; ``heard`` if the host said anything at all."""

    outcome: str
    why: str = ""
    heard: bool = True


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nothing: where a DOI leads to need not be asked."""

    def redirect_request(self, *_: Any) -> None:
        """Leave the answer as it is."""


def links_of(site: Path, own: str = "") -> dict[str, list[str]]:
    """Return each address of another host, without its anchor, with the pages that link to it.

    Args:
        site: The folder of the built site.
        own: Where the site is published; its own pages are checked by the tests.
    """
    found: dict[str, list[str]] = {}
    for page in sorted(site.glob("*.html")):
        if page.name == NAME:
            continue
        for written in LINK.findall(FORMS.sub("", page.read_text("utf-8"))):
            address = urldefrag(html.unescape(written)).url
            is_ours = bool(own) and address.startswith(own)
            pages = found.setdefault(address, [])
            if is_ours or RESERVED.fullmatch(urlsplit(address).hostname or ""):
                del found[address]
            elif page.name not in pages:
                pages.append(page.name)
    return dict(sorted(found.items()))


def check(addresses: Iterable[str], pause: float = PAUSE, seconds: float = SECONDS) -> dict[str, Answer]:
    """Ask for all addresses, several hosts at a time, each for one thing at a time.

    Args:
        addresses: What to ask for.
        pause: How long a host is left alone between two requests, in seconds.
        seconds: How long to wait for an answer.
    """
    hosts: dict[str, list[str]] = {}
    for address in addresses:
        hosts.setdefault(urlsplit(address).netloc.lower(), []).append(address)

    def ask_host(mine: Sequence[str]) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        for address in mine:
            if sum(not answer.heard for answer in answers.values()) >= PATIENCE:
                answers[address] = Answer("unsure", "its host did not answer before", heard=False)
                continue
            answers[address] = _ask_twice(address, pause, seconds)
            time.sleep(pause)
        return answers

    with ThreadPoolExecutor(N_HOSTS) as pool:
        results = list(pool.map(ask_host, hosts.values()))
    return {address: answer for answers in results for address, answer in sorted(answers.items())}


def _ask_twice(address: str, pause: float, seconds: float) -> Answer:
    """Ask, and ask again where the host was only busy."""
    answer = ask(address, seconds)
    if answer.outcome != "unsure":
        return answer
    time.sleep(4 * pause)
    return ask(address, seconds)


def ask(address: str, seconds: float = SECONDS) -> Answer:
    """Return what a host says of an address; where it does not like to be asked for a head, of the whole page."""
    answer = _request("HEAD", address, seconds)
    return answer if answer.outcome == "ok" or not answer.heard else _request("GET", address, seconds)


def _request(method: str, address: str, seconds: float) -> Answer:
    is_doi = urlsplit(address).hostname in DOI_HOSTS
    opener = urllib.request.build_opener(*([_Stay] if is_doi else []))
    # Letters of other alphabets and spaces must be written as numbers, what is written so already must stay.
    plain = quote(address, safe="%/:=&?~#+!$,;'@()*[]")
    request = urllib.request.Request(plain, method=method, headers={"User-Agent": AGENT, "Accept": "*/*"})  # noqa: S310  # the address begins with http
    try:
        with opener.open(request, timeout=seconds) as response:
            return _judge(response)
    except urllib.error.HTTPError as error:
        with error:
            if is_doi and 300 <= error.code < 400:
                return Answer("ok")
            return Answer("broken" if error.code in GONE else "unsure", f"{error.code} {error.reason}")
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, socket.gaierror):
            return Answer("broken", "there is no such host", heard=False)
        return Answer("unsure", f"no answer: {' '.join(str(reason).split())}", heard=False)


def _judge(response: HTTPResponse) -> Answer:
    return Answer("ok") if response.status < 400 else Answer("unsure", str(response.status))


def report(links: dict[str, list[str]], answers: dict[str, Answer]) -> list[str]:
    """Return a line for each link that is not known to lead somewhere, the broken ones first, and one for all."""
    lines = []
    for outcome, words in (("broken", "broken"), ("unsure", "could not be told")):
        for address in links:
            if answers[address].outcome == outcome:
                lines.append(f"{', '.join(links[address])}: {words}: {address} ({answers[address].why})")
    counts = {kind: sum(answer.outcome == kind for answer in answers.values()) for kind in ("ok", "broken", "unsure")}
    return [
        *lines,
        f"{len(links)} links to other hosts: {counts['ok']} lead somewhere, {counts['broken']} are broken, "
        f"{counts['unsure']} could not be told.",
    ]


def main() -> int:
    """Check the links of the built site."""
    parser = argparse.ArgumentParser(description="Check that every link to another host leads somewhere.")
    parser.add_argument("--out", type=Path, default=ROOT / "_build", metavar="FOLDER", help="holds the built site")
    site = parser.parse_args().out / "html"
    if not (site / "index.html").is_file():
        print(
            f"There is no site in {shown(site)} whose links could be checked: run `make book` first.", file=sys.stderr
        )
        return 2
    links = links_of(site, settings_of().address)
    answers = check(links)
    if links and not any(answer.heard for answer in answers.values()):
        print("No host answers: check the network connection and run the command again.", file=sys.stderr)
        return 2
    print("\n".join(report(links, answers)))
    return 1 if any(answer.outcome == "broken" for answer in answers.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
