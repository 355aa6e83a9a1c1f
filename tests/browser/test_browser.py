"""The browser tests themselves: a page opens, and another host would be noticed."""

import pytest

pytestmark = [pytest.mark.site, pytest.mark.slow, pytest.mark.browser]


def test_a_page_of_the_site_opens(visit):
    page = visit.open("neuron")
    assert page.inner_text("h1").startswith("One neuron")


def test_a_request_to_another_host_is_stopped_and_noted(visiting):
    # The page's own policy would not even let it try.
    with visiting(bypass_csp=True) as visit:
        page = visit.open("neuron")
        page.evaluate("fetch('https://example.org/x').catch(() => 0)")
        assert visit.outside == ["https://example.org/x"]
