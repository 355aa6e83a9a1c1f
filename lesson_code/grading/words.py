"""The sentences of a report: kind, short, and each with one next step."""

from __future__ import annotations

import math

from lesson_code.grading.report import Line, Problem
from lesson_code.grading.values import Array, Difference, Other, kind_of, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from lesson_code.grading.exercise import Exercise
    from lesson_code.grading.outcome import Outcome

__all__ = [
    "advice_on_other",
    "call_text",
    "conjugated",
    "difference_text",
    "error_advice",
    "error_text",
    "flagged",
    "load_problem",
    "missing_function",
    "not_a_function",
    "not_finished",
    "not_started",
    "nothing_returned",
    "our_fault",
    "refusal_advice",
    "stopped_text",
    "too_large",
    "unreadable",
    "unusable",
    "wrong_parameters",
]

ERROR_HELP = {
    "EOFError": "nobody types while checks run: use the parameters instead of input()",
    "PermissionError": "an answer may use files in its own folder alone, and neither a network nor other programs",
    "RecursionError": "it calls itself again and again without end",
    "SystemExit": "it ends the whole program: use return, not exit() or sys.exit()",
}
OTHER_HELP = {
    "generator": "yield makes a generator: use return",
    "coroutine": "async makes a coroutine: start the line with def alone",
    "function": "this is a function, not what it gives: call it with parentheses",
    "method": "this is a method, not what it gives: call it with parentheses",
    "builtin_function_or_method": "this is a function, not what it gives: call it with parentheses",
    "type": "this is a class, not an object of it: call it with parentheses",
}
LOAD_HELP = {
    "PermissionError": ERROR_HELP["PermissionError"],
    "EOFError": "nobody types while checks run: take input() out of the file",
    "SystemExit": "take the call of exit() or sys.exit() out of the file",
    "ModuleNotFoundError": "an answer stands on its own in one file: check the name, or write it without this import",
    "ImportError": "an answer stands on its own in one file: write it without this import",
}


def conjugated(should: str) -> str:
    """Return the end of "It should …" as the end of "It …": ``"give 1"`` becomes ``"gives 1"``."""
    verb, _, rest = should.partition(" ")
    if verb in ("never", "always", "also"):
        inner = conjugated(rest)
        return f"is {verb}{inner[2:]}" if inner.startswith("is ") else f"{verb} {inner}"
    verb = {"be": "is", "have": "has", "do": "does"}.get(verb) or _with_s(verb)
    return f"{verb} {rest}".rstrip()


def _with_s(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "o", "z")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}s"


def call_text(name: str, arguments: Sequence[object]) -> str:
    """Return a call as a learner would write it."""
    return f"{name}({', '.join(text(argument) for argument in arguments)})"


def difference_text(difference: Difference) -> str | None:
    """Return where two values first differ, or None where the values say it all."""
    place = f"at {difference.path}: " if difference.path else ""
    expected, got = difference.expected, difference.got
    if difference.what == "kind":
        return place + _kinds_text(expected, got, difference.path)
    if difference.what == "length":
        return f"{place}expected {len(expected)} value{_s(len(expected))}, got {len(got)}"
    if difference.what == "keys":
        return place + _keys_text(expected, got)
    if difference.path:
        return f"first difference {place}expected {text(expected)}, got {text(got)}"
    return _value_text(expected, got)


def _kinds_text(expected: object, got: object, path: str) -> str:
    advice = ""
    if special := advice_on_other(got):
        return special
    if got is None and not path:
        advice = ": did you forget return?"
    elif isinstance(got, Other | Array) and isinstance(expected, int | float):
        advice = ": make it a plain number, for example with float(…)"
    elif isinstance(got, bool):
        return f"expected {kind_of(expected)}, and {got} is a truth value"
    elif isinstance(got, str) and isinstance(expected, int | float):
        advice = ": leave out the quotation marks, or str(…)"
    return f"expected {kind_of(expected)}, got {kind_of(got)}{advice}"


def advice_on_other(got: object) -> str | None:
    """Return what helps against a value that is not one yet, such as a function that was not called."""
    return OTHER_HELP.get(got.kind) if isinstance(got, Other) else None


def refusal_advice(got: object, wanted: str) -> str | None:
    """Return what helps where an error was made but not raised."""
    made = isinstance(got, Other) and got.kind in (wanted, "type") and wanted in got.text
    return "an error is raised, not returned: use raise in place of return" if made else None


def _keys_text(expected: dict[object, object], got: dict[object, object]) -> str:
    missing = [text(key) for key in expected if key not in got]
    unknown = [text(key) for key in got if key not in expected]
    return f"missing {', '.join(missing)}" if missing else f"not asked for: {', '.join(unknown)}"


def _value_text(expected: object, got: object) -> str | None:
    if not isinstance(expected, int | float) or not isinstance(got, float):
        return None
    if math.isnan(got):
        return "nan means “not a number”: is something like 0 / 0 or inf - inf computed on the way?"
    if math.isinf(got):
        return "inf means infinity: does a number grow beyond all bounds on the way?"
    if abs(expected - got) < 1e-3 * max(1.0, abs(expected)):
        return "very close: is something rounded on the way?"
    return None


def error_text(outcome: Outcome) -> str:
    """Return an exception as Python shows it: ``"ValueError: a reason"``."""
    return f"{outcome.kinds[0]}: {outcome.message}".removesuffix(": ")


def error_advice(outcome: Outcome) -> str | None:
    """Return what helps against a kind of error that says too little itself."""
    return next((ERROR_HELP[kind] for kind in outcome.kinds if kind in ERROR_HELP), None)


STOPPED_HELP = {
    "timeout": "is there a loop that never ends?",
    "memory": "does a list grow without end?",
    "output": "is there a print in a loop that never ends?",
}


def stopped_text(outcome: Outcome) -> str:
    """Return why a call ended without an answer, in words."""
    if outcome.kind == "crashed":
        step = " – is there a call such as os._exit()?" if "exit code" in outcome.message else ""
        return f"the program ended in the middle of the call: {outcome.message}{step}"
    return f"a limit was reached: {_limit_text(outcome)} – {STOPPED_HELP[outcome.kind]}"


def _limit_text(outcome: Outcome) -> str:
    if outcome.kind == "timeout":
        return f"stopped after {outcome.value:g} s" if outcome.value else "stopped, it kept the processor busy too long"
    return outcome.message if outcome.kind == "output" else "stopped, it needed too much memory"


def load_problem(outcome: Outcome, line: Line | None, shown: str) -> Problem:
    """Return why a file could not be run to its end."""
    if outcome.kind in STOPPED_HELP:
        kind = {"timeout": "time limit"}.get(outcome.kind, outcome.kind)
        message = f"a limit was reached while the file was run: {_limit_text(outcome)}"
        step = f"{STOPPED_HELP[outcome.kind]} it stands outside the function: put it inside, or take it out"
        return Problem(kind, message, line, next_step=step)
    if outcome.kind != "raised":
        step = "is there a call such as os._exit() outside the function? take it out"
        return Problem("crash", "the program ended while the file was run", detail=outcome.message, next_step=step)
    if "SyntaxError" in outcome.kinds and line:
        message = "Python cannot read the file: something is not written as Python expects it"
        return Problem("syntax", message, line, error_text(outcome), "look at this line and at the one before it")
    step = next((LOAD_HELP[kind] for kind in outcome.kinds if kind in LOAD_HELP), "")
    step = step or f"run it yourself to see more: python {shown}"
    return Problem(
        "import", "the file stops with an error before the function is called", line, error_text(outcome), step
    )


def flagged(what: str) -> Problem:
    """Return that an answer has talked to the grader behind its back."""
    message = "this answer does not play by the rules, so nothing in it is judged"
    step = "an answer only returns its value: take out what writes to the grader, or ask your instructor"
    return Problem("flagged", message, detail=what, next_step=step)


def our_fault(error: BaseException) -> Problem:
    """Return that the grader has failed, and the learner has not."""
    message = "this is our fault, not yours: the grader itself failed, and your answer is not judged"
    step = "nothing is lost: please report these words and your file to the course"
    return Problem("grader error", message, detail=f"{type(error).__name__}: {error}", next_step=step)


def too_large(shown: str, limit: int) -> Problem:
    """Return that a file is too large to be an answer."""
    message = f"{shown} is larger than {limit / 1e6:g} MB"
    return Problem("too large", message, next_step="is this the right file? an answer is a page of Python")


def missing_function(name: str, functions: Sequence[str], inside: bool) -> Problem:
    """Return that the file has no function of the right name, and which one may be meant.

    Args:
        name: The name that was looked for.
        functions: The functions that are there.
        inside: Whether one of the right name stands inside something else, a class for example.
    """
    from difflib import get_close_matches

    if inside:
        message = f"{name} stands inside something else, where the checks cannot reach it"
        return Problem("function", message, next_step=f"begin the line def {name}( at the left edge of the file")

    near = get_close_matches(name, functions, n=1, cutoff=0.5) or (list(functions) if len(functions) == 1 else [])
    step = f"did you mean {near[0]}? rename it to {name}" if near else f"the function starts with: def {name}("
    detail = f"it defines {', '.join(functions)}" if functions else "it defines no function at all"
    return Problem("function", f"there is no function called {name} in the file", detail=detail, next_step=step)


def not_a_function(name: str, kind: str) -> Problem:
    """Return that the name belongs to something that cannot be called."""
    message = f"{name} is a value of the type {kind}, not a function"
    return Problem("function", message, next_step=f"start it with def {name}(…): and use another name for the value")


def not_started(shown: str) -> Problem:
    """Return that there is nothing to check yet."""
    return Problem("not started", "not started yet", next_step=f"open {shown} and write the function")


def not_finished(name: str, line: Line | None) -> Problem:
    """Return that the line which stands for the learner's own is still there."""
    step = "write your own lines in its place; if they are there already, take this one out"
    return Problem("not finished", f"{name} still ends with a NotImplementedError", line, next_step=step)


def wrong_parameters(name: str, parameters: Sequence[str], found: dict[str, Any]) -> Problem:
    """Return that the function takes fewer or more arguments than the task says, or some only by name."""
    fewest, most, by_name = found["fewest"], found["most"], found.get("by_name")
    takes = f"{fewest}" if fewest == most else f"at least {fewest}" if most is None else f"{fewest} to {most}"
    wanted = len(parameters)
    message = f"{name} takes {takes} argument{_s(most)}, and the checks call it with {wanted or 'none'}"
    if by_name:
        message = f"{name} takes {' and '.join(by_name)} by name only, and the checks give no names"
    return Problem("parameters", message, next_step=f"its first line should be: def {name}({', '.join(parameters)}):")


def nothing_returned(exercise: Exercise, printed: bool) -> Problem:
    """Return that a function always gives None."""
    detail = "print shows a value, return hands it back: the checks see only what is returned" if printed else None
    step = "did you forget return in front of the result?"
    if exercise.needs_keras:
        detail, step = "methods such as compile and fit return no model", "is return model the function's last line?"
    return Problem("returned", f"{exercise.name} returns None every time", detail=detail, next_step=step)


def _s(n: int | None) -> str:
    return "" if n == 1 else "s"


def unreadable(shown: str, error: OSError) -> Problem:
    """Return that the file cannot be opened."""
    if isinstance(error, FileNotFoundError):
        step = "is it in another folder (--folder FOLDER), or has it another name? make stubs writes it anew"
        return Problem("missing", f"there is no file {shown}", next_step=step)
    reason = error.strerror or "unknown reason"
    return Problem("missing", f"{shown} cannot be opened: {reason}", next_step="is it a file that you may read?")


def unusable(content: bytes) -> Problem | None:
    """Return why bytes cannot be a Python file, or None."""
    if not content.strip():
        step = "was it saved? to start again, delete the file and run: make stubs"
        return Problem("empty", "the file is empty", next_step=step)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = content[: error.start].count(b"\n") + 1
        step = f"save it as UTF-8 (look under “Save as” or “Encoding”); the first wrong character is in line {number}"
        return Problem("encoding", "the file is not written in UTF-8", next_step=step)
    if "\0" in text:
        return Problem("encoding", "the file holds characters that no text has", next_step="save it as UTF-8 text")
    return None
