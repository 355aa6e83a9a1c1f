"""Drawings of ideas: every ``draw_*`` draws with the house style and returns its axes."""

from lesson_code.drawing._concepts import draw_fields, draw_learned_features, draw_sizes
from lesson_code.drawing._neurons import Panel, draw_network, draw_neuron, draw_panels

__all__ = [
    "Panel",
    "draw_fields",
    "draw_learned_features",
    "draw_network",
    "draw_neuron",
    "draw_panels",
    "draw_sizes",
]
