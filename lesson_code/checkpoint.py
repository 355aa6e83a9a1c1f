"""Keep what a notebook has computed, and put it back after a cell in which a learner may have written anything.

A notebook for learners calls ``keep`` before a cell to fill and ``restore`` after it, so that the cells that follow
find what they need whatever was written: a name that means something else now, a list with one more entry, a network
that was trained further.
"""

from __future__ import annotations

import builtins
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["Kept", "keep"]

#: What a notebook itself keeps among the names: the cells and their results so far.
NOT_OURS = {"In", "Out", "exit", "quit"}


class Kept:
    """What the names of a notebook meant at one moment."""

    def __init__(self, names: dict[str, Any]) -> None:
        """Remember the names, and what is in their values as far as that can change."""
        self._names = names
        self._meant = {name: value for name, value in names.items() if not _is_private(name)}
        self._contents = {name: _content(value) for name, value in self._meant.items()}

    def restore(self) -> None:
        """Let every name mean what it did; a new name stays, unless it hides one of Python's own."""
        for name in self._names.keys() - self._meant.keys():
            if hasattr(builtins, name) and not _is_private(name):
                del self._names[name]
        for name, value in self._meant.items():
            self._names[name] = _as_it_was(value, self._contents[name])


def keep(names: dict[str, Any]) -> Kept:
    """Remember what the names of a notebook mean.

    Args:
        names: Those of the notebook, ``globals()``.

    Returns:
        What puts them back.
    """
    return Kept(names)


def _is_private(name: str) -> bool:
    return name.startswith("_") or name in NOT_OURS


def _content(value: Any) -> Any:
    """Return a copy of what is in a value; None where that cannot change, or where nothing of ours changes it."""
    if isinstance(value, type | ModuleType):
        return None
    if isinstance(value, list | dict | set):
        return type(value)(value)
    if hasattr(value, "get_weights"):
        return value.get_weights()
    return value.copy() if _is_table(value) else None


def _as_it_was(value: Any, content: Any) -> Any:
    """Return a value with its content put back; arrays and tables as a copy, since a part of them may be missing."""
    if content is None:
        return value
    if isinstance(value, list):
        value[:] = content
    elif isinstance(value, dict | set):
        value.clear()
        value.update(content)
    elif _is_table(value):
        return content.copy()
    elif len(content) == len(value.get_weights()):  # a network that had no input yet had no weights, either
        value.set_weights(content)
    return value


def _is_table(value: Any) -> bool:
    return hasattr(value, "copy") and bool(getattr(value, "shape", ()))
