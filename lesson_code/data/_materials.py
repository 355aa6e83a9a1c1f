"""Small grey patches of ten materials, cut from photos so that training, validation and test set share no pixel."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from lesson_code.data._packaged import packaged_file
from lesson_code.data._photos import read_picture

__all__ = [
    "MATERIALS",
    "PATCH_SIZE",
    "Material",
    "Materials",
    "cut_overlapping",
    "enlarge",
    "load_cat_patches",
    "load_material_photo",
    "load_materials",
    "patch_places",
]

PATCH_SIZE = 32
"""Height and width of a patch, pixels."""

_N_PATCHES = MappingProxyType({"training": 20, "validation": 10, "test": 10})
# Pixels that are left out between two regions: a blurred edge of a photo spreads over its neighbours.
_GAP = 8


class Material(NamedTuple):
    """Where a material's photo lies, which part of it shows the material, and who may use it.

    Attributes:
        file: Its name in scikit-image's folder of data.
        box: Left, top, right and bottom of the part, pixels; right and bottom are the first ones outside.
        credit: Who made or gave the photo.
        licence: What it may be used for.
    """

    file: str
    box: tuple[int, int, int, int]
    credit: str
    licence: str


_UNRESTRICTED = "no known copyright restrictions"

MATERIALS: Mapping[str, Material] = MappingProxyType(
    {
        "brick": Material("brick.png", (0, 0, 512, 512), "CC0Textures", "CC0"),
        "grass": Material("grass.png", (0, 0, 512, 512), "linolafett", "CC0"),
        "gravel": Material("gravel.png", (0, 0, 512, 512), "CC0Textures", "CC0"),
        "coins": Material("coins.png", (10, 0, 374, 300), "Brooklyn Museum", _UNRESTRICTED),
        "tissue": Material("ihc.png", (0, 0, 512, 512), "Center for Microscopy and Molecular Imaging", _UNRESTRICTED),
        "retina": Material("retina.jpg", (300, 300, 1100, 1100), "Mikael Häggström", "CC0"),
        "galaxies": Material("hubble_deep_field.jpg", (0, 0, 1000, 872), "NASA", "public domain"),
        "print": Material("page.png", (0, 0, 384, 191), "scikit-image", "not stated there"),
        "moon": Material("moon.png", (0, 0, 512, 512), "scikit-image", "not stated there"),
        "fur": Material("chelsea.png", (30, 0, 370, 300), "Stéfan van der Walt", "CC0"),
    }
)
"""The ten materials by name, in the order of their labels."""


@dataclass(frozen=True)
class Materials:
    """Grey patches of ten materials in three sets that come from separate regions of each photo.

    Attributes:
        names: The materials; a label is a place in it.
        x_training: 20 patches of each material, shape ``(200, 32, 32)``, 0 (black) to 255 (white).
        y_training: Their labels, shape ``(200,)``, 0 to 9.
        x_validation: 10 patches of each material, shape ``(100, 32, 32)``.
        y_validation: Their labels, shape ``(100,)``.
        x_test: 10 patches of each material, shape ``(100, 32, 32)``.
        y_test: Their labels, shape ``(100,)``.
    """

    names: tuple[str, ...]
    x_training: NDArray[np.uint8]
    y_training: NDArray[np.int64]
    x_validation: NDArray[np.uint8]
    y_validation: NDArray[np.int64]
    x_test: NDArray[np.uint8]
    y_test: NDArray[np.int64]


def load_material_photo(name: str, size: int | None = None) -> NDArray[np.uint8]:
    """Return the photo of a material in grey.

    Args:
        name: One of `MATERIALS`.
        size: Cut the largest square out of its middle and shrink or enlarge it to so many pixels each way; by default
            the photo stays as it is.

    Returns:
        0 to 255, shape ``(height, width)`` or ``(size, size)``.

    Raises:
        ValueError: There is no material of that name, or the size is below 1.
        FileNotFoundError: scikit-image is missing.
    """
    if name not in MATERIALS:
        raise ValueError(f"expected one of {', '.join(MATERIALS)}, got {name}")
    return read_picture(packaged_file("skimage", f"data/{MATERIALS[name].file}"), "L", size)


def patch_places(name: str) -> dict[str, NDArray[np.int64]]:
    """Return where the patches of a material lie in its photo.

    The left half of the material is for training, the third quarter for validation, the last one for the test, with 8
    pixels left out between two of them. In each region the patches lie on a grid and do not overlap.

    Args:
        name: One of `MATERIALS`.

    Returns:
        For ``"training"``, ``"validation"`` and ``"test"`` top and left of each patch, shape ``(n, 2)``.
    """
    return {part: _on_a_grid(_region(name, part), n) for part, n in _N_PATCHES.items()}


def _region(name: str, part: str) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of the region that is cut for one set."""
    left, top, right, bottom = MATERIALS[name].box
    start, end = {"training": (0, 2), "validation": (2, 3), "test": (3, 4)}[part]
    quarter = (right - left) / 4
    first = left + round(start * quarter) + (_GAP // 2 if start > 0 else 0)
    last = left + round(end * quarter) - (_GAP // 2 if end < 4 else 0)
    return first, top, last, bottom


def _on_a_grid(region: tuple[int, int, int, int], n: int) -> NDArray[np.int64]:
    """Return ``n`` of the squares that fit side by side into a region, evenly chosen: top and left of each."""
    left, top, right, bottom = region
    tops = range(top, bottom - PATCH_SIZE + 1, PATCH_SIZE)
    lefts = range(left, right - PATCH_SIZE + 1, PATCH_SIZE)
    places = np.array([(y, x) for y in tops for x in lefts], dtype=np.int64)
    chosen: NDArray[np.int64] = places[np.linspace(0, len(places) - 1, n).round().astype(int)]
    return chosen


def _cut(photo: NDArray[np.uint8], places: NDArray[np.int64]) -> NDArray[np.uint8]:
    return np.stack([photo[top : top + PATCH_SIZE, left : left + PATCH_SIZE] for top, left in places])


def load_materials() -> Materials:
    """Return the patches of all ten materials, split by regions of the photos.

    Source: the sample photos of scikit-image; see `MATERIALS` for who made each and what it may be used for. Known
    bias: one photo a material, so that all of its patches share camera, light and scale.
    """
    patches: dict[str, list[NDArray[np.uint8]]] = {part: [] for part in _N_PATCHES}
    for name in MATERIALS:
        photo = load_material_photo(name)
        for part, places in patch_places(name).items():
            patches[part].append(_cut(photo, places))
    x = {part: np.concatenate(arrays) for part, arrays in patches.items()}
    y = {part: np.repeat(np.arange(len(MATERIALS)), n) for part, n in _N_PATCHES.items()}
    return Materials(
        names=tuple(MATERIALS),
        x_training=x["training"],
        y_training=y["training"],
        x_validation=x["validation"],
        y_validation=y["validation"],
        x_test=x["test"],
        y_test=y["test"],
    )


def cut_overlapping(n_copies: int, seed: int, max_shift: int = 4) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return several patches round the place of each training patch: more data, it seems, but they overlap.

    Args:
        n_copies: Patches round each place, at least 1.
        seed: Decides how far each is moved, and the order.
        max_shift: Each is moved by up to so many pixels up or down and left or right, but not out of its region.

    Returns:
        Patches, shape ``(200 * n_copies, 32, 32)``, 0 to 255, and labels, shape ``(200 * n_copies,)``, in random order.

    Raises:
        ValueError: ``n_copies`` is below 1, or ``max_shift`` below 0.
    """
    if n_copies < 1 or max_shift < 0:
        raise ValueError(f"expected at least one copy and no negative shift, got {n_copies} and {max_shift}")
    generator = np.random.default_rng(seed)
    patches = []
    for name in MATERIALS:
        left, top, right, bottom = _region(name, "training")
        places = np.repeat(patch_places(name)["training"], n_copies, axis=0)
        places += generator.integers(-max_shift, max_shift + 1, places.shape)
        places = places.clip((top, left), (bottom - PATCH_SIZE, right - PATCH_SIZE))
        patches.append(_cut(load_material_photo(name), places))
    labels = np.repeat(np.arange(len(MATERIALS)), len(patches[0]))
    order = generator.permutation(len(labels))
    return np.concatenate(patches)[order], labels[order]


def load_cat_patches() -> NDArray[np.uint8]:
    """Return 40 patches of one cat that do not overlap, 0 to 255, shape ``(40, 32, 32)``."""
    return _cut(load_material_photo("fur"), _on_a_grid(MATERIALS["fur"].box, 40))


def enlarge(patches: ArrayLike, size: int) -> NDArray[np.uint8]:
    """Return grey patches as larger pictures with three equal channels, as networks for colour photos want them.

    Args:
        patches: Shape ``(n, height, width)``, 0 to 255.
        size: Height and width of the pictures, pixels, at least 1.

    Returns:
        Shape ``(n, size, size, 3)``, 0 to 255.

    Raises:
        ValueError: The size is below 1.
    """
    if size < 1:
        raise ValueError(f"expected a size of at least 1 pixel, got {size}")
    pictures = [Image.fromarray(patch).convert("RGB") for patch in np.asarray(patches, dtype=np.uint8)]
    return np.stack([np.asarray(p.resize((size, size), Image.Resampling.BICUBIC)) for p in pictures])
