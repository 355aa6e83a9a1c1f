"""Write files so that a kill leaves the old one or the new one, never a half."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

__all__ = ["replacing"]


@contextmanager
def replacing(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """Give a text file that takes the place of ``path`` when everything is written.

    Lines end as they are written, on every system. A character that has no place in the encoding, half a surrogate
    pair for example, is written as its number.

    Raises:
        OSError: It cannot be written.
    """
    new = path.with_name(f".{path.name}.new")
    with new.open("w", encoding=encoding, errors="backslashreplace", newline="") as stream:
        yield stream
    new.replace(path)
