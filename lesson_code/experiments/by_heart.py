"""Ten examples learned by heart: the shortest test of a network, healthy or with a defect of the gallery."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson_code.data import load_penguins
from lesson_code.experiments.gallery import classifier, digits_of_both_sets, spoilt
from lesson_code.training import evaluate_quickly, fit_quickly

__all__ = ["ten_examples"]

_N_STEPS = 200


def ten_examples(_seed: int) -> dict[str, Any]:
    """Try to learn ten examples by heart in 200 steps, as they are and with the defects of the gallery.

    Returns:
        The accuracy on these ten: ``healthy``, ``slow`` (case 2), ``narrow`` (case 4), ``mixed`` (case 6), ``bare``
        (case 10) for digits, ``unscaled`` (case 1) for penguins; ``healthy_loss``: the loss of the first.
    """
    (x, y), _ = digits_of_both_sets()
    chosen = np.random.permutation(len(x))[:10]
    x, y = x[chosen], y[chosen]
    penguins = load_penguins()
    drawn = np.random.permutation(len(penguins.x_training))[:10]
    healthy = _learn_by_heart(classifier(64, 32, 10, 0.01), x, y)
    narrow = spoilt(64, 2, 10, 0.01, hidden="tanh")
    bare = spoilt(64, 32, 10, 0.01, output="linear")
    few_penguins = penguins.x_training[drawn], penguins.y_training[drawn]
    return {
        "healthy": healthy["accuracy"],
        "healthy_loss": healthy["loss"],
        "slow": _learn_by_heart(classifier(64, 32, 10, 0.00001), x, y)["accuracy"],
        "narrow": _learn_by_heart(narrow, x, y)["accuracy"],
        "mixed": _learn_by_heart(classifier(64, 32, 10, 0.01), np.random.permutation(x), y)["accuracy"],
        "bare": _learn_by_heart(bare, x, y)["accuracy"],
        "unscaled": _learn_by_heart(classifier(4, 10, 3, 0.01), *few_penguins)["accuracy"],
    }


def _learn_by_heart(model: Any, x: NDArray[np.float64], y: NDArray[Any]) -> dict[str, float]:
    """Take 200 steps, each with all examples, and return loss and accuracy on them.

    One long epoch whose batches are these examples: two hundred epochs of one step each would take seconds.
    """
    fit_quickly(model, np.tile(x, (_N_STEPS, 1)), np.tile(y, _N_STEPS), batch_size=len(x), shuffle=False)
    return evaluate_quickly(model, x, y)
