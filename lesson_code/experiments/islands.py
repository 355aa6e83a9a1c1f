"""Experiments of the lesson ``penguins``: the same small network with and without scaled measurements."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

from lesson_code.data import SPECIES, load_penguins
from lesson_code.models import build_penguin_network
from lesson_code.training import compiled_once, evaluate_quickly, fit_quickly

__all__ = ["SETTINGS", "other_splits", "penguin_scales", "puzzle", "refined"]

_N_EPOCHS = 100
_N_VALIDATION = 69
SETTINGS = (
    {"n_hidden": 3, "learning_rate": 0.001},
    {"n_hidden": 10, "learning_rate": 0.0001},
    {"n_hidden": 10, "learning_rate": 0.001},
    {"n_hidden": 10, "learning_rate": 0.01},
    {"n_hidden": 50, "learning_rate": 0.001},
)
"""What `refined` tries, in this order; the third is the network of the lesson."""

_build = compiled_once(lambda n_hidden, learning_rate: build_penguin_network(None, n_hidden, learning_rate))


def _network() -> Any:
    return _build(10, 0.001)


def _one_hot(labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return one row for each label, shape ``(n, 3)``."""
    return np.eye(len(SPECIES))[labels]


def _scale(training: NDArray[np.float64], new: NDArray[np.float64]) -> NDArray[np.float64]:
    """Do what an adapted ``Normalization`` layer does, outside the network."""
    scaled: NDArray[np.float64] = (new - training.mean(axis=0)) / training.std(axis=0)
    return scaled


def _train(x: NDArray[np.float64], x_validation: NDArray[np.float64]) -> tuple[Any, dict[str, Any]]:
    """Train the network of the lesson with these inputs; return it and what both parts of the lesson ask for."""
    penguins = load_penguins()
    y, y_validation = _one_hot(penguins.y_training), _one_hot(penguins.y_validation)
    model = _network()
    start = evaluate_quickly(model, x, y)["loss"]
    history = fit_quickly(model, x, y, epochs=_N_EPOCHS, validation_data=(x_validation, y_validation))
    answers = model(x_validation).numpy().argmax(axis=1)
    return model, {
        "start": start,
        "loss": history["loss"][-1],
        "accuracy": history["val_accuracy"][-1],
        "early": history["val_accuracy"][19],
        "named": len(set(answers)),
    }


def penguin_scales(_seed: int) -> dict[str, Any]:
    """Train on measurements as they are, and on scaled ones.

    Returns:
        ``raw_…`` and ``scaled_…``: ``start``, the loss of the random weights on the training set; ``loss``, that of
        the last of 100 epochs; ``early`` and ``accuracy``, on the validation set after 20 and 100 epochs; ``named``,
        how many of the three species are predicted at all.
        ``doubled``: the largest activation for the first validation penguin with all its measurements doubled.
    """
    penguins = load_penguins()
    _, raw = _train(penguins.x_training, penguins.x_validation)
    model, scaled = _train(*(_scale(penguins.x_training, x) for x in (penguins.x_training, penguins.x_validation)))
    doubled = _scale(penguins.x_training, 2 * penguins.x_validation[:1])
    return {
        **{f"raw_{name}": value for name, value in raw.items()},
        **{f"scaled_{name}": value for name, value in scaled.items()},
        "doubled": model(doubled).numpy().max(),
    }


def puzzle(_seed: int) -> dict[str, Any]:
    """Train on scaled measurements whose species have been dealt out anew, at random.

    The name does not say so, because the reader is to find it out.

    Returns:
        ``loss``, ``val_loss``, ``accuracy``, ``val_accuracy``: after each of 100 epochs; validation labels are the
        true ones.
    """
    penguins = load_penguins()
    x, x_validation = (_scale(penguins.x_training, x) for x in (penguins.x_training, penguins.x_validation))
    y = _one_hot(np.random.permutation(penguins.y_training))
    validation = x_validation, _one_hot(penguins.y_validation)
    return fit_quickly(_network(), x, y, epochs=_N_EPOCHS, validation_data=validation)


def other_splits(seed: int) -> dict[str, Any]:
    """Split training and validation set anew; compare the network with logistic regression, both scaled.

    The test set stays closed.

    Returns:
        ``network``, ``baseline``: how many of 69 validation penguins each gets wrong.
    """
    penguins = load_penguins()
    x = np.concatenate([penguins.x_training, penguins.x_validation])
    y = np.concatenate([penguins.y_training, penguins.y_validation])
    parts = train_test_split(x, y, test_size=_N_VALIDATION, stratify=y, random_state=seed)
    scaled, scaled_validation = (_scale(parts[0], part) for part in parts[:2])
    model = _network()
    fit_quickly(model, scaled, _one_hot(parts[2]), epochs=_N_EPOCHS)
    baseline = LogisticRegression().fit(scaled, parts[2])
    return {
        "network": (model(scaled_validation).numpy().argmax(axis=1) != parts[3]).sum(),
        "baseline": (baseline.predict(scaled_validation) != parts[3]).sum(),
    }


def refined(_seed: int) -> dict[str, Any]:
    """Train with each of `SETTINGS`, on scaled measurements.

    Returns:
        ``val_loss``, ``val_accuracy``: one number for each setting, after 100 epochs.
    """
    penguins = load_penguins()
    x, x_validation = (_scale(penguins.x_training, x) for x in (penguins.x_training, penguins.x_validation))
    y, y_validation = _one_hot(penguins.y_training), _one_hot(penguins.y_validation)
    ends = []
    for setting in SETTINGS:
        model = _build(**setting)
        fit_quickly(model, x, y, epochs=_N_EPOCHS)
        ends.append(evaluate_quickly(model, x_validation, y_validation))
    return {f"val_{name}": [end[name] for end in ends] for name in ("loss", "accuracy")}
