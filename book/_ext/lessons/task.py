"""Turn an exercise into words: its docstring into Markdown, its reference into a signature."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

SECTIONS = ("Args:", "Returns:", "Raises:")
WIDTH = 78


def split_docstring(docstring: str) -> tuple[str, dict[str, str]]:
    """Return the task and the Google-style sections of a docstring, each without its indentation."""
    parts: dict[str, list[str]] = {"": []}
    current = ""
    for line in inspect.cleandoc(docstring).splitlines():
        if line in SECTIONS:
            current = line.rstrip(":")
            parts[current] = []
        else:
            parts[current].append(line)
    texts = {name: textwrap.dedent("\n".join(lines)).strip() for name, lines in parts.items()}
    return texts.pop(""), texts


def task_markdown(docstring: str) -> list[str]:
    """Return the task of an exercise as lines of Markdown."""
    task, sections = split_docstring(docstring)
    blocks = [task]
    if "Args" in sections:
        blocks += ["**Takes**", _entries(sections["Args"])]
    if "Returns" in sections:
        blocks += [f"**Returns** {_joined(sections['Returns'])}"]
    if "Raises" in sections:
        blocks += ["**Raises**", _entries(sections["Raises"])]
    return "\n\n".join(blocks).splitlines()


def _entries(text: str) -> str:
    """Return ``name: words`` entries, which may continue on indented lines, as a list."""
    entries = re.sub(r"\n\s+", " ", text).splitlines()
    return "\n".join("- `{}`: {}".format(*(part.strip() for part in entry.partition(":")[::2])) for entry in entries)


def _joined(text: str) -> str:
    """Return a paragraph in one line; a list or an example below it stays as it is."""
    head, gap, rest = text.partition("\n\n")
    return " ".join(head.split()) + gap + rest


def signature(function: Callable[..., Any]) -> str:
    """Return the ``def`` line of a function, one parameter a line where it would be too long."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    if not isinstance(tree, ast.FunctionDef):
        raise TypeError(f"expected a function that is written with def, got {type(tree).__name__}")
    result = f" -> {ast.unparse(tree.returns)}" if tree.returns else ""
    line = f"def {tree.name}({ast.unparse(tree.args)}){result}:"
    if len(line) > WIDTH:
        parameters = "".join(f"    {parameter},\n" for parameter in _parameters(tree.args))
        line = f"def {tree.name}(\n{parameters}){result}:"
    # What is written in quotes because it is not imported where the exercise stands is imported in the learner's file.
    return re.sub(r"(: |-> )'([\w.]+)'", r"\1\2", f"{line}\n    ...")


def _parameters(arguments: ast.arguments) -> list[str]:
    """Return each parameter as it was written; learners meet none but ordinary ones."""
    if arguments.posonlyargs or arguments.kwonlyargs or arguments.vararg or arguments.kwarg:
        return [ast.unparse(arguments)]
    without_default: list[ast.expr | None] = [None] * (len(arguments.args) - len(arguments.defaults))
    return [
        ast.unparse(argument) + (f" = {ast.unparse(default)}" if default else "")
        for argument, default in zip(arguments.args, without_default + arguments.defaults, strict=True)
    ]
