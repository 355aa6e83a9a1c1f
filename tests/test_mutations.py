"""The tests of judging notice when judging is wrong: each small change to it must turn one of them red."""

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
JUDGE, VALUES, REPORT, KEY = (f"lesson_code/grading/{name}.py" for name in ("judge", "values", "report", "key"))

# What a hurried hand may do: file, text, and what stands in its place.
MUTATIONS = {
    "a difference as large as the tolerance fails": (VALUES, "<= tolerance * max", "< tolerance * max"),
    "the tolerance is dropped": (VALUES, "abs(expected - got) <= tolerance * max(1.0, scale)", "expected == got"),
    "the tolerance is a thousand times larger": (VALUES, "<= tolerance * max", "<= 1000 * tolerance * max"),
    "the tolerance never grows with the number": (VALUES, "max(1.0, scale)", "1.0"),
    "whole numbers may be nearly right": (
        VALUES,
        "if isinstance(expected, int) and isinstance(got, int):",
        "if False:",
    ),
    "True is one": (VALUES, 'bool: "truth"', 'bool: "number"'),
    "nan is not nan": (VALUES, "or (expected != expected and got != got)", ""),
    "lengths do not matter": (VALUES, "if len(expected) != len(got):", "if False:"),
    "keys do not matter": (VALUES, "if expected.keys() != got.keys():", "if False:"),
    "only the first value counts": (
        VALUES,
        "enumerate(zip(expected, got, strict=True))",
        "enumerate(zip(expected[:1], got))",
    ),
    "expected and got change places": (
        JUDGE,
        "shown = text(wanted, difference.path), text(seen, difference.path)",
        "shown = text(seen, difference.path), text(wanted, difference.path)",
    ),
    "expected and got change places in the difference": (
        JUDGE,
        "first_difference(wanted, seen, case.tolerance)",
        "first_difference(seen, wanted, case.tolerance)",
    ),
    "cases of a case's own tolerance use another": (
        JUDGE,
        "first_difference(wanted, seen, case.tolerance)",
        "first_difference(wanted, seen)",
    ),
    "what should wait runs, what should run waits": (JUDGE, "case.after not in passed", "case.after in passed"),
    "nothing waits": (JUDGE, "if case.after is not None and case.after not in passed:", "if False:"),
    "a refusal of any kind will do": (
        JUDGE,
        'if got.kind == "raised" and wanted in got.kinds:',
        'if got.kind == "raised":',
    ),
    "no refusal is as good as one": (JUDGE, 'if got.kind == "raised" and wanted in got.kinds:', "if True:"),
    "a hint for right answers": (JUDGE, " and not _same(case, outcome, expected)", ""),
    "every failure gets the first hint": (JUDGE, "if _same(case, outcome, got) and", "if"),
    "the same hint again and again": (JUDGE, "hint=None if hint in told else hint", "hint=hint"),
    "optional points count for full marks": (JUDGE, "r.optional is optional", "True"),
    "failures earn points": (JUDGE, "if r.outcome == PASSED and", "if"),
    "a secret is told": (JUDGE, "if not case.reveal:", "if False:"),
    "a flagged answer is judged": (JUDGE, "if collected.flagged:", "if False:"),
    "too few parameters are enough": (JUDGE, 'found["most"] < len(parameters)', 'found["most"] > len(parameters)'),
    "a limit is a failure": (
        JUDGE,
        "outcome=got.kind, reason=words.stopped_text(got)",
        "outcome=FAILED, reason=words.stopped_text(got)",
    ),
    "what was not tried has failed": (JUDGE, "if case.optional and seen is None:", "if False:"),
    "passing needs more than full marks": (REPORT, "self.earned == self.points", "self.earned > self.points"),
    "half the points are enough": (REPORT, "self.earned == self.points", "self.earned >= self.points / 2"),
    "an exercise is called after the best that happened": (
        REPORT,
        "for outcome in OUTCOMES if outcome in needed",
        "for outcome in OUTCOMES[::-1] if outcome in needed",
    ),
    "a fault of ours is a failure": (REPORT, '"grader error": GRADER_ERROR,', ""),
    "cases with different arguments share a call": (KEY, "texts.append(json.dumps(form))", 'texts.append("")'),
}


def outcome_of_a_changed_copy(folder, file, before, after):
    """Return how the tests of judging end in a copy of the project with one change."""
    folder.mkdir()
    for part in ("lesson_code", "tests/test_judge.py", "pyproject.toml"):
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        (folder / part).parent.mkdir(exist_ok=True)
        copy(ROOT / part, folder / part)
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{before!r} is {text.count(before)} times in {file}"
    (folder / file).write_text(text.replace(before, after), encoding="utf-8")
    # The copy must come before the installed package, which is this very project.
    program = (
        f"import sys; sys.path.insert(0, {str(folder)!r})\nimport pytest\nraise SystemExit(pytest.main(sys.argv[1:]))"
    )
    # What is drawn at random takes long, and is about copies of values rather than about judging.
    words = ["-q", "-x", "-p", "no:cacheprovider", "tests/test_judge.py", "-k", "not copy and not first_difference_is"]
    return subprocess.run(
        [sys.executable, "-c", program, *words], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_every_change_to_judging_is_noticed(tmp_path):
    def unnoticed(named):
        (title, mutation), index = named
        done = outcome_of_a_changed_copy(tmp_path / str(index), *mutation)
        assert "error" not in done.stdout.splitlines()[-1], done.stdout
        return None if done.returncode == 1 else f"{title}: {done.stdout.splitlines()[-1:]} {done.stderr}"

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(unnoticed, zip(MUTATIONS.items(), range(len(MUTATIONS)), strict=True)))
    assert "\n".join(title for title in found if title) == ""


@pytest.mark.slow
def test_an_unchanged_copy_is_right(tmp_path):
    same = "def judge("
    done = outcome_of_a_changed_copy(tmp_path / "same", JUDGE, same, same)
    assert done.returncode == 0, done.stdout
