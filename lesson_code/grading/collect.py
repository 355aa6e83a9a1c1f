"""Run an answer in a process of its own and collect what each call gives; nothing here compares or words.

The process is ``child.py``. It lives in a new temporary folder that holds the answer and nothing else, in a process
group of its own that is ended whatever happens.
"""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

from lesson_code.grading import child

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

__all__ = ["Answer", "Collected", "Limits", "Outcome", "collect"]

PRINTED_LIMIT = 20_000


@dataclass(frozen=True)
class Limits:
    """How long things may take, in seconds.

    Attributes:
        load: Running the file, until its function is there.
        call: One call of the function.
        whole: All of it together.
    """

    load: float = 10.0
    call: float = 5.0
    whole: float = 60.0


KERAS_LIMITS = Limits(load=60.0, call=60.0, whole=180.0)
KERAS_ENVIRONMENT = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0", "KERAS_BACKEND": "tensorflow"}


@dataclass(frozen=True)
class Answer:
    """What is to be run: the bytes of a file, or a pickled function.

    Attributes:
        name: The function's name.
        file: The content of the learner's file, or None for a pickled function.
        pickled: The pickled function, or None for a file.
    """

    name: str
    file: bytes | None = None
    pickled: bytes | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one question.

    Attributes:
        kind: ``"returned"``, ``"raised"``, ``"timeout"``, ``"crashed"`` or ``"not run"``; ``"loaded"`` for a load.
        value: The encoded value that was returned, or what was found when loading.
        kinds: The names of the exception's class and of its bases.
        message: The exception's message, or how the process ended.
        line: The number of the last line of the learner's file that the exception passed.
    """

    kind: str
    value: Any = None
    kinds: tuple[str, ...] = ()
    message: str = ""
    line: int | None = None


NOT_RUN = Outcome("not run")


@dataclass(frozen=True)
class Collected:
    """Everything that came out of the process.

    Attributes:
        load: What became of the load; its value has the keys ``loaded`` and ``functions``.
        calls: What became of each call, in the order in which they were asked for.
        printed: The first 20 kB of what the answer printed.
        printed_more: How many bytes came after that.
    """

    load: Outcome
    calls: tuple[Outcome, ...]
    printed: str = ""
    printed_more: int = 0


def collect(answer: Answer, calls: Sequence[Any], limits: Limits, keras: bool = False) -> Collected:
    """Run an answer and call its function.

    Args:
        answer: What to run.
        calls: The encoded tuple of arguments of each call.
        limits: How long things may take.
        keras: Whether Keras is imported first, outside the answer's own time.

    Returns:
        One outcome for the load and one for each call; after a time-out or a crash the rest are ``"not run"``.
    """
    with tempfile.TemporaryDirectory(prefix="answer-", ignore_cleanup_errors=True) as folder:
        process = ChildProcess(folder, limits.whole, keras)
        try:
            load, outcomes = _ask_everything(process, answer, folder, calls, limits, keras)
        finally:
            process.end()
        printed, more = process.printed()
    return Collected(load, tuple(outcomes), printed, more)


def _ask_everything(
    process: ChildProcess, answer: Answer, folder: str, calls: Sequence[Any], limits: Limits, keras: bool
) -> tuple[Outcome, list[Outcome]]:
    if keras:
        process.ask({"do": "import_keras"}, limits.whole)
    load = process.ask(_load_question(answer, folder), limits.load)
    found = load.value["loaded"]["callable"] if load.kind == "loaded" else False
    outcomes: list[Outcome] = []
    for arguments in calls:
        alive = found and (not outcomes or outcomes[-1].kind in ("returned", "raised"))
        outcomes.append(process.ask({"do": "call", "arguments": arguments}, limits.call) if alive else NOT_RUN)
    return load, outcomes


def _load_question(answer: Answer, folder: str) -> dict[str, Any]:
    if answer.file is None:
        return {"do": "unpickle", "data": base64.b64encode(answer.pickled or b"").decode("ascii")}
    file = f"{answer.name}.py"
    Path(folder, file).write_bytes(answer.file)
    return {"do": "load", "name": answer.name, "file": file}


class ChildProcess:
    """A running ``child.py``: questions in, outcomes out, with time limits."""

    def __init__(self, folder: str, whole: float, keras: bool) -> None:
        self._deadline = time.monotonic() + whole
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-X", "utf8", "-c", _program()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=_environment(folder, keras),
            start_new_session=True,
        )
        self._replies: SimpleQueue[bytes] = SimpleQueue()
        self._printed = bytearray()
        self._n_printed = 0
        self._threads = [threading.Thread(target=target, daemon=True) for target in (self._read, self._listen)]
        for thread in self._threads:
            thread.start()

    def ask(self, question: dict[str, Any], limit: float) -> Outcome:
        """Return the outcome of one question; the process is of no use after a time-out or a crash."""
        identity = os.urandom(16).hex()
        left = min(limit, self._deadline - time.monotonic())
        try:
            self._stdin().write(json.dumps(question | {"id": identity}).encode("ascii") + b"\n")
            self._stdin().flush()
            line = self._replies.get(timeout=max(left, 0.0))
        except OSError:
            return self._crashed()
        except Empty:
            self.end()
            return Outcome("timeout", value=limit)
        return _outcome(line, identity) if line else self._crashed()

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
        """Return what was printed, and how many bytes of it were left out."""
        text = bytes(self._printed).decode("utf-8", errors="replace")
        return text, self._n_printed - len(self._printed)

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

    def _crashed(self) -> Outcome:
        try:
            code = self._process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            self.end()
            return Outcome("crashed", message="the process stopped answering")
        if code < 0:
            return Outcome("crashed", message=f"the system stopped it with {signal.Signals(-code).name}")
        return Outcome("crashed", message=f"the process ended with exit code {code}")


def _program() -> str:
    return Path(child.__file__).read_text(encoding="utf-8")


def _environment(folder: str, keras: bool) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG") if name in os.environ}
    own = {"HOME": folder, "TMPDIR": folder, "KERAS_HOME": folder, "MPLCONFIGDIR": folder}
    return kept | own | (KERAS_ENVIRONMENT if keras else {})


def _outcome(line: bytes, identity: str) -> Outcome:
    try:
        reply = json.loads(line)
        if reply.pop("id") != identity:
            raise ValueError("a reply to another question")
    except (ValueError, KeyError, RecursionError, AttributeError, TypeError):
        return Outcome("crashed", message="the process sent something that is no reply")
    if "raised" in reply:
        raised = reply["raised"]
        return Outcome("raised", None, tuple(raised["kinds"]), raised["message"], raised["line"])
    return Outcome("returned", reply["returned"]) if "returned" in reply else Outcome("loaded", reply)
