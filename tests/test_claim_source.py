"""Claims over seeds: conditions are a small part of Python, claims are read from a page and judged by runs."""

from pathlib import Path

import pytest

from lessons.claim_source import ClaimError, claims_of, verdict
from lessons.conditions import ConditionError, evaluate, names_in

THIN = "\u202f"
VALUES = {"a": 2.0, "b": -3.0, "many": [1.0, 5.0, 2.0]}


@pytest.mark.parametrize(
    "condition",
    [
        "a > b",
        "a > 2",
        "-3 <= b < a <= max(many)",
        "many[-1] == 2 and not many[0] > 1",
        "a < b or len(many) == 3",
        "abs(b) - a >= min(many[1], 1) * 1.0",
        "a ** 2 / 2 // 1 % 3 != 2",
        "many[1 + 1] > +1",
    ],
)
def test_a_condition_means_what_it_means_in_python(condition):
    assert evaluate(condition, VALUES) is eval(condition, {}, VALUES)


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("__import__('os')", "cannot be used in a condition"),
        ("a.real > 1", "'a.real' cannot be used"),
        ("[a][0] > 1", "'[a]' cannot be used"),
        ("(lambda: 1)() > 0", "cannot be used"),
        ("sum(many) > 1", "'sum(many)' cannot be used"),
        ("'x' > 'y'", "cannot be used"),
        ("a if b else a", "cannot be used"),
        ("a in many", "'In' cannot be used"),
        ("many[0:1] == many", "'0:1' cannot be used"),
        ("a >", "is no condition"),
        ("c > 1", "the run has no result 'c'; it has a, b, many"),
        ("many > 1", "does not fit the results"),
        ("many[7] > 1", "does not fit the results"),
        ("a / 0 > 1", "does not fit the results"),
        ("a - b", "neither true nor false; write a comparison"),
    ],
)
def test_a_condition_that_is_none_is_refused_in_words(condition, message):
    with pytest.raises(ConditionError) as caught:
        evaluate(condition, VALUES)
    assert message in str(caught.value)


def test_the_results_in_a_condition_are_named_once_and_with_their_index():
    assert names_in("many[-1] > a and max(many) > 2 * a > -b") == ["many[-1]", "a", "many", "b"]


CLAIM = """:::{claim} middle_half
:name: claim-middle-half
:holds: wide > 0.9
:share: 95 %
:seeds: 4
With 32 hidden neurons the network
finds both borders.
:::
"""


def claims_in(folder: Path, text: str):
    page = folder / "page.md"
    page.write_text(text, "utf-8")
    return claims_of(page)


def test_a_claim_is_read_with_its_line_also_inside_other_blocks(tmp_path):
    page = f"# Title\n\n::::::{{callout}} T\n{CLAIM}::::::\n\n```md\n{CLAIM}```\n"
    (claim,) = claims_in(tmp_path, page)
    assert (claim.line, claim.name, claim.experiment, claim.holds) == (
        4,
        "claim-middle-half",
        "middle_half",
        "wide > 0.9",
    )
    assert (claim.low, claim.high, claim.seeds, claim.format) == (0.95, 1, 4, ".2f")
    assert claim.sentence == "With 32 hidden neurons the network finds both borders."


def test_a_claim_has_five_seeds_unless_it_says_otherwise_and_may_have_a_share_between(tmp_path):
    text = CLAIM.replace(":seeds: 4\n", "").replace("95 %", "10..25 %")
    (claim,) = claims_in(tmp_path, text)
    assert (claim.seeds, claim.low, claim.high) == (5, 0.1, 0.25)
    assert claim.share == f"10{THIN}% to 25{THIN}%"


def test_a_claim_shows_what_its_condition_names_or_what_it_is_told_to(tmp_path):
    (claim,) = claims_in(tmp_path, CLAIM)
    assert claim.show == (("wide", "wide"),)
    shown = CLAIM.replace(":seeds: 4", ":show: accuracy, at the end = wide; first = many[0]")
    (claim,) = claims_in(tmp_path, shown)
    assert claim.show == (("accuracy, at the end", "wide"), ("first", "many[0]"))
    assert verdict(claim, [{"wide": 0.95, "many": [3, 9]}, {"wide": 1, "many": [2, 9]}]).ranges == {
        "accuracy, at the end": (0.95, 1),
        "first": (2, 3),
    }


def test_a_share_of_100_per_cent_is_all(tmp_path):
    (claim,) = claims_in(tmp_path, CLAIM.replace("95 %", "100 %"))
    assert claim.share == "all"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (":seeds: 4", ":show: accuracy", "does not say what to show; write ':show: accuracy = wide; …'"),
        (":seeds: 4", ":show: accuracy = wide(", "is no result to show"),
        (" middle_half", "", "'' is no function of lesson_code.experiments"),
        (":name: claim-middle-half\n", "", "has no name that begins with 'claim-'"),
        ("claim-middle", "middle", "has no name that begins with 'claim-'"),
        (":holds: wide > 0.9\n", "", "has no condition"),
        ("wide > 0.9", "wide >", "is no condition"),
        ("wide > 0.9", "1 > 0.9", "names no result of the experiment"),
        (":share: 95 %\n", "", "'' is no share"),
        ("95 %", "95", "'95' is no share"),
        ("95 %", "195 %", "is impossible"),
        ("95 %", "25..10 %", "is impossible"),
        (":seeds: 4", ":seeds: 0", "'0' is no number of seeds"),
        (":seeds: 4", ":format: .2q", "'.2q' is no format"),
        (":seeds: 4", ":sedes: 4", "knows no option 'sedes'"),
        ("With 32 hidden neurons the network\nfinds both borders.\n", "", "has no sentence"),
    ],
)
def test_a_claim_that_is_not_complete_is_refused_with_its_line(tmp_path, old, new, message):
    with pytest.raises(ClaimError) as caught:
        claims_in(tmp_path, f"# Title\n\n{CLAIM.replace(old, new)}")
    assert "page.md:3: claim: " in str(caught.value)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("share", "values", "held", "share_ok"),
    [
        ("95 %", [0.91, 0.95, 0.99, 1.0], 4, True),
        ("95 %", [0.90, 0.95, 0.99, 1.0], 3, False),
        ("75 %", [0.90, 0.95, 0.99, 1.0], 3, True),
        ("10..25 %", [0.95, 0.1, 0.1, 0.1], 1, True),
        ("10..25 %", [0.95, 0.95, 0.1, 0.1], 2, False),
        ("10..25 %", [0.1, 0.1, 0.1, 0.1], 0, False),
        ("0..0 %", [0.1, 0.1, 0.1, 0.1], 0, True),
    ],
)
def test_a_claim_is_true_when_it_holds_in_the_share_of_the_seeds_that_it_says(tmp_path, share, values, held, share_ok):
    (claim,) = claims_in(tmp_path, CLAIM.replace("95 %", share))
    found = verdict(claim, [{"wide": value, "other": 0.0} for value in values])
    assert (found.held, found.of, found.share_ok) == (held, 4, share_ok)
    assert found.ranges == {"wide": (min(values), max(values))}


def test_nineteen_of_twenty_are_ninety_five_per_cent(tmp_path):
    (claim,) = claims_in(tmp_path, CLAIM)
    assert verdict(claim, [{"wide": 1.0}] * 19 + [{"wide": 0.0}]).share_ok
    assert not verdict(claim, [{"wide": 1.0}] * 18 + [{"wide": 0.0}] * 2).share_ok
    assert not verdict(claim, []).share_ok


def test_the_range_of_an_indexed_result_is_that_of_this_index(tmp_path):
    (claim,) = claims_in(tmp_path, CLAIM.replace("wide > 0.9", "wide[-1] > min(narrow)"))
    results = [{"wide": [9.0, 1.0], "narrow": [0.5, 0.1]}, {"wide": [9.0, 2.0], "narrow": [0.3, 0.2]}]
    assert verdict(claim, results).ranges == {"wide[-1]": (1.0, 2.0), "narrow": (0.1, 0.5)}
