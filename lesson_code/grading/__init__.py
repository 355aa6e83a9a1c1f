"""The grader: ``collect`` runs an answer, ``judge`` compares, ``render`` words the report.

An exercise module needs the names below and nothing else. They are imported when they are first asked for, so that
``lesson_code.grading.process`` can start the process of an answer before anything else is loaded.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lesson_code.grading.exercise import Case, Exercise, Formula, Misconception, Network, Words

__all__ = ["Case", "Exercise", "Formula", "Misconception", "Network", "Words"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from lesson_code.grading import exercise

    return getattr(exercise, name)
