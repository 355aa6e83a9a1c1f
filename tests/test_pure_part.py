"""What compares and words needs nothing but Python's own data: it can run in a page, where there are no processes."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PROGRAM = """
import sys

class Refused:
    def find_spec(self, name, path=None, target=None):
        if name in {"subprocess", "multiprocessing", "threading", "select", "socket", "ctypes", "tempfile", "numpy"}:
            raise ImportError(f"{name} is not there")

sys.meta_path.insert(0, Refused())
from lesson_code.exercises import NAMES, load
from lesson_code.grading.hidden import drawn, n_hidden, visible
from lesson_code.grading.judge import Source, judge
from lesson_code.grading.key import calls_of, key_by_running, outcome_of
from lesson_code.grading.outcome import Collected, Outcome
from lesson_code.grading.render import render
from lesson_code.grading.report import report_of

exercise = load("neuron_output")
shown = visible(exercise)
calls, case_calls = calls_of(shown)
found = {"loaded": {"callable": True, "kind": "function", "fewest": 3, "most": 3}, "functions": []}
outcomes = tuple(outcome_of(exercise.reference, call) for call in calls)
collected = Collected(Outcome("loaded", found), outcomes)
source = Source("here", "check it", lambda number: None)
report = judge(shown, key_by_running(shown, calls), collected, case_calls, source, n_hidden(exercise))
print(render(report_of(report.as_dict())).splitlines()[0])
for name in NAMES:
    load(name)
"""


def test_judging_and_wording_need_no_processes_and_no_packages():
    done = subprocess.run([sys.executable, "-S", "-c", PROGRAM], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.stdout, done.stderr) == ("neuron_output  6 of 6 points\n", "")
