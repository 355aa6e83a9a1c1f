"""Experiments of the lesson ``weather``: the temperature at JFK 24 hours ahead, in °C.

Only the network depends on the seed. The split stays: another one would change the baselines by more than any network.
"""

import functools
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LinearRegression

from lesson_code.data import Forecasts, load_weather, make_forecasts, remove_errors, split_weeks
from lesson_code.models import build_forecaster
from lesson_code.training import compiled_once, fit_quickly

__all__ = ["REMEDIES", "best_epoch", "leaking", "one_station", "remedies", "tested"]

_N_EPOCHS = 40
_BATCH_SIZE = 128
_PATIENCE = 5
_WEEK = 168

REMEDIES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "fewer": {"hidden": (32,)},
        "dropout": {"dropout": 0.3},
        "batch_normalisation": {"batch_normalisation": True},
        "penalty": {"penalty": 0.1},
    }
)
"""What each remedy changes in `build_forecaster`."""

_build = compiled_once(build_forecaster)
Indices = NDArray[np.int64]


@functools.cache
def _forecasts(stations: tuple[str, ...] = ("JFK", "EWR", "LGA")) -> Forecasts:
    return make_forecasts(remove_errors(load_weather()), stations)


def _rmse(predicted: NDArray[Any], true: NDArray[Any]) -> float:
    return float(np.sqrt(np.mean(np.square(predicted - true, dtype=float))))


def _scaled(forecasts: Forecasts, training: Indices) -> NDArray[np.float32]:
    """Return the features, scaled by mean and standard deviation of the training set."""
    known = forecasts.x[training]
    scaled: NDArray[np.float32] = (forecasts.x - known.mean(axis=0)) / known.std(axis=0)
    return scaled


def _baselines(forecasts: Forecasts, training: Indices, new: Indices) -> dict[str, float]:
    """Return the errors of persistence and of linear regression on new hours."""
    linear = LinearRegression().fit(forecasts.x[training], forecasts.y[training])
    return {
        "persistence": _rmse(forecasts.temperature_now[new], forecasts.y[new]),
        "linear": _rmse(linear.predict(forecasts.x[new]), forecasts.y[new]),
    }


def _train(
    forecasts: Forecasts, training: Indices, new: Indices, epochs: int = _N_EPOCHS, **network: Any
) -> tuple[float, float]:
    """Train one network; return its error in the last epoch of training, and afterwards on new hours."""
    x, y = _scaled(forecasts, training), forecasts.y
    model = _build(x.shape[1], **network)
    history = fit_quickly(model, x[training], y[training], epochs=epochs, batch_size=_BATCH_SIZE)
    return history["rmse"][-1], _rmse(model(x[new]).numpy()[:, 0], y[new])


def best_epoch(losses: Sequence[float], patience: int) -> int:
    """Return the best epoch, from 1, that training has seen when early stopping ends it; patience 0 means 1."""
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch and epoch - best >= patience:
            break
    return best + 1


def leaking(_seed: int) -> dict[str, Any]:
    """Train the same network on hours drawn at random, and on whole weeks.

    The weeks of the test stay out of both. The drawn hours are the same for every seed, and as many as the others.

    Returns:
        ``random``, ``blocks``: the error of the network on the validation set of each split after the last epoch;
        ``random_linear``, ``random_persistence``, ``blocks_linear``, ``blocks_persistence``: of the baselines.
    """
    forecasts = _forecasts()
    training, validation, _ = split_weeks(len(forecasts.y))
    order = np.random.default_rng(0).permutation(validation[-1] + 1)
    results: dict[str, Any] = {}
    for name, known, new in (
        ("random", order[: len(training)], order[len(training) :]),
        ("blocks", training, validation),
    ):
        results[name] = _train(forecasts, known, new)[1]
        results |= {f"{name}_{method}": error for method, error in _baselines(forecasts, known, new).items()}
    return results


def remedies(_seed: int) -> dict[str, Any]:
    """Train the network of the lesson, and once more with each remedy against overfitting.

    Returns:
        ``plain_training``, ``plain_curve``: errors of the network without a remedy after each epoch, on the training
        and on the validation set; ``best_epoch``: where early stopping finds the best one;
        ``plain``, ``early_stopping``, and the names of `REMEDIES`: errors on the validation set in the end, and for
        each ``<name>_fit`` on the training set as ``fit`` reports it; ``half``, ``half_fit``: the same without a
        remedy, trained on every second week only, for twice as many epochs;
        ``persistence``, ``linear``: errors of the baselines.
    """
    forecasts = _forecasts()
    training, validation, _ = split_weeks(len(forecasts.y))
    x, y = _scaled(forecasts, training), forecasts.y
    history = fit_quickly(
        _build(x.shape[1]),
        x[training],
        y[training],
        epochs=_N_EPOCHS,
        batch_size=_BATCH_SIZE,
        validation_data=(x[validation], y[validation]),
    )
    best = best_epoch(history["val_loss"], _PATIENCE)
    results: dict[str, Any] = {
        "plain_training": history["rmse"],
        "plain_curve": history["val_rmse"],
        "best_epoch": best,
        "plain": history["val_rmse"][-1],
        "plain_fit": history["rmse"][-1],
        "early_stopping": history["val_rmse"][best - 1],
        "early_stopping_fit": history["rmse"][best - 1],
    }
    for name, changes in REMEDIES.items():
        results[f"{name}_fit"], results[name] = _train(forecasts, training, validation, **changes)
    # Every second week: half as many hours, from the same seasons, and about as many steps.
    half = training[training // _WEEK % 2 == 0]
    results["half_fit"], results["half"] = _train(forecasts, half, validation, epochs=2 * _N_EPOCHS)
    return results | _baselines(forecasts, training, validation)


def one_station(_seed: int) -> dict[str, Any]:
    """Train the network of the lesson on the measurements of JFK alone.

    Returns:
        ``alone``: its error on the validation set after the last epoch; ``all_three``: with all stations;
        ``alone_fit``, ``all_three_fit``: on the training set; ``linear``: of linear regression on JFK alone.
    """
    forecasts, alone = _forecasts(), _forecasts(("JFK",))
    training, validation, _ = split_weeks(len(forecasts.y))
    all_three_fit, all_three = _train(forecasts, training, validation)
    # The stations miss different hours, so the times decide which rows of the two tables belong together.
    known, new = (alone.times.get_indexer(forecasts.times[part]) for part in (training, validation))
    alone_fit, error = _train(alone, known, new)
    return {
        "alone": error,
        "alone_fit": alone_fit,
        "all_three": all_three,
        "all_three_fit": all_three_fit,
        "linear": _baselines(alone, known, new)["linear"],
    }


def tested(_seed: int) -> dict[str, Any]:
    """Train the network that the lesson has chosen, with the L2 penalty, and ask it about the test set.

    Returns:
        ``network``, ``linear``, ``persistence``: the errors on the test set.
    """
    forecasts = _forecasts()
    training, _, test = split_weeks(len(forecasts.y))
    return {
        "network": _train(forecasts, training, test, **REMEDIES["penalty"])[1],
        **_baselines(forecasts, training, test),
    }
