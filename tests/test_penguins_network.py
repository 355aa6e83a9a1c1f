"""The network of the penguins is the lesson's, its drawing tells the truth, and experiments use no test set."""

import warnings

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from lesson_code.data import load_penguins

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def keras():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lesson_code.device import keras
    return keras


@pytest.fixture(scope="module")
def penguins():
    return load_penguins()


@pytest.fixture
def scaler(keras, penguins):
    layer = keras.layers.Normalization()
    layer.adapt(penguins.x_training)
    return layer


def letters(ax) -> list[str]:
    texts = [text.get_text() for text in ax.texts]
    plt.close(ax.figure)
    return [text for text in texts if text]


def one_hot(labels):
    return np.eye(3)[labels]


def test_the_network_has_the_parameters_that_are_counted_by_hand(keras):
    from lesson_code.models import build_penguin_network

    assert build_penguin_network().count_params() == (4 + 1) * 10 + (10 + 1) * 3
    assert build_penguin_network(n_hidden=11).count_params() == 83 + 4 + 1 + 3


def test_a_scaler_adds_nine_numbers_that_are_not_trained(scaler):
    from lesson_code.models import build_penguin_network

    model = build_penguin_network(scaler)
    assert model.count_params() == 92
    assert sum(weight.numpy().size for weight in model.trainable_weights) == 83


def test_the_learning_rate_reaches_the_optimizer(keras):
    from lesson_code.models import build_penguin_network

    assert float(build_penguin_network(learning_rate=0.25).optimizer.learning_rate) == 0.25


def test_the_drawing_says_what_the_model_is(keras, scaler):
    from lesson_code.drawing import draw_model
    from lesson_code.models import build_penguin_network

    assert letters(draw_model(build_penguin_network(scaler))) == [
        *("input", "(any, 4)"),
        *("Normalization", "(any, 4)", "9 non-trainable parameters"),
        *("Dense, relu", "(any, 10)", "50 trainable parameters"),
        *("Dense, softmax", "(any, 3)", "33 trainable parameters"),
    ]


def test_a_sequential_model_is_drawn_with_layers_of_other_kinds(keras):
    from lesson_code.drawing import draw_model

    model = keras.Sequential([keras.Input((2, 3)), keras.layers.Flatten(), keras.layers.BatchNormalization()])
    assert letters(draw_model(model)) == [
        *("input", "(any, 2, 3)"),
        *("Flatten", "(any, 6)", "no parameters"),
        *("BatchNormalization", "(any, 6)", "12 trainable, 12 non-trainable parameters"),
    ]


def test_a_frozen_layer_is_drawn_as_not_trainable(keras):
    from lesson_code.drawing import draw_model

    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3)])
    model.trainable = False
    assert "9 non-trainable parameters" in letters(draw_model(model))


def test_a_model_that_branches_is_refused_by_name(keras):
    from lesson_code.drawing import draw_model

    inputs = keras.Input((4,))
    both = keras.layers.Add()([keras.layers.Dense(2)(inputs), keras.layers.Dense(2)(inputs)])
    with pytest.raises(ValueError, match="'fork'"):
        draw_model(keras.Model(inputs, both, name="fork"))
    with pytest.raises(ValueError, match="'empty'"):
        draw_model(keras.Model(inputs, inputs, name="empty"))


def test_scaling_outside_the_network_is_what_the_layer_does(penguins, scaler):
    from lesson_code.experiments.islands import _scale

    outside = _scale(penguins.x_training, penguins.x_validation)
    assert scaler(penguins.x_validation).numpy() == pytest.approx(outside, abs=1e-5)


def test_the_unscaled_run_is_kerass_own(penguins):
    from lesson_code.experiments import penguin_scales
    from lesson_code.models import build_penguin_network
    from lesson_code.training import run_once, set_seed

    result = run_once(penguin_scales, 10)
    set_seed(10)
    model = build_penguin_network()
    x, y = penguins.x_training, one_hot(penguins.y_training)
    validation = penguins.x_validation, one_hot(penguins.y_validation)
    assert result["raw_start"] == pytest.approx(model.evaluate(x, y, verbose=0)[0])
    history = model.fit(x, y, epochs=100, validation_data=validation, verbose=0).history
    assert result["raw_loss"] == pytest.approx(history["loss"][-1])
    assert result["raw_early"] == pytest.approx(history["val_accuracy"][19])
    assert result["raw_named"] == len(set(model(penguins.x_validation).numpy().argmax(axis=1))) == 2


def test_the_puzzle_keeps_measurements_and_species_but_not_which_belongs_to_which(monkeypatch, penguins):
    from lesson_code.experiments import islands

    seen = {}

    def note(model, x, y, *, epochs, validation_data):
        seen.update(x=x, y=y, validation=validation_data[1])
        return {"loss": [0.0]}

    monkeypatch.setattr(islands, "fit_quickly", note)
    islands.puzzle(0)
    labels = seen["y"].argmax(axis=1)
    assert sorted(labels) == sorted(penguins.y_training)
    assert 0.2 < (labels == penguins.y_training).mean() < 0.55
    assert np.array_equal(seen["validation"].argmax(axis=1), penguins.y_validation)
    assert seen["x"] == pytest.approx((penguins.x_training - penguins.x_training.mean(0)) / penguins.x_training.std(0))


@pytest.mark.parametrize("name", ["other_splits", "penguin_scales", "puzzle", "refined"])
def test_no_experiment_looks_at_the_test_set(monkeypatch, penguins, name):
    from dataclasses import replace

    from lesson_code.experiments import islands
    from lesson_code.training import run_once

    # Whatever looked at it would stop with an error.
    monkeypatch.setattr(islands, "load_penguins", lambda: replace(penguins, x_test=None, y_test=None))
    assert run_once(getattr(islands, name), 3)


def test_refining_ends_where_the_lesson_began_for_the_third_setting():
    from lesson_code.experiments import SETTINGS, refined
    from lesson_code.training import run_once

    result = run_once(refined, 0)
    assert len(result["val_loss"]) == len(result["val_accuracy"]) == len(SETTINGS)
    assert SETTINGS[2] == {"n_hidden": 10, "learning_rate": 0.001}
