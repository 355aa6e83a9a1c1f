"""The process that runs an answer on Windows, which has no ``fork``: started, watched and ended by the grader itself.

A Job Object (https://learn.microsoft.com/windows/win32/procthread/job-objects) ends whatever the answer has started,
also when the grader is killed, and limits memory, processor time and processes. Where Windows refuses one, and on
other systems, ``watch`` does what it can. Files, the network and the user's other programs stay open to the answer.
"""

from __future__ import annotations

import ctypes
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time

from lesson_code.grading import watch
from lesson_code.grading.process import GraderError, StoppedError, boot, environment, new_question, program
from lesson_code.grading.process import remove_folder, reply_of, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO, Any, Self

__all__ = ["WindowsProcess"]

START_LIMIT = 20.0
WITHOUT_CONSOLE = 0x8 if sys.platform == "win32" else 0  # else it could send Ctrl-C to the grader
TIME_IS_UP = 1816  # ERROR_NOT_ENOUGH_QUOTA, the exit code after the processor time of a Job Object

# JOB_OBJECT_LIMIT_…: processor time, number of processes, no dialogue after a crash, memory, end with the job
LIMITS = 0x4 | 0x8 | 0x400 | 0x200 | 0x2000
EXTENDED_LIMIT_INFORMATION = 9
TICKS = 10_000_000  # in a second


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

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
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; the second field is an IO_COUNTERS."""

    _fields_ = (
        ("basic", BasicLimits),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def job_limits(memory: int, cpu: int, n_processes: int) -> ExtendedLimits:
    """Return the limits of a job: bytes, seconds, and how many processes."""
    basic = BasicLimits(flags=LIMITS, job_time=cpu * TICKS, n_processes=n_processes)
    return ExtendedLimits(basic=basic, job_memory=memory)


class _Job:
    """A Job Object around a process and all that it starts; nothing where there is none."""

    def __init__(self, process: int, limits: ExtendedLimits) -> None:
        self._handle: int | None = None
        if sys.platform == "win32":
            self._kernel = ctypes.WinDLL("kernel32")
            self._kernel.CreateJobObjectW.restype = ctypes.c_void_p
            self._handle = self._kernel.CreateJobObjectW(None, None)
            if self._handle and not self._take(ctypes.c_void_p(process), limits):
                self.close()

    if sys.platform == "win32":

        def _take(self, process: ctypes.c_void_p, limits: ExtendedLimits) -> bool:
            job, size = ctypes.c_void_p(self._handle), ctypes.c_uint32(ctypes.sizeof(limits))
            kind = ctypes.c_int(EXTENDED_LIMIT_INFORMATION)
            if not self._kernel.SetInformationJobObject(job, kind, ctypes.byref(limits), size):
                return False
            return bool(self._kernel.AssignProcessToJobObject(job, process))

    def close(self) -> bool:
        """End everything in the job; return whether there was one."""
        handle, self._handle = self._handle, None
        if sys.platform == "win32" and handle:
            return bool(self._kernel.CloseHandle(ctypes.c_void_p(handle)))
        return False
