"""The experiments of the lesson about the weather train what the lesson trains and measure what they say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression
from sklearn.metrics import root_mean_squared_error

from lesson_code.data import load_weather, make_forecasts, remove_errors, split_weeks
from lesson_code.exercises.early_stopping import early_stopping

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def forecasts():
    return make_forecasts(remove_errors(load_weather()))


@pytest.fixture(scope="module")
def remedies():
    from lesson_code.experiments import remedies
    from lesson_code.training import run_once

    return run_once(remedies, 4)


@settings(deadline=None)  # the first call loads Keras
@given(
    st.lists(st.floats(0, 9, allow_nan=False) | st.just(float("nan")), min_size=1, max_size=20),
    st.integers(0, 6),
)
def test_the_best_epoch_is_that_of_the_exercise(losses, patience):
    from lesson_code.experiments.forecasts import best_epoch

    assert best_epoch(losses, patience) == early_stopping(losses, patience)[1]


def test_the_forecaster_is_the_network_of_the_page():
    from lesson_code.models import build_forecaster

    model = build_forecaster()
    # (26 + 1) * 128 + (128 + 1) * 128 + (128 + 1) * 1, by hand.
    assert model.count_params() == 3456 + 16512 + 129
    assert [layer.activation.__name__ for layer in model.layers] == ["relu", "relu", "linear"]
    assert model.loss == "mean_squared_error"
    assert float(model.optimizer.learning_rate) == pytest.approx(0.003)


def test_each_remedy_changes_what_its_name_says():
    from lesson_code.device import keras
    from lesson_code.experiments.forecasts import REMEDIES
    from lesson_code.models import build_forecaster

    built = {name: build_forecaster(**changes) for name, changes in REMEDIES.items()}
    assert built["fewer"].count_params() == 27 * 32 + 33
    assert [layer.rate for layer in built["dropout"].layers if isinstance(layer, keras.layers.Dropout)] == [0.3, 0.3]
    assert built["batch_normalisation"].count_params() == 3456 + 16512 + 129 + 2 * 4 * 128
    # The penalty is on the two hidden layers, not on the output.
    hidden = [np.square(layer.get_weights()[0]).sum() for layer in built["penalty"].layers[:2]]
    assert sum(map(float, built["penalty"].losses)) == pytest.approx(0.1 * sum(hidden), rel=1e-4)


def test_the_baselines_are_those_of_scikit_learn(forecasts, remedies):
    training, validation, _ = split_weeks(len(forecasts.y))
    model = LinearRegression().fit(forecasts.x[training], forecasts.y[training])
    true = forecasts.y[validation]
    assert remedies["linear"] == pytest.approx(root_mean_squared_error(true, model.predict(forecasts.x[validation])))
    assert remedies["persistence"] == pytest.approx(
        root_mean_squared_error(true, forecasts.temperature_now[validation]), rel=1e-5
    )


def test_plain_training_is_what_keras_alone_does_with_the_code_of_the_page(forecasts, remedies):
    from lesson_code.device import keras
    from lesson_code.training import set_seed

    training, validation, _ = split_weeks(len(forecasts.y))
    x = (forecasts.x - forecasts.x[training].mean(axis=0)) / forecasts.x[training].std(axis=0)
    set_seed(4)
    model = keras.Sequential(
        [
            keras.Input((26,)),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(1),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(0.003),
        loss="mean_squared_error",
        metrics=[keras.metrics.RootMeanSquaredError(name="rmse")],
    )
    history = model.fit(
        x[training],
        forecasts.y[training],
        batch_size=128,
        epochs=5,
        validation_data=(x[validation], forecasts.y[validation]),
        verbose=0,
    ).history
    np.testing.assert_allclose(remedies["plain_training"][:5], history["rmse"], rtol=1e-5)
    np.testing.assert_allclose(remedies["plain_curve"][:5], history["val_rmse"], rtol=1e-5)


def test_early_stopping_reports_the_error_of_its_best_epoch(remedies):
    losses = np.square(remedies["plain_curve"]).tolist()
    best = early_stopping(losses, 5)[1]
    assert remedies["best_epoch"] == best
    assert remedies["early_stopping"] == remedies["plain_curve"][best - 1]
    assert remedies["plain"] == remedies["plain_curve"][-1]


def test_random_hours_and_whole_weeks_leave_the_test_alone_and_are_equally_many(forecasts, monkeypatch):
    from lesson_code.experiments import forecasts as module
    from lesson_code.experiments import leaking
    from lesson_code.training import run_once

    seen = []
    monkeypatch.setattr(module, "_train", lambda _, known, new: (seen.append((known, new)) or 0.0, 0.0))
    run_once(leaking, 0)
    _, _, test = split_weeks(len(forecasts.y))
    (random_known, random_new), (known, new) = seen
    assert len(random_known) == len(known)
    assert not set(random_known) & set(random_new)
    assert max(map(max, (random_known, random_new, known, new))) < test[0]
    assert len(set(random_known) - set(known)) > 500


def test_one_station_is_judged_on_the_same_hours(forecasts, monkeypatch):
    from lesson_code.experiments import forecasts as module
    from lesson_code.experiments import one_station
    from lesson_code.training import run_once

    seen = []
    monkeypatch.setattr(
        module, "_train", lambda table, known, new: (seen.append(table.times[[*known, *new]]) or 0.0, 0.0)
    )
    run_once(one_station, 0)
    assert seen[0].equals(seen[1])
