"""The experiments measure what they say they measure, with the code of the pages."""

import inspect

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from lesson_code import experiments
from lesson_code.data import load_digits
from lesson_code.experiments.digits import N_EXAMPLES, accuracy_by_examples, accuracy_left_out, split_by_forms

PLAIN = ("N_EXAMPLES", "SETTINGS", "accuracy_left_out", "build_methods")
EXPERIMENTS = [name for name in experiments.__all__ if name not in PLAIN]


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


def test_the_forms_are_shuffled_as_on_the_page(digits):
    np.random.seed(1)
    found = split_by_forms(1)
    shuffled = np.random.RandomState(1).permutation(digits.form_training)
    assert found["shuffled"] == accuracy_left_out(digits.x_training, digits.y_training, shuffled)
    assert found["by_form"] == accuracy_left_out(digits.x_training, digits.y_training, digits.form_training)


def test_each_method_learns_from_the_first_examples_of_an_order_that_the_seed_draws(digits):
    found = accuracy_by_examples(3)
    chosen = np.random.default_rng(3).permutation(1029)[:50]
    x, x_new = (images.reshape(-1, 64) / 16 for images in (digits.x_training[chosen], digits.x_validation))
    place = N_EXAMPLES.index(50)
    for name, method in (("logistic_regression", LogisticRegression(max_iter=1000)), ("support_vector_machine", SVC())):
        assert found[name][place] == method.fit(x, digits.y_training[chosen]).score(x_new, digits.y_validation)
    assert {name: len(accuracies) for name, accuracies in found.items()} == dict.fromkeys(found, len(N_EXAMPLES))
    assert found["network"][-1] > found["network"][0] + 0.1


@pytest.mark.slow
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_experiment_takes_one_seed_and_says_what_it_returns(name):
    from lesson_code.training import run_once

    experiment = getattr(experiments, name)
    assert experiment.__name__ == name
    assert len(inspect.signature(experiment).parameters) == 1
    assert "Returns:" in inspect.getdoc(experiment)
    # A training may end in nan, which equals nothing, not even itself.
    np.testing.assert_equal(run_once(experiment, 0), run_once(experiment, 0))


def fitted(n_hidden, x, y, activation="relu", **options):
    """Return a network of the lesson ``basics`` that Keras alone has trained, and its history."""
    from lesson_code.device import keras

    layers = [keras.layers.Dense(n_hidden, activation=activation), keras.layers.Dense(2, activation="softmax")]
    model = keras.Sequential([keras.Input((1,)), *layers])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    first = model.get_weights()[0]
    return model, model.fit(x, y, verbose=0, **options).history, first


@pytest.mark.slow
def test_rounding_gives_the_numbers_of_the_page_for_the_pages_seed():
    from lesson_code.training import run_once, set_seed

    found = run_once(experiments.rounding, 2)
    set_seed(2)
    x = np.random.random((10_000, 1))
    model, history, first = fitted(8, x, (x[:, 0] >= 0.5).astype(int), epochs=10)
    assert found["loss"] == history["loss"]
    assert found["accuracy"] == history["accuracy"]
    assert found["negative"] == (first < 0).sum()
    answers = [int(model(np.array([[k / 10]])).numpy().argmax()) for k in range(10)]
    assert found["half"] == answers[5]
    assert found["others"] == sum(answers[k] == (k > 5) for k in (0, 1, 2, 3, 4, 6, 7, 8, 9))
    assert found["border"] == sum(0.5 <= number < 0.503 for number in x[:, 0])


@pytest.mark.slow
def test_the_first_network_of_the_validation_is_kerass_own():
    from lesson_code.training import run_once, set_seed

    found = run_once(experiments.validation_first, 1)
    set_seed(1)
    x = np.random.random((10_000, 1))
    _, history, _ = fitted(8, x, (x[:, 0] >= 0.5).astype(int), epochs=10, validation_split=0.1)
    assert found["training"] == history["accuracy"]
    assert found["validation"] == history["val_accuracy"]


@pytest.mark.slow
def test_the_middle_half_is_learned_first_without_relu():
    from lesson_code.training import run_once, set_seed

    found = run_once(experiments.middle_half, 0)
    set_seed(0)
    x = np.random.random((10_000, 1))
    y = ((x[:, 0] >= 0.25) & (x[:, 0] < 0.75)).astype(int)
    _, history, _ = fitted(32, x, y, activation=None, epochs=10)
    assert found["linear"] == history["accuracy"][-1]
    assert found["linear_loss"] == pytest.approx(np.log(2), abs=0.005)
    assert found["wide"] > 0.9 > 0.76 > found["baseline"], "one border reaches three quarters, and no more"


@pytest.mark.slow
def test_the_network_for_digits_is_the_one_of_the_page(digits):
    from lesson_code.device import keras
    from lesson_code.training import run_once, set_seed

    found = run_once(experiments.digits_network, 1)
    x, x_new = (images.reshape(-1, 64) / 16 for images in (digits.x_training, digits.x_validation))
    set_seed(1)
    layers = [keras.layers.Dense(32, activation="relu"), keras.layers.Dense(10, activation="softmax")]
    network = keras.Sequential([keras.Input((64,)), *layers])
    network.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    validation = (x_new, digits.y_validation)
    history = network.fit(x, digits.y_training, epochs=30, validation_data=validation, verbose=0).history
    wrong = network(x_new).numpy().argmax(axis=1) != digits.y_validation
    assert found["val_loss"] == history["val_loss"]
    assert found["wrong"] == wrong.sum()
    assert found["network"] == pytest.approx(1 - wrong.sum() / 386)
    assert found["baseline"] == LogisticRegression(max_iter=1000).fit(x, digits.y_training).score(*validation)


@pytest.mark.slow
def test_xor_takes_as_many_steps_with_all_corners_as_it_says(monkeypatch):
    import importlib

    from lesson_code.device import keras
    from lesson_code.training import run_once, set_seed

    module = importlib.import_module("lesson_code.experiments.corners")
    monkeypatch.setattr(module, "_N_STEPS", 30)
    corners, wanted = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
    found, expected = [], []
    for seed in range(4):
        found.append(run_once(module.xor, seed)["two"])
        set_seed(seed)
        layers = [keras.layers.Dense(2, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
        model = keras.Sequential([keras.Input((2,)), *layers])
        model.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy")
        model.fit(corners, wanted, batch_size=4, shuffle=False, epochs=30, verbose=0)
        expected.append(((model(corners).numpy()[:, 0] > 0.5) == wanted).sum())
    assert found == expected
    assert len(set(found)) > 1, "seeds that all give the same would prove little"
