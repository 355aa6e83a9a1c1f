# Builds a class with slots, properties and a cache around the neuron.
import functools
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    RELU = "relu"


class Product(NamedTuple):
    x: float
    w: float

    @property
    def value(self):
        return self.x * self.w


@dataclass(slots=True)
class Neuron:
    weights: list
    bias: float
    kind: Kind = Kind.RELU

    def __call__(self, inputs):
        if len(inputs) != len(self.weights):
            raise NotAsMany(inputs, self.weights)
        return activate(sum(Product(*pair).value for pair in zip(inputs, self.weights)) + self.bias)


class NotAsMany(ValueError):
    def __init__(self, inputs, weights):
        super().__init__(f"{len(inputs)} inputs, {len(weights)} weights")


@functools.lru_cache(maxsize=None)
def activate(value):
    return max(0.0, value)


def neuron_output(inputs, weights, bias):
    return Neuron(weights, bias)(inputs)
