"""The network of the ``introduction``'s third act, beside logistic regression."""

from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from lesson_code.data import load_digits
from lesson_code.device import keras
from lesson_code.experiments.digits import flat
from lesson_code.training import compiled_once, fit_quickly

__all__ = ["digits_network"]


@compiled_once
def _build_network() -> Any:
    model = keras.Sequential(
        [keras.Input((64,)), keras.layers.Dense(32, activation="relu"), keras.layers.Dense(10, activation="softmax")]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def digits_network(_seed: int) -> dict[str, Any]:
    """Train the network for thirty epochs, and logistic regression on the same digits.

    Returns:
        ``loss``, ``val_loss``, ``accuracy``, ``val_accuracy``: after each epoch;
        ``network``, ``baseline``: the accuracies of both methods on the validation set;
        ``wrong``: how many of the 386 validation pictures the network gets wrong;
        ``full_ink``: the largest activation for a square full of ink.
    """
    digits = load_digits()
    x, x_validation = flat(digits.x_training), flat(digits.x_validation)
    model = _build_network()
    history = fit_quickly(model, x, digits.y_training, epochs=30, validation_data=(x_validation, digits.y_validation))
    wrong = model(x_validation).numpy().argmax(axis=1) != digits.y_validation
    baseline = LogisticRegression(max_iter=1000).fit(x, digits.y_training)
    return {
        **history,
        "network": 1 - wrong.mean(),
        "baseline": baseline.score(x_validation, digits.y_validation),
        "wrong": wrong.sum(),
        "full_ink": model(np.ones((1, 64))).numpy().max(),
    }
