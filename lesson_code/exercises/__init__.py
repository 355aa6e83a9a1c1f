"""The graded exercises, one module each; a module is imported when its exercise is asked for."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lesson_code.grading.exercise import Exercise

__all__ = ["NAMES", "UnknownExerciseError", "known", "load"]

NAMES = (
    "deep_learning_problems",
    "build_rounding_network",
    "match_activations",
    "neuron_output",
    "xor_network",
    "count_dense_parameters",
    "mean_squared_error",
    "huber_loss",
    "softmax",
    "cross_entropy",
    "descend",
    "batches_per_epoch",
    "one_hot",
    "standardise",
    "confusion_matrix",
    "precision_recall",
    "early_stopping",
    "split_in_blocks",
    "convolve",
    "conv_output_size",
    "count_conv_parameters",
    "max_pool",
    "scale_pixels",
    "top_k",
    "add_new_head",
)
"""The names of all exercises, in the order of the course."""


class UnknownExerciseError(LookupError):
    """There is no exercise of the name that was asked for; the message proposes near ones."""


def load(name: str) -> Exercise:
    """Return the exercise of this name.

    Args:
        name: One of ``NAMES``.

    Raises:
        UnknownExerciseError: There is no such exercise.
    """
    exercise: Exercise = import_module(f"lesson_code.exercises.{known(name)}").exercise
    return exercise


def known(name: str) -> str:
    """Return the name of an exercise as it is.

    Raises:
        UnknownExerciseError: There is no such exercise.
    """
    if name not in NAMES:
        raise UnknownExerciseError(_unknown(name))
    return name


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, NAMES, n=2, cutoff=0.5)
    proposal = f"did you mean {' or '.join(near)}?" if near else "python -m lesson_code list shows all."
    return f"there is no exercise called {name!r}: {proposal}"
