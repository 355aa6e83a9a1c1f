"""Make a folder of wheels, so that the course can be installed in a room without a network.

Usage: python tools/wheelhouse.py [--out FOLDER]

Run it with the Python and on the kind of computer that the room will have. The folder (`wheelhouse`) then holds every
locked package, what the pages load, and a note on what it was made for; `python tools/bootstrap.py --wheelhouse FOLDER`
installs from it. What the folder holds already is not fetched again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import bootstrap

__all__ = ["main", "make"]

ROOT = Path(__file__).resolve().parent.parent
#: A date for every file, so that the same packages give the same archive.
DATE = (2000, 1, 1, 0, 0, 0)


def make(folder: Path, lock: Path = ROOT / "requirements.lock", modules: Path = ROOT / "node_modules") -> int:
    """Fill a folder of wheels.

    Args:
        folder: Gets the wheels; those that are no longer locked are removed.
        lock: The locked versions with their digests.
        modules: The installed packages that pages load.

    Returns:
        The size of the folder in bytes.

    Raises:
        bootstrap.Trouble: A package could not be fetched, or the packages of the pages are not installed.
    """
    if not (modules / ".package-lock.json").is_file():
        raise bootstrap.Trouble("The packages that pages load are not there: run `python tools/bootstrap.py` first.")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        # A package of which there is only the source is built here, where there is a network.
        wheel = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--require-hashes", "--requirement", str(lock)]
        bootstrap.run([*wheel, "--find-links", str(folder), "--wheel-dir", place])
        wheels = sorted(Path(place).glob("*.whl"))
        for old in folder.glob("*.whl"):
            old.unlink()
        for file in wheels:
            shutil.move(file, folder / file.name)
    names = [file.name for file in wheels]
    lines = [f"{requirement(name)} --hash=sha256:{digest(folder / name)}" for name in names]
    (folder / bootstrap.VERSIONS).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    pack(modules, folder / bootstrap.PAGES)
    sizes = {name: (folder / name).stat().st_size for name in [*names, bootstrap.VERSIONS, bootstrap.PAGES]}
    about = {"computer": bootstrap.this_computer(), "locked": bootstrap.locked(), "files": sizes}
    (folder / bootstrap.ABOUT).write_text(json.dumps(about, indent=1), "utf-8")
    return sum(sizes.values())


def requirement(wheel: str) -> str:
    """Return what a wheel is called in a list of requirements: `keras-3.15.1-py3-none-any.whl` is `keras==3.15.1`."""
    name, version = wheel.split("-")[:2]
    return f"{name}=={version}"


def digest(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def pack(folder: Path, archive: Path) -> None:
    """Put a folder into a zip file; the same files give the same bytes."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, file.read_bytes())


def main() -> int:
    """Make the folder as the command line asks."""
    parser = argparse.ArgumentParser(description="Make a folder of wheels for a room without a network.")
    parser.add_argument("--out", type=Path, default=ROOT / "wheelhouse", metavar="FOLDER")
    folder = parser.parse_args().out.resolve()
    began = time.perf_counter()
    print("Fetching the locked packages (several minutes the first time) ...", flush=True)
    try:
        size = make(folder)
    except bootstrap.Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except OSError as error:
        print(bootstrap.explain(str(error)), file=sys.stderr)
        return 1
    n_wheels, seconds = len(list(folder.glob("*.whl"))), time.perf_counter() - began
    print(f"{folder} has {n_wheels} wheels, {size / 1e9:.2f} GB, for {bootstrap.this_computer()} ({seconds:.0f} s).")
    print("Copy the course and this folder to each computer, and run there, in the folder of the course:")
    print(f"  python tools/bootstrap.py --wheelhouse {folder.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
