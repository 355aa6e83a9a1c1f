"""Every wrong answer that is known, and what is said to it: compared with a transcript that people review."""

import difflib
from dataclasses import replace
from pathlib import Path

from lesson_code.exercises import NAMES, load
from lesson_code.grading.hidden import visible
from lesson_code.grading.judge import Source, judge
from lesson_code.grading.key import calls_of, key_by_running, outcome_of
from lesson_code.grading.outcome import Collected, Outcome
from lesson_code.grading.render import render

GOLDEN = Path(__file__).parent / "golden" / "hints.txt"
SOURCE = Source("an answer", "a command", lambda number: None)


def what_is_said(exercise, key, calls, misconception):
    """Return the case with the hint of a misconception, as a learner reads it."""
    _, case_calls = calls_of(exercise)
    found = {"loaded": {"callable": True, "kind": "function", "fewest": 0, "most": None}, "functions": []}
    outcomes = tuple(outcome_of(misconception.function, call) for call in calls)
    report = judge(exercise, key, Collected(Outcome("loaded", found), outcomes), case_calls, SOURCE)
    told = next(result for result in report.results if result.hint == misconception.hint)
    return "\n".join(render(replace(report, results=(told,))).splitlines()[1:-1])


def transcript():
    parts = []
    for exercise in (visible(load(name)) for name in NAMES):
        if exercise.needs_keras:
            continue
        calls, _ = calls_of(exercise)
        key = key_by_running(exercise, calls)
        for misconception in exercise.misconceptions:
            title = f"=== {exercise.name}: {misconception.function.__name__}"
            parts.append(f"{title}\n{what_is_said(exercise, key, calls, misconception)}\n")
    return "\n".join(parts)


def test_every_hint_reads_as_in_the_transcript(tmp_path):
    """Read the transcript when it changes; then copy the new one over it."""
    found = transcript()
    new = tmp_path / "hints.txt"
    new.write_text(found, encoding="utf-8")
    wanted = GOLDEN.read_text(encoding="utf-8")
    changes = "\n".join(difflib.unified_diff(wanted.splitlines(), found.splitlines(), "reviewed", "now", lineterm=""))
    assert found == wanted, f"{changes}\n\nIf these words are better: cp {new} {GOLDEN}"
