"""What protects this computer from an answer: found out by trying, not by asking the system for its name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["describe", "files_are_isolated"]

TRIAL = """
import os


def attempt(action, *arguments):
    try:
        action(*arguments)
    except OSError:
        return True
    return False


def a_socket():
    import socket

    socket.socket().close()


def trial(outside):
    return {
        "read": attempt(open, os.path.join(outside, "secret")),
        "write": attempt(open, os.path.join(outside, "written"), "w"),
        "network": attempt(a_socket),
        "processes": hasattr(os, "fork") and attempt(os.fork),
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
        found = collect(process, Answer("trial", TRIAL.encode()), [encode((outside,))], Limits())
    outcome = found.calls[0]
    closed: dict[str, bool] = decode(outcome.value) if outcome.kind == "returned" else {}
    return closed


def files_are_isolated() -> bool:
    """Return whether an answer on this computer can neither read nor write files outside its own folder."""
    closed = _closed()
    return closed.get("read", False) and closed.get("write", False)


def describe() -> list[tuple[bool, str]]:
    """Return what an answer can and cannot do here: whether it is closed, and a sentence."""
    closed = _closed()
    return [
        (bool(closed), "answers run in processes of their own, with limits of time and output"),
        (files_are_isolated(), _said("files outside their folder", files_are_isolated())),
        (closed.get("network", False), _said("the network", closed.get("network", False))),
        (closed.get("processes", False), _said("starting other programs", closed.get("processes", False))),
    ]


def _said(what: str, is_closed: bool) -> str:
    return f"{what}: {'closed' if is_closed else 'open'} to answers"
