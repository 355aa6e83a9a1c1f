"""Experiments of the lesson ``outlook``: what a test set does not say about those whom it leaves out."""

from typing import Any

import pandas as pd
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

from lesson_code.data import read_penguins
from lesson_code.device import keras
from lesson_code.training import compiled_once, evaluate_quickly, fit_quickly, set_seed

__all__ = ["left_out"]

_FEATURES = ["bill_length_mm", "flipper_length_mm", "body_mass_g"]
_N_EPOCHS = 100


@compiled_once
def _build_network() -> Any:
    """Return a compiled network that tells males from females by three measurements."""
    layers = [
        keras.Input((3,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
    model = keras.Sequential(layers)
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
    return model


def _labels(rows: pd.DataFrame) -> NDArray[Any]:
    """Return 1 for males and 0 for females, shape ``(n,)``."""
    labels: NDArray[Any] = (rows["sex"] == "male").to_numpy().astype(int)
    return labels


def _accuracies(seed: int, training: pd.DataFrame, groups: dict[str, pd.DataFrame]) -> dict[str, float]:
    """Train a line and a network, and measure both on each group of new penguins."""
    mean, spread = training[_FEATURES].mean(), training[_FEATURES].std()

    def scaled(rows: pd.DataFrame) -> NDArray[Any]:
        numbers: NDArray[Any] = ((rows[_FEATURES] - mean) / spread).to_numpy()
        return numbers

    line = LogisticRegression().fit(scaled(training), _labels(training))
    set_seed(seed)  # the same start for every network
    network = _build_network()
    fit_quickly(network, scaled(training), _labels(training), epochs=_N_EPOCHS)
    results = {}
    for name, rows in groups.items():
        results[f"line_{name}"] = float(line.score(scaled(rows), _labels(rows)))
        results[f"network_{name}"] = evaluate_quickly(network, scaled(rows), _labels(rows))["accuracy"]
    return results


def left_out(seed: int) -> dict[str, float]:
    """Learn the sex of penguins on two islands, then on all three; test where it was learned, and on the Gentoos.

    Returns:
        Accuracies on new penguins, 0 to 1: ``line_…`` of logistic regression, ``network_…`` of a small network;
        ``…_own`` on those of the two islands, ``…_gentoos`` on the Gentoos, who live on the third; with
        ``…_all`` at the end when all three islands were in the training set.
    """
    penguins = read_penguins().dropna()
    strata = penguins["species"] + penguins["sex"] + penguins["island"]
    training, test = train_test_split(penguins, test_size=0.3, stratify=strata, random_state=seed)
    groups = {"own": test[test["island"] != "Biscoe"], "gentoos": test[test["species"] == "Gentoo"]}
    two = _accuracies(seed, training[training["island"] != "Biscoe"], groups)
    everywhere = _accuracies(seed, training, groups)
    return {**two, **{f"{name}_all": value for name, value in everywhere.items()}}
