"""Ask the process of an answer for everything a report needs; nothing here compares or words."""

from __future__ import annotations

import base64
import time
from dataclasses import dataclass
from pathlib import Path

from lesson_code.grading.process import ProcessEndedError
from lesson_code.grading.values import decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from lesson_code.grading.process import ChildProcess

__all__ = ["KERAS_LIMITS", "Answer", "Collected", "Limits", "Outcome", "collect"]


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
        value: The encoded value that was returned; what was found when loading; the limit that was reached.
        kinds: The names of the exception's class and of its bases.
        message: The exception's message, or how the process ended.
        line: The number of the last line of the learner's file that the exception passed.
    """

    kind: str
    value: Any = None
    kinds: tuple[str, ...] = ()
    message: str = ""
    line: int | None = None


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


def collect(
    process: ChildProcess, answer: Answer, calls: Sequence[Any], limits: Limits, keras: bool = False
) -> Collected:
    """Run an answer and call its function.

    Args:
        process: A process that has not been asked anything yet; it is ended here.
        answer: What to run.
        calls: The encoded tuple of arguments of each call.
        limits: How long things may take.
        keras: Whether Keras is imported first, outside the answer's own time.

    Returns:
        One outcome for the load and one for each call; after a time-out or a crash the rest are ``"not run"``.
    """
    deadline = time.monotonic() + limits.whole
    load = Outcome("loaded")
    for question, limit in _load_questions(process, answer, limits, keras):
        if load.kind == "loaded":
            load = _outcome(process, question, limit)
    alive = load.kind == "loaded" and load.value["loaded"]["callable"]
    outcomes = []
    for arguments in calls:
        limit = min(limits.call, deadline - time.monotonic())
        question = {"do": "call", "arguments": arguments}
        outcomes.append(_outcome(process, question, limit) if alive else Outcome("not run"))
        alive = alive and outcomes[-1].kind in ("returned", "raised")
    process.end()
    return Collected(load, tuple(outcomes), *process.printed())


def _load_questions(
    process: ChildProcess, answer: Answer, limits: Limits, keras: bool
) -> Iterator[tuple[dict[str, Any], float]]:
    file = f"{answer.name}.py"
    if answer.file is not None:
        Path(process.folder, file).write_bytes(answer.file)
        yield {"do": "read", "file": file}, limits.load
    if keras:
        yield {"do": "import_keras"}, limits.whole
    if answer.file is not None:
        yield {"do": "load", "name": answer.name, "file": file}, limits.load
    else:
        data = base64.b64encode(answer.pickled or b"").decode("ascii")
        yield {"do": "unpickle", "data": data}, limits.load


def _outcome(process: ChildProcess, question: dict[str, Any], limit: float) -> Outcome:
    try:
        reply = process.ask(question, limit)
    except TimeoutError:
        return Outcome("timeout", limit)
    except ProcessEndedError as error:
        return Outcome("crashed", message=str(error))
    try:
        return _outcome_of_reply(reply)
    except (ValueError, KeyError, TypeError, RecursionError):
        return Outcome("crashed", message="the process sent something that is no reply")


def _outcome_of_reply(reply: dict[str, Any]) -> Outcome:
    if "raised" in reply:
        raised = reply["raised"]
        return Outcome("raised", None, tuple(raised["kinds"]), raised["message"], raised["line"])
    if "loaded" in reply:
        return Outcome("loaded", reply)
    value = reply["returned"]
    if not (isinstance(value, dict) and "model" in value):
        decode(value)
    return Outcome("returned", value)
