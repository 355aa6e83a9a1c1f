"""The program of the process that runs an answer; ``supervisor`` starts it, or on Windows the grader itself.

It uses the standard library alone and knows no expected value, no points and no exercise: it only answers questions.

Questions come as JSON lines on one private descriptor, replies go as JSON lines to another, so that what an answer
prints cannot become a reply. Each question carries a random ``id`` that its reply repeats.
"""

from __future__ import annotations

import json
import os
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

# What a class is called and comes from, whatever it says about itself.
_name = type.__dict__["__name__"].__get__
_family = type.__dict__["__mro__"].__get__
_traceback = BaseException.__dict__["__traceback__"].__get__


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
    name = _name(kind)[:NAME_LIMIT]
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
    return eval(text, {"__builtins__": {}})  # noqa: S307 – the grader has written it


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
        return f"<{_name(type(value))[:NAME_LIMIT]}>"
    return text if len(text) <= TEXT_LIMIT else text[:TEXT_LIMIT] + " …"


class NoLessonCode:
    """Refuses to import the package that knows the solutions."""

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> None:
        """Raise for ``lesson_code``, leave everything else to the next finder."""
        if name.partition(".")[0] == "lesson_code":
            raise ImportError("an answer is checked on its own and cannot import lesson_code", name="lesson_code")


class Answer:
    """What a learner wrote."""

    def __init__(self) -> None:
        self.function: Any = None
        self.file: str | None = None
        self.code: Any = None
        self.may_be_model = False

    def import_keras(self, _: dict[str, Any]) -> dict[str, Any]:
        """Import TensorFlow and Keras; what they write to the standard error goes nowhere."""
        self.may_be_model = True
        kept, devnull = os.dup(2), os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, 2)
        try:
            __import__("tensorflow").config.list_physical_devices()
            __import__("keras")
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            os.close(devnull)
        return {"loaded": None}

    def read(self, question: dict[str, Any]) -> dict[str, Any]:
        """Read the file without running it, so that an error in how it is written is known at once."""
        self.file = question["file"]
        with open(question["file"], "rb") as file:
            self.code = compile(file.read(), question["file"], "exec", dont_inherit=True)
        return {"loaded": None}

    def load(self, question: dict[str, Any]) -> dict[str, Any]:
        """Run the file that was read and find the function; return what was found."""
        name = question["name"]
        module = type(sys)(name)
        module.__file__ = question["file"]
        sys.modules[name] = module
        exec(self.code, module.__dict__)
        self.function = module.__dict__.get(name)
        own = [key for key, value in module.__dict__.items() if type(value) is type(shortened) and type(key) is str]
        return {"loaded": self.described(), "functions": _short(own), "inside": name in names_inside(self.code)}

    def described(self) -> dict[str, Any]:
        """Return whether there is a function, and which arguments it takes.

        ``fewest`` and ``most`` (None: any number) count arguments without a name, ``by_name`` are the names of those
        that must be given with theirs.
        """
        function = self.function
        (kind,) = _short([_name(type(function))])
        found: dict[str, Any] = {"kind": kind, "callable": callable(function), "fewest": 0, "most": None}
        if type(function) is type(shortened):
            code = function.__code__
            found["fewest"] = max(0, code.co_argcount - len(function.__defaults__ or ()))
            found["most"] = None if code.co_flags & 0x04 else code.co_argcount
            names = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
            found["by_name"] = _short([name for name in names if name not in (function.__kwdefaults__ or {})])
        return found

    def call(self, question: dict[str, Any]) -> dict[str, Any]:
        """Call the function with the arguments of a question; return a copy of what it gives."""
        value = self.function(*decode_arguments(question["arguments"]))
        if _name(type(value)) == "coroutine":
            value.close()  # else Python complains about one that nobody waits for, and names this file
        return {"returned": encode_model(value) if self.may_be_model and is_model(value) else encode(value)}

    def error(self, exception: BaseException) -> dict[str, Any]:
        """Return kind and message of an exception, and the last line it passed in the answer's file."""
        line = None
        step = _traceback(exception)
        while step is not None:
            if step.tb_frame.f_code.co_filename == self.file:
                line = step.tb_lineno
            step = step.tb_next
        message = shortened(str, exception)
        if isinstance(exception, SyntaxError) and exception.filename == self.file:
            line, message = exception.lineno, shortened(str, exception.msg)
        line = line if type(line) is int and 0 < line < LINES_LIMIT else None
        kinds = _short([_name(kind) for kind in _family(type(exception))])
        return {"raised": {"kinds": kinds, "message": message, "line": line}}


def _short(names: list[str]) -> list[str]:
    return [name[:NAME_LIMIT] for name in names[:NAMES_LIMIT]]


def names_inside(code: Any) -> set[str]:
    """Return the names of all functions and classes in compiled code, at whatever depth."""
    inner = [part for part in code.co_consts if type(part) is type(code)]
    return {part.co_name for part in inner}.union(*map(names_inside, inner))


def is_model(value: Any) -> bool:
    """Return whether a value is a Keras model."""
    model = getattr(sys.modules.get("keras"), "Model", None)
    return isinstance(model, type) and isinstance(value, model)


def encode_model(model: Any) -> Any:
    """Return the configuration of a Keras model, from which another process can build one like it.

    With it goes what a configuration does not hold for certain: for the model and every layer in it whether it is
    trainable, whether each of its weights is, and what the numbers in each add up to.
    """
    try:
        compiled = model.get_compile_config() if model.compiled else None
        layers = [_described(layer) for layer in layers_inside(model)]
        return {"model": {"config": model.to_json(), "layers": layers, "compiled": json.dumps(compiled)}}
    except Exception:
        return {"other": [type(model).__name__, "a model with parts of its own, which Keras cannot describe"]}


def layers_inside(model: Any) -> list[Any]:
    """Return a model and all layers in it, at whatever depth; a model that is a layer comes before its own layers."""
    return [model, *(inside for layer in getattr(model, "layers", ()) for inside in layers_inside(layer))]


def _described(layer: Any) -> Any:
    weights = [] if hasattr(layer, "layers") else layer.weights
    return [bool(layer.trainable), [[bool(weight.trainable), float(weight.numpy().sum())] for weight in weights]]


def reply_to(answer: Answer, question: dict[str, Any]) -> dict[str, Any]:
    """Return the reply to one question, whatever the answer does."""
    try:
        reply: dict[str, Any] = getattr(answer, question["do"])(question)
    except BaseException as exception:
        reply = answer.error(exception)
    flush()
    return reply


def flush() -> None:
    """Send what was printed on its way."""
    for stream in (sys.stdout, sys.stderr):
        shortened(lambda stream: str(stream.flush()), stream)  # the answer may have closed or replaced it


def private_descriptors() -> tuple[Any, Any]:
    """Move the two pipes of a program of ours out of reach of ``print`` and ``input``; return them as files."""
    questions, replies = os.dup(0), os.dup(1)
    devnull = os.open(os.devnull, os.O_RDONLY)
    os.dup2(devnull, 0)
    os.dup2(2, 1)
    os.close(devnull)
    return as_files(questions, replies)


def as_files(questions: int, replies: int) -> tuple[Any, Any]:
    """Return two descriptors as files of lines, one to read and one to write."""
    return os.fdopen(questions, "r", encoding="ascii"), os.fdopen(replies, "w", encoding="ascii", newline="\n")


def serve(questions: Any, replies: Any, hello: dict[str, Any]) -> None:
    """Say hello, then answer questions until there are no more.

    Args:
        questions: The file from which they come.
        replies: The file to which the replies go.
        hello: What to send first.
    """
    sys.meta_path.insert(0, NoLessonCode())
    sys.path[:] = [folder for folder in sys.path if not _is_the_course(folder)]
    for name in [name for name in sys.modules if name.partition(".")[0] == "lesson_code"]:
        del sys.modules[name]
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # they are what Python has made them
    answer = Answer()
    _send(replies, hello)
    for line in questions:
        question = json.loads(line)
        _send(replies, reply_to(answer, question) | {"id": question["id"]})


def _is_the_course(folder: str) -> bool:
    """Return whether a folder of ``sys.path`` is there for the course alone, and not for other packages."""
    return os.path.isdir(os.path.join(folder, "lesson_code")) and not folder.endswith("-packages")


def _send(out: Any, reply: dict[str, Any]) -> None:
    out.write(json.dumps(reply) + "\n")
    out.flush()


def main() -> None:
    """Serve without a supervisor; the first line is the order to start."""
    questions, replies = private_descriptors()
    serve(questions, replies, {"id": json.loads(questions.readline())["id"]})
