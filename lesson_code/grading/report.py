"""What a check found, as plain data: every front end shows a ``Report`` and none adds to it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = [
    "CRASHED",
    "ERROR",
    "FAILED",
    "FLAGGED",
    "GRADER_ERROR",
    "MEMORY",
    "MISSING",
    "OUTCOMES",
    "OUTPUT",
    "PASSED",
    "SKIPPED",
    "TIMEOUT",
    "Line",
    "Problem",
    "Report",
    "Result",
    "report_of",
]

PASSED = "passed"
FAILED = "failed"
ERROR = "error"
TIMEOUT = "timeout"
MEMORY = "memory"
OUTPUT = "output"
CRASHED = "crashed"
MISSING = "missing"
SKIPPED = "skipped"
FLAGGED = "flagged"
GRADER_ERROR = "grader error"
OUTCOMES = (GRADER_ERROR, FLAGGED, MISSING, CRASHED, MEMORY, OUTPUT, TIMEOUT, ERROR, FAILED, SKIPPED, PASSED)
"""What may become of a case or of an exercise; of several the first one here is what an exercise is called."""

OF_PROBLEMS = {
    "missing": MISSING,
    "empty": MISSING,
    "not started": MISSING,
    "encoding": ERROR,
    "too large": ERROR,
    "unreadable": ERROR,
    "syntax": ERROR,
    "import": ERROR,
    "time limit": TIMEOUT,
    "memory": MEMORY,
    "output": OUTPUT,
    "crash": CRASHED,
    "flagged": FLAGGED,
    "grader error": GRADER_ERROR,
}


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
        outcome: One of ``OUTCOMES``.
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
        kind: One word for programs: one of ``OF_PROBLEMS``, or ``"function"``, ``"parameters"``, ``"returned"`` or
            ``"not finished"``, which are failures like any other.
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
        n_hidden: How many further checks run at grading only.
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
    n_hidden: int = 0

    @property
    def outcome(self) -> str:
        """What became of the exercise, in one word of ``OUTCOMES``."""
        if self.problem:
            return OF_PROBLEMS.get(self.problem.kind, FAILED)
        needed = {result.outcome for result in self.results if not result.optional}
        return next(outcome for outcome in OUTCOMES if outcome in needed)

    @property
    def passed(self) -> bool:
        """Whether everything that is needed for full marks was right."""
        return self.problem is None and self.earned == self.points

    def as_dict(self) -> dict[str, Any]:
        """Return the report in a form that JSON can carry."""
        return asdict(self) | {"passed": self.passed, "outcome": self.outcome}

    def __repr__(self) -> str:
        from lesson_code.grading.render import render

        return render(self)

    def _repr_html_(self) -> str:
        from html import escape

        return f"<pre>{escape(repr(self))}</pre>"


def report_of(fields: dict[str, Any]) -> Report:
    """Return the report that ``Report.as_dict`` has put in a form for JSON."""
    results = tuple(Result(**(result | {"line": _line_of(result)})) for result in fields["results"])
    problem = fields["problem"]
    if problem:
        problem = Problem(**(problem | {"line": _line_of(problem)}))
    others = {name: value for name, value in fields.items() if name not in ("passed", "outcome")}
    return Report(**(others | {"results": results, "problem": problem}))


def _line_of(fields: dict[str, Any]) -> Line | None:
    return Line(**fields["line"]) if fields["line"] else None
