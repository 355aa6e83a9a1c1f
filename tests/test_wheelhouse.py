"""A folder of wheels, made with small wheels of our own: what comes of it, and what is said if it does not fit."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import bootstrap
import wheelhouse

ROOT = Path(__file__).resolve().parent.parent
COMPUTER = "Python 3.12 on Windows (AMD64)"


def make_wheel(folder, name, version="1.0", needs=()):
    """Write the smallest wheel that pip accepts; return its line for a lock."""
    file = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    members = {
        f"{name}.py": f"VERSION = {version!r}\n",
        f"{info}/METADATA": metadata + "".join(f"Requires-Dist: {other}\n" for other in needs),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: by hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    members[f"{info}/RECORD"] = "".join(f"{member},,\n" for member in [*members, f"{info}/RECORD"])
    with zipfile.ZipFile(file, "w") as archive:
        for member, text in members.items():
            archive.writestr(member, text)
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}\n"


@pytest.fixture
def index(tmp_path, monkeypatch):
    """Return a folder that plays the package index, with a lock of two packages and one for another system."""
    folder = tmp_path / "index"
    folder.mkdir()
    lines = [make_wheel(folder, "tiny_one", needs=["tiny_two"]), make_wheel(folder, "tiny_two", "2.5")]
    lines.append("elsewhere==1.0 ; sys_platform == 'beos' --hash=sha256:" + "0" * 64 + "\n")
    (tmp_path / "lock.txt").write_text("".join(lines), "utf-8")
    modules = tmp_path / "modules"
    (modules / "inner").mkdir(parents=True)
    (modules / ".package-lock.json").write_text("{}", "utf-8")
    (modules / "inner" / "index.js").write_text("export {};\n", "utf-8")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    return tmp_path


@pytest.fixture
def made(index):
    folder = index / "wheels"
    wheelhouse.make(folder, index / "lock.txt", index / "modules")
    return folder


def about(folder):
    return json.loads((folder / "wheelhouse.json").read_text("utf-8"))


@pytest.mark.slow
def test_the_folder_holds_what_is_locked_for_this_system_and_says_how_large_it_is(index):
    folder = index / "wheels"
    size = wheelhouse.make(folder, index / "lock.txt", index / "modules")
    names = {path.name for path in folder.iterdir()}
    wheels = {"tiny_one-1.0-py3-none-any.whl", "tiny_two-2.5-py3-none-any.whl"}
    assert names == wheels | {"requirements.txt", "node_modules.zip", "wheelhouse.json"}
    assert size == sum(path.stat().st_size for path in folder.iterdir() if path.name != "wheelhouse.json")
    with zipfile.ZipFile(folder / "node_modules.zip") as archive:
        assert archive.read("inner/index.js") == b"export {};\n"


@pytest.mark.slow
def test_what_is_no_longer_locked_goes_and_the_same_packages_give_the_same_bytes(index, made):
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    (made / "old-1.0-py3-none-any.whl").write_bytes(b"old")
    shutil.rmtree(index / "index")
    (index / "index").mkdir()
    wheelhouse.make(made, index / "lock.txt", index / "modules")
    assert {path.name: path.read_bytes() for path in made.iterdir()} == before, "nothing was fetched again"


@pytest.mark.slow
def test_from_the_folder_alone_an_environment_is_made(index, made, monkeypatch):
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.delenv("PIP_NO_INDEX")
    # Nothing listens there: whatever asks an index fails.
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/")
    home = index / "course"
    home.mkdir()
    monkeypatch.setattr(bootstrap, "ROOT", str(home))
    said = []
    real = bootstrap.run
    monkeypatch.setattr(bootstrap, "run", lambda command, folder=None: said.append(command) or real(command, folder))
    venv = home / ".venv"
    bootstrap.make_venv(str(venv))
    with pytest.raises(bootstrap.Trouble):
        # The course itself is not in this folder; all packages are there before that is noticed.
        bootstrap.install(str(venv), str(made))
    python = bootstrap.environment_python(str(venv))
    check = "import tiny_one, tiny_two; print(tiny_one.VERSION, tiny_two.VERSION)"
    done = subprocess.run([python, "-c", check], capture_output=True, text=True, check=False)
    assert done.stdout == "1.0 2.5\n", done.stderr
    bootstrap.install_for_pages(str(venv), str(made))
    assert (home / "node_modules" / "inner" / "index.js").is_file()
    assert not any("npm" in str(word) for command in said for word in command)


@pytest.mark.slow
def test_a_damaged_wheel_of_the_right_size_is_one_sentence(index, made, monkeypatch):
    monkeypatch.delenv("PIP_FIND_LINKS")
    wheel = made / "tiny_two-2.5-py3-none-any.whl"
    wheel.write_bytes(wheel.read_bytes().replace(b"VERSION = '2.5'", b"VERSION = '6.6'"))
    venv = index / ".venv"
    bootstrap.make_venv(str(venv))
    with pytest.raises(bootstrap.Trouble) as trouble:
        bootstrap.install(str(venv), str(made))
    assert "is not the one that was locked, or came damaged" in str(trouble.value) and "\n" not in str(trouble.value)


@pytest.fixture
def written(tmp_path):
    """Return a folder that says of itself that it is for this computer."""
    (tmp_path / "a-1-py3-none-any.whl").write_bytes(b"12345")
    note = {"computer": bootstrap.this_computer(), "locked": bootstrap.locked(), "files": {"a-1-py3-none-any.whl": 5}}
    (tmp_path / "wheelhouse.json").write_text(json.dumps(note), "utf-8")
    return tmp_path


def refusal(folder, computer=None):
    with pytest.raises(bootstrap.Trouble) as trouble:
        bootstrap.check_wheelhouse(str(folder), computer)
    assert "\n" not in str(trouble.value)
    return str(trouble.value)


def test_a_folder_for_this_computer_is_taken(written):
    bootstrap.check_wheelhouse(str(written))


def test_another_python_or_system_is_named_with_the_right_one(written):
    said = refusal(written, COMPUTER)
    assert f"are for {bootstrap.this_computer()}, and this is {COMPUTER}:" in said
    assert "python tools/wheelhouse.py" in said


def test_wheels_of_another_version_of_the_course_are_refused(written, monkeypatch):
    monkeypatch.setattr(bootstrap, "locked", lambda: "another")
    assert "another version of the course" in refusal(written)


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"123")])
def test_a_file_that_was_not_copied_whole_is_named(written, harm):
    harm(written / "a-1-py3-none-any.whl")
    assert "a-1-py3-none-any.whl is missing or not whole: copy" in refusal(written)


@pytest.mark.parametrize("note", [None, "no json", "[]", "{}"])
def test_a_folder_that_is_none_is_refused(tmp_path, note):
    if note is not None:
        (tmp_path / "wheelhouse.json").write_text(note, "utf-8")
    assert refusal(tmp_path).startswith(f"There is no folder of wheels at {tmp_path}")


def test_at_the_prompt_the_sentence_is_all_that_is_said(tmp_path):
    command = [sys.executable, ROOT / "tools" / "bootstrap.py", "--wheelhouse", tmp_path / "nowhere"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "There is no folder of wheels" in done.stderr


def test_without_the_packages_of_the_pages_no_folder_is_made(tmp_path):
    with pytest.raises(bootstrap.Trouble, match=r"run `python tools/bootstrap\.py` first"):
        wheelhouse.make(tmp_path / "wheels", ROOT / "requirements.lock", tmp_path / "modules")
    assert not (tmp_path / "wheels").exists()
