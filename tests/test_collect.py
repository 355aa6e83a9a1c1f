"""The process of an answer: what it may print, break and leave behind without harm."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from lesson_code.grading.collect import Answer, Limits, collect
from lesson_code.grading.process import ChildProcess, ProcessEndedError
from lesson_code.grading.values import decode, encode

LIMITS = Limits(load=2.0, call=1.0, whole=10.0)


def run(content, *calls, limits=LIMITS):
    with ChildProcess() as process:
        forms = [encode(arguments) for arguments in calls]
        return collect(process, Answer("f", file=content.encode()), forms, limits)


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


def test_a_flood_of_prints_is_kept_to_20_kilobytes():
    found = run("def f():\n    print('x' * 10_000_000)\n    return 1\n", ())
    assert values(found) == [1]
    assert (len(found.printed), found.printed_more) == (20_000, 10_000_001 - 20_000)


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


def test_a_call_that_takes_too_long_is_stopped_and_the_rest_is_not_run():
    start = time.monotonic()
    found = run("def f(x):\n    while x:\n        pass\n    return x\n", (0,), (1,), (0,))
    assert kinds(found) == ["returned", "timeout", "not run"]
    assert time.monotonic() - start < 3


def test_the_limit_for_everything_holds_when_each_call_is_quick_enough():
    code = "import time\ndef f(x):\n    time.sleep(0.3)\n    return x\n"
    found = run(code, *[(number,) for number in range(10)], limits=Limits(load=2.0, call=1.0, whole=1.0))
    assert (kinds(found)[0], kinds(found)[-1]) == ("returned", "not run")
    assert kinds(found).count("timeout") == 1


@pytest.mark.parametrize("end", ["os._exit(0)", "os.kill(os.getpid(), 9)", "os.close(3); os.close(4); os.close(5)"])
def test_a_process_that_ends_or_goes_silent_is_a_crash(end):
    found = run(f"import os, time\ndef f():\n    {end}\n    time.sleep(5)\n", (), ())
    assert kinds(found) in (["crashed", "not run"], ["timeout", "not run"])


def test_whatever_it_started_ends_with_it(tmp_path):
    mark = tmp_path / "alive"
    program = f"import time\nwhile True:\n    open({str(mark)!r}, 'a').write('x')\n    time.sleep(0.05)\n"
    code = (
        "import subprocess, sys, time\ndef f():\n"
        f"    subprocess.Popen([sys.executable, '-c', {program!r}])\n    time.sleep(1)\n    return 1\n"
    )
    assert values(run(code, (), limits=Limits(call=5.0))) == [1]
    size = mark.stat().st_size
    assert size > 0
    time.sleep(0.3)
    assert mark.stat().st_size == size


def test_a_forged_reply_is_no_reply():
    code = (
        "import os\n"
        "for descriptor in range(3, 10):\n"
        '    try:\n        os.write(descriptor, b\'{"returned": 1, "id": "0"}\\n\')\n'
        "    except OSError:\n        pass\n"
        "def f():\n    return 2\n"
    )
    found = run(code, ())
    assert (found.load.kind, kinds(found)) == ("crashed", ["not run"])


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
    assert found.load.value["loaded"] == {"callable": False, "kind": "int", "fewest": 0, "most": None}
    several = run("def f(a, b=1, *, c=2):\n    return a\n").load.value["loaded"]
    assert (several["fewest"], several["most"]) == (1, 2)
    assert run("def f(a, *b):\n    return a\n").load.value["loaded"]["most"] is None


def test_a_model_is_only_described_where_one_is_asked_for():
    code = (
        "import sys, types\nkeras = types.ModuleType('keras')\nkeras.Model = int\nsys.modules['keras'] = keras\n"
        "def f():\n    return 3\n"
    )
    assert values(run(code, ())) == [3]


def test_a_process_that_has_ended_says_so():
    with ChildProcess() as process:
        process.end()
        with pytest.raises(ProcessEndedError, match="SIGKILL"):
            process.ask({"do": "call", "arguments": []}, 1.0)


def test_the_grader_imports_no_heavy_package():
    program = (
        "import sys, lesson_code.cli, lesson_code.grading.front_ends, lesson_code.grading.keras_key\n"
        "from lesson_code.exercises import NAMES, load\n"
        "[load(name) for name in NAMES]\n"
        "print([name for name in ('tensorflow', 'keras', 'numpy', 'pandas', 'cloudpickle') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
