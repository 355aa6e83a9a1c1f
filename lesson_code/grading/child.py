"""The program of the process that runs an answer; ``supervisor`` starts it, or on Windows the grader itself.

It uses the standard library alone and knows no expected value, no points and no exercise: it only answers questions.

Questions come as JSON lines on one private descriptor, replies go as JSON lines to another, so that what an answer
prints cannot become a reply. Each question carries a random ``id`` that its reply repeats.
"""

from __future__ import annotations

import json
import os
import sys

from lesson_code.grading.copies import (
    LINES_LIMIT,
    NAME_LIMIT,
    NAMES_LIMIT,
    decode_arguments,
    encode,
    name_of,
    shortened,
)

TYPE_CHECKING = False
if TYPE_CHECKING:  # ``typing`` itself would cost a tenth of a check
    from typing import Any


# What a class and an exception come from, whatever they say about themselves.
_family = type.__dict__["__mro__"].__get__
_traceback = BaseException.__dict__["__traceback__"].__get__


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
        (kind,) = _short([name_of(type(function))])
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
        if name_of(type(value)) == "coroutine":
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
        kinds = _short([name_of(kind) for kind in _family(type(exception))])
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
