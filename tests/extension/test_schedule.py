"""Schedules, notes, timings and the design of the course: generated from the lessons of a tiny book."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from .books import Book

LESSON = """---
teaching: {teaching}
exercises: {exercises}
---
# {title}

:::{{questions}}
- What?
:::
:::{{objectives}}
- Add *two* numbers. {{met}}`ch-{name}`
- Say why. {{met}}`quiz-{name}, ch-{name}{more}`
:::

::::{{challenge}} Adding
:name: ch-{name}
:minutes: 4
Add.
:::{{solution}}
Added.
:::
::::

::::{{challenge}} More
:name: ch-{name}-more
:minutes: 50
:optional:
Add.
:::{{solution}}
Added.
:::
::::

:::{{quiz}} How many?
:name: quiz-{name}
- [x] One.

  Yes.
- [ ] Two.

  No.
:::

## A part

{block}

:::{{keypoints}}
- Adding is `+`. {{met}}`ch-{name}`
- It needs no paper. {{met}}`ch-{name}-more`
- It is old.
:::
"""
NOTE = ":::{instructor} Before you begin\nSee {ref}`graded-weigh` and {lesson}`second`.\n:::"
GRADED = ":::{graded} weigh\nWeigh.\n:::\n\n"
PLANS = """# Plans

```{schedule} chooser
```

## Short

```{schedule} short
:days: 1
:lessons: second, lesson
:stretch: 30
:pause: 10
:lunch_minutes: 0
```

## All

```{schedule} all
:days: 2
:start: 10:00
:end: 13:00
```

It takes {plan}`short time` on {plan}`short days` day, {plan}`short hours`:
{plan}`short lessons`; all {plan}`all count`.

```{course-map}
```
"""
OTHERS = {
    "plans": PLANS,
    "notes": "# Notes\n\n```{instructor-notes}\n```\n",
    "design": "# Design\n\n```{course-design}\n```\n",
    "rules": "# Rules\n\nWords.\n\n:::{instructor}\nRead them aloud.\n:::\n",
}
PARTS = {"Part I – Ideas": ["lesson", "second"], "Part II – More": ["third"], "For instructors": [*OTHERS]}


def lesson(name: str, title: str, teaching: int = 40, exercises: int = 20, block: str = "", more: str = "") -> str:
    return LESSON.format(name=name, title=title, teaching=teaching, exercises=exercises, block=block, more=more)


def pages() -> dict[str, str]:
    written = {"index": "# Home\n", **OTHERS, "lesson": lesson("one", "First", 40, 25, GRADED + NOTE, ", weigh")}
    return written | {"second": lesson("two", "Second"), "third": lesson("three", "Third", 80, 20)}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    book = Book(tmp_path_factory.mktemp("schedule"))
    book.write(pages(), PARTS)
    assert book.build() == ""
    return book


@pytest.fixture(scope="module")
def plans(book: Book) -> BeautifulSoup:
    return book.page("plans")


def rows(table) -> list[list[str]]:
    return [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in table.select("tbody tr")]


def test_a_plan_is_a_table_of_days_with_breaks_and_sums(plans: BeautifulSoup):
    assert rows(plans.select("table.lesson-plan")[0]) == [
        ["Day 1"],
        ["09:00–09:22", "First (part 1 of 3)", "22"],
        ["09:22–09:32", "Break", "10"],
        ["09:32–09:54", "First (part 2 of 3)", "22"],
        ["09:54–10:04", "Break", "10"],
        ["10:04–10:25", "First (part 3 of 3)", "21"],
        ["10:25–10:35", "Break", "10"],
        ["10:35–11:05", "Second (part 1 of 2)", "30"],
        ["11:05–11:15", "Break", "10"],
        ["11:15–11:45", "Second (part 2 of 2)", "30"],
        ["Sum", "2 h 5 min of lessons, 40 min of breaks", "125"],
    ]
    words = [sum_.get_text() for sum_ in plans.select(".lesson-plan-sum")]
    assert words[0] == "2 lessons: 80 minutes to read and run, 45 minutes of exercises, 125 in all."
    assert words[1] == "3 lessons: 160 minutes to read and run, 65 minutes of exercises, 225 in all."


def test_the_sums_of_all_lessons_are_those_of_the_course_map(plans: BeautifulSoup):
    reading, exercises = rows(plans.select_one("table.lesson-map"))[-1][1:3]
    assert plans.select(".lesson-plan-sum")[1].get_text().startswith(f"3 lessons: {reading} minutes to read")
    assert f" {exercises} minutes of exercises" in plans.select(".lesson-plan-sum")[1].get_text()


def test_a_plan_is_quoted_in_a_sentence_with_links(plans: BeautifulSoup):
    sentence = next(p for p in plans.select("p") if p.get_text().startswith("It takes"))
    assert (
        " ".join(sentence.get_text().split()) == "It takes 2 h 5 min on 1 day, 09:00 to 11:45: First and Second; all 3."
    )
    assert [link["href"] for link in sentence.select("a")] == ["lesson.html", "second.html"]


def test_the_script_finds_what_a_plan_was_made_with(plans: BeautifulSoup):
    box = plans.select(".lesson-plan-box")[1]
    data = {key.removeprefix("data-"): value for key, value in box.attrs.items() if key.startswith("data-")}
    assert data == {
        "days": "2",
        "start": "10:00",
        "end": "13:00",
        "stretch": "90",
        "pause": "15",
        "lunch": "12:30",
        "lunch_minutes": "60",
        "lessons": "lesson second third",
    }


def test_the_scripts_are_linked_into_the_page_with_the_form_alone(book: Book, plans: BeautifulSoup):
    names = [script["src"].split("?")[0].removeprefix("_static/") for script in plans.select("script[src]")]
    assert [name for name in names if name in ("timetable.js", "calendar.js", "schedule.js")] == names[-3:]
    assert all((book.folder / "_build" / "html" / "_static" / name).is_file() for name in names[-3:])
    assert "schedule.js" not in book.text("design.html")
    assert "JavaScript" in plans.select_one(".lesson-chooser").get_text() and not plans.select("form.lesson-choose")


def test_all_notes_of_all_pages_are_gathered_in_order_and_in_sight(book: Book):
    page = book.page("notes")
    notes = page.select(".lesson-instructor")
    assert [section.select_one("h2 a")["href"] for section in page.select("section section")] == [
        "lesson.html",
        "rules.html",
    ]
    assert len(notes) == 2 and not any(note.has_attr("hidden") for note in notes)
    assert "Read them aloud." in notes[1].get_text()


def test_a_gathered_note_leads_back_and_its_links_lead_on(book: Book):
    note = book.page("notes").select(".lesson-instructor")[0]
    assert [link["href"] for link in note.select("a")] == [
        "lesson.html#graded-weigh",
        "second.html",
        "lesson.html?instructor#lesson-instructor",
    ]
    assert note.select("a")[-1].get_text() == "Where it stands: in “A part”, Before you begin"
    assert book.page("lesson").find(id="lesson-instructor").has_attr("hidden")
    ids = [tag["id"] for tag in book.page("notes").select("[id]")]
    assert len(ids) == len(set(ids))


def test_gathered_notes_are_not_searched(book: Book):
    index = book.text("searchindex.js")
    assert '"add"' in index
    assert "aloud" not in index


def test_timings_are_for_instructors(book: Book):
    [line] = book.page("lesson").select("p.lesson-instructor[hidden]")
    assert line.get_text() == (
        "In a class 65 minutes. Of the exercises, in minutes: 4 for Challenge 1, 21 for 1 quiz and 1 graded exercise."
    )


def test_each_objective_stands_beside_what_practises_it(book: Book):
    part = book.page("design").select("details.lesson-design")[0]
    assert rows(part.select_one("table")) == [
        ["Add two numbers.", "Challenge 1: Adding", "–", "1"],
        ["Say why.", "Quiz 1: How many? ; Challenge 1: Adding", "Graded exercise 1: weigh", "1"],
    ]
    assert [link["href"] for link in part.select("table a")] == [
        "lesson.html#ch-one",
        "lesson.html#quiz-one",
        "lesson.html#ch-one",
        "lesson.html#graded-weigh",
    ]


def test_tasks_that_no_objective_names_and_the_key_points_stand_below(book: Book):
    parts = book.page("design").select("details.lesson-design")
    assert [part.summary.get_text() for part in parts] == ["First", "Second", "Third"]
    words = parts[0].get_text(" ", strip=True)
    assert "Tasks that no objective names: Challenge 2: More (optional)" in words
    assert [item.get_text(strip=True) for item in parts[0].select("ol li")] == [
        "Adding is+.",
        "It needs no paper.",
        "It is old.",
    ]
    assert "Key points that share no task with an objective: 2, 3" in words


def test_other_formats_get_plans_notes_and_design_as_text(book: Book):
    assert book.build("text") == ""
    assert "09:00–09:22" in book.text("plans.txt", "text")
    assert "Read them aloud." in book.text("notes.txt", "text")
    assert "Graded exercise 1: weigh" in book.text("design.txt", "text")


def test_new_minutes_and_a_new_note_come_with_the_next_build(tmp_path: Path):
    book = Book(tmp_path)
    book.write(pages(), PARTS)
    book.build()
    page = tmp_path / "second.md"
    changed = page.read_text("utf-8").replace("teaching: 40", "teaching: 41")
    page.write_text(changed.replace("## A part", "## A part\n\n:::{instructor}\nSkip it.\n:::"), "utf-8")
    assert book.build() == ""
    assert "126 in all" in book.text("plans.html") and "2 h 6 min" in book.text("plans.html")
    assert "Skip it." in book.text("notes.html")


def test_what_is_broken_is_named_with_its_place(tmp_path: Path):
    """An objective without its task, a lesson without minutes or with too few, plans that cannot be."""
    book = Book(tmp_path)
    written = pages()
    without = written["lesson"].replace(" {met}`ch-one`\n", "\n")
    written["lesson"] = without.replace("quiz-one, ch-one", "quiz-one, ch-gone")
    written["second"] = written["second"].replace("exercises: 20\n", "")
    written["third"] = written["third"].replace("exercises: 20", "exercises: 3")
    written["plans"] = (
        "# Plans\n\n```{schedule} one\n:days: 1\n:lessons: second, fourth\n```\n\n"
        "```{schedule} two\n:days: 1\n:end: 11:00\n```\n\n```{schedule} three\n:days: 1\n:end: 10:00\n```\n\n"
        "```{schedule} three\n:days: 0\n```\n\n```{schedule} four\n```\n\n"
        "```{schedule} five\n:days: 0\n```\n\n{plan}`long days`\n"
    )
    book.write(written, PARTS)
    said = book.build().splitlines()
    for expected in (
        "lesson.md:11: WARNING: objectives: say what practises this objective; end it with {met}`name of a challenge`",
        "lesson.md:12: WARNING: met: 'ch-gone' is no challenge, quiz or graded exercise of this page",
        "second.md:1: WARNING: a lesson says how long it takes; "
        "add a line 'exercises: 20' (minutes) to the front matter",
        "third.md:1: WARNING: the challenges take 4 minutes, 'exercises: 3' in the front matter has fewer",
        "plans.md:3: WARNING: schedule: there is no lesson 'fourth'; take it out of this plan, or correct its name",
        "plans.md:8: WARNING: schedule: one day does not hold third; add a day, or take out a lesson",
        "plans.md:18: WARNING: schedule: there are two plans called 'three'; give one of them another name",
        "plans.md:25: WARNING: schedule: The number of days is 0; give a whole number from 1 to 60.",
        "plans.md:22: WARNING: schedule: does not say how many days it has; add a line ':days: 2'",
        "plans.md:29: WARNING: plan: 'long days' is not known; the plans are one, two, three, five; "
        "of each there is lessons, count, time, days, hours",
    ):
        assert expected in said, "\n".join(said)
