"""Small experiments with methods other than deep learning, to compare with: several runs, all results returned."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.svm import SVC
from threadpoolctl import threadpool_limits

from lesson_code.data import Digits

__all__ = ["accuracy_by_examples", "accuracy_left_out", "build_methods"]

# Pixels reach 16; all three methods work best on inputs of about 1.
_FULL_INK = 16
# Matrices this small are done sooner by one thread than by several that wait for each other.
_N_THREADS = 1


def _flat(images: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return pictures ``(n, 8, 8)`` of 0 to 16 as rows of features ``(n, 64)`` of 0 to 1."""
    return images.reshape(len(images), -1) / _FULL_INK


def build_methods(seed: int) -> dict[str, Any]:
    """Return an untrained classifier for each method, by its name; only the network uses the seed.

    The network is scikit-learn's, because training thirty of Keras's would take minutes.
    """
    network = MLPClassifier((64,), batch_size=20, learning_rate_init=0.004, tol=1e-3, max_iter=500, random_state=seed)
    return {
        "logistic regression": LogisticRegression(max_iter=1000),
        "support vector machine": SVC(),
        "network, 64 hidden neurons": network,
    }


def accuracy_by_examples(digits: Digits, n_examples: Sequence[int], n_seeds: int = 5) -> dict[str, NDArray[np.float64]]:
    """Train every method on more and more digits; return how often it is right on the validation set.

    Args:
        digits: The three sets; the test set is not touched.
        n_examples: How many training examples to draw, each from 20 to the size of the training set.
        n_seeds: How often each training is repeated, with other examples and another start.

    Returns:
        For each method an array of shape ``(n_seeds, len(n_examples))``: shares of right answers, 0 to 1.

    Raises:
        ValueError: A number of examples is below 20 or larger than the training set.
    """
    x, y = _flat(digits.x_training), digits.y_training
    if not all(20 <= n <= len(x) for n in n_examples):
        raise ValueError(f"expected numbers of examples from 20 to {len(x)}, got {list(n_examples)}")
    results = {name: np.empty((n_seeds, len(n_examples))) for name in build_methods(0)}
    with threadpool_limits(_N_THREADS):
        for seed in range(n_seeds):
            order = np.random.default_rng(seed).permutation(len(x))
            for column, n in enumerate(n_examples):
                for name, model in build_methods(seed).items():
                    model.fit(x[order[:n]], y[order[:n]])
                    results[name][seed, column] = model.score(_flat(digits.x_validation), digits.y_validation)
    return results


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
    x = _flat(images)
    model = LogisticRegression(max_iter=1000)
    with threadpool_limits(_N_THREADS):
        scores = [model.fit(x[part != n], labels[part != n]).score(x[part == n], labels[part == n]) for n in numbers]
    return float(np.mean(scores))
