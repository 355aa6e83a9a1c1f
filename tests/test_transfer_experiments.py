"""What the experiments with patches promise, on one seed each."""

import pytest

from lesson_code.training import run_once

pytestmark = pytest.mark.slow


def test_random_labels_are_learned_by_heart():
    from lesson_code.experiments import random_labels

    result = run_once(random_labels, 0)
    assert result["training"] == 1
    # Ten patches: the accuracy is a whole number of tenths.
    assert round(10 * result["validation"]) == pytest.approx(10 * result["validation"], abs=1e-5)


def test_a_leak_makes_a_network_look_better_than_it_is():
    from lesson_code.experiments import overlapping_patches

    result = run_once(overlapping_patches, 0)
    assert result["separate"] < result["leaking"] <= 1
