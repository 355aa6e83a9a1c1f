"""The schedule: plans made in the page are those of the build, sums agree with the lessons, calendars can read them."""

import datetime
import random
import re
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import expect

from lessons.timetable import Hours, Lesson, make_plan

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

pytestmark = [pytest.mark.site, pytest.mark.slow, pytest.mark.browser]


def minutes() -> dict[str, tuple[int, int]]:
    """Return the minutes of every lesson as its front matter has them, in course order."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    parts = [part for part in toc["parts"] if part["caption"].startswith("Part")]
    found = {}
    for name in (chapter["file"] for part in parts for chapter in part["chapters"]):
        matter = yaml.safe_load((ROOT / "book" / f"{name}.md").read_text("utf-8").split("---")[1])
        found[name] = (matter["teaching"], matter["exercises"])
    return found


def rows(table):
    return [
        [cell.inner_text().strip() for cell in row.locator("th, td").all()] for row in table.locator("tbody tr").all()
    ]


def said(page):
    return page.locator(".lesson-chooser [role=status]")


def given(page, name):
    return page.locator(f"[name={name}]")


def test_the_page_begins_with_the_first_plan_and_shows_what_the_build_has_made(visit):
    page = visit.open("schedule")
    boxes = page.locator(".lesson-plan-box").all()
    assert len(boxes) == 3
    assert rows(page.locator(".lesson-plan-place table")) == rows(boxes[0].locator("table"))
    for box in boxes:
        name = box.evaluate("box => box.closest('section').querySelector('h2').firstChild.textContent")
        page.get_by_role("button", name=name, exact=True).click()
        assert rows(page.locator(".lesson-plan-place table")) == rows(box.locator("table"))
        assert said(page).inner_text() == box.locator(".lesson-plan-sum").inner_text()
    assert not visit.errors


def test_the_sums_are_those_of_the_front_matter(visit):
    page = visit.open("schedule")
    for box in page.locator(".lesson-plan-box").all():
        names = box.get_attribute("data-lessons").split()
        per_lesson = dict.fromkeys(names, 0)
        for link, length in box.locator("tr:has(a)").evaluate_all(
            "rows => rows.map((row) => [row.querySelector('a').getAttribute('href'), row.lastElementChild.innerText])"
        ):
            per_lesson[link.removesuffix(".html")] += int(length)
        assert per_lesson == {name: sum(minutes()[name]) for name in names}
        reading, exercises = (sum(minutes()[name][of] for name in names) for of in (0, 1))
        days = [int(cell.inner_text()) for cell in box.locator(".lesson-plan__sum td:last-child").all()]
        assert sum(days) == reading + exercises
        assert box.locator(".lesson-plan-sum").inner_text() == (
            f"{len(names)} lessons: {reading} minutes to read and run, {exercises} minutes of exercises, "
            f"{reading + exercises} in all."
        )


def test_the_script_has_the_rules_of_the_build(visit):
    """Two hundred wishes that nobody has thought of, impossible ones among them."""
    draw = random.Random(8)
    page = visit.open("schedule")
    for _ in range(200):
        count = draw.randint(0, 12)
        lessons = [Lesson(f"l{i}", f"Lesson {i}", draw.randint(1, 90), draw.randint(0, 90)) for i in range(count)]
        hours = Hours(
            days=draw.randint(0, 6),
            start=draw.randint(420, 840),
            end=draw.randint(600, 1200),
            stretch=draw.choice([10, 45, 60, 90, 120]),
            pause=draw.choice([-1, 0, 10, 15]),
            lunch=draw.randint(600, 900),
            lunch_minutes=draw.choice([0, 30, 60]),
        )
        try:
            plan = make_plan(lessons, hours)
            expected = [[[vars(slot) for slot in day] for day in plan.days], [one.name for one in plan.left]]
        except ValueError as error:
            expected = str(error)
        found = page.evaluate(
            """([lessons, hours]) => {
              try {
                const plan = lessonTimetable.makePlan(lessons, hours);
                return [plan.days, plan.left.map((lesson) => lesson.name)];
              } catch (error) { return error.message; }
            }""",
            [[vars(one) for one in lessons], vars(hours)],
        )
        assert found == expected


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("days", "0", "The number of days is 0; give a whole number from 1 to 60."),
        ("days", "", "“Days” needs a whole number; write one, for example 2."),
        ("days", "1.5", "“Days” needs a whole number; write one, for example 2."),
        ("end", "08:00", "The day ends at 08:00 and begins at 09:00; let it end after it begins."),
        ("end", "", "“It ends at the latest at” needs a time; write one, for example 17:00."),
        ("pause", "-5", "A break is -5 minutes; give a whole number from 0 to 120."),
        (
            "end",
            "10:00",
            "“What is deep learning?” needs 1 h 20 min with its breaks, a day from 09:00 to 10:00 has 1 h;",
        ),
        ("days", "1", "One day does not hold “Seeing with kernels”,"),
    ],
)
def test_what_cannot_be_is_said_in_one_kind_sentence_and_mended_by_the_next_change(visit, name, value, words):
    page = visit.open("schedule")
    before = given(page, name).input_value()
    given(page, name).fill(value)
    expect(said(page)).to_contain_text(words)
    given(page, name).fill(before)
    expect(said(page)).to_have_text(re.compile(r"^8 lessons: .* in all\.$"))
    assert not visit.errors


def test_no_lesson_is_no_plan_and_one_is(visit):
    page = visit.open("schedule")
    checked = page.locator("input[name=lesson]:checked")
    while checked.count():
        checked.first.uncheck()
    expect(said(page)).to_have_text("No lesson is chosen; choose at least one.")
    assert page.locator(".lesson-plan-place table").count() == 0
    page.get_by_label(re.compile("^One neuron")).check()
    reading, exercises = minutes()["neuron"]
    expect(said(page)).to_contain_text(f"1 lesson: {reading} minutes to read and run, {exercises} minutes of exercises")
    end = datetime.datetime(2027, 1, 1, 9) + datetime.timedelta(minutes=reading + exercises)
    assert rows(page.locator(".lesson-plan-place table"))[1][:2] == [f"09:00–{end:%H:%M}", "One neuron"]


def test_enter_in_a_field_loses_nothing(visit):
    page = visit.open("schedule")
    given(page, "days").fill("3")
    given(page, "days").press("Enter")
    assert given(page, "days").input_value() == "3" and "?" not in page.url


def saved(page) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a calendar file").click()
    assert download.value.suggested_filename == "schedule.ics"
    return Path(download.value.path()).read_bytes().decode("utf-8")


def unfolded(text: str) -> list[tuple[str, str]]:
    """Return names and values of a calendar, read by the grammar of RFC 5545, section 3.1."""
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "") and "\r" not in text.replace("\r\n", "")
    lines = text[:-2].split("\r\n")
    assert all(0 < len(line.encode("utf-8")) <= 75 for line in lines)
    whole = re.sub(r"\r\n[ \t]", "", text)[:-2].split("\r\n")
    found = [re.fullmatch(r"([A-Z][A-Z-]*):(.*)", line) for line in whole]
    assert all(found)
    return [(match[1], match[2]) for match in found]


def events_of(text: str) -> list[dict[str, str]]:
    lines = unfolded(text)
    assert lines[0] == ("BEGIN", "VCALENDAR") and lines[-1] == ("END", "VCALENDAR")
    assert {name for name, _ in lines[1:3]} == {"VERSION", "PRODID"} and ("VERSION", "2.0") in lines
    events, inside = [], False
    for name, value in lines[3:-1]:
        if (name, value) == ("BEGIN", "VEVENT"):
            assert not inside
            events.append({})
        elif (name, value) != ("END", "VEVENT"):
            assert inside and name not in events[-1]
            events[-1][name] = value
        inside = value != "VEVENT" or name == "BEGIN"
    assert not inside
    return events


def unescaped(text: str) -> str:
    """Return a TEXT value as section 3.3.11 means it; a bare comma, semicolon or backslash is a mistake."""
    assert re.fullmatch(r"(?:[^\\;,\x00-\x1f]|\\[\\;,nN])*", text)
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], text)


def test_a_calendar_needs_a_first_day(visit):
    page = visit.open("schedule")
    page.get_by_role("button", name="Save as a calendar file").click()
    expect(said(page)).to_have_text("A calendar needs dates: choose the first day.")
    expect(given(page, "first")).to_be_focused()


def test_the_calendar_holds_every_line_of_the_plan(visit):
    page = visit.open("schedule")
    given(page, "first").fill("2027-03-26")
    table = rows(page.locator(".lesson-plan-place table"))
    assert [row[0] for row in table if row[0].startswith("Day")] == [
        "Day 1, Friday 26 March 2027",
        "Day 2, Saturday 27 March 2027",
    ]
    events = events_of(saved(page))
    expect(said(page)).to_have_text(f"Saved as schedule.ics: {len(events)} events.")
    dates = iter(["20270326", "20270327"])
    expected, date = [], ""
    for first, *rest in table:
        date = next(dates) if first.startswith("Day") else date
        if "–" in first:
            start, end = (f"{date}T{time.replace(':', '')}00" for time in first.split("–"))
            expected.append((start, end, rest[0]))
    assert [(one["DTSTART"], one["DTEND"], unescaped(one["SUMMARY"])) for one in events] == expected
    assert len({one["UID"] for one in events}) == len(events)
    for one in events:
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= one.keys()
        stamp = datetime.datetime.strptime(one["DTSTAMP"], "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.UTC)
        assert abs(datetime.datetime.now(datetime.UTC) - stamp) < datetime.timedelta(hours=1)
        assert (one.get("TRANSP") == "TRANSPARENT") == (one["SUMMARY"] in ("Break", "Lunch"))
    assert events[0]["URL"] == f"{visit.base}introduction.html"
    assert unescaped(events[0]["DESCRIPTION"]) == "{} minutes to read and run, {} minutes of exercises".format(
        *minutes()["introduction"]
    )
    assert not visit.outside


@pytest.mark.parametrize(
    ("step", "dates"),
    [("workday", ["20270326", "20270329", "20270330"]), ("week", ["20270326", "20270402", "20270409"])],
)
def test_days_may_leave_out_the_weekend_or_be_a_week_apart(visit, step, dates):
    page = visit.open("schedule")
    given(page, "first").fill("2027-03-26")
    given(page, "step").select_option(step)
    given(page, "days").fill("3")
    events = events_of(saved(page))
    assert list(dict.fromkeys(one["DTSTART"][:8] for one in events)) == dates


def test_long_and_strange_words_are_folded_and_escaped(visit):
    page = visit.open("schedule")
    words = "Ä, b; c\\d\nE" + "ü€𝄞" * 40
    text = page.evaluate(
        """(summary) => {
          const date = new Date(Date.UTC(2027, 11, 31));
          return lessonCalendar.calendar([{ date, start: 5, end: 65, summary }]);
        }""",
        words,
    )
    [event] = events_of(text)
    assert unescaped(event["SUMMARY"]) == words
    assert (event["DTSTART"], event["DTEND"]) == ("20271231T000500", "20271231T010500")
    assert "DESCRIPTION" not in event and "URL" not in event


def test_without_a_script_the_plans_are_there_and_no_control_is(visiting):
    with visiting(java_script_enabled=False) as visit:
        page = visit.open("schedule")
        assert page.locator("table.lesson-plan").count() == 3
        assert page.locator("article :is(button, input, select)").count() == 0
        assert page.locator(".lesson-without-script").is_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window_and_every_control_has_a_label_and_room(visiting, width, theme):
    with visiting(width=width, theme=theme, reduced_motion="reduce") as visit:
        page = visit.open("schedule")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        chooser = page.locator(".lesson-chooser")
        boxes = chooser.locator("button, .lesson-choice, .lesson-field :is(input, select)").all()
        sizes = [box.bounding_box() for box in boxes]
        assert len(sizes) > 20 and all(size["height"] >= 24 and size["width"] >= 24 for size in sizes)
        fields = chooser.locator("input, select")
        assert fields.evaluate_all("fields => fields.map((field) => field.labels.length)") == [1] * fields.count()
        page.evaluate(AXE.read_text("utf-8"))
        assert page.evaluate("async () => (await axe.run()).violations.map((rule) => rule.id)") == []


def test_paper_has_the_plan_and_no_form(visit):
    page = visit.open("schedule")
    page.emulate_media(media="print")
    assert not page.locator("form.lesson-choose").is_visible()
    assert page.locator(".lesson-plan-place table").is_visible()
