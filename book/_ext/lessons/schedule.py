"""``schedule``: the days of a workshop, worked out from the minutes of the lessons.

A page with ``{schedule} chooser`` has scripts that make other plans by the same rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from lessons.pages import PageFacts, all_facts, facts_of
from lessons.plans import Wish, all_wishes, lessons_of, plan_of
from lessons.problems import report
from lessons.status import page_link
from lessons.timetable import Hours, Plan, Slot, clock, duration, read_clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

CHOOSER = "chooser"
WITHOUT_SCRIPT = "With JavaScript, you choose lessons, days and breaks here. The plans below need none."
#: Scripts of the page with the chooser, in their order: the rules, the file for calendars, the page.
SCRIPTS = ("timetable.js", "calendar.js", "schedule.js")
COLUMNS = ("Time", "Lesson", "Minutes")
RESTS = {"break": "Break", "lunch": "Lunch"}


class Chooser(nodes.General, nodes.Element):
    """The place of the form."""


class Schedule(nodes.General, nodes.Element):
    """The place of a plan until all pages are read; in HTML the box around it. Attribute: ``plan``, its name."""


class ScheduleDirective(SphinxDirective):
    """``chooser``, or the name of a plan with its lessons and hours as options."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {
        "days": int,
        "start": read_clock,
        "end": read_clock,
        "stretch": int,
        "pause": int,
        "lunch": read_clock,
        "lunch_minutes": int,
        "lessons": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
        name = self.arguments[0]
        facts_of(self.env).has_map = True
        if name == CHOOSER:
            facts_of(self.env).has_chooser = True
            return [Chooser()]
        where = (self.env.docname, self.lineno)
        if name in all_wishes(self.env):
            report(f"schedule: there are two plans called '{name}'; give one of them another name", where)
            return []
        if "days" not in self.options:
            report("schedule: does not say how many days it has; add a line ':days: 2'", where)
            return []
        options = dict(self.options)
        lessons = tuple(part.strip() for part in options.pop("lessons", "").split(",") if part.strip())
        all_wishes(self.env)[name] = Wish(self.env.docname, Hours(**options), lessons)
        place = Schedule(plan=name)
        self.set_source_info(place)
        return [place]


class FillSchedule(SphinxPostTransform):
    """Work the plans out when the minutes of all lessons are known; before references are resolved."""

    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        """Replace the placeholders of the page."""
        for place in list(self.document.findall(Chooser)):
            words = nodes.paragraph("", WITHOUT_SCRIPT, classes=["lesson-without-script"])
            place.replace_self(nodes.container("", words, classes=["lesson-chooser"]))
        for place in list(self.document.findall(Schedule)):
            self.fill(place)

    def fill(self, place: Schedule) -> None:
        """Put the table of a plan into its place."""
        wish = all_wishes(self.env)[place["plan"]]
        try:
            plan = plan_of(self.env, wish)
        except ValueError as error:
            report(f"schedule: {error}", place)
            place.replace_self([])
            return
        place += [make_table(self.env, plan), make_sum(self.env, wish)]
        if self.app.builder.format != "html":
            place.replace_self(nodes.container("", *place.children))


def make_table(env: BuildEnvironment, plan: Plan) -> nodes.table:
    """Return the table: for each day a heading, its slots, and what they add up to."""
    body = nodes.tbody()
    for number, day in enumerate(plan.days, start=1):
        heading = nodes.entry("", nodes.paragraph("", f"Day {number}"), morecols=len(COLUMNS) - 1)
        body += nodes.row("", heading, classes=["lesson-plan__day"])
        for slot in day:
            when = nodes.Text(f"{clock(slot.start)}–{clock(slot.end)}")
            minutes = nodes.Text(str(slot.end - slot.start))
            body += _row([when], _what(env, slot), [minutes], "" if slot.is_lesson else "lesson-plan__rest")
        words = f"{duration(_minutes(day, True))} of lessons, {duration(_minutes(day, False))} of breaks"
        body += _row(
            [nodes.Text("Sum")], [nodes.Text(words)], [nodes.Text(str(_minutes(day, True)))], "lesson-plan__sum"
        )
    head = nodes.thead("", _row(*[[nodes.Text(text)] for text in COLUMNS]))
    columns = [nodes.colspec(colwidth=width, stub=int(not index)) for index, width in enumerate((20, 60, 20))]
    return nodes.table("", nodes.tgroup("", *columns, head, body, cols=3), classes=["lesson-plan", "colwidths-auto"])


def _minutes(day: Iterable[Slot], of_lessons: bool) -> int:
    return sum(slot.end - slot.start for slot in day if slot.is_lesson == of_lessons)


def _what(env: BuildEnvironment, slot: Slot) -> list[nodes.Node]:
    if not slot.is_lesson:
        return [nodes.Text(RESTS[slot.what])]
    part = [nodes.Text(f" (part {slot.part} of {slot.of})")] if slot.of > 1 else []
    return [page_link(env, slot.what), *part]


def _row(when: list[nodes.Node], what: list[nodes.Node], minutes: list[nodes.Node], css_class: str = "") -> nodes.row:
    entries = [nodes.entry("", nodes.paragraph("", "", *cell)) for cell in (when, what, minutes)]
    return nodes.row("", *entries, classes=[css_class] if css_class else [])


def make_sum(env: BuildEnvironment, wish: Wish) -> nodes.paragraph:
    """Return the sentence below a plan."""
    lessons = lessons_of(env, wish)
    teaching, exercises = sum(one.teaching for one in lessons), sum(one.exercises for one in lessons)
    count = "1 lesson" if len(lessons) == 1 else f"{len(lessons)} lessons"
    words = (
        f"{count}: {teaching} minutes to read and run, {exercises} minutes of exercises, {teaching + exercises} in all."
    )
    return nodes.paragraph("", words, classes=["lesson-plan-sum"])


def _visit_schedule(self: HTML5Translator, node: Schedule) -> None:
    """Open the box, which tells the script what the plan was made with."""
    wish = all_wishes(self.builder.env)[node["plan"]]
    hours = wish.hours
    data = {name: str(getattr(hours, name)) for name in ("days", "stretch", "pause", "lunch_minutes")}
    data |= {name: clock(getattr(hours, name)) for name in ("start", "end", "lunch")}
    attributes = {f"data-{name}": value for name, value in data.items()}
    attributes["data-lessons"] = " ".join(lesson.name for lesson in lessons_of(self.builder.env, wish))
    self.body.append(self.starttag(node, "div", CLASS="lesson-plan-box", **attributes))


def _depart_schedule(self: HTML5Translator, node: Schedule) -> None:
    self.body.append("</div>\n")


def add_scripts(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Link the scripts into the page with the form; ``progress`` lets Sphinx copy their folder."""
    if all_facts(app.env).get(pagename, PageFacts()).has_chooser:
        for script in SCRIPTS:
            app.add_js_file(script)


def setup(app: Sphinx) -> None:
    """Register directive, role, nodes and transform."""
    app.add_node(Chooser)
    app.add_node(Schedule, html=(_visit_schedule, _depart_schedule))
    app.add_directive("schedule", ScheduleDirective)
    app.add_post_transform(FillSchedule)
    app.connect("html-page-context", add_scripts)
