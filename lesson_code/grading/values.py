"""Values that cross processes: copied, compared with a tolerance, and put in words."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from lesson_code.grading.copies import decode as _decode
from lesson_code.grading.copies import encode, one_line
from lesson_code.grading.exercise import Formula, Network, Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = [
    "Array",
    "Difference",
    "Other",
    "decode",
    "encode",
    "encode_arguments",
    "equal",
    "first_difference",
    "kind_of",
    "text",
]

WIDTH = 72
NUMBER_DIGITS = 40


class Array(list):  # type: ignore[type-arg]  # list[Any] would import typing, which slows every check
    """The values of a NumPy array, as nested lists."""


@dataclass(frozen=True)
class Other:
    """A value that was not copied: only its kind and a short text are known."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """The first place where two values differ.

    Attributes:
        path: Where, as Python writes it: ``"[2][1]"``; empty for the values themselves.
        expected: The part of the expected value there.
        got: The part of the other value there.
        what: ``"kind"``, ``"length"``, ``"keys"`` or ``"value"``.
    """

    path: str
    expected: Any
    got: Any
    what: str


def encode_arguments(arguments: tuple[Any, ...]) -> Any:
    """Return the form in which the arguments of a call go to a process; see ``copies.decode_arguments``."""
    return {"tuple": [_encode_argument(argument) for argument in arguments]}


def _encode_argument(argument: Any) -> Any:
    if isinstance(argument, Formula):
        return {"formula": str(argument)}
    if isinstance(argument, Network):
        return {"network": [[kind, {"dict": list(settings.items())}] for kind, settings in argument.layers]}
    return encode(argument)


def decode(form: Any) -> Any:
    """Return the value of an encoded form; NumPy arrays become ``Array``, what was not copied ``Other``.

    Raises:
        ValueError: It is none; also ``LookupError``, ``TypeError`` and others of their kind.
    """
    return _decode(form, {"array": _array, "other": _other})


def _array(content: Any) -> Array:
    if not isinstance(content, list):
        raise TypeError("expected a list")
    return Array(content)


def _other(content: Any) -> Other:
    kind, shown = content
    return Other(one_line(kind), str.__str__(shown))


def equal(expected: Any, got: Any, tolerance: float = 1e-6) -> bool:
    """Return whether two values are the same but for rounding; see ``first_difference``."""
    return first_difference(expected, got, tolerance) is None


def first_difference(expected: Any, got: Any, tolerance: float = 1e-6, path: str = "") -> Difference | None:
    """Return the first difference of two values, or None.

    Lists, tuples and NumPy arrays of equal values are equal, so are whole numbers and floats; ``True`` is not 1.
    Two nan are equal.

    Args:
        expected: A plain value.
        got: A plain value, ``Array`` or ``Other``.
        tolerance: How far numbers may lie apart, relative to the expected one where that is a float beyond 1.
        path: Where the values come from.
    """
    if _class(expected) != _class(got):
        return Difference(path, expected, got, "kind")
    if isinstance(expected, list | tuple):
        return _difference_in_lists(expected, got, tolerance, path)
    if isinstance(expected, dict):
        return _difference_in_dicts(expected, got, tolerance, path)
    same = _close(expected, got, tolerance) if _class(expected) == "number" else expected == got
    return None if same else Difference(path, expected, got, "value")


def _difference_in_lists(expected: Any, got: Any, tolerance: float, path: str) -> Difference | None:
    if len(expected) != len(got):
        return Difference(path, expected, got, "length")
    for index, (left, right) in enumerate(zip(expected, got, strict=True)):
        if found := first_difference(left, right, tolerance, f"{path}[{index}]"):
            return found
    return None


def _difference_in_dicts(expected: Any, got: Any, tolerance: float, path: str) -> Difference | None:
    if expected.keys() != got.keys():
        return Difference(path, expected, got, "keys")
    for key, left in expected.items():
        if found := first_difference(left, got[key], tolerance, f"{path}[{text(key)}]"):
            return found
    return None


def _close(expected: float, got: float, tolerance: float) -> bool:
    if expected == got or (expected != expected and got != got):
        return True
    if isinstance(expected, int) and isinstance(got, int):
        return False
    try:
        scale = abs(expected) if isinstance(expected, float) else 1.0
        return math.isfinite(expected) and math.isfinite(got) and abs(expected - got) <= tolerance * max(1.0, scale)
    except OverflowError:
        return False


_CLASSES = {bool: "truth", int: "number", float: "number", str: "text", list: "list", tuple: "list", Array: "list"}
_CLASSES |= {Words: "text", set: "set", frozenset: "set", dict: "dictionary", type(None): "nothing", Other: "other"}


def _class(value: Any) -> str:
    return _CLASSES[type(value)]


_WORDS = {"truth": "True or False", "number": "a number", "text": "a text", "set": "a set", "nothing": "None"}
_WORDS |= {"dictionary": "a dictionary"}


def kind_of(value: Any) -> str:
    """Return what kind of value this is, in words: ``"a number"``, ``"a list of 3 values"``, ``"None"``."""
    if isinstance(value, Other):
        return f"a value of the type {value.kind}"
    if isinstance(value, list | tuple):
        name = "NumPy array" if isinstance(value, Array) else type(value).__name__
        n = len(value)
        return f"an empty {name}" if n == 0 else f"a {name} of {n} value{'s' if n > 1 else ''}"
    return _WORDS[_class(value)]


def text(value: Any, around: str = "", width: int = WIDTH) -> str:
    """Return a value as Python writes it, in one line.

    A long list is cut around its first difference, and says so: ``[… 40 values …, 7.0, 8.0, … 50 values …]``.

    Args:
        value: A decoded value.
        around: The path of the first difference, for example ``"[40][2]"``.
        width: How many characters are welcome.
    """
    if isinstance(value, list | tuple) and _has_more_parts(value, max(width, 0)):
        return _cut_list(value, around, width)  # without writing down all of it first, again at every depth
    whole = _whole(value)
    if len(whole) <= width:
        return whole
    if isinstance(value, list | tuple) and value:
        return _cut_list(value, around, width)
    n_cut = len(whole) - width
    return f"{whole[:width]} … ({n_cut} more characters)"


def _has_more_parts(value: Any, limit: int) -> bool:
    """Return whether a list has more parts, at whatever depth, than a limit; each of them takes a character or more."""
    waiting, n_parts = [value], 0
    while waiting and n_parts <= limit:
        parts = waiting.pop()
        n_parts += len(parts)
        waiting += [part for part in parts[:limit] if isinstance(part, list | tuple)]
    return n_parts > limit


def _whole(value: Any) -> str:
    if isinstance(value, Words | Formula | Network):
        return value.name if isinstance(value, Network) else str(value)
    if isinstance(value, Other):
        return _without_address(value.text)
    if isinstance(value, Array):
        return f"array({_inside(value)})"
    if isinstance(value, list | tuple):
        return _inside(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_whole(key)}: {_whole(item)}" for key, item in value.items()) + "}"
    if isinstance(value, set | frozenset) and value:
        return "{" + ", ".join(sorted((_whole(item) for item in value), key=lambda word: (len(word), word))) + "}"
    if type(value) is int and value.bit_length() > 3 * NUMBER_DIGITS:
        return f"a whole number of about {int(value.bit_length() * 0.30103) + 1} digits"
    return repr(value)


def _without_address(shown: str) -> str:
    """Return ``<function f>`` for ``<function f at 0x7f…>``: the place in memory says nothing and always changes."""
    return re.sub(r" at 0x[0-9a-fA-F]+", "", shown)


def _inside(value: Any) -> str:
    items = [_inside(item) if isinstance(item, Array) else _whole(item) for item in value]
    if isinstance(value, tuple):
        return f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})"
    return f"[{', '.join(items)}]"


def _cut_list(value: Any, around: str, width: int) -> str:
    index, inner = _step_into(around)
    index = min(index, len(value) - 1)
    shown = [text(value[index], inner, width - 20)]
    first, last = index, index
    while len(", ".join(shown)) < width - 40:
        if last + 1 < len(value):
            last += 1
            shown.append(text(value[last], "", width // 2))
        elif first > 0:
            first -= 1
            shown.insert(0, text(value[first], "", width // 2))
        else:
            break
    before = [f"… {first} more …"] if first else []
    after = [f"… {len(value) - 1 - last} more …"] if last + 1 < len(value) else []
    left, right = ("(", ")") if isinstance(value, tuple) else ("[", "]")
    return left + ", ".join(before + shown + after) + right


def _step_into(path: str) -> tuple[int, str]:
    head, _, rest = path[1:].partition("]")
    return (int(head), rest) if head.isdigit() else (0, "")
