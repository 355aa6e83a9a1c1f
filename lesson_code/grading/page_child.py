"""Check an answer inside a page of the site: the side that runs answers and knows nothing of the exercise.

The other side is ``page``. This one runs in a Python of a reader's browser, which serves one check after the other as
long as an answer leaves it as it was.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

from lesson_code.grading.child import Answer, NoLessonCode, reply_to

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

__all__ = ["Child"]

BRIDGES = ("js", "pyodide", "pyodide_js", "_pyodide", "_pyodide_core")
"""The modules through which Python could reach the browser."""
MEDDLING = re.compile(r"__\w+__|frame|\b(asyncio|atexit|builtins|ctypes|gc|importlib|inspect|os|sys|threading)\b")
"""What an answer names that could reach further than anybody looks; it gets a Python that nobody uses after it."""
HEAP_TYPE = 1 << 9  # a class that was not built into Python and can be changed


class NoBridge:
    """Refuses to import what leads to the browser, in the words that Python has for a module that is not there."""

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> None:
        """Raise for the bridges, leave everything else to the next finder."""
        if name.partition(".")[0] in BRIDGES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


class Child:
    """Answers the questions about one answer after the other."""

    def __init__(self) -> None:
        self._own = {name: module for name, module in sys.modules.items() if name.startswith("lesson_code")}
        hide()
        self._answer = Answer()
        self._module, self._meddles = "", False
        self._before = state(self._own)

    def reply(self, question: str) -> str:
        """Return the reply to a question, both as JSON."""
        asked = json.loads(question)
        if asked["do"] == "start":
            return json.dumps(self._start(asked["file"], asked["text"]))
        if asked["do"] == "finish":
            return json.dumps({"clean": self._is_as_before()})
        return json.dumps(reply_to(self._answer, asked))

    def _start(self, file: str, text: str) -> dict[str, Any]:
        Path(file).write_bytes(text.encode("utf-8", errors="replace"))
        self._answer, self._module = Answer(), file.removesuffix(".py")
        self._meddles = MEDDLING.search(text) is not None
        return {}

    def _is_as_before(self) -> bool:
        """Return whether the answer has left Python as it was, after putting away what is its own."""
        sys.modules.pop(self._module, None)
        Path(f"{self._module}.py").unlink(missing_ok=True)
        return not self._meddles and is_same(self._before, state(self._own))


def hide() -> None:
    """Put out of reach what belongs to us and what leads to the browser."""
    sys.meta_path[:] = [finder for finder in sys.meta_path if not _is_hidden(type(finder).__module__)]
    sys.meta_path[:0] = [NoLessonCode(), NoBridge()]
    for name in [name for name in sys.modules if _is_hidden(name)]:
        del sys.modules[name]


def _is_hidden(module: str) -> bool:
    return module.partition(".")[0] in (*BRIDGES, "lesson_code")


def state(own: dict[str, ModuleType]) -> dict[str, dict[Any, Any]]:
    """Return what an answer could change: the contents of modules and of their classes, settings, files.

    Args:
        own: Modules by their names that are hidden from answers.
    """
    found: dict[str, dict[Any, Any]] = {"": _settings()}
    for name, module in (sys.modules | own).items():
        found[name] = dict(vars(module))
        found |= {f"{name}.{key}": dict(vars(value)) for key, value in _own_classes(name, module)}
    return found


def _own_classes(name: str, module: ModuleType) -> list[tuple[str, type]]:
    inside = [(key, value) for key, value in vars(module).items() if isinstance(value, type)]
    return [(key, value) for key, value in inside if value.__module__ == name and value.__flags__ & HEAP_TYPE]


def _settings() -> dict[Any, Any]:
    return {
        "lists": [list(sys.path), list(sys.meta_path), list(sys.argv)],
        "recursion": sys.getrecursionlimit(),
        "hooks": [sys.gettrace(), sys.getprofile()],
        "environment": dict(os.environ),
        "files": [Path.cwd(), *sorted(Path().iterdir())],
    }


def is_same(before: dict[str, dict[Any, Any]], after: dict[str, dict[Any, Any]]) -> bool:
    """Return whether two states hold the very same things."""
    if before.keys() != after.keys():
        return False
    return before[""] == after[""] and all(_same(before[name], after[name]) for name in before if name)


def _same(old: dict[Any, Any], new: dict[Any, Any]) -> bool:
    return old.keys() == new.keys() and all(new[key] is value for key, value in old.items())
