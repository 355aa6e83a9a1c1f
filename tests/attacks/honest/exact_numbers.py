# Computes with fractions and decimal numbers and returns a float.
from decimal import Decimal, localcontext
from fractions import Fraction


def neuron_output(inputs, weights, bias):
    if len(inputs) != len(weights):
        raise ValueError("not as many")
    with localcontext() as context:
        context.prec = 50
        total = sum(Decimal(x) * Decimal(w) for x, w in zip(inputs, weights))
    return float(max(Fraction(0), Fraction(total) + Fraction(bias)))
