"""How lessons fill the days of a workshop; ``book/_scripts/timetable.js`` keeps the same rules.

A lesson begins and ends on one day.
One that is longer than the longest stretch without a break is cut into equal parts, with breaks between.
Lunch comes at the end of the part that ends nearest to the time wished for.
Days come out about equally long, because each ends as early as all of them can.

Knows nothing of Sphinx. All times are minutes, those of a day from midnight.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
DAY = 24 * 60
#: What may be wished for: name of the field, what it is called in a sentence, least, most.
RANGES = (
    ("days", "The number of days", 1, 60),
    ("stretch", "The longest stretch without a break", 20, 240),
    ("pause", "A break", 0, 120),
    ("lunch_minutes", "Lunch", 0, 240),
)


@dataclass(frozen=True)
class Lesson:
    """A lesson as the plan sees it: its page, its title, minutes to read and run, minutes of exercises."""

    name: str
    title: str
    teaching: int
    exercises: int

    @property
    def minutes(self) -> int:
        """Return how long it takes in all."""
        return self.teaching + self.exercises


@dataclass(frozen=True)
class Hours:
    """What an instructor wishes for.

    Attributes:
        days: How many days there are.
        start: When each of them begins.
        end: When each of them ends at the latest.
        stretch: The longest time without a break.
        pause: How long a break is; 0 for none.
        lunch: When lunch is, about.
        lunch_minutes: How long lunch is; 0 for none.
    """

    days: int
    start: int = 9 * 60
    end: int = 17 * 60
    stretch: int = 90
    pause: int = 15
    lunch: int = 12 * 60 + 30
    lunch_minutes: int = 60


@dataclass(frozen=True)
class Slot:
    """A line of the plan: from when to when, the page of a lesson or "break" or "lunch", which of how many parts."""

    start: int
    end: int
    what: str
    part: int = 1
    of: int = 1

    @property
    def is_lesson(self) -> bool:
        """Return whether this is no break."""
        return self.what not in ("break", "lunch")


@dataclass(frozen=True)
class Plan:
    """The days, each a list of slots, and the lessons for which they are too few."""

    days: list[list[Slot]]
    left: list[Lesson]


def clock(minutes: int) -> str:
    """Return a time of day as it is written, "09:05"."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def read_clock(text: str) -> int:
    """Return the minutes of a time of day such as "9:05"; raise a ``ValueError`` for what is none."""
    found = CLOCK.fullmatch(text.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError(f"'{text}' is no time of day; write it with hours and minutes, for example 09:00")
    return int(found[1]) * 60 + int(found[2])


def duration(minutes: int) -> str:
    """Return a length of time in words, "2 h 5 min"."""
    hours, rest = divmod(minutes, 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )


def check(hours: Hours) -> None:
    """Raise a ``ValueError`` for hours that no day can have."""
    for name, words, least, most in RANGES:
        value = getattr(hours, name)
        if not least <= value <= most:
            unit = "" if name == "days" else " minutes"
            raise ValueError(f"{words} is {value}{unit}; give a whole number from {least} to {most}.")
    if hours.end <= hours.start:
        raise ValueError(
            f"The day ends at {clock(hours.end)} and begins at {clock(hours.start)}; let it end after it begins."
        )


def make_plan(lessons: list[Lesson], hours: Hours) -> Plan:
    """Return the plan for these lessons, in their order.

    Raises:
        ValueError: The hours are impossible, there is no lesson, or a lesson is longer than a day.
    """
    check(hours)
    if not lessons:
        raise ValueError("No lesson is chosen; choose at least one.")
    full = _fill(lessons, hours, hours.end)
    if len(full) <= hours.days:
        # The earliest end with which they still suffice, so that no day is much longer than the others.
        longest = max(_day_of_its_own(lesson, hours) for lesson in lessons)
        ends = range(longest, hours.end + 1)
        return Plan(next(days for end in ends if len(days := _fill(lessons, hours, end)) <= hours.days), [])
    placed = {slot.what for day in full[: hours.days] for slot in day}
    return Plan(full[: hours.days], [lesson for lesson in lessons if lesson.name not in placed])


def _fill(lessons: list[Lesson], hours: Hours, end: int) -> list[list[Slot]]:
    """Return as many days as the lessons need when no day ends after ``end``."""
    days: list[list[Slot]] = [[]]
    for lesson in lessons:
        slots = _place(lesson, days[-1], hours)
        if slots[-1].end > end and days[-1]:
            days.append([])
            slots = _place(lesson, [], hours)
        if slots[-1].end > end:
            raise ValueError(_too_long(lesson, hours))
        days[-1] += slots
    return days


def _day_of_its_own(lesson: Lesson, hours: Hours) -> int:
    return _place(lesson, [], hours)[-1].end


def _too_long(lesson: Lesson, hours: Hours) -> str:
    needs = _day_of_its_own(lesson, hours) - hours.start
    return (
        f"“{lesson.title}” needs {duration(needs)} with its breaks, a day from {clock(hours.start)} to "
        f"{clock(hours.end)} has {duration(hours.end - hours.start)}; make the days longer, or leave this lesson out."
    )


def _place(lesson: Lesson, day: list[Slot], hours: Hours) -> list[Slot]:
    """Return the slots that a lesson adds to a day, breaks included."""
    slots: list[Slot] = []
    parts = _cut(lesson.minutes, hours.stretch)
    for number, minutes in enumerate(parts, start=1):
        slots += _rest([*day, *slots], minutes, hours)
        now = ([*day, *slots] or [Slot(0, hours.start, "")])[-1].end
        slots.append(Slot(now, now + minutes, lesson.name, number, len(parts)))
    return slots


def _cut(minutes: int, stretch: int) -> list[int]:
    n_parts = max(1, -(-minutes // stretch))
    return [minutes // n_parts + (part < minutes % n_parts) for part in range(n_parts)]


def _rest(day: list[Slot], minutes: int, hours: Hours) -> list[Slot]:
    """Return the rest that comes before so many minutes of a lesson, if there is one."""
    if not day:
        return []
    now = day[-1].end
    since = max([hours.start, *(slot.end for slot in day if not slot.is_lesson)])
    has_lunch = hours.lunch_minutes and hours.start < hours.lunch < hours.end
    # The end of what comes next would be further from the time of lunch than its beginning is.
    if has_lunch and all(slot.what != "lunch" for slot in day) and 2 * now + minutes > 2 * hours.lunch:
        return [Slot(now, now + hours.lunch_minutes, "lunch")]
    if hours.pause and now - since + minutes > hours.stretch:
        return [Slot(now, now + hours.pause, "break")]
    return []
