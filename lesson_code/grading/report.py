"""What a check found, as plain data: every front end shows a ``Report`` and none adds to it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["ERROR", "FAILED", "PASSED", "SKIPPED", "UNCHECKED", "Line", "Problem", "Report", "Result"]

PASSED = "passed"
FAILED = "failed"
ERROR = "error"
UNCHECKED = "could not be checked"
SKIPPED = "skipped"


@dataclass(frozen=True)
class Line:
    """A line of the learner's file."""

    number: int
    text: str


@dataclass(frozen=True)
class Result:
    """What became of one case.

    Attributes:
        sentence: What the case is about, in the third person: ``"gives 1.25 for the neuron of the lesson"``.
        outcome: ``PASSED``, ``FAILED``, ``UNCHECKED`` or ``SKIPPED``.
        points: What the case is worth.
        optional: Whether these are extra points.
        call: The call as the learner would write it.
        reason: Why there is neither a value nor an error to compare.
        expected: The expected value or error as text, where it may be shown.
        got: The returned value or the error as text.
        difference: Where the two first differ, or what helps against this error.
        line: The line that raised an error.
        hint: The one hint for exactly this answer.
    """

    sentence: str
    outcome: str
    points: int = 1
    optional: bool = False
    call: str | None = None
    reason: str | None = None
    expected: str | None = None
    got: str | None = None
    difference: str | None = None
    line: Line | None = None
    hint: str | None = None


@dataclass(frozen=True)
class Problem:
    """Why no case could be judged.

    Attributes:
        kind: One word for programs: ``"missing"``, ``"syntax"``, ``"not started"``, …
        message: What is wrong, in a sentence.
        line: Where, if it is a line of the learner's file.
        detail: What Python says about it.
        next_step: What to do about it.
    """

    kind: str
    message: str
    line: Line | None = None
    detail: str | None = None
    next_step: str | None = None


@dataclass(frozen=True, repr=False)
class Report:
    """What a check of one exercise found.

    Attributes:
        exercise: The name of the exercise.
        source: What was checked: a path as the learner knows it, or ``"your function"``.
        command: What checks it again.
        points: The points for full marks.
        earned: The points earned, without extra ones.
        extra: The extra points earned.
        results: One for each case, in order; empty where there is a problem.
        problem: Why no case could be judged.
        printed: What the answer printed.
        printed_more: How many bytes of it were left out.
    """

    exercise: str
    source: str
    command: str
    points: int
    earned: int = 0
    extra: int = 0
    results: tuple[Result, ...] = field(default=())
    problem: Problem | None = None
    printed: str = ""
    printed_more: int = 0

    @property
    def passed(self) -> bool:
        """Whether everything that is needed for full marks was right."""
        return self.problem is None and self.earned == self.points

    def as_dict(self) -> dict[str, Any]:
        """Return the report in a form that JSON can carry."""
        return asdict(self) | {"passed": self.passed}

    def __repr__(self) -> str:
        from lesson_code.grading.render import render

        return render(self)

    def _repr_html_(self) -> str:
        from html import escape

        return f"<pre>{escape(repr(self))}</pre>"
