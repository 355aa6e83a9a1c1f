"""``lesson_code.training`` makes runs repeatable; ``lesson_code.plotting`` shows how they went."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from lesson_code.plotting import plot_loss, plot_outputs, plot_training


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


HISTORY = {"loss": [0.6, 0.4, 0.3], "val_loss": [0.5, 0.4, 0.35], "accuracy": [0.7, 0.8, 0.9]}


def train(seed):
    """Return data, first and final weights of a short training after one call of ``set_seed``."""
    from lesson_code.device import keras
    from lesson_code.training import set_seed

    set_seed(seed)
    x = np.random.random((200, 1))
    layers = [keras.Input((1,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(2, activation="softmax")]
    model = keras.Sequential(layers)
    first = model.get_weights()[0]
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(x, x[:, 0] >= 0.5, epochs=1, verbose=0)
    return x, first, *model.get_weights()


@pytest.mark.slow
def test_the_same_seed_gives_the_same_data_and_the_same_trained_weights():
    for one, other in zip(train(3), train(3), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.slow
def test_another_seed_gives_other_data_and_other_weights():
    for one, other in zip(train(3)[:2], train(4)[:2], strict=True):
        assert not np.array_equal(one, other)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [-1, 2**32])
def test_a_seed_out_of_range_is_refused(seed):
    from lesson_code.training import set_seed

    with pytest.raises(ValueError, match=f"expected a seed from 0 to 4294967295, got {seed}"):
        set_seed(seed)


@pytest.mark.slow
def test_the_trial_of_the_doctor_learns():
    from lesson_code.trial import train as trial

    result = trial()
    assert result["accuracy"] > 0.9
    assert result["kind"] in ("CPU", "GPU")


def curves(ax):
    return {line.get_label(): (list(line.get_xdata()), list(line.get_ydata())) for line in ax.get_lines()}


def test_the_loss_is_drawn_against_epochs_that_count_from_one():
    drawn = curves(plot_loss(HISTORY))
    assert drawn["training"] == ([1, 2, 3], HISTORY["loss"])
    assert drawn["validation"] == ([1, 2, 3], HISTORY["val_loss"])


def test_what_fit_returns_is_drawn_like_a_dictionary():
    class History:
        history = HISTORY

    assert curves(plot_loss(History())) == curves(plot_loss(HISTORY))


def test_a_single_curve_needs_no_legend():
    assert plot_loss({"loss": [3.0, 2.0]}).get_legend() is None
    assert plot_loss(HISTORY).get_legend() is not None


def test_knowing_nothing_about_ten_classes_costs_their_logarithm():
    loss, accuracy = plot_training(HISTORY, n_classes=10)
    assert curves(loss)["knowing nothing"][1] == pytest.approx([2.302585, 2.302585])
    assert curves(accuracy)["knowing nothing"][1] == [0.1, 0.1]
    assert curves(accuracy)["training"][1] == HISTORY["accuracy"]


def test_a_history_without_loss_is_refused():
    with pytest.raises(ValueError, match=r"'loss' in it, got \['accuracy'\]"):
        plot_loss({"accuracy": [1.0]})


def test_a_history_without_accuracy_is_refused_where_it_is_drawn():
    with pytest.raises(ValueError, match=r"'accuracy' in it, got \['loss'\]"):
        plot_training({"loss": [1.0]}, n_classes=2)


def two_borders(x):
    middle = np.abs(x - 0.5) < 0.25
    return np.hstack([1.0 - middle, middle])


def test_every_border_gets_a_dotted_line():
    (ax,) = plot_outputs(two_borders)
    dotted = [line.get_xdata()[0] for line in ax.get_lines() if line.get_linestyle() == ":"]
    assert dotted == pytest.approx([0.25, 0.75], abs=1e-3)


def test_each_model_gets_a_panel_with_its_title():
    axes = plot_outputs(two_borders, two_borders, titles=("one", "two"))
    assert [ax.get_title() for ax in axes] == ["one", "two"]


def test_titles_and_models_must_be_as_many():
    with pytest.raises(ValueError, match="one title for each of 2 models, got 1"):
        plot_outputs(two_borders, two_borders)
