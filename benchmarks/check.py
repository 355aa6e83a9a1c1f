"""Measure what one check costs: ``python benchmarks/check.py``.

The promise: one check of an exercise without Keras, the whole process, takes no longer than ten times
``python -c pass``. Both are run in turns; the table shows medians. Exits with 1 where the promise is broken.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
PROMISE = 10.0
N_RUNS = 21


def main() -> int:
    """Measure, print a table, return the exit code."""
    sys.path.insert(0, str(ROOT))
    from lesson_code.exercises import load
    from lesson_code.grading.stubs import answer

    exercise = load("neuron_output")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "neuron_output.py").write_text(answer(exercise, exercise.reference), encoding="utf-8")
        check = [sys.executable, "-m", "lesson_code", "check", "neuron_output", "--folder", folder]
        nothing = [sys.executable, "-c", "pass"]
        seconds = [(timed(nothing), timed(check)) for _ in range(N_RUNS + 1)][1:]
    base, whole = (median(column) for column in zip(*seconds, strict=True))
    print(f"{'what':<40}{'median ms':>12}{'ratio':>8}")
    print(f"{'python -c pass':<40}{1000 * base:>12.1f}{1.0:>8.1f}")
    print(f"{'python -m lesson_code check neuron_output':<40}{1000 * whole:>11.1f}{whole / base:>8.1f}")
    print(f"promised: at most {PROMISE:g} ({N_RUNS} runs of each, in turns)")
    return 0 if whole / base <= PROMISE else 1


def timed(command: list[str]) -> float:
    """Return how many seconds a command takes that must succeed."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    raise SystemExit(main())
