"""What a reader's own number is compared with: the range of a claim's runs, how far one more run may lie, and the kind.

The kind decides which reasons are given for a number that lies elsewhere; their words are in ``my-number.js``. Sphinx
is not imported here.
"""

from __future__ import annotations

import re
from statistics import fmean, stdev
from typing import TYPE_CHECKING

from lessons.bound import as_written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lessons.claim_source import Claim, Verdict

__all__ = ["KINDS", "OTHER", "expected", "kinds_of", "near", "range_words"]

#: The words that tell a kind of quantity; in a text that holds several, the first one counts.
KINDS = {
    "accuracy": ("accuracy", "accuracies", "right"),
    "error": ("loss", "losses", "error", "errors", "mistakes", "rmse", "mae", "°c"),
    "count": ("epochs", "corners", "species", "living", "learned", "stuck"),
    "time": ("seconds", "minutes", "time"),
    "other": ("difference", "minus", "spread", "slope", "activation"),
}
OTHER = "other"
#: These words begin what a result was measured under, which is no quantity: "with 32 neurons", "after 40 epochs".
CONDITION = re.compile(r"\b(?:with|without|after|under)\b[^,]*")
#: A result on the examples that the network has seen, the loss before any training, and what was never trained long.
SEEN = re.compile(r"\b(?:in training|training (?:set|accuracy|error|loss))\b")
UNSEEN = re.compile(r"\b(?:validation|test set|new|other)\b")
FIRST = re.compile(r"\bfirst loss\b")
BASELINE = re.compile(r"\b(?:regression|SVM|vector machine|persistence|tomorrow as today)\b")
#: With 5 runs that scatter like a bell, 95 of 100 further ones lie within so many standard deviations of the mean
#: (Student's t: 2.78 * sqrt(1 + 1/5) = 3.04); with 20 runs, 99 of 100.
DEVIATIONS = 3
#: Fewer runs say nothing about how much they scatter.
ENOUGH = 3


def expected(claim: Claim, found: Verdict) -> list[dict[str, str | float]]:
    """Return what the page's script needs to know about each result that a claim shows.

    Args:
        claim: The claim; without ``show`` its results have no words that a reader could choose from.
        found: What the runs say about it.

    Returns:
        For each result its ``words``, the ``low`` and ``high`` end of its ``range``, between what ``from`` and ``to``
        one more run is no surprise, and its ``kind``.
    """
    shown = {words: found.values[words] for words, name in claim.show if words != name and words in found.values}
    entries: list[dict[str, str | float]] = []
    for (words, values), kind in zip(shown.items(), kinds_of(list(shown), claim.sentence), strict=True):
        ends = [end for value in (min(values), max(values)) for end in (value, _as_shown(value, claim.format))]
        low, high = min(ends), max(ends)
        one_each = len(values) == found.of
        around = near(values) if one_each else (low, high)
        entry = {"words": words, "low": low, "high": high, "range": range_words(values, claim.format), "kind": kind}
        entries.append({**entry, "from": min(low, around[0]), "to": max(high, around[1])})
    return entries


def range_words(values: Sequence[float], spec: str) -> str:
    """Return the range of some values in words: ``0.81 to 0.83``, or the value where all are alike."""
    low, high = (as_written(format(end, spec)) for end in (min(values), max(values)))
    return low if low == high else f"{low} to {high}"


def near(values: Sequence[float]) -> tuple[float, float]:
    """Return between what values one more run is no surprise: three standard deviations around the mean.

    Args:
        values: One number of each run.
    """
    if len(values) < ENOUGH:
        return min(values), max(values)
    reach = DEVIATIONS * stdev(values)
    return fmean(values) - reach, fmean(values) + reach


def kinds_of(results: Sequence[str], sentence: str) -> list[str]:
    """Return the kind of each result of a claim.

    A result whose words name none is of the kind of the result before it, as in "accuracy without ReLU; with ReLU";
    the first one of what the sentence speaks of. What nothing tells is ``other``.

    Args:
        results: The words of the results, in order.
        sentence: What is claimed.

    Returns:
        ``accuracy``, ``error``, ``count``, ``time`` or ``other``. The first two may end in ``-seen`` for results on
        the training set, in ``-first`` for a loss before training, or in ``-baseline`` for models that are no network.
    """
    kinds = []
    kind, of_what = _kind_in(sentence) or OTHER, ""
    for words in results:
        own = _kind_in(CONDITION.sub("", words))
        if own or SEEN.search(words) or UNSEEN.search(words):
            of_what = "-seen" if SEEN.search(words) else "-first" if own == "error" and FIRST.search(words) else ""
        kind = own or kind
        # A baseline stands alone: "accuracy of logistic regression; of the network".
        ending = "-baseline" if BASELINE.search(words) else of_what
        kinds.append(kind + ending if kind in ("accuracy", "error") else kind)
    return kinds


def _kind_in(text: str) -> str | None:
    kinds = {word: kind for kind, words in KINDS.items() for word in words}
    words = re.findall(r"°?\w+", text.casefold())
    return next((kinds[word] for word in words if word in kinds), None)


def _as_shown(value: float, spec: str) -> float:
    """Return a value as the page rounds it, which is what a reader may have copied."""
    text = format(value, spec).replace(",", "").replace("_", "")
    try:
        return float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return value
