"""Photos that ship with installed packages, found without importing the package."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lesson_code.data._packaged import packaged_file

__all__ = ["PHOTOS", "Photo", "load_photo", "read_picture"]


class Photo(NamedTuple):
    """Where a photo lies, and who may use it.

    Attributes:
        package: The package that carries it.
        file: Its place in the package.
        credit: The photographer, or who gave it.
        licence: What it may be used for.
    """

    package: str
    file: str
    credit: str
    licence: str


PHOTOS: Mapping[str, Photo] = MappingProxyType(
    {
        "brick": Photo("skimage", "data/brick.png", "CC0Textures", "CC0"),
        "camera man": Photo("skimage", "data/camera.png", "Lav Varshney", "CC0"),
        "cat": Photo("skimage", "data/chelsea.png", "Stéfan van der Walt", "CC0"),
        "clock": Photo("skimage", "data/clock_motion.png", "Stéfan van der Walt", "public domain"),
        "coffee": Photo("skimage", "data/coffee.png", "Rachel Michetti, Pikolo Espresso Bar", "CC0"),
        "flower": Photo("sklearn", "datasets/images/flower.jpg", "vultilion", "CC BY 2.0"),
        "moon": Photo("skimage", "data/moon.png", "scikit-image", "not stated there"),
        "motorcycle": Photo(
            "skimage", "data/motorcycle_left.png", "Middlebury stereo benchmark, 2014", "not stated there"
        ),
        "palace": Photo("sklearn", "datasets/images/china.jpg", "danielbuechele", "CC BY 2.0"),
        "portrait": Photo(
            "matplotlib", "mpl-data/sample_data/grace_hopper.jpg", "James S. Davis, US Navy", "public domain"
        ),
        "rocket": Photo("skimage", "data/rocket.jpg", "SpaceX", "public domain"),
    }
)
"""The photos by their names on the pages."""


def load_photo(name: str, size: int | None = None) -> NDArray[np.uint8]:
    """Return a photo as an array.

    Args:
        name: One of `PHOTOS`.
        size: Cut the largest square out of its middle and shrink or enlarge it to so many pixels each way; by default
            the photo stays as it is.

    Returns:
        Red, green and blue of each pixel, 0 to 255, shape ``(height, width, 3)`` or ``(size, size, 3)``.

    Raises:
        ValueError: There is no photo of that name, or the size is below 1.
        FileNotFoundError: Its package is missing.
    """
    if name not in PHOTOS:
        raise ValueError(f"expected one of {', '.join(PHOTOS)}, got {name}")
    return read_picture(packaged_file(PHOTOS[name].package, PHOTOS[name].file), "RGB", size)


def read_picture(file: Path, mode: str, size: int | None) -> NDArray[np.uint8]:
    """Return a picture as an array.

    Args:
        file: Where it lies.
        mode: ``"RGB"`` for colours, ``"L"`` for grey.
        size: See `load_photo`.

    Raises:
        ValueError: The size is below 1.
    """
    if size is not None and size < 1:
        raise ValueError(f"expected a size of at least 1 pixel, got {size}")
    with Image.open(file) as opened:
        picture = opened.convert(mode)
    if size is not None:
        side = min(picture.size)
        left, top = (picture.width - side) // 2, (picture.height - side) // 2
        square = (left, top, left + side, top + side)
        picture = picture.resize((size, size), Image.Resampling.BICUBIC, box=square)
    return np.asarray(picture, dtype=np.uint8)
