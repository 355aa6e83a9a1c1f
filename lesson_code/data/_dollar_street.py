"""Photos of ten everyday things in and around homes all over the world, fetched only when somebody asks for them."""

from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pooch
from numpy.typing import NDArray

__all__ = ["DOLLAR_STREET_NAMES", "DollarStreet", "load_dollar_street"]

_DOI = "doi:10.5281/zenodo.10970014"
_FILES = MappingProxyType(
    {
        "x_training": "train_images.npy",
        "y_training": "train_labels.npy",
        "x_validation": "test_images.npy",
        "y_validation": "test_labels.npy",
    }
)
_N_TRAINING = 878
_PICTURE = (64, 64, 3)

DOLLAR_STREET_NAMES = (
    *("day bed", "dishrag", "plate", "running shoe", "soap dispenser"),
    *("street sign", "table lamp", "tile roof", "toilet seat", "washing machine"),
)
"""What the labels 0 to 9 stand for."""


@dataclass(frozen=True)
class DollarStreet:
    """Small colour photos of ten things.

    Attributes:
        x_training: Shape ``(878, 64, 64, 3)``, 0 to 255.
        y_training: Labels, shape ``(878,)``, places in `DOLLAR_STREET_NAMES`.
        x_validation: What the record calls its test set, shape ``(n, 64, 64, 3)``.
        y_validation: Its labels, shape ``(n,)``.
    """

    x_training: NDArray[Any]
    y_training: NDArray[Any]
    x_validation: NDArray[Any]
    y_validation: NDArray[Any]


def load_dollar_street(folder: Path | None = None) -> DollarStreet:
    """Fetch the Dollar Street 10 subset, or take it from where it was kept the last time.

    Every file is compared with the checksum that its record states, and its shape with what is known of it. The
    lessons never call this: it needs a network connection.

    Source: Zenodo, doi:10.5281/zenodo.10970014, a part of W. Gaviria Rojas et al., The Dollar Street Dataset, 2022; the
    record states the licence. Known bias: ten things that have a class in ImageNet, photographed for one project.

    Args:
        folder: Where to keep the files; by default the folder for such things of the system.

    Raises:
        OSError: The record cannot be reached.
        ValueError: A file differs from its checksum, is missing from the record, or has an unexpected shape.
    """
    shelf = pooch.create(folder or pooch.os_cache("lesson_code") / "dollar_street", f"{_DOI}/", registry=None)
    shelf.load_registry_from_doi()
    if missing := sorted(set(_FILES.values()) - set(shelf.registry)):
        found = ", ".join(sorted(shelf.registry)) or "no files"
        raise ValueError(f"expected {missing[0]} in the record {_DOI}, got {found}")
    data = DollarStreet(**{part: np.load(shelf.fetch(file), allow_pickle=False) for part, file in _FILES.items()})
    _check(data)
    return data


def _check(data: DollarStreet) -> None:
    """Compare shapes and labels with what is known.

    Raises:
        ValueError: They differ.
    """
    if data.x_training.shape != (_N_TRAINING, *_PICTURE) or data.x_validation.shape[1:] != _PICTURE:
        shapes = f"{data.x_training.shape} and {data.x_validation.shape}"
        raise ValueError(f"expected {_N_TRAINING} training pictures of shape {_PICTURE}, got {shapes}")
    for pictures, labels in ((data.x_training, data.y_training), (data.x_validation, data.y_validation)):
        if labels.shape != (len(pictures),) or not set(np.unique(labels)) <= set(range(len(DOLLAR_STREET_NAMES))):
            raise ValueError(f"expected a label from 0 to 9 for each of {len(pictures)} pictures")
