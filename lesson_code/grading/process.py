"""The process that runs an answer: started, asked, ended. What it runs is ``child.py``.

It lives in a new temporary folder that holds the answer and nothing else, in a process group of its own that is
ended whatever happens. This module imports little, so that the process can boot while the grader is still loading.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue

from lesson_code.grading import child

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Self

__all__ = ["KERAS_ENVIRONMENT", "ChildProcess", "ProcessEndedError"]

KERAS_ENVIRONMENT = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0", "KERAS_BACKEND": "tensorflow"}
PRINTED_LIMIT = 20_000


class ProcessEndedError(Exception):
    """The process ended, or broke the protocol, before it replied; the message says how."""


class ChildProcess:
    """A running ``child.py``: questions in, replies out.

    Use it as a context manager; leaving it ends the process and removes its folder.

    Attributes:
        folder: The folder in which the process runs.
    """

    def __init__(self) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="answer-", ignore_cleanup_errors=True)
        self.folder = self._temporary.name
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-X", "utf8", "-c", _program()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.folder,
            env=_environment(self.folder),
            start_new_session=True,
        )
        self._replies: SimpleQueue[bytes] = SimpleQueue()
        self._printed = bytearray()
        self._n_printed = 0
        self._threads = [threading.Thread(target=target, daemon=True) for target in (self._read, self._listen)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        self._temporary.cleanup()

    def ask(self, question: dict[str, Any], limit: float) -> dict[str, Any]:
        """Return the reply to a question; after any of the errors the process is of no more use.

        Args:
            question: What ``child.py`` understands.
            limit: How long the reply may take, in seconds.

        Raises:
            TimeoutError: The reply did not come in time.
            ProcessEndedError: The process ended, or sent something that is no reply.
        """
        identity = os.urandom(16).hex()
        try:
            self._stdin().write(json.dumps(question | {"id": identity}).encode("ascii") + b"\n")
            self._stdin().flush()
            line = self._replies.get(timeout=max(limit, 0.0))
        except (OSError, ValueError) as error:  # the pipe is broken, or closed by end()
            raise ProcessEndedError(self._how_it_ended()) from error
        except Empty:
            self.end()
            raise TimeoutError from None
        if not line:
            raise ProcessEndedError(self._how_it_ended())
        return _reply(line, identity)

    def end(self) -> None:
        """End the process and everything in its group."""
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):  # all gone already
                os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()
        self._process.wait()
        for thread, stream in zip(self._threads, (self._process.stdout, self._process.stderr), strict=True):
            thread.join(timeout=1.0)
            if not thread.is_alive() and stream:
                stream.close()
        with suppress(OSError):
            self._stdin().close()

    def printed(self) -> tuple[str, int]:
        """Return what was printed until the end, and how many bytes of it were left out."""
        return bytes(self._printed).decode("utf-8", errors="replace"), self._n_printed - len(self._printed)

    def _stdin(self) -> Any:
        return self._process.stdin

    def _read(self) -> None:
        for line in self._process.stdout or ():
            self._replies.put(line)
        self._replies.put(b"")

    def _listen(self) -> None:
        stream: Any = self._process.stderr
        while piece := stream.read1(65536):
            self._n_printed += len(piece)
            self._printed += piece[: max(0, PRINTED_LIMIT - len(self._printed))]

    def _how_it_ended(self) -> str:
        try:
            code = self._process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            return "the process stopped answering"
        if code < 0:
            return f"the system stopped it with {signal.Signals(-code).name}"
        return f"the process ended with exit code {code}"


def _program() -> str:
    return Path(child.__file__).read_text(encoding="utf-8")


def _environment(folder: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
    return kept | {"HOME": folder, "TMPDIR": folder, "KERAS_HOME": folder, "MPLCONFIGDIR": folder} | KERAS_ENVIRONMENT


def _reply(line: bytes, identity: str) -> dict[str, Any]:
    try:
        reply: dict[str, Any] = json.loads(line)
        if reply.pop("id") == identity:
            return reply
    except (ValueError, KeyError, RecursionError, AttributeError, TypeError):
        pass
    raise ProcessEndedError("the process sent something that is no reply")
