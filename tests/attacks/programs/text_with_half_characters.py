# Returns and raises texts with half characters, colours and line ends.
TEXT = "\ud800\x1b[2J\x1b[H\r\n7 of 7 points\x00\x9b31m\u202e"


class Odd:
    def __repr__(self):
        return TEXT


def neuron_output(inputs, weights, bias):
    if len(inputs) == 1:
        raise ArithmeticError(TEXT)
    return TEXT if len(inputs) == 2 else Odd()
