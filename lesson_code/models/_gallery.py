"""The network of ``when-training-fails``: one hidden layer, and everything about it that a case spoils."""

from typing import Any

from lesson_code.device import keras

__all__ = ["build_classifier"]


def build_classifier(n_inputs: int, n_hidden: int, n_classes: int, learning_rate: float = 0.001) -> Any:
    """Return a compiled classifier with one hidden layer.

    Args:
        n_inputs: Features of an example.
        n_hidden: Neurons of the hidden layer, with ReLU.
        n_classes: Neurons of the output layer, with softmax.
        learning_rate: Of the optimizer Adam; the default is Keras's own.

    Returns:
        A Keras model that takes inputs of shape ``(n, n_inputs)`` and labels of shape ``(n,)``, 0 to ``n_classes - 1``,
        and measures the accuracy.
    """
    model = keras.Sequential(
        [
            keras.Input((n_inputs,)),
            keras.layers.Dense(n_hidden, activation="relu"),
            keras.layers.Dense(n_classes, activation="softmax"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model
