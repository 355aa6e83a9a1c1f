"""The instructor view: one switch shows notes, timings, seconds and solutions, and stays while one browses."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.site, pytest.mark.slow, pytest.mark.browser]

FORBIDDEN = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
)
# What is for instructors alone, and what their view opens.
PRIVATE = ".lesson-instructor"
ANSWERS = "details.lesson-solution, details.lesson-option:has(.lesson-verdict--right)"


def switch(page):
    return page.get_by_role("button", name="Instructor view")


def is_on(page):
    """Return whether everything of the view is there; neither all nor nothing is a mistake."""
    shown = {note.is_visible() for note in page.locator(f"article {PRIVATE}").all()}
    opened = {part.get_attribute("open") is not None for part in page.locator(ANSWERS).all()}
    pressed = {switch(page).get_attribute("aria-pressed") == "true"}
    [state] = shown | opened | pressed
    return state


@pytest.mark.parametrize("name", ["introduction", "neuron", "when-training-fails"])
def test_the_view_of_learners_shows_no_note_no_timing_no_seconds_and_no_solution(visit, name):
    page = visit.open(name)
    assert not is_on(page)
    article = page.locator("article").inner_text()
    assert "In a class" not in article and "This page runs in" not in article and "For instructors" not in article


def test_the_switch_shows_notes_timings_seconds_and_solutions(visit):
    page = visit.open("neuron")
    switch(page).click()
    assert is_on(page)
    # Learners ask for this one with a button.
    assert page.locator(".lesson-live > .lesson-solution").first.is_visible()
    article = page.locator("article").inner_text()
    assert "In a class" in article and "This page runs in" in article and "pen and paper" in article
    assert page.locator(".cell_input .lesson-seconds:visible").count() > 5
    switch(page).click()
    assert not is_on(page)


def test_it_works_by_keyboard_and_says_its_state(visit):
    page = visit.open("neuron")
    switch(page).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Instructor view", pressed=True)).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Instructor view", pressed=False)).to_be_focused()
    assert not is_on(page)


def test_it_stays_from_page_to_page_until_it_is_switched_off(visit):
    page = visit.open("neuron")
    switch(page).click()
    page.locator(".right-next").click()
    page.wait_for_url("**/network.html")
    assert is_on(page)
    page.reload()
    assert is_on(page)
    switch(page).click()
    page.go_back()
    page.wait_for_url("**/neuron.html")
    assert not is_on(page)


def test_the_address_switches_it_on_for_good(visit):
    page = visit.open("neuron.html?instructor#lesson-instructor")
    assert is_on(page)
    expect(page.locator("#lesson-instructor")).to_be_in_viewport()
    visit.open("loss")
    assert is_on(page)


def test_switched_off_the_address_does_not_bring_it_back(visit):
    page = visit.open("neuron.html?instructor")
    switch(page).click()
    assert page.url.endswith("/neuron.html")
    page.reload()
    assert not is_on(page)


def test_another_window_follows(visit):
    page = visit.open("neuron")
    other = page.context.new_page()
    other.goto(f"{visit.base}loss.html")
    switch(page).click()
    expect(switch(other)).to_have_attribute("aria-pressed", "true")
    assert is_on(other)


def test_where_storage_is_forbidden_links_carry_it(visit):
    visit.page.add_init_script(FORBIDDEN)
    page = visit.open("neuron")
    assert not is_on(page)
    switch(page).click()
    assert page.url.endswith("/neuron.html?instructor")
    page.locator(".right-next").click()
    page.wait_for_url("**/network.html?instructor")
    assert is_on(page)
    # A page without the switch hands it on.
    page.locator("nav.bd-links a[href^='glossary.html']").first.click()
    page.wait_for_url("**/glossary.html?instructor")
    page.locator("nav.bd-links a[href^='loss.html']").first.click()
    page.wait_for_url("**/loss.html?instructor")
    assert is_on(page)
    page.reload()
    assert is_on(page)
    switch(page).click()
    page.locator(".right-next").click()
    page.wait_for_url("**/gradient-descent.html")
    assert not is_on(page)


def test_where_storage_is_forbidden_the_search_carries_it_too(visit):
    visit.page.add_init_script(FORBIDDEN)
    page = visit.open("search.html?instructor")
    page.locator("input[name=q]:visible").first.fill("bias")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=bias&instructor=*")
    page.get_by_role("link", name="One neuron", exact=True).first.click()
    page.wait_for_url("**/neuron.html?**instructor**")
    assert is_on(page)


def test_links_stay_as_they_are_where_the_view_is_remembered_and_to_other_places_anyway(visit):
    page = visit.open("neuron")
    before = page.evaluate("[...document.querySelectorAll('a[href]')].map((link) => link.href)")
    switch(page).click()
    page.locator(".page-toc a").first.click()
    assert page.evaluate("[...document.querySelectorAll('a[href]')].map((link) => link.href)") == before
    assert "instructor" not in page.url


def test_what_was_open_stays_open_when_it_is_switched_off(visit):
    page = visit.open("neuron")
    first = page.locator("details.lesson-solution").first
    first.locator("> summary").click()
    switch(page).click()
    switch(page).click()
    expect(first).to_have_attribute("open", "")
    assert page.locator("details.lesson-solution[open]").count() == 1


def test_opened_answers_count_as_nobodys(visit):
    page = visit.open("neuron.html?instructor")
    assert is_on(page)
    assert page.evaluate("localStorage.getItem('lessons.quizzes')") is None


@pytest.mark.parametrize("on", [False, True])
def test_paper_follows_the_view(visit, on):
    page = visit.open("neuron.html?instructor" if on else "neuron")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    # Links to files are of no use on paper.
    notes = page.locator("article .lesson-instructor:is(.lesson-block, .lesson-seconds)")
    assert {note.is_visible() for note in notes.all()} == {on}
    assert not switch(page).is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert is_on(page) == on


def test_a_gathered_note_leads_to_its_place_in_the_view(visit):
    page = visit.open("instructor-notes")
    notes = page.locator(".lesson-instructor")
    assert notes.count() > 13 and all(note.is_visible() for note in notes.all())
    page.get_by_role("link", name="Where it stands").nth(3).click()
    page.wait_for_url("**/neuron.html?instructor#lesson-instructor")
    assert is_on(page)
    expect(page.locator("#lesson-instructor")).to_be_in_viewport()


def test_without_a_script_nothing_of_it_is_in_sight(visiting):
    with visiting(java_script_enabled=False) as visit:
        page = visit.open("neuron.html?instructor")
        assert not any(note.is_visible() for note in page.locator(f"article {PRIVATE}").all())
        assert page.locator("button", has_text="Instructor view").count() == 0
