"""``plan``: what the schedules of the course take, quoted in a sentence; and what is known about these schedules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxRole

from lessons.gathering import joined, title_of
from lessons.gathering import lessons_of as all_lessons
from lessons.pages import PageFacts, all_facts, facts_of
from lessons.problems import report
from lessons.status import page_link
from lessons.timetable import Hours, Lesson, Plan, clock, duration, make_plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True)
class Wish:
    """A plan as an author asks for it: the page it stands on, its hours, its lessons (none for all)."""

    docname: str
    hours: Hours
    lessons: tuple[str, ...]


class PlanWords(nodes.Inline, nodes.Element):
    """The place of words about a plan: attributes ``plan`` and ``of``."""


def all_wishes(env: BuildEnvironment) -> dict[str, Wish]:
    """Return the plans of all pages by their names; they live in Sphinx's environment."""
    if not hasattr(env, "lesson_plans"):
        env.lesson_plans = {}
    return env.lesson_plans


def lessons_of(env: BuildEnvironment, wish: Wish) -> list[Lesson]:
    """Return the lessons of a plan with their minutes; raise a ``ValueError`` for a page that is no lesson."""
    names = all_lessons(env)
    if strangers := [name for name in wish.lessons if name not in names]:
        raise ValueError(f"there is no lesson '{strangers[0]}'; take it out of this plan, or correct its name")
    chosen = [name for name in names if name in (wish.lessons or names)]
    facts = {name: all_facts(env).get(name, PageFacts()) for name in chosen}
    return [Lesson(name, title_of(env, name), facts[name].teaching, facts[name].exercises) for name in chosen]


def plan_of(env: BuildEnvironment, wish: Wish) -> Plan:
    """Return the plan; raise a ``ValueError`` where it holds not all of its lessons."""
    plan = make_plan(lessons_of(env, wish), wish.hours)
    if plan.left:
        too_many = ", ".join(lesson.name for lesson in plan.left)
        days = "one day does" if wish.hours.days == 1 else f"{wish.hours.days} days do"
        raise ValueError(f"{days} not hold {too_many}; add a day, or take out a lesson")
    return plan


class PlanRole(SphinxRole):
    """`` {plan}`two-days time` ``: what a plan takes; or its ``lessons``, ``count``, ``days``, ``hours``."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the placeholder; the page is written again when a lesson changes."""
        facts_of(self.env).has_map = True
        name, _, of = self.text.partition(" ")
        words = PlanWords(plan=name, of=of)
        self.set_source_info(words)
        return [words], []


class FillPlanWords(SphinxPostTransform):
    """Say what a plan takes when the minutes of all lessons are known."""

    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        """Replace the placeholders of the page."""
        for place in list(self.document.findall(PlanWords)):
            wish = all_wishes(self.env).get(place["plan"])
            if wish is None or place["of"] not in WORDS:
                known = (
                    f"the plans are {', '.join(all_wishes(self.env)) or 'none'}; of each there is {', '.join(WORDS)}"
                )
                report(f"plan: '{place['plan']} {place['of']}' is not known; {known}", place)
                place.replace_self([])
                continue
            try:
                place.replace_self(WORDS[place["of"]](self.env, wish))
            except ValueError:
                # The schedule itself says what is wrong with this plan.
                place.replace_self([])


def _lessons(env: BuildEnvironment, wish: Wish) -> list[nodes.Node]:
    *first, last = [page_link(env, lesson.name) for lesson in lessons_of(env, wish)]
    return [*joined(first), *([nodes.Text(" and ")] if first else []), last]


def _time(env: BuildEnvironment, wish: Wish) -> list[nodes.Node]:
    return [nodes.Text(duration(sum(lesson.minutes for lesson in lessons_of(env, wish))))]


def _count(env: BuildEnvironment, wish: Wish) -> list[nodes.Node]:
    return [nodes.Text(str(len(lessons_of(env, wish))))]


def _days(env: BuildEnvironment, wish: Wish) -> list[nodes.Node]:
    return [nodes.Text(str(wish.hours.days))]


def _hours(env: BuildEnvironment, wish: Wish) -> list[nodes.Node]:
    ends = max(day[-1].end for day in plan_of(env, wish).days)
    return [nodes.Text(f"{clock(wish.hours.start)} to {clock(ends)}")]


WORDS = {"lessons": _lessons, "count": _count, "time": _time, "days": _days, "hours": _hours}


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop the plans of a page that is read again or gone."""
    for name in [name for name, wish in all_wishes(env).items() if wish.docname == docname]:
        del all_wishes(env)[name]


def merge(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
    """Take over what another process has read."""
    all_wishes(env).update({name: wish for name, wish in all_wishes(other).items() if wish.docname in set(docnames)})


def setup(app: Sphinx) -> None:
    """Register role, node and transform."""
    app.add_node(PlanWords)
    app.add_role("plan", PlanRole())
    app.add_post_transform(FillPlanWords)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
