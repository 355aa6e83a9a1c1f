"""Attacks on what judges Keras models: these leave the answer's process as descriptions, and are built again."""

import os
from pathlib import Path

import pytest

from lesson_code.exercises import load
from lesson_code.grading.front_ends import check_content
from lesson_code.grading.render import render

pytestmark = pytest.mark.slow

PROGRAMS = sorted((Path(__file__).parent / "keras_programs").glob("*.py"))


@pytest.mark.parametrize("file", PROGRAMS, ids=lambda file: file.stem)
def test_an_attack_on_what_judges_models_earns_nothing(file):
    report = check_content(load("build_rounding_network"), file.read_bytes(), "answer.py")
    assert (report.outcome, report.earned) == ("failed", 0), render(report)
    assert not os.path.lexists("/tmp/left-by-an-attack")
