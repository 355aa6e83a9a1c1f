"""A build that cannot lie: whatever a sentence rests on is changed, and `make book` says which sentence fell."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest

from keys import ROOT

pytestmark = pytest.mark.slow

TOC = "format: jb-book\nroot: index\nparts:\n  - caption: Part I – Trial\n    chapters:\n      - file: trial\n"
HELPERS = '''"""Helpers of the trial."""

from pathlib import Path


def load_numbers() -> list[float]:
    """Return the numbers of the file beside this module."""
    return [float(line) for line in Path(__file__).with_name("planted.csv").read_text("utf-8").split()]


def double(x: float) -> float:
    """Return twice ``x``."""
    return 2 * x


def chance(seed: int) -> dict[str, float]:
    """Return a number that depends on the seed alone."""
    return {"drawn": (7 * seed % 10) / 10}
'''
PAGE = """---
file_format: mystnb
teaching: 1
exercises: 1
budget: 20
kernelspec: {name: python3, display_name: Python 3}
---
(sec-trial)=
# A trial

:::{questions}
- What holds?
:::
:::{objectives}
- See it fall. {met}`ch-fall`
:::

```{code-cell}
import time
import numpy as np
from lesson_code.planted import double, load_numbers
from lesson_code.training import set_seed

set_seed(1)
drawn = np.random.random()
time.sleep(0.5)
```

The number is {num}`drawn .2f in 0.41..0.42`, and the data have a mean of {num}`np.mean(load_numbers()) .1f in 2..2`.
It is {holds}`twice as much | double(3) == 6`, which is true.

:::{claim} chance
:name: claim-chance
:holds: drawn < 0.9
:share: 90 %
:seeds: 4
The number is nearly always below nine tenths.
:::

::::{challenge} Fall
:name: ch-fall
:minutes: 1
What falls?
:::{solution}
A sentence.
:::
::::

:::{keypoints}
- It falls.
:::
"""


class Project:
    """A copy of this project whose book has one small lesson."""

    def __init__(self, folder):
        self.folder = folder
        self.page = folder / "book" / "trial.md"
        shapes = sorted(f"book/{path.name}" for path in (ROOT / "book").glob("_*"))
        for name in ("lesson_code", "tools", "exercises", *shapes):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "node_modules").symlink_to(ROOT / "node_modules")
        for name in ("_config.yml", "requirements.lock", "package-lock.json"):
            shutil.copy(ROOT / name, folder / name)
        (folder / "_toc.yml").write_text(TOC, "utf-8")
        (folder / "book" / "index.md").write_text("# A small book\n\nSee {ref}`sec-trial`.\n", "utf-8")
        (folder / "book" / "references.bib").write_text("", "utf-8")
        self.page.write_text(PAGE, "utf-8")
        (folder / "lesson_code" / "planted.py").write_text(HELPERS, "utf-8")
        (folder / "lesson_code" / "planted.csv").write_text("1\n2\n3\n", "utf-8")
        experiments = folder / "lesson_code" / "experiments" / "__init__.py"
        experiments.write_text(f"{experiments.read_text('utf-8')}\n\nfrom lesson_code.planted import chance\n", "utf-8")

    def command(self, tool, *arguments):
        environment = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
        command = [sys.executable, self.folder / "tools" / tool, *arguments]
        options = {"cwd": self.folder, "env": environment, "text": True}
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)

    def build(self, tool="book.py", *arguments):
        """Return the exit code of a tool, and everything it said."""
        running = self.command(tool, *arguments)
        said, _ = running.communicate(timeout=300)
        return running.returncode, said

    def html(self):
        return (self.folder / "_build" / "html" / "trial.html").read_text("utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    project = Project(tmp_path_factory.mktemp("project"))
    code, said = project.build()
    assert code == 0, said
    assert "trial.md: 1 cell in" in said
    return project


@pytest.fixture
def plant(built):
    """Return a function that changes a file of the built project; the file is as before when the test is over."""
    before = {}

    def change(name, old, new):
        path = built.folder / name
        text = path.read_text("utf-8")
        before.setdefault(path, text)
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
        return text.replace(old, new).splitlines()

    yield change
    for path, text in before.items():
        path.write_text(text, "utf-8")


def test_the_built_page_shows_what_its_run_gave(built):
    text = re.sub(r"<[^>]+>", "", built.html())
    assert "The number is 0.42, and the data have a mean of 2.0." in text
    assert "Held in 4 of 4 runs" in " ".join(text.split())


def test_a_comma_in_a_sentence_executes_nothing(built, plant):
    plant("book/trial.md", "which is true", "which, by the way, is true")
    code, said = built.build()
    assert code == 0, said
    assert "cell" not in said
    assert "which, by the way, is true" in built.html()


def test_an_unused_module_executes_nothing(built, plant):
    plant("lesson_code/sizes.py", '"""How large', '"""Indeed, how large')
    code, said = built.build()
    assert code == 0, said
    assert "cell" not in said


DEFECTS = {
    "another seed": ("book/trial.md", "set_seed(1)", "set_seed(2)", "The number is", "0.44 (0.435995) is outside"),
    "another data file": ("lesson_code/planted.csv", "3", "30", "The number is", "11.0 is outside 2..2"),
    "another helper": ("lesson_code/planted.py", "2 * x", "3 * x", "It is {holds}", "double(3) is 9"),
    "another number in a sentence": ("book/trial.md", "0.41..0.42", "0.43..0.44", "The number is", "is outside 0.43"),
    "another claim": ("book/trial.md", "drawn < 0.9", "drawn < 0.3", ":::{claim}", "2 of 4"),
    "a helper of an experiment": ("lesson_code/planted.py", "7 * seed % 10", "7 * seed % 10 + 5", ":::{claim}", "of 4"),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_sentence_that_is_no_longer_true_fails_the_book_with_file_and_line(built, plant, defect):
    name, old, new, start, words = DEFECTS[defect]
    plant(name, old, new)
    lines = built.page.read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if text.startswith(start))
    code, said = built.build()
    assert code == 1, said
    [complaint] = [text for text in said.splitlines() if f"trial.md:{line}:" in text and words in text]
    assert lines[line - 1 if start != ":::{claim}" else line + 4][:6] in complaint, "the sentence is named"


def test_a_page_that_takes_too_long_is_named_and_fails_the_budget(built, plant):
    plant("book/trial.md", "budget: 20", "budget: 0.4")
    code, said = built.build()
    assert code == 0
    line = PAGE.splitlines().index("import time") + 1
    assert re.search(rf"Over budget: book/trial\.md:1: took .* slowest cells: line {line}: \d", said)
    code, said = built.build("budget.py")
    assert code == 1
    assert "book/trial.md:1: took" in said


def test_two_clean_builds_of_a_page_with_training_are_the_same():
    command = [sys.executable, ROOT / "tools" / "twice.py", ROOT / "book" / "network.md"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout.splitlines()[-1] == "Both builds are the same.", done.stdout + done.stderr


def test_a_page_that_is_different_each_time_is_found(built, plant):
    plant("book/trial.md", "drawn = np.random.random()", "drawn = 0.41 + time.time() % 1 / 100\ndrawn")
    lines = built.page.read_text("utf-8").splitlines()
    code, said = built.build("twice.py", "book/trial.md")
    assert code == 1
    assert "book/trial.md:1: a sentence would say something else the second time" in said
    plant("book/trial.md", "time.sleep(0.5)", "print(drawn)")
    code, said = built.build("twice.py", "book/trial.md")
    assert f"book/trial.md:{lines.index('import time') + 1}: the cell gives something else" in said


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("seconds", [0.5, 2.0])
def test_a_build_that_is_killed_while_it_writes_is_made_good_by_the_next(built, plant, seconds):
    plant("book/trial.md", "which is true", f"which is true after {seconds} s")
    running = built.command("book.py")
    while "Building the site" not in running.stdout.readline():
        pass
    time.sleep(seconds)
    running.send_signal(signal.SIGKILL)
    running.communicate(timeout=30)
    code, said = built.build()
    assert code == 0, said
    assert f"which is true after {seconds} s" in built.html()
