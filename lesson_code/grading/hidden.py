"""Hidden cases: drawn for each learner from a secret of the course, for a file in a public repository hides nothing."""

from __future__ import annotations

from dataclasses import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lesson_code.grading.exercise import Exercise

__all__ = ["drawn", "n_hidden", "visible"]


def visible(exercise: Exercise) -> Exercise:
    """Return the exercise without its hidden cases, as everybody may see it."""
    return replace(exercise, cases=[case for case in exercise.cases if case.draw is None])


def n_hidden(exercise: Exercise) -> int:
    """Return how many cases of an exercise run at grading only."""
    return sum(case.draw is not None for case in exercise.cases)


def drawn(exercise: Exercise, secret: bytes, learner: str) -> Exercise:
    """Return the exercise with the hidden cases of one learner.

    The arguments depend on the secret, the learner, the exercise and the case's sentence alone, by HMAC-SHA-256
    (RFC 2104): who has the secret can draw them again, and who has not cannot guess them.

    Args:
        exercise: The exercise; it is not changed.
        secret: The secret of the course, at least 16 bytes.
        learner: What tells this learner from all others.

    Raises:
        ValueError: The secret is too short to be one.
    """
    import hmac
    from random import Random

    if len(secret) < 16:
        raise ValueError(f"expected a secret of at least 16 bytes, got {len(secret)}")
    cases = []
    for case in exercise.cases:
        if case.draw is not None:
            words = "\0".join((learner, exercise.name, case.should)).encode()
            seed = int.from_bytes(hmac.digest(secret, words, "sha256"), "big")
            generator = Random(seed)  # noqa: S311 – the secret is in the seed, and nobody sees the other numbers
            case = replace(case, arguments=case.draw(generator), draw=None)
        cases.append(case)
    return replace(exercise, cases=cases)
