"""The reference pages on a narrow screen, and the small pictures of the list of figures."""

import pytest

pytestmark = [pytest.mark.site, pytest.mark.slow, pytest.mark.browser]
PAGES = ["exercises", "key-points", "glossary", "data-and-models", "figures"]


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_the_screen(visiting, name, width):
    with visiting(width=width) as visit:
        page = visit.open(name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_small_pictures_wait_until_a_reader_comes_near(visit):
    page = visit.open("figures")
    pictures = page.locator(".lesson-figure-list img")
    assert pictures.count() > 50
    assert pictures.evaluate_all("all => all.every((one) => one.loading === 'lazy' && one.width <= 160)")
    last = pictures.last
    last.scroll_into_view_if_needed()
    page.wait_for_function("one => one.complete && one.naturalWidth > 0", arg=last.element_handle())


def test_a_number_in_the_list_leads_to_its_figure(visit):
    page = visit.open("figures")
    link = page.locator("#figures-neuron li a").first
    target = link.get_attribute("href").partition("#")[2]
    link.click()
    page.wait_for_url(f"**/neuron.html#{target}")
    assert page.locator(f"figure#{target}").is_visible()
