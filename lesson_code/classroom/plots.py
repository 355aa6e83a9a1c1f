"""The figures of the class report: SVG without a script, in the colour of the text around it."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from lesson_code.classroom.summary import ExerciseSummary, Summary
from lesson_code.grading.report import OUTCOMES, PASSED

__all__ = ["Figure", "figures"]

INK = "#010203"
"""Drawn where the colour of the text belongs; no other colour of a figure is this one."""

BAR = "#3182bd"
COLOURS = {
    "passed": "#2a9d6f",
    "failed": "#e07b39",
    "error": "#c94f7c",
    "timeout": "#8c6bb1",
    "memory": "#6a51a3",
    "output": "#9e9ac8",
    "crashed": "#b5483a",
    "missing": "#8a939c",
    "skipped": "#b8bec4",
    "flagged": "#d4a017",
    "grader error": "#d62728",
}
HATCHES = {"failed": "//", "error": "xx", "missing": "..", "timeout": "--", "crashed": "\\\\", "flagged": "++"}


@dataclass(frozen=True)
class Figure:
    """A figure of the report.

    Attributes:
        svg: The figure itself.
        alt: What is to be seen, in a sentence or two.
        caption: What it is about.
    """

    svg: str
    alt: str
    caption: str


def figures(summary: Summary) -> list[Figure]:
    """Return the figures for a class: how the totals are spread, and what became of each exercise."""
    return [_totals(summary), _outcomes(summary.exercises)]


def _totals(summary: Summary) -> Figure:
    from matplotlib.figure import Figure as Canvas
    from matplotlib.ticker import MaxNLocator

    with _style():
        canvas = Canvas(figsize=(5, 2.8), layout="constrained")
        ax = canvas.add_subplot()
        ax.bar([10 * i + 5 for i in range(len(summary.bins))], summary.bins, width=9, color=BAR)
        ax.set(xlabel="percent of the points", ylabel="learners", xticks=range(0, 101, 20), xlim=(0, 100))
        ax.yaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
        svg = _svg(canvas, "totals")
    parts = [f"{10 * i} to {10 * i + 10} %: {n}" for i, n in enumerate(summary.bins) if n]
    return Figure(
        svg, f"Learners by their share of the points. {', '.join(parts) or 'nobody'}.", "How the totals are spread"
    )


def _outcomes(exercises: Sequence[ExerciseSummary]) -> Figure:
    from matplotlib.figure import Figure as Canvas
    from matplotlib.ticker import MaxNLocator

    present = [outcome for outcome in reversed(OUTCOMES) if any(exercise.outcomes[outcome] for exercise in exercises)]
    with _style():
        canvas = Canvas(figsize=(5, 1.5 + 0.34 * len(exercises)), layout="constrained")
        ax = canvas.add_subplot()
        places = range(len(exercises))
        left = [0] * len(exercises)
        for outcome in present:
            widths = [exercise.outcomes[outcome] for exercise in exercises]
            style: Any = {"color": COLOURS[outcome], "hatch": HATCHES.get(outcome), "edgecolor": INK, "linewidth": 0.4}
            ax.barh(places, widths, left=left, height=0.7, label=outcome, **style)
            left = [before + width for before, width in zip(left, widths, strict=True)]
        ax.set(yticks=places, yticklabels=[exercise.name for exercise in exercises], xlabel="learners")
        ax.invert_yaxis()
        ax.grid(axis="y", visible=False)
        ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5, min_n_ticks=1))
        canvas.legend(loc="outside upper center", ncols=4)
        svg = _svg(canvas, "outcomes")
    parts = [f"{exercise.name}: {exercise.outcomes[PASSED]} of {exercise.outcomes.total()}" for exercise in exercises]
    return Figure(
        svg, f"Outcomes of each exercise as bars. Passed, {', '.join(parts)}.", "What became of each exercise"
    )


def _style() -> AbstractContextManager[None]:
    from matplotlib import rc_context

    return rc_context(
        {
            "font.size": 11,
            "svg.hashsalt": "lesson_code.classroom",
            "svg.fonttype": "path",
            "text.color": INK,
            "axes.edgecolor": INK,
            "axes.labelcolor": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "hatch.linewidth": 0.6,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.grid": True,
            "axes.axisbelow": True,
            "grid.alpha": 0.15,
            "grid.color": INK,
            "legend.frameon": False,
            "figure.facecolor": "none",
            "axes.facecolor": "none",
        }
    )


def _svg(canvas: Any, name: str) -> str:
    """Return the figure as an element: same input, same text; its names do not meet those of another figure."""
    text = io.StringIO()
    canvas.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    svg = text.getvalue()
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\1{name}-", svg)
    svg = re.sub(
        r'(<svg[^>]*?) width="[^"]*"', r"\1", re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", svg, count=1), count=1
    )
    return svg.replace(INK, "currentColor").replace("<svg", '<svg aria-hidden="true" focusable="false"', 1)
