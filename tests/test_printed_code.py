"""Code that a page prints without running it is run here, and a printed solution earns full marks."""

import ast
import re
from pathlib import Path

import pytest

from lesson_code import exercises
from lesson_code.grading.front_ends import check_content

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"^( *)```python\n(.*?)^\1```", re.DOTALL | re.MULTILINE)


def printed_code():
    """Return (page, line, code) for every printed piece of Python."""
    for page in sorted((ROOT / "book").glob("*.md")):
        text = page.read_text("utf-8")
        for found in FENCE.finditer(text):
            code = "\n".join(line.removeprefix(found[1]) for line in found[2].splitlines())
            yield page.name, text.count("\n", 0, found.start()) + 1, code


PRINTED = list(printed_code())


def functions_in(code):
    return [node.name for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)]


def test_there_is_printed_code_to_look_at():
    assert PRINTED


@pytest.mark.slow
@pytest.mark.parametrize(("page", "line", "code"), PRINTED, ids=[f"{page}:{line}" for page, line, _ in PRINTED])
def test_printed_code_runs_and_printed_solutions_earn_everything(page, line, code):
    import lesson_code.device  # TensorFlow must be imported quietly first

    space = {"keras": lesson_code.device.keras}
    exec(compile("\n" * line + code, page, "exec"), space)
    for name in set(functions_in(code)) & set(exercises.NAMES):
        exercise = exercises.load(name)
        content = f"import keras\n{code}" if exercise.needs_keras else code
        report = check_content(exercise, content.encode(), page)
        assert report.passed, str(report)
