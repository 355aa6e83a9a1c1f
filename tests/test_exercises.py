"""Every exercise is fair: right answers earn everything, wrong ones lose points and are told why."""

import re
import runpy
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lesson_code.exercises import NAMES, UnknownExerciseError, load
from lesson_code.grading.front_ends import check_file
from lesson_code.grading.hidden import drawn, visible
from lesson_code.grading.judge import Source, judge
from lesson_code.grading.key import calls_of, key_by_running, outcome_of
from lesson_code.grading.outcome import Collected, Outcome
from lesson_code.grading.process import ChildProcess
from lesson_code.grading.report import ERROR, FAILED, PASSED
from lesson_code.grading.stubs import answer, signature, stub, task
from lesson_code.grading.values import decode, equal

ROOT = Path(__file__).resolve().parent.parent
SECRET = b"a secret of at least 16 bytes"
EXERCISES = [drawn(load(name), SECRET, "a learner") for name in NAMES]
PLAIN = [exercise for exercise in EXERCISES if not exercise.needs_keras]
SOURCE = Source("an answer", "a command", lambda number: None)

# Worked out on paper, from the curriculum and not from the references: what each call must give, in the order of
# the cases; a class of exceptions stands for a refusal. And wrong answers for the cases that no misconception fails.
BY_HAND, OTHER_WRONG_ANSWERS = {}, {}
for file in sorted(Path(__file__).with_name("by_hand").glob("*.py")):
    names = runpy.run_path(str(file))
    BY_HAND |= names["BY_HAND"]
    OTHER_WRONG_ANSWERS |= names.get("OTHER_WRONG_ANSWERS", {})


def named(exercises):
    return [pytest.param(exercise, id=exercise.name) for exercise in exercises]


def functions(exercises, which):
    return [
        pytest.param(exercise, given, id=f"{exercise.name}-{getattr(given, 'function', given).__name__}")
        for exercise in exercises
        for given in which(exercise)
    ]


def checked(exercise, content, folder):
    path = folder / f"{exercise.name}.py"
    path.write_text(content, encoding="utf-8")
    with ChildProcess() as process:
        return check_file(exercise, path, process)


def outcomes(report):
    return [result.outcome for result in report.results]


def hints(report):
    return [result.hint for result in report.results if result.hint]


def judged_here(exercise, function):
    """Judge one of our own functions without a process, which takes no time."""
    calls, case_calls = calls_of(exercise)
    found = {"loaded": {"callable": True, "kind": "function", "fewest": 0, "most": None}, "functions": []}
    outcomes = tuple(outcome_of(function, call) for call in calls)
    return judge(
        exercise, key_by_running(exercise, calls), Collected(Outcome("loaded", found), outcomes), case_calls, SOURCE
    )


@pytest.mark.parametrize("exercise", named(PLAIN))
def test_the_reference_earns_everything(exercise):
    report = judged_here(exercise, exercise.reference)
    assert set(outcomes(report)) == {PASSED}
    assert (report.earned, report.extra) == (exercise.points, exercise.extra)


@pytest.mark.slow
@pytest.mark.parametrize("exercise", named(PLAIN))
def test_every_answer_earns_the_same_in_a_process_of_its_own(exercise, tmp_path):
    wrong = [misconception.function for misconception in exercise.misconceptions]
    for function in [exercise.reference, *exercise.also_right, *wrong]:
        here, there = judged_here(exercise, function), checked(exercise, answer(exercise, function), tmp_path)
        assert (there.earned, there.extra) == (here.earned, here.extra), function.__name__
        assert (outcomes(there), hints(there)) == (outcomes(here), hints(here)), function.__name__


@pytest.mark.parametrize("exercise", named(PLAIN))
def test_hidden_cases_are_fair_to_every_learner(exercise):
    original = load(exercise.name)
    arguments = set()
    for learner in range(30):
        own = drawn(original, SECRET, f"learner {learner}")
        assert own == drawn(original, SECRET, f"learner {learner}")
        arguments.add(str([case.arguments for case in own.cases]))
        for function in [own.reference, *own.also_right]:
            report = judged_here(own, function)
            assert (report.earned, report.extra) == (own.points, own.extra), (function.__name__, own.cases)
        assert all(outcome_of(own.reference, calls).kind == "returned" for calls in hidden_calls(original, own))
    assert len(arguments) > (20 if visible(original) != original else 0)


def hidden_calls(original, own):
    return calls_of(replace(own, cases=[c for c, o in zip(own.cases, original.cases, strict=True) if o.draw]))[0]


@pytest.mark.parametrize("exercise", named(EXERCISES))
def test_the_stub_earns_nothing_and_is_told_so_kindly(exercise, tmp_path):
    report = checked(exercise, stub(exercise), tmp_path)
    assert (report.earned, report.extra, report.passed) == (0, 0, False)
    assert report.problem.kind == "not started"
    assert report.problem.message == "not started yet"


@pytest.mark.parametrize(("exercise", "misconception"), functions(PLAIN, lambda exercise: exercise.misconceptions))
def test_a_misconception_loses_a_point_and_gets_its_own_hint(exercise, misconception):
    report = judged_here(visible(load(exercise.name)), misconception.function)
    assert report.earned + report.extra < report.points + exercise.extra
    assert misconception.hint in hints(report)


@pytest.mark.parametrize(("exercise", "function"), functions(PLAIN, lambda exercise: exercise.also_right))
def test_another_right_way_earns_everything(exercise, function):
    report = judged_here(exercise, function)
    assert (report.earned, report.extra) == (exercise.points, exercise.extra)


@pytest.mark.parametrize("exercise", named(PLAIN))
def test_every_case_is_failed_by_something(exercise, tmp_path):
    reports = [judged_here(exercise, misconception.function) for misconception in exercise.misconceptions]
    reports += [checked(exercise, text, tmp_path) for text in OTHER_WRONG_ANSWERS.get(exercise.name, [])]
    failed = {result.sentence for report in reports for result in report.results if result.outcome in (FAILED, ERROR)}
    assert failed == {result.sentence for result in reports[0].results}


@pytest.mark.parametrize("exercise", named(PLAIN))
def test_the_key_is_what_a_person_works_out(exercise):
    exercise = visible(load(exercise.name))
    calls, case_calls = calls_of(exercise)
    key = key_by_running(exercise, calls)
    expected = [key.expected[index] for index in case_calls]
    assert len(expected) == len(BY_HAND[exercise.name])
    for outcome, by_hand in zip(expected, BY_HAND[exercise.name], strict=True):
        if isinstance(by_hand, type):
            assert outcome.kinds[0] == by_hand.__name__
            assert outcome.message
        else:
            assert equal(by_hand, decode(outcome.value), 1e-12)


@pytest.mark.parametrize("exercise", named(EXERCISES))
def test_there_are_at_least_three_misconceptions_with_hints_of_their_own(exercise):
    told = [misconception.hint for misconception in exercise.misconceptions]
    assert len(set(told)) == len(told) >= 3


@pytest.mark.parametrize("exercise", named(PLAIN))
def test_the_last_case_checks_that_impossible_input_is_refused(exercise):
    exercise = visible(load(exercise.name))
    calls, case_calls = calls_of(exercise)
    last = key_by_running(exercise, calls).expected[case_calls[-1]]
    assert ("ValueError" in last.kinds) is ("Raises:" in task(exercise))


@pytest.mark.parametrize("exercise", named(EXERCISES))
def test_a_hint_does_not_give_the_answer_away(exercise):
    code = answer(exercise, exercise.reference).partition("# The learner writes from here.")[2]
    lines = {line.strip() for line in code.splitlines() if len(line.strip()) > 12}
    assert lines
    for misconception in exercise.misconceptions:
        assert not any(line in misconception.hint for line in lines)


def test_the_page_of_an_exercise_asks_for_it():
    pages = {exercise.page: ROOT / "book" / f"{exercise.page}.md" for exercise in EXERCISES}
    for exercise in EXERCISES:
        assert f"{{graded}} {exercise.name}\n" in pages[exercise.page].read_text(encoding="utf-8")


@pytest.mark.parametrize("exercise", named(EXERCISES))
def test_the_stub_is_made_from_the_reference(exercise):
    text = stub(exercise)
    namespace = {}
    if not exercise.needs_keras:
        exec(compile(text, "stub", "exec"), namespace)
        with pytest.raises(NotImplementedError, match=exercise.name):
            namespace[exercise.name](*exercise.cases[0].arguments)
        assert namespace[exercise.name].__doc__ == exercise.reference.__doc__
    assert signature(exercise) in text
    assert task(exercise).splitlines()[0] in text
    assert "The learner writes from here" not in text


def test_the_committed_stubs_are_what_the_exercises_give():
    done = subprocess.run(
        [sys.executable, "tools/stubs.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("", 0)


def test_stubs_are_written_where_missing_or_old_and_left_alone_where_edited(tmp_path):
    import stubs

    path = tmp_path / "xor_network.py"
    new = stub(load("xor_network"))
    old = new.replace("All three neurons use ReLU", "All use ReLU").replace("x1", "a")
    assert stubs.write(path, old).startswith("written")
    assert stubs.write(path, new).startswith("written")
    assert stubs.write(path, new) == "unchanged"
    edited = [
        new + "\n\ndef helper():\n    return 1\n",
        new.replace("    raise", "    # an idea\n    raise"),
        new.replace("    raise", "    hidden = 1\n    raise"),
        new.replace('    raise NotImplementedError("write xor_network here")', "    return 1"),
        "def xor_network(x1, x2):\n    return (\n",
        "",
    ]
    for content in [*(answer_text.encode() for answer_text in edited), b"\xff\xfe", b"\0"]:
        path.write_bytes(content)
        assert stubs.write(path, new).startswith("edited")
        assert path.read_bytes() == content


def test_a_committed_answer_is_left_alone_too(tmp_path, monkeypatch):
    import stubs

    monkeypatch.setattr(stubs, "ROOT", tmp_path)
    path = tmp_path / "xor_network.py"
    path.write_text("def xor_network(x1, x2):\n    return 1\n", encoding="utf-8")
    name = ["-c", "user.name=A", "-c", "user.email=a@b.c"]
    for words in (["init", "-q"], ["add", "."], [*name, "commit", "-q", "-m", "my answer"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    assert stubs.write(path, stub(load("xor_network"))).startswith("edited")


def test_an_unknown_name_is_answered_with_near_ones():
    near = "'neuron_outputs': did you mean neuron_output or conv_output_size?"
    with pytest.raises(UnknownExerciseError, match=re.escape(near)):
        load("neuron_outputs")
    with pytest.raises(UnknownExerciseError, match="python -m lesson_code list shows all"):
        load("zzz")


@pytest.mark.parametrize("name", NAMES)
def test_hidden_cases_come_last_so_that_no_later_message_can_show_their_numbers(name):
    hidden = [case.draw is not None for case in load(name).cases]
    assert hidden == sorted(hidden)
