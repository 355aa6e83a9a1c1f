"""Ten examples learned by heart: the shortest test of a network, healthy or with a defect of the gallery."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lesson_code.data import load_penguins
from lesson_code.experiments.gallery import classifier, digits_of_both_sets, spoilt
from lesson_code.training import fit_quickly

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
    probabilities = _learn_by_heart(classifier(64, 32, 10, 0.01), x, y)
    narrow = spoilt(64, 2, 10, 0.01, hidden="tanh")
    bare = spoilt(64, 32, 10, 0.01, output="linear")
    x_penguins, y_penguins = penguins.x_training[drawn], penguins.y_training[drawn]
    answers = {
        "healthy": (probabilities, y),
        "slow": (_learn_by_heart(classifier(64, 32, 10, 0.00001), x, y), y),
        "narrow": (_learn_by_heart(narrow, x, y), y),
        "mixed": (_learn_by_heart(classifier(64, 32, 10, 0.01), np.random.permutation(x), y), y),
        "bare": (_learn_by_heart(bare, x, y), y),
        "unscaled": (_learn_by_heart(classifier(4, 10, 3, 0.01), x_penguins, y_penguins), y_penguins),
    }
    accuracies = {name: (outputs.argmax(axis=1) == labels).mean() for name, (outputs, labels) in answers.items()}
    return {**accuracies, "healthy_loss": -np.log(probabilities[np.arange(len(y)), y]).mean()}


def _learn_by_heart(model: Any, x: NDArray[np.float64], y: NDArray[Any]) -> NDArray[np.float32]:
    """Take 200 steps, each with all examples, and return the outputs for them, shape ``(n, n_classes)``.

    One long epoch whose batches are these examples: two hundred epochs of one step each would take seconds. Measuring
    with another size of batch would make TensorFlow translate the network anew, so the outputs are asked for directly.
    """
    fit_quickly(model, np.tile(x, (_N_STEPS, 1)), np.tile(y, _N_STEPS), batch_size=len(x), shuffle=False)
    outputs: NDArray[np.float32] = model(x).numpy()
    return outputs
