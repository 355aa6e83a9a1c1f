"""The larger data set is compared with checksums and shapes; a record on this machine stands in for the real one."""

from pathlib import Path

import numpy as np
import pooch
import pytest

from lesson_code.data import load_dollar_street


class Record(pooch.Pooch):
    """A record whose files lie in a folder of this machine, with the checksums that it states."""

    source: Path

    def load_registry_from_doi(self):
        self.registry = {file.name: f"md5:{pooch.file_hash(str(file), 'md5')}" for file in self.source.iterdir()}

    def fetch(self, fname, processor=None, **_):
        wanted = self.registry[fname]

        def copy(url, output, _pooch):
            Path(output).write_bytes((self.source / fname).read_bytes())

        return pooch.retrieve(f"https://record.invalid/{fname}", wanted, fname, self.path, processor, copy)


@pytest.fixture
def record(tmp_path, monkeypatch):
    """Return the folder of a record with all four files."""
    source = tmp_path / "record"
    source.mkdir()
    generator = np.random.default_rng(0)
    for part, n in (("train", 878), ("test", 20)):
        np.save(source / f"{part}_images.npy", generator.integers(0, 256, (n, 64, 64, 3), dtype=np.uint8))
        np.save(source / f"{part}_labels.npy", np.arange(n) % 10)

    def create(path, base_url, registry):
        shelf = Record(Path(path), base_url, registry)
        shelf.source = source
        return shelf

    monkeypatch.setattr(pooch, "create", create)
    return source


def test_the_four_files_become_two_sets(record, tmp_path):
    data = load_dollar_street(tmp_path / "kept")
    assert np.array_equal(data.x_training, np.load(record / "train_images.npy"))
    assert data.y_training.shape == (878,)
    assert np.array_equal(data.x_validation, np.load(record / "test_images.npy"))
    assert data.y_validation.shape == (20,)


def test_a_file_that_differs_from_its_checksum_is_refused(record, tmp_path, monkeypatch):
    checksums = dict.fromkeys((file.name for file in record.iterdir()), "md5:" + 32 * "0")
    monkeypatch.setattr(Record, "load_registry_from_doi", lambda self: self.registry.update(checksums))
    with pytest.raises(ValueError, match="hash"):
        load_dollar_street(tmp_path / "kept")


def test_a_record_without_a_file_is_refused(record, tmp_path):
    (record / "test_labels.npy").unlink()
    with pytest.raises(ValueError, match=r"expected test_labels\.npy"):
        load_dollar_street(tmp_path / "kept")


@pytest.mark.parametrize(
    ("file", "array"),
    [
        ("train_images.npy", np.zeros((877, 64, 64, 3))),
        ("test_images.npy", np.zeros((20, 32, 32, 3))),
        ("train_labels.npy", np.full(878, 10)),
        ("test_labels.npy", np.zeros(19)),
    ],
)
def test_unexpected_shapes_and_labels_are_refused(record, tmp_path, file, array):
    np.save(record / file, array)
    with pytest.raises(ValueError, match="expected"):
        load_dollar_street(tmp_path / "kept")
