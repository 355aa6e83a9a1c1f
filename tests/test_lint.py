"""Every rule of the linter finds its bad page at the right line, and leaves the good page alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from lint import lint_file, lint_text, main
from lint_rules import RULES

GOOD = """---
file_format: mystnb
teaching: 25
exercises: 20
kernelspec: {name: python3, display_name: Python 3}
---
(sec-good)=
# A good page

:::{questions}
- What?
:::

:::{objectives}
- Compute a sum by hand
  and in Python. {met}`ch-sum, weigh`
- Choose a direction. {met}`quiz-way`
:::

:::{prereq}
Lists.
:::

A sentence ends with a stop.
Another begins on its own line, e.g. This one, after K. Gorman and Azevedo et al. Then it ends.
**Words in bold.** They may lead in, too.
`Code. Code` is no sentence, and neither is [a link](https://example.org/A. B) or {term}`A. Word`.

```python
"Two. Sentences."  # in code that is only shown, plt.show()
```

$$
A. B
$$

```{code-cell}
set_random_seed(1)
```

Words between.

```{code-cell}
---
mystnb:
  figure:
    name: fig-line
    caption: A line. It rises.
  image:
    alt: A line.
---
plot_line();
```

![A picture.](picture.png)

::::{challenge} A sum
:name: ch-sum
Add. `x. Y`
:::{solution}
Because.
:::
::::

:::{solution-start}
:::
```{code-cell}
:tags: [hide-output]
1 + 1
```
:::{solution-end}
:::

:::{graded} weigh
:::

:::{quiz} Which way? Up. Or down.
:name: quiz-way
- [x] Down.

  Why.
- [ ] Up.

  Why not.
:::

:::{keypoints}
- This.
:::
"""


def cell(code: str, options: str = "") -> str:
    return f"```{{code-cell}}\n{options}{code}\n```\n"


WORDS = "word " * 30 + "\n\n"
DRAWN = "---\nmystnb:\n  figure:\n    name: {name}\n{caption}{alt}---\n"
CAPTION, ALT = "    caption: A line.\n", "  image:\n    alt: A line.\n"

# (rule, what is replaced in the good page, by what, how the line that is reported begins)
BAD = [
    ("minutes", "teaching: 25\n", "", "---"),
    ("minutes", "exercises: 20", "exercises: twenty", "---"),
    ("runs", "file_format: mystnb\n", "", "---"),
    ("frame", ":::{questions}\n- What?\n:::\n", "", "---"),
    ("frame", ":::{keypoints}\n- This.\n:::\n", "", "---"),
    ("frame", ":::{questions}", ":::{callout} First\nWords.\n:::\n\n:::{questions}", "---"),
    ("frame", "- This.\n:::\n", "- This.\n:::\n\nOne more thing.\n", "One more thing"),
    ("objectives", " {met}`quiz-way`", "", "- Choose"),
    ("objectives", "{met}`ch-sum, weigh`", "{met}`ch-sum, weight`", "- Compute"),
    ("objectives", "{met}`quiz-way`", "{met}`` again", "- Choose"),
    ("cell-length", "1 + 1", "\n".join(["1"] * 16), "```{code-cell}\n:tags"),
    ("words-between", "Words between.\n", "", "```{code-cell}\n---"),
    ("words-between", "Words between.\n", "## A heading\n\n% A comment.\n(a-target)=\n", "```{code-cell}\n---"),
    ("nested-cell", "Add. `x. Y`\n", "Add.\n```{code-cell}\n1\n```\n", "```{code-cell}\n1\n"),
    ("tags", "[hide-output]", "[remove-cell]", "```{code-cell}\n:tags"),
    ("tags", "[hide-output]", "[hide-output, raises-exception]", "```{code-cell}\n:tags"),
    ("plt", "1 + 1", "plt.plot([1, 2])", "plt.plot"),
    ("plt", "1 + 1", "import matplotlib.pyplot as plot", "import matplotlib"),
    ("install", "1 + 1", "!pip install numpy", "!pip"),
    ("install", "1 + 1", "1\n%pip install numpy", "%pip"),
    ("install", "1 + 1", 'urlretrieve("https://example.org")', "urlretrieve"),
    ("helper", "1 + 1", "def plot_line():\n    pass", "def plot_line"),
    ("seed", "1 + 1", "rng = np.random.default_rng(2)", "rng = "),
    ("figure", CAPTION.replace("line.", "line. It rises."), "", "```{code-cell}\n---"),
    ("figure", "    name: fig-line\n", "", "```{code-cell}\n---"),
    ("figure", ALT, "", "```{code-cell}\n---"),
    ("figure", "name: fig-line", "name: line", "```{code-cell}\n---"),
    ("figure", "1 + 1", "draw_network([2, 1]);", "```{code-cell}\n:tags"),
    ("figure", "![A picture.]", "![]", "![]"),
    ("figure", "![A picture.](picture.png)", "```{image} picture.png\n```", "```{image}"),
    ("figure", "![A picture.](picture.png)", "```{figure} picture.png\n:alt: A.\n\nCaption.\n```", "```{figure}"),
    ("figure", "![A picture.](picture.png)", "```{figure} picture.png\n:alt: A.\n:name: fig-a\n```", "```{figure}"),
    ("sentence", "A sentence ends with a stop.\n", "A sentence ends. Another begins.\n", "A sentence"),
    ("sentence", "A sentence ends with a stop.\n", "Does it end? **Yes**, it does.\n", "Does it"),
    ("sentence", "A sentence ends with a stop.\n", '1. It ends in `code`. The next is "quoted."\n', "1. It"),
    ("sentence", "- This.\n", "- This. That.\n", "- This."),
    ("paragraph", "Words between.\n", "One.\nTwo.\nThree.\nFour.\nFive.\n", "Five."),
    ("headings", "Words between.\n", WORDS * 9, "word"),
    ("practice", "Words between.\n", f"## A heading\n\n{WORDS * 8}" * 6, "word"),
    ("bare-number", "Words between.\n", "It is right in 0.97 of all cases.\n", "It is right"),
    ("bare-number", "Words between.\n", "| loss | 34 |\n|---|---|\n| a | b |\n\nWords.\n", "| loss"),
    ("bare-number", "Words between.\n", "That took 3 seconds.\n", "That took"),
    ("bare-number", "caption: A line.", "caption: A line of 10 000 points.", "```{code-cell}\n---"),
    ("bare-number", "alt: A line.", "alt: A line that rises to 5 %.", "```{code-cell}\n---"),
    ("bare-number", "- This.\n", "- The loss falls to −0.5.\n", "- The loss"),
]


@pytest.mark.parametrize(
    "words",
    [
        "It is right in {num}`right .2f in 0.9..1.0` of all cases.",
        "It is {holds}`right in 0.97 | right > 0.96` of all cases.",
        "There are {fact}`86 billion | azevedo2009` of them, and 86 000 {cite}`azevedo2009` here.",
        "In 1998 LeNet-5 had seven layers; V2.5 and a 1-8-2 network came later, see 3 lines of `0.97`.",
        "The seed is 1, and a network with 12 neurons learns $x > 0.97$.",
        "13. This is a list of one.",
        "A {cite}`he2015` number such as 0.97 has its source beside it.",
    ],
)
def test_a_number_that_is_bound_or_has_a_source_is_not_bare(words):
    assert lint_text(GOOD.replace("Words between.", words)) == []


def test_a_number_that_the_code_chooses_is_no_result():
    chosen = GOOD.replace("1 + 1", "n, share = 10_000, 0.25")
    assert lint_text(chosen.replace("Words between.", "There are 10 000 of them, and 25 % of these are new.")) == []


def test_numbers_before_the_first_result_and_in_tasks_are_free():
    free = GOOD.replace("Lists.", "You need 34 of them.").replace("Because.", "The sum is 34.")
    assert lint_text(free) == []


def test_the_good_page_is_good():
    assert lint_text(GOOD) == []


@pytest.mark.parametrize(("rule", "old", "new", "start"), BAD)
def test_a_bad_page_is_reported_at_its_line(rule, old, new, start):
    assert old in GOOD
    text = GOOD.replace(old, new)
    findings = [(line, message) for line, name, message in lint_text(text) if name == rule]
    assert findings
    line, message = findings[0]
    assert "\n".join(text.splitlines()[line - 1 :]).startswith(start)
    assert "; " in message or ": " in message, "a message says what is wrong and what to do"


@pytest.mark.parametrize(("rule", "old", "new", "start"), BAD)
def test_a_bad_page_is_reported_by_one_rule_alone(rule, old, new, start):
    assert {name for _, name, _ in lint_text(GOOD.replace(old, new))} == {rule}


def test_every_rule_has_a_bad_page():
    assert {rule for rule, *_ in BAD} == set(RULES)


def test_fifteen_lines_are_not_too_many():
    assert lint_text(GOOD.replace("1 + 1", "\n".join(["1"] * 15))) == []


def test_a_page_that_is_no_lesson_needs_no_frame():
    assert lint_text("# Glossary\n\nWords.\n") == []


def test_front_matter_that_is_no_yaml_is_reported():
    [(line, rule, _)] = lint_text("---\nteaching: [1\n---\n# A page\n")
    assert (line, rule) == (1, "yaml")


def test_a_notebook_is_reported_whatever_it_holds():
    [finding] = lint_file(Path("page.ipynb"))
    assert finding.startswith("page.ipynb:1: stored-outputs: ")


def test_findings_are_printed_with_the_file_and_fail(tmp_path, capsys):
    page = tmp_path / "page.md"
    page.write_text("# A page\n\nOne. Two.\n", encoding="utf-8")
    assert main([str(page)]) == 1
    assert capsys.readouterr().out.startswith(f"{page}:3: sentence: two sentences in one line; ")


def test_a_good_page_is_counted_and_passes(tmp_path, capsys):
    page = tmp_path / "page.md"
    page.write_text(GOOD, encoding="utf-8")
    assert main([str(page)]) == 0
    assert capsys.readouterr().out == "1 pages, nothing to mend.\n"


def test_it_runs_as_a_program(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# A page\n\nOne. Two.\n", encoding="utf-8")
    program = Path(__file__).parents[1] / "tools" / "lint.py"
    done = subprocess.run([sys.executable, str(program), str(page)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
