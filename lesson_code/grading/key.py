"""The key of an exercise: what the reference gives for every case, and what each misconception gives."""

from __future__ import annotations

import json
from dataclasses import dataclass

from lesson_code.grading.copies import decode_arguments
from lesson_code.grading.outcome import Outcome
from lesson_code.grading.values import encode, encode_arguments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from lesson_code.grading.exercise import Exercise

__all__ = ["Key", "calls_of", "key_by_running", "outcome_of"]


@dataclass(frozen=True)
class Key:
    """The outcomes to compare with, one for each call.

    Attributes:
        expected: What the reference gives.
        wrong: For each misconception, in order, what it gives.
    """

    expected: tuple[Outcome, ...]
    wrong: tuple[tuple[Outcome, ...], ...]


def calls_of(exercise: Exercise) -> tuple[list[Any], list[int]]:
    """Return the encoded arguments of each different call, and for each case the index of its call."""
    calls: dict[str, Any] = {}
    texts = []
    for case in exercise.cases:
        form = encode_arguments(case.arguments)
        texts.append(json.dumps(form))
        calls.setdefault(texts[-1], form)
    order = list(calls)
    return list(calls.values()), [order.index(text) for text in texts]


def key_by_running(exercise: Exercise, calls: Sequence[Any]) -> Key:
    """Return the key of an exercise, by running its own functions in this process."""
    wrong = tuple(tuple(outcome_of(m.function, call) for call in calls) for m in exercise.misconceptions)
    return Key(tuple(outcome_of(exercise.reference, call) for call in calls), wrong)


def outcome_of(function: Callable[..., Any], arguments: Any, copied: Callable[[Any], Any] = encode) -> Outcome:
    """Return what one of our own functions gives for encoded arguments, itself encoded by ``copied``."""
    try:
        return Outcome("returned", copied(function(*decode_arguments(arguments))))
    except Exception as error:
        kinds = tuple(kind.__name__ for kind in type(error).__mro__)
        return Outcome("raised", kinds=kinds, message=str(error))
