"""Making the environment: one clear sentence for every trouble."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import bootstrap

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("version", [(2, 7), (3, 6), (3, 10), (3, 14)])
def test_a_python_that_tensorflow_does_not_know_is_refused_by_name(version):
    with pytest.raises(bootstrap.Trouble) as trouble:
        bootstrap.check_python((*version, 0), "Linux", "x86_64")
    assert f"this is Python {version[0]}.{version[1]}" in str(trouble.value)
    assert "3.11, 3.12 or 3.13" in str(trouble.value)


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_a_python_that_tensorflow_knows_is_welcome(version):
    bootstrap.check_python((*version, 4), "Linux", "x86_64")
    bootstrap.check_python((*version, 4), "Darwin", "arm64")


def test_an_intel_mac_is_told_that_tensorflow_is_gone():
    with pytest.raises(bootstrap.Trouble, match="Intel"):
        bootstrap.check_python((3, 12, 0), "Darwin", "x86_64")


def test_the_versions_agree_with_the_package():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    oldest, newest = bootstrap.OLDEST, bootstrap.NEWEST
    assert f'requires-python = ">={oldest[0]}.{oldest[1]},<{newest[0]}.{newest[1] + 1}"' in text


def test_a_disk_that_is_too_full_is_noticed_before_anything_is_fetched(tmp_path):
    with pytest.raises(bootstrap.Trouble, match=r"needs 4 GB and 1\.2 GB are free"):
        bootstrap.check_space(str(tmp_path), free=1.2)
    bootstrap.check_space(str(tmp_path), free=4.1)


def test_a_disk_that_fills_up_on_the_way_is_one_sentence():
    error = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"
    pip = f"Collecting tensorflow\n{error}\n"
    assert bootstrap.explain(pip).startswith("The disk became full while installing")
    assert "\n" not in bootstrap.explain(pip)


@pytest.mark.slow
def test_an_index_that_does_not_answer_is_one_sentence(monkeypatch):
    """Pip itself speaks here: nothing listens at port 9 of this computer."""
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "no-such-package-anywhere"]
    with pytest.raises(bootstrap.Trouble) as trouble:
        bootstrap.run(command)
    assert "does not answer: check the network" in str(trouble.value)
    assert "\n" not in str(trouble.value)


def test_any_other_trouble_shows_the_last_words_of_pip():
    said = bootstrap.explain("\n".join(f"line {n}" for n in range(100)))
    assert "line 99" in said and "line 50" not in said


def test_an_old_python_can_read_the_file_that_refuses_it():
    source = (ROOT / "tools" / "bootstrap.py").read_text("utf-8")
    ast.parse(source, feature_version=(3, 5))
    assert 'f"' not in source


def make_install(folder):
    """Run `make install` where only what lies in a folder can be found."""
    for name in ("make", "sh"):
        (folder / name).symlink_to(shutil.which(name))
    command, environment = [folder / "make", "install"], {"PATH": str(folder)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    return done.stderr


def test_without_any_python_make_says_so_in_one_sentence(tmp_path):
    assert make_install(tmp_path).startswith("No Python was found: install Python 3.11, 3.12 or 3.13")


def test_a_python_that_is_too_old_says_so_through_make(tmp_path):
    """A stand-in plays Python 3.8: it refuses what needs 3.11 and runs the rest with our own."""
    old = tmp_path / "python3"
    program = "import sys; sys.version_info = (3, 8, 0); sys.argv = sys.argv[1:]; "
    run = "exec(open(sys.argv[0]).read()) if sys.argv[0] != '-c' else exec(sys.argv[1])"
    old.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{program}__file__ = \'tools/bootstrap.py\'; {run}" "$@"\n')
    old.chmod(0o755)
    said = make_install(tmp_path)
    assert said.startswith("This course needs Python 3.11, 3.12 or 3.13")
    assert "this is Python 3.8" in said
