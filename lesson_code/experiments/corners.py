"""XOR from random weights."""

from typing import Any

import numpy as np

from lesson_code.device import keras
from lesson_code.training import compiled_once, fit_quickly

__all__ = ["xor"]

_N_STEPS = 1000


@compiled_once
def _build_network(n_hidden: int) -> Any:
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(n_hidden, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy")
    return model


def xor(_seed: int) -> dict[str, Any]:
    """Train networks with two hidden neurons, as many as XOR needs, and with eight, for 1000 steps.

    Returns:
        ``two``, ``eight``: how many of the four corners each has right.
    """
    corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    wanted = np.array([0, 1, 1, 0])
    # One long epoch whose batches are the four corners: a thousand epochs of one step each would take a minute.
    x, y = np.tile(corners, (_N_STEPS, 1)), np.tile(wanted, _N_STEPS)
    right = {}
    for name, n_hidden in (("two", 2), ("eight", 8)):
        model = _build_network(n_hidden)
        fit_quickly(model, x, y, batch_size=4, shuffle=False)
        right[name] = ((model(corners).numpy()[:, 0] > 0.5) == wanted).sum()
    return right
