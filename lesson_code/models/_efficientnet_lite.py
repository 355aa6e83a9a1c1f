"""EfficientNet-Lite0: a network for photos, built of the same blocks as MobileNetV2.

Architecture: M. Tan and Q. V. Le, EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks, ICML 2019
(arXiv:1905.11946); the Lite variant (2020, TensorFlow TPU models) has ReLU6 throughout and no squeeze-and-excitation.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lesson_code.device import keras

__all__ = ["IMAGE_SIZE", "build_efficientnet_lite0", "set_torch_weights"]

IMAGE_SIZE = 224
_EPSILON = 1e-3


class _Stage(NamedTuple):
    """Blocks of one kind in a row; only the first of them has the stride."""

    n_blocks: int
    kernel_size: int
    stride: int
    expansion: int
    n_filters: int


_STAGES = (
    _Stage(1, 3, 1, 1, 16),
    _Stage(2, 3, 2, 6, 24),
    _Stage(2, 5, 2, 6, 40),
    _Stage(3, 3, 2, 6, 80),
    _Stage(3, 5, 1, 6, 112),
    _Stage(4, 5, 2, 6, 192),
    _Stage(1, 3, 1, 6, 320),
)


def _normalise(x: Any, name: str, activation: bool = True) -> Any:
    x = keras.layers.BatchNormalization(epsilon=_EPSILON, name=f"{name}_bn")(x)
    return keras.layers.ReLU(max_value=6, name=f"{name}_relu")(x) if activation else x


def _convolve(x: Any, n_filters: int, name: str, kernel_size: int = 1, stride: int = 1, activation: bool = True) -> Any:
    layer = keras.layers.Conv2D(n_filters, kernel_size, stride, padding="same", use_bias=False, name=name)
    return _normalise(layer(x), name, activation)


def _block(x: Any, stage: _Stage, stride: int, name: str) -> Any:
    """Return an inverted residual block: widen, filter each map by itself, narrow, and add what came in."""
    n_channels, before = x.shape[-1], x
    if stage.expansion > 1:
        x = _convolve(x, n_channels * stage.expansion, f"{name}_expand")
    depthwise = keras.layers.DepthwiseConv2D(
        stage.kernel_size, stride, padding="same", use_bias=False, name=f"{name}_depthwise"
    )
    x = _normalise(depthwise(x), f"{name}_depthwise")
    x = _convolve(x, stage.n_filters, f"{name}_project", activation=False)
    if stride == 1 and n_channels == stage.n_filters:
        x = keras.layers.Add(name=f"{name}_add")([before, x])
    return x


def build_efficientnet_lite0() -> Any:
    """Return an untrained EfficientNet-Lite0 for the 1000 classes of ImageNet.

    Returns:
        A model from pictures ``(n, 224, 224, 3)`` of about −1 to 1 to probabilities ``(n, 1000)``; its last layer but
        one, ``pool``, gives 1280 features.
    """
    picture = keras.Input((IMAGE_SIZE, IMAGE_SIZE, 3), name="picture")
    x = _convolve(picture, 32, "stem", kernel_size=3, stride=2)
    number = 0
    for stage in _STAGES:
        for place in range(stage.n_blocks):
            number += 1
            x = _block(x, stage, stage.stride if place == 0 else 1, f"block_{number}")
    x = _convolve(x, 1280, "head")
    x = keras.layers.GlobalAveragePooling2D(name="pool")(x)
    probabilities = keras.layers.Dense(1000, activation="softmax", name="classes")(x)
    return keras.Model(picture, probabilities, name="efficientnet_lite0")


def set_torch_weights(model: Any, weights: Mapping[str, NDArray[Any]]) -> None:
    """Pour the weights of the PyTorch file into a model of `build_efficientnet_lite0`.

    Args:
        model: Gets the weights.
        weights: By their names in the file, for example ``"_blocks.0._bn1.running_mean"``.

    Raises:
        ValueError: Some are missing, are left over, or have another shape.
    """
    left = {name: array for name, array in weights.items() if not name.endswith("num_batches_tracked")}
    for layer in model.layers:
        if layer.weights:
            layer.set_weights([_as_keras(layer, left.pop(name)) for name in _names(layer.name)])
    if left:
        raise ValueError(f"expected nothing but the weights of EfficientNet-Lite0, got also {sorted(left)[0]}")


def _names(layer: str) -> list[str]:
    """Return the names in the file of what a layer holds, in Keras's order."""
    if layer == "classes":
        return ["_fc.weight", "_fc.bias"]
    of_convolution, of_normalisation = _TORCH[layer.removesuffix("_bn")]
    if layer.endswith("_bn"):
        return [f"{of_normalisation}.{part}" for part in ("weight", "bias", "running_mean", "running_var")]
    return [f"{of_convolution}.weight"]


def _torch_names() -> dict[str, tuple[str, str]]:
    """Return for each convolution of ours the file's names of it and of the normalisation behind it."""
    names = {"stem": ("_conv_stem", "_bn0"), "head": ("_conv_head", "_bn1")}
    for number in range(sum(stage.n_blocks for stage in _STAGES)):
        theirs = f"_blocks.{number}."
        for ours, convolution, normalisation in (
            ("expand", "_expand_conv", "_bn0"),
            ("depthwise", "_depthwise_conv", "_bn1"),
            ("project", "_project_conv", "_bn2"),
        ):
            names[f"block_{number + 1}_{ours}"] = (theirs + convolution, theirs + normalisation)
    return names


_TORCH = _torch_names()


def _as_keras(layer: Any, weights: NDArray[Any]) -> NDArray[Any]:
    """Return weights with their axes in Keras's order; PyTorch puts the filters first."""
    if weights.ndim == 4:
        depthwise = isinstance(layer, keras.layers.DepthwiseConv2D)
        return np.transpose(weights, (2, 3, 0, 1) if depthwise else (2, 3, 1, 0))
    return weights.T
