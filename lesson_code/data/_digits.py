"""Handwritten digits, split by the forms they were written on."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from sklearn import datasets

__all__ = ["Digits", "load_digits"]

# All forms ask for the same row of digits, so the labels show where a form begins; some forms miss a few digits.
_FORM_STARTS = (0, 130, 256, 386, 516, 646, 776, 906, 1029, 1157, 1287, 1415, 1545, 1667, 1797)
_FIRST_VALIDATION_FORM = 8
_FIRST_TEST_FORM = 11


@dataclass(frozen=True)
class Digits:
    """Pictures of handwritten digits in three sets; no filled-in form lies in two of them.

    Attributes:
        x_training: Pictures, shape ``(1029, 8, 8)``; ink in each small square, 0 (none) to 16 (full).
        y_training: The digits that were to be written, shape ``(1029,)``, 0 to 9.
        form_training: The number of the form each picture was cut from, shape ``(1029,)``, 0 to 7.
        x_validation: Pictures of forms 8 to 10, shape ``(386, 8, 8)``.
        y_validation: Their digits, shape ``(386,)``.
        x_test: Pictures of forms 11 to 13, shape ``(382, 8, 8)``.
        y_test: Their digits, shape ``(382,)``.
    """

    x_training: NDArray[np.float64]
    y_training: NDArray[np.int64]
    form_training: NDArray[np.int64]
    x_validation: NDArray[np.float64]
    y_validation: NDArray[np.int64]
    x_test: NDArray[np.float64]
    y_test: NDArray[np.int64]


def _form_of_each_picture() -> NDArray[np.int64]:
    """Return the number of its form for each of the 1797 pictures, shape ``(1797,)``, 0 to 13."""
    return np.repeat(np.arange(len(_FORM_STARTS) - 1), [end - start for start, end in pairwise(_FORM_STARTS)])


def load_digits() -> Digits:
    """Return scikit-learn's handwritten digits, split by the forms they were written on.

    The file holds 14 filled-in forms one after another (its documentation speaks of 13 people, so one of them may have
    filled in two). A random split would put pictures of one hand into all three sets; here a form stays in one piece:
    the first 8 are for training, the next 3 for validation, the last 3 for the test.

    Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998
    (doi:10.24432/C50P49), licence CC BY 4.0; scikit-learn carries the test part, 1797 pictures of 8 by 8 squares.
    Known bias: few writers, all cooperative, digits centred and of one size.

    Returns:
        The three sets, pictures as numbers from 0 to 16 that are not scaled yet.
    """
    raw = datasets.load_digits()
    images, labels, form = raw.images, raw.target, _form_of_each_picture()
    training = form < _FIRST_VALIDATION_FORM
    test = form >= _FIRST_TEST_FORM
    validation = ~training & ~test
    return Digits(
        x_training=images[training],
        y_training=labels[training],
        form_training=form[training],
        x_validation=images[validation],
        y_validation=labels[validation],
        x_test=images[test],
        y_test=labels[test],
    )
