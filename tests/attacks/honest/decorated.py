# Wraps the function in decorators and takes its arguments in another way.
import contextlib
import functools
import io


def quiet(function):
    @functools.wraps(function)
    def wrapped(*arguments):
        with contextlib.redirect_stdout(io.StringIO()):
            return function(*arguments)

    return wrapped


@quiet
def neuron_output(inputs, weights, bias=0.0):
    print("nobody sees this")
    if len(inputs) != len(weights):
        raise ValueError("not as many")
    return max(0.0, sum(x * w for x, w in zip(inputs, weights)) + bias)
