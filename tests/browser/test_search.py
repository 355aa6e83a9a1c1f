"""Searching as a reader does: typing words and reading what is found."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.site, pytest.mark.slow, pytest.mark.browser]


def found(page, words):
    """Type words into the search page, press Enter and return the pages that were found, with the words around."""
    field = page.locator("form.bd-search input").last
    field.fill(words)
    field.press("Enter")
    page.wait_for_url(f"**/search.html?q={words}*")
    # The policy of the site forbids what Playwright's wait_for_function needs.
    expect(page.locator(".search-summary")).to_have_text(re.compile("did not match|finished"))
    return [entry.inner_text() for entry in page.locator("#search-results li").all()]


# A word, where it stands on the page, and the page.
KINDS = {
    "solution": ("introduction", ".lesson-solution"),
    "caption": ("neuron", "figure figcaption"),
    "hint": ("neuron", ".lesson-hint"),
    "code": ("neuron", ".cell_input"),
}


def longest_word(page, selector):
    """Return the longest plain word that stands in one of the matching parts and nowhere else on the page."""
    inside, outside = page.evaluate(
        """(selector) => {
          const parts = [...document.querySelectorAll(`article ${selector}`)];
          const inside = parts.map((part) => part.textContent).join(" ");
          const rest = document.querySelector("article").cloneNode(true);
          rest.querySelectorAll(selector).forEach((part) => part.remove());
          return [inside, rest.textContent];
        }""",
        selector,
    )
    elsewhere = {word.lower() for word in re.findall(r"[A-Za-z]+", outside)}
    own = [word for word in re.findall(r"\b[a-z]{6,}\b", inside) if word not in elsewhere]
    return max(own, key=lambda word: (len(word), word))


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_is_found_wherever_it_stands(visit, kind):
    name, selector = KINDS[kind]
    word = longest_word(visit.open(name), selector)
    title = visit.page.inner_text("h1").rstrip("#")
    entries = found(visit.open("search"), word)
    assert any(entry.startswith(title) for entry in entries), (word, entries)


def test_a_term_leads_to_the_glossary(visit):
    entries = found(visit.open("search"), "backpropagation")
    assert any("glossary" in entry.lower() for entry in entries)


def test_a_word_that_only_instructors_read_is_not_found(visit):
    page = visit.open("neuron")
    word = longest_word(page, ".lesson-instructor")
    # It may stand on another page, where everybody reads it.
    title = page.inner_text("h1").rstrip("#")
    assert not any(entry.startswith(title) for entry in found(visit.open("search"), word)), word


def test_the_words_around_a_match_hold_nothing_of_notes_menus_and_footers(visit):
    page = visit.open("neuron")
    hidden = page.locator("article [hidden]").all_text_contents()
    assert hidden
    assert found(visit.open("search"), "neuron")
    page.wait_for_selector("#search-results li p.context")
    text = page.evaluate("async () => Search.htmlToText(await (await fetch('neuron.html')).text(), '')")
    assert "Weigh" in text
    assert not [note for note in hidden if note.strip() and note.strip() in text]
    assert "Skip to main content" not in text and "Copyright" not in text


def test_results_are_announced_and_reached_by_keyboard(visit):
    page = visit.open("search")
    assert page.evaluate("document.activeElement.name") == "q", "one can type at once"
    page.keyboard.type("sigmoid")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results li a")
    expect(page.locator("#search-results [role=status]")).to_contain_text("found")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#search-results') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("article h1")
    assert "search.html" not in page.url


def test_the_search_of_every_page_opens_by_its_keys(visit):
    page = visit.open("neuron")
    page.keyboard.press("Control+k")
    page.wait_for_selector("#pst-search-dialog[open]")
    page.keyboard.type("kernel")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results li a")


def test_what_is_not_there_is_said(visit):
    assert found(visit.open("search"), "zzyzzxy") == []
    assert "did not match" in visit.page.inner_text("#search-results")
