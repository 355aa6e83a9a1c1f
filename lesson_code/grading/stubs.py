"""Make the learner's file from an exercise: as a stub to fill in, or filled with one of the exercise's functions."""

from __future__ import annotations

import ast
import inspect
import re
import sys
import textwrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lesson_code.grading.exercise import Exercise

__all__ = ["answer", "signature", "stub", "task"]


def task(exercise: Exercise) -> str:
    """Return the task, the docstring of the reference, without its indentation."""
    return inspect.cleandoc(exercise.reference.__doc__ or "")


def signature(exercise: Exercise) -> str:
    """Return the first line of the function, for example ``"def xor_network(x1: float, x2: float) -> float:"``."""
    lines, node = _source(exercise.reference)
    first = "\n".join(lines[: node.body[0].lineno - 1])
    return re.sub(r'"([\w.]+)"', r"\1", first)


def stub(exercise: Exercise) -> str:
    """Return the text of the learner's file before anything is written in it."""
    imports = _imports(exercise, _names_in_signature(exercise))
    advice = f"Write the function, then check it: python -m lesson_code check {exercise.name}"
    head = f'{_title(exercise)}\n\n{advice}\n"""\n'
    docstring = textwrap.indent(f'"""{task(exercise)}\n"""', "    ", lambda line: bool(line.strip()))
    if "\n" not in task(exercise):
        docstring = f'    """{task(exercise)}"""'
    body = f'    raise NotImplementedError("write {exercise.name} here")\n'
    middle = "\n".join(imports) + "\n\n\n" if imports else "\n"
    return f"{head}\n{middle}{signature(exercise)}\n{docstring}\n{body}"


def answer(exercise: Exercise, function: Callable[..., Any]) -> str:
    """Return the text of a learner's file that holds a function, whatever its name, as the answer.

    Args:
        exercise: The exercise that is answered.
        function: The reference, a misconception, or anything else with a source that needs no other definition.
    """
    lines, _ = _source(function)
    text = re.sub(r"^def \w+", f"def {exercise.name}", "\n".join(lines), count=1, flags=re.MULTILINE)
    imports = "\n".join(_imports(exercise, None))
    return f'{_title(exercise)}"""\n\n{imports}\n\n\n{text}\n'


def _source(function: Callable[..., Any]) -> tuple[list[str], ast.FunctionDef]:
    text = textwrap.dedent(inspect.getsource(function))
    node = ast.parse(text).body[0]
    if not isinstance(node, ast.FunctionDef):
        raise TypeError(f"expected a function written with def, got {function!r}")
    return text.rstrip().splitlines(), node


def _title(exercise: Exercise) -> str:
    documentation = sys.modules[exercise.reference.__module__].__doc__ or ""
    return '"""' + documentation.strip().splitlines()[0]


def _names_in_signature(exercise: Exercise) -> set[str]:
    node = ast.parse(f"{signature(exercise)} pass").body[0]
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _imports(exercise: Exercise, names: set[str] | None) -> list[str]:
    """Return the import lines of the exercise's module that bind these names (None: all but our own)."""
    tree = ast.parse(inspect.getsource(sys.modules[exercise.reference.__module__]))
    lines = []
    for node in [*tree.body, *(inner for outer in tree.body if isinstance(outer, ast.If) for inner in outer.body)]:
        if isinstance(node, ast.Import | ast.ImportFrom) and not ast.unparse(node).startswith("from lesson_code"):
            node.names = [alias for alias in node.names if names is None or (alias.asname or alias.name) in names]
            lines += [ast.unparse(node)] if node.names else []
    return lines
