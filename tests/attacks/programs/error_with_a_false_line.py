# Raises an error that says it happened in a line of two hundred digits, and one in a line that is a text.
class Liar(SyntaxError):
    filename = "neuron_output.py"
    lineno = 10**200
    msg = "x" * 10**6


class Worse(SyntaxError):
    filename = "neuron_output.py"
    lineno = "three"
    msg = None


def neuron_output(inputs, weights, bias):
    raise Liar if len(inputs) == 1 else Worse
