"""Check the answers with pytest: ``pytest exercises``, or ``pytest exercises -k neuron_output`` for one of them."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lesson_code.exercises import NAMES, load
from lesson_code.grading.front_ends import check_file
from lesson_code.grading.hidden import visible
from lesson_code.grading.process import new_process
from lesson_code.grading.render import render, render_case
from lesson_code.grading.report import PASSED, SKIPPED, Report
from lesson_code.grading.words import conjugated

REPORTS = pytest.StashKey[list[Report]]()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Take each answer as a file of tests."""
    known = file_path.suffix == ".py" and file_path.stem in NAMES
    return AnswerFile.from_parent(parent, path=file_path) if known else None


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Write the same reports as the command does, and which answers are not there."""
    folder = Path(__file__).resolve().parent
    missing = [f"{name}.py" for name in NAMES if not (folder / f"{name}.py").is_file()]
    if missing:
        terminalreporter.section("not checked")
        terminalreporter.write_line(f"there is no file {', '.join(missing)} in {folder}")
    for report in config.stash.get(REPORTS, []):
        terminalreporter.section(report.exercise)
        terminalreporter.write_line(render(report))


class AnswerFile(pytest.File):
    """One answer; it is checked when its first case is run, and only once."""

    _report: Report | None = None

    def collect(self) -> Iterator[pytest.Item]:
        """Give one test for each case."""
        for index, case in enumerate(visible(load(self.path.stem)).cases):
            yield CaseItem.from_parent(self, name=conjugated(case.should), index=index)

    def report(self) -> Report:
        """Return what the check finds."""
        if self._report is None:
            here = Path.cwd()
            shown = self.path.relative_to(here) if self.path.is_relative_to(here) else self.path
            with new_process() as process:
                self._report = check_file(load(self.path.stem), self.path, process, shown.as_posix())
            self.config.stash.setdefault(REPORTS, []).append(self._report)
        return self._report


class CaseError(Exception):
    """A case did not pass; the message says why."""


class CaseItem(pytest.Item):
    """One case of an exercise."""

    def __init__(self, *, index: int, **others: Any) -> None:
        super().__init__(**others)
        self.index = index

    def runtest(self) -> None:
        """Fail with the words of the report."""
        answer: Any = self.parent
        report: Report = answer.report()
        if report.problem:
            raise CaseError(f"{report.problem.message} – {report.problem.next_step}")
        result = report.results[self.index]
        if result.outcome == SKIPPED or (result.optional and result.outcome != PASSED):
            pytest.skip(f"{result.reason or 'optional'}")
        if result.outcome != PASSED:
            raise CaseError(render_case(result))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show the words alone, without a traceback of ours."""
        return str(excinfo.value) if isinstance(excinfo.value, CaseError) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Say which answer this is about."""
        return self.path, None, f"{self.path.stem}: {self.name}"
