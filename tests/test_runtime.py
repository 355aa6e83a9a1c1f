"""What pages load to check an answer: it says what the prompt says, and gives no solution away."""

import ast
import gzip
import inspect
import io
import json
import subprocess
import sys
import textwrap
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from lesson_code.exercises import NAMES, load
from lesson_code.grading.exercise import Case
from lesson_code.grading.front_ends import check_content
from lesson_code.grading.hidden import n_hidden
from lesson_code.grading.page import LIMITS, Judge, Known, exercise_of, next_step
from lesson_code.grading.render import render
from lesson_code.grading.stubs import answer
from lessons import bundle, runtime

ROOT = Path(__file__).resolve().parent.parent
PYODIDE = ROOT / "node_modules" / "pyodide"
PURE = [name for name in NAMES if not load(name).needs_keras]
HEAD = "def neuron_output(inputs, weights, bias):\n"
CHILD = """
import json, os, sys
questions, replies = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
prints = os.open("prints", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
for descriptor in (1, 2):
    os.dup2(prints, descriptor)
from lesson_code.grading.page_child import Child
def serve(child):
    for line in questions:
        replies.write(child.reply(line) + "\\n")
        replies.flush()
serve(Child())
"""


class Script:
    """Does what the page's script does, with a process in the place of a worker."""

    def __init__(self, folder: Path) -> None:
        self._prints = folder / "prints"
        self._process = subprocess.Popen(
            [sys.executable, "-c", CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=folder,
            env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            text=True,
        )
        self.clean = True

    def ask(self, question):
        self._process.stdin.write(question + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()

    def answer(self, what, question, name, text):
        if what == "start":
            self._prints.write_text("")
            return self.ask(json.dumps({"do": "start", "file": f"{name}.py", "text": text}))
        if what == "finish":
            self.clean = json.loads(self.ask(question))["clean"]
            return json.dumps({"printed": self._prints.read_text(), "more": 0})
        return self.ask(question)

    def check(self, known: Known, text: str):
        replies = []
        while "report" not in (step := json.loads(json.dumps(next_step(known, text, replies)))):
            del replies[step["keep"] :]
            for what, question, _ in step["plan"]:
                replies.append((what, self.answer(what, question, known.exercise.name, text)))
        return step

    def end(self):
        self._process.communicate(timeout=10)


@pytest.fixture(autouse=True)
def own_folder(tmp_path_factory, monkeypatch):
    """The judge writes answers into its folder, which in a browser is its own."""
    monkeypatch.chdir(tmp_path_factory.mktemp("judge"))


@pytest.fixture
def script(tmp_path):
    made = Script(tmp_path)
    yield made
    made.end()


def known(name: str) -> Known:
    return exercise_of(json.loads(json.dumps(bundle.entry(load(name)))))


def lines_at_the_prompt(name: str, text: str) -> list[str]:
    report = check_content(load(name), text.encode(), f"exercises/{name}.py", f"check {name}", LIMITS)
    return render(report).split("\n")[:-1]


WRITTEN = {
    "right": HEAD + "    if len(inputs) != len(weights):\n        raise ValueError\n"
    "    return max(0, sum(x * w for x, w in zip(inputs, weights)) + bias)\n",
    "wrong": HEAD + "    return sum(x * w for x, w in zip(inputs, weights))\n",
    "prints": HEAD + "    print('hm', inputs)\n    return 0\n",
    "a syntax error": "def neuron_output(inputs:\n    return 0\n",
    "another name": "def neuron(inputs, weights, bias):\n    return 0\n",
    "an error": HEAD + "    return inputs[3]\n",
    "an error while it loads": "1 / 0\n",
    "nothing returned": HEAD + "    pass\n",
    "one parameter": "def neuron_output(inputs):\n    return 0\n",
    "not finished": HEAD + "    raise NotImplementedError\n",
    "a value": "neuron_output = 3\n",
    "a function, not called": HEAD + "    return max\n",
    "the course": "import lesson_code\n" + HEAD + "    return 0\n",
    "input": HEAD + "    return input()\n",
    "too much": HEAD + "    return list(range(100_000))\n",
    "a carriage return": (HEAD + "    return inputs[3]\n").replace("\n", "\r\n"),
    "no text": "\0",
}


@pytest.mark.parametrize("what", WRITTEN)
def test_a_page_says_what_the_prompt_says(what, script):
    assert script.check(known("neuron_output"), WRITTEN[what])["lines"] == lines_at_the_prompt(
        "neuron_output", WRITTEN[what]
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", PURE)
def test_a_page_says_what_the_prompt_says_of_every_answer_we_know(name, script):
    exercise = load(name)
    functions = [exercise.reference, *(m.function for m in exercise.misconceptions), *exercise.also_right]
    for text in (answer(exercise, function) for function in functions):
        assert script.check(known(name), text)["lines"] == lines_at_the_prompt(name, text)


def test_an_untouched_stub_and_an_empty_editor_are_answered_in_words_of_the_page(script):
    exercise = known("neuron_output")
    assert script.check(exercise, exercise.stub)["lines"][1:] == [
        "  not started yet",
        "  next: write the function in the editor, then press Check",
    ]
    assert script.check(exercise, " \n")["lines"][1:] == [
        "  the editor is empty",
        "  next: to start again, press Reset",
    ]


def test_the_stub_in_the_page_is_the_file_of_the_learner():
    for name in PURE:
        assert known(name).stub == (ROOT / "exercises" / f"{name}.py").read_text("utf-8")


def test_hidden_cases_are_counted_and_not_told():
    exercise = load("neuron_output")
    entry = bundle.entry(exercise)
    assert entry["n_hidden"] == n_hidden(exercise) > 0
    assert len(entry["cases"]) == len(exercise.cases) - entry["n_hidden"]


def test_the_judge_answers_in_json():
    judge = Judge(json.dumps({"neuron_output": bundle.entry(load("neuron_output"))}))
    step = json.loads(judge.reply(json.dumps({"name": "neuron_output", "text": "x = 1", "replies": []})))
    assert [what for what, _, _ in step["plan"]] == ["start", "read", "load", *["call"] * 6, "finish"]
    assert max(limit for _, _, limit in step["plan"]) == LIMITS.call


GOOD = '{"loaded": {"kind": "function", "callable": true, "fewest": 3, "most": 3}}'
READ = [("start", "{}"), ("read", '{"loaded": null}')]


def test_a_time_limit_is_told_and_the_answer_starts_again():
    exercise, text = known("neuron_output"), WRITTEN["wrong"]
    replies = [*READ, ("load", GOOD), ("call", '{"stopped": ["timeout", ""]}')]
    step = next_step(exercise, text, replies)
    assert ([what for what, _, _ in step["plan"]], step["keep"]) == (["start"], 4)
    step = next_step(exercise, text, [*replies, *READ, ("load", GOOD)])
    ((what, question, limit),) = step["plan"]
    assert (what, json.loads(question)["do"], limit) == ("call", "call", pytest.approx(LIMITS.again))


def test_replies_that_no_longer_fit_are_dropped():
    raised = '{"raised": {"kinds": ["ZeroDivisionError"], "message": "", "line": 1}}'
    step = next_step(known("neuron_output"), "1 / 0", [*READ, ("load", raised), ("call", '{"returned": 1}')])
    assert step == {"keep": 3, "plan": [("finish", '{"do": "finish"}', LIMITS.load)]}


@pytest.mark.parametrize("forged", ['"forged"', "{", "[1]", "null", '{"loaded": 3}', '{"loaded": {"callable": "yes"}}'])
def test_a_reply_that_is_none_is_not_taken_for_one(forged):
    replies = [*READ, ("load", forged), ("finish", '{"printed": "", "more": 0}')]
    step = next_step(known("neuron_output"), WRITTEN["right"], replies)
    assert step["report"]["outcome"] == "flagged"


DIRTY = {
    "a module": "import math\nmath.pi = 3\n",
    "a builtin": "import builtins\nbuiltins.sum = max\n",
    "a class": "import json\njson.JSONEncoder.own = 1\n",
    "a new module": "import colorsys\n",
    "the path": "import sys\nsys.path.append('x')\n",
    "the environment": "import os\nos.environ['X'] = '1'\n",
    "a file": "open('left', 'w').close()\n",
    "the recursion limit": "import sys\nsys.setrecursionlimit(500)\n",
    "our own functions": "def inner():\n    yield\nfor part in inner.__globals__:\n    pass\n",
    "a trace function": "import sys\nsys.settrace(print)\n",
}


@pytest.mark.parametrize("what", DIRTY)
def test_a_python_that_was_changed_is_noticed(what, script):
    script.check(known("neuron_output"), DIRTY[what] + WRITTEN["wrong"])
    assert not script.clean


def test_a_python_that_was_not_changed_serves_again_with_a_fresh_namespace(script):
    exercise = known("neuron_output")
    first = script.check(exercise, "seen = 1\n" + WRITTEN["wrong"])
    assert script.clean
    assert script.check(exercise, WRITTEN["wrong"])["lines"] == first["lines"]
    second = script.check(exercise, HEAD + "    return seen\n")
    assert "NameError: name 'seen' is not defined" in "\n".join(second["lines"])
    assert script.clean


@pytest.mark.parametrize("module", ["js", "pyodide_js", "pyodide.ffi", "_pyodide_core", "lesson_code.grading"])
def test_what_leads_to_the_browser_or_to_the_course_is_not_there(module, script):
    lines = script.check(known("neuron_output"), f"import {module}\n{WRITTEN['right']}")["lines"]
    assert lines[1] == "  the file stops with an error before the function is called"


def test_a_case_that_would_need_the_solution_stops_the_build():
    exercise = load("neuron_output")

    def elsewhere(value):
        return value

    for look in (exercise.reference, elsewhere):
        spoilt = replace(exercise, cases=[Case("do it", ([1], [1], 0), look=look)])
        with pytest.raises(ValueError, match="neuron_output: a page cannot look at values with"):
            bundle.entry(spoilt)


# --- the folder of the site


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    site = tmp_path_factory.mktemp("site")
    assert runtime.write_runtime(PYODIDE, site)
    return site / "runtime"


def contents(folder: Path) -> dict[str, bytes]:
    """Return everything in the folder, unpacked."""
    found = {}
    for file in sorted(folder.iterdir()):
        content = file.read_bytes()
        found[file.name] = content = gzip.decompress(content) if file.suffix == ".bin" else content
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                found |= {f"{file.name}/{name}": archive.read(name) for name in archive.namelist()}
    return found


def lines_of(function) -> set[str]:
    """Return the lines of a function's body that are long enough to be its own, without its explanation."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    body = tree.body[1:] if ast.get_docstring(tree) else tree.body
    lines = {line.strip() for statement in body for line in ast.unparse(statement).splitlines()}
    source = {line.strip() for line in inspect.getsource(function).splitlines()[tree.body[-len(body)].lineno - 1 :]}
    return {line for line in lines | source if len(line) >= 12 and not line.startswith(("raise ", "#"))}


def solutions() -> dict[str, set[str]]:
    found = {}
    for exercise in map(load, PURE):
        for function in (exercise.reference, *(m.function for m in exercise.misconceptions), *exercise.also_right):
            found[f"{exercise.name}.{function.__name__}"] = lines_of(function)
    return found


@pytest.mark.slow
def test_no_line_of_a_reference_or_of_a_known_answer_is_in_the_runtime(folder):
    theirs = ("worker-", "python-", "library-")  # Pyodide, where "return total" is nothing special
    ours = [content for name, content in contents(folder).items() if not name.startswith(theirs)]
    whole = b"\n".join(ours).decode("utf-8", errors="replace")
    told = {name: [line for line in lines if line in whole] for name, lines in solutions().items()}
    assert {name: lines for name, lines in told.items() if lines} == {}


def test_the_lines_that_are_looked_for_are_those_of_the_references():
    found = solutions()
    assert "path.append(path[-1] - learning_rate * gradient(path[-1]))" in found["descend.descend"]
    missing = [name for name in PURE if not found[f"{name}.{name}"]]
    assert missing == [], "nothing is looked for"


@pytest.mark.slow
def test_no_module_of_an_exercise_is_in_the_runtime(folder):
    ours = {name.partition("/")[2] for name in contents(folder) if "lesson_code/" in name}
    grading = {f"lesson_code/grading/{name}.pyc" for name in (*runtime.JUDGE, *runtime.CHILD)}
    assert ours == grading | {"lesson_code/__init__.pyc"}


@pytest.mark.slow
def test_the_side_that_runs_answers_has_no_key(folder):
    child = next(content for name, content in contents(folder).items() if name.startswith("child-") and "/" not in name)
    with zipfile.ZipFile(io.BytesIO(child)) as archive:
        names = {Path(name).stem for name in archive.namelist()}
    assert names == {"__init__", "child", "copies", "page_child"}


@pytest.mark.slow
def test_a_second_build_writes_nothing_and_a_damaged_folder_is_made_anew(folder):
    before = {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}
    assert not runtime.write_runtime(PYODIDE, folder.parent)
    assert {file.name: file.stat().st_mtime_ns for file in folder.iterdir()} == before
    next(folder.glob("bundle-*")).unlink()
    assert runtime.write_runtime(PYODIDE, folder.parent)
    assert {file.name for file in folder.iterdir()} == set(before)


@pytest.mark.slow
def test_the_licences_of_what_is_served_are_named(folder):
    text = (folder / "LICENCES.txt").read_text()
    assert "Mozilla Public License 2.0" in text
    assert json.loads((PYODIDE / "package.json").read_text())["version"] in text
