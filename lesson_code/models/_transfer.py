"""Networks of the lesson ``transfer-learning``: one from scratch, and parts of a pretrained one."""

from typing import Any

from lesson_code.device import keras

__all__ = ["N_TOP_LAYERS", "build_patch_network", "build_top", "resize_input"]

N_TOP_LAYERS = 12
"""The layers of the last inverted residual block and of all that stands behind it, in both pretrained networks."""


def build_patch_network(n_classes: int = 10, augment: bool = False) -> Any:
    """Return a small convolutional network for grey patches, not compiled.

    Args:
        n_classes: How many materials there are.
        augment: Whether patches are mirrored at random in training, left to right and top to bottom.

    Returns:
        A model from patches ``(n, 32, 32, 1)`` of 0 to 1 to probabilities ``(n, n_classes)``.
    """
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            *([layers.RandomFlip("horizontal_and_vertical")] if augment else []),
            layers.Conv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(n_classes, activation="softmax"),
        ]
    )


def resize_input(base: Any, size: int) -> Any:
    """Return a copy of a base, weights included, that takes pictures of another size.

    Convolutions and global pooling do not mind the size of a picture; only the input layer has it written down.

    Args:
        base: A model from pictures ``(n, height, width, 3)``, without dense layers behind flattened maps.
        size: Height and width of the pictures for the copy, pixels; a multiple of 32, or the maps would be padded
            otherwise than in training.

    Raises:
        ValueError: The size is no positive multiple of 32.
    """
    if size < 32 or size % 32:
        raise ValueError(f"expected a size of 32, 64, 96 pixels and so on, got {size}")
    copy = keras.models.clone_model(base, input_tensors=keras.Input((size, size, 3)))
    copy.set_weights(base.get_weights())
    return copy


def build_top(base: Any, n_classes: int) -> Any:
    """Return a copy of a base's last twelve layers with a new head; batch normalisation is frozen.

    Args:
        base: A headless pretrained network with pooled output.
        n_classes: How many classes the head tells apart.

    Returns:
        A model, not compiled, from what ``base.layers[-13]`` gives to probabilities ``(n, n_classes)``.
    """
    maps = keras.Input(base.layers[-N_TOP_LAYERS - 1].output.shape[1:])
    x = maps
    for layer in base.layers[-N_TOP_LAYERS:]:
        copy = type(layer).from_config(layer.get_config())
        x = copy(x)
        copy.set_weights(layer.get_weights())
        copy.trainable = not isinstance(layer, keras.layers.BatchNormalization)
    return keras.Model(maps, keras.layers.Dense(n_classes, activation="softmax")(x))
