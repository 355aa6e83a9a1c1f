"""The processes that run an answer, seen from the grader: started, asked, ended.

The answer lives in a new temporary folder that holds it and nothing else. ``supervisor.py`` watches it; what it runs
is ``child.py``. This module imports little, so that they can boot while the grader is still loading.
"""

from __future__ import annotations

import json
import marshal
import os
import selectors
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from functools import cache
from importlib.util import find_spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any, Protocol, Self

    class AnswerProcess(Protocol):
        """What every system offers: see ``ChildProcess``."""

        folder: str

        def __enter__(self) -> Self: ...
        def __exit__(self, *_: object) -> None: ...
        def ask(self, question: dict[str, Any], limit: float) -> dict[str, Any]: ...
        def finish(self) -> dict[str, Any]: ...


__all__ = [
    "KERAS_ENVIRONMENT",
    "ChildProcess",
    "GraderError",
    "StoppedError",
    "boot",
    "environment",
    "new_process",
    "new_question",
    "program",
    "remove_folder",
    "reply_of",
    "write",
]

KERAS_ENVIRONMENT = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0", "KERAS_BACKEND": "tensorflow"}
GRACE = 20.0
BOOT = """
import marshal, os, sys
n, data = int(sys.argv[1]), b""
while len(data) < n:
    data += os.read(0, n - len(data)) or sys.exit()
module = type(sys)
sys.modules["lesson_code"] = package = module("lesson_code")
sys.modules["lesson_code.grading"] = package.grading = module("lesson_code.grading")
for name, code in marshal.loads(data):
    found = module(name)
    setattr(package.grading, name, found)
    sys.modules["lesson_code.grading." + name] = found
    exec(code, found.__dict__)
found.main()
"""


class StoppedError(Exception):
    """The answer's process was stopped, or ended, before it replied.

    Attributes:
        kind: ``"timeout"``, ``"memory"``, ``"output"``, ``"crashed"`` or ``"flagged"``.
        why: More about it, or nothing.
    """

    def __init__(self, kind: str, why: str = "") -> None:
        super().__init__(kind, why)
        self.kind, self.why = kind, why


class GraderError(Exception):
    """The grader itself has failed, which is never the learner's fault."""


class ChildProcess:
    """A supervisor and the process that it watches: questions in, replies out.

    Use it as a context manager; leaving it ends both, and whatever the answer started, and removes the folder.

    Attributes:
        folder: The folder in which the answer runs.
    """

    def __init__(self) -> None:
        self.folder = os.path.realpath(tempfile.mkdtemp(prefix="answer-"))
        supervisor = program("watch", "sandbox", "copies", "child", "supervisor")
        try:
            self._process = subprocess.Popen(
                boot(sys.executable, supervisor),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self.folder,
                env=environment(self.folder),
                start_new_session=True,
                bufsize=0,
            )
        except OSError as error:
            remove_folder(self.folder)
            raise GraderError(f"no process could be started: {error}") from None
        self._pending = b""
        write(self._process.stdin, supervisor)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            if stream:  # the end of its input tells the supervisor to end everything
                stream.close()
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.returncode:  # it was killed, perhaps by the answer, and could not clear up
            from lesson_code.grading.watch import kill_relatives

            kill_relatives(self.folder)
        remove_folder(self.folder)

    def ask(self, question: dict[str, Any], limit: float) -> dict[str, Any]:
        """Return the reply to a question.

        Args:
            question: What ``child.py`` understands, or ``{"do": "start", …}`` for the supervisor: a fresh process.
            limit: How long the reply may take, in seconds.

        Raises:
            StoppedError: The process was stopped, or ended; only ``"start"`` makes a new one.
            GraderError: The supervisor itself has failed.
        """
        identity, question = new_question(question | {"limit": max(limit, 0.0)})
        line = self._exchange(question, limit)
        if line[:1] == b"S":
            raise StoppedError(*json.loads(line[1:]))
        return reply_of(line[1:], identity)

    def finish(self) -> dict[str, Any]:
        """End the process; return what was ``printed``, how many bytes ``more``, and whether it sent ``unasked``."""
        return self.ask({"do": "finish"}, GRACE)

    def _exchange(self, question: dict[str, Any], limit: float) -> bytes:
        write(self._process.stdin, json.dumps(question).encode("ascii") + b"\n")
        line = self._line(max(limit, 0.0) + GRACE)
        if line[:1] in (b"R", b"S"):
            return line
        raise GraderError(line[1:].decode("ascii", errors="replace") or "the supervising process has ended")

    def _line(self, limit: float) -> bytes:
        """Return the next line of the supervisor; nothing where it has ended."""
        stream: Any = self._process.stdout
        deadline = time.monotonic() + limit
        while b"\n" not in self._pending:
            if not _has_something(stream, max(0.0, deadline - time.monotonic())):
                raise GraderError("the supervising process does not answer")
            piece = os.read(stream.fileno(), 1 << 20)
            if not piece:
                return b""
            self._pending += piece
        line, _, self._pending = self._pending.partition(b"\n")
        return line


def new_process() -> AnswerProcess:
    """Return new processes for one answer, not asked anything yet."""
    if sys.platform == "win32":
        from lesson_code.grading.windows import WindowsProcess

        return WindowsProcess()
    return ChildProcess()


def write(stream: Any, data: bytes) -> None:
    """Write all of the data to a process; where it has ended, its reader says so."""
    with suppress(OSError):
        view = memoryview(data)
        while view:
            view = view[stream.write(view) :]


def _has_something(stream: Any, seconds: float) -> bool:
    """Wait until a pipe has something to read, or its end."""
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        return bool(selector.select(seconds))


def remove_folder(folder: str) -> None:
    """Remove the folder of an answer, whatever the answer has made of it."""
    with suppress(OSError):  # it may be closed to its owner
        os.chmod(folder, 0o700)
    with suppress(OSError, RecursionError):
        shutil.rmtree(folder)
    if os.path.exists(folder):  # folders nested too deeply for Python, or on Windows a file that is read-only
        windows = ["cmd", "/c", "rmdir", "/s", "/q", f"\\\\?\\{folder}"]
        command = windows if sys.platform == "win32" else ["rm", "-rf", "--", folder]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def new_question(question: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return a random identity and the question that carries it."""
    identity = os.urandom(16).hex()
    return identity, question | {"id": identity}


def reply_of(line: bytes, identity: str) -> dict[str, Any]:
    """Return the reply that a line is.

    Raises:
        StoppedError: It is none, or one to another question.
    """
    try:
        reply: dict[str, Any] = json.loads(line)
        if reply.pop("id") == identity:
            return reply
    except (ValueError, KeyError, RecursionError, AttributeError, TypeError):
        pass
    raise StoppedError("flagged", "it sent something that is no reply")


def environment(folder: str) -> dict[str, str]:
    """Return the environment of an answer: nothing of this process's own secrets, one thread, no GPU."""
    names = ("PATH", "LANG", "SYSTEMROOT", "PROCESSOR_ARCHITECTURE")  # Windows needs the last two
    kept = {name: os.environ[name] for name in names if name in os.environ}
    homes = dict.fromkeys(("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "KERAS_HOME", "MPLCONFIGDIR"), folder)
    # The buffers of further threads would count as memory of the answer.
    others = {"OPENBLAS_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": "-1"}
    return kept | homes | others | KERAS_ENVIRONMENT


def boot(python: str, program: bytes) -> list[str]:
    """Return the command of a process that reads a program from its standard input and runs it."""
    return [python, "-I", "-B", "-X", "utf8", "-c", BOOT, str(len(program))]


@cache
def program(*names: str) -> bytes:
    """Return modules of this package, compiled and without the paths of their files; ``main`` of the last is run."""
    return marshal.dumps([(name, _without_path(_code(f"{__package__}.{name}"))) for name in names])


def _code(name: str) -> Any:
    loader: Any = getattr(find_spec(name), "loader", None)
    return loader.get_code(name)


def _without_path(code: CodeType) -> CodeType:
    inner = tuple(_without_path(part) if isinstance(part, type(code)) else part for part in code.co_consts)
    return code.replace(co_filename="<grader>", co_consts=inner)
