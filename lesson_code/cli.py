"""The commands: ``check``, ``list``, ``doctor`` and ``grade``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from lesson_code.grading.report import Report

__all__ = ["main"]

PASSED, FAILED, USAGE, OUR_FAULT, INTERRUPTED = 0, 1, 2, 3, 130
GRADE = (
    "Grade a whole class. A run that was stopped goes on where it was; a repeated one checks only what has changed. "
    "Exit codes: 0 everybody is graded, 2 something given cannot be used, 3 a check failed by our own fault."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: The words after the program's name; None for those of this process.

    Returns:
        The exit code: 0 everything passed, 1 something did not, 2 a wrong command, 3 our own fault.
    """
    if hasattr(sys.stdout, "reconfigure"):  # a terminal that lacks a character shows a question mark
        sys.stdout.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    try:
        code: int = options.command(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped\n")
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the output, `head` for example, has seen enough
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lesson_code", description="Check your answers, and your machine.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check your answers: all of them, or those you name")
    check.add_argument("names", nargs="*", metavar="NAME", help="an exercise, for example neuron_output")
    check.add_argument("--folder", type=Path, help="where your answers are (default: exercises)")
    check.add_argument("--json", action="store_true", help="write the reports for programs")
    check.set_defaults(command=_check)
    commands.add_parser("list", help="list the exercises").set_defaults(command=_list)
    commands.add_parser("doctor", help="see whether this machine is ready").set_defaults(command=_doctor)
    _add_grade(commands.add_parser("grade", help="grade a whole class", description=GRADE))
    return parser


def _add_grade(grade: argparse.ArgumentParser) -> None:
    add = grade.add_argument
    add("folder", type=Path, metavar="FOLDER", help="what was handed in: a folder, .zip or .py file for each learner")
    add("--out", type=_path, metavar="OUT", required=True, help="the folder for gradebook and reports")
    add("--roster", type=Path, metavar="CSV", help="a table of all learners, with the column id and perhaps name")
    add(
        "--exercise", action="append", default=[], metavar="NAME", help="grade this one; can be repeated (default: all)"
    )
    add("--secret", type=Path, metavar="FILE", help="the secret of the course; without it hidden checks are left out")
    add("--due", metavar="DATE", help='until when work is in time, for example "2026-03-01 18:00"')
    add("--workers", type=int, metavar="N", help="processes that work at a time (default: one for each processor)")
    add("--cluster", metavar="ADDRESS", help="work on this Dask cluster instead, for example tcp://192.0.2.7:8786")
    add("--unsafe", action="store_true", help="run hidden checks even where answers could read the files around them")
    grade.set_defaults(command=_grade)


def _path(text: str) -> Path:
    """Return a path; nothing at all, as an empty variable of a shell gives it, is none."""
    if not text.strip():
        raise argparse.ArgumentTypeError("expected a folder, got nothing")
    return Path(text)


def _check(options: argparse.Namespace) -> int:
    from lesson_code.exercises import NAMES, UnknownExerciseError

    if options.folder and not options.folder.is_dir():
        sys.stderr.write(f"there is no folder {options.folder}: --folder wants the one in which your answers are\n")
        return USAGE
    try:
        chosen = list(dict.fromkeys(_chosen(word, options.folder) for word in options.names or NAMES))
    except UnknownExerciseError as error:
        sys.stderr.write(f"{error}\n")
        return USAGE
    reports: list[Report] = []
    our_fault = False
    for name, folder in chosen:
        try:
            reports.append(_report(name, folder))
        except Exception as error:  # the others are checked all the same
            our_fault = True
            _write_our_fault(name, error)
            continue
        if not options.json:
            _write(reports, shortly=not options.names)
    if options.json:
        _write_json(reports)
    elif len(reports) > 1:
        _write_sum(reports)
    if our_fault or any(report.outcome == "grader error" for report in reports):
        return OUR_FAULT
    return PASSED if all(report.passed for report in reports) else FAILED


def _report(name: str, folder: Path | None) -> Report:
    from lesson_code.grading.process import new_process

    with new_process() as process:  # it boots while the rest of the grader is imported
        from shlex import quote

        from lesson_code.exercises import load
        from lesson_code.grading.front_ends import check_file

        path = (folder or _default_folder()) / f"{name}.py"
        return check_file(load(name), path, process, _shown(path), f"--folder {quote(str(folder))}" if folder else "")


def _chosen(word: str, folder: Path | None) -> tuple[str, Path | None]:
    """Return the exercise that a word means, and the folder of its answer (None: the default one).

    ``exercises/neuron_output.py`` is ``neuron_output``, and so is ``neuron_output.py``; a file of another folder is
    looked for there.
    """
    from lesson_code.exercises import UnknownExerciseError, known

    path = Path(word)
    try:
        name = known(path.name.removesuffix(".py"))
    except UnknownExerciseError:
        if path.is_dir():
            message = f"{word} is a folder: to check the answers in it, write --folder {word}"
            raise UnknownExerciseError(message) from None
        raise
    if folder is None and (path.parent.name not in ("", "exercises") or (path.is_file() and path.parent.name)):
        here = path.parent.resolve() == _default_folder().resolve()
        return name, None if here else path.parent
    return name, folder


def _default_folder() -> Path:
    beside = Path(__file__).resolve().parent.parent / "exercises"
    return beside if beside.is_dir() else Path("exercises")


def _shown(path: Path) -> str:
    """Return a path as the learner sees it from here, with forward slashes."""
    here = Path.cwd()
    return (path.resolve().relative_to(here) if path.resolve().is_relative_to(here) else path).as_posix()


def _write(reports: Sequence[Report], shortly: bool) -> None:
    """Write the last report; in one line where a whole one would say no more."""
    from lesson_code.grading.render import is_short, render, render_line

    short = [shortly and is_short(report) for report in reports]
    if len(reports) > 1 and not all(short[-2:]):
        sys.stdout.write("\n")
    sys.stdout.write((render_line(reports[-1]) if short[-1] else render(reports[-1], _has_colour())) + "\n")
    sys.stdout.flush()


def _has_colour() -> bool:
    import os

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _write_sum(reports: Sequence[Report]) -> None:
    earned, points = sum(r.earned for r in reports), sum(r.points for r in reports)
    n_passed = sum(r.passed for r in reports)
    sys.stdout.write(f"\n{n_passed} of {len(reports)} exercises passed, {earned} of {points} points\n")


def _write_json(reports: Sequence[Report]) -> None:
    import json

    json.dump({"version": 1, "reports": [report.as_dict() for report in reports]}, sys.stdout, indent=2)
    sys.stdout.write("\n")


def _write_our_fault(name: str, error: Exception) -> None:
    kind = type(error).__name__
    sys.stderr.write(
        f"this is our fault, not yours: the grader itself failed on {name} ({kind}: {error}); "
        "nothing is lost, please report these words and your file to the course\n"
    )


def _list(_: argparse.Namespace) -> int:
    from lesson_code.exercises import NAMES, load
    from lesson_code.grading.hidden import visible

    width = max(len(name) for name in NAMES)
    for exercise in map(load, NAMES):
        seen = visible(exercise)
        extra = f" +{exercise.extra}" if exercise.extra else ""
        hidden = exercise.points - seen.points
        later = f", {hidden} more at grading" if hidden else ""
        sys.stdout.write(f"{exercise.name:{width}}  {f'{seen.points}{extra} points{later}':27}  page {exercise.page}\n")
    return PASSED


def _doctor(_: argparse.Namespace) -> int:
    from lesson_code.doctor import main as doctor

    return doctor()


def _grade(options: argparse.Namespace) -> int:
    from lesson_code.classroom.command import Order, grade

    order = Order(
        folder=options.folder,
        out=options.out,
        roster=options.roster,
        exercises=options.exercise,
        secret=options.secret,
        due=options.due,
        workers=options.workers,
        cluster=options.cluster,
        unsafe=options.unsafe,
    )
    return grade(order, sys.stdout, sys.stderr)
