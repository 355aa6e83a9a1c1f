"""The grader: ``collect`` runs an answer, ``judge`` compares, ``render`` words the report.

An exercise module needs the three names below and nothing else.
"""

from lesson_code.grading.exercise import Case, Exercise, Misconception

__all__ = ["Case", "Exercise", "Misconception"]
