"""Do the tasks: in processes of this computer, or on a cluster. Results come as they are done, in any order."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Generator, Iterator
from functools import cache
from importlib import import_module
from itertools import islice
from threading import Lock, Thread
from typing import Any

from lesson_code.classroom.inputs import InputError
from lesson_code.classroom.task import Task, failure, grade_one
from lesson_code.grading.process import remove_folder

__all__ = ["on_cluster", "on_this_computer"]

IN_FLIGHT = 4
WATCH_SECONDS = 0.5
CLUSTER_SECONDS = 15


def on_this_computer(tasks: Iterator[Task], n_workers: int) -> Generator[dict[str, Any], None, None]:
    """Give the record of each task, done in processes of this computer.

    A process that is ended from outside takes nothing with it: what was under way is done again, one after the other,
    and a task that ends its process once more has a grader error.

    Args:
        tasks: What is to be done; it is asked for more only when there is room.
        n_workers: How many processes work at a time, at least 1.
    """
    flight = _Flight(tasks)
    while True:
        for record in _parallel(flight, n_workers):
            flight.land(record)
            yield record
        if not (broken := flight.missing()):
            return
        for task in broken:
            records = list(_parallel(_Flight(iter([task])), 1))
            yield records[0] if records else failure(task, "the process that checked it was ended twice")
        flight = flight.rest()


class _Flight:
    """The tasks that were sent out and have not come back. joblib asks for tasks in threads of its own."""

    def __init__(self, tasks: Iterator[Task]) -> None:
        self._tasks = tasks
        self._lock = Lock()
        self._out: dict[str, Task] = {}
        self._closed = False

    def __iter__(self) -> Iterator[Task]:
        while (task := self._next()) is not None:
            yield task

    def _next(self) -> Task | None:
        with self._lock:
            task = None if self._closed else next(self._tasks, None)
            if task is not None:
                self._out[task.key] = task
            return task

    def land(self, record: dict[str, Any]) -> None:
        """Take note that a task is done."""
        with self._lock:
            self._out.pop(record["key"], None)

    def missing(self) -> list[Task]:
        """Return the tasks that did not come back; no more are sent out."""
        with self._lock:
            self._closed = True
            return list(self._out.values())

    def rest(self) -> _Flight:
        """Return the tasks that were not sent out yet."""
        return _Flight(self._tasks)


def _parallel(flight: _Flight, n_workers: int) -> Generator[dict[str, Any], None, None]:
    """Give records until all are done, or until a process ends that should not."""
    from joblib import Parallel, delayed
    from joblib.externals.loky.process_executor import BrokenProcessPool

    # Two processes even for one worker: with a single one joblib would run the answers in this very process.
    parallel = Parallel(
        n_jobs=max(2, n_workers),
        backend="loky",
        return_as="generator_unordered",
        batch_size=1,
        pre_dispatch=1 if n_workers == 1 else 2 * n_workers,
    )
    # Whoever ends a worker by force ends what it has started, too, and then nobody is left to tidy up but us.
    folder = tempfile.mkdtemp(prefix="grading-")
    try:
        yield from parallel(delayed(_grade_in_worker)(task, folder) for task in flight)
    except BrokenProcessPool:
        return
    finally:
        remove_folder(folder)


def _grade_in_worker(task: Task, folder: str) -> dict[str, Any]:
    _end_with_parent()
    tempfile.tempdir = folder
    return grade_one(task)


@cache
def _end_with_parent() -> None:
    """Let this process end when the run has been killed; left alone, a worker would wait minutes for more tasks."""

    def watch(parent: int) -> None:
        while os.getppid() == parent:
            time.sleep(WATCH_SECONDS)
        os._exit(1)

    Thread(target=watch, args=(os.getppid(),), daemon=True).start()


def on_cluster(tasks: Iterator[Task], address: str) -> Generator[dict[str, Any], None, None]:
    """Give the record of each task, done on a Dask cluster.

    Args:
        tasks: What is to be done; a few for each thread of the cluster are sent at a time.
        address: Where its scheduler is, for example ``"tcp://192.0.2.7:8786"``.

    Raises:
        InputError: The cluster does not answer, or Dask is not installed.
    """
    with _client(address) as client:
        n_places = max(1, sum(client.nthreads().values()))
        out = {client.submit(grade_one, task, pure=False): task for task in islice(tasks, IN_FLIGHT * n_places)}
        running = _dask().as_completed(list(out))
        for future in running:
            task = out.pop(future)
            error = future.exception() if future.status != "finished" else None
            yield future.result() if error is None else failure(task, f"{type(error).__name__}: {error}"[:500])
            for task in islice(tasks, 1):
                follower = client.submit(grade_one, task, pure=False)
                out[follower] = task
                running.add(follower)


def _client(address: str) -> Any:
    try:
        client = _dask().Client(address, timeout=CLUSTER_SECONDS)
    except (OSError, ValueError, TypeError) as error:  # a time-out is an OSError
        raise InputError(f"no cluster answers at {address} ({error})") from error
    if not client.nthreads():
        client.close()
        raise InputError(f"the cluster at {address} has no workers")
    return client


def _dask() -> Any:
    """Return Dask's package, which only a cluster needs and whose functions have no types."""
    try:
        return import_module("distributed")
    except ImportError as error:
        raise InputError("--cluster needs Dask: pip install distributed") from error
