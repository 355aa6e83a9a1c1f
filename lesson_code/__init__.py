"""Helpers, exercises and the grader of the course *Introduction to Deep Learning*.

Importing this package imports nothing heavy: each part is loaded when it is asked for.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:  # ``typing`` itself would cost a tenth of a check
    from collections.abc import Callable
    from typing import Any

    from lesson_code.grading.report import Report

__all__ = ["__version__", "check"]

__version__ = "0.1.0"


def check(name: str, function: Callable[..., Any]) -> Report:
    """Check a function that was written in a notebook.

    The function runs in a process of its own, with a time limit.

    Args:
        name: The name of the exercise, for example ``"neuron_output"``.
        function: Your answer.

    Returns:
        The report; a notebook shows it as text.

    Raises:
        UnknownExerciseError: There is no exercise of that name.
        TypeError: ``function`` cannot be called, or cannot be copied to another process.
    """
    from lesson_code.exercises import load
    from lesson_code.grading.front_ends import check_function

    return check_function(load(name), function)
