"""``lesson_code.doctor``: each check told good from bad, each failing line with its fix, nothing heavy imported."""

import json
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lesson_code import doctor
from lesson_code.doctor import CHECKS, Finding
from lesson_code.grading import protection

ROOT = Path(__file__).resolve().parents[1]


def ended(code=0, out="", err=""):
    return subprocess.CompletedProcess([], code, out, err)


def trained(accuracy=0.99, kind="CPU"):
    result = {"kind": kind, "device": "the GPU (Tiny)", "seconds": 4.2, "accuracy": accuracy}
    return ended(out=f"a line of somebody else\n{json.dumps(result)}\n")


def only(findings):
    (finding,) = findings
    return finding


def test_the_doctor_imports_nothing_heavy():
    code = "import sys, lesson_code.doctor; print({'tensorflow', 'keras', 'numpy', 'pandas'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize(
    ("version", "status"), [((3, 10), "failed"), ((3, 11), "ok"), ((3, 13), "ok"), ((3, 14), "failed")]
)
def test_python_from_3_11_to_3_13_is_fine(version, status):
    assert doctor.check_python(version).status == status


@pytest.mark.parametrize(
    ("system", "machine", "status"),
    [
        ("Linux", "x86_64", "ok"),
        ("Linux", "aarch64", "ok"),
        ("Linux", "riscv64", "failed"),
        ("Darwin", "arm64", "ok"),
        ("Darwin", "x86_64", "failed"),
        ("Windows", "AMD64", "ok"),
        ("FreeBSD", "x86_64", "failed"),
    ],
)
def test_the_computer_must_be_one_that_tensorflow_is_built_for(system, machine, status):
    assert doctor.check_computer(system, machine).status == status


def test_a_32_bit_python_is_told_apart():
    finding = doctor.check_computer("Windows", "AMD64", bits=31)
    assert (finding.status, finding.fix) == ("failed", "install a 64-bit Python")


def test_a_package_is_found_with_its_version():
    from importlib.metadata import version

    finding = only(doctor.check_packages(["pytest>=8"]))
    assert finding == Finding("ok", "package", f"pytest {version('pytest')}, needed >=8")


def test_a_package_that_is_too_old_or_missing_fails():
    old, missing = doctor.check_packages(["pytest>=999", "no-such-package-here>=1"])
    assert (old.status, missing.status) == ("failed", "failed")
    assert "needed >=999" in old.found
    assert "no-such-package-here is missing" in missing.found


def test_packages_of_another_system_or_an_extra_are_left_out():
    assert list(doctor.check_packages(["x>=1; sys_platform == 'nowhere'", "y>=1; extra == 'gpu'"])) == []


def test_the_checks_look_for_what_the_course_asks_for():
    found = " ".join(finding.found for finding in doctor.check_packages())
    assert all(
        f"{name} " in found for name in ("tensorflow", "keras", "numpy", "matplotlib", "seaborn", "scikit-learn")
    )
    assert "and-cuda" not in found


def test_another_python_is_sent_to_the_courses_own(monkeypatch):
    def nothing(name):
        raise doctor.importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(doctor.importlib.metadata, "requires", nothing)
    finding = only(doctor.check_packages())
    assert finding.status == "failed"
    assert "use the course's own Python" in finding.fix


def lock(tmp_path, text):
    path = tmp_path / "requirements.lock"
    path.write_text(text)
    return path


def test_installed_packages_that_are_those_of_the_lock_are_counted(tmp_path):
    from importlib.metadata import version

    text = (
        f"pytest=={version('pytest')} \\\n    --hash=sha256:00\n    # via\n"
        "colorama==0.4.6 ; sys_platform == 'nowhere' \\\n    --hash=sha256:00\n"
        f"numpy=={version('numpy')} ; python_full_version < '9' \\\n    --hash=sha256:00\n"
    )
    finding = doctor.check_versions(lock(tmp_path, text))
    assert (finding.status, finding.found) == ("ok", "all 2 packages are those of requirements.lock")


def test_a_package_that_differs_from_the_lock_is_named(tmp_path):
    finding = doctor.check_versions(lock(tmp_path, "pytest==0.1 \\\nno-such-package-here==2\n"))
    assert finding.status == "failed"
    assert re.search(r"2 of 2 packages differ .*pytest \d.*, no-such-package-here missing", finding.found)


def test_a_missing_lock_is_a_failure_and_no_crash(tmp_path):
    assert doctor.check_versions(tmp_path / "nothing.lock").status == "failed"


def test_the_committed_lock_is_read_whole():
    pins = re.findall(r"^[\w.-]+==\S+", (ROOT / "requirements.lock").read_text("utf-8"), re.M)
    finding = doctor.check_versions()
    if platform.system() == "Linux":
        assert int(re.findall(r"\d+ packages", finding.found)[0].split()[0]) > 0.9 * len(pins)


@pytest.mark.parametrize(
    ("free", "installed", "status"),
    [(0.9, True, "failed"), (1.1, True, "ok"), (3.9, False, "failed"), (4.1, False, "ok")],
)
def test_the_disk_needs_more_room_before_installing(free, installed, status):
    assert doctor.check_disk(free, installed).status == status


@pytest.mark.parametrize(("gigabytes", "status"), [(1.9, "failed"), (2.1, "ok")])
def test_two_gigabytes_of_memory_are_needed(gigabytes, status):
    assert doctor.check_memory(gigabytes).status == status


def test_the_memory_of_this_computer_is_what_psutil_says():
    import psutil

    shown = float(doctor.check_memory().found.split()[0])
    assert shown == pytest.approx(psutil.virtual_memory().total / 1e9, abs=0.06)


def test_one_core_is_enough():
    assert doctor.check_processor(1) == Finding("ok", "processor", "1 core")


def test_a_training_that_learns_gives_time_accuracy_and_device():
    training, gpu = doctor.check_training(lambda: trained())
    assert training == Finding("ok", "training", "4.2 s, 99% of the numbers right")
    assert gpu.status == "note"


def test_a_gpu_is_named_when_it_was_used():
    _, gpu = doctor.check_training(lambda: trained(kind="GPU"))
    assert gpu == Finding("ok", "GPU", "found and used: the GPU (Tiny)")


def test_a_training_that_does_not_learn_fails():
    assert next(doctor.check_training(lambda: trained(accuracy=0.5))).status == "failed"


def test_a_training_that_does_not_end_fails():
    def endless():
        raise subprocess.TimeoutExpired([], 180)

    finding = only(doctor.check_training(endless))
    assert (finding.status, finding.found) == ("failed", "not finished after 180 s")


@pytest.mark.parametrize("code", [-4, 0xC000001D])
def test_a_processor_without_avx_is_explained(code):
    assert "AVX" in only(doctor.check_training(lambda: ended(code))).found


def test_a_broken_tensorflow_shows_its_last_words():
    finding = only(doctor.check_training(lambda: ended(1, err="Traceback\nImportError: no such symbol\n")))
    assert finding.found == "TensorFlow does not run: ImportError: no such symbol"
    assert finding.fix == doctor.install_command()


def test_a_silent_end_shows_the_exit_status():
    assert "exit status -9" in only(doctor.check_training(lambda: ended(-9))).found


def test_windows_without_its_runtime_library_is_sent_to_it(monkeypatch):
    monkeypatch.setattr(doctor.platform, "system", lambda: "Windows")
    finding = only(doctor.check_training(lambda: ended(1, err="ImportError: DLL load failed while importing x\n")))
    assert "Visual C++" in finding.fix


def test_missing_answer_files_are_named(tmp_path):
    from lesson_code.exercises import NAMES

    for name in NAMES[1:]:
        (tmp_path / f"{name}.py").touch()
    finding = doctor.check_answer_files(tmp_path)
    assert (finding.status, finding.found) == ("failed", f"missing in exercises: {NAMES[0]}.py")
    (tmp_path / f"{NAMES[0]}.py").touch()
    assert doctor.check_answer_files(tmp_path).status == "ok"


def test_what_protects_this_computer_is_found_out_by_trying():
    findings = list(doctor.check_protection())
    assert [finding.found.partition(":")[0] for finding in findings[1:]] == [
        "files outside their folder",
        "the network",
        "starting other programs",
    ]
    assert findings[0].status == "ok"


def test_what_is_open_is_a_note_and_no_failure():
    found = list(doctor.check_protection([(True, "limits"), (False, "the network: open to answers")]))
    assert [(finding.status, finding.found) for finding in found] == [
        ("ok", "limits"),
        ("note", "the network: open to answers"),
    ]


def test_a_computer_that_starts_no_processes_fails(monkeypatch):
    def forbidden(*_, **__):
        raise PermissionError("not allowed")

    protection._closed.cache_clear()
    monkeypatch.setattr("lesson_code.grading.process.subprocess.Popen", forbidden)
    (finding,) = doctor.check_protection()
    assert (finding.status, "not allowed" in finding.found) == ("failed", True)


def test_a_failing_finding_has_its_fix_on_the_next_line():
    lines = doctor.render(Finding("failed", "disk", "0.4 GB free", "make room")).splitlines()
    assert [line.split() for line in lines] == [["failed", "disk", "0.4", "GB", "free"], ["fix:", "make", "room"]]


def findings(monkeypatch, *statuses):
    monkeypatch.setattr(doctor, "examine", lambda: (Finding(status, "disk", "x") for status in statuses))


def test_notes_do_not_fail(monkeypatch, capsys):
    findings(monkeypatch, "ok", "note")
    assert doctor.main() == 0
    assert capsys.readouterr().out.endswith("everything is ready\n")


def test_failures_are_counted_and_give_exit_code_1(monkeypatch, capsys):
    findings(monkeypatch, "failed", "ok", "failed")
    assert doctor.main() == 1
    assert "failed: 2;" in capsys.readouterr().out


def test_the_fix_fits_the_system():
    assert "make install" in doctor.install_command("Linux")
    assert "bootstrap.py" in doctor.install_command("Windows")


def test_the_page_explains_exactly_these_checks():
    page = (ROOT / "book" / "setup.md").read_text("utf-8")
    rows = [line.split("|")[1].strip() for line in page.splitlines() if line.startswith("| ")]
    assert rows[rows.index("check") :] == ["check", *CHECKS]


@pytest.mark.slow
def test_all_checks_run_in_their_order_and_print_nothing_else():
    done = subprocess.run(
        [sys.executable, "-m", "lesson_code", "doctor"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    names = [line[8:22].strip() for line in lines[:-1] if line[:8].strip() in ("ok", "failed", "note")]
    assert list(dict.fromkeys(names)) == list(CHECKS)
    assert done.returncode == (lines[-1] != "everything is ready")
