"""The command ``grade`` with a checker that answers at once: what is done, taken over, refused and written."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lesson_code import cli
from lesson_code.classroom import command, plots, work
from lesson_code.classroom.command import Order, grade
from lesson_code.classroom.journal import Journal
from lesson_code.classroom.progress import Progress
from lesson_code.classroom.task import grade_one, key_of, make_task
from lesson_code.exercises import load
from lesson_code.grading import front_ends, protection
from lesson_code.grading.hidden import visible
from lesson_code.grading.judge import Source, problem_report
from lesson_code.grading.report import PASSED, Problem, Report, Result, report_of

ROOT = Path(__file__).resolve().parent.parent
OUTPUTS = ("gradebook.csv", "import.csv", "reports.jsonl", "report.html")


@pytest.fixture
def checked(monkeypatch):
    """Check in this process, at once: an answer earns as many points as it has bytes. Returns what was checked."""
    checked = []

    def check_content(exercise, content, shown, command="", limits=None):
        checked.append((exercise.name, content))
        if content == b"KeyError":
            raise KeyError("ours")
        if content is None:
            problem = Problem("missing", "there is no file")
            return problem_report(visible(exercise), Source(shown, command, lambda _: None), problem)
        results = tuple(Result(case.should, PASSED, call="f(99)") for case in exercise.cases)
        return Report(exercise.name, shown, command, exercise.points, len(content), results=results)

    monkeypatch.setattr(front_ends, "check_content", check_content)
    monkeypatch.setattr(protection, "files_are_isolated", lambda: True)
    monkeypatch.setattr(work, "on_this_computer", lambda tasks, n_workers: (grade_one(task) for task in tasks))
    monkeypatch.setattr(plots, "figures", lambda summary: [])  # drawing them is most of such a run
    return checked


@pytest.fixture
def folder(tmp_path):
    for name, content in {"anna": "1", "bo": "22", "cy": "333"}.items():
        write(tmp_path / "work" / name / "neuron_output.py", content)
    return tmp_path / "work"


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def run(folder, out=None, **others):
    written, said = io.StringIO(), io.StringIO()
    order = Order(folder, out or folder.parent / "out", exercises=others.pop("exercises", ["neuron_output"]), **others)
    code = grade(order, written, said)
    return code, written.getvalue(), said.getvalue()


def gradebook(folder):
    text = (folder.parent / "out" / "gradebook.csv").read_text(encoding="utf-8-sig")
    return {line["id"]: line for line in csv.DictReader(io.StringIO(text, newline=""))}


def outputs(out):
    pages = sorted((out / "learners").iterdir())
    return {path.name: path.read_bytes() for path in [*(out / name for name in OUTPUTS), *pages]}


def test_everybody_gets_a_row_and_a_page(folder, checked):
    code, written, said = run(folder)
    assert (code, said) == (0, "")
    assert {name: line["neuron_output"] for name, line in gradebook(folder).items()} == {
        "anna": "1",
        "bo": "2",
        "cy": "3",
    }
    assert written.splitlines()[0] == "3 learners, 1 exercise: 3 checked"
    assert len(list((folder.parent / "out" / "learners").iterdir())) == 3


def test_a_repeated_run_does_only_what_has_changed(folder, checked):
    run(folder)
    before = outputs(folder.parent / "out")
    checked.clear()
    assert run(folder)[1].startswith("3 learners, 1 exercise: 0 checked, 3 taken over from the last run\n")
    assert checked == []
    assert outputs(folder.parent / "out") == before
    write(folder / "bo/neuron_output.py", "55555")
    assert run(folder)[1].startswith("3 learners, 1 exercise: 1 checked, 2 taken over from the last run\n")
    assert checked == [("neuron_output", b"55555")]
    assert gradebook(folder)["bo"]["neuron_output"] == "5"


def test_the_outputs_do_not_depend_on_the_order_in_which_tasks_end(folder, checked, monkeypatch):
    run(folder, exercises=[])
    backwards = lambda tasks, n_workers: (grade_one(task) for task in reversed(list(tasks)))  # noqa: E731
    monkeypatch.setattr(work, "on_this_computer", backwards)
    run(folder, folder.parent / "other", exercises=[])
    assert outputs(folder.parent / "out") == outputs(folder.parent / "other")


@pytest.mark.parametrize("n_done", [0, 1, 2])
def test_a_stopped_run_goes_on_where_it_was(folder, checked, monkeypatch, n_done):
    run(folder, folder.parent / "undisturbed")

    def stopped(tasks, n_workers):
        for _, task in zip(range(n_done), tasks, strict=False):
            yield grade_one(task)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(work, "on_this_computer", stopped)
        code, written, said = run(folder)
    assert (code, written) == (130, "")
    assert said == "\nstopped; nothing is lost, the same command goes on from here\n"
    with (folder.parent / "out" / "journal.jsonl").open("a") as stream:
        stream.write('{"key": "torn')
    assert run(folder)[1].startswith(f"3 learners, 1 exercise: {3 - n_done} checked")
    assert outputs(folder.parent / "out") == outputs(folder.parent / "undisturbed")
    assert run(folder)[1].startswith("3 learners, 1 exercise: 0 checked, 3 taken over")


def test_a_fault_of_ours_is_no_zero_and_is_tried_again(folder, checked):
    write(folder / "bo/neuron_output.py", "KeyError")
    code, written, _ = run(folder)
    assert code == 3
    assert "bo: neuron_output: could not be checked, by our fault (KeyError: 'ours')" in written
    assert [gradebook(folder)["bo"][name] for name in ("neuron_output", "total")] == ["", ""]
    checked.clear()
    assert run(folder)[0] == 3
    assert checked == [("neuron_output", b"KeyError")]


def test_points_by_hand_survive_regrading_and_are_marked(folder, checked):
    run(folder)
    changes = folder.parent / "out" / "changes.csv"
    assert changes.read_text() == "id,exercise,points,reason\n"
    changes.write_text("id,exercise,points,reason\nbo,neuron_output,5,<b>good</b>\nnobody,neuron_output,1,\n")
    _, written, _ = run(folder)
    assert "line 3 of changes.csv was not used: there is no learner nobody" in written
    write(folder / "bo/neuron_output.py", "1")
    run(folder)
    assert gradebook(folder)["bo"]["total"] == "5"
    assert gradebook(folder)["bo"]["notes"] == "neuron_output: 5 points by hand instead of 1 (<b>good</b>)"
    line = json.loads((folder.parent / "out" / "reports.jsonl").read_text().splitlines()[1])
    assert (line["points"], line["changed"]) == (5, {"points": 5.0, "reason": "<b>good</b>"})
    page = next((folder.parent / "out" / "learners").glob("bo-*")).read_text()
    assert "5 of 6 points, changed by hand: &lt;b&gt;good&lt;/b&gt;" in page
    assert changes.read_text().endswith("nobody,neuron_output,1,\n")


def test_every_outcome_of_handing_in_is_a_line(folder, checked, tmp_path):
    roster = write(tmp_path / "roster.csv", "id,name\nzoe,Zoe\nanna,Anna\nbo,Bo\ncy,Cy\n")
    write(folder / "bo_2.py", "def neuron_output(): pass\n")
    write(folder / "cy/neuron_output.py", "#" * 1_000_001)
    due = 1_772_150_400
    moments = {"anna/neuron_output.py": due + 109_800, "bo/neuron_output.py": due - 9, "bo_2.py": due, "cy": due}
    for name, moment in moments.items():
        os.utime(folder / name, (moment, moment))
    os.utime(folder / "cy/neuron_output.py", (due, due))
    os.utime(write(folder / "stranger.txt", ""), (due, due))
    code, written, _ = run(folder, roster=roster, due="2026-02-27T00:00+00:00")
    assert code == 0
    lines = written.split("\n\n")[0].splitlines()
    assert lines == [
        "zoe: no work was handed in",
        "anna: 1 day 6 h late",
        "bo: bo was not graded: bo_2.py is newer",
        "cy: neuron_output: neuron_output.py is larger than 1 MB and was not run",
        "stranger: not in the roster",
        "stranger: stranger.txt is no folder, no .zip file and no .py file, and was not read",
    ]
    assert list(gradebook(folder)) == ["zoe", "anna", "bo", "cy", "stranger"]
    assert gradebook(folder)["cy"]["neuron_output outcome"] == "error"
    assert gradebook(folder)["zoe"]["neuron_output outcome"] == "missing"
    assert gradebook(folder)["anna"]["late"] == "1 day 6 h"


def test_hidden_checks_are_run_with_a_secret_only_and_not_shown_to_learners(folder, checked, tmp_path):
    secret = write(tmp_path / "secret", "0123456789abcdef")
    n_all, n_visible = len(load("softmax").cases), len(visible(load("softmax")).cases)
    assert n_all > n_visible
    write(folder / "anna/softmax.py", "1")
    run(folder, exercises=["softmax"])
    assert (
        json.loads((tmp_path / "out/reports.jsonl").read_text().splitlines()[0])["of"]
        == visible(load("softmax")).points
    )
    page = next((tmp_path / "out/learners").glob("anna-*")).read_text()
    run(folder, exercises=["softmax"], secret=secret)
    line = json.loads((tmp_path / "out/reports.jsonl").read_text().splitlines()[0])
    assert (line["of"], len(line["report"]["results"])) == (load("softmax").points, n_all)
    assert "Checks that run at grading only" in next((tmp_path / "out/learners").glob("anna-*")).read_text()
    assert "Checks that run at grading only" not in page
    for path in (tmp_path / "out").rglob("*"):
        assert path.is_dir() or b"0123456789abcdef" not in path.read_bytes()


def test_without_protection_hidden_checks_need_a_word(folder, checked, tmp_path, monkeypatch):
    monkeypatch.setattr(protection, "files_are_isolated", lambda: False)
    secret = write(tmp_path / "secret", "0123456789abcdef")
    code, written, said = run(folder, secret=secret)
    assert (code, written) == (2, "")
    assert "answers can read the files of this computer, the secret included" in said
    assert not (tmp_path / "out").exists()
    code, _, said = run(folder, secret=secret, unsafe=True)
    assert code == 0
    assert said == "answers can read and write the files of this computer: python -m lesson_code doctor says more\n"
    assert run(folder)[0] == 0


def test_a_process_without_protection_or_of_another_version_refuses(checked, monkeypatch):
    task = make_task("anna", "neuron_output", None, b"0123456789abcdef", False)
    monkeypatch.setattr(protection, "files_are_isolated", lambda: False)
    assert "answers can read the files of" in grade_one(task)["report"]["problem"]["detail"]
    monkeypatch.setattr("lesson_code.classroom.task.grader_version", lambda: "other")
    assert "of another version" in grade_one(task)["report"]["problem"]["detail"]


class TestRefusals:
    """Each is one sentence, exit code 2, and nothing is written where nothing should be."""

    @pytest.mark.parametrize(
        ("others", "words"),
        [
            ({"exercises": ["neuron_outputs"]}, "there is no exercise called 'neuron_outputs': did you mean"),
            ({"due": "soon"}, "'soon' is no date"),
            ({"secret": Path("nowhere")}, "the secret nowhere cannot be read"),
            ({"roster": Path("nowhere.csv")}, "nowhere.csv cannot be read: no such file"),
            ({"workers": 0}, "--workers must be from 1 to 256, got 0"),
        ],
    )
    def test_what_cannot_be_used_is_told(self, folder, checked, others, words):
        code, written, said = run(folder, **others)
        assert (code, written, said.count("\n")) == (2, "", 1)
        assert words in said
        assert not (folder.parent / "out").exists()

    def test_folders_that_cannot_be_used_are_told(self, folder, checked, tmp_path):
        assert run(tmp_path / "none", tmp_path / "out")[2] == f"there is no folder {tmp_path / 'none'}\n"
        assert "is a file: unpack it" in run(write(tmp_path / "all.zip", ""), tmp_path / "out")[2]
        assert "is inside" in run(folder, folder / "out")[2]
        assert "is inside" in run(folder, folder)[2]
        assert "--out needs a folder" in run(folder, write(tmp_path / "file", ""))[2]
        assert "cannot be written: not a directory" in run(folder, tmp_path / "file" / "out")[2]
        (tmp_path / "empty").mkdir()
        assert "is empty: each entry in it is the work of one learner" in run(tmp_path / "empty")[2]
        assert not (folder / "out").exists()

    def test_a_broken_table_of_changes_stops_before_anything_is_checked(self, folder, checked, tmp_path):
        changes = write(tmp_path / "out" / "changes.csv", "id;what\n")
        code, _, said = run(folder)
        assert (code, checked) == (2, [])
        assert "has no column called exercise or points in its first line" in said
        assert changes.read_text() == "id;what\n"

    def test_two_runs_do_not_write_to_one_folder(self, folder, checked, tmp_path):
        (tmp_path / "out").mkdir()
        with Journal(tmp_path / "out"):
            code, _, said = run(folder)
        assert code == 2
        assert said == f"another run is writing to {tmp_path / 'out'}: wait for its end, or choose another --out\n"
        assert run(folder)[0] == 0

    def test_a_full_disk_loses_nothing(self, folder, checked, monkeypatch):
        with monkeypatch.context() as patch:
            patch.setattr(Journal, "append", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
            code, _, said = run(folder)
        assert (code, "No space left on device" in said, "nothing is lost" in said) == (2, True, True)
        assert run(folder)[0] == 0

    def test_a_mistake_of_ours_in_the_run_itself_has_its_own_code(self, folder, checked, monkeypatch):
        monkeypatch.setattr(command, "write_results", lambda *_: {}["x"])
        code, _, said = run(folder)
        assert (code, said) == (3, "this is our fault: the grader itself failed (KeyError: 'x'); nothing is lost\n")

    def test_a_cluster_without_dask_or_that_does_not_answer_is_told(self, folder, checked):
        code, _, said = run(folder, cluster="nonsense")
        assert (code, said.count("\n")) == (2, 1)
        assert "--cluster needs Dask" in said or "no cluster answers at nonsense" in said


class TestJournal:
    """One line for each task, whatever happened to the run before."""

    def test_lines_that_are_torn_or_nonsense_are_passed_over(self, tmp_path):
        record = {"key": "k", "learner": "a", "exercise": "e", "outcome": "passed", "report": {"é": 1}}
        with Journal(tmp_path) as one:
            one.append(record)
        with (tmp_path / "journal.jsonl").open("ab") as stream:
            stream.write(b'\xff\n[]\n{"key": "x", "outcome": "passed"}\n' + b"[" * 100_000 + b'\n{"key": "t", "outc')
        with Journal(tmp_path) as two:
            assert list(two.places) == ["k"]
            assert two.record("k") == record
            two.append(record | {"key": "l"})
        with Journal(tmp_path) as three:
            assert list(three.places) == ["k", "l"]
            assert three.record("l")["key"] == "l"

    def test_the_last_line_on_a_task_counts(self, tmp_path):
        base = {"key": "k", "learner": "a", "exercise": "e", "report": {}}
        with Journal(tmp_path) as one:
            for outcome in ("failed", "grader error", "passed"):
                one.append(base | {"outcome": outcome})
            assert one.record("k")["outcome"] == "passed"
            one.append(base | {"outcome": "grader error"})
            assert one.record("k")["outcome"] == "grader error"
        with Journal(tmp_path) as two:
            assert "k" not in two.places

    def test_a_killed_run_leaves_no_lock(self, tmp_path):
        text = (
            "import os, signal\n"
            "from pathlib import Path\n"
            "from lesson_code.classroom.journal import Journal\n"
            f"journal = Journal(Path({str(tmp_path)!r}))\n"
            "os.kill(os.getpid(), signal.SIGKILL)\n"
        )
        done = subprocess.run([sys.executable, "-c", text], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
        assert done.returncode == -9
        Journal(tmp_path).__exit__(None, None, None)


def test_a_key_changes_with_everything_that_matters(folder, monkeypatch):
    from lesson_code.classroom import task
    from lesson_code.classroom.submission import open_submission

    answer = open_submission(folder / "anna", "anna", ["neuron_output"]).answers["neuron_output"]
    other = open_submission(folder / "bo", "bo", ["neuron_output"]).answers["neuron_output"]
    keys = [
        key_of("anna", "neuron_output", answer, None),
        key_of("bo", "neuron_output", answer, None),
        key_of("anna", "xor_network", answer, None),
        key_of("anna", "neuron_output", other, None),
        key_of("anna", "neuron_output", None, None),
        key_of("anna", "neuron_output", answer, b"0123456789abcdef"),
        key_of("anna", "neuron_output", answer, b"0123456789abcdeg"),
    ]
    assert key_of("anna", "neuron_output", answer, None) == keys[0]
    monkeypatch.setattr(task, "grader_version", lambda: "another")
    keys.append(key_of("anna", "neuron_output", answer, None))
    assert len(set(keys)) == len(keys)


def test_an_answer_that_changes_while_the_class_is_graded_is_our_fault(folder, checked):
    from lesson_code.classroom.submission import open_submission

    answer = open_submission(folder / "anna", "anna", ["neuron_output"]).answers["neuron_output"]
    write(folder / "anna/neuron_output.py", "changed")
    record = grade_one(make_task("anna", "neuron_output", answer, None, False))
    assert (record["outcome"], checked) == ("grader error", [])
    assert report_of(record["report"]).problem.detail == "neuron_output.py was changed while the class was graded"
    (folder / "anna/neuron_output.py").unlink()
    record = grade_one(make_task("anna", "neuron_output", answer, None, False))
    assert "though it could be read at first" in record["report"]["problem"]["detail"]


def test_progress_is_one_line_on_a_terminal_and_a_line_now_and_then_elsewhere(monkeypatch):
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    plain, terminal = io.StringIO(), io.StringIO()
    terminal.isatty = lambda: True
    for stream in (plain, terminal):
        progress = Progress(100, stream)
        for _ in range(24):
            now[0] += 1
            progress.step()
        progress.end()
    assert plain.getvalue() == "10 of 100 checked, about 2 min left\n20 of 100 checked, about 1 min left\n"
    assert terminal.getvalue().startswith("\r\033[K1 of 100 checked, about 2 min left\r\033[K2 of 100")
    assert terminal.getvalue().endswith("\r\033[K")


def test_the_command_passes_on_what_was_typed(monkeypatch, tmp_path):
    seen = []
    monkeypatch.setattr(command, "grade", lambda order, written, said: seen.append(order) or 7)
    words = ["grade", "a", "--out", "b", "--roster", "r.csv", "--exercise", "x", "--exercise", "y", "--secret", "s"]
    assert cli.main([*words, "--due", "2026-03-01", "--workers", "3", "--cluster", "tcp://c:1", "--unsafe"]) == 7
    paths = {"folder": Path("a"), "out": Path("b"), "roster": Path("r.csv"), "secret": Path("s")}
    assert seen == [Order(**paths, exercises=["x", "y"], due="2026-03-01", workers=3, cluster="tcp://c:1", unsafe=True)]
    with pytest.raises(SystemExit) as stopped:
        cli.main(["grade", "a"])
    assert stopped.value.code == 2


def test_the_commands_stay_quick_to_import():
    names = ("joblib", "jinja2", "matplotlib", "lesson_code.classroom")
    text = f"import lesson_code.cli, sys; print([name for name in {names} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", text], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
