"""Experiments of the lesson ``basics``: small networks learn something about random numbers from 0 to 1."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from lesson_code.device import keras
from lesson_code.training import compiled_once, evaluate_quickly, fit_quickly

__all__ = ["middle_half", "rounding", "validation_first"]

_N_EXAMPLES = 10_000
_N_NEW = 1000
_N_EPOCHS = 10


@compiled_once
def _build_network(n_hidden: int, activation: str | None = "relu") -> Any:
    """Return a compiled network with one input, a hidden layer and two classes."""
    model = keras.Sequential(
        [
            keras.Input((1,)),
            keras.layers.Dense(n_hidden, activation=activation),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def _draw(n: int = _N_EXAMPLES) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return numbers, shape ``(n, 1)``, 0 to 1, and what they round to, shape ``(n,)``, 0 or 1."""
    x = np.random.random((n, 1))
    return x, (x[:, 0] >= 0.5).astype(int)


def rounding(_seed: int) -> dict[str, Any]:
    """Train the network of the lesson, and ask it what the lesson asks.

    Returns:
        ``negative``: how many of the eight first weights were drawn below 0;
        ``start_loss``, ``start_accuracy``: of the random weights;
        ``loss``, ``accuracy``: after each of ten epochs;
        ``half``: 1 if 0.5 is rounded up, else 0; ``others``: how many of 0, 0.1, … 0.9 without 0.5 are right, 0 to 9;
        ``border``: how many examples lie from 0.5 to 0.503;
        ``near``, ``far``: the larger activation for 0.49, and the lower one of those for 7.3 and for −3;
        ``new_accuracy``, ``baseline``: of the network and of logistic regression on 1000 new numbers;
        ``gap``: the widest gap between two neighbouring examples;
        ``half_up``: the activation for 1 at 0.5;
        ``living``: how many hidden neurons give more than 0 for any of the examples in the end.
    """
    x, y = _draw()
    model = _build_network(8)
    negative = (model.get_weights()[0] < 0).sum()
    start = evaluate_quickly(model, x, y)
    history = fit_quickly(model, x, y, epochs=_N_EPOCHS)
    right = model(np.arange(10).reshape(10, 1) / 10).numpy().argmax(axis=1) == (np.arange(10) >= 5)
    near, *far = model(np.array([[0.49], [7.3], [-3.0]])).numpy().max(axis=1)
    x_new, y_new = _draw(_N_NEW)
    return {
        "negative": negative,
        "start_loss": start["loss"],
        "start_accuracy": start["accuracy"],
        **history,
        "half": right[5],
        "others": np.delete(right, 5).sum(),
        "border": ((x >= 0.5) & (x < 0.503)).sum(),
        "near": near,
        "far": min(far),
        "new_accuracy": evaluate_quickly(model, x_new, y_new)["accuracy"],
        "baseline": LogisticRegression().fit(x, y).score(x_new, y_new),
        "gap": np.diff(np.sort(x[:, 0])).max(),
        "half_up": model(np.array([[0.5]])).numpy()[0, 1],
        "living": (model.layers[0](x).numpy().max(axis=0) > 0).sum(),
    }


def validation_first(_seed: int) -> dict[str, Any]:
    """Keep back one example in ten, and measure on both parts: as ``fit`` reports it, and at the same moment.

    Returns:
        ``training``, ``validation``: the accuracies that ``fit`` reports after each of ten epochs;
        ``loss``, ``val_loss``: the losses; ``training_then``, ``validation_then``: accuracies of another network,
        both measured after its first epoch.
    """
    x, y = _draw()
    kept_back = x[-1000:], y[-1000:]
    history = fit_quickly(_build_network(8), x[:-1000], y[:-1000], epochs=_N_EPOCHS, validation_data=kept_back)
    model = _build_network(8)
    fit_quickly(model, x[:-1000], y[:-1000], epochs=1)
    return {
        "training": history["accuracy"],
        "validation": history["val_accuracy"],
        "loss": history["loss"],
        "val_loss": history["val_loss"],
        "training_then": evaluate_quickly(model, x[:-1000], y[:-1000])["accuracy"],
        "validation_then": evaluate_quickly(model, *kept_back)["accuracy"],
    }


def middle_half(_seed: int) -> dict[str, Any]:
    """Learn whether a number lies from 0.25 to 0.75: without ReLU, and with ReLU in a narrow and a wide hidden layer.

    Returns:
        ``linear``, ``narrow``, ``wide``: the accuracy after ten epochs with 32 hidden neurons without ReLU, with 8
        and with 32 neurons with ReLU; ``linear_loss``: the loss of the first; ``linear_lean``: how far the first one's
        activations get from one half; ``baseline``: the accuracy of logistic regression.
    """
    x, _ = _draw()
    y = ((x[:, 0] >= 0.25) & (x[:, 0] < 0.75)).astype(int)
    linear = _build_network(32, None)
    without = fit_quickly(linear, x, y, epochs=_N_EPOCHS)
    return {
        "linear": without["accuracy"][-1],
        "linear_loss": without["loss"][-1],
        "linear_lean": np.abs(linear(x).numpy() - 0.5).max(),
        "narrow": fit_quickly(_build_network(8), x, y, epochs=_N_EPOCHS)["accuracy"][-1],
        "wide": fit_quickly(_build_network(32), x, y, epochs=_N_EPOCHS)["accuracy"][-1],
        "baseline": LogisticRegression().fit(x, y).score(x, y),
    }
