# Raises a group of groups of errors, a hundred deep, with causes that go in a circle.
def neuron_output(inputs, weights, bias):
    error = ValueError("inner")
    for _ in range(100):
        error = ExceptionGroup("a group", [error, KeyError("x" * 1000)])
    error.__cause__ = error.__context__ = error
    raise error
