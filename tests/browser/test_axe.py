"""Every page of the site by the rules of axe-core: WCAG 2.2 AA and what its authors call best practice."""

from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
PAGES = [TOC["root"], *(chapter["file"] for part in TOC["parts"] for chapter in part["chapters"])]
EVERY_PAGE = [*PAGES, "search", "search.html?q=neuron", "genindex", "404"]

RUN = """
async (tags) => {
  const found = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  return found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`));
}
"""
OPEN = """
() => {
  document.querySelectorAll("details").forEach((part) => { part.open = true; });
  document.querySelectorAll("button.lesson-button[aria-pressed=false]").forEach((button) => button.click());
}
"""

pytestmark = [pytest.mark.site, pytest.mark.slow, pytest.mark.browser]


def violations(page) -> list[str]:
    """Return what axe finds on a page as it stands; the script comes in past any security policy."""
    page.evaluate(AXE.read_text("utf-8"))
    return page.evaluate(RUN, TAGS)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_no_rule_is_broken_with_everything_open(visiting, name, theme, width):
    with visiting(width=width, theme=theme, reduced_motion="reduce") as visit:
        page = visit.open(name)
        page.evaluate(OPEN)
        assert violations(page) == []


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_no_rule_is_broken_on_the_page_of_everything(visiting, width, theme):
    with visiting(width=width, theme=theme, reduced_motion="reduce") as visit:
        page = visit.open("all")
        page.evaluate(OPEN)
        assert violations(page) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_no_rule_is_broken_while_a_lesson_is_presented(visiting, width):
    with visiting(width=width, reduced_motion="reduce") as visit:
        assert violations(visit.open("neuron.html?present")) == []


@pytest.mark.parametrize("name", ["index", "neuron", "search"])
def test_no_rule_is_broken_on_a_page_as_it_is_opened(visiting, name):
    with visiting(reduced_motion="reduce") as visit:
        assert violations(visit.open(name)) == []


@pytest.mark.parametrize("button", [".primary-toggle", ".secondary-toggle", ".search-button__button"])
def test_no_rule_is_broken_with_the_menus_of_a_narrow_page_open(visiting, button):
    with visiting(width=390, reduced_motion="reduce") as visit:
        page = visit.open("neuron")
        page.locator(f"{button}:visible").first.click()
        page.wait_for_selector("dialog[open]")
        assert violations(page) == []


def test_a_broken_rule_would_be_found(visit):
    page = visit.open("neuron")
    page.evaluate("document.querySelector('article').append(document.createElement('img'))")
    assert any(finding.startswith("image-alt") for finding in violations(page))
