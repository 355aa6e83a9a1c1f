"""What the class did as a whole: counters that grow with the exercises, not with the class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from lesson_code.classroom.marks import Mark, Row
from lesson_code.grading.report import GRADER_ERROR, PASSED, SKIPPED, Report

__all__ = ["Check", "ExerciseSummary", "Hint", "Summary"]

N_BINS = 10


@dataclass(frozen=True)
class Check:
    """How often one check of an exercise did not pass.

    Attributes:
        exercise: The exercise's name.
        sentence: What the check is about.
        n_judged: How many answers it judged.
        n_failed: How many of them did not pass.
    """

    exercise: str
    sentence: str
    n_judged: int
    n_failed: int


@dataclass(frozen=True)
class Hint:
    """How many learners got a hint, and so have this misconception.

    Attributes:
        exercise: The exercise's name.
        words: The hint.
        n_learners: How many got it.
    """

    exercise: str
    words: str
    n_learners: int


@dataclass
class ExerciseSummary:
    """What became of one exercise.

    Attributes:
        name: Its name.
        full: The points for full marks.
        outcomes: How many learners have each outcome.
        points: The sum of the points that count.
        n_known: How many learners have points, by a check or by hand.
    """

    name: str
    full: int
    outcomes: Counter[str] = field(default_factory=Counter)
    points: float = 0
    n_known: int = 0

    @property
    def mean(self) -> float | None:
        """The mean of the points that count, those of missing work included; None without any."""
        return self.points / self.n_known if self.n_known else None


class Summary:
    """Counts reports and rows, one after the other.

    Attributes:
        exercises: What became of each exercise, in order.
        bins: How many learners have 0 to below 10 %, 10 to below 20 %, …, 90 to 100 % of the points.
        n_learners: How many there are.
        n_known: How many of them have a total.
    """

    def __init__(self, full: dict[str, int]) -> None:
        """Start with no learner.

        Args:
            full: The points for full marks of each exercise, in order.
        """
        self.exercises = [ExerciseSummary(name, points) for name, points in full.items()]
        self.bins = [0] * N_BINS
        self.n_learners = self.n_known = 0
        self._share = 0.0
        self._judged: Counter[tuple[str, str]] = Counter()
        self._failed: Counter[tuple[str, str]] = Counter()
        self._hints: Counter[tuple[str, str]] = Counter()

    def add(self, row: Row, reports: Sequence[Report]) -> None:
        """Count one learner."""
        self.n_learners += 1
        for exercise, mark, report in zip(self.exercises, row.marks, reports, strict=True):
            _count_mark(exercise, mark)
            self._count_report(report)
        if row.total is not None and row.full:
            share = row.total / row.full
            self.n_known += 1
            self._share += share
            self.bins[min(int(share * N_BINS), N_BINS - 1)] += 1

    @property
    def mean_percent(self) -> float | None:
        """The mean share of the points, in percent; None where nobody has a total."""
        return 100 * self._share / self.n_known if self.n_known else None

    @property
    def n_grader_errors(self) -> int:
        """How many answers could not be checked by our own fault."""
        return sum(exercise.outcomes[GRADER_ERROR] for exercise in self.exercises)

    def hardest(self, most: int = 15) -> list[Check]:
        """Return the checks that the largest share of the judged answers failed."""
        checks = [Check(*key, self._judged[key], n) for key, n in self._failed.items() if n]
        checks.sort(
            key=lambda check: (-check.n_failed / check.n_judged, -check.n_failed, check.exercise, check.sentence)
        )
        return checks[:most]

    def hints(self, most: int = 15) -> list[Hint]:
        """Return the hints that were given most often."""
        hints = [Hint(*key, n) for key, n in self._hints.items()]
        return sorted(hints, key=lambda hint: (-hint.n_learners, hint.exercise, hint.words))[:most]

    def _count_report(self, report: Report) -> None:
        for result in report.results:
            key = report.exercise, result.sentence
            if result.outcome != SKIPPED:
                self._judged[key] += 1
                self._failed[key] += result.outcome != PASSED
        self._hints.update({(report.exercise, result.hint) for result in report.results if result.hint})


def _count_mark(exercise: ExerciseSummary, mark: Mark) -> None:
    exercise.outcomes[mark.outcome] += 1
    if mark.points is not None:
        exercise.points += mark.points
        exercise.n_known += 1
