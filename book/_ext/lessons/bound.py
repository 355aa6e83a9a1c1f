"""Numbers and words of a page that are bound to its run: how they are written, found, checked and shown.

Sphinx is not imported here: the run of a page evaluates the expressions, the build shows the values.
``places`` finds the roles.
"""

from __future__ import annotations

import ast
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lessons.conditions import COMPARISONS
from lessons.places import Bound, bindings, stamp

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "Binding",
    "Bound",
    "BoundError",
    "Value",
    "as_written",
    "bindings",
    "check",
    "joined",
    "parse",
    "show",
    "stamp",
]

#: What the run of a page hands over for an expression.
Value = int | float | bool | str

NUMBER = r"[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
RANGE = re.compile(rf"^(?P<rest>.*?)\s+in\s+(?P<low>{NUMBER})\s?(?P<each>%?)\.\.(?P<high>{NUMBER})\s?(?P<all>%?)$")
FORMAT = re.compile(r"[+]?[0-9]*,?(?:\.[0-9]+)?[dfge%]?")
#: With one of these a word is a format and nothing else; "+1" may also end a sum.
FORMAT_ONLY = re.compile(r"[,dfge%]|^\.\d+$|^\+$")
#: A thousands separator that never breaks a line, as between a number and its percent sign.
THIN_SPACE = "\u202f"


class BoundError(ValueError):
    """A role is not written as it must be; the message says what is expected."""


@dataclass(frozen=True)
class Binding:
    """What a role says.

    Attributes:
        kind: ``num`` or ``holds``.
        words: What is shown, for ``holds``.
        expressions: What is evaluated: one expression, or the operands of comparisons in their order.
        format: A format specification, or nothing.
        low: The smallest value that the sentence allows, or None.
        high: The largest one.
        text: The role's text, white space joined.
    """

    kind: str
    words: str
    expressions: tuple[str, ...]
    format: str
    low: float | None
    high: float | None
    text: str


def parse(kind: str, text: str) -> Binding:
    """Read the text of a role.

    Args:
        kind: ``num`` or ``holds``.
        text: What stands between the backticks.

    Returns:
        The parts.

    Raises:
        BoundError: The text is not what the role expects.
    """
    text = joined(text.replace("\\|", "|"))
    return _parse_holds(text) if kind == "holds" else _parse_num(text)


def joined(text: str) -> str:
    """Return a text in one line, with one space between words; spaces that never break stay as they are."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def _parse_num(text: str) -> Binding:
    rest, low, high = _take_range(text)
    expression, spec = _take_format(rest)
    _parsed(expression)
    return Binding("num", "", (expression,), spec, low, high, text)


def _take_range(text: str) -> tuple[str, float | None, float | None]:
    match = RANGE.match(text)
    if not match:
        if ".." in text.rpartition(" in ")[2] and " in " in text:
            raise BoundError(f"'{text}' does not end in a range; write 'in LOW..HIGH' with two numbers")
        return text, None, None
    low, high = float(match["low"]), float(match["high"])
    # "90..95%" speaks of per cent twice.
    low, high = low / (100 if match["each"] or match["all"] else 1), high / (100 if match["all"] else 1)
    if low > high:
        raise BoundError(f"the range of '{text}' is empty; write the smaller number first")
    return match["rest"], low, high


def _take_format(text: str) -> tuple[str, str]:
    rest, _, word = text.rpartition(" ")
    is_format = bool(rest and word and FORMAT.fullmatch(word) and _is_python(rest))
    if is_format and (FORMAT_ONLY.search(word) or not _is_python(text)):
        return rest, word
    return text, ""


def _parse_holds(text: str) -> Binding:
    words, bar, condition = (part.strip() for part in text.rpartition(" | "))
    if not bar or not words:
        raise BoundError(f"'{text}' says not what must be true; write the words, then ' | ', then a comparison")
    operands = _operands(_parsed(condition), condition)
    return Binding("holds", words, tuple(operands) or (condition,), "", None, None, text)


def _is_python(text: str) -> bool:
    try:
        _parsed(text)
    except BoundError:
        return False
    return True


def _parsed(expression: str) -> ast.expr:
    try:
        return ast.parse(expression, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise BoundError(
            f"'{expression}' is no Python expression; write an expression, then perhaps a format such as .2f, "
            "then perhaps a range such as 'in 0.9..1.0'"
        ) from None


def _comparisons(tree: ast.expr) -> list[ast.Compare]:
    """Return a comparison, or the comparisons that ``and`` joins; nothing for any other expression."""
    parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    found = [
        part for part in parts if isinstance(part, ast.Compare) and all(type(sign) in COMPARISONS for sign in part.ops)
    ]
    return found if len(found) == len(parts) else []


def _operands(tree: ast.expr, text: str) -> list[str]:
    parts = [part for found in _comparisons(tree) for part in (found.left, *found.comparators)]
    # A tuple or a list has no plain value to be stored; such a comparison is evaluated as a whole.
    if any(isinstance(part, ast.Tuple | ast.List | ast.Dict | ast.Set) for part in parts):
        return []
    return [ast.get_source_segment(text, part) or ast.unparse(part) for part in parts]


def check(binding: Binding, values: Mapping[str, Value]) -> str | None:
    """Return what is wrong with the values of a binding, or None.

    Args:
        binding: What the role says.
        values: The value of each of its expressions.

    Raises:
        KeyError: An expression has no value.
    """
    return _check_holds(binding, values) if binding.kind == "holds" else _check_num(binding, values)


def _check_num(binding: Binding, values: Mapping[str, Value]) -> str | None:
    expression, value = binding.expressions[0], values[binding.expressions[0]]
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return f"{expression} is {value}, which is no number; compute a number, or check it with a 'holds'"
    if isinstance(value, float) and not math.isfinite(value):
        return f"{expression} is {value}, which is no number to show"
    if isinstance(value, float) and not re.search(r"[.fge%]", binding.format):
        return f"{expression} is {value:.6g}, a number with decimals; give it a format such as .2f"
    if isinstance(value, str) and (binding.format or binding.low is not None):
        return f"{expression} is the text '{value}', which has neither a format nor a range"
    try:
        shown = _formatted(value, binding.format)
    except ValueError as error:
        return f"{expression} is {value}, and the format '{binding.format}' does not fit: {error}"
    if isinstance(value, str) or binding.low is None or binding.high is None:
        return None
    if binding.low <= value <= binding.high:
        return None
    # Rounded, the value may look as if it were inside.
    written = float(shown.rstrip("%").replace(",", "")) / (100 if shown.endswith("%") else 1)
    exact = "" if math.isclose(written, value, rel_tol=1e-6) else f" ({value:.6g})"
    return f"{shown}{exact} is outside {binding.text.rpartition(' in ')[2]}"


def _check_holds(binding: Binding, values: Mapping[str, Value]) -> str | None:
    condition = binding.text.rpartition(" | ")[2].strip()
    found = {text: values[text] for text in binding.expressions}
    tree = _parsed(condition)
    if not _operands(tree, condition):
        value = found[condition]
        if not isinstance(value, bool):
            return f"'{condition}' is {value}, neither true nor false; write a comparison"
        return None if value else f"'{condition}' is false"
    named = ", ".join(f"{text} is {_plain(value)}" for text, value in found.items() if not _is_constant(text))
    try:
        true = _compare(_comparisons(tree), [values[text] for text in binding.expressions])
    except TypeError:
        return f"'{condition}' compares what cannot be compared ({named})"
    return None if true else f"'{condition}' is false" + (f" ({named})" if named else "")


def _compare(comparisons: list[ast.Compare], values: list[Value]) -> bool:
    """Return whether all comparisons hold; ``values`` are those of their operands, in order."""
    left = iter(values)
    for comparison in comparisons:
        before = next(left)
        for sign in comparison.ops:
            after = next(left)
            if not COMPARISONS[type(sign)](before, after):
                return False
            before = after
    return True


def _is_constant(text: str) -> bool:
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return False
    return True


def _plain(value: Value) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _formatted(value: Value, spec: str) -> str:
    text = format(value, spec)
    # A small negative number must not be shown as minus nothing.
    return text.replace("-", "", 1) if text.startswith("-") and not re.search("[1-9]", text) else text


def show(binding: Binding, values: Mapping[str, Value]) -> str:
    """Return what the reader sees: the words, or the number as the course writes numbers.

    Args:
        binding: What the role says.
        values: The value of each of its expressions, for ``num``.

    Raises:
        KeyError: An expression has no value.
        ValueError: The format does not fit the value; `check` says so in words.
    """
    if binding.kind == "holds":
        return binding.words
    value = values[binding.expressions[0]]
    return str(value) if isinstance(value, str) else as_written(_formatted(value, binding.format))


def as_written(number: str) -> str:
    """Return a number as the course writes it: a real minus, thin spaces in thousands and before a percent sign."""
    return number.replace("-", "−").replace(",", THIN_SPACE).replace("%", f"{THIN_SPACE}%")
