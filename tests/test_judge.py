"""Judging is pure: values are copied and compared exactly as promised, and every outcome has its words."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesson_code.grading import Case, Exercise, Misconception
from lesson_code.grading.judge import Source, judge
from lesson_code.grading.key import calls_of, key_by_running
from lesson_code.grading.outcome import Collected, Outcome
from lesson_code.grading.report import (
    ERROR,
    FAILED,
    FLAGGED,
    OUTCOMES,
    PASSED,
    SKIPPED,
    TIMEOUT,
    Problem,
    Report,
    Result,
    report_of,
)
from lesson_code.grading.values import Array, Other, decode, encode, equal, first_difference, kind_of, text
from lesson_code.grading.words import conjugated

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
KEYS = st.booleans() | st.integers() | st.text() | st.frozensets(st.integers(), max_size=3)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=4)
        | st.sets(KEYS, max_size=4)
    ),
    max_leaves=20,
)


def same(left, right):
    """Compare types and values all the way down, nan included."""
    if type(left) is not type(right):
        return False
    if isinstance(left, float):
        return left == right or (math.isnan(left) and math.isnan(right))
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return list(left) == list(right) and all(same(left[key], right[key]) for key in left)
    return left == right


@given(VALUES)
def test_a_copy_is_the_same_to_the_last_type(value):
    assert same(decode(json.loads(json.dumps(encode(value)))), value)


@given(VALUES)
def test_a_value_equals_its_copy_and_has_a_short_text(value):
    copy = decode(encode(value))
    assert equal(value, copy)
    assert "\n" not in text(value)
    assert len(text(value)) < 200


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=300), st.data())
def test_the_first_difference_is_found_and_shown(values, data):
    index = data.draw(st.integers(0, len(values) - 1))
    other = [*values[:index], values[index] + 7, *values[index + 1 :]]
    found = first_difference(values, other)
    assert (found.path, found.expected, found.got) == (f"[{index}]", values[index], values[index] + 7)
    shown = text(other, found.path)
    assert str(values[index] + 7) in shown
    assert len(shown) < 120
    cut = [int(part.split()[1]) for part in shown.strip("[]").split(", ") if part.startswith("…")]
    assert sum(cut) + len([part for part in shown.strip("[]").split(", ") if not part.startswith("…")]) == len(values)


@pytest.mark.parametrize(
    ("expected", "got", "is_equal"),
    [
        (1.0, 1, True),
        (34, 34.0, True),
        (34, 35, False),
        (1_228_900, 1_228_901, False),
        (1.25, 1.2500001, True),
        (1.25, 1.2501, False),
        (1e9, 1e9 + 1, True),
        (0.0, 1e-5, False),
        (1, True, False),
        (0.0, False, False),
        (True, True, True),
        (True, 1, False),
        (math.nan, math.nan, True),
        (1.0, math.nan, False),
        (math.inf, math.inf, True),
        (math.inf, -math.inf, False),
        (1.0, math.inf, False),
        (1.0, 10**400, False),
        ([1, 2], (1, 2), True),
        ([1, 2], Array([1.0, 2.0]), True),
        ([1, 2], [1, 2, 3], False),
        ([1, 2], {1, 2}, False),
        ({1, 2}, {2, 1}, True),
        ({"a": [1.0]}, {"a": (1,)}, True),
        ({"a": 1}, {"b": 1}, False),
        ("a", "a", True),
        ("1", 1, False),
        (None, None, True),
        (0, None, False),
        (1.0, Other("Fraction", "Fraction(1, 1)"), False),
    ],
)
def test_equality_is_what_a_teacher_would_say(expected, got, is_equal):
    assert equal(expected, got) is is_equal


def test_numpy_values_become_plain_numbers_and_lists():
    np = pytest.importorskip("numpy")
    assert same(decode(encode(np.float64(1.5))), 1.5)
    assert same(decode(encode(np.int64(3))), 3)
    assert same(decode(encode(np.bool_(True))), True)
    assert same(decode(encode(np.array(2.5))), 2.5)
    array = decode(encode(np.array([[1, 2], [3, 4]])))
    assert (type(array), array) == (Array, [[1, 2], [3, 4]])
    assert text(array) == "array([[1, 2], [3, 4]])"
    assert kind_of(array) == "a NumPy array of 2 values"


def test_what_cannot_be_copied_is_named():
    class Mine:
        def __repr__(self):
            raise RuntimeError

    circle = []
    circle.append(circle)
    assert decode(encode(Mine())) == Other("Mine", "<Mine>")
    assert decode(encode(3 + 4j)) == Other("complex", "(3+4j)")
    assert decode(encode([0] * 200_000)) == Other("list", "too much to copy")
    assert "nested too deeply to copy" in json.dumps(encode(circle))
    assert decode(encode(10**100_000)).text == "too long to copy"
    assert text(10**200) == "a whole number of about 201 digits"
    assert text("x" * 100) == repr("x" * 100)[:72] + " … (30 more characters)"


@pytest.mark.parametrize(
    ("should", "does"),
    [
        ("give 1.25", "gives 1.25"),
        ("never be negative", "is never negative"),
        ("always end in 1", "always ends in 1"),
        ("be compiled", "is compiled"),
        ("have 34 parameters", "has 34 parameters"),
        ("match statement 5", "matches statement 5"),
        ("apply ReLU", "applies ReLU"),
        ("say why", "says why"),
        ("refuse nothing", "refuses nothing"),
        ("do nothing", "does nothing"),
        ("return", "returns"),
    ],
)
def test_should_becomes_the_third_person(should, does):
    assert conjugated(should) == does


def double(values):
    """Return the double of each value."""
    if not values:
        raise ValueError("expected values")
    return [2 * value for value in values]


def squared(values):
    return [value * value for value in values]


def one_value_only(values):
    return [2 * values[0]]


EXERCISE = Exercise(
    reference=double,
    cases=[
        Case("double the first value", ([3, 4],), look=lambda values: values[0], points=2),
        Case("double the second value", ([3, 4],), look=lambda values: values[1], after="double the first value"),
        Case("double many", ([3],), optional=True),
        Case("refuse nothing", ([],)),
    ],
    misconceptions=[Misconception(squared, "twice, not squared"), Misconception(one_value_only, "all of them")],
    page="nowhere",
)
CALLS, CASE_CALLS = calls_of(EXERCISE)
KEY = key_by_running(EXERCISE, CALLS)
SOURCE = Source("mine.py", "check it", lambda number: (number, f"   line {number}  "))
FOUND = {"kind": "function", "callable": True, "fewest": 1, "most": 1}
REFUSED = Outcome("raised", kinds=("ValueError", "Exception"), message="no", line=2)


def report(*outcomes, **found):
    load = Outcome("loaded", {"loaded": FOUND | found, "functions": ["doubled"]})
    return judge(EXERCISE, KEY, Collected(load, outcomes, "printed\n", 5), CASE_CALLS, SOURCE)


def returned(value):
    return Outcome("returned", encode(value))


def test_calls_with_equal_arguments_are_made_once():
    assert CASE_CALLS == [0, 0, 1, 2]
    assert [decode(call) for call in CALLS] == [([3, 4],), ([3],), ([],)]


def test_full_marks_need_no_optional_case():
    found = report(returned([6, 8]), returned([0]), REFUSED)
    assert [result.outcome for result in found.results] == [PASSED, PASSED, FAILED, PASSED]
    assert (found.points, found.earned, found.extra, found.passed) == (4, 4, 0, True)
    assert (found.printed, found.printed_more) == ("printed\n", 5)
    assert report(returned((6.0, 8)), returned([6]), REFUSED).extra == 1


def test_a_case_waits_for_the_one_it_builds_on():
    second = report(returned([9, 8]), returned([6]), REFUSED).results[1]
    assert (second.outcome, second.reason) == (SKIPPED, "waits until it doubles the first value")


def test_a_hint_is_for_exactly_this_wrong_answer_and_told_once():
    found = report(returned([9, 16]), returned([9]), REFUSED)
    assert [result.hint for result in found.results] == ["twice, not squared", None, None, None]
    assert [result.hint for result in report(returned([5, 8]), returned([6]), REFUSED).results] == [None] * 4


def test_a_hint_comes_from_the_misconception_that_explains_most():
    # Both misconceptions refuse nothing: squared gives [], one_value_only an IndexError.
    found = report(returned([6]), returned([6]), Outcome("raised", kinds=("IndexError",), message="out of range"))
    assert found.results[3].hint == "all of them"


def test_a_value_that_cannot_be_looked_at_fails_with_what_was_expected():
    first, second, *_ = report(returned(7), returned([6]), REFUSED).results
    assert (first.outcome, first.expected, first.got) == (FAILED, "6", "7")
    assert second.outcome == SKIPPED


def test_an_error_is_shown_with_its_line_in_the_learners_file():
    error = Outcome("raised", kinds=("KeyError", "LookupError"), message="'a'", line=3)
    first = report(error, returned([6]), REFUSED).results[0]
    assert (first.got, first.line.number, first.line.text) == ("KeyError: 'a'", 3, "line 3")
    assert first.expected == "6"


def test_a_refusal_must_be_of_the_right_kind():
    other = Outcome("raised", kinds=("TypeError", "Exception"), message="no")
    derived = Outcome("raised", kinds=("MyError", "ValueError", "Exception"), message="no")
    assert report(returned([6, 8]), returned([6]), other).results[3].outcome == FAILED
    assert report(returned([6, 8]), returned([6]), returned([])).results[3].expected == "a ValueError"
    assert report(returned([6, 8]), returned([6]), derived).results[3].outcome == PASSED


def test_a_limit_is_not_called_a_mistake_and_the_rest_is_not_checked():
    found = report(Outcome("timeout", 5.0), Outcome("not run"), Outcome("not run"))
    assert found.results[0].reason.startswith("a limit was reached: stopped after 5 s")
    assert [result.outcome for result in found.results] == [TIMEOUT, SKIPPED, SKIPPED, SKIPPED]
    assert found.outcome == TIMEOUT


@pytest.mark.parametrize(
    ("outcome", "name", "words"),
    [
        (Outcome("timeout", message="cpu"), "timeout", "a limit was reached: stopped, it kept the processor busy"),
        (Outcome("memory"), "memory", "a limit was reached: stopped, it needed too much memory"),
        (Outcome("output", message="it printed more than 1 MB"), "output", "a limit was reached: it printed more"),
        (Outcome("crashed", message="by itself"), "crashed", "the program ended in the middle of the call: by itself"),
    ],
)
def test_every_way_to_end_has_a_name_and_words_and_costs_only_its_own_case(outcome, name, words):
    found = report(returned([6, 8]), returned([6]), outcome)
    assert [result.outcome for result in found.results] == [PASSED, PASSED, PASSED, name]
    assert found.results[3].reason.startswith(words)
    assert (found.outcome, found.earned) == (name, found.points - 1)


def test_an_exercise_is_called_after_the_worst_that_happened():
    assert report(returned([6, 8]), returned([6]), REFUSED).outcome == PASSED
    error = Outcome("raised", kinds=("KeyError",), message="'a'")
    assert report(error, returned([7]), returned([])).outcome == ERROR
    assert report(returned([7]), returned([6]), REFUSED).outcome == FAILED


def test_a_flagged_answer_earns_nothing_whatever_it_returned():
    load = Outcome("loaded", {"loaded": FOUND, "functions": []})
    calls, case_calls = calls_of(EXERCISE)
    collected = Collected(load, (returned([6, 8]), returned([6]), REFUSED), flagged="it sent something")
    found = judge(EXERCISE, key_by_running(EXERCISE, calls), collected, case_calls, SOURCE)
    assert (found.outcome, found.earned, found.results) == (FLAGGED, 0, ())
    assert found.problem.detail == "it sent something"


def test_a_report_survives_json():
    error = Outcome("raised", kinds=("KeyError", "LookupError"), message="'a'", line=3)
    whole = report(error, returned([6]), REFUSED)
    problem = report(returned(None), returned(None), returned(None))
    for one in (whole, problem):
        assert report_of(json.loads(json.dumps(one.as_dict()))) == one


def test_every_outcome_can_be_the_name_of_an_exercise():
    for outcome in OUTCOMES:
        assert Report("a", "b", "c", 1, results=(Result("does it", outcome), Result("more", PASSED))).outcome == outcome
    assert Report("a", "b", "c", 1, problem=Problem("parameters", "wrong")).outcome == FAILED


def test_hidden_answers_stay_hidden():
    secret = Exercise(double, [Case("know it", ([3, 4],), reveal=False)], [], "nowhere")
    calls, case_calls = calls_of(secret)
    load = Outcome("loaded", {"loaded": FOUND, "functions": []})
    for outcome in (returned([6, 9]), returned([6]), returned("8"), REFUSED):
        found = judge(secret, key_by_running(secret, calls), Collected(load, (outcome,)), case_calls, SOURCE)
        assert found.results[0].outcome in (FAILED, ERROR)
        assert "8]" not in json.dumps(found.as_dict())


@pytest.mark.parametrize(
    ("found", "kind", "words"),
    [
        ({"callable": False, "kind": "NoneType"}, "function", "there is no function called double"),
        ({"callable": False, "kind": "int"}, "function", "a value of the type int, not a function"),
        ({"fewest": 2, "most": 2}, "parameters", "takes 2 arguments, and the checks call it with 1"),
        ({"fewest": 0, "most": 0}, "parameters", "takes 0 arguments"),
        ({"fewest": 2, "most": None}, "parameters", "takes at least 2 arguments"),
        ({"by_name": ["b"]}, "parameters", "takes b by name only, and the checks give no names"),
    ],
)
def test_what_is_wrong_with_the_function_comes_before_its_values(found, kind, words):
    problem = report(returned(None), returned(None), returned(None), **found).problem
    assert problem.kind == kind
    assert words in problem.message


@pytest.mark.parametrize("found", [{"fewest": 0, "most": 3}, {"fewest": 1, "most": None}, {"fewest": 0, "most": None}])
def test_a_function_may_take_more_than_it_is_given(found):
    assert report(returned([6, 8]), returned([6]), REFUSED, **found).passed


def test_only_none_every_time_is_a_problem_of_the_whole():
    assert report(returned(None), returned(None), returned(None)).problem.kind == "returned"
    assert report(returned(None), returned([6]), REFUSED).problem is None


def count_up(n):
    return [float(i) for i in range(n)]


def nearly(n):
    return [i + 0.4 for i in range(n)]


COUNTING = Exercise(
    reference=count_up,
    cases=[Case("count to two", (3,), tolerance=0.25), Case("count to three", (4,))],
    misconceptions=[Misconception(nearly, "start at nought"), Misconception(lambda n: [0.2] * n, "all the same")],
    page="nowhere",
)


def counted(first, second):
    calls, case_calls = calls_of(COUNTING)
    load = Outcome("loaded", {"loaded": FOUND, "functions": []})
    return judge(
        COUNTING,
        key_by_running(COUNTING, calls),
        Collected(load, (returned(first), returned(second))),
        case_calls,
        SOURCE,
    )


def test_a_number_exactly_as_far_away_as_the_tolerance_is_right():
    assert equal(1.0, 1.5, 0.5)
    assert equal(8.0, 12.0, 0.5)
    assert equal(0.25, 0.75, 0.5)
    assert not equal(1.0, 1.5000001, 0.5)
    assert not equal(34, 35, 2.0)


def test_a_case_is_judged_with_its_own_tolerance():
    found = counted([0.25, 1.25, 2.0], [0.0, 1.0, 2.0, 3.1])
    assert [result.outcome for result in found.results] == [PASSED, FAILED]


def test_expected_and_got_are_what_they_say():
    first, second = counted([0.0, 1.0, 7.0], [0, 1, 2]).results
    assert (first.expected, first.got) == ("[0.0, 1.0, 2.0]", "[0.0, 1.0, 7.0]")
    assert first.difference == "first difference at [2]: expected 2.0, got 7.0"
    assert second.difference == "expected 4 values, got 3"


def test_no_hint_for_a_misconception_that_gives_the_right_answer_here():
    """``[0.2] * n`` is within the tolerance of the first value, and this answer is within that of both."""
    one = Exercise(count_up, [Case("count", (1,), tolerance=0.25)], COUNTING.misconceptions[1:], "nowhere")
    calls, case_calls = calls_of(one)
    load = Outcome("loaded", {"loaded": FOUND, "functions": []})
    (result,) = judge(one, key_by_running(one, calls), Collected(load, (returned([0.4]),)), case_calls, SOURCE).results
    assert (result.outcome, result.hint) == (FAILED, None)


def test_what_is_optional_and_not_tried_is_skipped():
    cases = [Case("double it", ([3],)), Case("know more", ([3],), look=lambda value: value[1], optional=True)]
    maybe = Exercise(lambda values: [6, 7], [replace(cases[0], look=lambda value: value[0]), cases[1]], [], "nowhere")
    calls, case_calls = calls_of(maybe)
    load = Outcome("loaded", {"loaded": FOUND, "functions": []})
    found = judge(maybe, key_by_running(maybe, calls), Collected(load, (returned([6, None]),)), case_calls, SOURCE)
    assert [(result.outcome, result.reason) for result in found.results] == [
        (PASSED, None),
        (SKIPPED, "optional, not tried"),
    ]
    assert (found.passed, found.outcome, found.extra) == (True, PASSED, 0)


def test_nothing_less_than_full_marks_passes():
    assert Report("a", "b", "c", 4, earned=4).passed
    assert not Report("a", "b", "c", 4, earned=3).passed
    assert not Report("a", "b", "c", 4, earned=2).passed


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("missing", "missing"),
        ("not started", "missing"),
        ("empty", "missing"),
        ("syntax", "error"),
        ("time limit", "timeout"),
        ("crash", "crashed"),
        ("flagged", "flagged"),
        ("grader error", "grader error"),
        ("function", "failed"),
    ],
)
def test_every_problem_has_its_outcome(kind, outcome):
    assert Report("a", "b", "c", 4, problem=Problem(kind, "it is so")).outcome == outcome
