"""Experiments of the lesson ``convolutional-networks``: networks of several shapes, and digits that move."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from lesson_code.data import load_digits
from lesson_code.models import DIGIT_PLANS, build_dense_reader, build_digit_reader
from lesson_code.training import compiled_once, evaluate_quickly, fit_quickly

__all__ = ["moved_digits", "readers", "shift_right"]

_N_MOVES = 5
_MARGIN = 4
_FULL_INK = 16
_N_EPOCHS = 10
_N_EPOCHS_MOVED = 8

_dense = compiled_once(build_dense_reader)
_conv = compiled_once(build_digit_reader)
_Set = tuple[NDArray[np.float64], NDArray[np.int64]]


def shift_right(images: NDArray[np.float64], n_columns: int) -> NDArray[np.float64]:
    """Return pictures with four empty rows and columns on each side, and what is drawn in them moved to the right.

    Args:
        images: Shape ``(n, height, width, channels)``.
        n_columns: How far, 0 to 4.

    Returns:
        Shape ``(n, height + 8, width + 8, channels)``.

    Raises:
        ValueError: What is drawn would leave the picture.
    """
    if not 0 <= n_columns <= _MARGIN:
        raise ValueError(f"expected a move of 0 to {_MARGIN} columns, got {n_columns}")
    sides = (_MARGIN + n_columns, _MARGIN - n_columns)
    return np.pad(images, ((0, 0), (_MARGIN, _MARGIN), sides, (0, 0)))


def _load() -> tuple[_Set, _Set]:
    """Return training and validation set: pictures of the shape ``(n, 8, 8, 1)``, 0 to 1, and their digits."""
    digits = load_digits()
    x, x_validation = (images[..., np.newaxis] / _FULL_INK for images in (digits.x_training, digits.x_validation))
    return (x, digits.y_training), (x_validation, digits.y_validation)


def readers(_seed: int) -> dict[str, Any]:
    """Train a dense network and those of `DIGIT_PLANS` on the digits as they are, each for ten epochs.

    Returns:
        For each network (``dense``, ``small``, ``two_pools``, …) its accuracy on the validation set; ``fitted_…``: on
        the training set, measured afterwards; ``reported_…``: what ``fit`` reported for the training set in the last
        epoch; ``logistic``, ``svm``: the accuracies of two methods without chance on the validation set.
    """
    training, validation = _load()
    results: dict[str, Any] = _baselines(training, validation)
    plans = [("dense", None), *DIGIT_PLANS.items()]
    for title, plan in plans:
        model, name = _dense() if plan is None else _conv(**plan), title.replace(" ", "_")
        history = fit_quickly(model, *training, epochs=_N_EPOCHS)
        results[name] = evaluate_quickly(model, *validation)["accuracy"]
        results[f"fitted_{name}"] = evaluate_quickly(model, *training)["accuracy"]
        results[f"reported_{name}"] = history["accuracy"][-1]
    return results


def _baselines(training: _Set, validation: _Set) -> dict[str, float]:
    x, x_validation = (images.reshape(len(images), -1) for images, _ in (training, validation))
    methods = {"logistic": LogisticRegression(max_iter=1000), "svm": SVC()}
    return {name: method.fit(x, training[1]).score(x_validation, validation[1]) for name, method in methods.items()}


def moved_digits(_seed: int) -> dict[str, Any]:
    """Train on digits in the middle of pictures of 16 by 16, and measure on digits moved by 0 to 4 columns.

    Returns:
        The accuracies on the validation set, moved by 0, 1, 2, 3, 4 columns, of ``dense``: a dense network;
        ``flat``: convolution and Flatten; ``pooled``: a pooling layer and global max pooling; ``whole``: global max
        pooling without a pooling layer before it.
    """
    (x, y), (x_validation, y_validation) = _load()
    networks: dict[str, Callable[[], Any]] = {
        "dense": lambda: _dense(138, 16),
        "flat": lambda: _conv(size=16),
        "pooled": lambda: _conv((8, 16, "pool", 32), 0, 16, whole_map=True),
        "whole": lambda: _conv((8, 16, 32), 0, 16, whole_map=True),
    }
    results: dict[str, Any] = {}
    for name, build in networks.items():
        model = build()
        fit_quickly(model, shift_right(x, 0), y, epochs=_N_EPOCHS_MOVED)
        results[name] = [
            evaluate_quickly(model, shift_right(x_validation, n), y_validation)["accuracy"] for n in range(_N_MOVES)
        ]
    return results
