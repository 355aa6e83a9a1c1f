"""Lines through the heights of a seedling, the last of which were written down in the wrong unit."""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["wrong_unit"]

_N_WRONG = 2
_CM_PER_INCH = 2.54


def _huber(errors: NDArray[np.float64]) -> NDArray[np.float64]:
    size = np.abs(errors)
    return np.where(size <= 1, 0.5 * size**2, size - 0.5)


def wrong_unit(_seed: int) -> dict[str, Any]:
    """Fit a line under three losses to twenty heights in centimetres, the last two of which are in inches.

    Returns:
        ``squared``, ``absolute``, ``huber``: the slope of the line with the least loss of that kind, in centimetres a
        day, among slopes from 0 to 1 and starts from 0 to 6; ``clean``: the slope under squared error when all
        heights are in centimetres.
    """
    day = np.arange(1, 21)
    right = 2 + 0.5 * day + np.random.normal(0, 0.4, 20)
    height = right.copy()
    height[-_N_WRONG:] /= _CM_PER_INCH
    lines = list(product(np.linspace(0, 1, 101), np.linspace(0, 6, 61)))

    def best_slope(loss: Callable[[Any], Any], heights: NDArray[np.float64]) -> float:
        return float(min(lines, key=lambda line: loss(heights - (line[0] * day + line[1])).mean())[0])

    return {
        "squared": best_slope(np.square, height),
        "absolute": best_slope(np.abs, height),
        "huber": best_slope(_huber, height),
        "clean": best_slope(np.square, right),
    }
