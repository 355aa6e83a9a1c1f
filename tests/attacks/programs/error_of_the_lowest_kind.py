# Raises errors that are not meant to be caught.
class Lowest(BaseException):
    pass


KINDS = [KeyboardInterrupt, GeneratorExit, SystemExit, Lowest, MemoryError, StopIteration, RecursionError]


def neuron_output(inputs, weights, bias):
    raise KINDS.pop()
