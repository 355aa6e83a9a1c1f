"""The gallery of ``when-training-fails``: each case is a training with a defect, or without one, and its repair.

The names of the cases give nothing away, because the page shows the curves before the reader has judged them. The test
sets are not used.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from lesson_code.data import FEATURES, load_digits, load_penguins
from lesson_code.device import keras
from lesson_code.models import build_classifier
from lesson_code.training import compiled_once, evaluate_quickly, fit_quickly

__all__ = [
    "case_1",
    "case_2",
    "case_3",
    "case_4",
    "case_5",
    "case_6",
    "case_7",
    "case_8",
    "case_9",
    "case_10",
    "classifier",
    "digits_of_both_sets",
    "spoilt",
]

Part = tuple[NDArray[np.float64], NDArray[Any]]

classifier = compiled_once(build_classifier)
_N_FEW = 60
_N_COPIES = 4


@compiled_once
def spoilt(n_inputs: int, n_hidden: int, n_classes: int, learning_rate: float, **options: Any) -> Any:
    """Return a classifier in which one thing is not as usual: ``hidden``, ``output``, ``bias`` or ``dropout``."""
    bias = keras.initializers.Constant(options.get("bias", 0.0))
    hidden = keras.layers.Dense(n_hidden, activation=options.get("hidden", "relu"), bias_initializer=bias)
    dropout = [keras.layers.Dropout(options["dropout"])] if "dropout" in options else []
    output = keras.layers.Dense(n_classes, activation=options.get("output", "softmax"))
    model = keras.Sequential([keras.Input((n_inputs,)), hidden, *dropout, output])
    optimizer = keras.optimizers.Adam(learning_rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@compiled_once
def _one_neuron(learning_rate: float) -> Any:
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(learning_rate), loss="mse")
    return model


def _train(model: Any, training: Part, validation: Part, epochs: int) -> dict[str, Any]:
    """Train and return the history, with the loss before the first step under ``start``."""
    start = evaluate_quickly(model, *training)["loss"]
    return {"start": start, **fit_quickly(model, *training, epochs=epochs, validation_data=validation)}


def _scaled(training: NDArray[np.float64], other: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Return both, shifted and divided column by column so that the first has mean 0 and standard deviation 1."""
    mean, deviation = training.mean(axis=0), training.std(axis=0)
    return [(part - mean) / deviation for part in (training, other)]


def digits_of_both_sets() -> tuple[Part, Part]:
    """Return training and validation set of the digits, as 64 features of 0 to 1."""
    digits = load_digits()
    x, x_validation = (images.reshape(-1, 64) / 16 for images in (digits.x_training, digits.x_validation))
    return (x, digits.y_training), (x_validation, digits.y_validation)


def _sexes() -> tuple[Part, Part]:
    """Return 60 penguins drawn from the training set, and the others of it, scaled; label 1 is male."""
    known = load_penguins().training.dropna(subset=["sex"]).sample(frac=1)
    x = known[list(FEATURES)].to_numpy()
    y = (known["sex"] == "male").to_numpy().astype(int)
    few, others = _scaled(x[:_N_FEW], x[_N_FEW:])
    return (few, y[:_N_FEW]), (others, y[_N_FEW:])


def _rounding(n: int) -> Part:
    """Return random numbers from 0 to 1, shape ``(n, 1)``, and what they round to."""
    x = np.random.random((n, 1))
    return x, (x[:, 0] >= 0.5).astype(int)


def case_1(_seed: int) -> dict[str, Any]:
    """Train on penguins in millimetres and grams, and on scaled ones.

    Returns:
        ``start``: the loss before the first step; ``loss``, ``val_loss``, ``accuracy``, ``val_accuracy``: after each
        epoch; ``repaired_start``, ``repaired``: the loss before the first step and the final accuracy on the validation
        set with scaled features.
    """
    penguins = load_penguins()
    y, y_validation = penguins.y_training, penguins.y_validation
    x, x_validation = _scaled(penguins.x_training, penguins.x_validation)
    raw = (penguins.x_training, y), (penguins.x_validation, y_validation)
    broken = _train(classifier(4, 10, 3, 0.01), *raw, 40)
    repaired = _train(classifier(4, 10, 3, 0.01), (x, y), (x_validation, y_validation), 40)
    return {**broken, "repaired_start": repaired["start"], "repaired": repaired["val_accuracy"][-1]}


def case_2(_seed: int) -> dict[str, Any]:
    """Train on digits with a learning rate of 0.00001, and with one of 0.001.

    Returns:
        ``start``, ``loss``, ``val_loss``, ``accuracy``, ``val_accuracy``: as in `case_1`; ``fell``: in how many epochs
        but the first the training loss fell; ``repaired``: the final accuracy on the validation set with 0.001.
    """
    training, validation = digits_of_both_sets()
    broken = _train(classifier(64, 32, 10, 0.00001), training, validation, 20)
    repaired = _train(classifier(64, 32, 10, 0.001), training, validation, 20)
    fell = (np.diff(broken["loss"]) < 0).sum()
    return {**broken, "fell": fell, "repaired": repaired["val_accuracy"][-1]}


def case_3(_seed: int) -> dict[str, Any]:
    """Predict the body mass in kilograms from the other measurements, with learning rates of 1 and 0.05.

    A second network reads digits with a learning rate of 0.3.

    Returns:
        ``start``, ``loss``, ``val_loss``: mean squared errors in square kilograms, not finite in the end;
        ``finite``: after how many epochs the training loss is a finite number; ``growth``: by what factor it grew in
        the second epoch; ``repaired``: the final root of the mean squared error on the validation set with 0.05, in
        kilograms; ``digits``: the lowest training loss of the network for digits; ``rose``: in how many epochs but the
        first its training loss rose.
    """
    penguins = load_penguins()
    x, x_validation = _scaled(penguins.x_training[:, :3], penguins.x_validation[:, :3])
    training = x, penguins.x_training[:, 3] / 1000
    validation = x_validation, penguins.x_validation[:, 3] / 1000
    broken = _train(_one_neuron(1.0), training, validation, 20)
    repaired = _train(_one_neuron(0.05), training, validation, 20)
    digits = _train(classifier(64, 32, 10, 0.3), *digits_of_both_sets(), 20)["loss"]
    return {
        **broken,
        "finite": np.isfinite(broken["loss"]).sum(),
        "growth": broken["loss"][1] / broken["loss"][0],
        "repaired": repaired["val_loss"][-1] ** 0.5,
        "digits": min(digits),
        "rose": (np.diff(digits) > 0).sum(),
    }


def case_4(_seed: int) -> dict[str, Any]:
    """Read digits with two hidden neurons (tanh, which cannot die), with 32 ReLUs, and with logistic regression.

    Returns:
        ``start``, ``loss``, ``val_loss``, ``accuracy``, ``val_accuracy``: as in `case_1`; ``baseline``: the accuracy of
        logistic regression on the training set; ``repaired``, ``repaired_training``: the final accuracies with 32.
    """
    training, validation = digits_of_both_sets()
    broken = _train(spoilt(64, 2, 10, 0.01, hidden="tanh"), training, validation, 40)
    repaired = _train(classifier(64, 32, 10, 0.01), training, validation, 40)
    return {
        **broken,
        "baseline": LogisticRegression(max_iter=1000).fit(*training).score(*training),
        "repaired": repaired["val_accuracy"][-1],
        "repaired_training": repaired["accuracy"][-1],
    }


def case_5(_seed: int) -> dict[str, Any]:
    """Read digits with half of the hidden neurons left out in training: the validation set seems to be easier.

    Returns:
        ``start``, ``loss``, ``val_loss``, ``accuracy``, ``val_accuracy``: as in `case_1`; ``higher``: in how many
        epochs the validation accuracy is the higher one; ``measured_alike``: the accuracy on the training set in the
        end, with all neurons as on the validation set.
    """
    training, validation = digits_of_both_sets()
    model = spoilt(64, 64, 10, 0.001, dropout=0.5)
    history = _train(model, training, validation, 20)
    higher = np.greater(history["val_accuracy"], history["accuracy"]).sum()
    return {**history, "higher": higher, "measured_alike": evaluate_quickly(model, *training)["accuracy"]}


def case_6(_seed: int) -> dict[str, Any]:
    """Learn 400 digits that were shuffled without their labels, and the same digits with their own labels.

    Returns:
        ``start``, ``loss``, ``val_loss``, ``accuracy``, ``val_accuracy``: as in `case_1`; ``matching``: the share of
        pictures that met their own digit by luck; ``repaired``: the final accuracy on the validation set with all
        labels right.
    """
    (x, y), validation = digits_of_both_sets()
    x, y = x[:400], y[:400]
    order = np.random.permutation(len(x))
    broken = _train(classifier(64, 128, 10, 0.005), (x[order], y), validation, 60)
    repaired = _train(classifier(64, 128, 10, 0.005), (x[order], y[order]), validation, 60)
    return {**broken, "matching": (y[order] == y).mean(), "repaired": repaired["val_accuracy"][-1]}


def case_7(_seed: int) -> dict[str, Any]:
    """Tell the sex of a penguin with 128 hidden neurons from 60 examples, and with logistic regression.

    Returns:
        ``start``, ``loss``, ``val_loss``, ``accuracy``, ``val_accuracy``: as in `case_1`; ``lowest``, ``best_epoch``:
        the lowest validation loss and its epoch, from 1; ``stopped``: the accuracy on the validation set after that
        epoch; ``baseline``: that of logistic regression.
    """
    few, others = _sexes()
    history = _train(classifier(4, 128, 2, 0.02), few, others, 100)
    best = int(np.argmin(history["val_loss"]))
    return {
        **history,
        "lowest": history["val_loss"][best],
        "best_epoch": best + 1,
        "stopped": history["val_accuracy"][best],
        "baseline": LogisticRegression().fit(*few).score(*others),
    }


def case_8(_seed: int) -> dict[str, Any]:
    """Copy the 60 penguins of `case_7` four times, and only then keep back one row in five.

    Returns:
        ``start``, ``loss``, ``val_loss``, ``accuracy``, ``val_accuracy``: as in `case_1`; ``copies``: the share of
        validation rows that are also in the training set; ``honest``: the final accuracy on other penguins.
    """
    (x, y), others = _sexes()
    rows = np.random.permutation(np.repeat(np.arange(_N_FEW), _N_COPIES))
    n_kept_back = len(rows) // 5
    kept_back, used = rows[:n_kept_back], rows[n_kept_back:]
    model = classifier(4, 128, 2, 0.02)
    history = _train(model, (x[used], y[used]), (x[kept_back], y[kept_back]), 60)
    copies, honest = np.isin(kept_back, used).mean(), evaluate_quickly(model, *others)["accuracy"]
    return {**history, "copies": copies, "honest": honest}


def case_9(_seed: int) -> dict[str, Any]:
    """Round numbers with hidden neurons whose biases begin at −1, and with biases that begin at 0.

    Returns:
        ``start``, ``loss``, ``val_loss``, ``accuracy``, ``val_accuracy``: as in `case_1`; ``largest``: the largest
        output of a hidden neuron for any example in the end; ``spread``: by how much the network's outputs for two
        examples differ at most; ``repaired``: the final accuracy on the validation set with biases of 0; ``living``:
        how many of its eight hidden neurons give more than 0 for any example.
    """
    training, validation = _rounding(2000), _rounding(500)
    model = spoilt(1, 8, 2, 0.01, bias=-1.0)
    broken = _train(model, training, validation, 10)
    largest = model.layers[0](training[0]).numpy().max()
    spread = np.ptp(model(training[0]).numpy(), axis=0).max()
    healthy = classifier(1, 8, 2, 0.01)
    repaired = _train(healthy, training, validation, 10)
    living = (healthy.layers[0](training[0]).numpy().max(axis=0) > 0).sum()
    repairs = {"repaired": repaired["val_accuracy"][-1], "living": living}
    return {**broken, "largest": largest, "spread": spread, **repairs}


def case_10(_seed: int) -> dict[str, Any]:
    """Read digits with output neurons without activation, with softmax, with a sigmoid each, and with ReLU.

    Returns:
        ``start``, ``loss``, ``val_loss``, ``accuracy``, ``val_accuracy``: as in `case_1`; ``lowest_output``: the lowest
        output for a validation picture in the end; ``repaired``, ``sigmoid``, ``relu``: the final accuracies on the
        validation set with the other outputs.
    """
    training, validation = digits_of_both_sets()
    model = spoilt(64, 32, 10, 0.001, output="linear")
    broken = _train(model, training, validation, 20)
    lowest = model(validation[0]).numpy().min()
    others = {
        name: _train(spoilt(64, 32, 10, 0.001, output=output), training, validation, 20)["val_accuracy"][-1]
        for name, output in (("repaired", "softmax"), ("sigmoid", "sigmoid"), ("relu", "relu"))
    }
    return {**broken, "lowest_output": lowest, **others}
