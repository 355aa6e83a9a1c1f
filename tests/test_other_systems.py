"""macOS and Windows, as far as Linux can show it.

"macOS" is the real supervisor, told that it runs on macOS: no ``/proc``, no prctl, no Landlock, no seccomp, no adopted
orphans, and limits of memory and processor time that the system refuses. "Windows" is the process of an answer that
needs no fork, watched through psutil as where Windows refuses a Job Object.
"""

import ctypes
import os
import subprocess
import sys
import textwrap
import threading
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from lesson_code.grading import collect as collecting
from lesson_code.grading import job_object, process, protection, sandbox, supervisor, watch, windows
from lesson_code.grading.collect import KERAS_LIMITS, Answer, Limits, collect
from lesson_code.grading.pipes import Reader
from lesson_code.grading.process import ChildProcess, GraderError, StoppedError
from lesson_code.grading.values import decode, encode
from lesson_code.grading.windows import WindowsProcess

pytestmark = pytest.mark.slow
LIMITS = Limits(load=5.0, call=1.0, again=0.5, whole=10.0)
OPEN = replace(LIMITS, isolated=False)

# Modules that look at the platform when they are imported are imported first; NPROC would count threads on Linux.
A_MAC = """
import ctypes, psutil, resource, selectors, shutil, subprocess, sys, tempfile
sys.platform = "darwin"
real = resource.setrlimit
refused = [getattr(resource, "RLIMIT_" + name) for name in ("AS", "DATA", "CPU", "NPROC")]
def setrlimit(number, limits):
    if number in refused:
        raise ValueError("current limit exceeds maximum limit")
    real(number, limits)
resource.setrlimit = setrlimit
"""


@pytest.fixture
def on_macos(monkeypatch):
    monkeypatch.setattr(process, "BOOT", A_MAC + process.BOOT)
    return ChildProcess


@pytest.fixture
def on_windows(monkeypatch):
    monkeypatch.setattr(watch, "sys", SimpleNamespace(platform="win32"))
    return WindowsProcess


@pytest.fixture(params=["on_macos", "on_windows"])
def new(request):
    """What starts the processes of an answer on the other system."""
    return request.getfixturevalue(request.param)


def run(new, content, *calls, limits=LIMITS, keras=False):
    with new() as made:
        forms = [encode(arguments) for arguments in calls]
        return collect(made, Answer("f", textwrap.dedent(content).encode()), forms, limits, keras)


def start(made, code, cpu=9, isolated=True):
    Path(made.folder, "f.py").write_text(textwrap.dedent(code), encoding="utf-8")
    order = {"do": "start", "memory": 10**9, "resources": {"CPU": cpu}, "isolated": isolated, "keras": False}
    for question in (order, {"do": "read", "file": "f.py"}, {"do": "load", "name": "f", "file": "f.py"}):
        made.ask(question, 5.0)


def kinds(collected):
    return [outcome.kind for outcome in collected.calls]


LOOP = "def f(x):\n    print('here')\n    while x:\n        pass\n    return 1\n"
ANSWERS = {
    "values": ("def f(x):\n    return x\n", (1,), ((1, 2.5, None),), ({"a": {1, 2}},), (float("inf"),), ("é\n",)),
    "fresh arguments": ("def f(x):\n    x.append(0)\n    return len(x)\n", ([1],), ([1],)),
    "an exception": ("def f(x):\n    return 1 / x\n", (0,), (2,)),
    "an error while loading": ("import nothing_of_this_name\n", ()),
    "a wrong indentation": ("def f():\nreturn 1\n", ()),
    "no function": ("g = 1\n", ()),
    "prints": (
        "import os, sys\nprint('at import')\ndef f(x):\n    print('{\"returned\": 1}')\n    os.write(1, b'raw\\n')\n"
        "    print('é', file=sys.stderr)\n    return 2\n",
        (1,),
    ),
    "many prints": ("def f(x):\n    print('x' * 900_000)\n    return 1\n", (1,)),
    "an endless loop": (LOOP, (1,), (0,)),
    "input": ("def f(x):\n    return input()\n", (1,)),
    "the course": ("import lesson_code.exercises.neuron_output\n", (1,)),
    "the other modules of the grader": ("import sys\ndef f(x):\n    return 'lesson_code' in sys.modules\n", (1,)),
    "an exit": ("import os\ndef f(x):\n    return x or os._exit(7)\n", (0,), (1,)),
    "a signal": ("import os\ndef f(x):\n    return x or os.kill(os.getpid(), 9)\n", (0,), (1,)),
    "a signal without a name": ("import os\ndef f(x):\n    return x or os.kill(os.getpid(), 40)\n", (0,), (1,)),
    "a fault": ("import ctypes\ndef f(x):\n    return x or ctypes.string_at(0)\n", (0,), (1,)),
    "silence": ("import os, time\ndef f(x):\n    return x or os.closerange(3, 50) or time.sleep(9)\n", (0,), (1,)),
    "every call crashes": ("import os\ndef f():\n    os._exit(1)\n", *[()] * 6),
}


@pytest.fixture(scope="module")
def on_linux():
    """What comes back from the real supervisor."""
    return {name: run(ChildProcess, code, *calls) for name, (code, *calls) in ANSWERS.items()}


@pytest.mark.slow
@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_told_the_same_as_on_linux(name, on_linux, new):
    code, *calls = ANSWERS[name]
    assert run(new, code, *calls) == on_linux[name]


def test_values_and_prints_come_back_as_they_are(new):
    found = run(new, ANSWERS["values"][0], *ANSWERS["values"][1:])
    assert [decode(call.value) for call in found.calls] == [1, (1, 2.5, None), {"a": {1, 2}}, float("inf"), "é\n"]
    many = run(new, *ANSWERS["many prints"])
    assert (len(many.printed), many.printed_more) == (20_000, 900_001 - 20_000)


def test_after_a_call_that_takes_too_long_the_others_are_made_in_a_fresh_process(new):
    found = run(new, "seen = []\n" + LOOP.replace("return 1", "seen.append(x)\n    return seen"), (0,), (1,), (0,))
    assert (kinds(found), found.printed) == (["returned", "timeout", "returned"], "here\n" * 3)
    assert decode(found.calls[2].value) == [0]


def test_the_folder_holds_the_answer_alone_is_the_home_and_is_removed(new):
    code = "import os\ndef f():\n    return os.getcwd(), os.listdir(), os.path.expanduser('~')\n"
    folder, names, home = decode(run(new, code, ()).calls[0].value)
    assert (names, home) == (["f.py"], folder)
    assert not Path(folder).exists()


def test_secrets_of_this_process_stay_here(new, monkeypatch):
    monkeypatch.setenv("MY_TOKEN", "secret")
    found = run(new, "import os\ndef f():\n    return dict(os.environ)\n", ())
    assert "secret" not in decode(found.calls[0].value).values()


def test_a_flood_of_prints_is_stopped_and_the_other_calls_are_made(new):
    found = run(new, "def f(x):\n    while x:\n        print('x' * 1000)\n    return 1\n", (1,), (0,))
    assert kinds(found) == ["output", "returned"]
    assert found.calls[0].message == "it printed more than 1 MB"
    assert len(found.printed) == 20_000


FILL = """
import mmap

def f(x):
    kept = []
    while x:
        kept.append(mmap.mmap(-1, 5 * 10**6))
        kept[-1].write(b"x" * 5 * 10**6)
        SAY
    return 0
"""


@pytest.mark.parametrize("say", ["pass", "print('x', flush=True)"], ids=["in silence", "while it prints"])
def test_memory_is_watched_from_outside(say, new):
    limits = replace(LIMITS, call=5.0, memory=400_000_000)
    assert kinds(run(new, FILL.replace("SAY", say), (1,), (0,), limits=limits)) == ["memory", "returned"]


def test_memory_of_a_whole_family_counts(new):
    code = """
        import subprocess, sys, time

        def f(x):
            program = "import time; kept = b'x' * 3 * 10**8; time.sleep(20)"
            for _ in range(2 * x):
                subprocess.Popen([sys.executable, "-c", program])
            time.sleep(5 * x)
    """
    limits = replace(OPEN, call=5.0, memory=500_000_000)
    assert kinds(run(new, code, (1,), (0,), limits=limits)) == ["memory", "returned"]


def test_processor_time_of_all_threads_together_counts(new):
    code = """
        import hashlib, threading

        def burn():
            while True:
                hashlib.sha256(bytes(10**7))

        def f():
            [threading.Thread(target=burn).start() for _ in range(3)]
            burn()
    """
    with new() as made, pytest.raises(StoppedError) as stopped:
        start(made, code, cpu=1)
        made.ask({"do": "call", "arguments": encode(())}, 30.0)
    assert stopped.value.args == ("timeout", "cpu")


def test_too_many_files_programs_and_threads_are_stopped(new):
    code = """
        import subprocess, sys, threading, time

        def f(x):
            for n in range(300 * (x == 1)):
                open(str(n), "w").close()
            for n in range(30 * (x == 2)):
                subprocess.Popen([sys.executable, "-c", "import time; time.sleep(20)"])
            for n in range(1200 * (x == 3)):
                threading.Thread(target=time.sleep, args=(20,)).start()
            time.sleep(5)
    """
    limits = replace(OPEN, load=10.0, call=5.0, whole=30.0)
    found = run(new, code, (1,), (0,), limits=limits)
    assert [call.message for call in found.calls] == ["it wrote more than 200 files or 20 MB"] * 2
    assert run(new, code, (2,), limits=limits).calls[0].message == "it started more than 16 programs"
    assert run(new, code, (3,), limits=limits).calls[0].message == "it started more than 1000 threads"


def is_growing(mark):
    size = mark.stat().st_size
    time.sleep(0.3)
    return mark.stat().st_size != size


def writer(mark, leave="pass"):
    return f"import os, time\n{leave}\nwhile True:\n    open({str(mark)!r}, 'a').write('x')\n    time.sleep(0.02)\n"


LEAVE = "if os.fork(): os._exit(0)\nos.setsid()\nif os.fork(): os._exit(0)"


@pytest.mark.parametrize(
    ("leave", "settings"),
    [("pass", ""), (LEAVE, ""), ("pass", ", env={}, start_new_session=True")],
    ids=["a child", "an orphan that has left the family", "a child with an environment of its own"],
)
def test_whatever_it_started_ends_with_it(leave, settings, new, tmp_path):
    mark = tmp_path / "alive"
    code = f"""
        import subprocess, sys, time

        def f():
            subprocess.Popen([sys.executable, "-c", {writer(mark, leave)!r}]{settings})
            time.sleep(0.8)
    """
    assert kinds(run(new, code, (), limits=replace(OPEN, call=5.0))) == ["returned"]
    assert mark.stat().st_size > 0
    assert not is_growing(mark)


def test_an_answer_that_kills_its_supervisor_does_not_outlive_the_grader(on_macos, tmp_path):
    mark = tmp_path / "alive"
    code = f"def f():\n{textwrap.indent(writer(mark, 'os.kill(os.getppid(), 9)'), '    ')}"
    with pytest.raises(GraderError, match="has ended"):
        run(on_macos, code, (), limits=OPEN)
    assert mark.exists()
    assert not is_growing(mark)


def everywhere(sent):
    return (
        f"import os\nfor d in range(3, 30):\n    try:\n        os.write(d, {sent.encode()!r} + b'\\n')\n"
        "    except OSError:\n        pass\ndef f():\n    return 2\n"
    )


@pytest.mark.parametrize("sent", ['{"returned": 1, "id": "0"}', "no JSON", "x" * 5_000_000, '{"id": 1}\n{}'])
def test_a_forged_reply_is_flagged_and_ends_it(sent, new):
    found = run(new, everywhere(sent), ())
    assert (found.load.kind, kinds(found)) == ("flagged", ["not run"])
    assert found.flagged.startswith("it sent something that")


LATE = """
import os, stat, threading, time

def later():
    time.sleep(0.2)
    for d in range(3, 30):
        try:
            if stat.S_ISFIFO(os.fstat(d).st_mode):
                os.write(d, b"{}\\n")
        except OSError:
            pass

def f(x):
    if x:
        threading.Thread(target=later).start()
    time.sleep(0.5 * (x != 1))
    return 1
"""


@pytest.mark.parametrize("calls", [((1,), (0,)), ((2,), (0,))], ids=["during the next call", "before the reply"])
def test_a_reply_that_comes_unasked_is_flagged(calls, new):
    assert run(new, LATE, *calls).flagged


def test_what_comes_between_two_questions_or_after_the_last_is_flagged(new):
    call = {"do": "call", "arguments": encode((1,))}
    with new() as made:
        start(made, LATE)
        made.ask(call, 5.0)
        time.sleep(0.6)
        with pytest.raises(StoppedError, match="that is no reply"):
            made.ask(call, 5.0)
        start(made, LATE)
        made.ask(call, 5.0)
        time.sleep(0.6)
        assert made.finish()["unasked"] is True


TWICE = """
import os, sys, time

def f():
    frame = sys._getframe()
    while "replies" not in frame.f_locals or "question" not in frame.f_locals:
        frame = frame.f_back
    identity = frame.f_locals["question"]["id"]
    frame.f_locals["replies"].write('{"returned": 1, "id": "' + identity + '"}\\n{}\\n')
    frame.f_locals["replies"].flush()
    time.sleep(5)
"""


def test_two_replies_at_once_are_flagged(new):
    (call,) = run(new, TWICE, ()).calls
    assert (call.kind, call.message) == ("flagged", "it sent something that is no reply")


def test_a_question_that_nobody_reads_runs_out_of_time(new):
    code = """
        import os, threading

        def f(x):
            threading.Timer(0.2, os.kill, (os.getpid(), 19)).start()
            return len(x)
    """
    with new() as made:
        start(made, code, isolated=False)
        assert made.ask({"do": "call", "arguments": encode(("x",))}, 5.0) == {"returned": 1}
        time.sleep(0.4)
        with pytest.raises(StoppedError) as stopped:
            made.ask({"do": "call", "arguments": {"tuple": ["x" * 10**6]}}, 0.5)
        assert stopped.value.kind == "timeout"
        with pytest.raises(StoppedError, match="not running"):
            made.ask({"do": "call", "arguments": encode(("x",))}, 0.5)


def test_a_process_that_was_not_started_says_so(new):
    with new() as made, pytest.raises(StoppedError, match="not running"):
        made.ask({"do": "call", "arguments": []}, 1.0)


def test_a_process_that_does_not_start_is_our_fault(new, monkeypatch):
    """Nothing of the answer has run, so it cannot be the learner's."""
    broken = "os.setsid = os.dup = lambda *_: os._exit(3)\nfound.main()"
    monkeypatch.setattr(process, "BOOT", process.BOOT.replace("found.main()", broken))
    with pytest.raises(GraderError, match="does not start: the process ended with exit code 3"):
        run(new, "def f():\n    return 1\n", ())


def test_a_system_that_starts_no_processes_is_our_fault_and_leaves_no_folder(new, monkeypatch, tmp_path):
    def forbidden(*_, **__):
        raise PermissionError("not allowed")

    monkeypatch.setattr(process.subprocess, "Popen", forbidden)
    monkeypatch.setattr(process.tempfile, "tempdir", str(tmp_path))
    with pytest.raises(GraderError, match="not allowed"):
        run(new, "def f():\n    return 1\n", ())
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_model_comes_back_on_windows(on_windows):
    """Under the name of macOS, TensorFlow would look for what only macOS has."""
    code = "import keras\ndef f():\n    return keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(1)])\n"
    (call,) = run(on_windows, code, (), limits=KERAS_LIMITS, keras=True).calls
    assert (call.kind, list(call.value)) == ("returned", ["model"])


# Windows alone


def test_the_structures_are_as_large_as_windows_documents_them():
    """Sizes and offsets of the 64-bit structures of winnt.h."""
    limits, basic = job_object.ExtendedLimits, job_object.BasicLimits
    assert (ctypes.sizeof(limits), ctypes.sizeof(basic)) == (144, 64)
    offsets = [basic.job_time.offset, basic.flags.offset, basic.n_processes.offset, basic.affinity.offset]
    assert offsets == [8, 16, 40, 48]
    assert (limits.process_memory.offset, limits.job_memory.offset) == (112, 120)


class Kernel:
    """Stands in for kernel32 and writes down what it is asked."""

    def __init__(self, refused=()):
        self.asked, self.closed = {}, []
        for name, result in (("CreateJobObjectW", 77), ("SetInformationJobObject", 1), ("AssignProcessToJobObject", 1)):
            setattr(self, name, self.function(name, 0 if name in refused else result))
        self.CloseHandle = self.function("CloseHandle", 1)

    def function(self, name, result):
        def answer(*arguments):
            self.asked[name] = arguments
            return result

        return answer


def job_with(kernel, monkeypatch):
    monkeypatch.setattr(job_object, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(job_object.ctypes, "WinDLL", lambda name: kernel, raising=False)
    return job_object.JobObject(SimpleNamespace(_handle=5), job_object.job_limits(10**9, 60, 1))


def test_the_job_is_told_its_limits_and_its_process(monkeypatch):
    kernel = Kernel()
    job = job_with(kernel, monkeypatch)
    handle, kind, limits, size = kernel.asked["SetInformationJobObject"]
    assert (handle, kind, size) == (77, 9, 144)
    told = limits._obj
    assert (told.job_memory, told.basic.job_time, told.basic.n_processes) == (10**9, 600_000_000, 1)
    # winnt.h: JOB_TIME, ACTIVE_PROCESS, JOB_MEMORY, DIE_ON_UNHANDLED_EXCEPTION, KILL_ON_JOB_CLOSE
    assert told.basic.flags == sum((0x00000004, 0x00000008, 0x00000200, 0x00000400, 0x00002000))
    assert kernel.asked["AssignProcessToJobObject"] == (77, 5)
    assert "CloseHandle" not in kernel.asked
    assert (job.close(), kernel.asked["CloseHandle"], job.close()) == (True, (77,), False)


@pytest.mark.parametrize("refused", ["CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject"])
def test_a_refused_job_is_none(refused, monkeypatch):
    kernel = Kernel([refused])
    job = job_with(kernel, monkeypatch)
    assert ("CloseHandle" in kernel.asked) == (refused != "CreateJobObjectW")
    assert job.close() is False


def test_a_reader_keeps_no_more_than_it_is_told():
    ours, theirs = os.pipe()
    reader = Reader(os.fdopen(ours, "rb", buffering=0), 10, threading.Event())
    with os.fdopen(theirs, "wb") as pipe:
        pipe.write(b"0123456789" * 20_000)
    reader.join(5.0)
    assert (bytes(reader.kept), reader.n_bytes, reader.ended) == (b"0123456789", 200_000, True)


def test_only_an_answer_that_is_not_closed_in_may_start_programs(on_windows, monkeypatch):
    given = []
    monkeypatch.setattr(windows, "job_limits", lambda *limits: given.append(limits))
    for limits in (LIMITS, OPEN):
        run(on_windows, "def f():\n    return 1\n", (), limits=limits)
    assert given == [(LIMITS.memory, 10, 1), (LIMITS.memory, 10, 16)]


def test_the_end_of_the_processor_time_of_a_job_is_a_time_out(on_windows, monkeypatch):
    """Linux has no such exit code, so the process is told to say it."""
    monkeypatch.setattr(windows, "TIME_IS_UP", 24)
    (call,) = run(on_windows, "import os\ndef f():\n    os._exit(24)\n", ()).calls
    assert (call.kind, call.message) == ("timeout", "cpu")


def test_a_status_of_windows_is_given_as_the_system_writes_it():
    assert watch.how_it_ended(3221225477).args == ("crashed", "the system stopped it with status 0xC0000005")


def test_in_an_environment_of_windows_the_real_python_is_started(monkeypatch):
    system = SimpleNamespace(platform="win32", executable="v\\python.exe", _base_executable="b\\python.exe")
    monkeypatch.setattr(windows, "sys", system)
    assert windows._python() == ("b\\python.exe", {"__PYVENV_LAUNCHER__": "v\\python.exe"})
    system._base_executable = system.executable
    assert windows._python() == ("v\\python.exe", {})


def test_windows_gets_its_own_process(monkeypatch):
    monkeypatch.setattr(process, "sys", SimpleNamespace(platform="win32", executable=sys.executable))
    with process.new_process() as made:
        assert isinstance(made, WindowsProcess)


def test_what_python_cannot_remove_is_left_to_the_system(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(process, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(process.shutil, "rmtree", lambda _: None)
    monkeypatch.setattr(process.subprocess, "run", lambda command, **_: asked.append(command))
    process.remove_folder(str(tmp_path))
    assert asked == [["cmd", "/c", "rmdir", "/s", "/q", f"\\\\?\\{tmp_path}"]]


# macOS alone


def test_a_limit_that_the_system_refuses_is_left_out(monkeypatch):
    import resource

    given = []

    def setrlimit(number, limits):
        if number == resource.RLIMIT_AS:
            raise ValueError("current limit exceeds maximum limit")
        given.append((number, limits))

    monkeypatch.setattr(resource, "getrlimit", lambda _: (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    monkeypatch.setattr(resource, "setrlimit", setrlimit)
    sandbox.limit_resources({"CPU": 3, "AS": 10, "A_NAME_OF_NO_LIMIT": 1, "NOFILE": 7})
    assert given == [(resource.RLIMIT_CPU, (3, 4)), (resource.RLIMIT_NOFILE, (7, 7))]


NO_FORK = """
import os, resource, sys
from lesson_code.grading import sandbox

if not os.geteuid():
    os.setuid(65534)
sys.platform = "darwin"
print(sandbox.confine(os.getcwd(), []))
try:
    os.fork() or os._exit(0)
except BlockingIOError:
    print("refused")
"""


def test_a_mac_starts_no_new_processes_and_says_what_is_open():
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run([sys.executable, "-c", NO_FORK], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["{'files': False, 'network': False, 'processes': True}", "refused"]


def test_memory_and_number_of_a_family_are_what_psutil_says(monkeypatch):
    monkeypatch.setattr(watch, "sys", SimpleNamespace(platform="darwin"))
    program = "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'input()'])"
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE) as parent:
        while not psutil.Process(parent.pid).children():
            time.sleep(0.01)
        (child,) = psutil.Process(parent.pid).children()
        time.sleep(0.3)
        memory, number, seconds = watch._usage(parent.pid)
        together = sum(psutil.Process(pid).memory_info().rss for pid in (parent.pid, child.pid))
        assert (memory, number) == (pytest.approx(together, rel=0.05), 2)
        assert 0 < seconds < 5
        parent.communicate(b"\n")
    assert watch._usage(parent.pid) == (0, 0, 0.0)


def test_a_member_of_the_family_that_cannot_be_asked_is_passed_over(monkeypatch):
    """psutil raises for a dead child that nobody has waited for, on macOS where memory is asked."""

    def asked():
        raise psutil.ZombieProcess(1)

    memory = SimpleNamespace(rss=5)
    alive = SimpleNamespace(memory_info=lambda: memory, cpu_times=lambda: (1.0, 2.0, 9.0), num_threads=lambda: 1)
    dead = SimpleNamespace(memory_info=asked)
    monkeypatch.setattr(watch, "sys", SimpleNamespace(platform="darwin"))
    monkeypatch.setattr(watch, "_family", lambda _: [alive, dead, alive])
    assert watch._usage(1) == (10, 2, 6.0)


def test_without_psutil_nothing_is_watched_and_nothing_breaks(monkeypatch):
    monkeypatch.setattr(watch, "sys", SimpleNamespace(platform="darwin"))
    monkeypatch.setitem(sys.modules, "psutil", None)
    assert watch._usage(os.getpid()) == (0, 0, 0.0)
    assert watch.kill_relatives("/a/folder/of/nobody", os.getpid()) == 0


def test_only_linux_knows_its_children_without_psutil(monkeypatch):
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE) as child:
        assert child.pid in supervisor._children()
        monkeypatch.setattr(supervisor, "sys", SimpleNamespace(platform="darwin"))
        assert supervisor._children() == []


# What doctor says


@pytest.fixture
def described(monkeypatch, new):
    """What ``doctor`` finds on the other system, where nothing closes an answer in."""
    monkeypatch.setattr(process, "new_process", new)
    monkeypatch.setattr(collecting, "Limits", lambda **given: replace(Limits(**given), isolated=False))
    protection._closed.cache_clear()
    yield protection.describe
    protection._closed.cache_clear()


def test_doctor_says_what_is_watched_and_what_is_open(described):
    assert described() == [
        (True, "answers run in processes of their own, with limits of time, memory and output"),
        (False, "files outside their folder: open to answers"),
        (False, "the network: open to answers"),
        (False, "starting other programs: open to answers"),
    ]
    assert not protection.files_are_isolated()


def test_doctor_says_when_memory_is_not_watched(described, monkeypatch):
    without = "sys.modules['psutil'] = None\nfound.main()"
    monkeypatch.setattr(process, "BOOT", process.BOOT.replace("found.main()", without))
    monkeypatch.setitem(sys.modules, "psutil", None)
    works, said = described()[0]
    assert (works, said.endswith("limits of time and output, but not of memory")) == (True, True)
