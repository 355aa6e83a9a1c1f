"""The directive for figures that answer: what it makes of good use, and what it says about wrong use."""

import pytest

from .books import Book

GOOD = """# A page

See {numref}`fig-try`.

:::{interactive} softmax
:name: fig-try
:alt: Bars <and> numbers.

A *caption* of **its own**.
:::
"""
FIGURE = ":::{{interactive}} {}\n{}\n\n{}\n:::\n"
NAMED = ":name: fig-{}\n:alt: Words."
# name: (page, the line that is wrong begins so, what is said about it)
WRONG = {
    "unknown": (
        FIGURE.format("sofmax", NAMED.format("unknown"), "Caption."),
        "interactive: there is no figure 'sofmax'; there are neuron, layer, descent, kernel, softmax",
    ),
    "nameless": (
        FIGURE.format("softmax", ":alt: Words.", "Caption."),
        "interactive: has no name; add a line ':name: fig-…'",
    ),
    "misnamed": (
        FIGURE.format("softmax", ":name: soft\n:alt: Words.", "Caption."),
        "interactive: the name 'soft' must begin with 'fig-'",
    ),
    "wordless": (
        FIGURE.format("softmax", ":name: fig-wordless", "Caption."),
        "interactive: has no alt; add a line ':alt: …' that says what is to be seen",
    ),
    "empty": (
        FIGURE.format("softmax", NAMED.format("empty"), ""),
        "interactive: this block is empty; write what belongs in it, or remove it",
    ),
    "long": (
        FIGURE.format("softmax", NAMED.format("long"), "Caption.\n\nAnd more."),
        "interactive: its content is the caption, one paragraph",
    ),
    "twice": (
        FIGURE.format("layer", NAMED.format("first"), "Caption.")
        + "\n"
        + FIGURE.format("layer", NAMED.format("second"), "Caption."),
        "interactive: the figure 'layer' is on this page already",
    ),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    book = Book(tmp_path_factory.mktemp("figures"))
    pages = {name: f"# Page\n\n{text}" for name, (text, _) in WRONG.items()}
    book.write({"index": "# Index\n", "good": GOOD, **pages}, {"Pages": ["good", *pages]})
    return book, book.build().splitlines()


def test_a_good_use_is_numbered_captioned_and_referred_to(book):
    page = book[0].page("good")
    figure = page.select_one("figure#fig-try")
    assert figure.select_one("figcaption .caption-number").get_text().strip() == "Fig. 1"
    assert figure.select_one("figcaption .caption-text").decode_contents().startswith("A <em>caption</em> of <strong>")
    assert page.select_one("p a[href='#fig-try']").get_text() == "Fig. 1"
    assert figure.select_one("svg desc").get_text() == "Bars <and> numbers."
    assert [script["src"].split("?")[0] for script in page.select("head script[src*=figures]")] == [
        "figures/softmax.js"
    ]
    assert not [line for line in book[1] if line.startswith("good.md")]


def test_the_script_in_the_site_is_what_figures_share_and_what_is_its_own(book):
    script = (book[0].folder / "_build" / "html" / "figures" / "softmax.js").read_text("utf-8")
    assert script.index("const lessonFigures") < script.index('lessonFigures.figure("softmax"')
    assert not book[0].page("index").select("script[src*=figures]")


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_use_is_reported_with_its_line(book, name):
    text, message = WRONG[name]
    number = 3 + text[: text.rindex(":::{interactive}")].count("\n")
    assert [line for line in book[1] if line.startswith(f"{name}.md")] == [f"{name}.md:{number}: WARNING: {message}"]


def test_other_formats_get_the_words(book):
    book[0].build("text")
    text = " ".join(book[0].text("good.txt", "text").split())
    assert "Bars <and> numbers. Probabilities: 0.67 for A, 0.24 for B and 0.09 for C." in text
    assert "A *caption* of **its own**." in text
