"""The small experiments measure what they say they measure."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from lesson_code.data import load_digits
from lesson_code.experiments import accuracy_by_examples, accuracy_left_out


@pytest.fixture(scope="module")
def digits():
    return load_digits()


def test_leaving_out_one_of_two_parts_trains_on_the_other(digits):
    x, y = digits.x_training[:260], digits.y_training[:260]
    part = np.repeat([0, 1], 130)
    flat = x.reshape(260, 64) / 16
    one = LogisticRegression(max_iter=1000).fit(flat[:130], y[:130]).score(flat[130:], y[130:])
    other = LogisticRegression(max_iter=1000).fit(flat[130:], y[130:]).score(flat[:130], y[:130])
    assert accuracy_left_out(x, y, part) == pytest.approx((one + other) / 2)


def test_leaving_out_the_only_part_is_refused(digits):
    with pytest.raises(ValueError, match="at least two parts, got 1"):
        accuracy_left_out(digits.x_training[:50], digits.y_training[:50], np.zeros(50, dtype=int))


def test_shuffled_parts_promise_more_than_new_writers_give(digits):
    honest = accuracy_left_out(digits.x_training, digits.y_training, digits.form_training)
    for seed in range(5):
        shuffled = np.random.default_rng(seed).permutation(digits.form_training)
        assert accuracy_left_out(digits.x_training, digits.y_training, shuffled) > honest + 0.04


def test_more_examples_help_every_method(digits):
    results = accuracy_by_examples(digits, [20, 200], n_seeds=2)
    assert len(results) == 3
    for accuracies in results.values():
        assert accuracies.shape == (2, 2)
        assert (accuracies[:, 1] > accuracies[:, 0] + 0.1).all()


@pytest.mark.parametrize("n_examples", [[19, 100], [20, 1030]])
def test_too_few_or_too_many_examples_are_refused(digits, n_examples):
    with pytest.raises(ValueError, match="from 20 to 1029"):
        accuracy_by_examples(digits, n_examples)


@pytest.mark.slow
def test_what_the_introduction_says_about_growing_data_holds_over_eight_seeds(digits):
    results = accuracy_by_examples(digits, [20, 50, 200, 400, 1000], n_seeds=8)
    means = {name: accuracies.mean(axis=0) for name, accuracies in results.items()}
    logistic, vectors, network = (means[name] for name in results)
    for mean in means.values():
        assert mean[2] - mean[0] > 0.25, "the first hundreds of examples bring much"
        assert mean[4] - mean[3] < 0.03, "the last hundreds bring little"
    assert vectors[0] < min(logistic[0], network[0])
    assert vectors[1] < min(logistic[1], network[1])
    assert vectors[4] > max(logistic[4], network[4])
    assert (np.abs(network - logistic)[2:] < 0.025).all(), "network and baseline end close together"


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_introductions_network_makes_ten_mistakes_and_gains_nothing_over_the_baseline(digits, seed):
    from lesson_code.device import keras
    from lesson_code.training import set_seed

    x, x_new = (images.reshape(-1, 64) / 16 for images in (digits.x_training, digits.x_validation))
    set_seed(seed)
    network = keras.Sequential(
        [keras.Input((64,)), keras.layers.Dense(32, activation="relu"), keras.layers.Dense(10, activation="softmax")]
    )
    network.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    losses = network.fit(x, digits.y_training, epochs=30, verbose=0).history["loss"]
    wrong = network(x_new).numpy().argmax(axis=1) != digits.y_validation
    baseline = LogisticRegression(max_iter=1000).fit(x, digits.y_training).score(x_new, digits.y_validation)
    assert losses[-1] < 0.2 < 2.0 < losses[0] < np.log(10)
    assert wrong.sum() >= 10
    assert baseline - 0.02 < 1 - wrong.mean() < baseline + 0.01
