"""Exercise ``standardise``: bring columns to one scale, with what the training set alone can know."""

from collections.abc import Sequence
from typing import Any

from lesson_code.grading import Case, Exercise, Misconception


def standardise(training: Sequence[Sequence[float]], new: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return new rows with every column on the scale of the training set.

    From each value the mean of its column is subtracted, and the result is divided by the standard deviation of
    its column. Both come from the training set alone, whatever the new rows are.
    The standard deviation is the root of the mean squared distance from the mean: the sum of the squares is
    divided by the number of rows, not by one less.

    Args:
        training: The rows of the training set, shape ``(n_training, n_columns)``, at least one.
        new: The rows to change, shape ``(n_new, n_columns)``; there may be none.

    Returns:
        A list of rows, shape ``(n_new, n_columns)``, with
        ``(value - mean of the column) / standard deviation of the column`` in place of each value.
        Where all training rows have the same value in a column, there is nothing to divide by:
        such a column is 0 in every new row, whatever its value there.

    Raises:
        ValueError: The training set has no rows, or a row of either table has more or fewer values than the first
            training row; the message says which.
    """
    # The learner writes from here.
    if len(training) == 0:
        raise ValueError("expected at least one training row, got none")
    for row in [*training, *new]:
        if len(row) != len(training[0]):
            raise ValueError(f"expected {len(training[0])} values in every row, got {len(row)}")
    scales = []
    for column in zip(*training, strict=True):
        mean = sum(column) / len(column)
        deviation = (sum((x - mean) ** 2 for x in column) / len(column)) ** 0.5
        # A mean may be rounded, so that the distances from it are not quite 0 in a constant column.
        scales.append((mean, 0.0 if min(column) == max(column) else deviation))
    return [
        [(x - mean) / deviation if deviation else 0.0 for x, (mean, deviation) in zip(row, scales, strict=True)]
        for row in new
    ]


def of_the_new_rows(training: Any, new: Any) -> Any:
    from statistics import fmean, pstdev

    scales = [(fmean(column), pstdev(column)) for column in zip(*new, strict=True)]
    return [[(x - mean) / by if by else 0.0 for x, (mean, by) in zip(row, scales, strict=True)] for row in new]


def of_both_together(training: Any, new: Any) -> Any:
    from statistics import fmean, pstdev

    scales = [(fmean(column), pstdev(column)) for column in zip(*training, *new, strict=True)]
    return [[(x - mean) / by if by else 0.0 for x, (mean, by) in zip(row, scales, strict=True)] for row in new]


def sample_deviation(training: Any, new: Any) -> Any:
    from statistics import fmean, stdev

    scales = [(fmean(column), stdev(column)) for column in zip(*training, strict=True)]
    return [[(x - mean) / by if by else 0.0 for x, (mean, by) in zip(row, scales, strict=True)] for row in new]


def not_divided_by_the_number_of_rows(training: Any, new: Any) -> Any:
    means = [sum(column) / len(column) for column in zip(*training, strict=True)]
    scales = [sum((row[j] - mean) ** 2 for row in training) ** 0.5 for j, mean in enumerate(means)]
    return [[(x - m) / by if by else 0.0 for x, m, by in zip(row, means, scales, strict=True)] for row in new]


def distances_that_cancel(training: Any, new: Any) -> Any:
    return [[0.0 for _ in row] for row in new]  # as the mean distance, with its sign, is always 0


def mean_size_of_the_distances(training: Any, new: Any) -> Any:
    means = [sum(column) / len(column) for column in zip(*training, strict=True)]
    scales = [sum(abs(row[j] - mean) for row in training) / len(training) for j, mean in enumerate(means)]
    return [[(x - m) / by if by else 0.0 for x, m, by in zip(row, means, scales, strict=True)] for row in new]


def divided_by_the_variance(training: Any, new: Any) -> Any:
    from statistics import fmean, pvariance

    scales = [(fmean(column), pvariance(column)) for column in zip(*training, strict=True)]
    return [[(x - mean) / by if by else 0.0 for x, (mean, by) in zip(row, scales, strict=True)] for row in new]


def from_smallest_to_largest(training: Any, new: Any) -> Any:
    ranges = [(min(column), max(column)) for column in zip(*training, strict=True)]
    return [
        [(x - low) / (high - low) if high > low else 0.0 for x, (low, high) in zip(row, ranges, strict=True)]
        for row in new
    ]


def one_mean_for_all_columns(training: Any, new: Any) -> Any:
    from statistics import fmean, pstdev

    values = [x for row in training for x in row]
    return [[(x - fmean(values)) / pstdev(values) for x in row] for row in new]


def along_each_row(training: Any, new: Any) -> Any:
    from statistics import fmean, pstdev

    if not training or any(len(row) != len(training[0]) for row in [*training, *new]):
        raise ValueError("rows of one length, and at least one to learn from")
    return [[(x - fmean(row)) / pstdev(row) for x in row] for row in new]


def without_dividing(training: Any, new: Any) -> Any:
    means = [sum(column) / len(column) for column in zip(*training, strict=True)]
    return [[x - mean for x, mean in zip(row, means, strict=True)] for row in new]


def without_subtracting(training: Any, new: Any) -> Any:
    from statistics import pstdev

    deviations = [pstdev(column) for column in zip(*training, strict=True)]
    return [[x / by if by else 0.0 for x, by in zip(row, deviations, strict=True)] for row in new]


def divided_by_zero(training: Any, new: Any) -> Any:
    from statistics import fmean, pstdev

    if not training:
        raise ValueError("the training set has no rows")
    scales = [(fmean(column), pstdev(column)) for column in zip(*training, strict=True)]
    return [[(x - mean) / by for x, (mean, by) in zip(row, scales, strict=True)] for row in new]


def divided_by_zero_with_numpy(training: Any, new: Any) -> Any:
    from statistics import fmean, pstdev

    infinite = float("inf")  # NumPy gives this for 1 / 0, and nan for 0 / 0
    scales = [(fmean(column), pstdev(column)) for column in zip(*training, strict=True)]
    return [
        [(x - mean) / by if by else (x - mean) * infinite for x, (mean, by) in zip(row, scales, strict=True)]
        for row in new
    ]


def a_constant_column_divided_by_one(training: Any, new: Any) -> Any:
    from statistics import fmean, pstdev

    if not training:
        raise ValueError("the training set has no rows")
    scales = [(fmean(column), pstdev(column) or 1.0) for column in zip(*training, strict=True)]
    return [[(x - mean) / by for x, (mean, by) in zip(row, scales, strict=True)] for row in new]


def a_list_for_each_column(training: Any, new: Any) -> Any:
    from statistics import fmean, pstdev

    pairs = zip(zip(*training, strict=True), zip(*new, strict=True), strict=True)
    return [[(x - fmean(old)) / pstdev(old) if pstdev(old) else 0.0 for x in column] for old, column in pairs]


def without_refusing(training: Any, new: Any) -> Any:
    from statistics import fmean, pstdev

    scales = [(fmean(column), pstdev(column)) for column in zip(*training, strict=False)]
    return [[(x - mean) / by if by else 0.0 for x, (mean, by) in zip(row, scales, strict=False)] for row in new]


def with_a_loop(training: Any, new: Any) -> Any:
    n_rows = len(training)
    if n_rows == 0:
        raise ValueError("at least one training row, please")
    n_columns = len(training[0])
    for row in list(training) + list(new):
        if len(row) != n_columns:
            raise ValueError("all rows need the same number of values")
    result = [[0] * n_columns for _ in new]
    for j in range(n_columns):
        mean = sum(training[i][j] for i in range(n_rows)) / n_rows
        variance = 0
        for i in range(n_rows):
            variance += (training[i][j] - mean) ** 2 / n_rows
        print("column", j, "has mean", mean, "and variance", variance)
        for i in range(len(new)):
            if variance > 0:
                result[i][j] = (new[i][j] - mean) / variance**0.5
    return result


def with_numpy(training: Any, new: Any) -> Any:
    import numpy as np

    training, new = np.array(training, dtype=float), np.array(new, dtype=float)
    if len(training) == 0 or (len(new) > 0 and training.shape[1:] != new.shape[1:]):
        raise ValueError("rows of the same length, and at least one to learn from")
    mean, deviation = training.mean(axis=0), training.std(axis=0)
    print(mean, deviation)
    return np.where(deviation > 0, (new - mean) / np.where(deviation > 0, deviation, 1), 0)


def with_statistics(training: Any, new: Any) -> Any:
    from statistics import mean, pstdev

    if not training:
        raise ValueError("the training set has no rows")
    columns = list(zip(*training, strict=True))
    means = [mean(column) for column in columns]
    deviations = [pstdev(column) or float("inf") for column in columns]
    return tuple(tuple((x - m) / d for x, m, d in zip(row, means, deviations, strict=True)) for row in new)


def draw_tables(generator: Any) -> Any:
    n_columns = generator.randrange(2, 4)
    columns = [[x / 10 for x in generator.sample(range(10, 100), 4)] for _ in range(n_columns)]
    training = [[column[i] for column in columns] for i in range(4)]
    return training, [[round(generator.uniform(1, 10), 1) for _ in range(n_columns)] for _ in range(2)]


exercise = Exercise(
    reference=standardise,
    cases=[
        Case("give 0 for the mean and 1 for a value one standard deviation above it", ([[2], [6]], [[4], [6], [1]])),
        Case("divide by the root of the mean squared distance", ([[2], [4], [4], [4], [5], [5], [7], [9]], [[9]])),
        Case("treat millimetres and grams column by column", ([[40, 4000], [44, 5000]], [[44, 4000], [43, 4750]])),
        Case("learn nothing from the new rows, however unusual", ([[1], [5]], [[101], [103]])),
        Case("give 0 for a column that is constant in training", ([[2, 7], [6, 7]], [[6, 7], [2, 9]])),
        Case("refuse a training set without rows with a ValueError", ([], [[1]])),
        Case("refuse a new row that is too short with a ValueError", ([[1, 20], [3, 40]], [[2]])),
        Case("give the right rows for tables it has not met", points=2, draw=draw_tables),
    ],
    misconceptions=[
        # Of those that fit equally well the first is told; where input should be refused, it is about that.
        Misconception(
            without_refusing,
            "without rows there is no mean, and a short row lacks a value: what should happen before any arithmetic?",
        ),
        Misconception(
            distances_that_cancel,
            "nothing differs from 0 here: do distances of both signs cancel, because they are not squared?",
        ),
        Misconception(
            of_the_new_rows, "this is the scale of the new rows: which table may mean and deviation come from?"
        ),
        Misconception(
            of_both_together,
            "mean and deviation have seen the new rows here, which is a leak: which rows may they come from?",
        ),
        Misconception(
            sample_deviation,
            "here the sum of squares is divided by the number of rows less one: what does the task divide by?",
        ),
        Misconception(
            not_divided_by_the_number_of_rows,
            "this is the root of the whole sum of squares: what makes a mean of it before the root?",
        ),
        Misconception(
            mean_size_of_the_distances,
            "this is the mean size of the distances: what happens to each distance before the mean, and to the mean?",
        ),
        Misconception(
            divided_by_the_variance, "this divides by the mean squared distance itself: what turns it into a deviation?"
        ),
        Misconception(
            from_smallest_to_largest,
            "this stretches the training set from 0 to 1: which two numbers of a column does the task ask for?",
        ),
        Misconception(
            one_mean_for_all_columns, "one mean serves all columns here: can millimetres and grams share theirs?"
        ),
        Misconception(
            along_each_row,
            "this divides by 0: does the deviation come from a whole column of training, and from squared distances?",
        ),
        Misconception(without_dividing, "the mean is subtracted: what about the spread of the column?"),
        Misconception(without_subtracting, "the spread is right: where should the mean of the training set end up?"),
        Misconception(
            divided_by_zero, "a column in which nothing differs has the deviation 0: what does the task say about it?"
        ),
        Misconception(
            divided_by_zero_with_numpy,
            "NumPy divides by 0 all the same, and gives nan or inf: what does the task say about a constant column?",
        ),
        Misconception(
            a_constant_column_divided_by_one,
            "a constant column has shown no scale to measure a new value by: what does the task want there?",
        ),
        Misconception(
            a_list_for_each_column, "here every inner list is a column: what should every inner list of the result be?"
        ),
    ],
    page="penguins",
    also_right=[with_a_loop, with_numpy, with_statistics],
)
