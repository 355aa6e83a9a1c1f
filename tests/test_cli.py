"""The commands, as people type them: what they write and with which exit code they end."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lesson_code import cli
from lesson_code.exercises import NAMES, load
from lesson_code.grading import front_ends
from lesson_code.grading.hidden import visible
from lesson_code.grading.stubs import answer, stub

ROOT = Path(__file__).resolve().parent.parent
PLAIN = [name for name in NAMES if not load(name).needs_keras]
POINTS = sum(visible(load(name)).points for name in NAMES)


def command(*words, cwd=ROOT, **environment):
    return subprocess.run(
        [sys.executable, "-m", "lesson_code", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        timeout=60,
    )


@pytest.fixture
def references(tmp_path):
    for name in NAMES:
        exercise = load(name)
        (tmp_path / f"{name}.py").write_text(answer(exercise, exercise.reference), encoding="utf-8")
    return tmp_path


@pytest.fixture
def stubs(tmp_path):
    for name in NAMES:
        (tmp_path / f"{name}.py").write_text(stub(load(name)), encoding="utf-8")
    return tmp_path


def test_untouched_stubs_give_a_kind_line_each(stubs):
    done = command("check", "--folder", str(stubs))
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (1, "")
    n = len(NAMES)
    assert [line.split()[0] for line in lines[:n]] == list(NAMES)
    assert all("not started yet: open" in line for line in lines[:n])
    assert lines[n:] == ["", f"0 of {n} exercises passed, 0 of {POINTS} points"]


def test_right_answers_earn_all_points(references):
    done = command("check", *PLAIN, "--folder", str(references))
    assert (done.returncode, done.stderr) == (0, "")
    points = sum(visible(load(name)).points for name in PLAIN)
    assert done.stdout.splitlines()[-1] == f"{len(PLAIN)} of {len(PLAIN)} exercises passed, {points} of {points} points"


@pytest.mark.slow
def test_right_answers_earn_all_points_with_keras_too(references):
    done = command("check", "--folder", str(references))
    assert (done.returncode, done.stderr) == (0, "")
    n = len(NAMES)
    assert done.stdout.splitlines()[-1] == f"{n} of {n} exercises passed, {POINTS} of {POINTS} points"


def test_one_exercise_is_told_in_full_with_the_command_that_repeats_it(stubs):
    done = command("check", "neuron_output", "--folder", str(stubs))
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "neuron_output  0 of 6 points",
        "  not started yet",
        f"  next: open {stubs}/neuron_output.py and write the function",
        f"{stubs}/neuron_output.py · python -m lesson_code check neuron_output --folder {stubs}",
    ]


def test_a_file_name_means_its_exercise_and_the_default_folder_is_found_from_anywhere(tmp_path):
    done = command("check", "exercises/neuron_output.py", cwd=tmp_path)
    assert done.returncode in (0, 1)
    assert done.stdout.splitlines()[-1].startswith(f"{ROOT}/exercises/neuron_output.py · ")
    assert command("check", "neuron_output").stdout.splitlines()[-1].startswith("exercises/neuron_output.py · ")


def test_a_file_of_another_folder_is_checked_there(references):
    done = command("check", f"{references}/neuron_output.py", "neuron_output.py", "neuron_output")
    first, second = (line for line in done.stdout.splitlines() if " · " in line)
    assert first == (f"{references}/neuron_output.py · python -m lesson_code check neuron_output --folder {references}")
    assert second.startswith("exercises/neuron_output.py · ")
    assert "  6 of 6 points" in done.stdout
    missing = command("check", f"{references}/sub/neuron_output.py")
    assert f"there is no file {references}/sub/neuron_output.py" in missing.stdout


def test_a_folder_is_no_exercise_and_the_way_to_check_it_is_told(tmp_path):
    done = command("check", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{tmp_path} is a folder: to check the answers in it, write --folder {tmp_path}\n"


def test_a_terminal_with_few_characters_shows_the_rest_as_question_marks(stubs):
    done = command("check", "neuron_output", "--folder", str(stubs), PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (1, "")
    assert "neuron_output.py ? python -m lesson_code" in done.stdout


def test_an_unknown_exercise_is_a_wrong_command(tmp_path):
    done = command("check", "neuron_outputs", "--folder", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr == "there is no exercise called 'neuron_outputs': did you mean neuron_output or conv_output_size?\n"
    )
    assert command("chekc").returncode == 2
    assert command().returncode == 2


def test_json_holds_the_same_reports(stubs):
    (stubs / "neuron_output.py").write_text(
        "def neuron_output(inputs, weights, bias):\n    return 7\n", encoding="utf-8"
    )
    done = command("check", "neuron_output", "xor_network", "--folder", str(stubs), "--json")
    first, second = json.loads(done.stdout)["reports"]
    assert done.returncode == 1
    assert (first["exercise"], first["earned"], first["points"], first["passed"]) == ("neuron_output", 1, 6, False)
    assert first["results"][0]["expected"] == "1.25"
    assert second["problem"]["kind"] == "not started"


@pytest.mark.slow
def test_an_endless_loop_and_sys_exit_end_inside_the_limit(tmp_path):
    (tmp_path / "neuron_output.py").write_text(
        "def neuron_output(inputs, weights, bias):\n    while True:\n        pass\n", encoding="utf-8"
    )
    (tmp_path / "xor_network.py").write_text("import sys\nsys.exit(0)\n", encoding="utf-8")
    start = time.monotonic()
    done = command("check", "neuron_output", "xor_network", "--folder", str(tmp_path))
    assert time.monotonic() - start < 9
    assert done.returncode == 1
    assert "a limit was reached: stopped after 5 s" in done.stdout
    assert "take the call of exit() or sys.exit() out of the file" in done.stdout


def test_colour_is_for_terminals_only(references, monkeypatch):
    assert "\033" not in command("check", "neuron_output", "--folder", str(references)).stdout
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert cli.main(["check", "neuron_output", "--folder", str(references)]) == 0
    assert "\033[32mpassed\033[0m" in sys.stdout.text
    monkeypatch.setenv("NO_COLOR", "1")
    sys.stdout.text = ""
    cli.main(["check", "neuron_output", "--folder", str(references)])
    assert "passed" in sys.stdout.text
    assert "\033" not in sys.stdout.text


class Terminal:
    """Something that looks like a terminal and keeps what is written."""

    text = ""

    def write(self, text):
        self.text += text

    def flush(self):
        pass

    def isatty(self):
        return True


def test_our_own_fault_is_no_zero(tmp_path, monkeypatch, capsys):
    def broken(*_):
        raise KeyError("oops")

    monkeypatch.setattr("lesson_code.grading.front_ends.judge", broken)
    (tmp_path / "neuron_output.py").write_text("def neuron_output(a, b, c):\n    return 7\n", encoding="utf-8")
    assert cli.main(["check", "neuron_output", "--folder", str(tmp_path)]) == 3
    written = capsys.readouterr()
    assert "this is our fault, not yours: the grader itself failed, and your answer is not judged" in written.out
    assert "KeyError: 'oops'" in written.out


def test_a_fault_of_ours_before_the_check_does_not_lose_the_others(tmp_path, monkeypatch, capsys):
    real = front_ends.check_file

    def broken(exercise, *others):
        if exercise.name == "xor_network":
            raise KeyError("oops")
        return real(exercise, *others)

    monkeypatch.setattr("lesson_code.grading.front_ends.check_file", broken)
    assert cli.main(["check", "xor_network", "neuron_output", "--folder", str(tmp_path), "--json"]) == 3
    written = capsys.readouterr()
    assert written.err.startswith("this is our fault, not yours: the grader itself failed on xor_network (KeyError:")
    assert [report["exercise"] for report in json.loads(written.out)["reports"]] == ["neuron_output"]


def test_stopping_with_ctrl_c_is_clean(tmp_path):
    (tmp_path / "neuron_output.py").write_text("import time\ntime.sleep(30)\n", encoding="utf-8")
    words = [sys.executable, "-m", "lesson_code", "check", "neuron_output", "--folder", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as process:
        time.sleep(0.7)
        process.send_signal(signal.SIGINT)
        written, errors = process.communicate(timeout=10)
    assert (process.returncode, written, errors) == (130, "", "\nstopped\n")


def test_list_names_every_exercise_with_points_and_page():
    lines = command("list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(NAMES)
    assert ["match_activations", "4", "+3", "points", "page", "neuron"] in [line.split() for line in lines]
    assert "softmax                 8 points, 2 more at grading  page loss" in lines


def test_doctor_is_passed_on(monkeypatch):
    monkeypatch.setattr("lesson_code.doctor.main", lambda *arguments: 7)
    assert cli.main(["doctor"]) == 7


def test_help_names_the_commands():
    shown = command("--help").stdout
    assert all(word in shown for word in ("check", "list", "doctor"))


def test_a_reader_that_stops_early_is_no_error():
    """`… list | head -1`: the first line is there, and nothing is said about a broken pipe."""
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "lesson_code", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_folder_that_is_not_there_is_a_wrong_command(tmp_path):
    done = command("check", "--folder", str(tmp_path / "none"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("there is no folder")
    empty = command("grade", str(tmp_path), "--out", "")
    assert (empty.returncode, empty.stderr.splitlines()[-1].endswith("expected a folder, got nothing")) == (2, True)
