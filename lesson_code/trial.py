"""The short training with which ``doctor`` finds out whether TensorFlow works; prints one line of JSON.

Run as ``python -m lesson_code.trial``, in a process of its own: a TensorFlow that does not fit the processor
ends its process without a word of Python.
"""

import json
import sys
import time

import numpy as np

from lesson_code.device import keras, pick_device
from lesson_code.training import set_seed


def train() -> dict[str, str | float]:
    """Train the rounding network of the lesson ``basics`` on 10 000 numbers.

    Returns:
        ``kind`` and ``device`` (where it ran), ``seconds`` (of training alone) and ``accuracy`` (0 to 1).
    """
    set_seed(1)
    x = np.random.random((10_000, 1))
    layers = [keras.Input((1,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(2, activation="softmax")]
    model = keras.Sequential(layers)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    began = time.perf_counter()
    history = model.fit(x, x[:, 0] >= 0.5, epochs=10, verbose=0).history
    seconds = time.perf_counter() - began
    device = pick_device()
    return {
        "kind": device.kind,
        "device": device.words,
        "seconds": seconds,
        "accuracy": float(history["accuracy"][-1]),
    }


if __name__ == "__main__":
    sys.stdout.write(f"{json.dumps(train())}\n")
