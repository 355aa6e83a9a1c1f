"""Train so that the same seed gives the same numbers, and repeat a training over many seeds.

An *experiment* is a function of one seed that returns a dictionary of numbers, or of flat lists of numbers.
`over_seeds` repeats it. Two helpers make many repetitions affordable without changing a single digit: `compiled_once`
lets TensorFlow translate a network once instead of once a seed, and `fit_quickly` runs a whole epoch in one call.
"""

import functools
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ParamSpec

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lesson_code.device import keras, tf

__all__ = [
    "Experiment",
    "compiled_once",
    "evaluate_quickly",
    "fit_quickly",
    "over_seeds",
    "run_once",
    "set_seed",
]

Result = dict[str, float | list[float]]
Experiment = Callable[[int], Mapping[str, Any]]
_P = ParamSpec("_P")


def set_seed(seed: int) -> None:
    """Make every draw that follows repeatable: Python's, NumPy's, TensorFlow's and Keras's.

    A repeated *run* gives the same numbers. A repeated *cell* does not: it goes on drawing where the last one stopped.

    Args:
        seed: Any whole number from 0 to 2**32 - 1.

    Raises:
        ValueError: The seed is outside that range.
    """
    if not 0 <= seed < 2**32:
        raise ValueError(f"expected a seed from 0 to 4294967295, got {seed}")
    keras.utils.set_random_seed(seed)
    # Otherwise the order in which threads add up decides the last digits.
    tf.config.experimental.enable_op_determinism()


def over_seeds(experiment: Experiment, n_seeds: int = 5) -> dict[str, NDArray[np.float64]]:
    """Repeat an experiment with the seeds 0, 1, … and return all results.

    While the book is built, the runs have been made before, side by side: the environment variable ``LESSON_RUNS``
    names their folder. Everywhere else they are made now.

    Args:
        experiment: A function of one seed that returns a number, or a flat list of numbers, for each name.
        n_seeds: How many runs, at least 1.

    Returns:
        For each name an array of shape ``(n_seeds,)``, or ``(n_seeds, n)`` where a run returns a list of ``n``.

    Raises:
        TypeError: The experiment returns something else.
        ValueError: ``n_seeds`` is below 1, or two runs return other names or lists of other lengths.
        RuntimeError: A run should have been made before and was not.
    """
    if n_seeds < 1:
        raise ValueError(f"expected at least one seed, got {n_seeds}")
    folder = os.environ.get("LESSON_RUNS")
    seeds = range(n_seeds)
    runs = [_stored(Path(folder), experiment, seed) if folder else run_once(experiment, seed) for seed in seeds]
    for seed, run in enumerate(runs):
        if _shapes(run) != _shapes(runs[0]):
            raise ValueError(
                f"expected the same names and lengths from every seed; {experiment.__name__} gives"
                f" {_shapes(runs[0])} for seed 0 and {_shapes(run)} for seed {seed}"
            )
    return {name: np.array([run[name] for run in runs], dtype=float) for name in runs[0]}


def run_once(experiment: Experiment, seed: int) -> Result:
    """Set the seed, run an experiment, and return its result as plain numbers.

    Args:
        experiment: A function of one seed.
        seed: See `set_seed`.

    Returns:
        For each name a number, or a flat list of numbers.

    Raises:
        TypeError: The experiment returns something else.
    """
    set_seed(seed)
    result = experiment(seed)
    if not isinstance(result, Mapping) or not result:
        raise TypeError(f"expected {experiment.__name__} to return a dictionary of numbers, got {result!r:.80}")
    return {str(name): _plain(f"{experiment.__name__}: {name}", value) for name, value in result.items()}


def _plain(name: str, value: Any) -> float | list[float]:
    array = np.asarray(value)
    if array.ndim > 1 or array.dtype.kind not in "biuf":
        raise TypeError(f"{name}: expected a number or a flat list of numbers, got {value!r:.80}")
    plain: float | list[float] = array.astype(float).tolist()
    return plain


def _shapes(run: Result) -> dict[str, int]:
    """Return for each name how long its list is; 0 stands for a single number."""
    return {name: len(value) if isinstance(value, list) else 0 for name, value in run.items()}


def _stored(folder: Path, experiment: Experiment, seed: int) -> Result:
    file = folder / experiment.__name__ / f"{seed}.json"
    try:
        result: Result = json.loads(file.read_text("utf-8"))["result"]
    except FileNotFoundError:
        raise RuntimeError(
            f"{experiment.__name__} has not been run with seed {seed} yet: the book runs what its claims ask for,"
            f" so a claim of this page must name {experiment.__name__} and ask for ':seeds: {seed + 1}' or more"
        ) from None
    return result


def compiled_once(build: Callable[_P, Any]) -> Callable[_P, Any]:
    """Let a function that builds and compiles a network give the same network again, as good as new.

    TensorFlow translates a network when it is first trained, which may take longer than the training. The decorated
    function builds a network each time, so that it draws the same starting weights as ever, and then pours weights,
    optimizer and random layers of the new network into the first one, which is translated already. Never use two
    networks from the same arguments at once: they are one.

    Args:
        build: Returns a compiled network; its arguments can be keys of a dictionary.
    """
    kept: dict[Any, Any] = {}

    @functools.wraps(build)
    def build_or_renew(*args: _P.args, **kwargs: _P.kwargs) -> Any:
        fresh = build(*args, **kwargs)
        state = _state(fresh)
        model = kept.setdefault((args, tuple(sorted(kwargs.items()))), fresh)
        if model is not fresh:
            for old, new in zip(_state(model), state, strict=True):
                old.assign(new)
        return model

    return build_or_renew


def _state(model: Any) -> list[Any]:
    """Return every variable that training or drawing changes.

    Raises:
        TypeError: A layer keeps more than its variables show.
    """
    layers = model._flatten_layers()
    if learned := [layer.name for layer in layers if hasattr(layer, "adapt")]:
        raise TypeError(f"a network with the layer {learned[0]}, which adapts to data, cannot be compiled only once")
    model.optimizer.build(model.trainable_variables)
    return [*model.variables, *model.optimizer.variables]


def fit_quickly(
    model: Any,
    x: ArrayLike,
    y: ArrayLike,
    *,
    epochs: int = 1,
    batch_size: int = 32,
    validation_data: tuple[ArrayLike, ArrayLike] | None = None,
    shuffle: bool = True,
) -> dict[str, list[float]]:
    """Train as ``model.fit`` does, with the same numbers to the last digit, in a tenth of the time for small networks.

    Keras prepares and starts every step by itself; here TensorFlow takes all steps of an epoch in one go.

    Args:
        model: A compiled network.
        x: The examples, shape ``(n, ...)``.
        y: The labels, shape ``(n, ...)``.
        epochs: How often all examples are used.
        batch_size: Examples in a step.
        validation_data: Other examples and their labels, measured after every epoch.
        shuffle: Whether the examples are put into another order first.

    Returns:
        The history: for each name its value after each epoch.
    """
    model.optimizer.build(model.trainable_variables)
    train, test = _steps_of(model, batch_size)
    data = _tensors(x, y)
    if shuffle:
        data = _shuffled_as_fit_does(data)
    history: dict[str, list[float]] = {}
    for _ in range(epochs):
        measured = train.measure(data)
        if validation_data:
            validation = test.measure(_tensors(*validation_data))
            measured |= {f"val_{name}": value for name, value in validation.items()}
        for name, value in measured.items():
            history.setdefault(name, []).append(value)
    return history


def evaluate_quickly(model: Any, x: ArrayLike, y: ArrayLike) -> dict[str, float]:
    """Measure as ``model.evaluate`` does, with the same numbers.

    Args:
        model: A compiled network.
        x: The examples, shape ``(n, ...)``.
        y: The labels, shape ``(n, ...)``.

    Returns:
        The loss and each metric, by name.
    """
    return _steps_of(model, 32)[1].measure(_tensors(x, y))


def _tensors(*arrays: ArrayLike) -> tuple[Any, ...]:
    """Return what Keras makes of arrays: fractions lose the digits that it does not compute with."""
    numbers = [np.asarray(array) for array in arrays]
    return tuple(tf.constant(n, dtype=keras.config.floatx() if n.dtype.kind == "f" else None) for n in numbers)


def _shuffled_as_fit_does(data: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return examples and labels in the order in which ``fit`` shows them.

    It draws in a data set of its own, where a seed makes it draw the same order for every epoch.
    """
    orders = tf.data.Dataset.range(1).map(lambda _: tf.random.shuffle(tf.range(len(data[0]), dtype=tf.int64)))
    order = next(iter(orders))
    return tuple(tf.gather(part, order) for part in data)


def _steps_of(model: Any, batch_size: int) -> tuple["_Steps", "_Steps"]:
    """Return what trains and what tests a model; Keras forgets both when the model is compiled anew, as it must."""
    if getattr(model.train_function, "batch_size", None) != batch_size:
        model.train_function = _Steps(model, model.train_step, batch_size)
        model.test_function = _Steps(model, model.test_step, batch_size)
    return model.train_function, model.test_function


class _Steps:
    """Takes one step after the other, all within one call of TensorFlow."""

    def __init__(self, model: Any, step: Callable[[Any], Any], batch_size: int) -> None:
        self.model = model
        self.step = step
        self.batch_size = batch_size
        self.all_steps = tf.function(self._all_steps)

    def __call__(self, iterator: Any) -> Any:
        """Take the next batch of Keras's own ``fit`` or ``evaluate``, which know nothing of us."""
        return self._run(next(iterator))

    def measure(self, data: tuple[Any, ...]) -> dict[str, float]:
        """Use all examples once; return loss and metrics."""
        self.model.reset_metrics()
        return {name: float(value) for name, value in self._run(data).items()}

    def _run(self, data: tuple[Any, ...]) -> Any:
        # Keras knows the size of a batch beforehand where no smaller one is left over; it may then add up otherwise.
        even = len(data[0]) % self.batch_size == 0
        # The number of examples stays open: one translation is enough for all.
        shapes = tuple(tf.TensorSpec((None, *part.shape[1:]), part.dtype) for part in data)
        return self.all_steps.get_concrete_function(shapes, even)(data, even)

    def _all_steps(self, data: tuple[Any, ...], even: bool) -> Any:
        size = self.batch_size if even else None
        for first in tf.range(0, tf.shape(data[0])[0], self.batch_size):
            batch = [part[first : first + self.batch_size] for part in data]
            self.step(tuple(tf.ensure_shape(part, (size, *part.shape[1:])) for part in batch))
        return self.model.get_metrics_result()
