"""The gallery of failed trainings: its figure, its network, and experiments that do what the page says."""

import importlib

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex

from lesson_code.plotting import plot_case

TWO_RUNS = {
    "loss": [[2.0, 1.0, 0.5], [2.2, 1.1, 0.6]],
    "val_loss": [[2.1, 1.2, 0.9], [2.3, 1.3, 0.8]],
    "accuracy": [[0.3, 0.6, 0.8], [0.2, 0.5, 0.7]],
    "val_accuracy": [[0.3, 0.5, 0.6], [0.2, 0.4, 0.5]],
    "start": [2.4, 2.5],
}


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def drawn(ax, label):
    return next(line for line in ax.get_lines() if line.get_label() == label)


def test_a_case_shows_every_run_and_the_first_one_thick():
    loss, accuracy = plot_case(TWO_RUNS, n_classes=10)
    for ax, name in ((loss, "loss"), (accuracy, "accuracy")):
        curves = [list(line.get_ydata()) for line in ax.get_lines() if len(line.get_ydata()) == 3]
        assert curves == [*TWO_RUNS[name], *TWO_RUNS[f"val_{name}"]]
        widths = [line.get_linewidth() for line in ax.get_lines() if len(line.get_ydata()) == 3]
        assert widths[0] > 2 * widths[1]
        assert widths[2] > 2 * widths[3]
        assert ax.get_xlabel() == "epoch"


def test_training_and_validation_differ_in_colour_and_in_dashes():
    loss, _ = plot_case(TWO_RUNS, n_classes=10)
    training, validation = drawn(loss, "training"), drawn(loss, "validation")
    assert to_hex(training.get_color()) != to_hex(validation.get_color())
    assert training.get_linestyle() != validation.get_linestyle()


def test_dotted_lines_stand_at_the_values_of_knowing_nothing():
    loss, accuracy = plot_case(TWO_RUNS, n_classes=10)
    assert drawn(loss, "knowing nothing").get_ydata()[0] == pytest.approx(2.302585, abs=1e-6)
    assert drawn(accuracy, "knowing nothing").get_ydata()[0] == pytest.approx(0.1)


def test_a_task_without_classes_has_the_loss_alone():
    axes = plot_case({name: TWO_RUNS[name] for name in ("loss", "val_loss")}, log=True)
    assert [ax.get_ylabel() for ax in axes] == ["loss"]
    assert axes[0].get_yscale() == "log"
    assert "knowing nothing" not in [line.get_label() for line in axes[0].get_lines()]


def test_what_is_no_finite_number_is_a_cross_at_the_edge_and_does_not_stretch_the_axis():
    lost = {"loss": [[3.0, np.inf, np.nan]], "val_loss": [[4.0, 5.0, np.nan]]}
    (ax,) = plot_case(lost)
    cross = drawn(ax, "no finite number")
    assert list(cross.get_xdata()) == [2, 3]
    assert np.isfinite(ax.get_ylim()).all()
    assert ax.get_ylim()[1] < 10
    np.testing.assert_equal(drawn(ax, "validation").get_ydata(), [4.0, 5.0, np.nan])
    ax.get_figure(root=True).canvas.draw()


@pytest.mark.parametrize(
    ("runs", "message"),
    [
        ({"val_loss": [[1.0]]}, "runs with 'loss'"),
        ({"loss": [[1.0]]}, "runs with 'val_loss'"),
        ({"loss": [1.0, 2.0], "val_loss": [1.0, 2.0]}, r"shape \(n_seeds, n_epochs\), got \(2,\)"),
        ({"loss": [[]], "val_loss": [[]]}, r"got \(1, 0\)"),
    ],
)
def test_runs_that_cannot_be_drawn_are_refused(runs, message):
    with pytest.raises(ValueError, match=message):
        plot_case(runs)


@pytest.mark.slow
def test_the_usual_network_is_the_one_that_the_page_prints():
    from lesson_code.models import build_classifier

    model = build_classifier(4, 10, 3, learning_rate=0.5)
    assert model.count_params() == 4 * 10 + 10 + 10 * 3 + 3
    assert [layer.activation.__name__ for layer in model.layers] == ["relu", "softmax"]
    assert model.optimizer.name == "adam"
    assert float(model.optimizer.learning_rate.numpy()) == 0.5
    assert float(build_classifier(1, 1, 2).optimizer.learning_rate.numpy()) == pytest.approx(0.001)
    assert model.loss == "sparse_categorical_crossentropy"


@pytest.fixture(scope="module")
def gallery():
    return importlib.import_module("lesson_code.experiments.gallery")


def keras_classifier(n_inputs, n_hidden, n_classes, learning_rate, output="softmax", **options):
    from lesson_code.device import keras

    hidden = keras.layers.Dense(n_hidden, activation="relu", **options)
    layers = [keras.Input((n_inputs,)), hidden, keras.layers.Dense(n_classes, activation=output)]
    model = keras.Sequential(layers)
    optimizer = keras.optimizers.Adam(learning_rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@pytest.mark.slow
def test_case_1_is_what_keras_makes_of_millimetres_and_grams(gallery):
    from lesson_code.data import load_penguins
    from lesson_code.training import run_once, set_seed

    found = run_once(gallery.case_1, 3)
    penguins = load_penguins()
    set_seed(3)
    model = keras_classifier(4, 10, 3, 0.01)
    start = model.evaluate(penguins.x_training, penguins.y_training, verbose=0)[0]
    validation = (penguins.x_validation, penguins.y_validation)
    history = model.fit(
        penguins.x_training, penguins.y_training, epochs=3, validation_data=validation, verbose=0
    ).history
    assert found["start"] == pytest.approx(start, rel=1e-5)
    assert found["loss"][:3] == history["loss"]
    assert found["val_accuracy"][:3] == history["val_accuracy"]
    assert found["start"] > 50 > 3 > found["repaired_start"]


@pytest.mark.slow
def test_case_3_ends_without_numbers_because_each_step_is_too_long(gallery):
    from lesson_code.training import run_once

    found = run_once(gallery.case_3, 0)
    loss = np.array(found["loss"])
    assert found["finite"] == next(k for k, value in enumerate(loss) if not np.isfinite(value))
    assert np.isnan(loss[-1])
    # Before the first step the answers are near 0, so the loss is near the mean of the squared masses, about 4.2 kg.
    assert found["start"] == pytest.approx(4.2**2, abs=4)
    assert found["repaired"] < 0.5


@pytest.mark.slow
def test_case_5_measures_the_training_set_with_all_neurons_in_the_end(gallery):
    from lesson_code.training import run_once

    found = run_once(gallery.case_5, 0)
    higher = sum(new > old for new, old in zip(found["val_accuracy"], found["accuracy"], strict=True))
    assert found["higher"] == higher
    assert found["measured_alike"] > found["accuracy"][-1]


@pytest.mark.slow
def test_case_6_leaves_about_one_picture_in_ten_with_its_own_label(gallery):
    from lesson_code.training import run_once

    found = run_once(gallery.case_6, 0)
    assert 0.04 < found["matching"] < 0.2
    assert found["accuracy"][-1] > 0.8 > 0.2 > found["val_accuracy"][-1]


@pytest.mark.slow
def test_the_sixty_penguins_are_scaled_by_themselves_and_none_of_them_is_among_the_others(gallery):
    from lesson_code.data import load_penguins
    from lesson_code.training import set_seed

    set_seed(0)
    (few, y_few), (others, y_others) = gallery._sexes()
    assert few.shape == (60, 4)
    np.testing.assert_allclose(few.mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(few.std(axis=0), 1)
    rows = {tuple(row) for row in few.round(6)}
    assert not rows & {tuple(row) for row in others.round(6)}
    sexes = load_penguins().training["sex"]
    assert y_few.sum() + y_others.sum() == (sexes == "male").sum()
    assert len(y_few) + len(y_others) == sexes.notna().sum()


@pytest.mark.slow
def test_case_8_keeps_back_copies_and_knows_what_other_penguins_say(gallery):
    from lesson_code.training import run_once

    found = run_once(gallery.case_8, 0)
    assert found["copies"] > 0.95
    assert found["val_accuracy"][-1] > found["honest"]


@pytest.mark.slow
def test_case_9_is_dead_by_its_biases_and_alive_without_them(gallery):
    from lesson_code.training import run_once

    found = run_once(gallery.case_9, 0)
    assert found["largest"] == 0
    assert 0 <= found["spread"] < 1e-6
    assert found["start"] == pytest.approx(np.log(2), abs=1e-6)
    assert 1 <= found["living"] <= 8


@pytest.mark.slow
def test_case_10_is_what_keras_makes_of_outputs_without_activation(gallery):
    from lesson_code.data import load_digits
    from lesson_code.training import run_once, set_seed

    found = run_once(gallery.case_10, 1)
    digits = load_digits()
    set_seed(1)
    model = keras_classifier(64, 32, 10, 0.001, output=None)
    history = model.fit(digits.x_training.reshape(-1, 64) / 16, digits.y_training, epochs=2, verbose=0).history
    assert found["loss"][:2] == history["loss"]
    assert found["lowest_output"] < 0


@pytest.mark.slow
def test_a_sound_network_learns_ten_examples_by_heart_whatever_their_labels():
    from lesson_code import experiments
    from lesson_code.training import run_once

    found = run_once(experiments.ten_examples, 0)
    assert found["healthy"] == found["mixed"] == 1
    assert found["healthy_loss"] < 0.05
    assert max(found["slow"], found["narrow"], found["bare"], found["unscaled"]) < 1
