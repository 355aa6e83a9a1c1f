"""The records of data and networks: every file that a loader opens is known, unchanged, and said to be whose it is."""

import ast
import base64
import hashlib
import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import lesson_code.data
from lesson_code.data import sources
from lesson_code.data.sources import CHECKSUMS, SOURCES, changed_files

ROOT = Path(__file__).parents[1]
DISTRIBUTIONS = {"skimage": "scikit-image", "sklearn": "scikit-learn"}
DOI = re.compile(r"doi:10\.[^\s),;]+")
DATA = {".csv", ".gz", ".png", ".jpg", ".jpeg", ".pth", ".npy", ".npz", ".h5", ".zip", ".tif"}
LOAD_EVERYTHING = """
import json, sys
from pathlib import Path

opened = set()


def note(event, given):
    if event == "open" and isinstance(given[0], (str, Path)):
        opened.add(str(given[0]))


sys.addaudithook(note)
from lesson_code import data

for name in data.PHOTOS:
    data.load_photo(name)
for name in data.MATERIALS:
    data.load_material_photo(name)
for load in (data.load_digits, data.read_penguins, data.load_weather, data.load_materials, data.load_cat_patches):
    load()
print(json.dumps(sorted(opened)))
"""


def docstrings() -> dict[str, str]:
    """Return what each loader says about itself."""
    found = {}
    for file in (ROOT / "lesson_code" / "data").glob("_*.py"):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                found[node.name] = " ".join((ast.get_docstring(node) or "").split())
    return found


@pytest.mark.parametrize("key", CHECKSUMS)
def test_a_checksum_is_the_one_that_the_package_itself_was_published_with(key):
    package, _, path = key.partition("/")
    distribution = importlib.metadata.distribution(DISTRIBUTIONS.get(package, package))
    [entry] = [file for file in distribution.files if file.as_posix() == f"{package}/{path}"]
    assert entry.hash.mode == "sha256"
    assert base64.urlsafe_b64decode(entry.hash.value + "=").hex() == CHECKSUMS[key]


def test_the_installed_files_are_those_that_the_lessons_were_written_with():
    assert changed_files() == []


def test_every_file_of_data_that_a_loader_opens_has_a_checksum():
    done = subprocess.run([sys.executable, "-c", LOAD_EVERYTHING], cwd=ROOT, capture_output=True, text=True, check=True)
    opened = {path for path in json.loads(done.stdout) if Path(path).suffix in DATA and "site-packages" in path}
    known = {str(file.find()) for source in SOURCES for file in source.files if source.kind == "data"}
    assert opened == known


def test_every_file_of_a_record_has_a_checksum_and_no_checksum_is_left_over():
    assert {file.key for source in SOURCES for file in source.files} == set(CHECKSUMS)


def test_every_loader_belongs_to_a_record_and_every_name_of_a_record_exists():
    loaders = {name for name in lesson_code.data.__all__ if name.startswith(("load_", "read_", "cut_"))}
    taken = {name for source in SOURCES if source.kind == "data" for name in source.taken_by}
    assert taken == loaders


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_record_says_whose_it_is_what_it_may_be_used_for_and_what_it_leans_to(source):
    assert source.origin.endswith(".") and source.bias.endswith(".") and source.licence
    assert source.files or source.note, "what is not installed needs a word on why"


# The others have their words from the tables of their photos, or of their networks.
STATED = [source for source in SOURCES if "Source:" in docstrings().get(source.taken_by[0], "")]


@pytest.mark.parametrize("source", STATED, ids=lambda source: source.name)
def test_a_record_and_the_docstring_of_its_loader_agree(source):
    said = docstrings()[source.taken_by[0]]
    assert set(DOI.findall(said)) <= set(DOI.findall(source.origin))
    bias = re.split(" Args:| Returns:| Raises:", said.partition("Known bias: ")[2])[0]
    assert words_of(source.bias) == words_of(bias)
    for licence in ("CC0", "CC BY 4.0"):
        assert (licence in source.licence) == (licence in said)


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{4,}", text.lower()))


@pytest.mark.slow
def test_a_network_and_its_record_agree():
    from lesson_code.pretrained import load_pretrained

    network = load_pretrained("efficientnet_lite0")
    [record] = [source for source in SOURCES if source.name == network.name]
    assert network.licence == record.licence
    assert all(number in record.origin for number in re.findall(r"arXiv:[\d.]+\d", network.source))


def test_a_file_that_was_changed_or_taken_away_is_named_with_the_next_step(tmp_path, monkeypatch):
    here = tmp_path / "penguins.csv"
    shutil.copy(sources.packaged_file("palmerpenguins", "data/penguins.csv"), here)
    text = here.read_bytes()
    here.write_bytes(text.replace(b"Adelie", b"adelie", 1))
    monkeypatch.setattr(sources, "packaged_file", lambda package, path: here)
    monkeypatch.setattr(sources, "CHECKSUMS", {"palmerpenguins/data/penguins.csv": hashlib.sha256(text).hexdigest()})
    [sentence] = changed_files()
    assert "palmerpenguins/data/penguins.csv is not the file" in sentence
    assert hashlib.sha256(here.read_bytes()).hexdigest()[:12] in sentence
    assert "record the new one in lesson_code/data/sources.py" in sentence
    here.unlink()
    assert changed_files() == ["palmerpenguins/data/penguins.csv is not there; run `make install`"]
