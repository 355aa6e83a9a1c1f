"""The conditions of claims: a small part of Python over the named results of one run, evaluated safely."""

from __future__ import annotations

import ast
import operator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["COMPARISONS", "ConditionError", "evaluate", "names_in", "value_of"]

COMPARISONS: dict[type, Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
OPERATORS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    **COMPARISONS,
}
SIGNS: dict[type, Callable[[Any], Any]] = {ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Not: operator.not_}
FUNCTIONS: dict[str, Callable[..., Any]] = {"min": min, "max": max, "abs": abs, "len": len}
ALLOWED = "names, numbers, indices, + - * / // % **, comparisons, and, or, not, min, max, abs, len"


class ConditionError(ValueError):
    """A condition cannot be read or evaluated; the message says why."""


def evaluate(expression: str, values: Mapping[str, Any]) -> bool:
    """Return whether a condition holds for the results of one run.

    Args:
        expression: A comparison, or several joined by ``and``, ``or``, ``not``.
        values: The results: a number, or a list of numbers, for each name.

    Raises:
        ConditionError: The condition uses what is not allowed, or does not fit the results.
    """
    result = value_of(expression, values)
    if not isinstance(result, bool):
        raise ConditionError(f"'{expression}' is {result!r}, neither true nor false; write a comparison")
    return result


def value_of(expression: str, values: Mapping[str, Any]) -> Any:
    """Return the value of a part of a condition, such as ``network[-1]``.

    Args:
        expression: The part.
        values: The results: a number, or a list of numbers, for each name.

    Raises:
        ConditionError: It uses what is not allowed, or does not fit the results.
    """
    tree = _parsed(expression)
    try:
        return _value(tree, values)
    except ConditionError as error:
        raise ConditionError(f"'{expression}': {error}") from None
    except (ArithmeticError, IndexError, TypeError, ValueError) as error:
        raise ConditionError(f"'{expression}' does not fit the results: {error}") from None


def names_in(expression: str) -> list[str]:
    """Return the results that a condition uses, in order, each once: ``wide``, or ``network[-1]`` where indexed.

    Args:
        expression: The condition.

    Raises:
        ConditionError: It uses what is not allowed.
    """
    found: list[str] = []
    _collect(_parsed(expression), found)
    return list(dict.fromkeys(found))


def _parsed(expression: str) -> ast.expr:
    try:
        tree = ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ConditionError(f"'{expression}' is no condition; write one such as 'wide > 0.9'") from None
    for node in ast.walk(tree):
        _check(node)
    return tree


def _check(node: ast.AST) -> None:
    """Refuse a part that is not of the small language."""
    simple = (ast.Name, ast.Compare, ast.BoolOp, ast.Subscript, ast.BinOp, ast.UnaryOp, ast.expr_context, ast.boolop)
    known = isinstance(node, simple) or type(node) in {**OPERATORS, **SIGNS}
    if isinstance(node, ast.Constant):
        known = type(node.value) in (int, float, bool)
    if isinstance(node, ast.Call):
        known = isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS and not node.keywords
    if not known:
        what = ast.unparse(node) if isinstance(node, ast.expr) else type(node).__name__
        raise ConditionError(f"'{what}' cannot be used in a condition; there are {ALLOWED}")


def _value(node: ast.expr, values: Mapping[str, Any]) -> Any:
    match node:
        case ast.Constant():
            return node.value
        case ast.Name():
            if node.id not in values:
                raise ConditionError(f"the run has no result '{node.id}'; it has {', '.join(values) or 'none'}")
            return values[node.id]
        case ast.Subscript():
            return _value(node.value, values)[_value(node.slice, values)]
        case ast.UnaryOp():
            return SIGNS[type(node.op)](_value(node.operand, values))
        case ast.BinOp():
            return OPERATORS[type(node.op)](_value(node.left, values), _value(node.right, values))
        case ast.Call(func=ast.Name(id=name)):
            return FUNCTIONS[name](*(_value(argument, values) for argument in node.args))
        case ast.Compare():
            return _compare(node, values)
        case ast.BoolOp():
            parts = (_value(part, values) for part in node.values)
            return all(parts) if isinstance(node.op, ast.And) else any(parts)
    raise ConditionError(f"'{ast.unparse(node)}' cannot be used in a condition")


def _compare(node: ast.Compare, values: Mapping[str, Any]) -> bool:
    left = _value(node.left, values)
    for sign, part in zip(node.ops, node.comparators, strict=True):
        right = _value(part, values)
        if not OPERATORS[type(sign)](left, right):
            return False
        left = right
    return True


def _collect(node: ast.AST, found: list[str]) -> None:
    if isinstance(node, ast.Subscript):
        found.append(ast.unparse(node))
    elif isinstance(node, ast.Name):
        found.append(node.id)
    else:
        called = node.func if isinstance(node, ast.Call) else None
        for part in ast.iter_child_nodes(node):
            if part is not called:
                _collect(part, found)
