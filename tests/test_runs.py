"""``tools/runs.py`` makes the runs over seeds that claims ask for, keeps what holds, and says what went wrong."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import runs
from keys import ROOT
from lessons.claim_source import make_claim

TOYS = '''"""Experiments that need no network."""
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

__all__ = ["drawn", "numbered"]
HERE = Path(__file__).parent


def drawn(seed):
    return {"number": np.random.random(), "several": [seed, seed + 1]}


def numbered(seed):
    with Path(HERE, "log").open("a") as log:
        log.write(f"{seed} {os.getpid()}\\n")
    return {"number": seed}


def raises(seed):
    if seed >= 1:
        return helper(seed)
    return {"number": seed}


def helper(seed):
    raise ValueError("this seed is unlucky")


def returns_nothing(seed):
    pass


def dies(seed):
    os._exit(3)


def hangs(seed):
    sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(100)"])
    Path(HERE, f"pids{seed}").write_text(f"{os.getpid()} {sleeper.pid}")
    time.sleep(100)
'''


@pytest.fixture
def toys(tmp_path, monkeypatch):
    """Put a module of toy experiments where a new process finds it; return the folder."""
    (tmp_path / "toys.py").write_text(TOYS, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def claim(experiment, seeds=3, line=7):
    options = {"name": f"claim-{experiment}", "holds": "number > 0", "share": "90 %", "seeds": str(seeds)}
    return make_claim(ROOT / "book" / "basics.md", line, experiment, options, "It holds.")


def prepare(toys, *claims, **options):
    return runs.prepare(claims, toys / "runs", home="toys", **options)


def stored(toys, experiment, seed):
    return json.loads((toys / "runs" / experiment / f"{seed}.json").read_text("utf-8"))


def logged(toys):
    """Return seed and process of every run of the experiment ``numbered`` so far."""
    return [tuple(map(int, line.split())) for line in (toys / "log").read_text("utf-8").splitlines()]


def is_alive(pid):
    """Return whether a process still runs; one that has ended and was not yet buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(is_so, seconds=60):
    """Wait until a condition holds, and return whether it came to that."""
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        time.sleep(0.05)
    return is_so()


@pytest.mark.slow
def test_each_seed_is_run_and_stored_with_what_it_was_made_from(toys, capsys):
    assert prepare(toys, claim("drawn")) == []
    for seed in range(3):
        run = stored(toys, "drawn", seed)
        assert run["result"] == {"number": np.random.RandomState(seed).random(), "several": [seed, seed + 1]}
        assert (run["experiment"], run["seed"]) == ("drawn", seed)
        assert run["seconds"] >= 0
        assert {"lesson_code/training.py", "lesson_code/device.py"} <= set(run["files"])
        assert "lesson_code/experiments/numbers.py" not in run["files"]
    assert not (toys / "runs" / "drawn" / "3.json").exists()
    assert capsys.readouterr().out.startswith("  drawn: 3 seeds in ")


@pytest.mark.slow
def test_what_holds_is_not_run_again_and_what_is_missing_is_added(toys, capsys):
    prepare(toys, claim("numbered", seeds=2))
    capsys.readouterr()
    assert prepare(toys, claim("numbered", seeds=2)) == []
    assert capsys.readouterr().out == ""
    prepare(toys, claim("numbered", seeds=1), claim("numbered", seeds=4))
    assert [seed for seed, _ in logged(toys)] == [0, 1, 2, 3]
    prepare(toys, claim("numbered", seeds=2), force=True)
    assert [seed for seed, _ in logged(toys)] == [0, 1, 2, 3, 0, 1]


@pytest.mark.slow
@pytest.mark.parametrize("change", ["a file", "a version", "half of it", "no run"])
def test_a_run_that_no_longer_holds_is_made_again(toys, change):
    prepare(toys, claim("numbered", seeds=2))
    path = toys / "runs" / "numbered" / "1.json"
    text = path.read_text("utf-8")
    digest = stored(toys, "numbered", 1)["files"]["lesson_code/training.py"]
    key = stored(toys, "numbered", 1)["key"]
    changed = {
        "a file": text.replace(digest, "0" * 64),
        "a version": text.replace(key, "0" * 64),
        "half of it": text[:40],
        "no run": "[]",
    }
    path.write_text(changed[change], "utf-8")
    assert runs.result_of(toys / "runs", "numbered", 1) is None
    prepare(toys, claim("numbered", seeds=2))
    assert [seed for seed, _ in logged(toys)] == [0, 1, 1]
    assert runs.result_of(toys / "runs", "numbered", 1) == {"number": 1.0}


@pytest.mark.slow
def test_a_run_that_no_longer_holds_and_that_nobody_asks_for_is_not_left_for_a_page_to_read(toys):
    prepare(toys, claim("numbered", seeds=3))
    for seed in (1, 2):
        path = toys / "runs" / "numbered" / f"{seed}.json"
        path.write_text(path.read_text("utf-8").replace("training.py", "never.py"), "utf-8")
    prepare(toys, claim("numbered", seeds=2))
    assert sorted(path.name for path in (toys / "runs" / "numbered").iterdir()) == ["0.json", "1.json"]


@pytest.mark.slow
def test_the_portions_of_one_experiment_have_fresh_processes(toys, monkeypatch):
    monkeypatch.setattr(runs, "_PORTION_SECONDS", runs._SECONDS_OF_A_RUN)
    prepare(toys, claim("numbered", seeds=3))
    pids = {pid for _, pid in logged(toys)}
    assert len(pids) == 3
    assert os.getpid() not in pids


@pytest.mark.slow
def test_an_experiment_that_raises_is_reported_at_its_claim_with_its_own_lines(toys):
    [failure] = prepare(toys, claim("raises", line=12), claim("drawn"))
    assert (failure.page, failure.line) == (ROOT / "book" / "basics.md", 12)
    assert failure.message == ("claim-raises: the experiment raises raises ValueError: this seed is unlucky (seed 1)")
    assert "return helper(seed)" in failure.details
    assert 'raise ValueError("this seed is unlucky")' in failure.details
    assert "training.py" not in failure.details
    assert "runs.py" not in failure.details
    assert str(failure).startswith("book/basics.md:12: claim-raises: ")
    assert runs.result_of(toys / "runs", "raises", 0) == {"number": 0.0}
    assert runs.result_of(toys / "runs", "drawn", 2) is not None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("experiment", "message"),
    [
        ("dies", "ends its process (exit code 3) (seed 0)"),
        ("returns_nothing", "expected returns_nothing to return a dictionary of numbers, got None (seed 0)"),
        ("no_such", "there is no no_such in toys; there are drawn, numbered (seed 0)"),
    ],
)
def test_an_experiment_that_gives_no_result_is_reported_and_the_others_finish(toys, experiment, message):
    [failure] = prepare(toys, claim(experiment), claim("numbered"))
    assert failure.message.endswith(message)
    assert len(logged(toys)) == 3


@pytest.mark.slow
def test_a_module_of_experiments_that_cannot_be_read_is_reported(toys):
    (toys / "toys.py").write_text("def drawn(seed:\n", "utf-8")
    [failure] = prepare(toys, claim("drawn"))
    assert "raises SyntaxError" in failure.message
    assert "def drawn(seed:" in failure.details


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc")
def test_an_experiment_that_runs_too_long_is_ended_with_all_it_has_started(toys, monkeypatch):
    monkeypatch.setattr(runs, "RUN_SECONDS", 15)
    [failure] = prepare(toys, claim("hangs", seeds=1), claim("numbered"))
    assert failure.message.endswith("the experiment hangs runs for more than 15 seconds (seed 0)")
    assert len(logged(toys)) == 3
    pids = (toys / "pids0").read_text("utf-8").split()
    assert wait_until(lambda: not any(map(is_alive, pids)))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_whoever_stops_the_build_stops_its_workers_and_hears_nothing_from_them(toys, number):
    program = toys / "program.py"
    program.write_text(
        f"import sys\nsys.path[:0] = {[str(toys), str(ROOT / 'tools')]}\n"
        "from pathlib import Path\n"
        "import runs\nfrom lessons.claim_source import make_claim\n"
        "if __name__ == '__main__':\n"
        "    options = {'name': 'claim-hangs', 'holds': 'number > 0', 'share': '90 %', 'seeds': '1'}\n"
        "    claim = make_claim(Path('page.md'), 1, 'hangs', options, 'So.')\n"
        "    try:\n"
        f"        runs.prepare([claim], Path({str(toys / 'runs')!r}), home='toys')\n"
        "    except KeyboardInterrupt:\n"
        "        sys.exit('stopped')\n",
        "utf-8",
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    # A group of its own, so that the signal reaches all processes of the build, as Ctrl-C at a terminal does.
    build = subprocess.Popen(
        [sys.executable, program], stderr=subprocess.PIPE, text=True, start_new_session=True, env=environment
    )
    assert wait_until(lambda: (toys / "pids0").is_file() and len((toys / "pids0").read_text().split()) == 2)
    pids = (toys / "pids0").read_text("utf-8").split()
    if number == signal.SIGINT:
        os.killpg(build.pid, number)
    else:
        build.kill()
    _, said = build.communicate(timeout=60)
    assert said.strip() == ("stopped" if number == signal.SIGINT else "")
    assert wait_until(lambda: not any(map(is_alive, pids)))
    with contextlib.suppress(ProcessLookupError):
        os.killpg(build.pid, signal.SIGKILL)


@pytest.mark.slow
def test_a_seed_gives_the_same_result_first_or_last_here_or_in_another_process(tmp_path):
    from lesson_code.experiments import validation_first
    from lesson_code.training import run_once

    runs.prepare([claim("validation_first", seeds=2)], tmp_path)
    here = {seed: run_once(validation_first, seed) for seed in (3, 1, 0)}
    for seed in (0, 1):
        assert runs.result_of(tmp_path, "validation_first", seed) == here[seed]


def test_runs_that_no_claim_asks_for_are_deleted_but_those_of_make_claims_stay(tmp_path):
    for name in ("used/0.json", "used/19.json", "used/20.json", "many/29.json", "many/30.json", "unused/0.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}", "utf-8")
    (tmp_path / "used" / "1.json.77.part").write_text("{", "utf-8")
    runs.clean([claim("used", seeds=5), claim("used", seeds=2), claim("many", seeds=30)], tmp_path)
    left = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*"))
    assert left == ["many", "many/29.json", "used", "used/0.json", "used/19.json"]


def test_the_longest_portions_come_first_and_share_the_seeds_evenly():
    portions = list(runs._portions("long", [0, 1, 2, 3, 4, 6], seconds=12.0))
    assert [portion.seeds for portion in portions] == [(0, 3), (1, 4), (2, 6)]
    assert [portion.expected for portion in portions] == [24.0, 24.0, 24.0]
    assert [portion.seeds for portion in runs._portions("short", [0, 1, 2], seconds=0.0)] == [(0, 1, 2)]
    assert list(runs._portions("done", [], seconds=1.0)) == []


def test_a_run_that_is_not_there_has_no_result(tmp_path):
    assert runs.result_of(tmp_path, "nothing", 0) is None
