"""The program that stands between the grader and an answer: it starts, limits and ends, and runs no answer itself.

One for each submission; it forks a process for each load of the answer. The grader sends it ``sandbox``, ``child``
and this module as compiled code, so that neither it nor what it starts knows where the course lives.

Questions come as JSON lines on the standard input. To each it writes one line: ``R`` and what the answer's process
replied, which is passed on unread, or ``S`` and, as JSON, why that process was stopped, or ``E`` and an error of
its own. After a stop, ``start`` begins anew. When the input ends, it ends everything and itself.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time

from lesson_code.grading import child, sandbox, watch
from lesson_code.grading.watch import TICK, Stop

if sys.platform == "win32":
    raise ImportError("Windows has no fork: see the module windows")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["main"]


class GraderGone(Exception):
    """Nobody is left to ask anything."""


class Supervisor:
    """One submission."""

    def __init__(self, readable: list[str]) -> None:
        self.readable = readable
        self.pid = 0
        self.folder = os.getcwd()
        self.memory = 0
        self.cpu = 0
        self.printed = bytearray()
        self.n_printed = 0
        self.n_printed_now = 0
        self.questions = self.replies = self.prints = -1
        self.waiting = b""

    def start(self, order: dict[str, Any]) -> bytes:
        """Fork a process; return its first line, which says what is closed to it."""
        self.end()
        self.memory, self.cpu = order["memory"], order["resources"]["CPU"]
        inner_questions, self.questions = os.pipe()
        self.replies, inner_replies = os.pipe()
        self.prints, inner_prints = os.pipe()
        self.waiting, self.n_printed_now = b"", 0
        self.pid = os.fork()
        if not self.pid:
            self._become_child(order, inner_questions, inner_replies, inner_prints)
        for descriptor in (inner_questions, inner_replies, inner_prints):
            os.close(descriptor)
        os.set_blocking(self.questions, False)
        return self.wait(order["limit"], starting=True)

    def _become_child(self, order: dict[str, Any], questions: int, replies: int, prints: int) -> None:
        try:
            os.setsid()
            sandbox.die_with_parent()
            sandbox.die_first()
            for descriptor in (self.questions, self.replies, self.prints):
                os.close(descriptor)
            empty = os.open(os.devnull, os.O_RDONLY)
            for old, new in ((empty, 0), (prints, 1), (prints, 2)):
                os.dup2(old, new)
            os.close(prints)
            os.close(empty)
            sandbox.limit_resources(order["resources"])
            closed = {}
            if order["isolated"]:
                closed = sandbox.confine(self.folder, self.readable, order["keras"])
            child.serve(*child.as_files(questions, replies), {"id": order["id"], "closed": closed})
        finally:
            os._exit(1)

    def ask(self, line: bytes, limit: float) -> bytes:
        """Pass a question on and return the reply."""
        if not self.pid:
            raise Stop("crashed", "the process is not running")
        self._refuse_late_replies()
        deadline = time.monotonic() + limit
        while line:
            try:
                line = line[os.write(self.questions, line) :]
            except BlockingIOError:  # the answer does not read; a long question fills the pipe
                if time.monotonic() > deadline:
                    raise Stop("timeout", "") from None
                watch.look_after(self.pid, self.folder, self.memory, self.cpu)
                time.sleep(TICK)
            except BrokenPipeError:
                raise self._ended() from None
        return self.wait(deadline - time.monotonic())

    def wait(self, limit: float, starting: bool = False) -> bytes:
        """Return the next line of the process.

        Args:
            limit: Seconds.
            starting: Whether nothing of the answer runs yet; what an earlier process has left is not held against it.

        Raises:
            Stop: It reached a limit, ended, or sent what is no reply.
        """
        deadline = time.monotonic() + limit
        look = time.monotonic() + TICK
        while True:
            ready = self._ready(min(TICK, max(0.0, deadline - time.monotonic())))
            if self.prints in ready:
                self._keep_printed()
            if self.replies in ready:
                line = self._next_line()
                if line:
                    return line
            if 0 in ready:  # it never sends two questions at once, so this is the end of its input
                raise GraderGone
            if time.monotonic() >= deadline:
                raise Stop("timeout", "")
            if time.monotonic() >= look and not starting:  # also where it prints all the time
                watch.look_after(self.pid, self.folder, self.memory, self.cpu)
                look = time.monotonic() + TICK

    def _ready(self, seconds: float) -> set[int]:
        poll = select.poll()
        for descriptor in (0, self.replies, self.prints):
            if descriptor >= 0:
                poll.register(descriptor, select.POLLIN)
        return {descriptor for descriptor, _ in poll.poll(1000 * seconds)}

    def _keep_printed(self) -> None:
        piece = os.read(self.prints, 65536)
        if not piece:
            os.close(self.prints)
            self.prints = -1
        self.printed += piece[: max(0, watch.PRINTED_KEPT - len(self.printed))]
        self.n_printed += len(piece)
        self.n_printed_now += len(piece)
        watch.refuse_flood(self.n_printed_now)

    def _next_line(self) -> bytes:
        piece = os.read(self.replies, 65536)
        if not piece:
            raise self._ended()
        self.waiting += piece
        line = watch.first_line(self.waiting)
        if line:
            self.waiting = b""
        return line

    def _refuse_late_replies(self) -> None:
        if self.replies in self._ready(0) and os.read(self.replies, 1):
            raise Stop("flagged", watch.UNASKED)

    def _ended(self) -> Stop:
        """Return how the process ended, once it has closed its side."""
        deadline = time.monotonic() + 1.0
        pid = 0
        while not pid and time.monotonic() < deadline:
            pid, status, usage = os.wait4(self.pid, os.WNOHANG)
            time.sleep(0.0 if pid else 0.001)
        if not pid:
            return Stop("crashed", "the process stopped answering")
        # The kernel's clock for the limit and the one that it reports differ by some ticks.
        by_limit = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU
        if by_limit or usage.ru_utime + usage.ru_stime >= self.cpu:
            return Stop("timeout", "cpu")
        return watch.how_it_ended(os.waitstatus_to_exitcode(status))

    def end(self) -> None:
        """End the process and everything it started, and keep what it had printed until then."""
        if self.pid:
            _kill_everything(self.pid, self.folder)
        self.pid = 0
        try:
            while self.prints >= 0 and self.prints in self._ready(0):
                self._keep_printed()
        except Stop:  # more than can be kept
            pass
        for descriptor in (self.questions, self.replies, self.prints):
            if descriptor >= 0:
                os.close(descriptor)
        self.questions = self.replies = self.prints = -1

    def finish(self) -> dict[str, Any]:
        """End everything; return what was printed, and what came unasked."""
        unasked = self.pid and self.replies in self._ready(0) and os.read(self.replies, 1)
        self.end()
        text = bytes(self.printed).decode("utf-8", errors="replace")
        return {"printed": text, "more": self.n_printed - len(self.printed), "unasked": bool(unasked)}


def _children() -> list[int]:
    """Return the children of this process, on Linux with the orphans that it has adopted."""
    return watch.children(os.getpid(), os.getpid()) if sys.platform == "linux" else []


def _kill_everything(pid: int, folder: str) -> None:
    """Kill until nothing is left of what was started.

    On Linux those that lose their parent become ours, see ``sandbox.adopt_orphans``; elsewhere they have to be found.
    """
    deadline = time.monotonic() + watch.FAREWELL
    while time.monotonic() < deadline:
        found = 0 if sys.platform == "linux" else watch.kill_relatives(folder, os.getpid())
        for kill, target in ((os.killpg, pid), *((os.kill, other) for other in (pid, *_children()))):
            try:
                kill(target, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                continue
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                continue
        except ChildProcessError:
            if not found:
                return
        time.sleep(0.001)


def main() -> None:
    """Obey orders until there are no more."""
    sandbox.adopt_orphans()
    supervisor = Supervisor(sandbox.python_files(sys.path))
    pending = b""
    try:
        while True:
            while b"\n" not in pending:
                piece = os.read(0, 65536)
                if not piece:
                    raise GraderGone
                pending += piece
            line, _, pending = pending.partition(b"\n")
            _write(_answer(supervisor, line))
    except (GraderGone, BrokenPipeError):
        supervisor.end()
        # A grader that was killed cannot remove it.
        os.execvp("rm", ["rm", "-rf", "--", supervisor.folder])  # noqa: S606 – a fixed program, without a shell
    except Exception as error:
        _write(b"E" + json.dumps(f"{type(error).__name__}: {error}").encode("ascii"))
    finally:
        supervisor.end()


def _answer(supervisor: Supervisor, line: bytes) -> bytes:
    order = json.loads(line)
    try:
        if order["do"] == "start":
            return b"R" + supervisor.start(order)
        if order["do"] == "finish":
            return b"R" + json.dumps(supervisor.finish() | {"id": order["id"]}).encode("ascii")
        return b"R" + supervisor.ask(line + b"\n", order["limit"])
    except Stop as stop:
        supervisor.end()
        return b"S" + json.dumps(stop.args).encode("ascii")


def _write(line: bytes) -> None:
    line += b"\n"
    while line:
        line = line[os.write(1, line) :]
