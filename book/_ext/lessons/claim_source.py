"""Claims that hold over seeds: read from the text of a page, and judged by the results of runs.

Sphinx is not imported here: the runs are made before Sphinx reads the pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lessons.bound import as_written, joined
from lessons.conditions import ConditionError, evaluate, names_in, value_of
from lessons.fences import rows_of

__all__ = ["Claim", "ClaimError", "Verdict", "claims_of", "make_claim", "percent", "verdict"]

OPTION = re.compile(r"^\s*:(?P<key>[\w-]+):\s*(?P<value>.*?)\s*$")
SHARE = re.compile(r"(?:(?P<low>\d+(?:\.\d+)?)\s*%?\s*\.\.\s*)?(?P<last>\d+(?:\.\d+)?)\s*%")
OPTIONS = ("name", "holds", "share", "seeds", "format", "show")
SEEDS = 5


class ClaimError(ValueError):
    """A claim is not written as it must be; the message says what is expected."""


@dataclass(frozen=True)
class Claim:
    """A sentence that holds over seeds.

    Attributes:
        page: The file.
        line: The line that opens the claim, from 1.
        name: Its name, ``claim-…``.
        experiment: A function of ``lesson_code.experiments``.
        holds: The condition on the results of one run.
        low: The share of the seeds that must hold it, 0 to 1.
        high: The share of the seeds that may hold it, 0 to 1.
        seeds: How many seeds the build runs.
        format: How the ranges are shown.
        show: What is shown of the results: words, and the result whose range they name.
        sentence: What is claimed.
    """

    page: Path
    line: int
    name: str
    experiment: str
    holds: str
    low: float
    high: float
    seeds: int
    format: str
    show: tuple[tuple[str, str], ...]
    sentence: str

    @property
    def share(self) -> str:
        """What share is asked, in words."""
        if self.low == 1:
            return "all"
        if self.high < 1:
            return f"{percent(self.low)} to {percent(self.high)}"
        return f"at least {percent(self.low)}"


@dataclass(frozen=True)
class Verdict:
    """What the runs say about a claim.

    Attributes:
        held: In how many runs it held.
        of: How many runs there are.
        share_ok: Whether that is the share that was asked.
        values: The values of each result that is shown, by its words.
    """

    held: int
    of: int
    share_ok: bool
    values: dict[str, tuple[float, ...]]

    @property
    def ranges(self) -> dict[str, tuple[float, float]]:
        """The lowest and the highest value of each result that is shown, by its words."""
        return {words: (min(values), max(values)) for words, values in self.values.items()}


def percent(share: float) -> str:
    """Return a share of 0 to 1 in per cent, with up to one decimal."""
    return as_written(f"{100 * share:.1f}".removesuffix(".0") + "%")


def make_claim(page: Path, line: int, experiment: str, options: Mapping[str, str], sentence: str) -> Claim:
    """Return a claim from the parts of its block.

    Args:
        page: The file.
        line: The line that opens the block, from 1.
        experiment: What follows the name of the directive.
        options: The options of the block.
        sentence: What the block holds.

    Raises:
        ClaimError: A part is missing or wrong.
    """
    if not experiment.isidentifier():
        raise ClaimError(f"'{experiment}' is no function of lesson_code.experiments; write its name after {{claim}}")
    if not options.get("name", "").startswith("claim-"):
        raise ClaimError("has no name that begins with 'claim-'; add a line ':name: claim-…'")
    if unknown := [key for key in options if key not in OPTIONS]:
        raise ClaimError(f"knows no option '{unknown[0]}'; there are {', '.join(OPTIONS)}")
    sentence = joined(sentence)
    if not sentence:
        raise ClaimError("has no sentence; write what is claimed")
    low, high = _share(options.get("share", ""))
    seeds = options.get("seeds", str(SEEDS))
    if not seeds.isdecimal() or int(seeds) < 1:
        raise ClaimError(f"'{seeds}' is no number of seeds; write ':seeds: {SEEDS}'")
    spec = options.get("format", ".2f")
    try:
        format(0.5, spec)
    except ValueError:
        raise ClaimError(f"'{spec}' is no format for numbers; write ':format: .2f'") from None
    holds = _condition(options.get("holds", ""))
    show = _shown(options["show"]) if "show" in options else tuple((name, name) for name in names_in(holds))
    return Claim(page, line, options["name"], experiment, holds, low, high, int(seeds), spec, show, sentence)


def _shown(text: str) -> tuple[tuple[str, str], ...]:
    """Return the words and results of ``accuracy = wide; with 8 neurons = narrow[-1]``."""
    pairs = [tuple(part.strip() for part in pair.partition("=")[::2]) for pair in text.split(";")]
    for words, result in pairs:
        if not (words and result):
            raise ClaimError(f"'{text}' does not say what to show; write ':show: accuracy = wide; …'")
        try:
            names_in(result)
        except ConditionError:
            raise ClaimError(f"'{result}' is no result to show; write ':show: accuracy = wide; …'") from None
    return tuple((words, result) for words, result in pairs)


def _share(text: str) -> tuple[float, float]:
    match = SHARE.fullmatch(text.strip())
    if not match:
        raise ClaimError(f"'{text}' is no share; write ':share: 95 %' or ':share: 10..25 %'")
    last = float(match["last"]) / 100
    low, high = (float(match["low"]) / 100, last) if match["low"] else (last, 1.0)
    if not 0 <= low <= high <= 1:
        raise ClaimError(f"the share '{text}' is impossible; write it from low to high, within 0 and 100 %")
    return low, high


def _condition(text: str) -> str:
    try:
        if not names_in(text):
            raise ClaimError(f"the condition '{text}' names no result of the experiment; write ':holds: wide > 0.9'")
    except ConditionError as error:
        raise ClaimError(str(error) if text else "has no condition; add a line ':holds: wide > 0.9'") from None
    return text


def claims_of(path: Path) -> list[Claim]:
    """Return the claims of a page, also those inside other blocks, in order.

    Args:
        path: The Markdown file.

    Raises:
        ClaimError: One is not written as it must be; the message begins with ``path:line:``.
    """
    blocks: dict[int, list[str]] = {}
    openings: dict[int, str] = {}
    for row in rows_of(path.read_text("utf-8").splitlines()):
        for fence in row.around:
            if fence.name == "claim":
                openings[fence.line] = fence.argument
                blocks.setdefault(fence.line, [])
                if not (row.is_fence and row.around[-1] is fence):
                    blocks[fence.line].append(row.text)
    claims = []
    for line, rows in blocks.items():
        options, body = _split(rows)
        try:
            claims.append(make_claim(path, line, openings[line], options, " ".join(body)))
        except ClaimError as error:
            raise ClaimError(f"{path}:{line}: claim: {error}") from None
    return claims


def _split(rows: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Return the options at the beginning of a block, and the rows after them."""
    options: dict[str, str] = {}
    for index, row in enumerate(rows):
        match = OPTION.match(row)
        if not match:
            return options, list(rows[index:])
        options[match["key"]] = match["value"]
    return options, []


def verdict(claim: Claim, results: Sequence[Mapping[str, Any]]) -> Verdict:
    """Judge a claim.

    Args:
        claim: What is claimed.
        results: The results of the runs, one for each seed.

    Raises:
        ConditionError: The condition does not fit the results.
    """
    held = sum(evaluate(claim.holds, result) for result in results)
    of = len(results)
    # One run less than a share that is no whole number of runs would be too few.
    share_ok = bool(of) and claim.low * of - 1e-9 <= held <= claim.high * of + 1e-9
    values = {}
    for words, name in claim.show:
        numbers = tuple(number for result in results for number in _numbers(value_of(name, result)))
        if numbers:
            values[words] = numbers
    return Verdict(held, of, share_ok, values)


def _numbers(value: Any) -> list[float]:
    return [float(number) for number in (value if isinstance(value, Sequence) else [value])]
