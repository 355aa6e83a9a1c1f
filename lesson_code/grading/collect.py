"""Ask the process of an answer for everything a report needs; nothing here compares or words."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path

from lesson_code.grading.copies import LINES_LIMIT, NAMES_LIMIT, TEXT_LIMIT, one_line
from lesson_code.grading.outcome import STOPPED, Collected, Outcome
from lesson_code.grading.process import GraderError, StoppedError
from lesson_code.grading.values import decode, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from lesson_code.grading.process import AnswerProcess

__all__ = ["KERAS_LIMITS", "Answer", "Limits", "collect"]

MEGABYTE = 1 << 20
RESTARTS = 3


@dataclass(frozen=True)
class Limits:
    """What an answer may use.

    Attributes:
        load: Seconds to run the file, until its function is there.
        call: Seconds for one call of the function.
        again: Seconds for each call after one that ran out of time.
        whole: Seconds for everything together, after which no further call is made.
        memory: Bytes of memory.
        reserved: Bytes of address space, which libraries set aside and do not use.
        files: How many files may be open.
        isolated: Whether the process is closed in, where the system can do that.
    """

    load: float = 10.0
    call: float = 5.0
    again: float = 1.0
    whole: float = 60.0
    memory: int = 1024 * MEGABYTE
    reserved: int = 4096 * MEGABYTE
    files: int = 64
    isolated: bool = True


KERAS_LIMITS = Limits(60.0, 60.0, 10.0, 180.0, memory=4096 * MEGABYTE, reserved=64 * 1024 * MEGABYTE, files=256)


@dataclass(frozen=True)
class Answer:
    """What is to be run.

    Attributes:
        name: The function's name.
        content: The bytes of the learner's file.
    """

    name: str
    content: bytes


def collect(
    process: AnswerProcess, answer: Answer, calls: Sequence[Any], limits: Limits, keras: bool = False
) -> Collected:
    """Run an answer and call its function.

    A call that has to be stopped takes the process with it; the calls after it are made in a fresh one, up to
    ``RESTARTS`` times.

    Args:
        process: What has not been asked anything yet.
        answer: What to run.
        calls: The encoded tuple of arguments of each call.
        limits: What it may use.
        keras: Whether Keras is imported first, outside the answer's own time.

    Returns:
        One outcome for the load and one for each call; after too many restarts the rest are ``"not run"``.

    Raises:
        GraderError: The processes themselves failed.
    """
    Path(process.folder, f"{answer.name}.py").write_bytes(answer.content)
    run = _Run(process, answer, limits, keras)
    load = run.load()
    outcomes = tuple(run.call(arguments) for arguments in calls)
    farewell = process.finish()
    unasked = "it sent something that is no reply" if farewell["unasked"] else ""
    flagged = next((outcome.message for outcome in (load, *outcomes) if outcome.kind == "flagged"), unasked)
    return Collected(load, outcomes, farewell["printed"], farewell["more"], flagged)


class _Run:
    """The loads and calls of one answer."""

    def __init__(self, process: AnswerProcess, answer: Answer, limits: Limits, keras: bool) -> None:
        self._process, self._answer, self._limits, self._keras = process, answer, limits, keras
        self._deadline = time.monotonic() + limits.whole
        self._call_limit = limits.call
        self._restarts = RESTARTS
        self._alive = False

    def load(self) -> Outcome:
        """Load the answer in a fresh process."""
        load = Outcome("loaded")
        for question, limit in self._load_questions():
            if load.kind == "loaded":
                load = self._ask(question, limit)
        self._alive = load.kind == "loaded" and load.value["loaded"]["callable"]
        return load

    def call(self, arguments: Any) -> Outcome:
        """Call the function."""
        limit = min(self._call_limit, self._deadline - time.monotonic())
        if not self._alive or limit <= 0:
            return Outcome("not run")
        outcome = self._ask({"do": "call", "arguments": arguments}, limit)
        if outcome.kind == "timeout":
            self._call_limit = self._limits.again
        if outcome.kind in STOPPED and self._restarts:
            self._restarts -= 1
            self.load()
        else:
            self._alive = outcome.kind in ("returned", "raised")
        return outcome

    def _load_questions(self) -> Iterator[tuple[dict[str, Any], float]]:
        limits, file = self._limits, f"{self._answer.name}.py"
        yield self._start(), limits.load
        yield {"do": "read", "file": file}, limits.load
        if self._keras:
            yield {"do": "import_keras"}, limits.whole
        yield {"do": "load", "name": self._answer.name, "file": file}, limits.load

    def _start(self) -> dict[str, Any]:
        limits = self._limits
        resources = {"CPU": int(limits.whole), "AS": limits.reserved, "DATA": limits.memory}
        resources |= {"FSIZE": MEGABYTE, "NOFILE": limits.files, "CORE": 0}
        order = {"do": "start", "memory": limits.memory, "resources": resources}
        return order | {"isolated": limits.isolated, "keras": self._keras}

    def _ask(self, question: dict[str, Any], limit: float) -> Outcome:
        try:
            reply = self._process.ask(question, limit)
        except StoppedError as stop:
            if question["do"] == "start":  # nothing of the answer has run yet
                raise GraderError(f"the process of an answer does not start: {stop.why or stop.kind}") from stop
            return Outcome(stop.kind, limit if stop.kind == "timeout" and not stop.why else None, message=stop.why)
        try:
            return _outcome_of_reply(reply, question["do"], self._keras)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError):
            return Outcome("flagged", message="it sent something that is no reply")


def _outcome_of_reply(reply: dict[str, Any], asked: str, keras: bool) -> Outcome:
    """Return what a reply says; whatever an answer may have made of it, only what ``child`` can send gets through."""
    if "raised" in reply:
        raised = reply["raised"]
        kinds, line = _names(raised["kinds"]), raised["line"]
        line = line if line is None else _count(line)
        outcome = Outcome("raised", None, tuple(kinds), _message(raised["message"]), line)
        return replace(outcome, kind="memory") if kinds[0] == "MemoryError" else outcome
    if asked != "call":
        return Outcome("loaded", _checked_load(reply) if asked == "load" else None)
    value = reply["returned"]
    if keras and isinstance(value, dict) and "model" in value:
        return Outcome("returned", value)
    plain = decode(value)
    if keras and isinstance(plain, dict):  # which could be taken for the facts about a model
        value = {"other": ["dict", text(plain)]}
    return Outcome("returned", value)


def _checked_load(reply: dict[str, Any]) -> dict[str, Any]:
    found = reply["loaded"]
    most = found["most"] if found["most"] is None else _count(found["most"])
    numbers = {"fewest": _count(found["fewest"]), "most": most, "callable": bool(found["callable"])}
    found = {"kind": one_line(found["kind"]), "by_name": _names(found.get("by_name", [])), **numbers}
    return {"loaded": found, "functions": _names(reply.get("functions", [])), "inside": bool(reply.get("inside"))}


def _names(names: Any) -> list[str]:
    if not isinstance(names, list) or len(names) > NAMES_LIMIT:
        raise ValueError("expected a few names")
    return list(map(one_line, names))


def _count(number: Any) -> int:
    if type(number) is not int or not 0 <= number < LINES_LIMIT:
        raise ValueError("expected the number of a line or of arguments")
    return number


def _message(message: Any) -> str:
    if len(message) > 2 * TEXT_LIMIT:
        raise ValueError("expected a short text")
    return str(message.encode("utf-8", errors="replace"), "utf-8")  # half a character could not be written down
