"""How large networks and brains are: layers, parameters, connections."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Literal

__all__ = ["Count", "NetworkSize", "known_counts", "measure_network"]

Kind = Literal["neurons", "connections", "parameters"]


@dataclass(frozen=True)
class NetworkSize:
    """What a network consists of.

    Attributes:
        layers: Layers as Keras counts them: everything that is not plain arithmetic between two layers.
        parameters: Weights and biases, and whatever else training or counting keeps.
        connections: Arrows one would have to draw; a weight that is used at many places counts once for each place.
    """

    layers: int
    parameters: int
    connections: int


@dataclass(frozen=True)
class Count:
    """One line of the size chart.

    Attributes:
        name: What was counted.
        kind: ``"neurons"``, ``"connections"`` or ``"parameters"``.
        number: How many there are.
        source: Where the number comes from, a key of the book's references, or ``"computed"``.
    """

    name: str
    kind: Kind
    number: float
    source: str


def _connections(layer: Any) -> int:
    """Return the number of connections that end in a dense or convolutional layer, 0 for any other layer."""
    kernel = getattr(layer, "kernel", None)
    if kernel is None:
        return 0
    _, *places, _ = layer.output.shape
    # At every place of the output each weight is used once, in ordinary, depthwise and dense layers alike.
    return int(prod(places) * prod(kernel.shape))


def measure_network(model: Any) -> NetworkSize:
    """Count layers, parameters and connections of a Keras model made of dense and convolutional layers."""
    connections = sum(_connections(layer) for layer in model.layers)
    return NetworkSize(len(model.layers), model.count_params(), connections)


def known_counts(networks: Sequence[tuple[str, NetworkSize]] = ()) -> list[Count]:
    """Return what is published about brains and language models, together with networks measured here.

    The number of synapses of a human brain is an order of magnitude, not a measurement.

    Args:
        networks: Names and sizes of networks.

    Returns:
        The counts, the smallest first.
    """
    published = [
        Count("fruit fly", "neurons", 139_255, "dorkenwald2024"),
        Count("fruit fly", "connections", 54.5e6, "dorkenwald2024"),
        Count("honeybee", "neurons", 1e6, "menzel2012"),
        Count("human brain", "neurons", 86e9, "azevedo2009"),
        Count("human brain", "connections", 1e14, "drachman2005"),
        Count("LeNet-5 (1998)", "parameters", 60_000, "lecun1998"),
        Count("LeNet-5 (1998)", "connections", 340_908, "lecun1998"),
        Count("GPT-3 (2020)", "parameters", 175e9, "brown2020"),
        Count("PaLM (2022)", "parameters", 540e9, "chowdhery2023"),
    ]
    parameters = [Count(name, "parameters", size.parameters, "computed") for name, size in networks]
    connections = [Count(name, "connections", size.connections, "computed") for name, size in networks]
    return sorted([*published, *parameters, *connections], key=lambda count: count.number)
