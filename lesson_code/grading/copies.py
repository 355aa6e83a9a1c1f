"""Copies of values in a form that JSON can carry, made by exact type: between an answer's process and the grader.

Both sides use it: the grader for its own values and for what it gets, the answer's process for what it was asked and
for what it gives.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # ``typing`` itself would cost a tenth of a check
    from collections.abc import Callable
    from typing import Any

VALUES_LIMIT = 10_000
KEYS_LIMIT = 1_000  # of all dictionaries and sets: more could be chosen so that looking one up takes for ever
DEPTH_LIMIT = 40
LENGTH_LIMIT = 50_000  # characters of a text, bits of a whole number
TEXT_LIMIT, NAME_LIMIT, NAMES_LIMIT = 500, 100, 50
LINES_LIMIT = 1_000_000
TOO_MUCH = "too much to copy"

# What a class is called, whatever it says about itself.
name_of = type.__dict__["__name__"].__get__


def encode(value: Any, room: list[int] | None = None, depth: int = 0) -> Any:
    """Return an exact copy of a value in a form that JSON can carry.

    ``None``, ``bool``, ``int``, ``float``, ``str`` and ``list`` stand for themselves; other kinds are tagged:
    ``{"tuple": […]}``, ``{"set": […]}``, ``{"frozenset": […]}``, ``{"dict": [[key, value], …]}``,
    ``{"float": "nan"}``, ``{"int": "0x…"}`` (large ones), ``{"array": […]}`` (NumPy's), and
    ``{"other": [kind, short text]}`` for anything else, also for what is too large or holds itself.

    Args:
        value: Anything at all.
        room: How many further values and how many keys may still be copied; eight characters count as one value.
        depth: How many containers are around this value.
    """
    room = [VALUES_LIMIT, KEYS_LIMIT] if room is None else room
    kind = type(value)
    if value is None or kind is bool:
        return value
    if depth > DEPTH_LIMIT:
        return _other(kind, "nested too deeply to copy", room)
    if not _is_room_for(value, kind, room):
        return {"other": [kind.__name__ if kind in _COSTS else "object", TOO_MUCH]}
    if kind in _SCALARS:
        return _SCALARS[kind](value)
    if kind is dict:
        return {"dict": [[encode(k, room, depth + 1), encode(v, room, depth + 1)] for k, v in value.items()]}
    if kind in _COSTS:
        items = [encode(item, room, depth + 1) for item in value]
        return items if kind is list else {kind.__name__: items}
    return _encode_other(value, room, depth)


def _part_of_length(length: int, divisor: int) -> int:
    return length // divisor if length < LENGTH_LIMIT else 1


_COSTS: dict[type, Callable[[Any], int]] = {
    int: lambda value: _part_of_length(value.bit_length(), 32),
    float: lambda _: 0,
    str: lambda value: _part_of_length(len(value), 8),
    dict: lambda value: 2 * len(value),
    **dict.fromkeys((list, tuple, set, frozenset), len),
}


def _is_room_for(value: Any, kind: type, room: list[int]) -> bool:
    """Take the room for the parts of a value; its own place has been taken by what it is in."""
    cost = _COSTS[kind](value) if kind in _COSTS else 1
    keys = len(value) if kind in (dict, set, frozenset) else 0
    if cost > room[0] or keys > room[1]:
        return False
    room[0] -= cost
    room[1] -= keys
    return True


def _other(kind: type, text: str, room: list[int]) -> Any:
    name = name_of(kind)[:NAME_LIMIT]
    room[0] -= (len(name) + len(text)) // 8
    return {"other": [name, text]}


def _encode_int(value: int) -> Any:
    if abs(value) < 2**63:
        return value
    return {"int": hex(value)} if value.bit_length() < LENGTH_LIMIT else {"other": ["int", "too long to copy"]}


def _encode_float(value: float) -> Any:
    return value if value - value == 0 else {"float": repr(value)}


def _encode_str(value: str) -> Any:
    return value if len(value) < LENGTH_LIMIT else {"other": ["str", f"a text of {len(value)} characters"]}


_SCALARS: dict[type, Callable[[Any], Any]] = {int: _encode_int, float: _encode_float, str: _encode_str}


def _encode_other(value: Any, room: list[int], depth: int) -> Any:
    kind = type(value)
    numpy = sys.modules.get("numpy")
    if numpy is not None and kind.__module__ == "numpy":
        if isinstance(value, numpy.generic) or getattr(value, "shape", None) == ():
            plain = value.item()
            if type(plain) is not kind:  # a long double is its own item
                return encode(plain, room, depth + 1)
        elif isinstance(value, numpy.ndarray) and value.size < VALUES_LIMIT:
            form = encode(value.tolist(), room, depth)
            return {"array": form} if type(form) is list else form
    return _other(kind, shortened(repr, value), room)


def decode(
    form: Any, others: dict[str, Callable[[Any], Any]] | None = None, room: list[int] | None = None, depth: int = 0
) -> Any:
    """Return the value of an encoded form.

    Args:
        form: What ``encode`` gave, or what an answer pretends that it gave.
        others: How to make values of the tags ``"array"`` (from a list) and ``"other"`` (from kind and text).
        room: How many further forms and how many keys may still come.
        depth: How many containers are around this form.

    Raises:
        ValueError: ``encode`` would never give this form; also ``KeyError`` and ``TypeError`` for others of its kind.
    """
    room = [4 * VALUES_LIMIT + 4, KEYS_LIMIT] if room is None else room
    room[0] -= 1
    if room[0] < 0 or depth > 2 * DEPTH_LIMIT:
        raise ValueError("too much, or nested too deeply")
    if isinstance(form, list):
        return [decode(item, others, room, depth + 1) for item in form]
    if not isinstance(form, dict):
        return _of_limited_length(form)
    ((tag, content),) = form.items()
    if tag in _CONTAINERS:
        return _decode_container(tag, content, others, room, depth)
    if tag == "float":
        return _FLOATS[content]
    if tag == "int":
        return int(_of_limited_length(content), 16)
    return (others or {})[tag](decode(content, others, room, depth + 1))


def _decode_container(tag: str, content: Any, others: Any, room: list[int], depth: int) -> Any:
    if not isinstance(content, list):
        raise TypeError("expected a list")
    room[1] -= len(content) if tag != "tuple" else 0
    if room[1] < 0:
        raise ValueError("too many keys")
    return _CONTAINERS[tag](decode(content, others, room, depth + 1))


def _of_limited_length(form: Any) -> Any:
    if isinstance(form, str) and len(form) > LENGTH_LIMIT:
        raise ValueError("too long")
    return form


def decode_arguments(form: Any) -> Any:
    """Return the arguments of a call; they come from the grader, which may also send a formula or a network."""
    return decode(form, {"formula": _function, "network": _network})


def _function(text: str) -> Any:
    return eval(text, {"__builtins__": {}})  # noqa: S307  # the grader has written the text, never a learner


def _network(layers: Any) -> Any:
    """Return a model of the functional kind, as ``keras.applications`` gives them, with the same weights every time."""
    keras = __import__("keras")
    keras.utils.set_random_seed(1)
    makers = {"Input": keras.Input} | vars(keras.layers)
    inputs, *others = [makers[kind](**settings) for kind, settings in layers]
    outputs = inputs
    for layer in others:
        outputs = layer(outputs)
    return keras.Model(inputs, outputs)


_CONTAINERS: dict[str, Callable[[Any], Any]] = {"tuple": tuple, "set": set, "frozenset": frozenset, "dict": dict}
_FLOATS = {text: float(text) for text in ("nan", "inf", "-inf")}


def one_line(name: str) -> str:
    """Return a name cut short, without what would move a cursor."""
    return "".join(character if character.isprintable() else "�" for character in str.__str__(name)[:NAME_LIMIT])


def shortened(function: Callable[[Any], str], value: Any) -> str:
    """Return the text that ``function`` makes of a value, cut short, whatever the value does."""
    try:
        text = str.__str__(function(value))
    except BaseException:
        return f"<{name_of(type(value))[:NAME_LIMIT]}>"
    return text if len(text) <= TEXT_LIMIT else text[:TEXT_LIMIT] + " …"
