"""The site without a mouse, without movement, without a screen: keyboard, reduced motion, paper."""

import pytest

pytestmark = [pytest.mark.site, pytest.mark.slow, pytest.mark.browser]

FOCUS = """
async () => {
  // Until the style of what has the focus is in place.
  await new Promise((ready) => requestAnimationFrame(() => requestAnimationFrame(ready)));
  const element = document.activeElement;
  if (element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  window.stops ??= new Map();
  if (!window.stops.has(element)) window.stops.set(element, window.stops.size);
  return {
    number: window.stops.get(element),
    words: `${element.tagName.toLowerCase()} ${(element.ariaLabel || element.textContent).trim().slice(0, 40)}`,
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}
"""
# More stops than any page has.
MANY = 1500


def tab_to(page, selector):
    """Press Tab until something that fits ``selector`` has the focus."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return page.evaluate_handle("document.activeElement").as_element()
    pytest.fail(f"no Tab leads to {selector}")


def walk(page):
    """Press Tab from the top of a page to its end; return what had the focus at each stop after the skip link."""
    tab_to(page, "#pst-skip-link a")
    stops = []
    for _ in range(MANY):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None or stop["number"] < len(stops):
            return stops
        stops.append(stop)
    pytest.fail(f"the focus never leaves the page, last it was at {stops[-1]['words']}")


def test_by_keyboard_alone_from_the_skip_link_to_a_hint_and_its_solution(visit):
    page = visit.open("neuron")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main-content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null"), "the menu has been skipped"
    for kind in ("hint", "solution"):
        summary = tab_to(page, f".lesson-challenge .lesson-{kind} > summary")
        part = summary.evaluate_handle("summary => summary.parentElement").as_element()
        assert not part.evaluate("part => part.open")
        page.keyboard.press("Enter")
        assert part.evaluate("part => part.open")
        assert part.query_selector(".lesson-disclosure__body").is_visible()
    page.keyboard.press("Space")
    assert not part.evaluate("part => part.open"), "what has been opened can be closed"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["index", "neuron", "search"])
def test_tab_leads_through_the_whole_page_and_shows_where_it_is(visiting, name, width):
    with visiting(width=width, reduced_motion="reduce") as visit:
        stops = walk(visit.open(name))
    assert len(stops) > 3
    assert [stop["words"] for stop in stops if stop["outline"] < 2] == []
    assert [stop["words"] for stop in stops if not stop["seen"]] == []


def test_the_theme_is_switched_by_keyboard(visit):
    page = visit.open("index")
    tab_to(page, ".theme-switch-button")
    before = page.evaluate("document.documentElement.dataset.mode")
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.dataset.mode") != before
    assert page.evaluate("document.activeElement.matches('.theme-switch-button')"), "the focus stays"


def test_the_menu_of_a_narrow_page_opens_and_closes_by_keyboard(visiting):
    with visiting(width=390) as visit:
        page = visit.open("neuron")
        tab_to(page, ".primary-toggle")
        page.keyboard.press("Enter")
        page.wait_for_selector("#pst-primary-sidebar-modal[open]")
        tab_to(page, "#pst-primary-sidebar-modal a[href*=loss]")
        page.keyboard.press("Escape")
        page.wait_for_selector("#pst-primary-sidebar-modal", state="hidden")
        assert page.evaluate("document.activeElement.matches('.primary-toggle')"), "the focus goes back"


def slowest(page):
    """Return the longest transition or animation of a page in seconds, and how it scrolls."""
    return page.evaluate("""() => {
      const longest = (text) => Math.max(...text.split(",").map(parseFloat));
      const styles = [...document.querySelectorAll("*")].map((element) => getComputedStyle(element));
      const seconds = styles.flatMap((style) => [longest(style.transitionDuration), longest(style.animationDuration)]);
      return [
        Math.max(...seconds),
        getComputedStyle(document.documentElement).scrollBehavior,
      ];
    }""")


def test_nothing_moves_for_who_has_asked_for_that(visiting):
    with visiting(reduced_motion="reduce") as visit:
        seconds, scrolling = slowest(visit.open("neuron"))
    assert seconds <= 0.001 and scrolling == "auto"
    with visiting(reduced_motion="no-preference") as visit:
        assert slowest(visit.open("neuron"))[0] > 0.1, "or the measure is blind"


@pytest.mark.parametrize("script", [True, False])
def test_paper_shows_what_is_closed_on_the_screen(visiting, script):
    with visiting(java_script_enabled=script) as visit:
        page = visit.open("neuron")
        bodies = page.locator(".lesson-solution > .lesson-disclosure__body")
        assert bodies.count() and not any(body.is_visible() for body in bodies.all())
        page.emulate_media(media="print")
        if script:
            page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert all(body.bounding_box()["height"] > 10 for body in bodies.all())


def test_paper_shows_no_controls_and_dark_readers_get_light_paper(visiting):
    with visiting(theme="dark") as visit:
        page = visit.open("neuron")
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        controls = page.locator("button, input:not([type=checkbox]), textarea, .bd-sidebar, .prev-next-footer a").all()
        assert controls and [control.evaluate("c => c.outerHTML") for control in controls if control.is_visible()] == []
        assert page.evaluate("document.documentElement.dataset.theme") == "light"
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert page.locator("details[open]").count() == 0
