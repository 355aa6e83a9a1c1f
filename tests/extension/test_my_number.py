"""What a reader's own number is compared with, worked out from the runs of a claim."""

import json
import re
from pathlib import Path

import pytest
from bs4 import Tag
from scipy import stats

from lessons import my_number
from lessons.claim_source import Verdict, claims_of, make_claim, verdict
from lessons.my_number import expected, kinds_of, near

from .true_books import CELL, CLAIM, MATTER, RESULTS, TrueBook, words

ROOT = Path(__file__).parents[2]
SCRIPT = (ROOT / "book" / "_static" / "my-number.js").read_text("utf-8")


def claim_with(**options: str):
    needed = {"name": "claim-x", "holds": "wide > 0", "share": "95 %"}
    return make_claim(Path("page.md"), 1, "middle_half", {**needed, **options}, "It works.")


@pytest.mark.parametrize(
    ("results", "kinds"),
    [
        ("accuracy in training; in validation", "accuracy-seen accuracy"),
        ("accuracy without ReLU; with ReLU", "accuracy accuracy"),
        ("accuracy of logistic regression; of the network", "accuracy-baseline accuracy"),
        ("training loss; validation loss; training accuracy", "error-seen error accuracy-seen"),
        ("first loss, not scaled; scaled; accuracy", "error-first error-first accuracy"),
        ("network on the test set, °C; linear regression; persistence", "error error-baseline error-baseline"),
        ("lowest validation error, °C; after 40 epochs", "error error"),
        ("epochs with a finite loss; error in kg", "count error"),
        ("RMSE with 32 neurons; MAE", "error error"),
        ("seconds until the loss is below 1", "time"),
        ("validation minus training, as reported", "other"),
        ("slope under squared error; under absolute error", "other other"),
        ("largest activation", "other"),
    ],
)
def test_the_kind_of_a_result_is_read_from_its_words_or_those_before(results, kinds):
    assert kinds_of(results.split("; "), "It works.") == kinds.split()


def test_where_no_result_names_a_kind_the_sentence_may_and_else_it_is_another_one():
    assert kinds_of(["by 0", "by 1"], "Odd moves cost accuracy.") == ["accuracy", "accuracy"]
    assert kinds_of(["by 0", "by 1"], "Odd moves cost something.") == ["other", "other"]


def test_every_accuracy_loss_and_error_of_the_course_is_known_as_one():
    for page in sorted((ROOT / "book").glob("*.md")):
        for claim in claims_of(page):
            for (shown, _), kind in zip(claim.show, kinds_of([shown for shown, _ in claim.show], ""), strict=True):
                for word in ("accuracy", "error", "loss"):
                    # What comes after "with" or "under" is the condition that a result was measured under.
                    if re.search(rf"^(?:(?!with|under|finite).)*\b{word}\b", shown):
                        assert kind.startswith("accuracy" if word == "accuracy" else "error"), (page.name, shown, kind)


@pytest.mark.parametrize(("n", "share"), [(5, 0.95), (10, 0.98), (20, 0.99), (30, 0.99)])
def test_three_deviations_hold_at_least_so_many_further_runs(n, share):
    # Student's prediction interval for one further value of a normal distribution.
    assert stats.t.ppf((1 + share) / 2, n - 1) * (1 + 1 / n) ** 0.5 < my_number.DEVIATIONS + 0.05


def test_one_more_run_may_lie_three_standard_deviations_from_the_mean():
    # Mean 4, deviations -2 0 2, variance 8 / 2 = 4.
    assert near([2.0, 4.0, 6.0]) == pytest.approx((-2.0, 10.0))
    assert near([0.5] * 5) == (0.5, 0.5)
    assert near([1.0, 3.0]) == (1.0, 3.0), "two runs do not tell how much they scatter"


def test_the_range_holds_what_the_runs_gave_and_what_the_page_shows_of_it():
    found = Verdict(3, 3, True, {"accuracy": (0.8139, 0.8201, 0.8288)})
    [entry] = expected(claim_with(show="accuracy = wide"), found)
    assert entry["range"] == "0.81 to 0.83"
    assert (entry["low"], entry["high"]) == (0.81, 0.83)
    assert entry["from"] == pytest.approx(0.820933 - 3 * 0.0074849, abs=1e-5)
    assert entry["to"] == pytest.approx(0.820933 + 3 * 0.0074849, abs=1e-5)


@pytest.mark.parametrize(("spec", "low"), [(",", 1234.5), (".1e", 1200.0), (".0f", 1234.0), (".1%", 1234.5)])
def test_every_format_of_a_claim_can_be_read_back(spec, low):
    [entry] = expected(claim_with(show="loss = wide", format=spec), Verdict(1, 1, True, {"loss": (1234.5,)}))
    assert entry["low"] == low


def test_the_numbers_of_one_run_say_nothing_about_further_runs():
    claim = claim_with(show="loss = many")
    [entry] = expected(claim, verdict(claim, [{"wide": 1, "many": [5.0, 1.0]}, {"wide": 1, "many": [4.0, 1.5]}]))
    assert (entry["from"], entry["to"]) == (entry["low"], entry["high"]) == (1.0, 5.0)


def test_a_result_without_words_of_its_own_is_no_choice():
    assert expected(claim_with(), Verdict(1, 1, True, {"wide": (0.9,)})) == []


@pytest.fixture
def claims(tmp_path: Path):
    book = TrueBook(tmp_path)
    shown = CLAIM.replace("wide > 1.0", "wide > 0.9\n:show: accuracy, “wide” & <so> = wide; narrow = scores[1] / 1000")
    other = CLAIM.replace("wide > 1.0", "wide > 0.9").replace("claim-of-page", "claim-other")
    book.write_runs("middle_half", RESULTS)
    book.write({"index": "# Home\n", "page": f"{MATTER}# Page\n\n{CELL}\n{shown}\n{other}"}, {"Rest": ["page"]})
    assert book.build() == ""
    return book.page("page").select(".lesson-claim")


def test_a_claim_carries_its_ranges_as_the_reader_sees_them(claims: list[Tag]):
    [shown, other] = claims
    assert shown["data-runs"] == "5"
    entries = json.loads(str(shown["data-results"]))
    # The runs gave 0.91, 0.96 … 1.11 and 0, 1 … 4.
    assert [(entry["words"], entry["range"]) for entry in entries] == [
        ("accuracy, “wide” & <so>", "0.91 to 1.11"),
        ("narrow", "0.00 to 4.00"),
    ]
    assert all(f"{entry['words']}: {entry['range']}" in words(shown) for entry in entries)
    assert [(entry["low"], entry["high"]) for entry in entries] == [pytest.approx((0.91, 1.11)), (0.0, 4.0)]
    assert entries[1]["to"] == pytest.approx(2 + 3 * 2.5**0.5)
    assert not other.has_attr("data-results")


def test_every_kind_has_reasons_for_a_lower_and_for_a_higher_number():
    table = SCRIPT[SCRIPT.index("const REASONS") : SCRIPT.index("};", SCRIPT.index("const REASONS"))]
    named = set(re.findall(r'^ +"?([\w-]+)"?: \{ lower: .*, higher: .*\},$', table, re.MULTILINE))
    endings = {f"{kind}{ending}" for kind in ("accuracy", "error") for ending in ("-seen", "-baseline")}
    assert named == {*my_number.KINDS, *endings, "error-first"}


def test_the_page_that_is_pointed_to_exists():
    page, title = re.search(r'page: "([\w-]+)\.html", words: "(.+?)"', SCRIPT).groups()
    assert f"# {title}\n" in (ROOT / "book" / f"{page}.md").read_text("utf-8")
