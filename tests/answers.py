"""What the answers of the course say, read from the sources alone: an oracle for whatever must not hold any of it."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lesson_code import exercises
from lesson_code.grading.stubs import stub

BOOK = Path(__file__).resolve().parent.parent / "book"
FENCE = re.compile(r"^\s*(?P<marks>:{3,}|`{3,})\s*(?:\{(?P<name>[\w-]+)\})?(?P<rest>.*)$")
ROLE = re.compile(r"\{(?P<kind>[\w:-]+)\}`(?P<text>[^`]*)`")
OPTION = re.compile(r"^- \[[ xX]\] ")
BLOCK_OPTION = re.compile(r"^\s*:[\w-]+:")
HIDDEN = {"solution", "hint", "instructor"}
CODE = "code"
#: The fewest words that are a sentence of its own, and the fewest characters of a line of code.
WORDS, CHARACTERS = 5, 16


@dataclass
class Told:
    """What a part of a page says.

    Attributes:
        phrases: Runs of words between numbers, terms and other markup, as ``plain`` writes them.
        code: Lines of code, without the space around them.
    """

    phrases: set[str] = field(default_factory=set)
    code: set[str] = field(default_factory=set)


def plain(text: str) -> str:
    """Return the words of a text in small letters, with one space between."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def phrases(line: str) -> set[str]:
    """Return what a line of a page says between its numbers and its names of other things."""
    shown = ROLE.sub(lambda role: words_of(role["kind"], role["text"]), line)
    parts = re.split(r"\0|`[^`]*`|\$[^$]*\$|\]\([^)]*\)|<[^>]*>", shown)
    return {words for words in map(plain, parts) if sum(word.isalpha() for word in words.split()) >= WORDS}


def words_of(kind: str, text: str) -> str:
    """Return the words that a role shows, or a mark where only the build knows them."""
    if kind == "term":
        return re.sub(r"\s*<.*>$", "", text)
    if kind in ("holds", "fact"):
        return re.split(r" \\?\| ", text)[0]
    return "\0"


def read_source(text: str) -> tuple[Told, Told]:
    """Return what a page says openly, and what it says in solutions, hints, explanations of quizzes and notes."""
    open_, closed = Told(), Told()
    around: list[tuple[str, str]] = []  # marks and names of the blocks around a line
    in_gates = in_explanation = False
    for line in text.splitlines():
        fence = FENCE.match(line)
        in_code = bool(around) and around[-1][1] == CODE
        if fence and around and fence["marks"] == around[-1][0] and not fence["name"] and not fence["rest"].strip():
            in_gates &= around.pop()[1] != "solution-end"
            continue
        if fence and not in_code:
            name = fence["name"] or CODE
            around.append((fence["marks"], CODE if name == "code-cell" else name))
            in_gates |= name == "solution-start"
            in_explanation &= name != "quiz"
            line = fence["rest"].strip()
        names = {name for _, name in around}
        if "quiz" in names:
            in_explanation = not OPTION.match(line) and (in_explanation or not line.strip()) and line[:1] in ("", " ")
        is_closed = in_gates or bool(names & HIDDEN) or ("quiz" in names and in_explanation)
        told = closed if is_closed else open_
        if in_code:
            told.code.add(line.strip())
        elif not BLOCK_OPTION.match(line):
            told.phrases |= phrases(line)
    return open_, closed


def answers(page: str) -> Told:
    """Return what the solutions, hints, explanations, notes and references of a lesson say, and no page says openly."""
    closed = read_source((BOOK / f"{page}.md").read_text("utf-8"))[1]
    for name in exercises.NAMES:
        if exercises.load(name).page == page:
            closed.code |= body_of(name)
    openly = told_openly()
    all_words, all_code = "\0".join(openly.phrases), "\0".join(openly.code)
    return Told(
        {phrase for phrase in closed.phrases if phrase not in all_words},
        {line for line in closed.code if len(line) >= CHARACTERS and line not in all_code},
    )


@cache
def told_openly() -> Told:
    """Return what any page, or any stub, says to everybody."""
    told = Told()
    for file in BOOK.glob("*.md"):
        open_ = read_source(file.read_text("utf-8"))[0]
        told.phrases |= open_.phrases
        told.code |= open_.code
    for exercise in map(exercises.load, exercises.NAMES):
        # A hint of the grader is for whoever gives the wrong answer that earns it.
        told.phrases |= {plain(misconception.hint) for misconception in exercise.misconceptions}
        lines = stub(exercise).splitlines()
        told.code |= {line.strip() for line in lines}
        told.phrases |= {plain(line) for line in lines}
    return told


def body_of(name: str) -> set[str]:
    """Return the lines of a reference below its docstring, which is the task."""
    source = textwrap.dedent(inspect.getsource(exercises.load(name).reference))
    function = ast.parse(source).body[0]
    return {line.strip() for line in source.splitlines()[function.body[1].lineno - 1 :]}
