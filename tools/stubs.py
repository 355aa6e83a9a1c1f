"""Write the learners' stubs from the exercises; a stub that a learner has edited is left alone.

``python tools/stubs.py`` writes what is missing or out of date and unedited, ``python tools/stubs.py --check``
only says what differs from its exercise as committed, and exits with 1 if something does.
"""

import ast
import io
import subprocess
import sys
import tokenize
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    """Write or compare the stubs; return the exit code."""
    sys.path.insert(0, str(ROOT))
    from lesson_code.exercises import NAMES, load
    from lesson_code.grading.stubs import stub

    folder = ROOT / "exercises"
    wanted = {folder / f"{name}.py": stub(load(name)) for name in NAMES}
    if arguments == ["--check"]:
        return compare(wanted)
    if arguments:
        print("usage: python tools/stubs.py [--check]", file=sys.stderr)
        return 2
    for path, text in wanted.items():
        print(write(path, text), path.relative_to(ROOT).as_posix())
    return 0


def compare(wanted: dict[Path, str]) -> int:
    """Say which committed stubs are not what their exercises give; return the exit code."""
    different = [path for path, text in wanted.items() if committed(path) != text]
    for path in different:
        print(f"{path.relative_to(ROOT).as_posix()} is not what its exercise gives: run make stubs and commit it")
    return 1 if different else 0


def write(path: Path, text: str) -> str:
    """Write a stub unless a learner has edited it; return a word for what was done."""
    if path.exists():
        present = path.read_bytes()
        if present.split() == text.encode("utf-8").split():
            return "unchanged"
        if not is_untouched(present, path.stem):
            return "edited, left alone:"
    path.write_text(text, encoding="utf-8")
    return "written  "


def is_untouched(content: bytes, name: str) -> bool:
    """Return whether a file is a stub, perhaps an old one, in which nobody has written anything.

    Git cannot tell: a learner may have committed an answer, or have no git at all.
    """
    try:
        tree = ast.parse(content)
        tokens = list(tokenize.tokenize(io.BytesIO(content).readline))
    except (SyntaxError, ValueError):
        return False
    own = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom | ast.Expr)]
    if len(own) != 1 or not isinstance(own[0], ast.FunctionDef) or any(t.type == tokenize.COMMENT for t in tokens):
        return False
    docstring, *body = own[0].body
    waiting = [f"raise NotImplementedError('write {name} here')"]
    return isinstance(docstring, ast.Expr) and [ast.unparse(node) for node in body] == waiting


def committed(path: Path) -> str | None:
    """Return a file as git has it, or as it lies here where there is no git or no commit of it; None if missing."""
    name = path.relative_to(ROOT).as_posix()
    try:
        shown = subprocess.run(["git", "show", f"HEAD:{name}"], cwd=ROOT, capture_output=True, check=False)
    except FileNotFoundError:
        shown = None
    if shown is not None and shown.returncode == 0:
        return shown.stdout.decode("utf-8")
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
