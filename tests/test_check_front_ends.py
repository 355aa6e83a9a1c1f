"""The prompt, JSON, pytest, the notebook and the class say the same about the same answer."""

import json
import math
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import lesson_code
from lesson_code.exercises import UnknownExerciseError, load
from lesson_code.exercises.neuron_output import neuron_output
from lesson_code.grading.notebook import written
from lesson_code.grading.render import render
from lesson_code.grading.report import report_of
from lesson_code.grading.stubs import answer, stub

ROOT = Path(__file__).resolve().parent.parent
HEAD = "def neuron_output(inputs, weights, bias):\n"
ANSWERS = {
    "right": ("neuron_output", answer(load("neuron_output"), neuron_output)),
    "wrong": ("neuron_output", HEAD + "    print('hm')\n    return sum(x * w for x, w in zip(inputs, weights))\n"),
    "error": ("neuron_output", HEAD + "    return inputs[3]\n"),
    "nothing": ("neuron_output", HEAD + "    pass\n"),
    "parameters": ("neuron_output", "def neuron_output(inputs):\n    return 0\n"),
    "a crash": ("neuron_output", HEAD + "    import os\n    os._exit(3) if bias == 1 else 0\n    return 0\n"),
    "too much memory": ("neuron_output", HEAD + "    return bytes(10**12) if bias == 1 else 0\n"),
    "too many prints": (
        "neuron_output",
        HEAD + "    while len(inputs) == 1:\n        print('x' * 999)\n    return 0\n",
    ),
    "an endless loop": ("neuron_output", HEAD + "    while len(inputs) == 1:\n        pass\n    return 0\n"),
    "flagged": (
        "neuron_output",
        HEAD
        + "    import os\n    for descriptor in range(3, 20):\n        try:\n"
        + "            os.write(descriptor, b'{}\\n')\n        except OSError:\n            pass\n    return 1.25\n",
    ),
    "a long value": ("one_hot", "def one_hot(labels, n_classes):\n    return [[0] * 50] * len(labels)\n"),
    "waiting for another": (
        "match_activations",
        "def match_activations():\n    return {1: 'B', 2: 'C', 3: 'B', 4: 'A', 5: 'C'}\n",
    ),
    "optional": (
        "match_activations",
        "def match_activations():\n    return {1: 'A', 2: 'C', 3: 'B', 4: 'A', 5: 'C'}\n",
    ),
}
FILES = ANSWERS | {
    "the stub": ("neuron_output", stub(load("neuron_output"))),
    "empty": ("neuron_output", "\n"),
    "syntax": ("neuron_output", "def neuron_output(:\n"),
    "import": ("neuron_output", "import nothing_of_this_name\n"),
    "another name": ("neuron_output", "def neuron(inputs, weights, bias):\n    return 0\n"),
    "a loop outside": ("softmax", "print('x' * 2_000_000)\n"),
}


def prompt(name, folder, *others):
    words = [sys.executable, "-m", "lesson_code", "check", name, "--folder", str(folder), *others]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)


def run_pytest(folder, *words):
    shutil.copy(ROOT / "exercises" / "conftest.py", folder)
    shutil.copy(ROOT / "pyproject.toml", folder.parent)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words, str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def in_a_module(name, content, folder, monkeypatch):
    (folder / "my_answers.py").write_text(content, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "my_answers", raising=False)
    return getattr(__import__("my_answers"), name)


def body(text):
    """Return a report without its last line, which says where the answer is and how to repeat the check."""
    return text.strip().splitlines()[:-1]


@pytest.fixture(scope="module")
def the_class(tmp_path_factory):
    """Grade all answers as those of one class; return the reports by the names of the answers."""
    folder = tmp_path_factory.mktemp("class")
    for kind, (name, content) in FILES.items():
        (folder / "in" / kind).mkdir(parents=True)
        (folder / "in" / kind / f"{name}.py").write_text(content, encoding="utf-8")
    command = [sys.executable, "-m", "lesson_code", "grade", str(folder / "in"), "--out", str(folder / "out")]
    command += [word for name in {name for name, _ in FILES.values()} for word in ("--exercise", name)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    lines = (folder / "out" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    found = {(line["learner"], line["exercise"]): report_of(line["report"]) for line in map(json.loads, lines)}
    return {kind: found[kind, name] for kind, (name, _) in FILES.items()}


@pytest.mark.slow
@pytest.mark.parametrize("kind", FILES)
def test_all_front_ends_give_the_same_report(kind, the_class, tmp_path, monkeypatch):
    name, content = FILES[kind]
    folder = tmp_path / "exercises"
    folder.mkdir()
    (folder / f"{name}.py").write_text(content, encoding="utf-8")
    at_the_prompt = prompt(name, folder)
    wanted = body(at_the_prompt.stdout)
    with_pytest = run_pytest(folder)
    (as_json,) = json.loads(prompt(name, folder, "--json").stdout)["reports"]
    in_class = the_class[kind]
    assert same(render(report_of(as_json)), folder) == same(at_the_prompt.stdout, folder)
    assert "\n".join(wanted) in with_pytest.stdout
    assert same("\n".join(body(render(replace(in_class, n_hidden=report_of(as_json).n_hidden)))), folder) == same(
        "\n".join(wanted), folder
    )
    assert (at_the_prompt.returncode == 0) is in_class.passed is (with_pytest.returncode == 0)
    assert as_json["outcome"] == in_class.outcome
    if kind in ANSWERS:
        report = lesson_code.check(name, in_a_module(name, content, tmp_path, monkeypatch))
        assert (body(repr(report)), report.outcome) == (wanted, in_class.outcome)


def same(text, folder):
    """Return a report without the folder, which each front end knows by another name."""
    return text.strip().replace(f"{folder}/", "")


def test_pytest_collects_one_item_for_each_case_and_runs_the_answer_once(tmp_path):
    folder = tmp_path / "exercises"
    folder.mkdir()
    content = "print('this file runs')\n" + ANSWERS["wrong"][1]
    (folder / "neuron_output.py").write_text(content, encoding="utf-8")
    (folder / "xor_network.py").write_text("broken(\n", encoding="utf-8")
    done = run_pytest(folder, "-k", "neuron_output")
    assert re.search(r"5 failed, 1 passed, 7 deselected", done.stdout)
    assert done.stdout.count("this file runs") == 1
    assert "neuron_output.py::is never negative" in done.stdout
    assert "hint: these are the products alone" in done.stdout
    assert "xor_network  0 of 7" not in done.stdout
    assert "Traceback" not in done.stdout


def test_pytest_names_the_answers_that_are_not_there(tmp_path):
    folder = tmp_path / "exercises"
    folder.mkdir()
    (folder / "xor_network.py").write_text("def xor_network(x1, x2):\n    return 1\n", encoding="utf-8")
    done = run_pytest(folder, "-k", "neuron_output")
    assert done.returncode != 0
    assert re.search(r"there is no file .*neuron_output\.py.* in ", done.stdout)
    assert "xor_network.py," not in done.stdout


def test_pytest_skips_optional_cases_and_fails_the_rest_of_an_answer_that_cannot_be_read(tmp_path):
    folder = tmp_path / "exercises"
    folder.mkdir()
    (folder / "match_activations.py").write_text(ANSWERS["optional"][1], encoding="utf-8")
    (folder / "xor_network.py").write_text("broken(\n", encoding="utf-8")
    done = run_pytest(folder)
    assert re.search(r"7 failed, 1 passed, 3 skipped", done.stdout)
    assert "Python cannot read the file" in done.stdout


def test_the_command_of_the_course_works():
    command = [sys.executable, "-m", "pytest", "exercises", "-k", "neuron_output", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1)
    assert "exercises/neuron_output.py · python -m lesson_code check neuron_output" in done.stdout


def test_a_notebook_may_check_a_function_that_uses_others_and_packages():
    np = pytest.importorskip("numpy")
    factor = 1.0

    def relu(x):
        return max(0.0, x)

    def mine(inputs, weights, bias):
        if len(inputs) != len(weights):
            raise ValueError("lengths differ")
        return relu(factor * np.dot(inputs, weights) + bias)

    report = lesson_code.check("neuron_output", mine)
    assert report.passed
    assert repr(report).splitlines()[-1] == 'your function · check("neuron_output", mine)'


def test_a_function_without_a_text_of_its_own_gets_a_kind_sentence():
    with pytest.raises(TypeError, match="a lambda cannot be checked by itself: write your function with def"):
        lesson_code.check("neuron_output", lambda inputs, weights, bias: 1.0)
    exec("def mine(inputs, weights, bias):\n    return 1.0\n", globals())
    with pytest.raises(TypeError, match="the text of mine is not known here: save it in a file"):
        lesson_code.check("neuron_output", globals().pop("mine"))


def test_a_line_of_a_notebook_is_shown():
    def mine(inputs, weights, bias):
        return inputs["a"]

    first = lesson_code.check("neuron_output", mine).results[0]
    assert first.got == "TypeError: list indices must be integers or slices, not str"
    assert first.line.text == 'return inputs["a"]'


def test_the_reference_itself_can_be_checked():
    assert lesson_code.check("neuron_output", neuron_output).passed


def test_an_endless_loop_does_not_hang_the_notebook():
    from lesson_code.grading.collect import Limits
    from lesson_code.grading.front_ends import check_function

    def endless(inputs, weights, bias):
        while True:
            pass

    report = check_function(load("neuron_output"), endless, Limits(call=0.5, again=0.1))
    assert report.results[0].reason.startswith("a limit was reached: stopped after 0.5 s")


def test_what_is_no_function_gets_a_kind_sentence():
    with pytest.raises(
        TypeError, match=r"check wants your function itself, got 1\.25: write check\(.neuron_output., neuron"
    ):
        lesson_code.check("neuron_output", 1.25)
    with pytest.raises(UnknownExerciseError, match="did you mean neuron_output"):
        lesson_code.check("neuron", neuron_output)


def test_what_cannot_be_sent_gets_a_kind_sentence(tmp_path):
    with (tmp_path / "open").open("w") as file:

        def mine(inputs, weights, bias):
            return file.name

        with pytest.raises(TypeError, match="your function uses file, and a value of the type TextIOWrapper cannot"):
            lesson_code.check("neuron_output", mine)


SEED = 3
RATES = {"slow": [0.1, float("inf")], "fast": (1,), "none": set(), "names": {"a"}, "nothing": None}


class Neuron:
    factor = SEED

    def weigh(self, x, w):
        return x * w * self.factor / SEED


def test_a_function_takes_with_it_what_it_uses_and_nothing_else():
    from math import fsum

    neuron = Neuron

    def products(inputs, weights):
        return [neuron().weigh(x, w) for x, w in zip(inputs, weights, strict=True)]

    def mine(inputs, weights, bias):
        if RATES["slow"][1] != math.inf or RATES["fast"] != (1,) or RATES["none"] != set() or RATES["nothing"]:
            return -1
        return max(0, fsum(products(inputs, weights)) + bias)

    text = written(mine, "neuron_output").text
    assert lesson_code.check("neuron_output", mine).passed
    assert ("class Neuron" in text, "import math" in text, "ROOT" in text, "pytest" in text) == (
        True,
        True,
        False,
        False,
    )


def test_two_meanings_of_one_name_are_named():
    def inner():
        SEED = 4  # noqa: N806 – the same name as the one around it

        def two(x):
            return x + SEED

        return two

    two = inner()

    def mine(inputs, weights, bias):
        return two(SEED)

    with pytest.raises(TypeError, match="mean two different things by SEED: rename one of them"):
        lesson_code.check("neuron_output", mine)
