"""``lesson_code.training`` makes runs repeatable; ``lesson_code.plotting`` shows how they went."""

import json

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


def lesson(seed):
    """Return an experiment's result that can be worked out by hand."""
    return {"number": seed + 0.5, "several": [seed, 2 * seed], "yes": np.True_}


@pytest.mark.slow
def test_every_seed_is_a_row_of_the_results():
    from lesson_code.training import over_seeds

    results = over_seeds(lesson, n_seeds=3)
    np.testing.assert_array_equal(results["number"], [0.5, 1.5, 2.5])
    np.testing.assert_array_equal(results["several"], [[0, 0], [1, 2], [2, 4]])
    np.testing.assert_array_equal(results["yes"], [1, 1, 1])
    assert {array.dtype for array in results.values()} == {np.dtype(float)}


@pytest.mark.slow
def test_the_seed_is_set_before_each_run_and_not_only_once():
    from lesson_code.training import over_seeds

    drawn = over_seeds(lambda _: {"drawn": np.random.random()}, n_seeds=3)["drawn"]
    np.testing.assert_array_equal(drawn, [np.random.RandomState(seed).random() for seed in range(3)])


@pytest.mark.slow
def test_runs_that_were_made_before_are_read_and_not_repeated(tmp_path, monkeypatch):
    from lesson_code.training import over_seeds

    monkeypatch.setenv("LESSON_RUNS", str(tmp_path))
    (tmp_path / "lesson").mkdir()
    for seed in range(2):
        text = json.dumps({"seed": seed, "result": {"number": 10 + seed, "several": [1, 2, 3]}})
        (tmp_path / "lesson" / f"{seed}.json").write_text(text, "utf-8")
    results = over_seeds(lesson, n_seeds=2)
    np.testing.assert_array_equal(results["number"], [10, 11])
    assert results["several"].shape == (2, 3)
    with pytest.raises(RuntimeError, match=r"lesson has not been run with seed 2 yet.* ask for ':seeds: 3'"):
        over_seeds(lesson, n_seeds=3)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("result", "error", "message"),
    [
        (lambda _: None, TypeError, "to return a dictionary of numbers, got None"),
        (lambda _: {}, TypeError, "to return a dictionary of numbers, got {}"),
        (lambda _: {"words": "many"}, TypeError, "words: expected a number or a flat list of numbers, got 'many'"),
        (lambda _: {"table": [[1, 2], [3, 4]]}, TypeError, r"table: expected a number or a flat list of numbers"),
        (lambda seed: {"a": 1} if seed else {"b": 1}, ValueError, "gives {'b': 0} for seed 0 and {'a': 0} for seed 1"),
        (lambda seed: {"a": [1] * seed}, ValueError, "gives {'a': 0} for seed 0 and {'a': 1} for seed 1"),
    ],
)
def test_a_result_that_is_no_numbers_or_differs_between_seeds_is_refused(result, error, message):
    from lesson_code.training import over_seeds

    with pytest.raises(error, match=message):
        over_seeds(result, n_seeds=2)


@pytest.mark.slow
def test_no_seeds_are_refused():
    from lesson_code.training import over_seeds

    with pytest.raises(ValueError, match="at least one seed, got 0"):
        over_seeds(lesson, n_seeds=0)


def build(special):
    """Return a small compiled network; a special one draws while it trains, and keeps statistics."""
    from lesson_code.device import keras

    layers = [keras.Input((2,)), keras.layers.Dense(8, activation="relu")]
    if special:
        layers += [keras.layers.BatchNormalization(), keras.layers.Dropout(0.2)]
    model = keras.Sequential([*layers, keras.layers.Dense(3, activation="softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def trained(model_of, seed, n, batch_size, quickly):
    """Return first measurement, history and final weights of a training with a validation set of 50 examples."""
    from lesson_code.training import evaluate_quickly, fit_quickly, set_seed

    set_seed(seed)
    x = np.random.random((n + 50, 2))
    y = (3 * x[:, 0]).astype(int)
    model = model_of()
    options = {"epochs": 3, "batch_size": batch_size, "validation_data": (x[n:], y[n:])}
    if quickly:
        first = evaluate_quickly(model, x, y)
        history = fit_quickly(model, x[:n], y[:n], **options)
    else:
        first = model.evaluate(x, y, verbose=0, return_dict=True)
        history = model.fit(x[:n], y[:n], verbose=0, **options).history
    return first, history, model.get_weights()


def assert_same(one, other):
    assert one[:2] == other[:2]
    for weights, others in zip(one[2], other[2], strict=True):
        np.testing.assert_array_equal(weights, others)


@pytest.mark.slow
@pytest.mark.parametrize("special", [False, True])
@pytest.mark.parametrize(("n", "batch_size"), [(200, 32), (192, 32), (20, 32), (210, 50)])
def test_fitting_quickly_gives_what_fit_gives_to_the_last_digit(special, n, batch_size):
    plain = trained(lambda: build(special), 3, n, batch_size, quickly=False)
    assert_same(trained(lambda: build(special), 3, n, batch_size, quickly=True), plain)


@pytest.mark.slow
def test_without_shuffling_the_examples_are_taken_in_their_order():
    from lesson_code.training import fit_quickly, set_seed

    x = np.linspace(0, 1, 200).reshape(100, 2)
    y = np.arange(100) % 3
    weights = []
    for quickly in (False, True):
        set_seed(1)
        model = build(False)
        options = {"epochs": 2, "shuffle": False}
        fit_quickly(model, x, y, **options) if quickly else model.fit(x, y, verbose=0, **options)
        weights.append(model.get_weights())
    for plain, quick in zip(*weights, strict=True):
        np.testing.assert_array_equal(plain, quick)


@pytest.mark.slow
def test_kerass_own_fit_and_a_new_compile_work_after_a_quick_one():
    from lesson_code.training import fit_quickly, set_seed

    x, y = np.linspace(0, 1, 200).reshape(100, 2), np.arange(100) % 3
    seen = []
    for quickly in (False, True):
        set_seed(1)
        model = build(False)
        fit_quickly(model, x, y) if quickly else model.fit(x, y, verbose=0)
        second = model.fit(x, y, epochs=2, verbose=0).history
        model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy")
        third = fit_quickly(model, x, y) if quickly else model.fit(x, y, verbose=0).history
        seen.append((second, third, model.get_weights()))
    assert_same(*seen)


@pytest.mark.slow
@pytest.mark.parametrize("special", [False, True])
def test_a_network_compiled_once_gives_each_seed_what_it_gives_alone(special):
    from lesson_code.training import compiled_once

    once = compiled_once(build)
    for seed in (5, 4, 5, 3):
        alone = trained(lambda: build(special), seed, 200, 32, quickly=False)
        assert_same(trained(lambda: once(special), seed, 200, 32, quickly=True), alone)


@pytest.mark.slow
def test_a_network_compiled_once_is_one_for_each_way_to_build_it():
    from lesson_code.training import compiled_once

    once = compiled_once(build)
    assert once(False) is once(False)
    assert once(False) is not once(True)


@pytest.mark.slow
def test_a_learning_rate_that_was_changed_is_as_before_in_the_next_run():
    from lesson_code.training import compiled_once

    once = compiled_once(build)
    once(False).optimizer.learning_rate = 0.5
    assert float(once(False).optimizer.learning_rate) == pytest.approx(0.001)


@pytest.mark.slow
def test_a_layer_that_adapts_to_data_cannot_be_compiled_once():
    from lesson_code.device import keras
    from lesson_code.training import compiled_once

    @compiled_once
    def adapted():
        model = keras.Sequential([keras.Input((1,)), keras.layers.Normalization(name="scale"), keras.layers.Dense(1)])
        model.compile(loss="mse")
        return model

    with pytest.raises(TypeError, match="layer scale, which adapts to data"):
        adapted()


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
