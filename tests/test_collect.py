"""The process of an answer: what it may print, break and leave behind without harm."""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from lesson_code.grading import sandbox
from lesson_code.grading.collect import Answer, Limits, collect
from lesson_code.grading.process import ChildProcess, GraderError, StoppedError
from lesson_code.grading.values import decode, encode

pytestmark = pytest.mark.slow
LIMITS = Limits(load=2.0, call=1.0, again=0.5, whole=10.0)
OPEN = replace(LIMITS, isolated=False)


def run(content, *calls, limits=LIMITS):
    with ChildProcess() as process:
        forms = [encode(arguments) for arguments in calls]
        return collect(process, Answer("f", content.encode()), forms, limits)


def values(collected):
    return [decode(outcome.value) for outcome in collected.calls]


def kinds(collected):
    return [outcome.kind for outcome in collected.calls]


def test_values_come_back_as_they_are():
    found = run("def f(x):\n    return x\n", (1,), ((1, 2.5, None),), ({"a": {1, 2}},), (float("inf"),))
    assert values(found) == [1, (1, 2.5, None), {"a": {1, 2}}, float("inf")]


def test_each_call_gets_fresh_arguments():
    found = run("def f(x, seen=[]):\n    x.append(0)\n    return len(x)\n", ([1, 2],), ([1, 2],))
    assert values(found) == [3, 3]


def test_prints_are_kept_apart_from_replies():
    code = (
        "import os\nprint('at import')\n"
        "def f():\n    print('{\"returned\": 1}')\n    os.write(1, b'raw\\n')\n    return 2\n"
    )
    found = run(code, ())
    assert values(found) == [2]
    assert sorted(found.printed.splitlines()) == ["at import", "raw", '{"returned": 1}']


def test_of_many_prints_20_kilobytes_are_kept_and_no_point_is_lost():
    found = run("def f():\n    print('x' * 900_000)\n    return 1\n", ())
    assert values(found) == [1]
    assert (len(found.printed), found.printed_more) == (20_000, 900_001 - 20_000)


def test_a_flood_of_prints_is_stopped_and_the_other_calls_are_made():
    found = run("def f(x):\n    while x:\n        print('x' * 1000)\n    return 1\n", (1,), (0,))
    assert kinds(found) == ["output", "returned"]
    assert found.calls[0].message == "it printed more than 1 MB"
    assert len(found.printed) == 20_000


def test_what_was_printed_before_an_endless_loop_is_kept():
    found = run("def f():\n    print('here')\n    while True:\n        pass\n", ())
    assert (kinds(found), found.printed) == (["timeout"], "here\n")


def test_nothing_of_the_grader_is_printed():
    """Neither a traceback when an answer closes the pipes, nor a warning about a coroutine that nobody waits for."""
    closed = run("import os\nos.closerange(3, 100)\ndef f():\n    return 1\n", ())
    assert (closed.load.kind, closed.printed) == ("crashed", "")
    waiting = run("async def f():\n    return 1\n", (), ())
    assert (kinds(waiting), waiting.printed) == (["returned"] * 2, "")


def test_nobody_types():
    found = run("def f():\n    return input()\n", ())
    assert (found.calls[0].kind, found.calls[0].kinds[0], found.calls[0].line) == ("raised", "EOFError", 2)


@pytest.mark.parametrize(
    "way", ["import lesson_code", "import lesson_code.exercises.neuron_output", "__import__('lesson_code')"]
)
def test_the_solutions_cannot_be_imported(way):
    load = run(way + "\n").load
    assert (load.kind, load.kinds[0], load.line) == ("raised", "ImportError", 1)


def test_the_folder_holds_the_answer_and_nothing_else_and_is_removed():
    found = run("import os\ndef f():\n    return os.getcwd(), os.listdir()\n", ())
    folder, names = values(found)[0]
    assert names == ["f.py"]
    assert not Path(folder).exists()


def test_secrets_of_this_process_stay_here(monkeypatch):
    monkeypatch.setenv("MY_TOKEN", "secret")
    found = run("import os\ndef f():\n    return dict(os.environ)\n", ())
    assert "secret" not in values(found)[0].values()


def test_a_block_for_running_the_file_alone_is_not_run():
    found = run("def f():\n    return 1\n\nif __name__ == '__main__':\n    raise ValueError\n", ())
    assert values(found) == [1]


def test_after_a_call_that_takes_too_long_the_others_are_made_in_a_fresh_process():
    code = "seen = []\ndef f(x):\n    seen.append(x)\n    while x == 1:\n        pass\n    return seen\n"
    found = run(code, (0,), (1,), (2,))
    assert kinds(found) == ["returned", "timeout", "returned"]
    assert decode(found.calls[2].value) == [2]


def test_after_a_time_out_the_other_calls_get_less_time():
    start = time.monotonic()
    found = run("def f():\n    while True:\n        pass\n", *[()] * 6)
    assert kinds(found) == ["timeout"] * 4 + ["not run"] * 2
    assert [outcome.value for outcome in found.calls[:4]] == [1.0, 0.5, 0.5, 0.5]
    assert time.monotonic() - start < 5


def test_there_is_a_limit_for_all_calls_together():
    code = "import time\ndef f():\n    time.sleep(0.4)\n"
    found = run(code, *[()] * 5, limits=Limits(load=2.0, call=1.0, whole=1.0))
    assert (kinds(found)[0], kinds(found)[-1]) == ("returned", "not run")


@pytest.mark.parametrize(
    ("end", "how"),
    [
        ("os._exit(7)", "exit code 7"),
        ("os.kill(os.getpid(), 9)", "SIGKILL"),
        ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
        ("os.closerange(3, 50); time.sleep(5)", "the process stopped answering"),
    ],
)
def test_a_process_that_ends_or_goes_silent_is_a_crash(end, how):
    found = run(f"import os, time\ndef f(x):\n    if x:\n        {end}\n    return 1\n", (1,), (0,))
    assert kinds(found) == ["crashed", "returned"]
    assert how in found.calls[0].message


@pytest.mark.parametrize(
    "code",
    [
        "def f(x):\n    return len('x' * 10**11) if x else 0\n",
        "def f(x):\n    kept = []\n    while x:\n        kept.append(bytearray(10**6))\n    return 0\n",
    ],
    ids=["at once", "in pieces"],
)
def test_too_much_memory_is_called_so(code):
    found = run(code, (1,), (0,), limits=replace(LIMITS, call=5.0, memory=300_000_000))
    assert kinds(found) == ["memory", "returned"]


def test_memory_that_no_limit_of_the_system_counts_is_seen_from_outside():
    code = (
        "import mmap\ndef f(x):\n    kept = []\n    while x:\n        kept.append(mmap.mmap(-1, 10**8))\n"
        "        kept[-1].write(b'x' * 10**8)\n    return 0\n"
    )
    found = run(code, (1,), (0,), limits=replace(LIMITS, call=5.0, memory=400_000_000, reserved=1 << 40))
    assert kinds(found) == ["memory", "returned"]


def test_processor_time_of_all_threads_together_counts():
    code = (
        "import hashlib, threading\ndef burn():\n    while True:\n        hashlib.sha256(bytes(10**7))\n"
        "def f():\n    [threading.Thread(target=burn).start() for _ in range(3)]\n    burn()\n"
    )
    found = run(code, (), limits=Limits(call=30.0, whole=1.9))
    assert found.calls[0].kind == "timeout"


def starts(program):
    return (
        "import os, subprocess, sys, time\ndef f():\n"
        f"    subprocess.Popen([sys.executable, '-c', {program!r}])\n    time.sleep(1)\n    return 1\n"
    )


def test_whatever_it_started_ends_with_it(tmp_path):
    """Where nothing forbids it to start a process that leaves the family, as on a system without seccomp."""
    mark = tmp_path / "alive"
    program = (
        "import os, time\nif os.fork():\n    os._exit(0)\nos.setsid()\nif os.fork():\n    os._exit(0)\n"
        f"while True:\n    open({str(mark)!r}, 'a').write('x')\n    time.sleep(0.05)\n"
    )
    assert values(run(starts(program), (), limits=replace(OPEN, call=5.0))) == [1]
    size = mark.stat().st_size
    assert size > 0
    time.sleep(0.3)
    assert mark.stat().st_size == size


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can forbid it")
def test_no_other_program_can_be_started():
    found = run(starts("pass"), ())
    assert (found.calls[0].kind, found.calls[0].kinds[0]) == ("raised", "PermissionError")


@pytest.mark.parametrize("sent", ['{"returned": 1, "id": "0"}', "no JSON", "x" * 5_000_000, '{"id": 1}\n{}'])
def test_a_forged_reply_is_flagged_and_ends_it(sent):
    code = (
        "import os\n"
        f"for descriptor in range(3, 20):\n    try:\n        os.write(descriptor, {sent.encode()!r} + b'\\n')\n"
        "    except OSError:\n        pass\n"
        "def f():\n    return 2\n"
    )
    found = run(code, ())
    assert (found.load.kind, kinds(found)) == ("flagged", ["not run"])
    assert found.flagged.startswith("it sent something that")


def test_a_reply_that_comes_late_is_flagged():
    code = (
        "import os, stat, threading, time\n"
        "def is_pipe(d):\n    try:\n        return stat.S_ISFIFO(os.fstat(d).st_mode)\n"
        "    except OSError:\n        return False\n"
        "def later():\n    time.sleep(0.2)\n    for d in range(3, 20):\n        if is_pipe(d):\n"
        "            try:\n                os.write(d, b'{}\\n')\n            except OSError:\n                pass\n"
        "def f(x):\n    if x:\n        threading.Thread(target=later).start()\n    else:\n        time.sleep(0.5)\n"
        "    return 1\n"
    )
    assert run(code, (1,), (0,)).flagged


FORGED = """
import os, sys, time

def f():
    frame = sys._getframe()
    while "replies" not in frame.f_locals or "question" not in frame.f_locals:
        frame = frame.f_back
    identity, out = frame.f_locals["question"]["id"], frame.f_locals["replies"]
    out.write('{"returned": ' + FORM + ', "id": "' + identity + '"}\\n')
    out.flush()
    time.sleep(5)
"""


@pytest.mark.parametrize(
    "form",
    [
        '{"formula": "exit()"}',
        '{"dict": [[[], 1]]}',
        '{"dict": 3}',
        '{"float": "x"}',
        '{"model": {}}',
        '{"a": 1, "b": 2}',
        "[" * 300 + "]" * 300,
        '{"set": [' + ",".join(map(str, range(3000))) + "]}",
    ],
    ids=range(8),
)
def test_a_forged_value_is_flagged(form):
    """The identity of the question can be found in the frames below, but a form that is never sent stands out."""
    assert kinds(run(FORGED.replace("FORM", repr(form)), ())) == ["flagged"]


def test_a_forged_value_of_the_right_form_is_a_value_like_any_other():
    assert values(run(FORGED.replace("FORM", "'[1, 2]'").replace("    time.sleep(5)\n", "    os._exit(0)\n"), ())) == [
        [1, 2]
    ]


def test_exceptions_that_lie_about_themselves_do_no_harm():
    code = (
        "class Odd(Exception):\n    def __str__(self):\n        raise SystemExit\n"
        "def f(x):\n    if x == 0:\n        raise Odd\n    raise KeyboardInterrupt if x == 1 else SystemExit(3)\n"
    )
    found = run(code, (0,), (1,), (2,))
    assert [outcome.kinds[0] for outcome in found.calls] == ["Odd", "KeyboardInterrupt", "SystemExit"]
    assert found.calls[0].message == "<Odd>"


def test_the_process_says_what_the_file_defines():
    found = run("def g():\n    pass\n\nh = g\nf = 3\n")
    assert found.load.value["functions"] == ["g", "h"]
    loaded = found.load.value["loaded"]
    assert (loaded["callable"], loaded["kind"]) == (False, "int")
    several = run("def f(a, b=1, *, c=2):\n    return a\n").load.value["loaded"]
    assert (several["fewest"], several["most"]) == (1, 2)
    assert run("def f(a, *b):\n    return a\n").load.value["loaded"]["most"] is None


def test_a_model_is_only_described_where_one_is_asked_for():
    code = (
        "import sys, types\nkeras = types.ModuleType('keras')\nkeras.Model = int\nsys.modules['keras'] = keras\n"
        "def f():\n    return 3\n"
    )
    assert values(run(code, ())) == [3]


def test_a_process_that_was_not_started_says_so():
    with ChildProcess() as process, pytest.raises(StoppedError, match="not running"):
        process.ask({"do": "call", "arguments": []}, 1.0)


def test_a_process_that_does_not_start_is_our_fault(monkeypatch):
    def stopped(*_):
        raise StoppedError("crashed", "the process ended with exit code 1")

    with ChildProcess() as process, pytest.raises(GraderError, match="does not start: the process ended"):
        monkeypatch.setattr(process, "ask", stopped)
        collect(process, Answer("f", b""), [], LIMITS)


def test_a_supervisor_that_is_gone_is_our_fault():
    with ChildProcess() as process:
        process._process.kill()
        with pytest.raises(GraderError, match="has ended"):
            process.ask({"do": "finish"}, 1.0)


def test_an_error_in_the_supervisor_is_our_fault():
    with ChildProcess() as process, pytest.raises(GraderError, match="KeyError: 'memory"):
        process.ask({"do": "start"}, 1.0)


GRADER = """
import sys
sys.path.insert(0, sys.argv[1])
from lesson_code.grading.collect import Answer, Limits, collect
from lesson_code.grading.process import ChildProcess

code = f'''
import time

def f():
    while True:
        open({sys.argv[2]!r}, "a").write("x")
        time.sleep(0.02)
'''
with ChildProcess() as process:
    print(process.folder, flush=True)
    collect(process, Answer("f", code.encode()), [{"tuple": []}], Limits(call=30.0, isolated=False))
"""


def test_the_answer_ends_when_the_grader_is_killed(tmp_path):
    mark = tmp_path / "alive"
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-c", GRADER, str(root), str(mark)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as grader:
        folder = grader.stdout.readline().strip()
        while not mark.exists():
            time.sleep(0.05)
            assert grader.poll() is None
        grader.kill()
    time.sleep(0.5)
    size = mark.stat().st_size
    time.sleep(0.3)
    assert mark.stat().st_size == size
    assert not Path(folder).exists()


def test_a_folder_nested_too_deeply_for_python_is_removed():
    code = "import os\ndef f():\n    for _ in range(3000):\n        os.mkdir('a')\n        os.chdir('a')\n"
    with ChildProcess() as process:
        found = collect(process, Answer("f", code.encode()), [encode(())], replace(OPEN, call=5.0))
    assert kinds(found) == ["returned"]
    assert not Path(process.folder).exists()


def test_the_grader_imports_no_heavy_package():
    program = (
        "import sys, lesson_code.cli, lesson_code.grading.front_ends, lesson_code.grading.keras_key\n"
        "from lesson_code.exercises import NAMES, load\n"
        "[load(name) for name in NAMES]\n"
        "print([name for name in ('tensorflow', 'keras', 'numpy', 'pandas', 'cloudpickle') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


INSTALLED = """
import os, sys
from lesson_code.grading import sandbox

packages = sys.argv[1]
closed = sandbox.confine(os.getcwd(), sandbox.python_files([*sys.path, packages]))
sys.path.append(packages)
import other, single
try:
    open(os.path.join(packages, "lesson_code", "secret.py"))
except PermissionError:
    print(closed["files"], other.x, single.x)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux closes files")
def test_where_the_course_is_installed_among_packages_the_others_can_be_imported(tmp_path):
    packages, here = tmp_path / "site-packages", tmp_path / "here"
    for folder in (packages / "lesson_code", packages / "other", here):
        folder.mkdir(parents=True)
    (packages / "lesson_code" / "secret.py").write_text("x = 0\n")
    (packages / "other" / "__init__.py").write_text("x = 1\n")
    (packages / "single.py").write_text("x = 2\n")
    command = [sys.executable, "-c", INSTALLED, str(packages)]
    done = subprocess.run(command, cwd=here, capture_output=True, text=True, check=True)
    assert done.stdout == "True 1 2\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux closes files")
def test_nothing_in_the_folder_of_the_course_is_open_to_answers(tmp_path):
    """Its tests, its pages and its history know the solutions, too."""
    (tmp_path / "lesson_code").mkdir()
    (tmp_path / "tests").mkdir()
    assert sandbox.python_files([str(tmp_path)]) == []
