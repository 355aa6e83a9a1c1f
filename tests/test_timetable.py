"""How lessons fill days: what every plan must be, and one that was worked out by hand."""

from itertools import groupby, pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lessons.timetable import Hours, Lesson, Slot, clock, duration, make_plan, read_clock

LESSONS = st.lists(st.tuples(st.integers(1, 90), st.integers(0, 90)), min_size=1, max_size=15).map(
    lambda minutes: [Lesson(f"l{i}", f"Lesson {i}", *both) for i, both in enumerate(minutes)]
)
HOURS = st.builds(
    Hours,
    days=st.integers(1, 6),
    start=st.integers(7 * 60, 11 * 60),
    end=st.integers(15 * 60, 20 * 60),
    stretch=st.integers(30, 150),
    pause=st.integers(0, 30),
    lunch=st.integers(10 * 60, 15 * 60),
    lunch_minutes=st.integers(0, 90),
)
RESTS = ("break", "lunch")
# Each plan tries every end of a day.
FEW = settings(max_examples=50, deadline=None)


def lesson(name: str, minutes: int) -> Lesson:
    return Lesson(name, name.title(), minutes, 0)


def planned(lessons: list[Lesson], hours: Hours):
    try:
        return make_plan(lessons, hours)
    except ValueError:
        assume(False)


def test_a_plan_worked_out_by_hand():
    """c and d need a day until 13:30, and a, b and c one until 14:20: so c goes to the second day."""
    lessons = [lesson("a", 60), lesson("b", 100), lesson("c", 80), lesson("d", 120)]
    plan = make_plan(lessons, Hours(days=2, start=540, end=960, stretch=60, pause=10, lunch=720, lunch_minutes=50))
    assert plan.left == []
    assert plan.days == [
        [
            Slot(540, 600, "a"),
            Slot(600, 610, "break"),
            Slot(610, 660, "b", 1, 2),
            Slot(660, 670, "break"),
            Slot(670, 720, "b", 2, 2),
        ],
        [
            Slot(540, 580, "c", 1, 2),
            Slot(580, 590, "break"),
            Slot(590, 630, "c", 2, 2),
            Slot(630, 640, "break"),
            Slot(640, 700, "d", 1, 2),
            Slot(700, 750, "lunch"),
            Slot(750, 810, "d", 2, 2),
        ],
    ]


@FEW
@given(LESSONS, HOURS)
def test_every_lesson_keeps_its_minutes_its_place_and_its_day(lessons, hours):
    plan = planned(lessons, hours)
    slots = [(number, slot) for number, day in enumerate(plan.days) for slot in day if slot.what not in RESTS]
    order = [name for name, _ in groupby(slots, key=lambda item: item[1].what)]
    assert order == [one.name for one in lessons if one not in plan.left]
    for one in lessons:
        if one not in plan.left:
            parts = [(number, slot) for number, slot in slots if slot.what == one.name]
            assert sum(slot.end - slot.start for _, slot in parts) == one.teaching + one.exercises
            assert len({number for number, _ in parts}) == 1
            assert [slot.part for _, slot in parts] == list(range(1, parts[0][1].of + 1))
    assert plan.left == lessons[len(order) :]


@FEW
@given(LESSONS, HOURS)
def test_a_day_has_no_gap_keeps_its_hours_and_begins_and_ends_with_a_lesson(lessons, hours):
    plan = planned(lessons, hours)
    assert len(plan.days) <= hours.days
    for day in plan.days:
        assert day[0].start == hours.start and day[-1].end <= hours.end
        assert all(before.end == after.start for before, after in pairwise(day))
        assert day[0].what not in RESTS and day[-1].what not in RESTS
        assert all(before.what not in RESTS or after.what not in RESTS for before, after in pairwise(day))


@FEW
@given(LESSONS, HOURS)
def test_nobody_sits_longer_than_the_longest_stretch_and_eats_twice(lessons, hours):
    assume(hours.pause > 0)
    for day in planned(lessons, hours).days:
        assert sum(slot.what == "lunch" for slot in day) <= 1
        runs = groupby(day, key=lambda slot: slot.what in RESTS)
        assert all(sum(slot.end - slot.start for slot in run) <= hours.stretch for is_rest, run in runs if not is_rest)


@FEW
@given(LESSONS, HOURS)
def test_days_that_ended_a_minute_earlier_would_not_do(lessons, hours):
    plan = planned(lessons, hours)
    assume(not plan.left)
    last = max(day[-1].end for day in plan.days)
    # A day that ends before lunch has none; that would be another question.
    assume(last - 1 > hours.lunch)
    try:
        shorter = make_plan(lessons, Hours(**{**vars(hours), "end": last - 1}))
    except ValueError:
        return
    assert shorter.left


@FEW
@given(HOURS)
def test_lunch_is_as_near_to_its_time_as_the_parts_allow(hours):
    assume(hours.lunch_minutes and hours.start + hours.stretch < hours.lunch)
    day = planned([lesson(f"l{i}", 30) for i in range(10)], Hours(**{**vars(hours), "days": 1, "pause": 0})).days[0]
    found = [slot for slot in day if slot.what == "lunch"]
    if found:
        assert abs(found[0].start - hours.lunch) <= 15


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"days": 0}, "The number of days is 0; give a whole number from 1 to 60."),
        ({"pause": -5}, "A break is -5 minutes; give a whole number from 0 to 120."),
        ({"stretch": 5}, "The longest stretch without a break is 5 minutes; give a whole number from 20 to 240."),
        ({"end": 500}, "The day ends at 08:20 and begins at 09:00; let it end after it begins."),
        (
            {"end": 600},
            "“A” needs 2 h 15 min with its breaks, a day from 09:00 to 10:00 has 1 h; "
            "make the days longer, or leave this lesson out.",
        ),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(change, words):
    with pytest.raises(ValueError) as error:
        make_plan([lesson("a", 120)], Hours(**{"days": 2, **change}))
    assert str(error.value) == words


def test_no_lesson_is_no_plan():
    with pytest.raises(ValueError, match="No lesson is chosen"):
        make_plan([], Hours(days=1))


def test_lessons_that_do_not_fit_are_named():
    plan = make_plan([lesson("a", 90), lesson("b", 90), lesson("c", 30)], Hours(days=1, end=11 * 60))
    assert [slot.what for day in plan.days for slot in day] == ["a"]
    assert [one.name for one in plan.left] == ["b", "c"]


def test_times_and_lengths_in_words():
    assert [read_clock("9:05"), read_clock(" 23:59 "), clock(545)] == [545, 1439, "09:05"]
    assert [duration(0), duration(59), duration(120), duration(125)] == ["0 min", "59 min", "2 h", "2 h 5 min"]
    for wrong in ("24:00", "9", "09:60", "nine"):
        with pytest.raises(ValueError, match="is no time of day"):
            read_clock(wrong)
