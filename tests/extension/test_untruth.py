"""A sentence, a source or a claim that the runs do not bear out fails the build, with file, line and values."""

import pytest

from .true_books import CELL, CLAIM, MATTER, RESULTS, THIN, TrueBook

LONG = f"The network {'is very often and without any doubt ' * 5}right in {{num}}`accuracy .2f in 0..0.5`.\n"
# name: (page, the line that is wrong begins so, what is said about it).
FALSE_PAGES = {
    "outside": (
        f"{CELL}Words.\nThe network is right in {{num}}`accuracy .2f in 0.90..0.95` of all.\nWords.\n",
        "The network is right",
        "num: 0.97 is outside 0.90..0.95 in "
        '"The network is right in ‹accuracy› of all."; correct the sentence, or its range',
    ),
    "long": (
        CELL + LONG,
        "The network",
        'num: 0.97 is outside 0..0.5 in "The network is very often and without any doubt is very often and without any '
        'doubt is very often and without any doubt …"; correct the sentence, or its range',
    ),
    "does-not-hold": (
        f"{CELL}- It makes {{holds}}`more than twice as many | errors[1] > 2 * errors[0]`.\n",
        "- It makes",
        "holds: 'errors[1] > 2 * errors[0]' is false (errors[1] is 7, 2 * errors[0] is 10) in "
        '"It makes more than twice as many."; '
        "correct the sentence, or what must be true",
    ),
    "no-format": (
        f"{CELL}It is {{num}}`accuracy`.\n",
        "It is",
        'num: accuracy is 0.97, a number with decimals in "It is ‹accuracy›."; give it a format such as .2f',
    ),
    "in-a-block": (
        f"{CELL}::::{{callout}} T\n:::{{callout}} T\n- One.\n- It is {{num}}`accuracy .2f in 0..0.5`.\n:::\n::::\n",
        "- It is",
        "num: 0.97 is outside 0..0.5 in",
    ),
    "in-a-caption": (
        "```{code-cell}\n---\nmystnb:\n  figure:\n    name: fig-false\n    caption: |\n"
        "      A drawing.\n      It is {num}`draw .2f in 1..2`.\n  image:\n    alt: Words.\n---\ndraw = 0.5\n```\n",
        "      It is",
        'num: 0.50 is outside 1..2 in "It is ‹draw›."; correct the sentence, or its range',
    ),
    "in-a-description": (
        "```{code-cell}\n---\nmystnb:\n  figure:\n    name: fig-alt\n    caption: Words.\n  image:\n"
        "    alt: It is {num}`draw .2f in 1..2`.\n---\ndraw = 0.5\n```\n",
        "    alt:",
        'num: 0.50 is outside 1..2 in "It is ‹draw›."; correct the sentence, or its range',
    ),
    "above": (
        f"It is {{num}}`accuracy .2f`.\n\n{CELL}",
        "It is",
        "num: no code cell above has computed 'accuracy .2f' in \"It is ‹accuracy›.\"; "
        "move it below one, or write a 'fact'",
    ),
    "no-cell": ("It is {holds}`so | a > b`.\n", "It is", "holds: no code cell above has computed 'so | a > b'"),
    "indented": (
        f"{CELL}Words.\n\n    It is {{num}}`accuracy .2f`.\n",
        "    It is",
        "num: 'accuracy .2f' stands where it is not shown in \"It is ‹accuracy›.\"; move it into a sentence",
    ),
    "source": (
        f"{CELL}A brain has {{fact}}`86 billion` cells.\n",
        "A brain",
        "fact: '86 billion' says not where it is from; write the words, then ' | ', then a key or a reason",
    ),
    "key": (
        f"{CELL}A brain has {{fact}}`86 billion | nobody1999` cells.\n",
        "A brain",
        "fact: there is no 'nobody1999' in the bibliography; correct the key, or add the entry",
    ),
    "claim-false": (
        CELL + CLAIM,
        ":::{claim}",
        f"claim: held in 3 of 5 runs, asked at least 95{THIN}% (wide: 0.91 to 1.11) in "
        '"The wide network finds both borders."; correct the sentence and its condition, or the share',
    ),
    "claim-no-run": (
        CELL + CLAIM.replace("of-page", "no-run").replace(":share", ":seeds: 6\n:share"),
        ":::{claim}",
        "claim: there is no run of 'middle_half' from seed 5; run `make book`, which makes the runs first",
    ),
    "claim-no-name": (
        CELL + CLAIM.replace(":name: claim-of-page\n", ""),
        ":::{claim}",
        "claim: has no name that begins with 'claim-'; add a line ':name: claim-…'",
    ),
    "claim-condition": (
        CELL + CLAIM.replace("wide > 1.0", "width > 1").replace("of-page", "condition"),
        ":::{claim}",
        "claim: 'width > 1': the run has no result 'width'; it has wide, narrow, scores",
    ),
    "status": (f"{CELL}:::{{status}} everything\n:::\n", ":::{status}", "status: there is no table of 'everything'"),
    "plain": ("It is {num}`accuracy .2f`.\n", "It is", "num: this page has no code cell that could compute"),
}


def as_page(name: str) -> str:
    """Return a page; one of them is no notebook."""
    return f"{'' if name == 'plain' else MATTER}# {name}\n\n{FALSE_PAGES[name][0]}"


@pytest.fixture(scope="module")
def warnings(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the warnings of one build of a book in which every page says something false."""
    book = TrueBook(tmp_path_factory.mktemp("false"))
    book.write_runs("middle_half", RESULTS)
    book.write({"index": "# Home\n", **{name: as_page(name) for name in FALSE_PAGES}}, {"Others": list(FALSE_PAGES)})
    return book.build().splitlines()


@pytest.mark.parametrize("name", FALSE_PAGES)
def test_a_false_sentence_is_reported_with_file_line_sentence_and_value(warnings: list[str], name: str):
    _, start, message = FALSE_PAGES[name]
    line = next(number for number, text in enumerate(as_page(name).splitlines(), 1) if text.startswith(start))
    reports = [report for report in warnings if report.startswith(f"{name}.md")]
    assert len(reports) == 1, reports
    assert reports[0].startswith(f"{name}.md:{line}: WARNING: {message}")
