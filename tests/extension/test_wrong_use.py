"""Every wrong use of a block is reported with the file and the line where it stands."""

from pathlib import Path

import pytest

from .books import Book

SOLUTION = ":::{solution}\nBecause.\n:::\n"
OPTIONS = "- [ ] No.\n\n  Why not.\n- [x] Yes.\n\n  Why.\n"
LESSON = """---
file_format: mystnb
teaching: 5
exercises: 5
kernelspec: {name: python3, display_name: Python 3}
---
# A lesson

:::{questions}
- What?
:::
:::{objectives}
- Compute. {met}`ch-one`
:::
::::{challenge} One
:name: ch-one
:minutes: 1
Task.
:::{solution}
Because.
:::
::::
:::{keypoints}
- This.
:::
"""

# name: (page, the line that is wrong begins so, what is said about it); pages below "Part" are lessons.
WRONG_PAGES = {
    "solution-alone": (
        ":::{solution}\nBecause.\n:::\n",
        ":::{solution}",
        "solution: stands inside a challenge or a graded exercise",
    ),
    "solution-in-callout": (
        "::::{callout} Title\nWords.\n:::{solution}\nBecause.\n:::\n::::\n",
        ":::{solution}",
        "solution: stands inside a challenge or a graded exercise",
    ),
    "equation": ("Words.\n\n$$ x + 1\n\nWords.\n", "$$", "'$$' is left in the text: an equation is not closed"),
    "footnote": ("Words[^1].\n", "Words[", "'[^1]' is left in the text: there is no such footnote"),
    "fence": ("Words.\n\n:::\n", ":::", "a fence without a name opens a block; take it out"),
    "fence-in-the-middle": (
        "Words.\n\n:::\nWords.\n\n:::{callout} Title\nWords.\n:::\n",
        ":::",
        "a fence without a name opens a block; take it out",
    ),
    "option": (
        ":::{callout} Title\n:nmae: this\n\nWords.\n:::\n",
        ":nmae:",
        "':nmae:' is left in the text: the block knows no such option",
    ),
    "not-closed": (
        "::::{callout} Title\nWords.\n\n:::{keypoints}\n- This.\n:::\n",
        "::::{callout}",
        "callout: holds the end of the page; close its fence, and those inside it",
    ),
    "hint-alone": (":::{hint}\nA nudge.\n:::\n", ":::{hint}", "hint: stands inside a challenge or a graded exercise"),
    "no-end": (
        f"::::{{challenge}} T\n:name: ch-no-end\nTask.\n{SOLUTION}::::\n:::{{solution-start}}\n:::\nWords.\n",
        ":::{solution-start}",
        "solution-start: has no solution-end",
    ),
    "no-start": (
        "Words.\n\n:::{solution-end}\n:::\n",
        ":::{solution-end}",
        "solution-end: has no solution-start before it",
    ),
    "two-starts": (
        f"::::{{challenge}} T\n:name: ch-two-starts\nTask.\n{SOLUTION}::::\n"
        ":::{solution-start}\n:::\nWords.\n\n```{solution-start}\n```\nWords.\n\n:::{solution-end}\n:::\n",
        "```{solution-start}",
        "solution-start: the solution before it has no solution-end",
    ),
    "gate-after-words": (
        "Words.\n\n:::{solution-start}\n:::\nWords.\n\n:::{solution-end}\n:::\n",
        ":::{solution-start}",
        "solution-start: stands directly after its challenge or graded exercise",
    ),
    "gate-across-heading": (
        f"::::{{challenge}} T\n:name: ch-across\nTask.\n{SOLUTION}::::\n"
        ":::{solution-start}\n:::\n## Heading\nWords.\n\n:::{solution-end}\n:::\n",
        ":::{solution-end}",
        "solution-end: is not on the level of its solution-start; put no heading between them",
    ),
    "gate-empty": (
        "::::{challenge} T\n:name: ch-gate-empty\nTask.\n::::\n:::{solution-start}\n:::\n:::{solution-end}\n:::\n",
        ":::{solution-start}",
        "solution-start: this solution is empty",
    ),
    "no-solution": (
        "Words.\n\n:::{challenge} T\n:name: ch-no-solution\nTask.\n:::\n",
        ":::{challenge}",
        "challenge: has no solution; add {solution}, or solution-start and solution-end after it",
    ),
    "no-title": (
        f"::::{{challenge}}\n:name: ch-no-title\nTask.\n{SOLUTION}::::\n",
        "::::{challenge}",
        "challenge: has no title; write it after {challenge}",
    ),
    "no-name": (
        f"::::{{challenge}} T\nTask.\n{SOLUTION}::::\n",
        "::::{challenge}",
        "challenge: has no name; add a line ':name: ch-…'",
    ),
    "wrong-prefix": (
        f"::::{{challenge}} T\n:name: bias\nTask.\n{SOLUTION}::::\n",
        "::::{challenge}",
        "challenge: the name 'bias' must begin with 'ch-'",
    ),
    "quiz-no-name": (
        f":::{{quiz}} Q?\n{OPTIONS}:::\n",
        ":::{quiz}",
        "quiz: has no name; add a line ':name: quiz-…'",
    ),
    "quiz-wrong-prefix": (
        f":::{{quiz}} Q?\n:name: step\n{OPTIONS}:::\n",
        ":::{quiz}",
        "quiz: the name 'step' must begin with 'quiz-'",
    ),
    "quiz-no-question": (
        f":::{{quiz}}\n:name: quiz-no-question\n{OPTIONS}:::\n",
        ":::{quiz}",
        "quiz: has no question; write it after {quiz}",
    ),
    "quiz-none-right": (
        ":::{quiz} Q?\n:name: quiz-none\n- [ ] No.\n\n  Why not.\n- [ ] Nor this.\n\n  Why not.\n:::\n",
        ":::{quiz}",
        "quiz: has no right option; mark at least one with [x]",
    ),
    "quiz-one-option": (
        ":::{quiz} Q?\n:name: quiz-one\n- [x] Yes.\n\n  Why.\n:::\n",
        ":::{quiz}",
        "quiz: has 1 option; give at least 2",
    ),
    "quiz-unexplained": (
        ":::{quiz} Q?\n:name: quiz-unexplained\n- [x] Yes.\n\n  Why.\n- [ ] No.\n:::\n",
        "- [ ] No.",
        "quiz: option B has no explanation; say below it why it is right or wrong",
    ),
    "quiz-unmarked": (
        ":::{quiz} Q?\n:name: quiz-unmarked\n- [x] Yes.\n\n  Why.\n- No.\n\n  Why not.\n:::\n",
        "- No.",
        "quiz: an option begins with '[ ] ' or '[x] '",
    ),
    "quiz-no-list": (
        ":::{quiz} Q?\n:name: quiz-no-list\nWords.\n:::\n",
        ":::{quiz}",
        "quiz: ends with one list of options, each '- [ ] …' or '- [x] …'",
    ),
    "quiz-list-not-last": (
        f":::{{quiz}} Q?\n:name: quiz-not-last\n{OPTIONS}\nWords.\n:::\n",
        ":::{quiz}",
        "quiz: ends with one list of options, each '- [ ] …' or '- [x] …'",
    ),
    "empty-callout": (
        "Words.\n\n:::{callout} Title\n:::\n",
        ":::{callout}",
        "callout: this block is empty; write what belongs in it, or remove it",
    ),
    "empty-questions": (
        ":::{questions}\n:::\n",
        ":::{questions}",
        "questions: this block is empty; write what belongs in it, or remove it",
    ),
    "empty-instructor": (
        ":::{instructor}\n:::\n",
        ":::{instructor}",
        "instructor: this block is empty; write what belongs in it, or remove it",
    ),
    "empty-hint": (
        f"::::{{challenge}} T\n:name: ch-empty-hint\nTask.\n:::{{hint}}\n:::\n{SOLUTION}::::\n",
        ":::{hint}",
        "hint: this block is empty; write what belongs in it, or remove it",
    ),
    "objectives-without-list": (
        ":::{objectives}\nCompute.\n:::\n",
        ":::{objectives}",
        "objectives: write them as a list",
    ),
    "objective-not-met": (
        f":::{{objectives}}\n- Compute. {{met}}`ch-not-met`\n- Explain.\n:::\n"
        f"::::{{challenge}} T\n:name: ch-not-met\nTask.\n{SOLUTION}::::\n",
        "- Explain.",
        "objectives: say what practises this objective; end it with {met}`name of a challenge`",
    ),
    "met-elsewhere": (
        ":::{objectives}\n- Compute. {met}`ch-one`\n:::\n",
        "- Compute.",
        "met: 'ch-one' is no challenge, quiz or graded exercise of this page",
    ),
    "met-nothing": (
        ":::{objectives}\n- Compute. {met}`,`\n:::\n",
        "- Compute.",
        "met: names nothing; write the name of a challenge, a quiz or a graded exercise of this page",
    ),
    "met-in-words": (
        f"More words {{met}}`ch-in-words`.\n\n::::{{challenge}} T\n:name: ch-in-words\nTask.\n{SOLUTION}::::\n",
        "More words",
        "met: stands at the end of an objective or a key point",
    ),
    "unknown-exercise": (
        "Words.\n\n:::{graded} weight\n:::\n",
        ":::{graded}",
        "graded: there is no exercise called 'weight': there are weigh, elsewhere.",
    ),
    "wrong-page": (
        "Words.\n\n:::{graded} weigh\n:::\n",
        ":::{graded}",
        "graded: the exercise 'weigh' belongs to the page 'lesson'",
    ),
    "video-no-title": (
        ":::{video} rmNTqYGpr6Y\n:credit: Somebody\n:::\n",
        ":::{video}",
        "video: has no title; add a line ':title: …'",
    ),
    "video-no-credit": (
        ":::{video} rmNTqYGpr6Y\n:title: Words\n:::\n",
        ":::{video}",
        "video: has no credit; add a line ':credit: …'",
    ),
    "video-no-id": (
        ":::{video} https://youtu.be/rmNTqYGpr6Y\n:title: Words\n:credit: Somebody\n:::\n",
        ":::{video}",
        "video: 'https://youtu.be/rmNTqYGpr6Y' is no YouTube id; it has 11 letters, digits, '-' or '_'",
    ),
    "unknown-lesson": (
        "Words.\n\nSee {lesson}`no-such-page`.\n",
        "See",
        "lesson: there is no lesson 'no-such-page', and none is planned; correct its name, take the pointer out, or",
    ),
    "image-no-alt": (
        "Words.\n\n![](pixel.png)\n",
        "![]",
        "an image has no alternative text; say in a sentence or two what is to be seen",
    ),
    "image-directive-no-alt": (
        "Words.\n\n```{image} pixel.png\n```\n",
        "```{image}",
        "an image has no alternative text; say in a sentence or two what is to be seen",
    ),
    "figure-no-alt": (
        "Words.\n\n```{figure} pixel.png\n:name: fig-no-alt\n\nCaption.\n```\n",
        "```{figure}",
        "an image has no alternative text; say in a sentence or two what is to be seen",
    ),
    "cell-no-figure": (
        "Words.\n\n```{code-cell}\ndraw()\n```\n",
        "```{code-cell}",
        "the image that this cell draws has no alternative text (image: alt) and no caption (figure: caption) "
        "and no name (figure: name); give them in the cell's mystnb options",
    ),
    "cell-no-alt": (
        "```{code-cell}\n---\nmystnb:\n  figure:\n    name: fig-cell\n    caption: Words.\n---\ndraw()\n```\n",
        "```{code-cell}",
        "the image that this cell draws has no alternative text (image: alt); give them in the cell's mystnb options",
    ),
    "cell-in-block": (
        "Words.\n\n::::{callout} T\nWords.\n```{code-cell}\n1\n```\n::::\n",
        "```{code-cell}",
        "Found an unexpected `code-cell` or `raw-cell` directive.",
    ),
}

WRONG_LESSONS = {
    "no-teaching": (
        LESSON.replace("teaching: 5\n", ""),
        "---",
        "a lesson says how long it takes; add a line 'teaching: 20' (minutes) to the front matter",
    ),
    "no-exercises": (
        LESSON.replace("exercises: 5\n", ""),
        "---",
        "a lesson says how long it takes; add a line 'exercises: 20' (minutes) to the front matter",
    ),
    "not-minutes": (
        LESSON.replace("exercises: 5", "exercises: half an hour"),
        "exercises:",
        "'exercises: half an hour' in the front matter is not a whole number of minutes",
    ),
    "no-minutes": (
        LESSON.replace(":minutes: 1\n", ""),
        "::::{challenge}",
        "challenge: say how long it takes a class; add a line ':minutes: 4'",
    ),
    "no-questions": (
        LESSON.replace(":::{questions}\n- What?\n:::\n", ""),
        "---",
        "a lesson has questions; add a block {questions}",
    ),
    "no-objectives": (
        LESSON.replace(":::{objectives}\n- Compute. {met}`ch-one`\n:::\n", ""),
        "---",
        "a lesson has objectives; add a block {objectives}",
    ),
    "no-keypoints": (
        LESSON.replace(":::{keypoints}\n- This.\n:::\n", ""),
        "---",
        "a lesson has keypoints; add a block {keypoints}",
    ),
    "lesson": (
        LESSON.replace(":::{keypoints}", ":::{graded} weigh\n:::\n\n```{graded} weigh\n```\n\n:::{keypoints}"),
        "```{graded}",
        "graded: the exercise 'weigh' is on this page already",
    ),
}
WRONG = WRONG_PAGES | WRONG_LESSONS


def _as_page(name: str, body: str) -> str:
    """Return the page with front matter, as pages with code have it, and its challenge's name made its own."""
    if name in WRONG_LESSONS:
        return body.replace("ch-one", f"ch-{name}")
    return f"---\nfile_format: mystnb\nkernelspec: {{name: python3, display_name: Python 3}}\n---\n# {name}\n\n{body}"


@pytest.fixture(scope="module")
def warnings(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the warnings of one build of a book in which every page is wrong."""
    folder: Path = tmp_path_factory.mktemp("wrong")
    book = Book(folder)
    (folder / "pixel.png").write_bytes(b"no picture")
    pages = {name: _as_page(name, body) for name, (body, _, _) in WRONG.items()}
    book.write(
        {"index": "# Home\n", **pages},
        {"Part I": list(WRONG_LESSONS), "Others": list(WRONG_PAGES)},
    )
    return book.build().splitlines()


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_block_is_reported_with_file_and_line(warnings: list[str], name: str):
    body, start, message = WRONG[name]
    lines = _as_page(name, body).splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if text.startswith(start))
    assert f"{name}.md:{line}: WARNING: {message}" in "\n".join(warnings)


@pytest.mark.parametrize("name", WRONG)
def test_nothing_else_is_reported_for_a_wrong_page(warnings: list[str], name: str):
    reports = [line for line in warnings if line.startswith(f"{name}.md")]
    assert len(reports) == 1, reports
