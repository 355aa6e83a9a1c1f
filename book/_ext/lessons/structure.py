"""What can be known only when a whole page is read: solutions in their place, numbers, objectives that are met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.transforms import SphinxTransform

from lessons.blocks import DISCLOSURES, LABELS
from lessons.elements import Block, Disclosure, Gate, label_of, make_disclosure, name_of
from lessons.problems import report
from lessons.roles import Met

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.domains.std import StandardDomain

TASKS = ("challenge", "graded")
NUMBERED = ("challenge", "graded", "quiz")


class JoinGates(SphinxTransform):
    """Move what stands between solution-start and solution-end into the challenge before it."""

    default_priority = 500

    def apply(self, **kwargs: Any) -> None:
        """Join every pair of gates, and report those that do not pair."""
        start: Gate | None = None
        for gate in list(self.document.findall(Gate)):
            if gate["kind"] == "solution-start":
                if start is not None:
                    report("solution-start: the solution before it has no solution-end", gate)
                start = start or gate
            elif start is None:
                report("solution-end: has no solution-start before it", gate)
            else:
                _join(start, gate)
                start = None
        if start is not None:
            report("solution-start: has no solution-end", start)
        for gate in list(self.document.findall(Gate)):
            gate.parent.remove(gate)


def _join(start: Gate, end: Gate) -> None:
    parent = start.parent
    if end.parent is not parent:
        report("solution-end: is not on the level of its solution-start; put no heading between them", end)
        return
    first, last = parent.index(start), parent.index(end)
    before = [node for node in parent.children[:first] if not isinstance(node, nodes.comment | nodes.target)]
    task = before[-1] if before else None
    content = parent.children[first + 1 : last]
    if not isinstance(task, Block) or task["kind"] not in TASKS:
        report("solution-start: stands directly after its challenge or graded exercise", start)
        return
    if not content:
        report("solution-start: this solution is empty", start)
    solution = make_disclosure("solution", DISCLOSURES["solution"], content)
    solution.source, solution.line = start.source, start.line
    parent.children[first + 1 : last] = []
    task += solution


class CheckBlocks(SphinxTransform):
    """Number the blocks of a page, check them, and link each objective to what practises it."""

    default_priority = 510

    def apply(self, **kwargs: Any) -> None:
        """Run on a page that has just been read."""
        blocks = list(self.document.findall(Block))
        _number(blocks)
        for part in self.document.findall(Disclosure):
            _check_place(part)
        for block in blocks:
            _check_solution(block)
        _link_practice(self.document, blocks)


def name_blocks(app: Sphinx, doctree: nodes.document) -> None:
    """Make the title of a named block the words of a reference to it.

    Sphinx itself does so for sections, figures and tables alone; it has warned of double names by now.
    """
    labels = cast("StandardDomain", app.env.get_domain("std")).labels
    for block in doctree.findall(Block):
        for name in block["names"]:
            labels[name] = (app.env.docname, block["ids"][0], name_of(block))


def _number(blocks: list[Block]) -> None:
    counts = dict.fromkeys(NUMBERED, 0)
    for block in blocks:
        kind = block["kind"]
        if kind in NUMBERED:
            counts[kind] += 1
            label = label_of(block)
            label.clear()
            label += nodes.Text(f"{LABELS[kind]} {counts[kind]}")


def _check_place(part: Disclosure) -> None:
    kind, parent = part["kind"], part.parent
    if kind in DISCLOSURES and not (isinstance(parent, Block) and parent["kind"] in TASKS):
        report(f"{kind}: stands inside a challenge or a graded exercise", part)


def _check_solution(block: Block) -> None:
    parts = [part["kind"] for part in block.children if isinstance(part, Disclosure)]
    if block["kind"] == "challenge" and "solution" not in parts:
        report("challenge: has no solution; add {solution}, or solution-start and solution-end after it", block)


def _link_practice(document: nodes.document, blocks: list[Block]) -> None:
    practice = {block.get("exercise") or name: block for block in blocks for name in block["names"]}
    for block in blocks:
        if block["kind"] == "objectives":
            _check_objectives(block)
    for met in list(document.findall(Met)):
        if not _stands_in_list(met):
            report("met: stands at the end of an objective or a key point", met)
        links = _make_links(met, practice)
        met.replace_self(nodes.inline("", "", *links, classes=["lesson-met"]) if links else [])


def _check_objectives(block: Block) -> None:
    lists = [node for node in block.children if isinstance(node, nodes.bullet_list)]
    if not lists and len(block.children) > 1:
        report("objectives: write them as a list", block)
    for item in (item for items in lists for item in items.children):
        if not list(item.findall(Met)):
            report("objectives: say what practises this objective; end it with {met}`name of a challenge`", item)


def _stands_in_list(met: Met) -> bool:
    node: nodes.Element | None = met
    while node is not None and not (isinstance(node, Block) and node["kind"] in ("objectives", "keypoints")):
        node = node.parent
    return node is not None


def _make_links(met: Met, practice: dict[str, Block]) -> list[nodes.Node]:
    links: list[nodes.Node] = []
    if not met["targets"]:
        report("met: names nothing; write the name of a challenge, a quiz or a graded exercise of this page", met)
    for target in met["targets"]:
        if target not in practice:
            report(f"met: '{target}' is no challenge, quiz or graded exercise of this page", met)
            continue
        block = practice[target]
        label = label_of(block).astext()
        links += [nodes.Text(", ")] if links else []
        links += [nodes.reference("", label, refid=block["ids"][0], internal=True)]
    return links


def setup(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_transform(JoinGates)
    app.add_transform(CheckBlocks)
    app.connect("doctree-read", name_blocks)
