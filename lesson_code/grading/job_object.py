"""A Job Object of Windows: it ends whatever a process has started, and limits what all of it uses.

https://learn.microsoft.com/windows/win32/procthread/job-objects
"""

from __future__ import annotations

import ctypes
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["ExtendedLimits", "JobObject", "job_limits"]

# JOB_OBJECT_LIMIT_…: processor time, number of processes, memory, no dialogue after a crash, all end with the job
FLAGS = 0x4 | 0x8 | 0x200 | 0x400 | 0x2000
EXTENDED_LIMIT_INFORMATION = 9
TICKS_PER_SECOND = 10_000_000


class BasicLimits(ctypes.Structure):
    """``JOBOBJECT_BASIC_LIMIT_INFORMATION``."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("n_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """``JOBOBJECT_EXTENDED_LIMIT_INFORMATION``; the counters are an ``IO_COUNTERS``."""

    _fields_ = (
        ("basic", BasicLimits),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def job_limits(memory: int, cpu: int, n_processes: int) -> ExtendedLimits:
    """Return the limits of a job.

    Args:
        memory: Bytes that may be used together.
        cpu: Seconds of processor time together.
        n_processes: How many processes there may be at a time.
    """
    basic = BasicLimits(job_time=cpu * TICKS_PER_SECOND, flags=FLAGS, n_processes=n_processes)
    return ExtendedLimits(basic=basic, job_memory=memory)


class JobObject:
    """A job around one process, and nothing at all where Windows refuses it or the system is another one.

    Args:
        process: A ``subprocess.Popen``.
        limits: What it may use.
    """

    def __init__(self, process: Any, limits: ExtendedLimits) -> None:
        self._kernel: Any = None
        self._handle: int | None = None
        if sys.platform == "win32":
            self._kernel = _kernel()
            self._handle = self._kernel.CreateJobObjectW(None, None)
            size = ctypes.sizeof(limits)
            if not (
                self._handle
                and self._kernel.SetInformationJobObject(
                    self._handle, EXTENDED_LIMIT_INFORMATION, ctypes.byref(limits), size
                )
                and self._kernel.AssignProcessToJobObject(self._handle, int(process._handle))
            ):
                self.close()

    def close(self) -> bool:
        """End everything in the job; return whether there was one."""
        handle, self._handle = self._handle, None
        return bool(handle and self._kernel.CloseHandle(handle))


def _kernel() -> Any:
    """Return the library of the system, which has to be told that handles are as wide as pointers."""
    if sys.platform != "win32":
        return None
    kernel = ctypes.WinDLL("kernel32")
    handle, number = ctypes.c_void_p, ctypes.c_uint32
    kernel.CreateJobObjectW.argtypes, kernel.CreateJobObjectW.restype = (handle, ctypes.c_wchar_p), handle
    kernel.SetInformationJobObject.argtypes = (handle, ctypes.c_int, handle, number)
    kernel.AssignProcessToJobObject.argtypes = (handle, handle)
    kernel.CloseHandle.argtypes = (handle,)
    return kernel
