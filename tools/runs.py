"""Make the runs over seeds that the claims of the book rest on, side by side, and keep them.

The seeds of one experiment are dealt out in portions, and each portion runs in a fresh fork of the process that has
imported Keras: nothing is left over from other experiments, and a network is translated once a portion. A stored run
holds until a file that it used, the locked versions or Python change.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import multiprocessing.connection
import os
import signal
import sysconfig
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from kernels import become_worker, context, reached
from keys import digests, fingerprint, holds, write_whole
from lessons.claim_source import Claim
from page_run import Failure

__all__ = ["KEPT_SEEDS", "clean", "prepare", "result_of"]

HOME = "lesson_code.experiments"
RUN_SECONDS = 300
# `make claims` judges every claim by at least so many, and they stay for the next time.
KEPT_SEEDS = 20
# A portion should take about so long: longer ones end late, shorter ones translate networks more often.
_PORTION_SECONDS = 30
# For an experiment that was never run; rather too long, because the longest begin first.
_SECONDS_OF_A_RUN = 3.0


@dataclass(frozen=True)
class _Portion:
    """Some seeds of one experiment, for one process."""

    experiment: str
    seeds: tuple[int, ...]
    expected: float


@dataclass
class _Worker:
    """A process at work on a portion."""

    portion: _Portion
    process: BaseProcess
    pipe: Connection
    left: list[int]
    deadline: float


@dataclass
class _Pool:
    """All that is to be done, all that is being done, and what came of it."""

    folder: Path
    home: str
    waiting: list[_Portion]
    n_missing: dict[str, int]
    workers: list[_Worker] = field(default_factory=list)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    failed: dict[str, tuple[int, str, str]] = field(default_factory=dict)


def prepare(claims: Sequence[Claim], folder: Path, force: bool = False, home: str = HOME) -> list[Failure]:
    """Make the runs that are missing or no longer hold; delete those that no longer hold.

    Args:
        claims: What is claimed; several claims may rest on the same experiment.
        folder: The folder of the stored runs.
        force: Make also the runs that hold.
        home: The module of the experiments.

    Returns:
        A failure for each experiment that raises, dies or takes longer than `RUN_SECONDS` for a seed.
    """
    asked: dict[str, int] = {}
    for claim in claims:
        asked[claim.experiment] = max(claim.seeds, asked.get(claim.experiment, 0))
    portions: list[_Portion] = []
    n_missing: dict[str, int] = {}
    for experiment, n_seeds in asked.items():
        seconds = _drop_what_does_not_hold(folder / experiment, force)
        missing = [seed for seed in range(n_seeds) if not _file(folder, experiment, seed).is_file()]
        n_missing[experiment] = len(missing)
        portions += _portions(experiment, missing, seconds)
    # The longest portion last would leave the other processors idle.
    portions.sort(key=lambda portion: -portion.expected)
    pool = _Pool(folder, home, portions, n_missing)
    _run(pool)
    return [_failure(claims, experiment, *what) for experiment, what in pool.failed.items()]


def result_of(folder: Path, experiment: str, seed: int) -> dict[str, Any] | None:
    """Return the result of a stored run that still holds, or None.

    Args:
        folder: The folder of the stored runs.
        experiment: The name of the function.
        seed: Its seed.
    """
    run = _read(_file(folder, experiment, seed))
    return dict(run["result"]) if _holds(run, experiment, seed) else None


def clean(claims: Sequence[Claim], folder: Path) -> None:
    """Delete runs that no claim of the book asks for, and what an interrupted build left behind.

    The first `KEPT_SEEDS` seeds of an experiment that is still in use stay.

    Args:
        claims: All claims of the book.
        folder: The folder of the stored runs.
    """
    kept = {_file(folder, claim.experiment, seed) for claim in claims for seed in range(max(claim.seeds, KEPT_SEEDS))}
    for file in folder.glob("*/*"):
        if file not in kept:
            file.unlink()
    for empty in folder.glob("*/"):
        with contextlib.suppress(OSError):
            empty.rmdir()


def _file(folder: Path, experiment: str, seed: int) -> Path:
    return folder / experiment / f"{seed}.json"


def _key(experiment: str, seed: int) -> str:
    return fingerprint([experiment, str(seed)])


def _read(file: Path) -> dict[str, Any]:
    """Return a stored run; nothing when there is none, or none that can be read."""
    try:
        return dict(json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _holds(run: Mapping[str, Any], experiment: str, seed: int) -> bool:
    return run.get("key") == _key(experiment, seed) and holds(run["files"])


def _drop_what_does_not_hold(folder: Path, force: bool) -> float:
    """Delete stored runs of one experiment that no longer hold; return how long a run took, with those deleted.

    One beyond what the claims ask for would be read by a page as if it still held.
    """
    seconds = []
    for file in folder.glob("*.json"):
        run = _read(file)
        if "seconds" in run:
            seconds.append(run["seconds"])
        if force or not file.stem.isdecimal() or not _holds(run, folder.name, int(file.stem)):
            file.unlink(missing_ok=True)
    return sum(seconds) / len(seconds) if seconds else _SECONDS_OF_A_RUN


def _portions(experiment: str, seeds: list[int], seconds: float) -> Iterator[_Portion]:
    size = max(1, round(_PORTION_SECONDS / max(seconds, 0.01)))
    n_portions = -(-len(seeds) // size)
    for first in range(n_portions):
        # Dealt out like cards, so that all portions are about as long.
        mine = tuple(seeds[first::n_portions])
        yield _Portion(experiment, mine, seconds * len(mine))


def _run(pool: _Pool) -> None:
    """Keep as many processes at work as there are processors, until nothing is left to do."""
    try:
        while pool.waiting or pool.workers:
            while pool.waiting and len(pool.workers) < (os.cpu_count() or 1):
                pool.workers.append(_start(pool.waiting.pop(0), pool.home))
            _listen(pool)
    finally:
        for worker in pool.workers:
            _end(worker)


def _start(portion: _Portion, home: str) -> _Worker:
    ours, theirs = context().Pipe(duplex=False)
    process = context().Process(target=_work, args=(theirs, home, portion.experiment, portion.seeds), daemon=True)
    process.start()
    # The pipe ends when the process does, but only if nobody else holds its other end.
    theirs.close()
    return _Worker(portion, process, ours, list(portion.seeds), time.monotonic() + RUN_SECONDS)


def _listen(pool: _Pool) -> None:
    """Wait until a process says something, ends, or has been silent for too long."""
    patience = min(worker.deadline for worker in pool.workers) - time.monotonic()
    heard = multiprocessing.connection.wait([worker.pipe for worker in pool.workers], max(patience, 0))
    for worker in list(pool.workers):
        if worker.pipe in heard:
            _hear(pool, worker)
        elif worker.deadline <= time.monotonic():
            _give_up(pool, worker, f"runs for more than {RUN_SECONDS} seconds")


def _hear(pool: _Pool, worker: _Worker) -> None:
    try:
        seed, run, message, details = worker.pipe.recv()
    except (EOFError, OSError):
        worker.process.join()
        _give_up(pool, worker, f"ends its process (exit code {worker.process.exitcode})")
        return
    if run is None:
        _give_up(pool, worker, message, details)
        return
    experiment = worker.portion.experiment
    write_whole(_file(pool.folder, experiment, seed), json.dumps({"key": _key(experiment, seed), **run}))
    pool.seconds.setdefault(experiment, []).append(run["seconds"])
    worker.left.remove(seed)
    worker.deadline = time.monotonic() + RUN_SECONDS
    if not worker.left:
        pool.workers.remove(worker)
        _end(worker)
    seconds = pool.seconds[experiment]
    if len(seconds) == pool.n_missing[experiment]:
        seeds = "1 seed" if len(seconds) == 1 else f"{len(seconds)} seeds"
        print(f"  {experiment}: {seeds} in {sum(seconds):.0f} s", flush=True)


def _give_up(pool: _Pool, worker: _Worker, message: str, details: str = "") -> None:
    """Note a failure, end the process, and leave out what the same experiment has still to do."""
    experiment, seed = worker.portion.experiment, worker.left[0]
    if experiment not in pool.failed or seed < pool.failed[experiment][0]:
        pool.failed[experiment] = (seed, message, details)
    pool.workers.remove(worker)
    _end(worker)
    pool.waiting = [portion for portion in pool.waiting if portion.experiment != experiment]


def _end(worker: _Worker) -> None:
    """End a process and all that it has started; its work is done, or lost."""
    worker.pipe.close()
    pid = worker.process.pid or 0
    with contextlib.suppress(ProcessLookupError, PermissionError):
        # It leads a group of its own, see `kernels.become_worker`, unless it has only just been born.
        if hasattr(os, "killpg") and os.getpgid(pid) == pid:
            os.killpg(pid, signal.SIGKILL)
    worker.process.kill()
    worker.process.join()


def _failure(claims: Sequence[Claim], experiment: str, seed: int, message: str, details: str) -> Failure:
    claim = next(claim for claim in claims if claim.experiment == experiment)
    words = f"{claim.name}: the experiment {experiment} {message} (seed {seed})"
    return Failure(claim.page, claim.line, words, details=details)


def _work(pipe: Connection, home: str, name: str, seeds: Sequence[int]) -> None:
    """Run some seeds of an experiment, in a process of its own, and report each as soon as it is done."""
    become_worker()
    # What a file was when it was first used counts, also if somebody changes it meanwhile.
    files: dict[str, str] = {}
    for seed in seeds:
        began = time.perf_counter()
        try:
            experiment = _experiment(home, name)
            files = digests(reached()) | files
            run_once = importlib.import_module("lesson_code.training").run_once
            result = run_once(experiment, seed)
        except (Exception, SystemExit) as error:
            pipe.send((seed, None, f"raises {type(error).__name__}: {error}", _own_lines(error)))
            return
        seconds = round(time.perf_counter() - began, 2)
        files = digests(reached()) | files
        run = {"experiment": name, "seed": seed, "files": files, "result": result, "seconds": seconds}
        pipe.send((seed, run, "", ""))


def _experiment(home: str, name: str) -> Any:
    module = importlib.import_module(home)
    if not hasattr(module, name):
        raise LookupError(f"there is no {name} in {home}; there are {', '.join(module.__all__)}")
    return getattr(module, name)


def _own_lines(error: BaseException) -> str:
    """Return the traceback without the lines of libraries and of what calls the experiment."""
    theirs = (sysconfig.get_path("stdlib"), sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), __file__)
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.name != "run_once" and not any(Path(frame.filename).is_relative_to(place) for place in theirs)
    ]
    return "".join([*traceback.format_list(frames), *traceback.format_exception_only(error)])
