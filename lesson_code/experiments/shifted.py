"""Experiments of the lesson ``convolutional-networks``: networks of several shapes, and digits that move."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson_code.data import load_digits
from lesson_code.models import build_dense_reader, build_digit_reader
from lesson_code.training import compiled_once, evaluate_quickly, fit_quickly

__all__ = ["moved_digits", "readers", "shift_right"]

_N_MOVES = 5
_MARGIN = 4
_FULL_INK = 16
_N_EPOCHS = 15
_N_EPOCHS_MOVED = 12

_dense = compiled_once(build_dense_reader)
_conv = compiled_once(build_digit_reader)


def shift_right(images: NDArray[np.float64], n_columns: int, margin: int = _MARGIN) -> NDArray[np.float64]:
    """Return pictures with an empty margin round them, and what is drawn in them moved to the right.

    Args:
        images: Shape ``(n, height, width, channels)``.
        n_columns: How far, 0 to ``margin``.
        margin: Empty rows and columns on each side of the picture.

    Returns:
        Shape ``(n, height + 2 * margin, width + 2 * margin, channels)``.

    Raises:
        ValueError: The picture would leave the margin.
    """
    if not 0 <= n_columns <= margin:
        raise ValueError(f"expected a move of 0 to {margin} columns, got {n_columns}")
    sides = (margin + n_columns, margin - n_columns)
    return np.pad(images, ((0, 0), (margin, margin), sides, (0, 0)))


def readers(_seed: int) -> dict[str, Any]:
    """Train eight networks on the digits as they are, each for fifteen epochs.

    Returns:
        For each network (``dense``, ``small``, ``no_pool``, ``two_pools``, ``wide``, ``filters``, ``deep``,
        ``dropout``) its accuracy on the validation set; ``fitted_…``: on the training set, measured afterwards;
        ``reported_…``: what ``fit`` reported for the training set in the last epoch.
    """
    networks = {
        "dense": lambda: _dense(),
        "small": lambda: _conv(),
        "no_pool": lambda: _conv((8, 16, 16)),
        "two_pools": lambda: _conv((8, "pool", 16, "pool", 16)),
        "wide": lambda: _conv(n_dense=128),
        "filters": lambda: _conv((32, 64, "pool", 64)),
        "deep": lambda: _conv((8, 16, 16, 16, "pool", 16, 16)),
        "dropout": lambda: _conv(dropout=0.5),
    }
    digits = load_digits()
    x, x_validation = (images[..., np.newaxis] / _FULL_INK for images in (digits.x_training, digits.x_validation))
    results: dict[str, Any] = {}
    for name, build in networks.items():
        model = build()
        history = fit_quickly(model, x, digits.y_training, epochs=_N_EPOCHS)
        results[name] = evaluate_quickly(model, x_validation, digits.y_validation)["accuracy"]
        results[f"fitted_{name}"] = evaluate_quickly(model, x, digits.y_training)["accuracy"]
        results[f"reported_{name}"] = history["accuracy"][-1]
    return results


def moved_digits(_seed: int) -> dict[str, Any]:
    """Train on digits in the middle of pictures of 16 by 16, and measure on digits moved by 0 to 4 columns.

    Returns:
        The accuracies on the validation set, moved by 0, 1, 2, 3, 4 columns, of ``dense``: a dense network;
        ``flat``: convolution and Flatten; ``pooled``: a pooling layer and global max pooling; ``whole``: global max
        pooling without a pooling layer before it.
    """
    digits = load_digits()
    x, x_validation = (images[..., np.newaxis] / _FULL_INK for images in (digits.x_training, digits.x_validation))
    networks = {
        "dense": lambda: _dense(138, 16),
        "flat": lambda: _conv(size=16),
        "pooled": lambda: _conv((8, 16, "pool", 32), 0, 16, whole_map=True),
        "whole": lambda: _conv((8, 16, 32), 0, 16, whole_map=True),
    }
    results: dict[str, Any] = {}
    for name, build in networks.items():
        model = build()
        fit_quickly(model, shift_right(x, 0), digits.y_training, epochs=_N_EPOCHS_MOVED)
        results[name] = _by_shift(model, x_validation, digits.y_validation)
    return results


def _by_shift(model: Any, x: NDArray[np.float64], y: NDArray[np.int64]) -> list[float]:
    return [evaluate_quickly(model, shift_right(x, n), y)["accuracy"] for n in range(_N_MOVES)]
