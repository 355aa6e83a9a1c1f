"""No page asks another host for anything, what the theme promises works, and the site can be read from disk."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.site, pytest.mark.slow, pytest.mark.browser]

ROOT = Path(__file__).resolve().parent.parent.parent
SITE = Path(os.environ.get("LESSON_SITE") or ROOT / "_build" / "html")
PAGES = sorted(file.stem for file in SITE.glob("*.html"))
ADDRESSES = [*PAGES, "search.html?q=neuron", "neuron.html?instructor#summary"]

# The rules of a style sheet as the browser itself reads them, each with whether it meets anything on the page when
# what comes and goes, such as a pointer, is left aside.
RULES = """
(text) => {
  const passing = /::?(after|before|backdrop|marker|selection|placeholder|file-selector-button|-[a-z-]+)/g;
  const state = /:(active|hover|focus-visible|focus-within|focus|checked|disabled|visited|target|invalid|valid)/g;
  const meets = (selector) => selector.split(/,(?![^(]*\\))/).some((part) => {
    const plain = part.replaceAll(passing, "").replaceAll(state, "").trim() || "*";
    try { return document.querySelector(plain) !== null; } catch { return false; }
  });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text.replaceAll(/@import[^;]*;/g, ""));
  const walk = (rules, around) => [...rules].flatMap((rule) => [
    ...(rule.selectorText ? [[around, rule.selectorText, rule.style.cssText, meets(rule.selectorText)]] : []),
    ...walk(rule.cssRules ?? [], around + (rule.conditionText ?? "")),
  ]);
  return walk(sheet.cssRules, "");
}
"""
ICONS = """
[...document.querySelectorAll("i[class*=fa-], span[class*=fa-]")].filter((icon) => icon.offsetWidth).map((icon) => {
  const style = getComputedStyle(icon);
  return [icon.offsetHeight > 8, style.maskImage.startsWith('url("data:image/svg'), style.backgroundColor];
})
"""
HIDDEN_FORMULAS = """
[...document.querySelectorAll(".math .katex-display")].filter((formula) =>
  formula.scrollWidth > formula.clientWidth + 1 && formula.tabIndex !== 0).length
"""


def test_there_are_pages():
    assert len(PAGES) > 20


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_asks_nobody_else_and_complains_of_nothing(visit, name):
    page = visit.open(name)
    page.wait_for_load_state("networkidle")
    # The page for wrong addresses asks only whether the logo is there; Chromium calls an answer without a body aborted.
    failed = [address for address in visit.failed if not (name == "404" and address.endswith("/logo.svg"))]
    assert not visit.outside and not failed and not visit.errors
    assert visit.asked


def test_a_page_cannot_ask_anybody_else(visit):
    page = visit.open("neuron")
    words = page.evaluate("fetch('https://example.org/x').then(() => 'came', (error) => String(error))")
    assert words.startswith("TypeError") and not visit.outside
    assert any("Content Security Policy" in error for error in visit.errors)


def test_a_script_that_is_written_into_a_page_does_not_run(visit):
    page = visit.open("neuron")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = true'}))")
    page.evaluate("document.body.setAttribute('onclick', 'window.ran = true')")
    page.locator("body").click(position={"x": 5, "y": 400})
    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize("name", ["neuron", "convolution", "index", "glossary", "search", "status"])
def test_no_rule_that_meets_something_on_a_page_was_left_out(visit, name):
    theirs = SITE.parent / ".doctrees" / "theirs"
    whole = "".join(file.read_text("utf-8") for file in sorted(theirs.rglob("*.css")) if "slim" not in file.name)
    [bundle] = (SITE / "_static").glob("course.*.css")
    page = visit.open(name)
    kept = {(around, style) for around, _, style, _ in page.evaluate(RULES, bundle.read_text("utf-8"))}
    rules = [rule for rule in page.evaluate(RULES, whole) if rule[3] and rule[2]]
    missing = [rule for rule in rules if (rule[0], rule[2]) not in kept and ".fa" not in rule[1]]
    assert len(rules) > 100 and not missing


@pytest.mark.parametrize("name", ["neuron", "loss"])
def test_formulas_are_set_in_fonts_of_the_site(visit, name):
    page = visit.open(name)
    page.wait_for_load_state("networkidle")
    loaded = [address for address in visit.asked if address.endswith(".woff2")]
    assert loaded and all(address.startswith(visit.base) for address in loaded)
    assert page.evaluate("document.fonts.check('16px KaTeX_Main')")


def test_no_formula_is_wider_than_a_phone_unless_it_can_be_moved(visiting):
    with visiting(width=390) as visit:
        for name in PAGES:
            page = visit.open(name)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
            assert page.evaluate(HIDDEN_FORMULAS) == 0, name


def test_the_switch_goes_through_its_modes_and_is_remembered(visit):
    page = visit.open("neuron")
    root, button = page.locator("html"), page.get_by_role("button", name="Light or dark")
    expect(root).to_have_attribute("data-theme", "light")
    button.click()
    expect(root).to_have_attribute("data-theme", "dark")
    visit.open("network")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"


def test_a_reader_who_likes_the_dark_sees_it_before_any_script_is_loaded(visiting):
    with visiting(theme="dark") as visit:
        visit.page.route("**/*.js", lambda route: route.abort())
        page = visit.open("neuron")
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_icons_can_be_seen(visit):
    page = visit.open("neuron")
    icons = page.evaluate(ICONS)
    assert len(icons) >= 4
    assert all(tall and drawn and colour != "rgba(0, 0, 0, 0)" for tall, drawn, colour in icons)


def test_on_a_phone_the_pages_of_the_course_open_and_close_by_keyboard(visiting):
    with visiting(width=390) as visit:
        page = visit.open("neuron")
        button = page.locator(".primary-toggle")
        button.focus()
        page.keyboard.press("Enter")
        menu = page.locator("#pst-primary-sidebar-modal")
        expect(menu).to_be_visible()
        expect(menu.get_by_role("link", name="Measuring error")).to_be_visible()
        page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        expect(button).to_be_focused()


def test_on_a_wide_screen_the_list_of_pages_can_be_put_away(visit):
    page = visit.open("neuron")
    link = page.locator("#pst-primary-sidebar").get_by_role("link", name="Measuring error")
    expect(link).to_be_visible()
    page.locator(".primary-toggle").click()
    expect(link).to_be_hidden()


def test_the_search_opens_by_keyboard_and_finds(visit):
    page = visit.open("neuron")
    page.keyboard.press("Control+k")
    field = page.locator("#pst-search-dialog input")
    expect(field).to_be_focused()
    field.fill("momentum")
    page.keyboard.press("Enter")
    expect(page.locator("#search-results li a").first).to_be_visible()
    assert not visit.errors and not visit.outside


def test_code_can_be_copied(visiting):
    with visiting(permissions=["clipboard-read", "clipboard-write"]) as visit:
        page = visit.open("neuron")
        cell = page.locator("div.highlight").first
        cell.hover()
        cell.locator("button.copybtn").click()
        expect(cell.locator("button.copybtn.success")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()").strip() == cell.locator("pre").inner_text().strip()


def test_a_button_says_what_it_does_when_one_points_at_it(visit):
    page = visit.open("neuron")
    buttons = page.locator("button.btn:visible").filter(has_not=page.locator("kbd"))
    assert buttons.count() >= 2
    assert all(button.get_attribute("title") for button in buttons.all())


def test_one_part_of_the_script_that_fails_leaves_the_others_alone(visiting):
    with visiting() as visit:
        # The theme relies on storage, and fails where a browser forbids it.
        visit.page.add_init_script("Storage.prototype.setItem = () => { throw new Error('forbidden'); };")
        page = visit.open("neuron")
        expect(page.get_by_role("button", name="Instructor view")).to_be_visible()
        expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_pages_can_be_read_from_disk(visiting):
    with visiting() as visit:
        page, wrong = visit.page, []
        page.unroute("**/*")
        page.context.unroute("**/*")
        page.on("requestfailed", lambda request: wrong.append(request.url))
        page.goto((SITE / "neuron.html").as_uri())
        expect(page.get_by_role("button", name="Instructor view")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('article h1')).fontFamily").startswith(
            '"Iowan Old Style"'
        )
        block = page.locator("#graded-neuron_output")
        expect(block.get_by_text("This page was opened from a file")).to_be_visible()
        expect(block.get_by_text("python -m lesson_code check neuron_output")).to_be_visible()
        for picture in page.locator("article img").all():
            picture.scroll_into_view_if_needed()
            expect(picture).to_have_js_property("complete", True)
            assert picture.evaluate("(image) => image.naturalWidth") > 0
        page.locator(".right-next").click()
        expect(page.locator("article h1")).to_contain_text("From neurons to networks")
        assert not wrong and not visit.errors


def test_pictures_keep_their_place_and_are_all_there_in_print(visiting):
    with visiting() as visit:
        page = visit.open("neuron")
        page.wait_for_load_state("networkidle")
        before = page.locator("article img").evaluate_all("(images) => images.map((image) => image.offsetHeight)")
        page.pdf()
        loaded = page.locator("article img").evaluate_all("(images) => images.map((image) => image.naturalWidth > 0)")
        after = page.locator("article img").evaluate_all("(images) => images.map((image) => image.offsetHeight)")
        assert all(loaded) and len(loaded) > 3
        assert all(abs(one - other) <= 2 for one, other in zip(before, after, strict=True))


def test_without_scripts_a_page_is_whole(visiting):
    with visiting(java_script_enabled=False) as visit:
        page = visit.open("loss")
        expect(page.locator(".math .katex-html").first).to_be_visible()
        expect(page.locator(".pst-js-only").first).to_be_hidden()
