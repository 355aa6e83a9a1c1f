"""The small network that tells penguins apart."""

from typing import Any

from lesson_code.device import keras

__all__ = ["build_penguin_network"]


def build_penguin_network(scaler: Any = None, n_hidden: int = 10, learning_rate: float = 0.001) -> Any:
    """Return a compiled, untrained network for four measurements of a penguin and its three species.

    Args:
        scaler: An adapted `keras.layers.Normalization` to go first; nothing by default.
        n_hidden: Neurons in the hidden layer, at least 1.
        learning_rate: Of Adam, above 0.

    Returns:
        A functional model: inputs of shape ``(n, 4)``, a hidden layer with ReLU, outputs of shape ``(n, 3)`` with
        softmax. Compiled with categorical cross-entropy for one-hot labels, and accuracy.
    """
    inputs = keras.Input((4,))
    scaled = scaler(inputs) if scaler is not None else inputs
    hidden = keras.layers.Dense(n_hidden, activation="relu")(scaled)
    outputs = keras.layers.Dense(3, activation="softmax")(hidden)
    model = keras.Model(inputs, outputs)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss="categorical_crossentropy", metrics=["accuracy"])
    return model
