"""Figures of results: every ``plot_*`` draws with the house style and returns its axes."""

from lesson_code.plotting._activations import plot_activations, plot_curves
from lesson_code.plotting._decisions import plot_decision_lines, plot_neuron_surface, plot_output_surface
from lesson_code.plotting._growth import plot_growth
from lesson_code.plotting._images import plot_digits
from lesson_code.plotting._training import plot_loss, plot_outputs, plot_training

__all__ = [
    "plot_activations",
    "plot_curves",
    "plot_decision_lines",
    "plot_digits",
    "plot_growth",
    "plot_loss",
    "plot_neuron_surface",
    "plot_output_surface",
    "plot_outputs",
    "plot_training",
]
