"""The prompt, pytest and the notebook say the same about the same answer."""

import math
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import lesson_code
from lesson_code.exercises import UnknownExerciseError, load
from lesson_code.exercises.neuron_output import neuron_output
from lesson_code.grading.notebook import written
from lesson_code.grading.stubs import answer

ROOT = Path(__file__).resolve().parent.parent
HEAD = "def neuron_output(inputs, weights, bias):\n"
ANSWERS = {
    "right": ("neuron_output", answer(load("neuron_output"), neuron_output)),
    "wrong": ("neuron_output", HEAD + "    print('hm')\n    return sum(x * w for x, w in zip(inputs, weights))\n"),
    "error": ("neuron_output", HEAD + "    return inputs[3]\n"),
    "nothing": ("neuron_output", HEAD + "    pass\n"),
    "parameters": ("neuron_output", "def neuron_output(inputs):\n    return 0\n"),
    "optional": (
        "match_activations",
        "def match_activations():\n    return {1: 'A', 2: 'C', 3: 'B', 4: 'A', 5: 'C'}\n",
    ),
}


def prompt(name, folder):
    words = [sys.executable, "-m", "lesson_code", "check", name, "--folder", str(folder)]
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


@pytest.mark.parametrize("kind", ANSWERS)
def test_all_three_front_ends_give_the_same_report(kind, tmp_path, monkeypatch):
    name, content = ANSWERS[kind]
    folder = tmp_path / "exercises"
    folder.mkdir()
    (folder / f"{name}.py").write_text(content, encoding="utf-8")
    at_the_prompt = prompt(name, folder)
    report = lesson_code.check(name, in_a_module(name, content, tmp_path, monkeypatch))
    with_pytest = run_pytest(folder)
    assert body(repr(report)) == body(at_the_prompt.stdout)
    assert "\n".join(body(at_the_prompt.stdout)) in with_pytest.stdout
    assert (at_the_prompt.returncode == 0) is report.passed is (with_pytest.returncode == 0)


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

    report = check_function(load("neuron_output"), endless, Limits(call=0.5))
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
