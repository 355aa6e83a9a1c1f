"""What an exercise is made of: a reference, cases, and the wrong answers that people really give."""

from __future__ import annotations

from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:  # ``typing`` and ``random`` would cost a tenth of a check
    from collections.abc import Callable, Sequence
    from random import Random
    from typing import Any

__all__ = ["Case", "Exercise", "Formula", "Misconception", "Network", "Words"]


class Formula(str):
    """An argument that is a function of one number, as Python writes it: ``Formula("lambda w: 2 * w")``."""

    __slots__ = ()


@dataclass(frozen=True)
class Network:
    """An argument that is a small functional Keras model, built anew for every call, always with the same weights.

    Attributes:
        name: How a message calls it, for example ``"base"``.
        layers: Kind and settings of each layer, for example ``("Dense", {"units": 8})``; the input comes first.
    """

    name: str
    layers: tuple[tuple[str, dict[str, Any]], ...]


class Words(str):
    """What a ``look`` may give: a text that messages show as it is, without quotation marks."""

    __slots__ = ()


@dataclass(frozen=True)
class Case:
    """One thing that an answer should do.

    Attributes:
        should: Completes the sentence "It should …", for example ``"give 1.25 for the neuron of the lesson"``.
        arguments: What the function is called with; cases with equal arguments share one call.
        points: What the case is worth, at least 1.
        tolerance: How far a number may lie from the expected one, relative to it where it is larger than 1.
        look: Picks the part of the returned value that this case judges; it is applied to the expected value, too.
            It may raise ``ValueError`` with the form that was expected, for example ``"a set or list of numbers"``.
        optional: Whether the points are extra, never needed for full marks.
        after: The ``should`` of the case that must pass before this one is judged.
        reveal: Whether a message may show the expected value.
        draw: Draws the arguments of a hidden case, which is judged at grading only: every learner gets arguments of
            their own, always the same ones. None for a case that everybody sees.
    """

    should: str
    arguments: tuple[Any, ...] = ()
    points: int = 1
    tolerance: float = 1e-6
    look: Callable[[Any], Any] | None = None
    optional: bool = False
    after: str | None = None
    reveal: bool = True
    draw: Callable[[Random], tuple[Any, ...]] | None = None


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that learners really give.

    Attributes:
        function: Gives this wrong answer; takes the same arguments as the reference.
        hint: The one sentence that helps whoever gave exactly this answer.
    """

    function: Callable[..., Any]
    hint: str


@dataclass(frozen=True)
class Exercise:
    """Everything about one graded exercise.

    Attributes:
        reference: The function itself; its docstring is the task, its name is the exercise's name.
        cases: What is checked, in the order in which it is shown.
        misconceptions: Wrong answers and their hints; of those that fit, the one that fits the most cases is shown.
        page: The page that asks for it, without ending, for example ``"neuron"``.
        also_right: Other ways to write it that must earn everything.
        needs_keras: Whether the answer is a Keras model.
    """

    reference: Callable[..., Any]
    cases: Sequence[Case]
    misconceptions: Sequence[Misconception]
    page: str
    also_right: Sequence[Callable[..., Any]] = ()
    needs_keras: bool = False

    @property
    def name(self) -> str:
        """The name of the exercise, its function and its files."""
        return self.reference.__name__

    @property
    def points(self) -> int:
        """The points for full marks."""
        return sum(case.points for case in self.cases if not case.optional)

    @property
    def extra(self) -> int:
        """The points that the optional cases can add."""
        return sum(case.points for case in self.cases if case.optional)
