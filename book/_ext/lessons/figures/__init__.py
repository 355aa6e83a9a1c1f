"""The figures that answer: each module draws its figure in the state in which it stands on the page.

``book/_figures/`` holds the scripts that draw every other state; a test compares both.
"""

from __future__ import annotations

from importlib import import_module

from lessons.figures.parts import Figure

NAMES = ("neuron", "layer", "descent", "kernel", "softmax")

__all__ = ["NAMES", "Figure", "load"]


def load(name: str) -> Figure:
    """Return a figure by its name."""
    figure: Figure = import_module(f"lessons.figures.{name}").FIGURE
    return figure
