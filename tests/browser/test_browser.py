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


def test_where_all_storage_is_forbidden_the_scripts_of_the_course_still_run(visit):
    """A browser that forbids storage raises an error for the mere name."""
    visit.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page = visit.open("neuron")
    block = page.locator("#graded-neuron_output")
    assert block.get_by_role("button", name="Check", exact=True).is_visible()
    page.get_by_role("button", name="Instructor view").click()
    assert page.locator(".lesson-instructor").first.is_visible()
