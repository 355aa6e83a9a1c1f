"""What a page needs to check an exercise: cases, hints and what came of everything, but no function that solves it.

Sphinx is not imported here. ``lesson_code.grading.page`` reads what is written here.
"""

from __future__ import annotations

import ast
import inspect
from typing import TYPE_CHECKING, Any

from lesson_code.grading.hidden import n_hidden, visible
from lesson_code.grading.key import calls_of, key_by_running
from lesson_code.grading.stubs import stub
from lesson_code.grading.values import encode_arguments

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lesson_code.grading.exercise import Case, Exercise
    from lesson_code.grading.outcome import Outcome

__all__ = ["entry", "functions_behind"]


def entry(exercise: Exercise) -> dict[str, Any]:
    """Return everything about an exercise that its page may know, in a form that JSON can carry.

    Args:
        exercise: One that needs no Keras.

    Raises:
        ValueError: Its cases look at values with something that would give the solution away.
    """
    seen = visible(exercise)
    calls, _ = calls_of(seen)
    key = key_by_running(seen, calls)
    code = exercise.reference.__code__
    return {
        "name": exercise.name,
        "page": exercise.page,
        "parameters": code.co_varnames[: code.co_argcount],
        "stub": stub(exercise),
        "n_hidden": n_hidden(exercise),
        "cases": [_case(case) for case in seen.cases],
        "looks": functions_behind(exercise, {case.look.__name__ for case in seen.cases if case.look}),
        "hints": [misconception.hint for misconception in exercise.misconceptions],
        "key": [list(map(_outcome, row)) for row in (key.expected, *key.wrong)],
    }


def _case(case: Case) -> dict[str, Any]:
    fields = {name: getattr(case, name) for name in ("should", "points", "tolerance", "optional", "after", "reveal")}
    look = case.look.__name__ if case.look else None
    return fields | {"arguments": encode_arguments(case.arguments), "look": look}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    """Return what is compared; the words of an error are not, and need not be in the site."""
    return {"kind": outcome.kind, "value": outcome.value, "kinds": outcome.kinds}


def functions_behind(exercise: Exercise, names: Iterable[str]) -> str:
    """Return the text of functions of an exercise's module, with all that they use of it, and nothing else.

    Args:
        exercise: The exercise.
        names: The functions.

    Raises:
        ValueError: One of them is no function of the module, or uses one that answers the exercise.
    """
    definitions = _definitions(exercise)
    answers = [exercise.reference, *(m.function for m in exercise.misconceptions), *exercise.also_right]
    solving = {function.__name__ for function in answers}
    found: dict[str, str] = {}
    waiting = sorted(names)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        if name in solving or name not in definitions:
            raise ValueError(f"{exercise.name}: a page cannot look at values with {name}")
        found[name] = ast.unparse(definitions[name])
        used = {node.id for node in ast.walk(definitions[name]) if isinstance(node, ast.Name)}
        waiting += sorted(used & definitions.keys())
    return "\n\n".join(found[name] for name in definitions if name in found)


def _definitions(exercise: Exercise) -> Mapping[str, ast.stmt]:
    """Return what a module defines and imports, by name; without annotations, which name types that are not there."""
    module = inspect.getmodule(exercise.reference)
    tree = ast.parse(inspect.getsource(module)) if module else ast.Module([], [])
    named: dict[str, ast.stmt] = {}
    for statement in map(_without_annotations, tree.body):
        for name in _names(statement):
            named[name] = statement
    return named


def _names(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.FunctionDef):
        return [statement.name]
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return [(alias.asname or alias.name).partition(".")[0] for alias in statement.names]
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _without_annotations(statement: ast.stmt) -> ast.stmt:
    if isinstance(statement, ast.FunctionDef):
        statement.returns = None
        for argument in [*statement.args.args, *statement.args.kwonlyargs]:
            argument.annotation = None
    return statement
