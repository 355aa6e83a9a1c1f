"""What protects this computer from an answer: found out by trying, not by asking the system for its name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["describe", "files_are_isolated"]

MEMORY = 200_000_000  # bytes, enough to start Python several times
TRIAL = """
import os, subprocess, sys, time


def attempt(action, *arguments):
    try:
        action(*arguments)
    except (OSError, subprocess.CalledProcessError):
        return True
    return False


def a_socket():
    import socket

    socket.socket().close()


def a_program():
    subprocess.run([sys.executable, "-I", "-c", ""], check=True)


def trial(outside, n_bytes):
    kept = b"x" * n_bytes
    time.sleep(bool(kept))
    return {
        "read": attempt(open, os.path.join(outside, "secret")),
        "write": attempt(open, os.path.join(outside, "written"), "w")
        and attempt(os.truncate, os.path.join(outside, "secret"), 0)
        and attempt(os.open, os.path.join(outside, "secret"), os.O_RDONLY | os.O_TRUNC),
        "network": attempt(a_socket),
        "processes": attempt(a_program),
    }
"""


@cache
def _closed() -> dict[str, bool]:
    """Return what a process of an answer was really refused, after it had tried."""
    import tempfile

    from lesson_code.grading.collect import Answer, Limits, collect
    from lesson_code.grading.process import new_process
    from lesson_code.grading.values import decode, encode

    with tempfile.TemporaryDirectory() as outside, new_process() as process:
        Path(outside, "secret").write_text("", encoding="utf-8")
        calls = [encode((outside, n_bytes)) for n_bytes in (0, 2 * MEMORY)]
        found = collect(process, Answer("trial", TRIAL.encode()), calls, Limits(memory=MEMORY))
    small, large = found.calls
    closed: dict[str, bool] = decode(small.value) if small.kind == "returned" else {}
    return closed | {"memory": large.kind == "memory"} if closed else {}


def files_are_isolated() -> bool:
    """Return whether an answer on this computer can neither read nor write files outside its own folder."""
    closed = _closed()
    return closed.get("read", False) and closed.get("write", False)


def describe() -> list[tuple[bool, str]]:
    """Return what an answer can and cannot do here: whether it is closed, and a sentence."""
    closed = _closed()
    limits = "time, memory and output" if closed.get("memory", False) else "time and output, but not of memory"
    return [
        (bool(closed), f"answers run in processes of their own, with limits of {limits}"),
        (files_are_isolated(), _said("files outside their folder", files_are_isolated())),
        (closed.get("network", False), _said("the network", closed.get("network", False))),
        (closed.get("processes", False), _said("starting other programs", closed.get("processes", False))),
    ]


def _said(what: str, is_closed: bool) -> str:
    return f"{what}: {'closed' if is_closed else 'open'} to answers"
