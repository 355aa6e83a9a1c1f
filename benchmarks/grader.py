"""Measure what checking and grading cost: ``python benchmarks/grader.py``.

The promises, each of medians from this run, all for one plain exercise, ``neuron_output``:

- one check by a learner takes at most ten times ``python -c pass``, and no longer than check50;
- in a class of 200, a submission takes at most 1/10 of what it takes with nbgrader, and 1/40 of otter-grader;
- in a class of 2 000, it takes at most 1.1 of what it takes in one of 200, and memory grows by at most a fifth.

Peers are installed for this measurement alone, each in an environment of its own (in a common one the packages that
nbgrader brings make otter-grader three times as slow); one that is not there is left out, and the table says so::

    for peer in check50 nbgrader otter; do
        .venv/bin/python -m venv _build/peers/$peer
        _build/peers/$peer/bin/pip install -r benchmarks/peers/$peer/requirements.txt
    done

Nobody is given endless loops in the timed classes: otter-grader would never end, nbgrader waits half a minute, and
how long we wait is a setting. What they cost us is shown apart. Before anything is timed, every peer must give the
same points as we do, full marks to a right answer and fewer to every wrong one. Exits with 1 where a promise is broken.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from statistics import median

from peer_graders import Check50, Nbgrader, Otter, Peer, environment, run
from school_class import FULL, NAME, Submission, make_class, right_and_wrong, with_loops, write_folders

ROOT = Path(__file__).resolve().parent.parent
PEERS: dict[str, Callable[[Path, Path], Peer]] = {"check50": Check50, "nbgrader": Nbgrader, "otter": Otter}
LOOK_SECONDS = 0.1


@dataclass(frozen=True)
class Sizes:
    """How much is measured.

    Attributes:
        n_checks: How often one check is timed.
        n_rounds: How often a class is timed, and a peer's sample.
        n_class: How many learners are in the class.
        n_large: How many are in the large one.
        n_sample: How many submissions of the class the peers get, at least 3.
    """

    n_checks: int = 21
    n_rounds: int = 3
    n_class: int = 200
    n_large: int = 2000
    n_sample: int = 10


@dataclass(frozen=True)
class Graded:
    """One run of ``python -m lesson_code grade``.

    Attributes:
        seconds: How long the command took, from its start to its end.
        main: The most memory of its main process, in MB.
        worker: The most memory of any of its workers, in MB; what answers use is theirs.
        points: What each learner got.
    """

    seconds: float
    main: float
    worker: float
    points: dict[str, int]


@dataclass(frozen=True)
class Row:
    """One line of the table: what, our value and the other, their ratio, and how large it may be."""

    what: str
    ours: float | None = None
    other: float | None = None
    most: float | None = None

    @property
    def ratio(self) -> float | None:
        """Ours divided by the other, if both were measured."""
        return None if self.ours is None or self.other is None else self.ours / self.other

    @property
    def kept(self) -> bool:
        """Whether the promise is kept, if there is one and it could be measured."""
        return self.ratio is None or self.most is None or self.ratio <= self.most


class Ours:
    """Our own commands."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._environment = folder, environment(folder)
        self._runs = count()

    def check(self, place: Path) -> None:
        """Check one right answer as a learner does."""
        run([sys.executable, "-m", "lesson_code", "check", NAME, "--folder", str(place)], ROOT, self._environment)

    def nothing(self) -> None:
        """Start Python and end it."""
        run([sys.executable, "-c", "pass"], ROOT, self._environment)

    def grade(self, submissions: Sequence[Submission], *options: str) -> Graded:
        """Grade a class from nothing, and watch the memory of the main process and of its workers."""
        place = self._folder / f"run{next(self._runs)}"
        write_folders(place / "class", submissions)
        command = [sys.executable, "-m", "lesson_code", "grade", str(place / "class"), "--out", str(place / "out")]
        start = time.perf_counter()
        main, worker = watch([*command, "--exercise", NAME, *options], self._environment)
        seconds = time.perf_counter() - start
        with (place / "out" / "gradebook.csv").open(encoding="utf-8-sig", newline="") as stream:
            points = {row["id"]: int(row[NAME]) for row in csv.DictReader(stream)}
        graded = Graded(seconds, main, worker, points)
        compare("we", submissions, [graded.points[submission.learner] for submission in submissions])
        return graded


def watch(command: Sequence[str], whole: dict[str, str]) -> tuple[float, float]:
    """Run a command that must succeed; return the most memory of its process, and of a child of it, in MB."""
    main = worker = 0.0
    process = subprocess.Popen(command, cwd=ROOT, env=whole, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.returncode is None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(LOOK_SECONDS)
        main = max(main, most_memory(process.pid))
        worker = max(worker, *map(most_memory, children(process.pid)), 0.0)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return main, worker


def children(process: int) -> Iterator[int]:
    """Give the processes that a process has started; on Linux alone."""
    for thread in Path(f"/proc/{process}/task").glob("*"):
        with suppress(OSError):
            yield from map(int, (thread / "children").read_text().split())


def most_memory(process: int) -> float:
    """Return the most memory that a process has had so far, in MB; 0 where it is gone or the system does not say."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def compare(who: str, submissions: Sequence[Submission], points: Sequence[int]) -> None:
    """Stop where a right answer did not get everything, or a wrong one did."""
    for submission, earned in zip(submissions, points, strict=True):
        if submission.right != (earned == FULL):
            raise SystemExit(f"{who} gave {earned} of {FULL} points for\n{submission.text}")


def same_points(peers: Mapping[str, Peer], ours: Ours) -> None:
    """Stop where a peer does not give the points that we give, for a right answer and for every wrong one."""
    submissions = right_and_wrong()
    graded = ours.grade(submissions).points
    expected = [graded[submission.learner] for submission in submissions]
    for name, peer in peers.items():
        for submission, mine, theirs in zip(submissions, expected, peer.points(submissions), strict=True):
            if mine != theirs:
                raise SystemExit(f"{name} gave {theirs} points and we gave {mine} for\n{submission.text}")


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def one_check(ours: Ours, check50: Peer | None, folder: Path, n_times: int) -> list[Row]:
    """Time one check of a right answer, in turns; the first turn does not count."""
    right = right_and_wrong()[0]
    write_folders(folder / "check", [right])
    works: list[Callable[[], object]] = [lambda: ours.check(folder / "check" / right.learner), ours.nothing]
    if isinstance(check50, Check50):
        place = check50.prepare(right)
        works.append(lambda: check50.check(place))
    rounds = [[timed(work) for work in works] for _ in range(n_times + 1)][1:]
    check, nothing, *theirs = (1000 * median(column) for column in zip(*rounds, strict=True))
    return [
        Row("one check, ms, against python -c pass", check, nothing, 10.0),
        Row("one check, ms, against check50", check, theirs[0] if theirs else None, 1.0),
    ]


class Class:
    """Times a class with everybody, in turns."""

    def __init__(self, ours: Ours, peers: Mapping[str, Peer], sizes: Sizes) -> None:
        self._ours, self._peers, self._sizes = ours, peers, sizes
        self._submissions = make_class(sizes.n_class)
        with_answer = [submission for submission in self._submissions if submission.text is not None]
        self._sample = with_answer[: sizes.n_sample]
        self._graded: list[Graded] = []
        self._alone: list[float] = []
        self._theirs: dict[str, list[float]] = {"nbgrader": [], "otter": []}

    def measure(self) -> list[Row]:
        """Return the rows on the class."""
        for _ in range(self._sizes.n_rounds):
            self._graded.append(self._ours.grade(self._submissions))
            self._alone.append(self._ours.grade(self._submissions, "--workers", "1").seconds)
            self._measure_peers()
        large = self._ours.grade(make_class(self._sizes.n_large))
        looping = self._ours.grade(with_loops(self._submissions)).seconds
        return list(self._rows(large, looping))

    def _measure_peers(self) -> None:
        nbgrader, otter = self._peers.get("nbgrader"), self._peers.get("otter")
        if isinstance(nbgrader, Nbgrader):
            few, many = (nbgrader.seconds(self._sample[:n]) for n in (2, len(self._sample)))
            each = (many - few) / (len(self._sample) - 2)
            # Its start is shared by the whole class, as ours is.
            self._theirs["nbgrader"].append(each + (few - 2 * each) / self._sizes.n_class)
        if isinstance(otter, Otter):
            self._theirs["otter"] += [otter.seconds(submission) for submission in self._sample]

    def _rows(self, large: Graded, looping: float) -> Iterator[Row]:
        n_class, n_large = self._sizes.n_class, self._sizes.n_large
        ours, alone = (1000 * median(x) / n_class for x in ([one.seconds for one in self._graded], self._alone))
        theirs = {name: 1000 * median(seconds) if seconds else None for name, seconds in self._theirs.items()}
        yield Row(f"one of {n_class} submissions, ms, against nbgrader", ours, theirs["nbgrader"], 1 / 10)
        yield Row(f"one of {n_class} submissions, ms, against otter run", ours, theirs["otter"], 1 / 40)
        yield Row("the same with one worker, against nbgrader", alone, theirs["nbgrader"])
        yield Row("the same with one worker, against otter run", alone, theirs["otter"])
        yield Row(f"one of {n_class} with endless loops, ms, against without", 1000 * looping / n_class, ours)
        yield Row(
            f"one of {n_large} submissions, ms, against one of {n_class}", 1000 * large.seconds / n_large, ours, 1.1
        )
        for what, most, before in (
            ("memory of the main process", large.main, median(one.main for one in self._graded)),
            ("memory of the largest worker", large.worker, median(one.worker for one in self._graded)),
        ):
            yield Row(f"{what}, MB, {n_large} against {n_class}", most or None, before or None, 1.2)


def report(rows: Sequence[Row], sizes: Sizes, absent: Sequence[str]) -> int:
    """Print the table; return the exit code."""
    print(
        f"medians of {sizes.n_checks} checks and {sizes.n_rounds} classes, in turns; {os.cpu_count()} processors, of "
        f"which we use all and the peers' commands one\npeers got {sizes.n_sample} submissions of the class, in "
        "every round; nbgrader's start is shared by the whole class\nno endless loops but where the table says so"
    )
    for name in absent:
        print(f"{name} is not there and was left out: benchmarks/grader.py says how to install it")
    print(f"\n{'what':<58}{'ours':>8}{'other':>9}{'ratio':>8}{'at most':>9}")
    for row in rows:
        numbers = (f"{shown(row.ours, '.1f'):>8}", f"{shown(row.other, '.1f'):>9}", f"{shown(row.ratio, '.3f'):>8}")
        print(f"{row.what:<58}{''.join(numbers)}{shown(row.most, '.3f'):>9}{'' if row.kept else '  broken'}")
    return 0 if all(row.kept for row in rows) else 1


def shown(value: float | None, form: str) -> str:
    """Return a number in a form, or a dash where there is none."""
    return "–" if value is None else format(value, form)


def main() -> int:
    """Measure, print a table, return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--peers", type=Path, metavar="FOLDER", default=ROOT / "_build" / "peers")
    parser.add_argument("--quick", action="store_true", help="a small class, to try the script; no promise is judged")
    options = parser.parse_args()
    sizes = Sizes(3, 1, 20, 100, 4) if options.quick else Sizes()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        homes = {peer: options.peers.resolve() / peer for peer in PEERS}
        peers = {peer: PEERS[peer](home, folder) for peer, home in homes.items() if (home / "bin" / peer).exists()}
        ours = Ours(folder)
        same_points(peers, ours)
        rows = one_check(ours, peers.get("check50"), folder, sizes.n_checks)
        rows += Class(ours, peers, sizes).measure()
    if options.quick:
        rows = [replace(row, most=None) for row in rows]
    return report(rows, sizes, [peer for peer in PEERS if peer not in peers])


if __name__ == "__main__":
    raise SystemExit(main())
