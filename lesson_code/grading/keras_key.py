"""Talk to the process that judges Keras models, ``keras_facts.py``, while the answer runs in its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from lesson_code.grading.key import Key
from lesson_code.grading.outcome import Collected, Outcome
from lesson_code.grading.process import KERAS_ENVIRONMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from lesson_code.grading.exercise import Exercise

__all__ = ["KerasKey"]

PACKAGE_FOLDER = Path(__file__).resolve().parents[2]
LIMIT = 180.0
TOO_MUCH = {"other": ["Model", "a model too large or too strange to be built again"]}


class KerasKey:
    """A running ``keras_facts.py``; it works on the key from the start, side by side with the answer."""

    def __init__(self, exercise: Exercise, calls: Sequence[Any]) -> None:
        environment = dict(os.environ) | KERAS_ENVIRONMENT | {"PYTHONPATH": str(PACKAGE_FOLDER)}
        environment["CUDA_VISIBLE_DEVICES"] = "-1"  # as for the answer: a GPU might draw other weights
        self._process = subprocess.Popen(
            [sys.executable, "-B", "-m", "lesson_code.grading.keras_facts", exercise.reference.__module__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        self._calls = calls

    def finish(self, collected: Collected) -> tuple[Key, Collected]:
        """Return the key, and what was collected with models replaced by their facts.

        Raises:
            RuntimeError: The process has failed, which is never the learner's fault.
        """
        if collected.load.kind != "loaded":
            return Key((), ()), collected  # there is nothing to compare
        models = [o.value["model"] for o in collected.calls if _is_model(o)]
        lines = "".join(json.dumps(request) + "\n" for request in [{"calls": self._calls}, {"models": models}])
        try:
            written, errors = self._process.communicate(lines, timeout=LIMIT)
        except subprocess.TimeoutExpired as late:  # what it wrote until then comes as bytes
            written, errors = (late.stdout or b"").decode(), "it took too long"
        replies = [json.loads(line) for line in written.splitlines()]
        if not replies:
            raise RuntimeError(f"Keras did not answer: {errors.strip().splitlines()[-1:]}")
        if len(replies) == 1:  # it has answered for our own models, so it is the answer's that cannot be built
            replies.append([TOO_MUCH] * len(models))
        given = [tuple(Outcome(**(fields | {"kinds": tuple(fields["kinds"])})) for fields in row) for row in replies[0]]
        if failed := [o for o in given[0] if o.kind == "raised" and o.kinds[0] != "ValueError"]:
            raise RuntimeError(f"the reference failed: {failed[0].kinds[0]}: {failed[0].message}")
        facts = iter(replies[1])
        calls = tuple(replace(o, value=next(facts)) if _is_model(o) else o for o in collected.calls)
        return Key(given[0], tuple(given[1:])), replace(collected, calls=calls)

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


def _is_model(outcome: Outcome) -> bool:
    return isinstance(outcome.value, dict) and "model" in outcome.value
