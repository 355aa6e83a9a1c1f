"""Tell whether a stored result still holds: what it was made from has not changed.

A result remembers two things. Its *key* changes with the code itself, with the locked versions and with Python;
its *files* are those that were used while it was made, each with a digest of what was in it.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

__all__ = ["ROOT", "digests", "fingerprint", "holds", "shown", "write_whole"]

ROOT = Path(__file__).resolve().parent.parent
# The tools share modules with the extension of Sphinx; every tool that does imports this module before those.
sys.path.append(str(ROOT / "book" / "_ext"))


def shown(path: Path) -> str:
    """Return a path as the terminal shows it: relative to the project where it lies inside."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def fingerprint(words: Iterable[str] = (), files: Iterable[Path] = ()) -> str:
    """Return a text that changes with any of the words, the files, the locked versions, Python and the network."""
    words = [*words, *_pretrained_network()]
    contents = [f"{shown(file)}\n{file.read_text('utf-8')}" for file in [*files, ROOT / "requirements.lock"]]
    return hashlib.sha256("\0".join([*words, *contents, sys.version]).encode()).hexdigest()


def _pretrained_network() -> list[str]:
    """Return what `lesson_code.pretrained` goes by when it chooses a network; it is too slow to be asked itself."""
    cache = Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras") / "models"
    weights = [f"{file.name} {file.stat().st_size}" for file in sorted(cache.glob("mobilenet_v2_*.h5"))]
    return [os.environ.get("LESSON_PRETRAINED") or "auto", *weights]


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "not there"


def digests(files: Iterable[str]) -> dict[str, str]:
    """Return a digest of each file, by its path relative to the project."""
    return {os.path.relpath(file, ROOT): _digest(Path(file)) for file in sorted(set(files))}


def holds(files: Mapping[str, str]) -> bool:
    """Return whether all files are as they were when `digests` saw them."""
    return all(_digest(ROOT / name) == digest for name, digest in files.items())


def write_whole(path: Path, text: str) -> None:
    """Write a file so that whoever is interrupted leaves the old one or the new one, never a half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two builds at once must not write into the same half.
    half = path.with_name(f"{path.name}.{os.getpid()}.part")
    half.write_text(text, "utf-8")
    half.replace(path)
