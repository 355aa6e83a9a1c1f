"""What a process of an answer may use, seen from outside: by ``supervisor``, and on Windows by the grader itself.

Linux is asked through ``/proc``, other systems through ``psutil``, which the course installs there.
"""

from __future__ import annotations

import os
import signal
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = [
    "FAREWELL",
    "PRINTED_KEPT",
    "PROCESSES_LIMIT",
    "REPLY_LIMIT",
    "TICK",
    "UNASKED",
    "Stop",
    "children",
    "first_line",
    "how_it_ended",
    "kill_relatives",
    "look_after",
    "refuse_flood",
]

TICK = 0.05
PRINTED_KEPT = 20_000
PRINTED_LIMIT = 1_000_000
REPLY_LIMIT = 4_000_000
FILES_LIMIT, FILES_SIZE_LIMIT = 200, 20_000_000
PROCESSES_LIMIT, THREADS_LIMIT = 16, 1000
FAREWELL = 5.0
UNASKED = "it sent something that is no reply"
FAMILY_MARK = "TMPDIR"  # in the environment of whatever an answer starts; its value is the answer's folder
STATUS = 0xC0000000  # from here on, the exit codes of Windows are the system's own


class Stop(Exception):
    """The process was stopped, or ended by itself: in one word, and in a sentence."""


def refuse_flood(n_printed: int) -> None:
    """Stop a process that has printed too many bytes."""
    if n_printed > PRINTED_LIMIT:
        raise Stop("output", f"it printed more than {PRINTED_LIMIT // 1_000_000} MB")


def first_line(received: bytes) -> bytes:
    """Return the line that a process has sent, or nothing where its end has not come yet.

    Raises:
        Stop: There is more than one line, or too much of it.
    """
    line, end, rest = received.partition(b"\n")
    if rest or len(received) > REPLY_LIMIT:
        raise Stop("flagged", UNASKED)
    return line if end else b""


def how_it_ended(code: int) -> Stop:
    """Return what an exit code means: negative ones are signals, large ones a status of Windows."""
    if code < 0:
        names = {number.value: number.name for number in signal.Signals}
        return Stop("crashed", f"the system stopped it with {names.get(-code, f'signal {-code}')}")
    if code >= STATUS:
        return Stop("crashed", f"the system stopped it with status 0x{code:X}")
    return Stop("crashed", f"the process ended with exit code {code}")


def look_after(pid: int, folder: str, memory: int, cpu: float) -> None:
    """Stop a process where the system has no limit of its own for what it uses.

    Args:
        pid: The process.
        folder: Where it writes.
        memory: How many bytes it may use, together with what it has started.
        cpu: Seconds of processor time.
    """
    used, n_processes, seconds = _usage(pid)
    if used > memory:
        raise Stop("memory", "")
    if seconds >= cpu:
        raise Stop("timeout", "cpu")
    if n_processes > PROCESSES_LIMIT:
        raise Stop("crashed", f"it started more than {PROCESSES_LIMIT} programs")
    sizes = _sizes(folder)
    if len(sizes) + _n_deleted(pid) > FILES_LIMIT or sum(sizes) > FILES_SIZE_LIMIT:
        raise Stop("output", f"it wrote more than {FILES_LIMIT} files or {FILES_SIZE_LIMIT // 1_000_000} MB")


def _sizes(folder: str) -> list[int]:
    """Return the bytes of each file in a folder."""
    sizes = []
    try:
        entries = list(os.scandir(folder))
    except OSError:  # an answer may have removed it
        return []
    for entry in entries:
        try:
            sizes.append(entry.stat(follow_symlinks=False).st_size)
        except OSError:  # removed meanwhile
            continue
    return sizes


def _n_deleted(pid: int) -> int:
    """Return how many files take room though they have no name any more, because a process has mapped a part of them.

    Those that it has merely open are few: there is a limit for them. ``/dev/zero`` stands for memory, which is counted.
    """
    try:
        with open(f"/proc/{pid}/maps", "rb") as file:  # noqa: PTH123 – pathlib is not loaded here
            return sum(line.endswith(b"(deleted)\n") and b"/dev/zero" not in line for line in file)
    except OSError:  # another system, or it has ended
        return 0


def _usage(pid: int) -> tuple[int, int, float]:
    """Return the bytes of memory that a process and its descendants use, their number, and their processor time.

    Linux limits the time by itself; there the supervisor has all of them as descendants, also those in flight.
    """
    if sys.platform == "linux":
        return (*_usage_of_descendants(), 0.0)
    memory, number, n_threads, seconds = 0, 0, 0, 0.0
    for process in _family(pid):
        try:
            memory += process.memory_info().rss
            seconds += sum(process.cpu_times()[:2])
            n_threads += process.num_threads()
        except Exception:  # noqa: S112 – this one has ended meanwhile; the others still count
            continue
        number += 1
    _refuse_threads(n_threads)
    return memory, number, seconds


def _usage_of_descendants() -> tuple[int, int]:
    if sys.platform != "linux":
        return 0, 0
    memory, number, n_threads = 0, 0, 0
    waiting = children(os.getpid(), os.getpid())
    while waiting and number <= PROCESSES_LIMIT:
        pid = waiting.pop()
        try:
            with open(f"/proc/{pid}/statm", "rb") as file:  # noqa: PTH123 – pathlib is not loaded here
                memory += int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            threads = os.listdir(f"/proc/{pid}/task")  # noqa: PTH208 – likewise
        except OSError:  # it has ended meanwhile
            continue
        number, n_threads = number + 1, n_threads + len(threads)
        _refuse_threads(n_threads)
        waiting += [child for thread in threads for child in children(pid, int(thread))]
    return memory, number


def _refuse_threads(n_threads: int) -> None:
    if n_threads > THREADS_LIMIT:
        raise Stop("crashed", f"it started more than {THREADS_LIMIT} threads")


def children(pid: int, thread: int) -> list[int]:
    """Return the processes that a thread has started, or that it has adopted; on Linux alone."""
    try:
        with open(f"/proc/{pid}/task/{thread}/children", "rb") as file:  # noqa: PTH123 – pathlib is not loaded here
            return [int(word) for word in file.read().split()]
    except OSError:
        return []


def _family(pid: int) -> list[Any]:
    """Return a process and its descendants; nothing where it has ended, or without psutil."""
    try:
        import psutil

        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except Exception:
        return []


def _strangers(folder: str) -> list[Any]:
    """Return all processes with the environment of the answer in ``folder``, whoever is their parent now."""
    try:
        import psutil

        return [process for process in psutil.process_iter() if _folder_of(process) == folder]
    except Exception:
        return []


def _folder_of(process: Any) -> str | None:
    try:
        folder: str | None = process.environ().get(FAMILY_MARK)
    except Exception:  # it has ended, or belongs to somebody else
        return None
    return folder


def kill_relatives(folder: str, pid: int | None = None) -> int:
    """Kill through psutil what an answer has started; return how many processes that were.

    A program that has left its family *and* changed its environment gets away.

    Args:
        folder: The answer's folder.
        pid: The process whose descendants are meant, besides those that the environment shows.
    """
    members = [*_strangers(folder), *(_family(pid)[1:] if pid else ())]
    found = {process.pid: process for process in members if process.pid != os.getpid()}
    for process in found.values():
        try:
            process.kill()
        except Exception:  # noqa: S112 – it has ended meanwhile
            continue
    return len(found)
