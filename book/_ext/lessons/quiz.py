"""``quiz``: a multiple-choice question that answers on the page, without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from lessons.blocks import LessonDirective, check_name
from lessons.elements import Disclosure, Summary
from lessons.problems import report

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MARKS = {"[x] ": True, "[X] ": True, "[ ] ": False}
MIN_OPTIONS = 2


class Quiz(LessonDirective):
    """A question and a list of options, each marked ``[x]`` or ``[ ]`` and each explained."""

    optional_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {"name": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Return the block with one closed answer for each option."""
        if not self.arguments:
            self.problem("quiz: has no question; write it after {quiz}")
        check_name(self, "quiz-")
        content = self.parse_content()
        lists = [node for node in content if isinstance(node, nodes.bullet_list)]
        if not content:
            return []
        if len(lists) != 1 or content[-1] is not lists[0]:
            self.problem("quiz: ends with one list of options, each '- [ ] …' or '- [x] …'")
            return []
        options = self.make_options(lists[0])
        return [self.make_block(self.parse_title(), [*content[:-1], *options])]

    def make_options(self, items: nodes.bullet_list) -> list[nodes.Node]:
        """Return the options as closed parts, and report what is missing from them."""
        options = [_make_option(item, chr(ord("A") + index)) for index, item in enumerate(items.children)]
        n_right = sum(option["right"] for option in options)
        if len(options) < MIN_OPTIONS:
            self.problem(f"quiz: has {len(options)} option; give at least {MIN_OPTIONS}")
        if not n_right:
            self.problem("quiz: has no right option; mark at least one with [x]")
        several = [nodes.paragraph("", "More than one option is right.", classes=["lesson-quiz__several"])]
        return (several if n_right > 1 else []) + options


def _make_option(item: nodes.Element, letter: str) -> Disclosure:
    right = _take_mark(item)
    if len(item.children) <= 1:
        report(f"quiz: option {letter} has no explanation; say below it why it is right or wrong", item)
    words = item.children[0].children if item.children else []
    summary = Summary("", "", nodes.inline("", letter, classes=["lesson-option__letter"]), nodes.Text(" "), *words)
    verdict = nodes.paragraph("", "", nodes.strong("", "Right." if right else "Not right."))
    verdict["classes"] += ["lesson-verdict", "lesson-verdict--right" if right else "lesson-verdict--wrong"]
    return Disclosure("", summary, verdict, *item.children[1:], kind="option", right=right)


def _take_mark(item: nodes.Element) -> bool:
    """Remove the mark at the beginning of an option and return whether the option is right."""
    text = next(iter(item.findall(nodes.Text)), nodes.Text(""))
    for mark, right in MARKS.items():
        if text.startswith(mark):
            text.parent.replace(text, nodes.Text(text[len(mark) :]))
            return right
    report("quiz: an option begins with '[ ] ' or '[x] '", item)
    return False


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("quiz", Quiz)
