"""Figures of results: every ``plot_*`` draws with the house style and returns its axes."""

from lesson_code.plotting._growth import plot_growth
from lesson_code.plotting._images import plot_digits
from lesson_code.plotting._training import plot_loss, plot_outputs, plot_training

__all__ = ["plot_digits", "plot_growth", "plot_loss", "plot_outputs", "plot_training"]
