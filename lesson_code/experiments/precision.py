"""Experiments of the lesson ``hardware``: training with 32 bits, and with 16 where they are enough."""

from typing import Any

from lesson_code.data import load_digits
from lesson_code.device import keras
from lesson_code.training import evaluate_quickly, fit_quickly, set_seed

__all__ = ["half_precision"]

_N_EPOCHS = 10


def _build(policy: str) -> Any:
    """Return a compiled network for the digits whose layers follow a dtype policy; its output has 32 bits."""
    kept = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        model = keras.Sequential(
            [
                keras.Input((64,)),
                keras.layers.Dense(64, activation="relu"),
                keras.layers.Dense(10, activation="softmax", dtype="float32"),
            ]
        )
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    finally:
        keras.config.set_dtype_policy(kept)
    return model


def half_precision(seed: int) -> dict[str, Any]:
    """Train the same network on the digits with 32 bits and with mixed precision, from the same weights.

    Returns:
        ``full``, ``mixed``: the validation accuracy after ten epochs; ``apart``: how far apart they are.
    """
    digits = load_digits()
    x, x_validation = (part.reshape(len(part), -1) / 16 for part in (digits.x_training, digits.x_validation))
    results = {}
    for name, policy in (("full", "float32"), ("mixed", "mixed_float16")):
        set_seed(seed)  # the same start for both
        model = _build(policy)
        fit_quickly(model, x, digits.y_training, epochs=_N_EPOCHS)
        results[name] = evaluate_quickly(model, x_validation, digits.y_validation)["accuracy"]
    return {**results, "apart": abs(results["full"] - results["mixed"])}
