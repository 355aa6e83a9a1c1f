"""Weights are read from a PyTorch file, and nothing else that such a file may hold."""

import pickle
import sys
from collections import OrderedDict
from types import ModuleType

import numpy as np
import pytest

from lesson_code.torch_file import TorchFileError, read_torch_file

MAGIC, PROTOCOL = 0x1950A86A20F9469CFC6C, 1001


class Storage:
    """Stands for numbers that lie behind the pickles."""

    def __init__(self, key, kind, n):
        self.key, self.kind, self.n = key, kind, n


class Tensor:
    """Is pickled as PyTorch pickles a tensor."""

    def __init__(self, storage, offset, shape, strides):
        self.parts = (storage, offset, shape, strides, False, OrderedDict())

    def __reduce__(self):
        return sys.modules["torch._utils"]._rebuild_tensor_v2, self.parts


class Pickler(pickle.Pickler):
    def persistent_id(self, thing):
        if isinstance(thing, Storage):
            return ("storage", getattr(sys.modules["torch"], thing.kind), thing.key, "cpu", thing.n, None)
        return None


@pytest.fixture
def torch(monkeypatch):
    """Put modules in place that have the names, and only the names, of PyTorch's."""
    utils, torch = ModuleType("torch._utils"), ModuleType("torch")

    def _rebuild_tensor_v2(*parts):
        raise AssertionError("only its name is needed")

    _rebuild_tensor_v2.__module__ = "torch._utils"
    _rebuild_tensor_v2.__qualname__ = "_rebuild_tensor_v2"
    utils._rebuild_tensor_v2 = _rebuild_tensor_v2
    for kind in ("FloatStorage", "LongStorage", "HalfStorage"):
        setattr(torch, kind, type(kind, (), {"__module__": "torch"}))
    monkeypatch.setitem(sys.modules, "torch", torch)
    monkeypatch.setitem(sys.modules, "torch._utils", utils)


def write(path, state, storages, magic=MAGIC):
    """Write a file as ``torch.save`` did up to PyTorch 1.5."""
    with path.open("wb") as file:
        for head in (magic, PROTOCOL, {"little_endian": True}):
            pickle.dump(head, file, protocol=2)
        Pickler(file, protocol=2).dump(state)
        pickle.dump(list(storages), file, protocol=2)
        for array in storages.values():
            file.write(np.int64(len(array)).tobytes() + array.tobytes())
    return path


@pytest.fixture
def weights(tmp_path, torch):
    numbers = np.arange(6, dtype="<f4")
    state = OrderedDict(
        plain=Tensor(Storage("a", "FloatStorage", 6), 0, (2, 3), (3, 1)),
        turned=Tensor(Storage("a", "FloatStorage", 6), 0, (3, 2), (1, 3)),
        later=Tensor(Storage("a", "FloatStorage", 6), 4, (2,), (1,)),
        count=Tensor(Storage("b", "LongStorage", 1), 0, (), ()),
    )
    return write(tmp_path / "weights.pth", state, {"a": numbers, "b": np.array([7], "<i8")})


def test_shapes_strides_and_offsets_are_those_of_the_file(weights):
    found = read_torch_file(weights)
    assert found["plain"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert found["turned"].tolist() == [[0, 3], [1, 4], [2, 5]]
    assert found["later"].tolist() == [4, 5]
    assert found["count"] == 7
    assert found["plain"].dtype == np.float32


class Poison:
    """Would make a folder when it is unpickled."""

    def __init__(self, place):
        self.place = str(place)

    def __reduce__(self):
        import os

        return os.mkdir, (self.place,)


def test_a_poisoned_file_is_refused_and_does_nothing(tmp_path):
    path = write(tmp_path / "poison.pth", OrderedDict(a=Poison(tmp_path / "done")), {})
    with pytest.raises(
        TorchFileError, match=r"poison\.pth is no file of weights that can be trusted: it asks for \w+\.mkdir"
    ):
        read_torch_file(path)
    assert not (tmp_path / "done").exists()


def test_poison_in_the_first_pickle_is_refused_too(tmp_path):
    path = write(tmp_path / "poison.pth", OrderedDict(), {}, magic=Poison(tmp_path / "done"))
    with pytest.raises(TorchFileError, match="asks for"):
        read_torch_file(path)
    assert not (tmp_path / "done").exists()


@pytest.mark.parametrize("kept", [0, 5, 40, 200, -1])
def test_a_file_that_is_cut_off_is_an_error_that_says_so(weights, kept):
    weights.write_bytes(weights.read_bytes()[:kept])
    with pytest.raises(TorchFileError, match=r"weights\.pth is (cut off|no file)"):
        read_torch_file(weights)


def test_a_text_is_no_file_of_weights(tmp_path):
    path = tmp_path / "notes.pth"
    path.write_text("hello")
    with pytest.raises(TorchFileError, match=r"notes\.pth is cut off or is no PyTorch file"):
        read_torch_file(path)


@pytest.mark.parametrize(
    ("offset", "shape", "strides"),
    [(4, (3,), (1,)), (-1, (2,), (1,)), (0, (2, 3), (4, 1)), (5, (3,), (-1,)), (0, (-1,), (1,))],
)
def test_a_tensor_that_reaches_beyond_its_numbers_is_refused(tmp_path, torch, offset, shape, strides):
    state = OrderedDict(a=Tensor(Storage("a", "FloatStorage", 6), offset, shape, strides))
    path = write(tmp_path / "weights.pth", state, {"a": np.arange(6, dtype="<f4")})
    with pytest.raises(TorchFileError, match="beyond its storage"):
        read_torch_file(path)


def test_a_storage_of_another_kind_is_refused(tmp_path, torch):
    state = OrderedDict(a=Tensor(Storage("a", "HalfStorage", 6), 0, (6,), (1,)))
    path = write(tmp_path / "weights.pth", state, {"a": np.arange(6, dtype="<f2")})
    with pytest.raises(TorchFileError, match=r"asks for torch\.HalfStorage"):
        read_torch_file(path)


def test_a_file_without_tensors_is_refused(tmp_path):
    path = write(tmp_path / "weights.pth", [1, 2], {})
    with pytest.raises(TorchFileError, match="something else than a dictionary of tensors"):
        read_torch_file(path)


def test_another_beginning_is_refused(tmp_path):
    path = write(tmp_path / "weights.pth", OrderedDict(), {}, magic=1)
    with pytest.raises(TorchFileError, match="older format"):
        read_torch_file(path)
