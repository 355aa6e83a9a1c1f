# Returns an object of a class whose name is not a text, and raises exceptions of such a class.
class Meta(type):
    @property
    def __name__(cls):
        return ["no", "text"]

    @property
    def __mro__(cls):
        raise RuntimeError


class Odd(metaclass=Meta):
    pass


class OddError(Exception, metaclass=Meta):
    pass


def neuron_output(inputs, weights, bias):
    if len(inputs) == 1:
        raise OddError
    return Odd()
