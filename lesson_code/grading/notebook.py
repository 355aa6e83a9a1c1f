"""Write a function of a notebook, and what it uses, as a file: only text goes to the process that runs it."""

from __future__ import annotations

import ast
import builtins
import inspect
import linecache
import sys
import textwrap
from dataclasses import dataclass, field
from types import FunctionType, ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

__all__ = ["Written", "written"]

PLAIN = (bool, int, float, complex, str, bytes, type(None))


@dataclass
class Written:
    """A file that stands on its own.

    Attributes:
        text: The text of the file.
        origins: For each line of it, the number that the line has where the learner wrote it.
    """

    text: str = ""
    origins: list[int] = field(default_factory=list)

    def add(self, text: str, first: int = 1) -> None:
        """Add lines, of which the first has the number ``first`` where it comes from."""
        lines = text.rstrip("\n").split("\n")  # splitlines would also cut at characters that Python keeps in a text
        self.text += "\n".join(lines) + "\n"
        self.origins += range(first, first + len(lines))


def written(function: Any, name: str) -> Written:
    """Return a file in which a function has the given name, with all that it uses defined before it.

    Functions and classes go in as they were written, modules as imports, numbers, texts and containers of these as
    their values at this moment.

    Args:
        function: Written with ``def``, in a notebook or a file.
        name: What the function is called in the file.

    Raises:
        TypeError: It uses something that a file cannot hold, or its own text is not known.
    """
    file = Written()
    _add(function, name, file, {})
    return file


def _add(value: Any, name: str, file: Written, done: dict[str, Any]) -> None:
    """Add what makes ``name`` mean ``value``, after what that needs itself."""
    if name in done:
        if done[name] is not value:
            raise TypeError(f"your function and what it uses mean two different things by {name}: rename one of them")
        return
    done[name] = value
    if isinstance(value, ModuleType):
        file.add(f"import {value.__name__} as {name}", 0)
    elif isinstance(value, FunctionType | type) and not _is_installed(value):
        own = value.__name__
        if own == name or own not in done:
            done[own] = value
            _add_source(value, file, done)
        if own != name:
            file.add(f"{name} = {own}", 0)
    elif callable(value):
        file.add(f"from {value.__module__} import {value.__qualname__} as {name}", 0)
    else:
        file.add(f"{name} = {_plain(value, name)}", 0)


def _add_source(value: Any, file: Written, done: dict[str, Any]) -> None:
    try:
        lines, first = _class_in_a_cell(value) or inspect.getsourcelines(value)
    except (OSError, TypeError):
        raise TypeError(
            f"the text of {value.__name__} is not known here: save it in a file and check that instead"
        ) from None
    text = textwrap.dedent("".join(lines))
    try:
        tree = ast.parse(text)
    except SyntaxError:
        tree = ast.Module([], [])
    if not tree.body or not isinstance(tree.body[0], ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        raise TypeError("a lambda cannot be checked by itself: write your function with def")
    for used, meaning in _used(value, tree):
        _add(meaning, used, file, done)
    file.add(text, max(first, 1))


def _class_in_a_cell(value: Any) -> tuple[list[str], int] | None:
    """Return the lines of a class of a notebook, which ``inspect`` looks for in a file that is not there."""
    codes = [code for part in vars(value).values() if (code := getattr(part, "__code__", None))]
    if not isinstance(value, type) or hasattr(sys.modules.get(value.__module__), "__file__"):
        return None
    for code in codes:
        lines = linecache.getlines(code.co_filename)
        classes = [node for node in ast.walk(ast.parse("".join(lines))) if isinstance(node, ast.ClassDef)]
        for node in classes:
            last = node.end_lineno or 0
            if node.name == value.__name__ and node.lineno <= code.co_firstlineno <= last:
                first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
                return lines[first - 1 : last], first
    return None


def _used(value: Any, tree: ast.Module) -> Iterator[tuple[str, Any]]:
    """Give the names that a function or a class takes from around itself, and what they mean."""
    around = _around(value)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for name in sorted(names - {value.__name__}):
        if name in around:
            yield name, around[name]


def _around(value: Any) -> dict[str, Any]:
    if isinstance(value, type):
        return dict(vars(sys.modules.get(value.__module__, builtins)))
    around = dict(value.__globals__)
    for name, cell in zip(value.__code__.co_freevars, value.__closure__ or (), strict=False):
        try:
            around[name] = cell.cell_contents
        except ValueError:  # not bound yet
            continue
    return around


def _is_installed(value: Any) -> bool:
    """Return whether something can be imported from a package, and need not be copied."""
    module = sys.modules.get(value.__module__ or "")
    file = getattr(module, "__file__", None) or ""
    return value.__module__ == "builtins" or "site-packages" in file or file.startswith(sys.base_prefix)


def _plain(value: Any, name: str) -> str:
    """Return a value as Python writes it."""
    kind = type(value)
    if kind is float and value - value != 0:
        return f'float("{value}")'
    if kind in PLAIN:
        return repr(value)
    if kind in (list, tuple, set, frozenset):
        items = "".join(f"{_plain(item, name)}, " for item in value)
        return f"({items})" if kind is tuple else f"{kind.__name__}(({items}))"
    if kind is dict:
        return "{" + ", ".join(f"{_plain(key, name)}: {_plain(item, name)}" for key, item in value.items()) + "}"
    raise TypeError(
        f"your function uses {name}, and a value of the type {kind.__name__} cannot be sent to the process that "
        "checks it: define what it needs inside the function"
    )
