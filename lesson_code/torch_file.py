"""Read the weights in a PyTorch file without PyTorch, and without running anything that the file brings along.

A PyTorch file is a pickle, and unpickling an unknown file runs whatever its author wants. The reader here admits the
four names that a dictionary of weights needs, and refuses every other one before it is loaded.

The format is the one that PyTorch wrote until version 1.6 (``torch/serialization.py``, "legacy"): five pickles (a magic
number, the version of the protocol, facts about the system, the dictionary, the keys of the storages), then for each
storage its number of elements and the elements themselves. A tensor is a view into a storage, with strides.
"""

import pickle
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["TorchFileError", "read_torch_file"]

_MAGIC = 0x1950A86A20F9469CFC6C
_PROTOCOL = 1001
# A dictionary of weights is well below; a hostile pickle could fill the memory with a few bytes.
_MOST_ELEMENTS = 50_000_000
_TYPES: Mapping[str, np.dtype[Any]] = MappingProxyType(
    {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}
)


class TorchFileError(ValueError):
    """A file is not the dictionary of weights that it should be; the message says why."""


@dataclass(frozen=True)
class _Tensor:
    """A view into a storage: which one, and which of its elements."""

    storage: str
    kind: str
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


def _rebuild(
    storage: tuple[str, str], offset: int, shape: tuple[int, ...], strides: tuple[int, ...], *_: Any
) -> _Tensor:
    key, kind = storage
    return _Tensor(key, kind, offset, shape, strides)


class _Unpickler(pickle.Unpickler):
    """Knows the names of a dictionary of weights and no others."""

    _known = MappingProxyType(
        {
            ("collections", "OrderedDict"): OrderedDict,
            ("torch._utils", "_rebuild_tensor_v2"): _rebuild,
            ("torch", "FloatStorage"): "FloatStorage",
            ("torch", "LongStorage"): "LongStorage",
        }
    )

    def find_class(self, module: str, name: str) -> Any:
        """Return what stands for a name of the file."""
        if (module, name) not in self._known:
            raise TorchFileError(f"it asks for {module}.{name}, which a dictionary of weights does not need")
        return self._known[module, name]

    def persistent_load(self, pid: Any) -> tuple[str, str]:
        """Return key and kind of a storage."""
        kind_of_thing, kind, key, *_ = pid
        if kind_of_thing != "storage" or kind not in _TYPES:
            raise TorchFileError(f"it refers to {str(pid)[:60]}, expected a storage of numbers")
        return str(key), str(kind)


def read_torch_file(path: Path) -> dict[str, NDArray[Any]]:
    """Return the weights in a PyTorch file of the older format.

    Args:
        path: The file, as ``torch.save(model.state_dict(), path)`` wrote it up to PyTorch 1.5.

    Returns:
        For each name an array of 32-bit floats or 64-bit integers, in the shape that PyTorch gave it.

    Raises:
        OSError: The file cannot be read.
        TorchFileError: It is cut off, is no such file, or asks for anything but weights.
    """
    with path.open("rb") as file:
        try:
            tensors = _read_head(file)
            storages = _read_storages(file, {tensor.storage: tensor.kind for tensor in tensors.values()})
            return {name: _view(tensor, storages[tensor.storage]) for name, tensor in tensors.items()}
        except TorchFileError as error:
            raise TorchFileError(f"{path.name} is no file of weights that can be trusted: {error}") from None
        except Exception as error:  # a spoilt pickle raises nearly anything
            raise TorchFileError(
                f"{path.name} is cut off or is no PyTorch file ({type(error).__name__}); install its package anew"
            ) from None


def _read_head(file: IO[bytes]) -> dict[str, _Tensor]:
    """Return the dictionary of tensors, and leave the file at the keys of the storages."""
    magic, protocol, system = (_Unpickler(file).load() for _ in range(3))
    if magic != _MAGIC or protocol != _PROTOCOL or not system.get("little_endian"):
        raise TorchFileError("it does not begin as PyTorch's older format does")
    tensors = _Unpickler(file).load()
    if not isinstance(tensors, OrderedDict) or not all(isinstance(tensor, _Tensor) for tensor in tensors.values()):
        raise TorchFileError("it holds something else than a dictionary of tensors")
    return {str(name): tensor for name, tensor in tensors.items()}


def _read_storages(file: IO[bytes], kinds: Mapping[str, str]) -> dict[str, NDArray[Any]]:
    """Return the numbers of each storage, shape ``(n,)``."""
    storages = {}
    for key in _Unpickler(file).load():
        n = int(np.frombuffer(file.read(8), "<i8")[0])
        if not 0 <= n <= _MOST_ELEMENTS:
            raise TorchFileError(f"a storage claims to hold {n} numbers")
        kind = _TYPES[kinds[key]]
        storages[key] = np.frombuffer(file.read(n * kind.itemsize), kind, count=n)
    return storages


def _view(tensor: _Tensor, storage: NDArray[Any]) -> NDArray[Any]:
    """Return a copy of the elements of a storage that belong to a tensor.

    Raises:
        TorchFileError: Some of them lie outside the storage.
    """
    last = tensor.offset + sum((size - 1) * stride for size, stride in zip(tensor.shape, tensor.strides, strict=True))
    if tensor.offset < 0 or min((*tensor.strides, 0)) < 0 or min((*tensor.shape, 1)) < 1 or last >= len(storage):
        raise TorchFileError("a tensor reaches beyond its storage")
    strides = [stride * storage.itemsize for stride in tensor.strides]
    view = np.lib.stride_tricks.as_strided(storage[tensor.offset :], tensor.shape, strides, writeable=False)
    return view.copy()
