"""Experiments of the ``introduction`` with methods that are not Keras's: handwritten digits, more and more of them."""

import functools
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.svm import SVC
from threadpoolctl import threadpool_limits

from lesson_code.data import load_digits

__all__ = ["N_EXAMPLES", "accuracy_by_examples", "accuracy_left_out", "build_methods", "flat", "split_by_forms"]

N_EXAMPLES = (20, 50, 100, 200, 400, 1000)
# Pixels reach 16; all three methods work best on inputs of about 1.
_FULL_INK = 16
# Matrices this small are done sooner by one thread than by several that wait for each other.
_N_THREADS = 1


def flat(images: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return pictures ``(n, 8, 8)`` of 0 to 16 as rows of features ``(n, 64)`` of 0 to 1."""
    return images.reshape(len(images), -1) / _FULL_INK


def build_methods(seed: int) -> dict[str, Any]:
    """Return an untrained classifier for each method, by its name; only the network uses the seed.

    The network is scikit-learn's, because training thirty of Keras's would take minutes. It has 64 hidden neurons.
    """
    network = MLPClassifier((64,), batch_size=20, learning_rate_init=0.004, tol=1e-3, max_iter=500, random_state=seed)
    return {
        "logistic_regression": LogisticRegression(max_iter=1000),
        "support_vector_machine": SVC(),
        "network": network,
    }


def accuracy_by_examples(seed: int) -> dict[str, list[float]]:
    """Train every method on 20, 50, … 1000 digits (`N_EXAMPLES`), drawn anew for each seed.

    Returns:
        For each method how often it is right on the validation set, 0 to 1, for each number of examples.
    """
    digits = load_digits()
    x, y = flat(digits.x_training), digits.y_training
    x_validation = flat(digits.x_validation)
    order = np.random.default_rng(seed).permutation(len(x))
    results: dict[str, list[float]] = {}
    with threadpool_limits(_N_THREADS):
        for n in N_EXAMPLES:
            for name, model in build_methods(seed).items():
                model.fit(x[order[:n]], y[order[:n]])
                results.setdefault(name, []).append(model.score(x_validation, digits.y_validation))
    return results


def split_by_forms(_seed: int) -> dict[str, float]:
    """Leave out one of eight parts after another: parts of shuffled pictures, and parts of one whole form each.

    Returns:
        ``shuffled``, ``by_form``: the mean accuracies on the parts left out.
    """
    digits = load_digits()
    shuffled = np.random.permutation(digits.form_training)
    left_out = functools.partial(accuracy_left_out, digits.x_training, digits.y_training)
    return {"shuffled": left_out(shuffled), "by_form": left_out(digits.form_training)}


def accuracy_left_out(images: NDArray[np.float64], labels: NDArray[np.int64], part: NDArray[np.int64]) -> float:
    """Leave out one part after another, train on the others, and return the mean accuracy on what was left out.

    The method is logistic regression: quick, and without chance.

    Args:
        images: Pictures, shape ``(n, 8, 8)``, 0 to 16.
        labels: Their digits, shape ``(n,)``.
        part: The number of the part each picture belongs to, shape ``(n,)``; at least two different numbers.

    Returns:
        The mean share of right answers, 0 to 1.

    Raises:
        ValueError: There is only one part.
    """
    numbers = np.unique(part)
    if len(numbers) < 2:
        raise ValueError(f"expected at least two parts, got {len(numbers)}")
    x = flat(images)
    model = LogisticRegression(max_iter=1000)
    with threadpool_limits(_N_THREADS):
        scores = [model.fit(x[part != n], labels[part != n]).score(x[part == n], labels[part == n]) for n in numbers]
    return float(np.mean(scores))
