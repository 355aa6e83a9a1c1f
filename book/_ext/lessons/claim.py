"""``claim``: a sentence that holds over seeds, with what the runs say about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from lessons.blocks import LessonDirective
from lessons.claim_source import OPTIONS, Claim, ClaimError, Verdict, make_claim, verdict
from lessons.conditions import ConditionError
from lessons.my_number import expected, range_words
from lessons.problems import shortened
from lessons.records import note_file, record_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NEXT_STEP = "run `make book`, which makes the runs first"
CORRECT_IT = "correct the sentence and its condition, or the share"


class ClaimDirective(LessonDirective):
    """A claim; the runs over seeds have been made before Sphinx reads the page."""

    optional_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = dict.fromkeys(OPTIONS, directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Return the block."""
        experiment = self.arguments[0] if self.arguments else ""
        page = Path(self.env.doc2path(self.env.docname))
        content = self.parse_content()
        if not content:
            return []
        try:
            sentence = " ".join(node.astext() for node in content)
            claim = make_claim(page, self.lineno, experiment, self.options, sentence)
        except ClaimError as error:
            self.problem(f"claim: {error}")
            return []
        found = self.found(claim)
        block = self.make_block([], [*content, *([_summary(claim, found)] if found else [])])
        if found and (entries := expected(claim, found)):
            block["html"] = {"data-runs": str(found.of), "data-results": json.dumps(entries, ensure_ascii=False)}
        return [block]

    def found(self, claim: Claim) -> Verdict | None:
        """Return what the runs say, and report a claim that they do not bear out."""
        if not (self.config.lessons_runs and self.config.lessons_executed):
            return None
        try:
            found = verdict(claim, self.results(claim))
        except (ClaimError, ConditionError) as error:
            self.problem(f"claim: {error}")
            return None
        record_of(self.env).claims.append((claim, found))
        if not found.share_ok:
            runs = f"held in {found.held} of {found.of} runs, asked {claim.share}"
            ranges = "; ".join(words for _, words in shown_ranges(claim, found))
            self.problem(f'claim: {runs} ({ranges}) in "{shortened(claim.sentence)}"; {CORRECT_IT}')
        return found

    def results(self, claim: Claim) -> list[dict[str, Any]]:
        """Return the results of the runs that a claim asks for.

        Raises:
            ClaimError: A run is missing, or cannot be read.
        """
        folder = Path(self.config.lessons_runs) / claim.experiment
        seconds = record_of(self.env).runs.setdefault(claim.experiment, {})
        results = []
        for seed in range(claim.seeds):
            path = folder / f"{seed}.json"
            try:
                run = json.loads(path.read_text("utf-8"))
                results.append(run["result"])
                seconds[seed] = run["seconds"]
            except (OSError, ValueError, KeyError):
                raise ClaimError(f"there is no run of '{claim.experiment}' from seed {seed}; {NEXT_STEP}") from None
            note_file(self.env, path)
        return results


def shown_ranges(claim: Claim, found: Verdict) -> list[tuple[str, str]]:
    """Return each result of a condition, and the words about its range."""
    return [(name, f"{name}: {range_words(values, claim.format)}") for name, values in found.values.items()]


def _summary(claim: Claim, found: Verdict) -> nodes.paragraph:
    runs = "1 run" if found.of == 1 else f"{found.of} runs"
    # "Most networks …" holds although the case that it speaks of does not occur in every run.
    verb = "Held" if claim.high == 1 else "It was so"
    words = f"{verb} in {found.held} of {runs} from different seeds"
    paragraph = nodes.paragraph("", words, classes=["lesson-evidence"])
    results = dict(claim.show)
    for name, words in shown_ranges(claim, found):
        paragraph += nodes.Text("; ")
        # A result that has no words of its own is code.
        label = nodes.literal("", name) if results[name] == name else nodes.Text(name)
        paragraph += [label, nodes.Text(words.removeprefix(name))]
    paragraph += nodes.Text(".")
    return paragraph


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("claim", ClaimDirective)
