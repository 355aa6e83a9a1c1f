"""What a process gives up before it runs an answer; on Linux by Landlock and seccomp, called through ``ctypes``.

Landlock (https://docs.kernel.org/userspace-api/landlock.html) closes the files outside two short lists, TCP, and
signals to others. The seccomp filter (https://docs.kernel.org/userspace-api/seccomp_filter.html) closes new
processes, other programs, sockets of every kind, tracing, signals once more for older systems, memory and queues that
programs share by a number, cutting files by their names, and changing their owners, modes and times. Neither hides
that a file exists, or how large it is; and a processor and a disk are shared with everything else.

macOS has the limits of ``limit_resources`` and can forbid new processes; its files and network stay open.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["adopt_orphans", "confine", "die_first", "die_with_parent", "limit_resources", "python_files"]

SYSTEM_FOLDERS = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/zoneinfo")
SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/dev/urandom", "/dev/random", "/dev/zero")
PACKAGES = "-packages"  # how the folders end in which packages are installed
KERAS_FILES = ("/proc/cpuinfo", "/proc/meminfo", "/proc/self/cmdline", "/sys/devices/system/cpu")

# prctl(2)
PARENT_DEATH_SIGNAL, DUMPABLE, SECCOMP, SUBREAPER, NO_NEW_PRIVILEGES = 1, 4, 22, 36, 38
SIGKILL = 9

# landlock(7): the rights by their numbers, and how many of them each version of the interface knows.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
WRITE_FILE, READ_FILE, READ_DIR, REMOVE_FILE, MAKE_REG, TRUNCATE = (1 << bit for bit in (1, 2, 3, 5, 8, 14))
N_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
TCP = 0b11
SIGNALS_AND_ABSTRACT_SOCKETS = 0b11

# Numbers of system calls: asm/unistd_64.h for x86_64, asm-generic/unistd.h for aarch64.
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
NEW_PROCESSES = {"x86_64": (57, 58, 59, 322), "aarch64": (221, 281)}  # fork vfork execve execveat
FORBIDDEN = {
    "x86_64": {
        "socket": (41,),
        "ptrace, process_vm_readv, process_vm_writev, pidfd_open, pidfd_getfd": (101, 310, 311, 434, 438),
        "tkill, rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_send_signal": (200, 129, 297, 424),
        "io_uring_setup, bpf, perf_event_open, userfaultfd": (425, 321, 298, 323),
        "unshare, setns, mount, umount2, chroot, pivot_root": (272, 308, 165, 166, 161, 155),
        "add_key, request_key, keyctl": (248, 249, 250),
        "shmget, shmat, shmctl, semget, semop, semctl, semtimedop": (29, 30, 31, 64, 65, 66, 220),
        "msgget, msgsnd, msgrcv, msgctl, mq_open, mq_unlink": (68, 69, 70, 71, 240, 241),
        "chmod, fchmod, fchmodat, fchmodat2": (90, 91, 268, 452),
        "chown, fchown, lchown, fchownat": (92, 93, 94, 260),
        "setxattr, lsetxattr, fsetxattr, removexattr, lremovexattr, fremovexattr": (188, 189, 190, 197, 198, 199),
        "setxattrat, removexattrat, file_setattr": (463, 466, 469),
        "truncate": (76,),  # Landlock knows it from Linux 6.2 on
        "utime, utimes, futimesat, utimensat": (132, 235, 261, 280),
        "setpriority, ioprio_set, sched_setscheduler, sched_setparam, sched_setattr": (141, 251, 144, 142, 314),
    },
    "aarch64": {
        "socket": (198,),
        "ptrace, process_vm_readv, process_vm_writev, pidfd_open, pidfd_getfd": (117, 270, 271, 434, 438),
        "tkill, rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_send_signal": (130, 138, 240, 424),
        "io_uring_setup, bpf, perf_event_open, userfaultfd": (425, 280, 241, 282),
        "unshare, setns, mount, umount2, chroot, pivot_root": (97, 268, 40, 39, 51, 41),
        "add_key, request_key, keyctl": (217, 218, 219),
        "shmget, shmat, shmctl, semget, semop, semctl, semtimedop": (194, 196, 195, 190, 193, 191, 192),
        "msgget, msgsnd, msgrcv, msgctl, mq_open, mq_unlink": (186, 189, 188, 187, 180, 181),
        "fchmod, fchmodat, fchmodat2": (52, 53, 452),
        "fchown, fchownat": (55, 54),
        "setxattr, lsetxattr, fsetxattr, removexattr, lremovexattr, fremovexattr": (5, 6, 7, 14, 15, 16),
        "setxattrat, removexattrat, file_setattr": (463, 466, 469),
        "truncate": (45,),
        "utimensat": (88,),
        "setpriority, ioprio_set, sched_setscheduler, sched_setparam, sched_setattr": (140, 30, 119, 118, 274),
    },
}
CLONE, CLONE3 = {"x86_64": 56, "aarch64": 220}, 435
# open and openat, each with the place of its flags; of the flags, how a file is opened and that it is cut.
OPEN, OPENAT2 = {"x86_64": ((2, 24), (257, 32)), "aarch64": ((56, 32),)}, 437
ACCESS, CUT = 0o3, 0o1000
KILL, TGKILL = ({"x86_64": x, "aarch64": a} for x, a in ((62, 129), (234, 131)))
PRLIMIT, SCHED_SETAFFINITY = ({"x86_64": x, "aarch64": a} for x, a in ((302, 261), (203, 122)))
FCNTL, IOCTL, PRCTL = ({"x86_64": x, "aarch64": a} for x, a in ((72, 25), (16, 29), (157, 167)))
SET_OWNERS, SOCKET_OWNERS = (8, 15), (0x8901, 0x8902)  # whom the kernel sends a signal when there is something to read
A_THREAD, O_PATH = 0x00010000, 0o10000000
NOT_PERMITTED, NO_SUCH_CALL = 1, 38

# Classic BPF: load, compare, return; see linux/filter.h.
LOAD, EQUAL, ANY_BIT, AT_LEAST, RETURN, AND = 0x20, 0x15, 0x45, 0x35, 0x06, 0x54
ALLOW, REFUSE = 0x7FFF0000, 0x00050000
NUMBER, ARCHITECTURE, FIRST_ARGUMENT, SECOND_ARGUMENT = 0, 4, 16, 24


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends, so that none of them can get away."""
    if sys.platform == "linux":
        _libc().prctl(SUBREAPER, 1, 0, 0, 0)


def die_with_parent() -> None:
    """End when the parent ends, however that happens."""
    if sys.platform == "linux":
        _libc().prctl(PARENT_DEATH_SIGNAL, SIGKILL, 0, 0, 0)


def die_first() -> None:
    """Let the system end this process before all others when there is no memory left."""
    if sys.platform == "linux":
        try:
            with open("/proc/self/oom_score_adj", "w") as file:
                file.write("1000")
        except OSError:  # a system that hides /proc
            return


def limit_resources(limits: dict[str, int]) -> None:
    """Set hard limits of the system.

    Args:
        limits: By the names of the module ``resource`` without ``RLIMIT_``, for example ``{"CPU": 10}``; in seconds,
            bytes or numbers. One that the system does not know, or does not let through, is left out.
    """
    if sys.platform == "win32":  # see ``windows``
        return
    import resource

    for name, value in limits.items():
        number = getattr(resource, f"RLIMIT_{name}", None)
        if number is not None:
            _, hard = resource.getrlimit(number)
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            try:
                resource.setrlimit(number, (value, value + 1 if name == "CPU" else value))
            except (OSError, ValueError):  # macOS refuses some of them
                continue


def confine(folder: str, readable: Iterable[str], keras: bool = False) -> dict[str, bool]:
    """Give up what an answer does not need; there is no way back for this process.

    Args:
        folder: Where files may be written and removed, directly in it.
        readable: Files and folders that may be read, besides those of the system that every program needs.
        keras: Whether Keras will be imported, which looks at the processor and the memory.

    Returns:
        Whether ``"files"``, ``"network"`` (all kinds of sockets) and ``"processes"`` are closed now.
    """
    if sys.platform == "darwin":
        # It counts the user's processes, while Linux counts threads too; it does not bind root.
        limit_resources({"NPROC": 1})
        return {"files": False, "network": False, "processes": os.geteuid() != 0}
    if sys.platform != "linux":
        return {"files": False, "network": False, "processes": False}
    machine = os.uname().machine
    _libc().prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    files = _landlock(folder, (*SYSTEM_FOLDERS, *SYSTEM_FILES, *(KERAS_FILES if keras else ()), *readable))
    _drop_capabilities()
    calls = machine in ARCHITECTURES and _filter_calls(machine)
    return {"files": files, "network": calls, "processes": calls}


def python_files(path: Sequence[str]) -> list[str]:
    """Return the files and folders of Python and its packages, without those of the package that knows the solutions.

    The folder of the course itself is left out as a whole: its tests, its pages and its history know them, too.

    Args:
        path: Where Python looks for modules.
    """
    found = []
    for folder in filter(os.path.isdir, path):
        if not os.path.isdir(os.path.join(folder, "lesson_code")):
            found.append(folder)
        elif folder.endswith(PACKAGES):
            found += [entry.path for entry in os.scandir(folder) if not entry.name.startswith("lesson_code")]
    return found


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _landlock(folder: str, readable: Iterable[str]) -> bool:
    call = _libc().syscall
    version = call(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if version < 1:  # a kernel without Landlock, or one that has it switched off
        return False
    rights = (1 << N_RIGHTS.get(version, 16)) - 1
    handled = struct.pack("QQQ", rights, TCP * (version >= 4), SIGNALS_AND_ABSTRACT_SOCKETS * (version >= 6))
    rules = call(CREATE_RULESET, handled, ctypes.c_size_t(len(handled)), ctypes.c_uint32(0))
    if rules < 0:
        return False
    for path in readable:
        _allow(rules, path, (READ_FILE | READ_DIR) & rights)
        if os.path.dirname(path).endswith(PACKAGES):  # else Python would find none of the packages in it
            _allow(rules, os.path.dirname(path), READ_DIR & rights)
    _allow(rules, "/dev/null", (READ_FILE | WRITE_FILE | TRUNCATE) & rights)
    inside = READ_FILE | READ_DIR | WRITE_FILE | REMOVE_FILE | MAKE_REG | TRUNCATE
    _allow(rules, folder, inside & rights)
    closed: bool = call(RESTRICT_SELF, rules, ctypes.c_uint32(0)) == 0
    os.close(rules)
    return closed


def _allow(rules: int, path: str, rights: int) -> None:
    try:
        opened = os.open(path, O_PATH)
    except OSError:  # what is not there needs no permission
        return
    if not os.path.isdir(path):
        rights &= READ_FILE | WRITE_FILE | TRUNCATE
    rule = struct.pack("=Qi", rights, opened)
    _libc().syscall(ADD_RULE, rules, 1, rule, ctypes.c_uint32(0))
    os.close(opened)


def _drop_capabilities() -> None:
    """Take from root what makes it root; everybody else has none of it."""
    _libc().capset(struct.pack("Ii", 0x20080522, 0), struct.pack("6I", *[0] * 6))


def _filter_calls(machine: str) -> bool:
    program = b"".join(struct.pack("HBBI", *step) for step in _filter(machine, os.getpid()))
    buffer = ctypes.create_string_buffer(program)
    described = struct.pack("HP", len(program) // 8, ctypes.addressof(buffer))
    closed: bool = _libc().prctl(SECCOMP, 2, described, 0, 0) == 0
    return closed


_Step = tuple[int, int, int, int]


def _filter(machine: str, pid: int) -> Iterator[_Step]:
    """Give the instructions of the filter: code, steps to skip when true, when false, and a number."""
    yield LOAD, 0, 0, ARCHITECTURE
    yield EQUAL, 1, 0, ARCHITECTURES[machine]
    yield from _answer(REFUSE | NOT_PERMITTED)
    yield LOAD, 0, 0, NUMBER
    if machine == "x86_64":  # the calls of the x32 interface have other numbers
        yield AT_LEAST, 0, 1, 0x40000000
        yield from _answer(REFUSE | NOT_PERMITTED)
    forbidden = [number for group in FORBIDDEN[machine].values() for number in group]
    for number in (*forbidden, *NEW_PROCESSES[machine]):
        yield EQUAL, 0, 1, number
        yield from _answer(REFUSE | NOT_PERMITTED)
    # The C library then falls back to clone and openat, whose flags a filter can read.
    for number in (CLONE3, OPENAT2):
        yield EQUAL, 0, 1, number
        yield from _answer(REFUSE | NO_SUCH_CALL)
    yield from _never(FCNTL[machine], SECOND_ARGUMENT, SET_OWNERS)
    yield from _never(IOCTL[machine], SECOND_ARGUMENT, SOCKET_OWNERS)
    # Landlock knows no cutting of files before its third version, and this opens for reading and cuts.
    for number, argument in OPEN[machine]:
        yield EQUAL, 0, 6, number
        yield LOAD, 0, 0, argument
        yield AND, 0, 0, ACCESS | CUT
        yield EQUAL, 1, 0, CUT
        yield EQUAL, 0, 1, ACCESS | CUT
        yield from _answer(REFUSE | NOT_PERMITTED)
        yield LOAD, 0, 0, NUMBER
    # Nobody outlives the parent, or hides from it.
    yield from _never(PRCTL[machine], FIRST_ARGUMENT, (PARENT_DEATH_SIGNAL, DUMPABLE))
    yield from _only(CLONE[machine], [(ANY_BIT, A_THREAD)])
    for calls, values in ((KILL, (pid,)), (TGKILL, (pid,)), (PRLIMIT, (0, pid)), (SCHED_SETAFFINITY, (0, pid))):
        yield from _only(calls[machine], [(EQUAL, value) for value in values])
    yield from _answer(ALLOW)


def _only(number: int, tests: Sequence[tuple[int, int]]) -> Iterator[_Step]:
    """Give the steps that allow a call only where its first argument passes one of the tests."""
    yield EQUAL, 0, 2 * len(tests) + 2, number
    yield LOAD, 0, 0, FIRST_ARGUMENT
    for test, value in tests:
        yield test, 0, 1, value
        yield from _answer(ALLOW)
    yield from _answer(REFUSE | NOT_PERMITTED)


def _never(number: int, argument: int, values: Sequence[int]) -> Iterator[_Step]:
    """Give the steps that refuse a call where an argument of it is one of the values, and go on with all others."""
    yield EQUAL, 0, 2 * len(values) + 2, number
    yield LOAD, 0, 0, argument
    for value in values:
        yield EQUAL, 0, 1, value
        yield from _answer(REFUSE | NOT_PERMITTED)
    yield LOAD, 0, 0, NUMBER


def _answer(what: int) -> Iterator[_Step]:
    yield RETURN, 0, 0, what
