"""``tools/claims.py`` prints how often every claim of the pages held, and names each that is false."""

import re
from dataclasses import replace

import pytest

import claims
from keys import ROOT
from lessons.claim_source import make_claim
from page_run import Failure

NUMBERS = [0.1, 0.2, 0.3, 0.4]


@pytest.fixture
def results(monkeypatch):
    """Put results in the place of stored runs: by name of the experiment, one for each seed."""
    known = {"counted": [{"number": number} for number in NUMBERS]}
    failures = []
    monkeypatch.setattr(claims, "prepare", lambda asked, folder: failures)
    monkeypatch.setattr(claims, "result_of", lambda folder, name, seed: dict(enumerate(known.get(name, []))).get(seed))
    return failures


def claim(holds, share, experiment="counted", page="basics.md", line=7):
    options = {"name": "claim-some", "holds": holds, "share": share, "seeds": "4", "format": ".1f"}
    return make_claim(ROOT / "book" / page, line, experiment, options, "It holds.")


def test_the_table_says_how_often_a_claim_held_and_between_which_results(results, tmp_path, capsys):
    assert claims.check_claims([claim("number > 0.15", "70 %")], tmp_path) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    _, row = printed.out.splitlines()
    assert re.split(" {2,}", row) == [
        "book/basics.md:7 claim-some",
        "3 of 4 (75\u202f%)",
        "at least 70\u202f%",
        "number: 0.1 to 0.4",
        "holds",
    ]


@pytest.mark.parametrize(
    ("share", "n_wrong"), [("75 %", 0), ("76 %", 1), ("80..90 %", 1), ("10..75 %", 0), ("1..74 %", 1)]
)
def test_a_claim_is_false_where_its_share_is_not_reached_or_is_passed(results, tmp_path, share, n_wrong):
    assert claims.check_claims([claim("number > 0.15", share)], tmp_path) == n_wrong


def test_each_false_claim_has_a_line_with_place_sentence_and_both_shares(results, tmp_path, capsys):
    wrong = claims.check_claims([claim("number > 0.25", "95 %"), claim("number > 0.35", "50 %", line=30)], tmp_path)
    first, second = capsys.readouterr().err.splitlines()
    assert wrong == 2
    assert first.startswith('book/basics.md:7: claim-some: "It holds." held in 2 of 4 (50\u202f%) runs')
    assert "the page says at least 95\u202f%" in first
    assert second.startswith("book/basics.md:30: ")


def test_a_condition_that_does_not_fit_the_results_is_named(results, tmp_path, capsys):
    assert claims.check_claims([claim("nubmer > 0", "95 %")], tmp_path) == 1
    assert "book/basics.md:7: claim: " in (said := capsys.readouterr().err)
    assert "no result 'nubmer'; it has number" in said


def test_runs_that_have_gone_meanwhile_are_no_judgement(results, tmp_path, capsys):
    gone = replace(claim("number > 0.15", "70 %"), seeds=5)
    assert claims.check_claims([gone], tmp_path) == 1
    assert "book/basics.md:7: claim: a file it rests on was changed while it ran" in capsys.readouterr().err


def test_a_failed_experiment_takes_all_its_claims_with_it_and_no_others(results, tmp_path, capsys):
    broken = [claim("x > 0", "95 %", "broken"), claim("x > 1", "95 %", "broken", line=30)]
    elsewhere = claim("number > 0", "95 %", page="network.md")
    results.append(Failure(broken[0].page, broken[0].line, "the experiment broken raises"))
    assert claims.check_claims([*broken, elsewhere], tmp_path) == 1
    printed = capsys.readouterr()
    assert [line.split()[0] for line in printed.out.splitlines()] == ["claim", "book/network.md:7"]
    assert printed.err.splitlines() == ["book/basics.md:7: the experiment broken raises"]


PAGE = """# A page

:::{claim} counted
:name: claim-some
:holds: number > 0
:share: 95 %
:seeds: 30
It holds.
:::

:::{claim} counted
:name: claim-other
:holds: number > 0
:share: 95 %
It holds, too.
:::
"""


@pytest.fixture
def asked(monkeypatch):
    """Note how many seeds each claim is judged by."""
    seeds = {}

    def check(all_claims, folder):
        seeds.update({claim.name: claim.seeds for claim in all_claims})
        return 1

    monkeypatch.setattr(claims, "check_claims", check)
    return seeds


@pytest.mark.parametrize(
    ("options", "expected"), [([], (30, 20)), (["--seeds", "40"], (40, 40)), (["--seeds", "3"], (30, 5))]
)
def test_every_claim_gets_twenty_seeds_or_as_many_as_it_asks_for(
    asked, tmp_path, monkeypatch, capsys, options, expected
):
    page = tmp_path / "page.md"
    page.write_text(PAGE, "utf-8")
    monkeypatch.setattr("sys.argv", ["claims.py", str(page), *options])
    assert claims.main() == 1
    assert asked == {"claim-some": expected[0], "claim-other": expected[1]}
    assert re.search(r"2 claims, 1 false, \d+ s\.", capsys.readouterr().out)


def test_a_claim_that_nobody_understands_is_named_with_its_line(tmp_path, monkeypatch, capsys):
    page = tmp_path / "page.md"
    page.write_text(PAGE.replace(":share: 95 %", ":share: often"), "utf-8")
    monkeypatch.setattr("sys.argv", ["claims.py", str(page)])
    assert claims.main() == 1
    assert f"{page}:3: claim: 'often' is no share" in capsys.readouterr().err


@pytest.mark.slow
def test_a_claim_of_the_book_is_judged_by_runs_that_are_really_made(tmp_path, monkeypatch, capsys):
    page = tmp_path / "page.md"
    page.write_text(
        PAGE.replace("counted", "split_by_forms")
        .replace("number > 0", "1 - by_form > 2 * (1 - shuffled)")
        .replace(":seeds: 30\n", ":seeds: 2\n"),
        "utf-8",
    )
    monkeypatch.setattr("sys.argv", ["claims.py", str(page), "--seeds", "3", "--out", str(tmp_path)])
    assert claims.main() == 0, capsys.readouterr()
    out = capsys.readouterr().out
    assert out.startswith("  split_by_forms: 5 seeds in ")
    assert "2 claims, 0 false" in out
