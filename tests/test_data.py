"""The digits come in three sets that share no form, in the units the page names."""

from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np
import pytest
from sklearn import datasets

from lesson_code.data import load_digits
from lesson_code.data._packaged import packaged_file


@pytest.fixture(scope="module")
def digits():
    return load_digits()


def as_text(labels) -> str:
    return "".join(map(str, labels))


def test_the_three_sets_are_the_whole_file_in_its_order(digits):
    raw = datasets.load_digits()
    assert np.array_equal(np.concatenate([digits.x_training, digits.x_validation, digits.x_test]), raw.images)
    assert np.array_equal(np.concatenate([digits.y_training, digits.y_validation, digits.y_test]), raw.target)


def test_the_shapes_are_those_of_the_docstring(digits):
    assert digits.x_training.shape == (1029, 8, 8)
    assert digits.form_training.shape == (1029,)
    assert digits.x_validation.shape == (386, 8, 8)
    assert digits.x_test.shape == (382, 8, 8)


def test_pixels_reach_from_0_to_16_and_not_to_255(digits):
    assert digits.x_training.min() == 0
    assert digits.x_training.max() == 16


def test_every_form_repeats_the_labels_of_the_first_one(digits):
    # All writers were asked for the same row of digits, so true borders give fourteen nearly equal rows.
    printed = as_text(digits.y_training[digits.form_training == 0])
    assert len(printed) == 130
    for form in range(8):
        row = as_text(digits.y_training[digits.form_training == form])
        assert SequenceMatcher(None, printed, row, autojunk=False).ratio() > 0.97


@pytest.mark.parametrize("name", ["validation", "test"])
def test_validation_and_test_set_are_three_whole_forms_each(digits, name):
    labels = as_text(getattr(digits, f"y_{name}"))
    printed = as_text(digits.y_training[digits.form_training == 0])
    assert SequenceMatcher(None, printed * 3, labels, autojunk=False).ratio() > 0.97


def test_the_forms_of_the_training_set_stand_one_after_another(digits):
    steps = [after - before for before, after in pairwise(digits.form_training)]
    assert set(steps) == {0, 1}
    assert steps.count(1) == 7


def test_every_digit_occurs_in_every_set(digits):
    for labels in (digits.y_training, digits.y_validation, digits.y_test):
        assert set(labels) == set(range(10))


def test_a_file_of_a_package_that_is_missing_is_named_with_the_next_step():
    with pytest.raises(FileNotFoundError, match=r"no_such_package, which carries a\.csv; run `make install`"):
        packaged_file("no_such_package", "a.csv")
