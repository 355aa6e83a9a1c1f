# Returns generators, coroutines, modules, classes, functions, ranges, bytes, complex numbers and files.
import sys


async def later():
    return 1.25


def counted():
    yield 1.25


kinds = [counted, later, lambda: sys, lambda: int, lambda: len, lambda: range(10**18), lambda: b"\xff" * 10**7]
kinds += [lambda: 1j, lambda: sys.stdout, lambda: ..., lambda: NotImplemented, lambda: sys._getframe()]


def neuron_output(inputs, weights, bias):
    return [kind() for kind in kinds]
