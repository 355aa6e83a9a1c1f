"""Networks that read handwritten digits: convolutional ones from a short list of parts, and dense ones beside them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from lesson_code.device import keras

__all__ = ["DIGIT_PLANS", "Part", "build_dense_reader", "build_digit_reader"]

Part: TypeAlias = int | Literal["pool"]

_N_CLASSES = 10

DIGIT_PLANS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "small": MappingProxyType({"parts": (8, 16, "pool", 16)}),
        "two pools": MappingProxyType({"parts": (8, "pool", 16, "pool", 16)}),
        "no pooling": MappingProxyType({"parts": (8, 16, 16)}),
        "wider dense": MappingProxyType({"parts": (8, 16, "pool", 16), "n_dense": 128}),
        "more filters": MappingProxyType({"parts": (32, 64, "pool", 64)}),
        "deeper": MappingProxyType({"parts": (8, 16, 16, 16, "pool", 16, 16)}),
        "dropout": MappingProxyType({"parts": (8, 16, "pool", 16), "dropout": 0.5}),
    }
)
"""Networks to compare, by name: the arguments of `build_digit_reader`."""


def build_digit_reader(
    parts: Sequence[Part] = (8, 16, "pool", 16),
    n_dense: int = 32,
    size: int = 8,
    dropout: float = 0.0,
    whole_map: bool = False,
) -> Any:
    """Return a compiled convolutional network for grey pictures of digits.

    Kernels are 3 by 3 with padding ``"same"``, pooling windows 2 by 2.

    Args:
        parts: From the picture upwards: a number is a convolutional layer with so many filters, ``"pool"`` max pooling.
        n_dense: Neurons of the dense layer before the output; 0 leaves it out.
        size: Rows and columns of the pictures, which have the shape ``(size, size, 1)``.
        dropout: The share of numbers left out before the dense layers in training, from 0 to less than 1.
        whole_map: Take the largest number of each feature map (global max pooling) instead of all of them (Flatten).

    Returns:
        The network, with ten outputs that are probabilities.
    """
    layers = [keras.Input((size, size, 1))]
    for part in parts:
        if part == "pool":
            layers.append(keras.layers.MaxPooling2D())
        else:
            layers.append(keras.layers.Conv2D(part, 3, padding="same", activation="relu"))
    layers.append(keras.layers.GlobalMaxPooling2D() if whole_map else keras.layers.Flatten())
    if dropout:
        layers.append(keras.layers.Dropout(dropout))
    if n_dense:
        layers.append(keras.layers.Dense(n_dense, activation="relu"))
    return _compiled(layers)


def build_dense_reader(n_hidden: int = 161, size: int = 8) -> Any:
    """Return a compiled dense network with one hidden layer, for the same pictures.

    Args:
        n_hidden: Neurons of the hidden layer.
        size: Rows and columns of the pictures, which have the shape ``(size, size, 1)``.

    Returns:
        The network, with ten outputs that are probabilities.
    """
    hidden = keras.layers.Dense(n_hidden, activation="relu")
    return _compiled([keras.Input((size, size, 1)), keras.layers.Flatten(), hidden])


def _compiled(layers: list[Any]) -> Any:
    model = keras.Sequential([*layers, keras.layers.Dense(_N_CLASSES, activation="softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
