"""How gradient descent goes: noisy gradients, three optimizers on one surface, and XOR from many random starts."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["gradient_noise", "kink", "three_optimizers", "xor_starts"]

Array: TypeAlias = NDArray[np.float64]
Weights: TypeAlias = list[Array]

N_HIDDEN = (2, 3, 4, 8, 16)
"""Numbers of hidden neurons that `xor_starts` compares."""

_CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
_WANTED = np.array([[0.0], [1.0], [1.0], [0.0]])
_N_STARTS = 50


def random_weights(n_hidden: int, stack: tuple[int, ...] = (), bias_spread: float = 0.1) -> Weights:
    """Draw the weights of an XOR network, or of a stack of them, as the lesson does.

    Args:
        n_hidden: Hidden neurons.
        stack: Shape of the stack, ``()`` for one network.
        bias_spread: Standard deviation of the biases; that of the weights is 1.

    Returns:
        Arrays of the shapes ``(2, n_hidden)``, ``(1, n_hidden)``, ``(n_hidden, 1)`` and ``(1, 1)``, after the stack's.
    """
    return [
        np.random.normal(size=(*stack, 2, n_hidden)),
        np.random.normal(scale=bias_spread, size=(*stack, 1, n_hidden)),
        np.random.normal(size=(*stack, n_hidden, 1)),
        np.random.normal(scale=bias_spread, size=(*stack, 1, 1)),
    ]


def forward(weights: Weights, x: Array) -> tuple[Array, Array]:
    """Return the outputs of the hidden layer and the answers, between 0 and 1, of one network or of a stack."""
    w1, b1, w2, b2 = weights
    hidden = np.maximum(0, x @ w1 + b1)
    return hidden, 1 / (1 + np.exp(-(hidden @ w2 + b2)))


def cross_entropy(weights: Weights, x: Array, y: Array) -> Any:
    """Return the mean loss over the examples, one number for each network."""
    answers = forward(weights, x)[1]
    return -np.log(np.where(y == 1, answers, 1 - answers)).mean(axis=(-2, -1))


def backpropagate(weights: Weights, x: Array, y: Array) -> Weights:
    """Return the slopes of the loss, in the shapes of the weights."""
    hidden, answers = forward(weights, x)
    at_output = (answers - y) / len(x)
    at_sums = at_output @ weights[2].mT * (hidden > 0)
    return [
        x.T @ at_sums,
        at_sums.sum(axis=-2, keepdims=True),
        hidden.mT @ at_output,
        at_output.sum(axis=-2, keepdims=True),
    ]


def train(weights: Weights, x: Array, y: Array, learning_rate: float, n_steps: int) -> Weights:
    """Return the weights after some steps of gradient descent with all examples in each step."""
    for _ in range(n_steps):
        slopes = backpropagate(weights, x, y)
        weights = [weight - learning_rate * slope for weight, slope in zip(weights, slopes, strict=True)]
    return weights


def xor_starts(_seed: int) -> dict[str, Any]:
    """Train 50 networks on XOR from random weights, for each of five widths, 2000 steps at a learning rate of 0.5.

    A network has learned XOR when its loss is below 0.1.

    Returns:
        ``learned``: how many of the 50 have learned it, for each width of `N_HIDDEN`.
        The others are counted among those with two hidden neurons. ``learned_with_dead``, ``stuck_with_dead``: how
        many of the networks that have or have not learned XOR end with a neuron that is 0 at all four corners.
        ``stuck``: how many have not learned it. ``on_a_level``: how many of these have a loss within 0.02 of 0.35,
        0.48 or 0.69. ``below_ln_2``: how many have a loss below 0.6. ``silent_at_two``: in how many of the last both
        neurons are 0 at two corners or more.
    """
    learned, details = [], {}
    for n_hidden in N_HIDDEN:
        weights = train(random_weights(n_hidden, (_N_STARTS,)), _CORNERS, _WANTED, 0.5, 2000)
        loss = cross_entropy(weights, _CORNERS, _WANTED)
        learned.append(int((loss < 0.1).sum()))
        if n_hidden == 2:
            details = _look_at_the_stuck(weights, loss)
    return {"learned": learned, **details}


def _look_at_the_stuck(weights: Weights, loss: Array) -> dict[str, Any]:
    silent = forward(weights, _CORNERS)[0] == 0
    has_dead = silent.all(axis=-2).any(axis=-1)
    n_silent_corners = silent.all(axis=-1).sum(axis=-1)
    stuck = loss >= 0.1
    # Two corners share one half; three share a third or two thirds; all four share one half.
    levels = np.array([np.log(2) / 2, 0.75 * np.log(3) - 0.5 * np.log(2), np.log(2)])
    below_ln_2 = stuck & (loss < 0.6)
    return {
        "stuck": int(stuck.sum()),
        "stuck_with_dead": int((stuck & has_dead).sum()),
        "learned_with_dead": int((~stuck & has_dead).sum()),
        "on_a_level": int((stuck & (np.abs(loss[:, None] - levels).min(axis=1) < 0.02)).sum()),
        "below_ln_2": int(below_ln_2.sum()),
        "silent_at_two": int((below_ln_2 & (n_silent_corners >= 2)).sum()),
    }


def numerical_slopes(weights: Weights, x: Array, y: Array, h: float = 1e-6) -> Weights:
    """Return the slopes of the loss of one network, each from two losses a little apart."""
    slopes = [np.zeros_like(array) for array in weights]
    for array, slope in zip(weights, slopes, strict=True):
        for place in np.ndindex(array.shape):
            kept = array[place]
            array[place] = kept + h
            above = cross_entropy(weights, x, y)
            array[place] = kept - h
            slope[place] = (above - cross_entropy(weights, x, y)) / (2 * h)
            array[place] = kept
    return slopes


def _largest_difference(weights: Weights) -> float:
    """Return by how much slopes from backpropagation and numerical ones differ at most."""
    pairs = zip(backpropagate(weights, _CORNERS, _WANTED), numerical_slopes(weights, _CORNERS, _WANTED), strict=True)
    return max(float(np.abs(one - other).max()) for one, other in pairs)


def kink(_seed: int) -> dict[str, float]:
    """Compare backpropagation with numerical slopes, for an XOR network with two hidden neurons.

    Returns:
        ``small_biases``, ``zero_biases``: the largest difference for random weights, with small random biases and
        with biases of 0, where the corner (0, 0) lies in the kink of ReLU.
    """
    weights = random_weights(2)
    small = _largest_difference(weights)
    weights[1][:] = 0.0
    return {"small_biases": small, "zero_biases": _largest_difference(weights)}


def gradient_noise(_seed: int) -> dict[str, float]:
    """Draw 4096 distances up to 3 miles, in kilometres rounded to whole ones, and look at the slope at weight 1.5.

    Returns:
        ``spread_1``, ``spread_16``, ``spread_256``: standard deviation of the slope over the batches of one epoch.
        ``uphill_1``, ``uphill_16``, ``uphill_256``: share of the batches whose step would lead away from the minimum.
    """
    x = 3 * np.random.random(4096)
    slopes = 2 * x * (1.5 * x - np.round(1.609 * x))
    found = {}
    for size in (1, 16, 256):
        batches = slopes.reshape(-1, size).mean(axis=1)
        found[f"spread_{size}"] = float(batches.std())
        found[f"uphill_{size}"] = float((batches * slopes.mean() < 0).mean())
    return found


def _paths(starts: Array, learning_rate: float, n_steps: int, ravine: Array) -> dict[str, Array]:
    """Return the distances from the lowest point after each step, shape ``(n_steps + 1, n_starts, 2)`` each."""
    plain, fast, adam = [starts], [starts], [starts]
    velocity, mean, square = (np.zeros_like(starts) for _ in range(3))
    for step in range(1, n_steps + 1):
        plain.append(plain[-1] - learning_rate * plain[-1] @ ravine)
        velocity = 0.9 * velocity - learning_rate * fast[-1] @ ravine
        fast.append(fast[-1] + velocity)
        slopes = adam[-1] @ ravine
        mean, square = 0.9 * mean + 0.1 * slopes, 0.999 * square + 0.001 * slopes**2
        adam.append(adam[-1] - learning_rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-7))
    return {"plain": np.array(plain), "momentum": np.array(fast), "adam": np.array(adam)}


def three_optimizers(_seed: int) -> dict[str, Any]:
    """Race plain gradient descent, momentum and Adam at the learning rate 0.1 on the lesson's surface.

    From each of 100 random starts, 3 away from the lowest point, all three make 300 steps. A path has arrived with
    the step after which its loss stays within 0.01 of the lowest.

    Returns:
        ``plain``, ``momentum``, ``adam``: from how many starts each arrives first; ties count for all who share them.
        ``steps_plain``, ``steps_momentum``, ``steps_adam``: the median number of steps.
    """
    ravine = _ravine([1.0, 2.0, 3.0])
    angle = 2 * np.pi * np.random.random(100)
    starts = 3 * np.column_stack([np.cos(angle), np.sin(angle)])
    arrival = {}
    for name, path in _paths(starts, 0.1, 300, ravine).items():
        above = np.einsum("sni,ij,snj->sn", path, ravine, path) / 2 > 0.01
        arrival[name] = len(above) - above[::-1].argmax(axis=0)
    first = np.min(list(arrival.values()), axis=0)
    return {name: int((steps == first).sum()) for name, steps in arrival.items()} | {
        f"steps_{name}": float(np.median(steps)) for name, steps in arrival.items()
    }


def _ravine(x: ArrayLike) -> Array:
    """Return how the slopes of the mean squared error of ``weight * x + bias`` change with weight and bias."""
    columns = np.column_stack([np.asarray(x), np.ones_like(x)])
    curvature: Array = 2 * columns.T @ columns / len(columns)
    return curvature
