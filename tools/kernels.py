"""Kernels that need not import Keras: forked from one process that has imported it already.

Importing Keras takes seconds, on every page anew. On Linux a server process pays them once, and every kernel, like
every worker that repeats an experiment over seeds, is a fork of it. Elsewhere, where a fork of a process with
TensorFlow in it is not safe, each starts by itself.
"""

from __future__ import annotations

import functools
import multiprocessing
import multiprocessing.connection
import multiprocessing.forkserver
import os
import signal
import sys
import threading
from collections.abc import Mapping
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from keys import ROOT

__all__ = ["QUIET", "KernelManager", "become_worker", "context", "reached", "start_kernel"]

# Set before anything is imported: Matplotlib looks for its backend, and Python for its hash seed, only once.
# What TensorFlow is told stands in `lesson_code.device`, so that it holds outside the build, too.
ENVIRONMENT = {"MPLBACKEND": "module://matplotlib_inline.backend_inline", "PYTHONHASHSEED": "0"}
# Its only warning is about a local connection.
QUIET = "--IPKernelApp.log_level=ERROR"
ARGUMENTS = [
    "--InlineBackend.figure_formats=svg",
    "--InlineBackend.print_figure_kwargs={'bbox_inches': 'tight', 'metadata': {'Date': None}}",
    "--InlineBackend.rc={}",
    "--InteractiveShell.colors=NoColor",
    QUIET,
]
# What the files of a page are not: the tools themselves, installed packages (the lock stands for them), built things.
_NOT_OURS = (".git", ".venv", "_build", "book/_ext", "tools")
_opened: set[str] = set()


@functools.cache
def context() -> Any:
    """Return the multiprocessing context of kernels and workers; Linux gets a server that has imported Keras."""
    os.environ.update(ENVIRONMENT)
    # In a test, ipykernel would not watch what comes from below Python.
    os.environ.pop("PYTEST_CURRENT_TEST", None)
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(["__main__", "preload"])
    # The server of Python 3.11 looks for what it preloads on its own path, not on ours.
    path = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(place for place in sys.path if place)
    try:
        multiprocessing.forkserver.ensure_running()
    finally:
        os.environ.pop("PYTHONPATH")
        os.environ.update({"PYTHONPATH": path} if path else {})
    return forks


def become_worker(folder_of_runs: str = "") -> None:
    """Prepare a new process for running a page or an experiment: it notes its files and ends with its parent.

    Args:
        folder_of_runs: Where `lesson_code.training.over_seeds` finds what has been run already; empty for nowhere.
    """
    os.environ.update(ENVIRONMENT)
    os.environ["LESSON_RUNS"] = folder_of_runs
    # Ctrl-C is for the build, which ends its workers itself; a group of its own takes along what it starts.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setsid"):
        os.setsid()
    sys.path[:] = [str(ROOT), *(place for place in sys.path if place not in {str(ROOT), str(ROOT / "tools")})]
    sys.addaudithook(_note_opened)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _note_opened(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and isinstance(arguments[0], str):
        _opened.add(arguments[0])


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        if hasattr(os, "killpg"):
            os.killpg(0, signal.SIGKILL)
        os._exit(1)


def reached() -> list[str]:
    """Return the files of the project that this process has used so far: modules, data, stored runs over seeds."""
    modules = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    runs = os.environ.get("LESSON_RUNS")
    found = set()
    for name in {*modules, *_opened}:
        path = Path(name).resolve() if name else None
        if path and path.suffix != ".pyc" and (_is_ours(path) or (runs and path.is_relative_to(Path(runs).resolve()))):
            found.add(str(path))
    return sorted(path for path in found if Path(path).is_file())


def _is_ours(path: Path) -> bool:
    return path.is_relative_to(ROOT) and not any(path.is_relative_to(ROOT / name) for name in _NOT_OURS)


def run_kernel(arguments: list[str], folder: str, folder_of_runs: str) -> None:
    """Be a kernel, in a process of its own.

    Args:
        arguments: What ipykernel is told, its connection file among them.
        folder: The current folder of the page.
        folder_of_runs: See `become_worker`.
    """
    become_worker(folder_of_runs)
    os.chdir(folder)
    from ipykernel.kernelapp import IPKernelApp

    sys.argv = ["kernel"]
    # A kernel can be interrupted, other workers cannot.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Who has a parent does not tell the terminal how to connect.
    IPKernelApp.launch_instance(argv=[*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])


class _Process:
    """A process of multiprocessing with the few methods of `subprocess.Popen` that jupyter_client calls."""

    stdin = stdout = stderr = None

    def __init__(self, process: BaseProcess) -> None:
        process.start()
        self._process = process
        self.pid = process.pid or 0
        self.kill = process.kill
        self.terminate = process.terminate

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)


class _Provisioner(LocalProvisioner):
    """Starts kernels as processes of our context instead of new programs."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start a kernel; see `jupyter_client.provisioning.LocalProvisioner`."""
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        folder = str(kwargs.get("cwd") or Path.cwd())
        runs = kwargs["env"].get("LESSON_RUNS", "")
        process = context().Process(target=run_kernel, args=(arguments, folder, runs), daemon=True)
        started = _Process(process)
        self.process = started  # type: ignore[assignment]  # upstream expects a Popen, of which it calls four methods
        # The kernel leads a group of its own, see `become_worker`.
        self.pid = self.pgid = started.pid
        self.cwd = folder
        return self.connection_info


class KernelManager(AsyncKernelManager):
    """jupyter_client's manager, with kernels from our server."""

    async def _async_pre_start_kernel(self, **kwargs: Any) -> tuple[list[str], dict[str, Any]]:
        self.provisioner = _Provisioner(kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)
        return await super()._async_pre_start_kernel(**kwargs)


async def start_kernel(folder: str, environment: Mapping[str, str]) -> KernelManager:
    """Start a kernel for a page.

    Args:
        folder: Its current folder.
        environment: ``LESSON_RUNS``, or nothing.
    """
    manager = KernelManager(kernel_name="python3")
    await manager.start_kernel(extra_arguments=ARGUMENTS, cwd=folder, env=dict(environment))
    return manager
