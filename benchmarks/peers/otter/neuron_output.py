"""The exercise ``neuron_output`` as a test file for otter-grader: the six cases that everybody sees."""

from otter.test_files import test_case

OK_FORMAT = False

name = "neuron_output"
points = 6


@test_case(name="gives 1.25 for the neuron of the lesson", points=1)
def lesson(neuron_output):
    assert abs(neuron_output([0, 0.5, 1], [-1, -0.5, 0.5], 1) - 1.25) < 1e-6


@test_case(name="adds the bias after weighing", points=1)
def bias(neuron_output):
    assert abs(neuron_output([2.0], [3.0], 1.0) - 7.0) < 1e-6


@test_case(name="adds the bias once, however many inputs there are", points=1)
def bias_once(neuron_output):
    assert abs(neuron_output([2, 3], [1, 1], 1) - 6) < 1e-6


@test_case(name="is never negative", points=1)
def never_negative(neuron_output):
    assert abs(neuron_output([1.0, 1.0], [-3.0, 1.0], 0.5)) < 1e-6


@test_case(name="applies ReLU to the sum, not to each product", points=1)
def relu_on_the_sum(neuron_output):
    assert abs(neuron_output([1, 1], [-2, 3], 0) - 1) < 1e-6


@test_case(name="refuses two inputs for one weight with a ValueError", points=1)
def refuses(neuron_output):
    try:
        neuron_output([1.0, 2.0], [1.0], 0.0)
    except ValueError:
        return
    raise AssertionError("expected a ValueError")
