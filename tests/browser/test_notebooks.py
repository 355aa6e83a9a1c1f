"""The line with the notebooks of a lesson: what a learner sees, what an instructor sees, what is downloaded."""

import json

import pytest

pytestmark = [pytest.mark.site, pytest.mark.slow, pytest.mark.browser]


def test_a_learner_downloads_the_notebook_and_sees_none_for_instructors(visit):
    page = visit.open("neuron")
    line = page.locator(".lesson-notebooks")
    assert "instructors" not in line.inner_text()
    with page.expect_download() as begun:
        line.get_by_role("link", name="this lesson (.ipynb)").first.click()
    assert begun.value.suggested_filename == "neuron.ipynb"
    assert json.loads(begun.value.path().read_text("utf-8"))["nbformat"] == 4
    assert not visit.outside and not visit.errors


def test_an_instructor_sees_both(visit):
    line = visit.open("neuron.html?instructor").locator(".lesson-notebooks")
    assert "For instructors, with solutions" in line.inner_text()
    assert line.get_by_role("link").count() == 4


def test_the_line_fits_on_a_phone_and_its_links_are_large_enough(visiting):
    with visiting(width=390) as visit:
        page = visit.open("neuron.html?instructor")
        for link in page.locator(".lesson-notebooks a").all():
            box = link.bounding_box()
            assert box["height"] >= 24 and box["x"] >= 0 and box["x"] + box["width"] <= 390


def test_an_exercise_with_keras_leads_to_the_notebook_of_its_lesson(visit):
    page = visit.open("basics")
    link = page.locator(".lesson-practice-note a", has_text="the notebook of this lesson").first
    assert link.get_attribute("href") == "notebooks/basics.ipynb"
