"""The command ``grade``: from a folder of work to a gradebook."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from lesson_code.classroom.changes import Change, read_changes
from lesson_code.classroom.inputs import InputError, folded, read_due, read_secret
from lesson_code.classroom.journal import Journal
from lesson_code.classroom.learners import Learner, find_learners
from lesson_code.classroom.marks import notes_of
from lesson_code.classroom.progress import Progress
from lesson_code.classroom.results import Results, keys_of, write_results
from lesson_code.classroom.roster import read_roster
from lesson_code.classroom.task import Task, make_task
from lesson_code.exercises import NAMES, UnknownExerciseError, known, load
from lesson_code.grading.hidden import visible

__all__ = ["Order", "grade"]

GRADED, USAGE, OUR_FAULT, INTERRUPTED = 0, 2, 3, 130
MOST_WORKERS = 256
GO_ON = "stopped; nothing is lost, the same command goes on from here"


@dataclass(frozen=True)
class Order:
    """What is asked for.

    Attributes:
        folder: What was handed in, an entry for each learner.
        out: Where to write.
        roster: The table of all learners, or None.
        exercises: What is graded; empty for all exercises.
        secret: The file with the secret of the course, or None to leave hidden cases out.
        due: Until when work is in time, or None.
        workers: How many processes work at a time; None for one on each processor.
        cluster: The address of a Dask cluster, or None for this computer.
        unsafe: Whether hidden cases may run where files are not protected.
    """

    folder: Path
    out: Path
    roster: Path | None = None
    exercises: Sequence[str] = ()
    secret: Path | None = None
    due: str | None = None
    workers: int | None = None
    cluster: str | None = None
    unsafe: bool = False


def grade(order: Order, written: TextIO, said: TextIO) -> int:
    """Grade a class.

    Args:
        order: What is asked for.
        written: Where the result goes.
        said: Where progress and complaints go.

    Returns:
        The exit code: 0 everybody is graded, 2 something that was given cannot be used, 3 an answer could not be
        checked by our own fault, 130 stopped by Ctrl-C.
    """
    try:
        return _grade(order, written, said)
    except (InputError, UnknownExerciseError) as error:
        said.write(f"{error}\n")
        return USAGE
    except BrokenPipeError:
        raise
    except OSError as error:  # a full disk, for example
        said.write(f"stopped by the system: {error}; nothing is lost, the same command goes on from here\n")
        return USAGE
    except Exception as error:
        said.write(f"this is our fault: the grader itself failed ({type(error).__name__}: {error}); nothing is lost\n")
        return OUR_FAULT
    except KeyboardInterrupt:
        said.write(f"\n{GO_ON}\n")
        return INTERRUPTED


def _grade(order: Order, written: TextIO, said: TextIO) -> int:
    chosen = {known(name) for name in order.exercises}
    names = [name for name in NAMES if not chosen or name in chosen]
    secret = read_secret(order.secret) if order.secret else None
    due = read_due(order.due) if order.due else None
    people = read_roster(order.roster) if order.roster else None
    _check_places(order)
    _check_protection(order, said)
    with _journal(order.out) as journal:
        learners = _learners(order, people, names, due)
        changes, lines = _changes(order, learners, names, secret)
        n_new = _work(order, learners, names, secret, journal, said)
        results = write_results(order.out, learners, names, journal, secret, changes)
    _write_end(order, results, len(learners) * len(names) - n_new, n_new, lines, written)
    return OUR_FAULT if results.summary.n_grader_errors else GRADED


def _check_places(order: Order) -> None:
    if order.folder.is_file():
        raise InputError(f"{order.folder} is a file: unpack it, and name the folder with an entry for each learner")
    if not order.folder.is_dir():
        raise InputError(f"there is no folder {order.folder}")
    if order.out.exists() and not order.out.is_dir():
        raise InputError(f"{order.out} is a file: --out needs a folder")
    if order.out.resolve().is_relative_to(order.folder.resolve()):
        raise InputError(f"{order.out} is inside {order.folder}, where it would count as work: choose another --out")
    if order.out.resolve().parent == order.out.resolve():
        raise InputError(f"--out cannot be {order.out} itself: name a folder in it")
    if order.workers is not None and not 1 <= order.workers <= MOST_WORKERS:
        raise InputError(f"--workers must be from 1 to {MOST_WORKERS}, got {order.workers}")


def _check_protection(order: Order, said: TextIO) -> None:
    from lesson_code.grading.protection import files_are_isolated

    if order.cluster or files_are_isolated():
        return
    if order.secret and not order.unsafe:
        raise InputError(
            "answers can read the files of this computer, the secret included: grade on Linux with Landlock or in a "
            "container (python -m lesson_code doctor says more), or add --unsafe if you trust every answer"
        )
    said.write("answers can read and write the files of this computer: python -m lesson_code doctor says more\n")


def _journal(out: Path) -> Journal:
    try:
        out.mkdir(parents=True, exist_ok=True)
        return Journal(out)
    except OSError as error:
        raise InputError(f"{out} cannot be written: {(error.strerror or str(error)).lower()}") from error


def _learners(order: Order, people: Mapping[str, Any] | None, names: Sequence[str], due: float | None) -> list[Learner]:
    tables = [path for path in (order.roster, order.secret) if path]
    try:
        learners = find_learners(order.folder, people, names, due, tables)
    except OSError as error:
        raise InputError(f"{order.folder} cannot be read: {(error.strerror or str(error)).lower()}") from error
    if not learners:
        raise InputError(f"{order.folder} is empty: each entry in it is the work of one learner")
    return learners


def _changes(
    order: Order, learners: Sequence[Learner], names: Sequence[str], secret: bytes | None
) -> tuple[dict[tuple[str, str], Change], list[str]]:
    full = {name: (load(name) if secret else visible(load(name))).points for name in names}
    return read_changes(order.out / "changes.csv", {folded(one.id): one.id for one in learners}, full)


def _work(
    order: Order,
    learners: Sequence[Learner],
    names: Sequence[str],
    secret: bytes | None,
    journal: Journal,
    said: TextIO,
) -> int:
    """Do what the journal does not hold yet, and return how many tasks that were."""
    from lesson_code.classroom.work import on_cluster, on_this_computer

    missing = [
        (learner, name)
        for learner in learners
        for name, key in zip(names, keys_of(learner, names, secret), strict=True)
        if key not in journal.places
    ]
    tasks = (_task(learner, name, secret, order.unsafe) for learner, name in missing)
    if order.cluster:
        records = on_cluster(tasks, order.cluster)
    else:
        records = on_this_computer(tasks, order.workers or os.cpu_count() or 1)
    progress = Progress(len(missing), said)
    try:
        with closing(records):
            for record in records if missing else ():
                journal.append(record)
                progress.step()
    finally:
        progress.end()
    return len(missing)


def _task(learner: Learner, name: str, secret: bytes | None, unsafe: bool) -> Task:
    answer = learner.submission.answers.get(name) if learner.submission else None
    return make_task(learner.id, name, answer, secret, unsafe)


def _write_end(order: Order, results: Results, n_old: int, n_new: int, lines: Sequence[str], written: TextIO) -> None:
    for line in _end(order, results, n_old, n_new, lines):
        written.write(f"{line}\n")


def _end(order: Order, results: Results, n_old: int, n_new: int, lines: Sequence[str]) -> Iterator[str]:
    notes = [f"{row.learner.id}: {note}" for row in results.rows for note in notes_of(row)]
    if notes or lines:
        yield from (*notes, *lines, "")
    kept = f", {n_old} taken over from the last run" if n_old else ""
    n, n_exercises = len(results.rows), len(results.summary.exercises)
    who = f"{n} learner{'' if n == 1 else 's'}, {n_exercises} exercise{'' if n_exercises == 1 else 's'}"
    yield f"{who}: {n_new} checked{kept}"
    for name, what in (
        ("report.html", "the class: distribution, checks, misconceptions"),
        ("learners/", "a page for each learner"),
        ("gradebook.csv", "points and outcomes, to read"),
        ("import.csv", "totals for a learning platform"),
        ("changes.csv", "points by hand: write them here, then run the command again"),
        ("reports.jsonl", "every report, for programs"),
    ):
        yield f"  {name:14} {what}"
    yield f"in {order.out}"
