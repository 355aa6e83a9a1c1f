"""Answers that would do harm to a page, its reader or the next check: none of them gets beyond its worker."""

import time

import pytest

from lesson_code.exercises import load
from lesson_code.grading.stubs import answer

pytestmark = [pytest.mark.site, pytest.mark.slow, pytest.mark.browser]

NAME = "neuron_output"
RIGHT = answer(load(NAME), load(NAME).reference)
BODY = f"def {NAME}(inputs, weights, bias):\n"
PATIENCE = 45  # seconds until any attack has been told: seven of waiting and, on a busy machine, some for new workers
CHECK = """async ([name, text]) => {
    const block = document.getElementById(`graded-${name}`);
    const editor = block.querySelector("textarea");
    let beats = 0;
    let longest = 0;
    let last = performance.now();
    const heart = setInterval(() => {
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
        beats += 1;
    }, 20);
    const told = new Promise((resolve) => block.addEventListener("lesson:checked", resolve, { once: true }));
    editor.value = text;
    editor.dispatchEvent(new Event("input", { bubbles: true }));
    [...block.querySelectorAll("button")].find((button) => button.textContent === "Check").click();
    const { detail } = await told;
    clearInterval(heart);
    return { ...detail, text: block.querySelector(".lesson-report__text").textContent, beats, longest };
}"""

# What an answer does, and a part of what is said about it.
ATTACKS = {
    "a loop without end": (BODY + "    while True:\n        pass\n", "stopped after 4 s"),
    "a loop that swallows every error": (
        BODY + "    while True:\n        try:\n            while True:\n                pass\n"
        "        except BaseException:\n            pass\n",
        "stopped after 4 s",
    ),
    "a loop in C": (BODY + "    return sum(iter(int, 1))\n", "stopped after 4 s"),
    "a loop in a power": (BODY + "    return (10**8) ** (10**8)\n", "stopped after 4 s"),
    "sleep": (BODY + "    import time\n    time.sleep(1000)\n", "stopped after 4 s"),
    "printing without end": (BODY + "    while True:\n        print('x' * 1000)\n", "printed more than 1 MB"),
    "printing while it loads": ("while True:\n    print('x')\n", "printed more than 1 MB"),
    "one giant line": (BODY + "    print('x' * 10**8)\n    return 0\n", "printed more than 1 MB"),
    "memory at once": (BODY + "    return bytes(2 * 10**9)\n", "needed too much memory"),
    "memory in pieces": (
        BODY + "    kept = []\n    while True:\n        kept.append(bytearray(10**6))\n",
        "needed too much memory",
    ),
    "a giant list": (BODY + "    return list(range(10**6))\n", "too much to copy"),
    "recursion": (BODY + f"    return {NAME}(inputs, weights, bias)\n", "RecursionError"),
    "recursion without a limit": (
        BODY + f"    import sys\n    sys.setrecursionlimit(10**8)\n    return {NAME}(inputs, weights, bias)\n",
        "0 of 6 points",
    ),
    "recursion in C": (
        BODY + "    deep = []\n    for _ in range(10**6):\n        deep = [deep]\n    return repr(deep)\n",
        "0 of 6 points",
    ),
    "the end of the program": (BODY + "    import os\n    os._exit(3)\n", "exit code 3"),
    "abort": (BODY + "    import os\n    os.abort()\n", "the program ended"),
    "a signal": (BODY + "    import os, signal\n    os.kill(os.getpid(), signal.SIGKILL)\n    return 0\n", "0 of 6"),
    "the page through js": ("import js\njs.document.body.innerHTML = ''\n" + RIGHT, "No module named 'js'"),
    "Pyodide itself": ("import pyodide_js\npyodide_js.runPython('1')\n" + RIGHT, "No module named 'pyodide_js'"),
    "JavaScript as text": ("from pyodide.code import run_js\nrun_js('postMessage(1)')\n" + RIGHT, "No module named"),
    "the bridge below": ("import _pyodide_core\n" + RIGHT, "No module named '_pyodide_core'"),
    "the bridge, asked for by name": (
        BODY + "    import importlib\n    return importlib.import_module('js').document.title\n",
        "No module named 'js'",
    ),
    "the bridge, looked for in all modules": (
        BODY
        + "    import sys\n    return [name for name in sys.modules if 'js' == name or 'pyodide' in name] or 1/0\n",
        "ZeroDivisionError",
    ),
    "the finders of modules": (
        BODY + "    import sys\n    del sys.meta_path[:2]\n    import js\n    return js.document.title\n",
        "0 of 6 points",
    ),
    "a program in the browser's language": (
        BODY + "    import gc\n"
        "    for thing in gc.get_objects():\n"
        "        if type(thing).__name__.startswith('Js'):\n"
        "            try:\n"
        "                thing.constructor.constructor('postMessage({ reply: 1 })')()\n"
        "            except BaseException:\n"
        "                pass\n"
        "    return 0\n",
        "1 of 6 points",
    ),
    "another host": (
        BODY + "    import socket\n    socket.create_connection(('example.org', 80), 1).send(b'x')\n    return 0\n",
        "0 of 6 points",
    ),
    "another host by its address": (
        BODY + "    import socket\n"
        "    line = socket.socket()\n"
        "    line.connect(('192.0.2.7', 80))\n"
        "    return line.send(b'x')\n",
        "0 of 6 points",
    ),
    "another program": (BODY + "    import subprocess\n    return subprocess.run(['ls'])\n", "0 of 6 points"),
    "a thread": (
        BODY + "    import threading\n    threading.Thread(target=print).start()\n    return 0\n",
        "0 of 6 points",
    ),
    "something for later": (
        BODY + "    import asyncio, builtins\n"
        "    loop = asyncio.get_event_loop()\n"
        "    loop.call_later(0.01, builtins.__dict__.__setitem__, 'max', min)\n"
        "    return 0\n",
        "0 of 6 points",
    ),
    "the words of the grader": (
        BODY + "    import sys\n"
        "    frame = sys._getframe()\n"
        "    while frame:\n"
        "        frame.f_globals.update(reply_to=lambda *_: {'returned': 7}, encode=lambda value: 7)\n"
        "        frame = frame.f_back\n"
        "    return 0\n",
        "of 6 points",
    ),
    "the key, looked for everywhere": (
        BODY + "    import gc, sys\n"
        "    texts = [thing for thing in gc.get_objects() if type(thing) is dict and 'expected' in thing]\n"
        "    return texts or sys.modules['lesson_code.grading.key']\n",
        "0 of 6 points",
    ),
    "the course's files": (
        BODY + "    return open('/course.zip', 'rb').read().count(b'hint') or open('/bundle.json')\n",
        "0 of 6 points",
    ),
    "a false reply on the output": (
        BODY + "    print('{\"returned\": 1.25}')\n    return 0\n",
        "1 of 6 points",
    ),
    "a class that is equal to everything": (
        "class Any(float):\n    def __eq__(self, other):\n        return True\n" + BODY + "    return Any()\n",
        "0 of 6 points",
    ),
}
# What must not be there for the next answer.
CHANGES = {
    "builtins": "import builtins\nbuiltins.max = min\nbuiltins.len = lambda _: 3\n",
    "a module": "import json\njson.dumps = json.loads = lambda *_: '{}'\n",
    "the output": "import sys\nsys.stdout = sys.stderr = None\n",
    "the path": "import sys\nsys.path.clear()\n",
    "a file": "open('json.py', 'w').write('1 / 0')\n",
    "all modules": "import sys\nsys.modules.clear()\n",
    "the recursion limit": "import sys\nsys.setrecursionlimit(60)\n",
    "the folder": "import os\nos.mkdir('inner')\nos.chdir('inner')\n",
    "a hook": "import sys\nsys.setprofile(lambda *_: None)\nsys.addaudithook(lambda *_: 1 / 0)\n",
}


@pytest.fixture(scope="module")
def visit(visiting):
    with visiting() as visit:
        visit.open("neuron")
        yield visit


def check(visit, text):
    began = time.monotonic()
    found = visit.page.evaluate(CHECK, [NAME, text])
    return found | {"seconds": time.monotonic() - began}


@pytest.mark.parametrize("what", ATTACKS)
def test_an_attack_does_no_harm(what, visit):
    check(visit, RIGHT)  # so that everything is loaded
    text, expected = ATTACKS[what]
    title = visit.page.title()
    found = check(visit, text)
    assert expected in found["text"]
    assert not found["passed"]
    assert found["seconds"] < PATIENCE
    assert found["longest"] < 1500, "the page stalled"
    assert visit.page.title() == title
    assert visit.outside == []
    assert check(visit, RIGHT)["passed"], "the next answer pays for it"


@pytest.mark.parametrize("what", CHANGES)
def test_what_an_answer_changes_is_gone_for_the_next(what, visit):
    check(visit, CHANGES[what] + RIGHT)
    found = check(visit, "print('hello')\n" + RIGHT)
    assert found["passed"]
    assert "printed (not judged):\n    hello\n" in found["text"]


def test_a_worker_of_a_page_cannot_reach_another_host(visit):
    """The check's workers are started like this one, from a blob."""
    said = visit.page.evaluate(
        """() => new Promise((resolve) => {
            const text = "fetch('https://example.org/x').then(() => postMessage('reached'), () => postMessage('no'))";
            const source = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
            new Worker(source, { type: "module" }).onmessage = ({ data }) => resolve(data);
        })"""
    )
    assert said == "no"
    assert visit.outside == []


def test_a_worker_from_an_address_is_refused(visit):
    said = visit.page.evaluate(
        """() => new Promise((resolve) => {
            document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
            try { new Worker("_static/searchtools.js"); } catch (error) { resolve(String(error)); }
        })"""
    )
    assert said == "worker-src"


def test_the_longest_check_ends_and_the_page_answers_meanwhile(visit):
    page = visit.page
    block = page.locator(f"#graded-{NAME}")
    block.get_by_label("Your answer").fill(ATTACKS["a loop without end"][0])
    block.get_by_role("button", name="Check").click()
    began = time.monotonic()
    page.locator("#graded-match_activations").get_by_role("button", name="Hint").click()
    assert time.monotonic() - began < 3
    block.get_by_text("stopped after 4 s").wait_for(timeout=1000 * PATIENCE)
