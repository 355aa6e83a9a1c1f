"""Formulas are set while the book is built, by KaTeX, and what cannot be set is reported where it stands."""

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from docutils import nodes

from lessons import maths
from lessons.maths import Formula, Typesetter, formula_of

ROOT = Path(__file__).resolve().parent.parent
SITE = Path(os.environ.get("LESSON_SITE") or ROOT / "_build" / "html")
NAMESPACE = {"m": "http://www.w3.org/1998/Math/MathML"}

CONF = """
extensions = ["myst_parser", "lessons.maths"]
html_math_renderer = "katex"
myst_enable_extensions = ["dollarmath", "amsmath"]
html_theme = "basic"
numfig = True
math_numfig = True
"""


@pytest.fixture
def typesetter(tmp_path):
    return Typesetter(tmp_path / "maths.json")


def mathml(typesetter, tex, display=False):
    """Return the MathML of a formula, parsed."""
    formula = Formula(tex, display)
    typesetter.set_all([formula])
    html = typesetter.known[formula]["html"]
    found = BeautifulSoup(html, "html.parser").select_one(".katex-mathml math")
    return ElementTree.fromstring(str(found))


def test_a_fraction_has_its_parts_in_their_order(typesetter):
    fraction = mathml(typesetter, r"\frac{a}{2}").find(".//m:mfrac", NAMESPACE)
    assert [child.text for child in fraction] == ["a", "2"]


def test_a_matrix_has_its_rows_and_columns(typesetter):
    tree = mathml(typesetter, r"\begin{pmatrix} 1 & 2 & 3 \\ 4 & 5 & 6 \end{pmatrix}", display=True)
    rows = [["".join(cell.itertext()) for cell in row] for row in tree.iterfind(".//m:mtr", NAMESPACE)]
    assert rows == [["1", "2", "3"], ["4", "5", "6"]]


def test_what_is_for_the_eye_is_hidden_from_a_screen_reader_and_the_other_way_round(typesetter):
    formula = Formula("x^2", False)
    typesetter.set_all([formula])
    soup = BeautifulSoup(typesetter.known[formula]["html"], "html.parser")
    assert soup.select_one(".katex-html")["aria-hidden"] == "true"
    assert not soup.select_one(".katex-mathml").has_attr("aria-hidden")


def test_a_formula_is_set_once_and_then_recalled(typesetter, monkeypatch):
    typesetter.set_all([Formula("x", False), Formula("y", True)])
    monkeypatch.setattr(maths, "_run_katex", lambda formulas: pytest.fail(f"{formulas} are set again"))
    again = Typesetter(typesetter.store)
    again.set_all([Formula("y", True), Formula("x", False)])
    assert again.known == typesetter.known


def test_all_new_formulas_go_to_one_process(typesetter, monkeypatch):
    asked = []
    run = maths._run_katex
    monkeypatch.setattr(maths, "_run_katex", lambda formulas: asked.append(formulas) or run(formulas))
    typesetter.set_all([Formula("x", False), Formula("y", False), Formula("x", False)])
    assert asked == [[Formula("x", False), Formula("y", False)]]


def test_formulas_of_another_katex_are_not_used(typesetter, monkeypatch):
    typesetter.set_all([Formula("x", False)])
    monkeypatch.setattr(maths, "katex_version", lambda: "0.0.1")
    assert Typesetter(typesetter.store).known == {}


@pytest.mark.parametrize(
    ("tex", "nowrap", "set_as"),
    [
        ("a = b", False, "a = b"),
        (r"a &= b \\ c &= d", False, r"\begin{split}a &= b \\ c &= d\end{split}"),
        (r"\begin{cases} 1 \\ 2 \end{cases}", False, r"\begin{cases} 1 \\ 2 \end{cases}"),
        ("a\n\nb", False, r"\begin{aligned}a\\b\end{aligned}"),
        (r"\begin{align}a &= b\end{align}", True, r"\begin{align*}a &= b\end{align*}"),
        (r"\begin{align*}a &= b\end{align*}", True, r"\begin{align*}a &= b\end{align*}"),
    ],
)
def test_lines_are_aligned_as_authors_know_it_from_sphinx(tex, nowrap, set_as):
    assert formula_of(nodes.math_block(tex, tex, nowrap=nowrap)) == Formula(set_as, True)


def test_without_katex_a_sentence_says_what_to_do(typesetter, monkeypatch, tmp_path):
    monkeypatch.setattr(maths, "KATEX", tmp_path / "katex")
    with pytest.raises(Exception, match="run `make install`"):
        typesetter.set_all([Formula("x", False)])


@pytest.fixture
def build(tmp_path):
    """Return a function that builds one page and returns it, parsed, with Sphinx's warnings."""

    def build(text):
        (tmp_path / "conf.py").write_text(CONF)
        (tmp_path / "index.md").write_text(text)
        done = subprocess.run(
            [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(tmp_path), str(tmp_path / "html")],
            env={**os.environ, "PYTHONPATH": str(ROOT / "book" / "_ext"), "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=True,
        )
        page = (tmp_path / "html" / "index.html").read_text("utf-8")
        return BeautifulSoup(page, "html.parser"), done.stderr.replace(f"{tmp_path}{os.sep}", "")

    return build


@pytest.mark.slow
def test_equations_have_the_numbers_by_which_they_are_called(build):
    page, said = build("# T\n\n$$a = b$$ (eq-one)\n\n$$c = d$$\n\n$$e = f$$ (eq-two)\n\nSee {eq}`eq-two`, $x$.\n")
    assert said == ""
    numbers = [number.get_text().rstrip("#¶") for number in page.select(".eqno")]
    link = page.select_one("a[href='#equation-eq-two']:not(.headerlink)")
    assert numbers == ["(1)", "(2)"] and link.get_text() == "(2)"
    assert len(page.select("math")) == 4 and not page.select("script[src*=mathjax i]")


@pytest.mark.slow
def test_an_environment_stands_without_dollars(build):
    page, said = build("# T\n\n\\begin{gather*}\na \\\\\nb\n\\end{gather*}\n")
    assert said == "" and len(page.select("div.math mtr")) == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("# T\n\nWords.\n\n$$\n\\frac{1\n$$\n", 5, "expected '}'"),
        ("# T\n\nWords, and then $\\nonsense$.\n", 3, "Undefined control sequence: \\nonsense"),
        ("# T\n\n$$\na = \\text{x} é\n$$\n", 3, "Accented Unicode text character"),
    ],
)
def test_a_formula_that_cannot_be_set_is_reported_with_page_and_line(build, text, line, problem):
    _, said = build(text)
    assert said.startswith(f"index.md:{line}: WARNING: the formula '") and problem in said


@pytest.mark.site
def test_every_formula_of_the_site_is_set():
    pages = {file.name: BeautifulSoup(file.read_text("utf-8"), "html.parser") for file in SITE.glob("*.html")}
    with_formulas = {name: soup.select(".math") for name, soup in pages.items() if soup.select(".math")}
    assert sum(map(len, with_formulas.values())) > 50
    assert all(formula.select_one("math annotation") for found in with_formulas.values() for formula in found)
    linked = {name for name, soup in pages.items() if soup.select("link[href*='_static/maths.']")}
    assert linked == set(with_formulas), "pages with formulas, and no others, have their styles"
