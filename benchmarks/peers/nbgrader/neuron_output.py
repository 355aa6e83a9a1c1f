"""The exercise ``neuron_output`` as cells of a notebook for nbgrader: the answer, then the six cases, a point each."""


# %% answer
def neuron_output(inputs, weights, bias):
    ### BEGIN SOLUTION
    if len(inputs) != len(weights):
        raise ValueError("expected one weight for each input")
    return max(0.0, sum(x * w for x, w in zip(inputs, weights)) + bias)
    ### END SOLUTION


# %% gives 1.25 for the neuron of the lesson
assert abs(neuron_output([0, 0.5, 1], [-1, -0.5, 0.5], 1) - 1.25) < 1e-6

# %% adds the bias after weighing
assert abs(neuron_output([2.0], [3.0], 1.0) - 7.0) < 1e-6

# %% adds the bias once, however many inputs there are
assert abs(neuron_output([2, 3], [1, 1], 1) - 6) < 1e-6

# %% is never negative
assert abs(neuron_output([1.0, 1.0], [-3.0, 1.0], 0.5)) < 1e-6

# %% applies ReLU to the sum, not to each product
assert abs(neuron_output([1, 1], [-2, 3], 0) - 1) < 1e-6

# %% refuses two inputs for one weight with a ValueError
try:
    neuron_output([1.0, 2.0], [1.0], 0.0)
except ValueError:
    pass
else:
    raise AssertionError("expected a ValueError")
