"""Show the built site on this computer until Ctrl-C.

Usage: python tools/serve.py [--port PORT]
"""

from __future__ import annotations

import argparse
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SITE = Path(__file__).resolve().parent.parent / "_build" / "html"


class Quiet(SimpleHTTPRequestHandler):
    """Serve files and say nothing about each; where there is none, serve the page that says so, as hosts do."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the course's own page where there is nothing at an address."""
        missing = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not missing.is_file():
            super().send_error(code, message, explain)
            return
        content = missing.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Write no line for a request."""


def serve(site: Path, port: int) -> int:
    """Serve a folder to this computer alone.

    Args:
        site: The built site.
        port: Where to listen; 0 takes a free one.

    Returns:
        The exit code.
    """
    if not (site / "index.html").is_file():
        print("There is no site to show yet: run `make book` first.", file=sys.stderr)
        return 1
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(Quiet, directory=str(site)))
    except OSError:
        print(f"Port {port} is in use: choose another with `python tools/serve.py --port PORT`.", file=sys.stderr)
        return 1
    with server:
        print(f"The course is at http://127.0.0.1:{server.server_address[1]}/ (Ctrl-C ends it).", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("Ended.")
    return 0


def main() -> int:
    """Serve as the command line asks."""
    parser = argparse.ArgumentParser(description="Show the built site on this computer.")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    if not 0 <= options.port < 65536:
        parser.error(f"a port lies between 0 and 65535, got {options.port}")
    return serve(SITE, options.port)


if __name__ == "__main__":
    sys.exit(main())
