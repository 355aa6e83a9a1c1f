"""Every message of the grader, as a learner reads it: compared with a transcript that people review."""

import difflib
from dataclasses import replace
from pathlib import Path

import pytest

from lesson_code.exercises import load
from lesson_code.grading.collect import Limits
from lesson_code.grading.front_ends import check_file
from lesson_code.grading.process import ChildProcess
from lesson_code.grading.render import render, render_line
from lesson_code.grading.report import FAILED, PASSED, SKIPPED, Problem, Report, Result
from lesson_code.grading.stubs import stub

GOLDEN = Path(__file__).parent / "golden" / "messages.txt"
LIMITS = Limits(load=2.0, call=1.0, again=0.5, whole=20.0, memory=500_000_000)
HEAD = "def neuron_output(inputs, weights, bias):\n"

# What a learner may hand in, and how a person would call it.
NEURON_ANSWERS = {
    "the stub, untouched": stub(load("neuron_output")),
    "the stub with a comment in its function": stub(load("neuron_output")).replace(
        "    raise", "    # help\n    raise"
    ),
    "the stub with an answer behind its last line": stub(load("neuron_output")) + "    return 0\n",
    "no file": None,
    "an empty file": b"\n",
    "a file in another encoding": "# für später\n".encode("latin-1"),
    "a file with zero bytes": b"x = 1\0",
    "a missing bracket": HEAD + "    total = max(0.0, sum(inputs\n    return total\n",
    "a missing colon": "def neuron_output(inputs, weights, bias)\n    return 0\n",
    "lines that are not indented": HEAD + "return 0\n",
    "a package that is not there": "import torch_is_not_here\n\n" + HEAD + "    return 0\n",
    "an import of the solutions": "from lesson_code.exercises.neuron_output import neuron_output\n",
    "an error outside the function": HEAD + "    return 0\n\nprint(neuron_outputs([1], [1], 1))\n",
    "exit() at the end of the file": HEAD + "    return 0\n\nimport sys\nsys.exit(0)\n",
    "input() outside the function": "n = int(input('how many inputs? '))\n\n" + HEAD + "    return 0\n",
    "an endless loop outside the function": HEAD + "    return 0\n\nwhile True:\n    pass\n",
    "os._exit outside the function": "import os\nos._exit(0)\n",
    "a misspelt name": "def nueron_output(inputs, weights, bias):\n    return 0\n",
    "another name altogether": "def f(inputs, weights, bias):\n    return 0\n",
    "several functions, none of the right name": "def f(x):\n    return x\n\ndef g(x):\n    return x\n",
    "no function": "inputs = [1, 2]\n",
    "a function inside a class": "class Answer:\n    def neuron_output(inputs, weights, bias):\n        return 0\n",
    "a value with the function's name": "neuron_output = 1.25\n",
    "a parameter too few": "def neuron_output(inputs, weights):\n    return 0\n",
    "a parameter too many": "def neuron_output(inputs, weights, bias, activation):\n    return 0\n",
    "a parameter that must be named": "def neuron_output(inputs, weights, *, bias):\n    return 0\n",
    "no parameters": "def neuron_output():\n    return 1.25\n",
    "print instead of return": HEAD + "    print(max(0, sum(x * w for x, w in zip(inputs, weights)) + bias))\n",
    "neither print nor return": HEAD + "    total = sum(inputs) + bias\n",
    "return in one branch only": HEAD
    + "    total = sum(x * w for x, w in zip(inputs, weights, strict=True)) + bias\n"
    + "    if total > 0:\n        return total\n",
    "a text instead of a number": HEAD + "    return str(max(0, sum(x * w for x, w in zip(inputs, weights)) + bias))\n",
    "a list instead of a number": HEAD + "    return [max(0, sum(x * w for x, w in zip(inputs, weights)) + bias)]\n",
    "an array instead of a number": "import numpy as np\n\n"
    + HEAD
    + "    return np.maximum(0, np.array(inputs) * np.array(weights) + bias)\n",
    "True instead of a number": HEAD
    + "    return sum(x * w for x, w in zip(inputs, weights, strict=True)) + bias > 0\n",
    "a fraction": "from fractions import Fraction\n\n" + HEAD + "    return Fraction(5, 4)\n",
    "yield instead of return": HEAD + "    yield 1.25\n",
    "async in front of def": "async " + HEAD + "    return 1.25\n",
    "a function that is not called": "def relu(x):\n    return max(0, x)\n\n" + HEAD + "    return relu\n",
    "not a number": HEAD + "    return float('nan')\n",
    "a rounded number": HEAD
    + "    return round(max(0, sum(x * w for x, w in zip(inputs, weights, strict=True)) + bias) + 0.0004, 4)\n",
    "the bias forgotten": HEAD + "    return max(0.0, sum(x * w for x, w in zip(inputs, weights, strict=True)))\n",
    "an error in the function": HEAD
    + "    total = bias\n    for i in range(len(inputs) + 1):\n        total += inputs[i] * weights[i]\n"
    + "    return max(0, total)\n",
    "the wrong kind of error": HEAD
    + "    if len(inputs) != len(weights):\n        raise TypeError('lengths differ')\n"
    + "    return max(0, sum(x * w for x, w in zip(inputs, weights)) + bias)\n",
    "an error that is returned": HEAD
    + "    if len(inputs) != len(weights):\n        return ValueError('lengths differ')\n"
    + "    return max(0, sum(x * w for x, w in zip(inputs, weights)) + bias)\n",
    "an error of many lines and colours": HEAD + "    raise TypeError('\\x1b[1mone\\x1b[0m\\n\\n\\ntwo \\ud800')\n",
    "an error two functions deep": "def weigh(x, w):\n    return x * w['weight']\n\n"
    + HEAD
    + "    return max(0, sum(weigh(x, w) for x, w in zip(inputs, weights)) + bias)\n",
    "a function that calls itself without end": HEAD + "    return neuron_output(inputs, weights, bias)\n",
    "input() in the function": HEAD + "    return float(input('the answer? '))\n",
    "exit() in the function": HEAD + "    exit(0)\n",
    "an endless loop": HEAD + "    while True:\n        bias += 1\n",
    "os._exit in the function": "import os\n\n" + HEAD + "    os._exit(0)\n",
    "a crash in C": "import ctypes\n\n" + HEAD + "    ctypes.string_at(0)\n",
    "many prints": HEAD
    + "    for i in range(5000):\n        print('line', i)\n"
    + "    return max(0.0, sum(x * w for x, w in zip(inputs, weights, strict=True)) + bias)\n",
    "prints without end": HEAD + "    while True:\n        print('still here')\n",
    "a list that grows without end": HEAD + "    numbers = [0.0] * 1000\n    while True:\n        numbers += numbers\n",
    "memory outside the function": "kept = ['x' * 10**12]\n\n" + HEAD + "    return 0\n",
    "prints without end outside the function": HEAD + "    return 0\n\nwhile True:\n    print('still here')\n",
    "an endless loop for one call only": HEAD
    + "    while len(inputs) == 1:\n        pass\n"
    + "    return max(0.0, sum(x * w for x, w in zip(inputs, weights, strict=True)) + bias)\n",
    "a file that is read": HEAD + "    return float(open('/etc/passwd').read())\n",
    "a file that is written elsewhere": HEAD + "    open('/tmp/mine', 'w').write('1')\n    return 0\n",
    "another program": "import subprocess\n\n" + HEAD + "    return subprocess.run(['ls'])\n",
    "the network": "import socket\n\n" + HEAD + "    return socket.create_connection(('127.0.0.1', 9))\n",
    "a forged reply": "import os\n\n"
    + HEAD
    + "    for descriptor in range(3, 20):\n        try:\n"
    + "            os.write(descriptor, b'{\"returned\": 1.25}\\n')\n"
    + "        except OSError:\n            pass\n    return 0\n",
    "a file that is far too large": b"#" * 1_500_000,
    "prints with strange characters": HEAD
    + "    print('\\x1b[31mred\\x1b[0m', 'ä')\n"
    + "    return max(0.0, sum(x * w for x, w in zip(inputs, weights, strict=True)) + bias)\n",
    "everything right": HEAD + "    return max(0, sum(x * w for x, w in zip(inputs, weights, strict=True)) + bias)\n",
}
OTHER_ANSWERS = {
    "problems: the rare disease too": (
        "deep_learning_problems",
        "def deep_learning_problems():\n    return {1, 3, 5}\n",
    ),
    "problems: a text": ("deep_learning_problems", "def deep_learning_problems():\n    return '1 and 5'\n"),
    "problems: no problem": ("deep_learning_problems", "def deep_learning_problems():\n    return []\n"),
    "activations: statements 1 to 4 alone": (
        "match_activations",
        "def match_activations():\n    return {1: 'A', 2: 'C', 3: 'B', 4: 'A'}\n",
    ),
    "activations: two wrong, one of them optional": (
        "match_activations",
        "def match_activations():\n    return {1: 'A', 2: 'B', 3: 'B', 4: 'A', 5: 'B', 6: 'A'}\n",
    ),
    "activations: three of four": (
        "match_activations",
        "def match_activations():\n    return {1: 'A', 2: 'C', 3: 'B'}\n",
    ),
    "activations: a list": ("match_activations", "def match_activations():\n    return ['A', 'C', 'B', 'A']\n"),
    "XOR: the logic alone": ("xor_network", "def xor_network(x1, x2):\n    return x1 != x2\n"),
    "counting: without biases": (
        "count_dense_parameters",
        "def count_dense_parameters(layer_sizes):\n"
        "    return sum(a * b for a, b in zip(layer_sizes, layer_sizes[1:]))\n",
    ),
    "mean squared error: the sum": (
        "mean_squared_error",
        "def mean_squared_error(predictions, targets):\n"
        "    return sum((p - t) ** 2 for p, t in zip(predictions, targets))\n",
    ),
}


def check(folder, name, content, limits=LIMITS):
    path = folder / f"{name}.py"
    path.unlink(missing_ok=True)
    if content is not None:
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    with ChildProcess() as process:
        return check_file(load(name), path, process, f"exercises/{name}.py", limits=limits)


def transcript(folder):
    answers = {title: ("neuron_output", content) for title, content in NEURON_ANSWERS.items()} | OTHER_ANSWERS
    parts = [f"=== {title}\n{render(check(folder, *answer))}\n" for title, answer in answers.items()]
    return "\n".join(parts)


@pytest.mark.slow
def test_every_message_reads_as_in_the_transcript(tmp_path):
    """Read the transcript when it changes; then copy the new one over it."""
    found = transcript(tmp_path)
    new = tmp_path / "messages.txt"
    new.write_text(found, encoding="utf-8")
    wanted = GOLDEN.read_text(encoding="utf-8")
    changes = "\n".join(difflib.unified_diff(wanted.splitlines(), found.splitlines(), "reviewed", "now", lineterm=""))
    assert found == wanted, f"{changes}\n\nIf these words are better: cp {new} {GOLDEN}"


REPORT = Report(
    exercise="neuron_output",
    source="exercises/neuron_output.py",
    command="python -m lesson_code check neuron_output",
    points=3,
    earned=2,
    results=(
        Result("gives 1.25 for the neuron of the lesson", PASSED),
        Result(
            "adds the bias after weighing",
            FAILED,
            call="neuron_output([2.0], [3.0], 1.0)",
            expected="7.0",
            got="6.0",
            hint="this is the weighted sum alone: what is the third argument for?",
        ),
        Result("is never negative", PASSED),
    ),
)

STYLE = """\
neuron_output  2 of 3 points
  passed   gives 1.25 for the neuron of the lesson
  failed   adds the bias after weighing
           neuron_output([2.0], [3.0], 1.0)
             expected 7.0
             got      6.0
           hint: this is the weighted sum alone: what is the third argument for?
  passed   is never negative
exercises/neuron_output.py · python -m lesson_code check neuron_output"""


def test_a_report_looks_like_the_one_in_the_style_guide():
    assert render(REPORT) == STYLE
    assert repr(REPORT) == STYLE


def test_colour_adds_nothing_but_colour():
    coloured = render(REPORT, colour=True)
    assert "\033[31mfailed\033[0m" in coloured
    for code in ("\033[31m", "\033[32m", "\033[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == STYLE


def test_a_notebook_shows_the_same_text_and_runs_none_of_it():
    bad = replace(REPORT, printed="<script>alert(1)</script>\n")
    shown = bad._repr_html_()
    assert shown.startswith("<pre>neuron_output  2 of 3 points\n")
    assert "<script>" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_a_report_that_is_not_started_fits_in_a_line():
    problem = Problem("not started", "not started yet", next_step="open it")
    assert render_line(replace(REPORT, earned=0, results=(), problem=problem)) == (
        "neuron_output  0 of 3 points  not started yet: open it"
    )


def test_what_is_skipped_says_why_once():
    results = (
        Result("does a", "timeout", reason="a limit", call="f(1)"),
        Result("does b", SKIPPED, reason="the same reason"),
        Result("does c", SKIPPED, reason="the same reason"),
        Result("does d", SKIPPED, reason="another reason", optional=True),
    )
    lines = render(replace(REPORT, results=results)).splitlines()
    assert lines[1:-1] == [
        "  timeout   does a",
        "            f(1)",
        "              a limit",
        "  skipped   does b",
        "            the same reason",
        "  skipped   does c",
        "  skipped   does d  (optional, +1)",
        "            another reason",
    ]


@pytest.mark.parametrize(
    ("n_seen", "n_hidden", "line"),
    [
        (3, 1, "  All 3 checks you can see pass; 1 more runs at grading."),
        (3, 2, "  All 3 checks you can see pass; 2 more run at grading."),
        (1, 1, "  The check you can see passes; 1 more runs at grading."),
    ],
)
def test_who_passes_is_told_what_is_still_to_come(n_seen, n_hidden, line):
    passed = replace(REPORT, points=n_seen, earned=n_seen, results=(Result("does it", PASSED),) * n_seen)
    assert line in render(replace(passed, n_hidden=n_hidden)).splitlines()
    assert "at grading" not in render(passed)
    assert "at grading" not in render(replace(REPORT, n_hidden=n_hidden))
