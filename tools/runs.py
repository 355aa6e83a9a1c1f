"""Run the experiments that the pages' claims speak of, with as many seeds as they ask for, and keep the results.

This is a step of its own, before the pages: several experiments at a time, each in a fresh process that compiles its
networks once for all its seeds. A stored run holds until a file that it used, a locked version or Python changes.
"""

from __future__ import annotations

import json
import math
import multiprocessing.connection
import os
import shutil
import time
import traceback
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from keys import digests, fingerprint, holds, write_whole
from lessons.claim_source import Claim
from page_run import Failure

__all__ = ["clean", "prepare", "result_of"]

# One run of an experiment; a page's cell may take as long.
RUN_SECONDS = 300
# Fewer seeds in a process of their own would mostly compile.
MIN_SEEDS = 3
# What `make claims` has run stays.
KEPT_SEEDS = 20


@dataclass
class _Task:
    """Some seeds of one experiment, for one process."""

    claim: Claim
    seeds: list[int]
    process: Any = None
    answers: Any = None
    began: float = 0.0


@dataclass
class _Experiment:
    """What is known about one experiment while it runs."""

    n_seeds: int
    n_tasks: int
    seconds: float = 0.0
    failures: list[Failure] = field(default_factory=list)


def _place(folder: Path, experiment: str, seed: int) -> Path:
    return folder / experiment / f"{seed}.json"


def _key(experiment: str, seed: int) -> str:
    return fingerprint([experiment, str(seed)])


def result_of(folder: Path, experiment: str, seed: int) -> dict[str, Any] | None:
    """Return the result of a stored run that still holds, or None.

    Args:
        folder: The folder of all runs.
        experiment: The name of the function.
        seed: Its seed.
    """
    try:
        stored = json.loads(_place(folder, experiment, seed).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    is_same = stored.get("key") == _key(experiment, seed) and holds(stored.get("files", {}))
    return dict(stored["result"]) if is_same else None


def _tasks(claims: Iterable[Claim], folder: Path, force: bool) -> list[_Task]:
    """Return what has to be run, the experiments with most seeds first."""
    wanted: dict[str, Claim] = {}
    for claim in claims:
        if claim.experiment not in wanted or claim.seeds > wanted[claim.experiment].seeds:
            wanted[claim.experiment] = claim
    missing = []
    for claim in wanted.values():
        seeds = [seed for seed in range(claim.seeds) if force or result_of(folder, claim.experiment, seed) is None]
        missing += [(claim, seeds)] if seeds else []
    tasks = [_Task(claim, part) for claim, seeds in missing for part in _parts(seeds)]
    return sorted(tasks, key=lambda task: -len(task.seeds))


def _parts(seeds: list[int]) -> Iterator[list[int]]:
    """Divide seeds among the processors, unless there are too few to be worth a process."""
    size = max(math.ceil(len(seeds) / (os.cpu_count() or 1)), MIN_SEEDS)
    for start in range(0, len(seeds), size):
        yield seeds[start : start + size]


def _work(experiment: str, seeds: Sequence[int], folder: str, answers: Any) -> None:
    """Run an experiment, in a process of its own; tell the parent of each seed that failed, in words."""
    from kernels import become_worker, reached

    become_worker()
    from lesson_code import experiments
    from lesson_code.training import run_once

    for seed in seeds:
        began = time.perf_counter()
        try:
            result = run_once(getattr(experiments, experiment), seed)
        except Exception as error:
            answers.send((seed, f"{type(error).__name__}: {error}", _own_lines(error)))
            return
        seconds = round(time.perf_counter() - began, 2)
        about = {"experiment": experiment, "seed": seed, "key": _key(experiment, seed), "files": digests(reached())}
        stored = {**about, "result": result, "seconds": seconds}
        write_whole(_place(Path(folder), experiment, seed), json.dumps(stored))


def _own_lines(error: BaseException) -> str:
    """Return the traceback of an error, from the experiment on."""
    frames = traceback.extract_tb(error.__traceback__)[1:]
    return "".join(traceback.format_list(frames))


def prepare(claims: Sequence[Claim], folder: Path, force: bool = False) -> list[Failure]:
    """Run what the claims need and is not stored; return what went wrong, at the lines of the claims.

    Args:
        claims: All claims of the pages.
        folder: Where the runs are stored.
        force: Run also what is stored and holds.
    """
    waiting = deque(_tasks(claims, folder, force))
    known = {task.claim.experiment: _Experiment(0, 0) for task in waiting}
    for task in waiting:
        known[task.claim.experiment].n_seeds += len(task.seeds)
        known[task.claim.experiment].n_tasks += 1
    active: list[_Task] = []
    try:
        while waiting or active:
            while waiting and len(active) < (os.cpu_count() or 1):
                active.append(_start(waiting.popleft(), folder))
            multiprocessing.connection.wait([task.process.sentinel for task in active], timeout=1)
            for task in [task for task in active if _is_over(task)]:
                active.remove(task)
                _note(task, known[task.claim.experiment])
    finally:
        for task in active:
            task.process.kill()
    return [failure for experiment in known.values() for failure in experiment.failures]


def _start(task: _Task, folder: Path) -> _Task:
    from kernels import context

    task.answers, theirs = context().Pipe(duplex=False)
    arguments = (task.claim.experiment, task.seeds, str(folder), theirs)
    task.process = context().Process(target=_work, args=arguments, daemon=True)
    task.began = time.monotonic()
    task.process.start()
    theirs.close()
    return task


def _is_over(task: _Task) -> bool:
    if task.process.exitcode is None and time.monotonic() - task.began > RUN_SECONDS * len(task.seeds):
        task.process.kill()
        task.process.join()
    return task.process.exitcode is not None


def _note(task: _Task, experiment: _Experiment) -> None:
    """Take over what a finished process has said, and say so when its experiment is done."""
    name, claim = task.claim.experiment, task.claim
    seconds = time.monotonic() - task.began
    experiment.seconds += seconds
    experiment.n_tasks -= 1
    try:
        answer = task.answers.recv()
    except EOFError:
        answer = None
    task.answers.close()
    if answer:
        seed, message, details = answer
        message = f"the experiment {name} fails with seed {seed}: {message}"
        experiment.failures.append(Failure(claim.page, claim.line, message, details=details))
    elif task.process.exitcode:
        why = f"is ended after {seconds:.0f} s" if seconds > RUN_SECONDS else "ends without a word"
        experiment.failures.append(Failure(claim.page, claim.line, f"a process of the experiment {name} {why}"))
    if not experiment.n_tasks:
        seeds = "1 seed" if experiment.n_seeds == 1 else f"{experiment.n_seeds} seeds"
        print(f"  {name}: {seeds} in {experiment.seconds:.0f} s", flush=True)


def clean(claims: Iterable[Claim], folder: Path) -> None:
    """Delete the runs that no claim asks for, and what an interrupted build left behind."""
    wanted: dict[str, int] = {}
    for claim in claims:
        wanted[claim.experiment] = max(claim.seeds, KEPT_SEEDS, wanted.get(claim.experiment, 0))
    for place in folder.glob("*"):
        if place.name not in wanted:
            shutil.rmtree(place)
            continue
        for stored in place.glob("*"):
            is_run = stored.suffix == ".json" and stored.stem.isdecimal()
            if not is_run or int(stored.stem) >= wanted[place.name]:
                stored.unlink()
