"""Find out whether this computer can run the course; every failing check says what to do.

Nothing heavy is imported: TensorFlow is tried in a process of its own, so that a broken one gives a clear line.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["CHECKS", "Finding", "examine", "main", "render"]

ROOT = Path(__file__).resolve().parents[1]
CHECKS = (
    "Python",
    "computer",
    "package",
    "versions",
    "disk",
    "memory",
    "processor",
    "training",
    "GPU",
    "answer files",
    "protection",
)
"""The names of the checks in their order; the table of the page ``setup`` explains the same ones."""

GIGABYTES_TO_INSTALL = 4.0
GIGABYTES_TO_WORK = 1.0
GIGABYTES_OF_MEMORY = 2.0
TRAINING_LIMIT = 180  # seconds; a slow laptop imports TensorFlow for half a minute


@dataclass(frozen=True)
class Finding:
    """What one check found.

    Attributes:
        status: ``"ok"``, ``"failed"`` or ``"note"`` (worth knowing, nothing to mend).
        check: One of ``CHECKS``.
        found: What was found, and what is needed where that differs.
        fix: What to do about it; empty unless the check failed.
    """

    status: str
    check: str
    found: str
    fix: str = ""


def _judge(good: bool, check: str, found: str, fix: str) -> Finding:
    return Finding("ok", check, found) if good else Finding("failed", check, found, fix)


def install_command(system: str | None = None) -> str:
    """Return how to make the environment anew on ``"Linux"``, ``"Darwin"`` (macOS) or ``"Windows"``."""
    if (system or platform.system()) == "Windows":
        return "delete the folder .venv, then run: py -3.12 tools\\bootstrap.py"
    return "run: rm -rf .venv && make install"


def check_python(version: tuple[int, int] = sys.version_info[:2]) -> Finding:
    """Check that TensorFlow exists for this Python."""
    fixes = {
        "Linux": "install python3.12 and python3.12-venv with your package manager",
        "Darwin": "install Python 3.12 from python.org or with: brew install python@3.12",
        "Windows": "install Python 3.12 from python.org",
    }
    fix = f"{fixes.get(platform.system(), fixes['Linux'])}; then {install_command()}"
    found = f"{version[0]}.{version[1]}, needed 3.11, 3.12 or 3.13"
    return _judge((3, 11) <= version <= (3, 13), "Python", found, fix)


def check_computer(
    system: str | None = None, machine: str | None = None, bits: int = sys.maxsize.bit_length()
) -> Finding:
    """Check that TensorFlow exists for this kind of computer."""
    system, machine = system or platform.system(), machine or platform.machine()
    found = f"{'macOS' if system == 'Darwin' else system} on {machine}"
    if bits < 63:
        return Finding("failed", "computer", f"{found}, Python of 32 bits", "install a 64-bit Python")
    known = {"Linux": ("x86_64", "aarch64"), "Darwin": ("arm64",), "Windows": ("AMD64",)}
    fix = "TensorFlow has no build for it: run the course on another computer, see the page Setting up"
    return _judge(machine in known.get(system, ()), "computer", found, fix)


def _installed(name: str) -> str | None:
    """Return the installed version of a package without importing it."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def check_packages(requirements: Sequence[str] | None = None) -> Iterator[Finding]:
    """Check each package that the course imports.

    Args:
        requirements: Such as ``"keras>=3.15"``; by default what the installed package ``lesson-code`` asks for.
    """
    if requirements is None:
        try:
            requirements = importlib.metadata.requires("lesson-code") or ()
        except importlib.metadata.PackageNotFoundError:
            yield Finding("failed", "package", "lesson-code is missing in this Python", _other_python())
            return
    try:
        from packaging.requirements import Requirement
    except ImportError:
        yield Finding("failed", "package", "packaging is missing", install_command())
        return
    for requirement in map(Requirement, requirements):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            version = _installed(requirement.name)
            good = version is not None and requirement.specifier.contains(version, prereleases=True)
            found = f"{requirement.name} {version or 'is missing'}, needed {requirement.specifier}"
            yield _judge(good, "package", found, install_command())


def _other_python() -> str:
    python = ".venv\\Scripts\\python" if platform.system() == "Windows" else ".venv/bin/python"
    return f"use the course's own Python: {python} -m lesson_code doctor; if there is none, {install_command()}"


def check_versions(lock: Path = ROOT / "requirements.lock") -> Finding:
    """Check that what is installed is what ``requirements.lock`` names, with which the pages were tested."""
    try:
        from packaging.markers import Marker

        lines = lock.read_text("utf-8").splitlines()
    except (ImportError, OSError) as error:
        return Finding("failed", "versions", f"could not be compared ({error})", install_command())
    pins = [
        found.groups() for line in lines if (found := re.match(r"([\w.-]+)==([^\s;]+)(?: ; (.+?))?(?: \\)?$", line))
    ]
    wanted = {name: version for name, version, marker in pins if marker is None or Marker(marker).evaluate()}
    others = [
        f"{name} {_installed(name) or 'missing'}" for name, version in wanted.items() if _installed(name) != version
    ]
    if not others:
        return Finding("ok", "versions", f"all {len(wanted)} packages are those of requirements.lock")
    first = ", ".join(others[:4]) + (" …" if len(others) > 4 else "")
    message = f"{len(others)} of {len(wanted)} packages differ from requirements.lock: {first}"
    return Finding("failed", "versions", message, install_command())


def check_disk(free: float | None = None, installed: bool | None = None) -> Finding:
    """Check the free space, in gigabytes: for the environment if it is missing, else for working."""
    free = shutil.disk_usage(ROOT).free / 1e9 if free is None else free
    installed = _installed("tensorflow") is not None if installed is None else installed
    needed = GIGABYTES_TO_WORK if installed else GIGABYTES_TO_INSTALL
    fix = "make room, for example by emptying the bin"
    return _judge(free >= needed, "disk", f"{free:.1f} GB free, needed {needed:.0f} GB", fix)


def _memory() -> float | None:
    """Return the memory of this computer in gigabytes, or nothing where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    except (AttributeError, ValueError, OSError):
        # Windows has no sysconf; psutil comes with the notebook's kernel.
        try:
            import psutil
        except ImportError:
            return None
        return float(psutil.virtual_memory().total) / 1e9


def check_memory(gigabytes: float | None = None) -> Finding:
    """Check the memory, in gigabytes."""
    gigabytes = _memory() if gigabytes is None else gigabytes
    if gigabytes is None:
        return Finding("note", "memory", f"this system does not say; needed {GIGABYTES_OF_MEMORY:.0f} GB")
    found = f"{gigabytes:.1f} GB, needed {GIGABYTES_OF_MEMORY:.0f} GB"
    fix = "run the course on a computer with more memory, see the page Setting up"
    return _judge(gigabytes >= GIGABYTES_OF_MEMORY, "memory", found, fix)


def check_processor(n_cores: int | None = None) -> Finding:
    """Say how many cores there are; one is enough."""
    n_cores = n_cores or os.cpu_count() or 1
    return Finding("ok", "processor", f"{n_cores} {'core' if n_cores == 1 else 'cores'}")


def _try_training() -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lesson_code.trial"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=TRAINING_LIMIT, check=False)


def check_training(run: Callable[[], subprocess.CompletedProcess[str]] = _try_training) -> Iterator[Finding]:
    """Check that a small network learns, in a process of its own, and say where it was computed.

    Args:
        run: Runs ``lesson_code.trial`` and returns how it ended.
    """
    try:
        done = run()
    except subprocess.TimeoutExpired as late:
        yield Finding(
            "failed", "training", f"not finished after {late.timeout:.0f} s", "close other programs and try again"
        )
        return
    if done.returncode != 0:
        yield Finding("failed", "training", *_explain_crash(done))
        return
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    found = f"{result['seconds']:.1f} s, {result['accuracy']:.0%} of the numbers right"
    yield _judge(result["accuracy"] >= 0.9, "training", found, install_command())
    if result["kind"] == "GPU":
        yield Finding("ok", "GPU", f"found and used: {result['device']}")
    else:
        yield Finding("note", "GPU", "none found; the course runs on the CPU")


def _explain_crash(done: subprocess.CompletedProcess[str]) -> tuple[str, str]:
    """Return what a failed training means, and its fix."""
    # Windows reports an illegal instruction as this status.
    if done.returncode in (-signal.SIGILL, 0xC000001D):
        fix = "run the course on another computer, see the page Setting up"
        return "TensorFlow needs AVX instructions, which this processor lacks", fix
    last = (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1]
    fix = install_command()
    if platform.system() == "Windows" and "DLL" in last:
        fix = "install the Microsoft Visual C++ Redistributable (x64), then try again"
    return f"TensorFlow does not run: {last}", fix


def check_answer_files(folder: Path = ROOT / "exercises") -> Finding:
    """Check that there is a file for each graded exercise."""
    from lesson_code.exercises import NAMES

    missing = [f"{name}.py" for name in NAMES if not (folder / f"{name}.py").is_file()]
    command = ".venv\\Scripts\\python tools\\stubs.py" if platform.system() == "Windows" else "make stubs"
    found = f"missing in exercises: {', '.join(missing)}" if missing else f"all {len(NAMES)} are in exercises"
    return _judge(not missing, "answer files", found, f"run: {command}")


def check_protection(described: Sequence[tuple[bool, str]] | None = None) -> Iterator[Finding]:
    """Say what protects this computer from the answers that it runs; the first line is the one that must hold.

    Args:
        described: What ``lesson_code.grading.protection.describe`` finds by trying.
    """
    if described is None:
        from lesson_code.grading.protection import describe

        try:
            described = describe()
        except Exception as error:
            described = [(False, f"no separate process can be started ({error})")]
    (works, said), *others = described
    fix = "allow Python to start processes (a security program or a restricted account may forbid it)"
    yield _judge(works, "protection", said, fix)
    for is_closed, said in others:
        yield Finding("ok" if is_closed else "note", "protection", said)


def examine() -> Iterator[Finding]:
    """Run all checks in their order, each when it is asked for."""
    yield check_python()
    yield check_computer()
    yield from check_packages()
    yield check_versions()
    yield check_disk()
    yield check_memory()
    yield check_processor()
    yield from check_training()
    yield check_answer_files()
    yield from check_protection()


def render(finding: Finding) -> str:
    """Return a finding as one line, and a second one with the fix where it failed."""
    line = f"{finding.status:<8}{finding.check:<14}{finding.found}"
    return f"{line}\n{'':<8}{'':<14}fix: {finding.fix}" if finding.fix else line


def main() -> int:
    """Print what was found, line by line.

    Returns:
        0 when nothing failed, else 1.
    """
    n_failed = 0
    for finding in examine():
        sys.stdout.write(f"{render(finding)}\n")
        sys.stdout.flush()
        n_failed += finding.status == "failed"
    advice = f"failed: {n_failed}; mend them from the top, then run this again" if n_failed else "everything is ready"
    sys.stdout.write(f"{advice}\n")
    return min(n_failed, 1)
