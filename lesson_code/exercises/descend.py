"""Exercise ``descend``: walk down a slope, step by step, and remember the way."""

from collections.abc import Callable
from typing import Any

from lesson_code.grading import Case, Exercise, Formula, Misconception


def descend(gradient: Callable[[float], float], start: float, learning_rate: float, n_steps: int) -> list[float]:
    """Return the path of gradient descent over one weight.

    Each step goes from the position ``w`` to ``w - learning_rate * gradient(w)``; the next one starts from there.
    Make exactly ``n_steps`` steps, whatever happens on the way: a path that runs away from the minimum, because the
    learning rate is too large, is returned as it is, and so is one that has arrived and stays in place.

    Args:
        gradient: A function: ``gradient(w)`` is the slope of the loss at the position ``w``.
        start: The first position.
        learning_rate: How much of the gradient one step takes, usually a small positive number; it is not checked.
        n_steps: How many steps to make, a whole number, at least 0.

    Returns:
        A list of ``n_steps + 1`` positions: the start, then the position after each step. With ``n_steps=0`` it holds
        the start alone.

    Raises:
        ValueError: ``n_steps`` is negative.
    """
    # The learner writes from here.
    if n_steps < 0:
        raise ValueError(f"expected at least 0 steps, got {n_steps}")
    path = [start]
    for _ in range(n_steps):
        path.append(path[-1] - learning_rate * gradient(path[-1]))
    return path


def uphill(gradient: Any, start: Any, learning_rate: Any, n_steps: Any) -> Any:
    if n_steps < 0:
        raise ValueError("at least 0 steps")
    path = [start]
    for _ in range(n_steps):
        path.append(path[-1] + learning_rate * gradient(path[-1]))
    return path


def without_the_learning_rate(gradient: Any, start: Any, learning_rate: Any, n_steps: Any) -> Any:
    if n_steps < 0:
        raise ValueError("at least 0 steps")
    path = [start]
    for _ in range(n_steps):
        path.append(path[-1] - gradient(path[-1]))
    return path


def scales_the_weight(gradient: Any, start: Any, learning_rate: Any, n_steps: Any) -> Any:
    if n_steps < 0:
        raise ValueError("at least 0 steps")
    path = [start]
    for _ in range(n_steps):
        path.append(path[-1] * (1 - learning_rate * gradient(path[-1])))
    return path


def weight_and_gradient_swapped(gradient: Any, start: Any, learning_rate: Any, n_steps: Any) -> Any:
    if n_steps < 0:
        raise ValueError("at least 0 steps")
    path = [start]
    for _ in range(n_steps):
        path.append(gradient(path[-1]) - learning_rate * path[-1])
    return path


def without_the_start(gradient: Any, start: Any, learning_rate: Any, n_steps: Any) -> Any:
    if n_steps < 0:
        raise ValueError("at least 0 steps")
    path = []
    w = start
    for _ in range(n_steps):
        w = w - learning_rate * gradient(w)
        path.append(w)
    return path


def steps_before_it_notes(gradient: Any, start: Any, learning_rate: Any, n_steps: Any) -> Any:
    if n_steps < 0:
        raise ValueError("at least 0 steps")
    path = []
    for _ in range(n_steps + 1):
        start = start - learning_rate * gradient(start)
        path.append(start)
    return path


def one_step_too_few(gradient: Any, start: Any, learning_rate: Any, n_steps: Any) -> Any:
    if n_steps < 0:
        raise ValueError("at least 0 steps")
    path = [start]
    for _ in range(n_steps - 1):
        path.append(path[-1] - learning_rate * gradient(path[-1]))
    return path


def one_step_too_many(gradient: Any, start: Any, learning_rate: Any, n_steps: Any) -> Any:
    if n_steps < 0:
        raise ValueError("at least 0 steps")
    path = [start]
    for _ in range(n_steps + 1):
        path.append(path[-1] - learning_rate * gradient(path[-1]))
    return path


def only_the_end(gradient: Any, start: Any, learning_rate: Any, n_steps: Any) -> Any:
    if n_steps < 0:
        raise ValueError("at least 0 steps")
    w = start
    for _ in range(n_steps):
        w = w - learning_rate * gradient(w)
    return w


def gradient_without_parentheses(gradient: Any, start: Any, learning_rate: Any, n_steps: Any) -> Any:
    if n_steps < 0:
        raise ValueError("at least 0 steps")
    path = [start]
    for _ in range(n_steps):
        path.append(path[-1] - learning_rate * gradient)
    return path


def gradient_of_the_start(gradient: Any, start: Any, learning_rate: Any, n_steps: Any) -> Any:
    if n_steps < 0:
        raise ValueError("at least 0 steps")
    slope = gradient(start)
    path = [start]
    for _ in range(n_steps):
        path.append(path[-1] - learning_rate * slope)
    return path


def always_from_the_start(gradient: Any, start: Any, learning_rate: Any, n_steps: Any) -> Any:
    if n_steps < 0:
        raise ValueError("at least 0 steps")
    path = [start]
    for _ in range(n_steps):
        path.append(start - learning_rate * gradient(path[-1]))
    return path


def one_valley_only(gradient: Any, start: Any, learning_rate: Any, n_steps: Any) -> Any:
    if n_steps < 0:
        raise ValueError("at least 0 steps")
    path = [start]
    for _ in range(n_steps):
        path.append(path[-1] - learning_rate * 2 * (path[-1] - 3))
    return path


def steps_of_one_length(gradient: Any, start: Any, learning_rate: Any, n_steps: Any) -> Any:
    if n_steps < 0:
        raise ValueError("at least 0 steps")
    path = [start]
    for _ in range(n_steps):
        slope = gradient(path[-1])
        path.append(path[-1] - learning_rate * ((slope > 0) - (slope < 0)))
    return path


def stops_on_the_flat(gradient: Any, start: Any, learning_rate: Any, n_steps: Any) -> Any:
    if n_steps < 0:
        raise ValueError("at least 0 steps")
    path = [start]
    for _ in range(n_steps):
        if gradient(path[-1]) == 0:
            break
        path.append(path[-1] - learning_rate * gradient(path[-1]))
    return path


def stops_when_it_gets_worse(gradient: Any, start: Any, learning_rate: Any, n_steps: Any) -> Any:
    if n_steps < 0:
        raise ValueError("at least 0 steps")
    path = [start]
    for _ in range(n_steps):
        w = path[-1] - learning_rate * gradient(path[-1])
        if abs(gradient(w)) > abs(gradient(path[-1])):
            break
        path.append(w)
    return path


def any_number_of_steps(gradient: Any, start: Any, learning_rate: Any, n_steps: Any) -> Any:
    path = [start]
    for _ in range(n_steps):
        path.append(path[-1] - learning_rate * gradient(path[-1]))
    return path


def with_a_while_loop(gradient: Any, start: Any, learning_rate: Any, n_steps: Any) -> Any:
    if n_steps <= -1:
        raise ValueError("steps cannot be taken back")
    w = start
    path: Any = ()
    while len(path) < n_steps:
        path += (w,)
        w -= gradient(w) * learning_rate
        print("now at", w)
    return (*path, w)


def with_numpy(gradient: Any, start: Any, learning_rate: Any, n_steps: Any) -> Any:
    import numpy as np

    if n_steps < 0:
        raise ValueError("at least 0 steps")
    path = np.zeros(n_steps + 1)
    path[0] = start
    for i in range(n_steps):
        path[i + 1] = path[i] - learning_rate * gradient(path[i])
    return path


def with_accumulate(gradient: Any, start: Any, learning_rate: Any, n_steps: Any) -> Any:
    from itertools import accumulate

    if n_steps < 0:
        raise ValueError("at least 0 steps")
    return list(accumulate(range(n_steps), lambda w, _: w - learning_rate * gradient(w), initial=start))


def draw_valley(generator: Any) -> tuple[Any, ...]:
    """Draw a valley, a place beside its lowest point, and a learning rate that leads down."""
    lowest, slope = -generator.randrange(1, 6), generator.choice([2, 3])
    start = lowest + generator.choice([-1, 1]) * generator.randrange(2, 6)
    return Formula(f"lambda w: {slope} * (w + {-lowest})"), float(start), generator.choice([0.1, 0.2, 0.3]), 4


def draw_run_away(generator: Any) -> tuple[Any, ...]:
    """Draw a valley and a learning rate that is too large for it."""
    lowest, slope = generator.randrange(1, 6), generator.choice([4, 5, 6])
    start = lowest + generator.choice([-0.5, 0.5])
    return Formula(f"lambda w: {slope} * (w - {lowest})"), start, generator.choice([0.6, 0.7, 0.8]), 3


VALLEY = Formula("lambda w: 2 * (w - 3)")

exercise = Exercise(
    reference=descend,
    cases=[
        Case("make one step against the gradient", (VALLEY, 5.0, 0.25, 1)),
        Case("ask for the gradient again before every step", (VALLEY, 7.0, 0.25, 3)),
        Case("walk to the right where the slope is negative", (VALLEY, -1.0, 0.25, 2)),
        Case("follow another slope, too", (Formula("lambda w: 4 * w * w * w"), 1.0, 0.125, 2)),
        Case("show how the path runs away when the learning rate is too large", (VALLEY, 4.0, 1.5, 3)),
        Case("stay at the lowest point for every step", (VALLEY, 3.0, 0.25, 2)),
        Case("give the start alone for 0 steps", (VALLEY, 5.0, 0.25, 0)),
        Case("refuse fewer than 0 steps with a ValueError", (VALLEY, 5.0, 0.25, -1)),
        Case("find the way down a valley it has not met", draw=draw_valley),
        Case("show how the path runs away in a valley it has not met", draw=draw_run_away),
    ],
    misconceptions=[
        Misconception(uphill, "this walks uphill: what does the sign of the gradient say about the way down?"),
        Misconception(without_the_learning_rate, "each step takes the whole gradient: what is the learning rate for?"),
        Misconception(
            scales_the_weight, "here the step also depends on how far w is from 0: what should it depend on?"
        ),
        Misconception(
            weight_and_gradient_swapped,
            "w and its gradient have changed places: which one does the learning rate scale?",
        ),
        Misconception(without_the_start, "the path begins after the first step: from where was that step made?"),
        Misconception(steps_before_it_notes, "the list begins after a step was made: what belongs in it before?"),
        Misconception(one_step_too_few, "the last step is missing: how many steps lead through n_steps + 1 positions?"),
        Misconception(one_step_too_many, "there is one step too many: do you count the start as a position?"),
        Misconception(only_the_end, "this is where the path ends: where are the positions before it?"),
        Misconception(
            gradient_without_parentheses, "gradient is a function: do you call it, with one position in parentheses?"
        ),
        Misconception(gradient_of_the_start, "every step uses the slope of the start: where are you by now?"),
        Misconception(always_from_the_start, "every step sets out from the start again: where did the last one end?"),
        Misconception(one_valley_only, "this knows one slope by heart: what is the first argument for?"),
        Misconception(steps_of_one_length, "all steps have the same length: what should a steeper slope change?"),
        Misconception(stops_on_the_flat, "the path ends where it is flat: how many positions does the task ask for?"),
        Misconception(
            stops_when_it_gets_worse, "the path ends where it would get worse: does the task let it end there?"
        ),
        Misconception(
            any_number_of_steps, "nobody can make fewer than 0 steps: what should happen before the first one?"
        ),
    ],
    page="gradient-descent",
    also_right=[with_a_while_loop, with_numpy, with_accumulate],
)
