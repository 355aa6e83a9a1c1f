"""Measure how long training takes, and pretend that data arrives slowly.

A busy computer makes everything slower now and then, never faster: the shortest of several repeats says most.
"""

import time
from typing import Any

import numpy as np

from lesson_code.device import tf

__all__ = ["read_slowly", "seconds_per_step", "work_through"]

_ENOUGH_SECONDS = 0.25


def seconds_per_step(model: Any, batch_size: int, n_repeats: int = 7) -> float:
    """Return how long one step of training takes, in seconds: the shortest of several.

    The examples are random numbers. A first step, in which TensorFlow translates the network, is not counted. Short
    steps are repeated for a quarter of a second: what else the computer does would disturb a few of them.

    Args:
        model: A compiled classifier with one input, trained with integer labels.
        batch_size: Examples in the step, at least 1.
        n_repeats: How many steps are measured at least, 1 or more.

    Raises:
        ValueError: ``batch_size`` or ``n_repeats`` is below 1.
    """
    if min(batch_size, n_repeats) < 1:
        raise ValueError(f"expected at least one example and one repeat, got {batch_size} and {n_repeats}")
    draw = np.random.default_rng(0)
    x = tf.constant(draw.random((batch_size, *model.input_shape[1:])), dtype="float32")
    y = tf.constant(draw.integers(0, model.output_shape[-1], batch_size))
    model.train_on_batch(x, y)
    seconds: list[float] = []
    while len(seconds) < n_repeats or sum(seconds) < _ENOUGH_SECONDS:
        begin = time.perf_counter()
        model.train_on_batch(x, y)
        seconds.append(time.perf_counter() - begin)
    return min(seconds)


def read_slowly(dataset: Any, seconds: float) -> Any:
    """Return a data set of which each element takes so long to arrive, as from a slow disk.

    Args:
        dataset: A ``tf.data.Dataset`` of pairs of tensors, the first of them numbers.
        seconds: How long each element takes, at least 0.

    Raises:
        ValueError: ``seconds`` is negative.
    """
    _check_seconds(seconds)

    def wait(x: Any, y: Any) -> Any:
        # Said to have no state: a seeded TensorFlow would not read ahead of what may depend on the order of calls.
        nothing = tf.numpy_function(lambda _: _sleep(seconds), [y], tf.int32, stateful=False)
        # What has no state and is not used would be left out.
        return x + tf.cast(nothing, x.dtype), y

    # TensorFlow would read ahead, and several at once, by itself, and there would be nothing to compare with.
    options = tf.data.Options()
    options.experimental_optimization.inject_prefetch = False
    options.experimental_optimization.map_parallelization = False
    return dataset.map(wait).with_options(options)


def work_through(dataset: Any, seconds: float, n_repeats: int = 1) -> float:
    """Go through a data set, be busy with each of its elements for so long, and return how long all took.

    Being busy is waiting: like a GPU at work it leaves the CPU free for reading.

    Args:
        dataset: Anything that yields elements.
        seconds: How long the work on each of them takes, at least 0.
        n_repeats: How often all of it is done, at least 1.

    Returns:
        Seconds from the beginning until the last element is done: the shortest of the repeats.

    Raises:
        ValueError: ``seconds`` is negative, or ``n_repeats`` below 1.
    """
    _check_seconds(seconds)
    if n_repeats < 1:
        raise ValueError(f"expected at least one repeat, got {n_repeats}")
    took = []
    for _ in range(n_repeats):
        begin = time.perf_counter()
        for _element in dataset:
            time.sleep(seconds)
        took.append(time.perf_counter() - begin)
    return min(took)


def _sleep(seconds: float) -> np.int32:
    time.sleep(seconds)
    return np.int32(0)


def _check_seconds(seconds: float) -> None:
    if seconds < 0:
        raise ValueError(f"expected at least 0 seconds, got {seconds}")
