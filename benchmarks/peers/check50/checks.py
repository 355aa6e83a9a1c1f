"""The exercise ``neuron_output`` as a set of checks for check50: the six cases that everybody sees."""

import check50
import check50.py

FILE = "neuron_output.py"


@check50.check()
def exists():
    """There is a neuron_output.py."""
    check50.exists(FILE)


@check50.check(exists)
def lesson():
    """It gives 1.25 for the neuron of the lesson."""
    expect(1.25, [0, 0.5, 1], [-1, -0.5, 0.5], 1)


@check50.check(exists)
def bias():
    """It adds the bias after weighing."""
    expect(7.0, [2.0], [3.0], 1.0)


@check50.check(exists)
def bias_once():
    """It adds the bias once, however many inputs there are."""
    expect(6, [2, 3], [1, 1], 1)


@check50.check(exists)
def never_negative():
    """It is never negative."""
    expect(0.0, [1.0, 1.0], [-3.0, 1.0], 0.5)


@check50.check(exists)
def relu_on_the_sum():
    """It applies ReLU to the sum, not to each product."""
    expect(1, [1, 1], [-2, 3], 0)


@check50.check(exists)
def refuses():
    """It refuses two inputs for one weight with a ValueError."""
    neuron_output = check50.py.import_(FILE).neuron_output
    try:
        neuron_output([1.0, 2.0], [1.0], 0.0)
    except ValueError:
        return
    raise check50.Failure("expected a ValueError")


def expect(expected, *arguments):
    """Call the answer and compare what it returns."""
    returned = check50.py.import_(FILE).neuron_output(*arguments)
    if abs(returned - expected) > 1e-6:
        raise check50.Mismatch(str(expected), str(returned))
