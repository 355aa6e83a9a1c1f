"""The process of an answer on Windows, which has no ``fork``: the grader itself starts, watches and ends it.

A Job Object ends whatever the answer has started, also when the grader is killed, and limits memory, processor time
and processes; where Windows refuses one, ``watch`` does what it can. Files, the network and the other programs of the
user stay open to the answer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress

from lesson_code.grading import process, watch
from lesson_code.grading.job_object import JobObject, job_limits
from lesson_code.grading.pipes import Reader, Writer
from lesson_code.grading.process import GraderError, StoppedError
from lesson_code.grading.watch import TICK, Stop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Self

__all__ = ["WindowsProcess"]

START_LIMIT = 20.0  # to boot Python, which is not the answer's own time
DETACHED = 0x8  # without a console, through which an answer could send Ctrl-C to the grader
TIME_IS_UP = 1816  # ERROR_NOT_ENOUGH_QUOTA: how a process ends after the processor time of its job


class WindowsProcess:
    """What ``process.ChildProcess`` is elsewhere, with the same methods."""

    def __init__(self) -> None:
        self.folder = os.path.realpath(tempfile.mkdtemp(prefix="answer-"))
        self._child: _Child | None = None
        self._printed = bytearray()
        self._n_printed = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        process.remove_folder(self.folder)

    def ask(self, question: dict[str, Any], limit: float) -> dict[str, Any]:
        """Return the reply to a question, see ``ChildProcess.ask``.

        Raises:
            StoppedError: The process was stopped, or ended; only ``"start"`` makes a new one.
            GraderError: No process could be started.
        """
        identity, question = process.new_question(question)
        line = json.dumps(question).encode("ascii") + b"\n"
        try:
            if question["do"] == "start":
                return process.reply_of(self._start(question, line), identity)
            if not self._child:
                raise StoppedError("crashed", "the process is not running")
            return process.reply_of(self._child.ask(line, limit), identity)
        except Stop as stop:
            self._end()
            raise StoppedError(*stop.args) from None

    def finish(self) -> dict[str, Any]:
        """End the process; return what was ``printed``, how many bytes ``more``, and whether it sent ``unasked``."""
        unasked = self._end()
        text = bytes(self._printed).decode("utf-8", errors="replace").replace("\r\n", "\n")
        return {"printed": text, "more": self._n_printed - len(self._printed), "unasked": unasked}

    def _start(self, order: dict[str, Any], line: bytes) -> bytes:
        self._end()
        try:
            self._child = _Child(self.folder, order)
        except OSError as error:
            raise GraderError(f"no process could be started: {error}") from None
        return self._child.ask(process.program("copies", "child") + line, START_LIMIT, starting=True)

    def _end(self) -> bool:
        """End the process and keep what it has printed; return whether it had sent what nobody had asked for."""
        child, self._child = self._child, None
        if not child:
            return False
        child.end()
        self._printed += child.prints.kept[: watch.PRINTED_KEPT - len(self._printed)]
        self._n_printed += child.prints.n_bytes
        return bool(child.replies.kept)


class _Child:
    """One Python for one load of the answer."""

    def __init__(self, folder: str, order: dict[str, Any]) -> None:
        self._folder, self._memory, self._cpu = folder, order["memory"], order["resources"]["CPU"]
        python, additions = _python()
        self._process: Any = subprocess.Popen(
            process.boot(python, process.program("copies", "child")),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=process.environment(folder) | additions,
            creationflags=DETACHED if sys.platform == "win32" else 0,
            bufsize=0,
        )
        # Soon enough: it has not even received the program by which it will read the answer.
        n_processes = 1 if order["isolated"] else watch.PROCESSES_LIMIT
        self._job = JobObject(self._process, job_limits(self._memory, self._cpu, n_processes))
        self._news = threading.Event()
        self.questions = Writer(self._process.stdin)
        self.replies = Reader(self._process.stdout, watch.REPLY_LIMIT + 1, self._news)
        self.prints = Reader(self._process.stderr, watch.PRINTED_KEPT, self._news)

    def ask(self, line: bytes, limit: float, starting: bool = False) -> bytes:
        """Send a question and return the line that comes back.

        Args:
            line: The question.
            limit: Seconds.
            starting: Whether nothing of the answer runs yet; what an earlier process has left is not held against it.

        Raises:
            Stop: It reached a limit, ended, or sent what is no reply.
        """
        if self.replies.kept:
            raise Stop("flagged", watch.UNASKED)
        self.questions.put(line)
        deadline = time.monotonic() + limit
        look = time.monotonic() + TICK
        while True:
            self._news.wait(min(TICK, max(0.0, deadline - time.monotonic())))
            self._news.clear()
            watch.refuse_flood(self.prints.n_bytes)
            ended = self.replies.ended  # asked before the line, which may come in between
            reply = self.replies.line()
            if reply:
                return reply
            if ended:
                raise self._ended()
            if time.monotonic() >= deadline:
                raise Stop("timeout", "")
            if time.monotonic() >= look and not starting:
                watch.look_after(self._process.pid, self._folder, self._memory, self._cpu)
                look = time.monotonic() + TICK

    def _ended(self) -> Stop:
        try:
            code = self._process.wait(1.0)
        except subprocess.TimeoutExpired:
            return Stop("crashed", "the process stopped answering")
        return Stop("timeout", "cpu") if code == TIME_IS_UP else watch.how_it_ended(code)

    def end(self) -> None:
        """End the process and everything it started, and read its pipes to their end."""
        deadline = time.monotonic() + watch.FAREWELL
        if not self._job.close():
            while watch.kill_relatives(self._folder, self._process.pid) and time.monotonic() < deadline:
                time.sleep(0.001)
        with suppress(OSError):  # it is ending already
            self._process.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(watch.FAREWELL)
        self.questions.put(None)
        for thread in (self.questions, self.replies, self.prints):
            thread.join(max(0.0, deadline - time.monotonic()))


def _python() -> tuple[str, dict[str, str]]:
    """Return the program of this Python, and what its environment needs.

    In a virtual environment of Windows ``python.exe`` only starts the real one, which would be a second process.
    """
    base: str = getattr(sys, "_base_executable", sys.executable)
    if sys.platform != "win32" or base == sys.executable:
        return sys.executable, {}
    return base, {"__PYVENV_LAUNCHER__": sys.executable}
