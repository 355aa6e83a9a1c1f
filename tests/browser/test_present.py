"""Presenting a lesson: one section at a time, large, by keyboard; paper and the page itself stay as they are."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.site, pytest.mark.slow, pytest.mark.browser]

SEEN = """
() => [...document.querySelectorAll("article :is(h1, h2, h3, h4)")].filter((heading) => heading.offsetHeight)
  .map((heading) => heading.firstChild.textContent.trim())
"""
OWN = """
() => [...document.querySelectorAll("article section")].map((section) =>
  [...section.children].find((child) => /^H[1-6]$/.test(child.tagName))?.firstChild.textContent.trim()).filter(Boolean)
"""


def where(page):
    return page.locator(".lesson-present__where")


def test_by_arrow_keys_every_section_is_shown_once_and_alone(visit):
    page = visit.open("neuron")
    titles = page.evaluate(OWN)
    page.get_by_role("button", name="Present", exact=True).click()
    shown = []
    for number in range(len(titles)):
        expect(where(page)).to_contain_text(f"{number + 1} of {len(titles)}:")
        shown.append(page.evaluate(SEEN))
        assert page.evaluate("document.activeElement.firstChild.textContent.trim()") == titles[number], "focus follows"
        page.keyboard.press("ArrowRight")
    assert shown == [[title] for title in titles]
    expect(where(page)).to_contain_text("This was the last section.")
    page.keyboard.press("ArrowLeft")
    expect(where(page)).to_contain_text(f"{len(titles) - 1} of {len(titles)}:")


def test_an_address_leads_into_the_middle_and_escape_out_to_the_same_place(visit):
    page = visit.open("neuron.html?present#and-in-numpy")
    page.wait_for_function("document.activeElement.matches('h3')")
    assert page.evaluate(SEEN) == ["And in NumPy"]
    page.keyboard.press("ArrowRight")
    assert page.url.endswith("neuron.html?present#deciding-the-activation-function")
    page.reload()
    assert page.evaluate(SEEN) == ["Deciding: the activation function"]
    page.keyboard.press("Escape")
    assert len(page.evaluate(SEEN)) > 5 and page.url.endswith("neuron.html#deciding-the-activation-function")
    assert page.evaluate("document.activeElement.firstChild.textContent") == "Deciding: the activation function"
    assert 0 <= page.evaluate("document.activeElement.getBoundingClientRect().top") < 450
    assert not visit.errors


def test_the_buttons_keep_the_focus_and_say_where_one_is(visit):
    page = visit.open("neuron.html?present")
    bar = page.get_by_role("group", name="Presentation")
    back, onward = bar.get_by_role("button", name="Back"), bar.get_by_role("button", name="Next")
    assert back.get_attribute("aria-disabled") == "true" and onward.get_attribute("aria-disabled") == "false"
    onward.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(onward).to_be_focused()
    expect(where(page)).to_contain_text("3 of ")
    assert where(page).get_attribute("role") == "status"
    bar.get_by_role("button", name="Leave").click()
    expect(bar).to_be_hidden()


def test_arrow_keys_in_an_editor_move_in_the_editor(visit):
    page = visit.open("neuron.html?present#match-them")
    editor = page.locator(".lesson-editor:visible")
    editor.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(SEEN) == ["Match them"]


def test_an_audience_sees_neither_notes_nor_solutions_that_are_open(visit):
    page = visit.open("neuron.html?instructor")
    assert page.locator(".lesson-instructor:visible").count()
    page.locator(".lesson-challenge .lesson-solution").first.evaluate("part => { part.open = true; }")
    page.get_by_role("button", name="Present", exact=True).click()
    assert page.locator("details[open]").count() == 0
    for _ in page.evaluate(OWN):
        assert page.locator(".lesson-instructor:visible").count() == 0
        page.keyboard.press("PageDown")
    page.keyboard.press("Escape")
    assert page.locator("details[open]").count(), "they are as they were"
    assert page.locator(".lesson-instructor:visible").count()


def test_a_link_to_another_section_goes_there(visit):
    page = visit.open("neuron.html?present")
    page.locator(".lesson-objectives a[href='#ch-line']").click()
    expect(page.locator("#ch-line")).to_be_visible()
    assert len(page.evaluate(SEEN)) == 1


@pytest.mark.parametrize("name", ["neuron", "weather", "convolutional-networks"])
def test_on_a_projector_nothing_is_wider_than_the_wall_and_words_are_large(visiting, name):
    with visiting(width=1280, reduced_motion="reduce") as visit:
        visit.page.set_viewport_size({"width": 1280, "height": 720})
        page = visit.open(f"{name}.html?present")
        for _ in page.evaluate(OWN):
            assert page.evaluate("document.documentElement.scrollWidth") <= 1280, page.evaluate(SEEN)
            pictures = page.evaluate(
                "[...document.querySelectorAll('article img')].map((picture) => picture.getBoundingClientRect().height)"
            )
            assert all(height <= 720 for height in pictures)
            page.keyboard.press("ArrowRight")
        size = "parseFloat(getComputedStyle(document.querySelector('article p')).fontSize)"
        assert page.evaluate(size) >= 22


def test_paper_shows_the_whole_page_while_it_is_presented(visit):
    page = visit.open("neuron.html?present")
    page.emulate_media(media="print")
    # The theme prints the title of the page in a place of its own.
    assert page.evaluate(SEEN) == page.evaluate(OWN)[1:]
    assert page.locator(".lesson-present").is_hidden()


def test_only_lessons_are_presented(visit):
    page = visit.open("glossary")
    assert page.get_by_role("button", name="Present", exact=True).count() == 0


def test_without_a_script_the_page_is_whole_and_has_no_button(visiting):
    with visiting(java_script_enabled=False) as visit:
        page = visit.open("neuron.html?present")
        assert page.locator("article h2").first.is_visible() and page.locator(".lesson-present").count() == 0
