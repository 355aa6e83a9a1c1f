"""What came out of the processes of an answer, as plain data: all that ``judge`` gets to see of it."""

from __future__ import annotations

from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["STOPPED", "Collected", "Outcome"]

STOPPED = ("timeout", "memory", "output", "crashed")
"""The kinds of outcomes after which the process is gone."""


@dataclass(frozen=True)
class Outcome:
    """What became of one question.

    Attributes:
        kind: ``"returned"``, ``"raised"``, one of ``STOPPED``, ``"flagged"`` or ``"not run"``; ``"loaded"`` for a load.
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
    """Everything that came out of the processes.

    Attributes:
        load: What became of the load; its value has the keys ``loaded`` and ``functions``.
        calls: What became of each call, in the order in which they were asked for.
        printed: The first 20 kB of what the answer printed.
        printed_more: How many bytes came after that.
        flagged: What came that no answer sends by accident, or nothing.
    """

    load: Outcome
    calls: tuple[Outcome, ...]
    printed: str = ""
    printed_more: int = 0
    flagged: str = ""
