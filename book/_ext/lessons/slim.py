"""A style sheet without the rules that no page can meet: most of what a theme brings is for other sites."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

# A comment or a string is one token, so that braces and commas in them mean nothing; so is what stands between them.
TOKEN = re.compile(r"[^][{}(),;\"'\\/]+|/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\\.|.", re.DOTALL)
OPENING = {"{": "}", "(": ")", "[": "]"}
CLASS = re.compile(r"\.((?:\\.|[\w-])+)")
# At-rules that hold rules; all others are kept or left out as a whole.
NESTING = ("@media", "@supports", "@layer", "@container")
NAMED = {
    "@font-face": re.compile(r"font-family:\s*[\"']?([^;\"'}]+)"),
    "@keyframes": re.compile(r"@keyframes\s+([\w-]+)"),
}


def slim(css: str, has_class: Callable[[str], bool], has_name: Callable[[str, str], bool]) -> str:
    """Return a style sheet without the rules that ask for a class which no page has.

    Args:
        css: The style sheet.
        has_class: Whether a page has a class, or may get it from a script.
        has_name: Whether a font (``@font-face``) or a movement (``@keyframes``) of a name is wanted.

    Returns:
        The rules that may be met, in their order, without comments but those with a licence.
    """
    return "".join(_kept(prelude, body, has_class, has_name) for prelude, body in rules(css))


def _kept(
    prelude: str, body: str | None, has_class: Callable[[str], bool], has_name: Callable[[str, str], bool]
) -> str:
    if body is None or prelude.startswith("/*"):
        return f"{prelude}\n"
    if prelude.startswith(NESTING):
        inner = slim(body, has_class, has_name)
        return f"{prelude}{{{inner}}}\n" if inner.strip() else ""
    for kind, name in NAMED.items():
        if prelude.startswith(kind):
            found = name.search(f"{prelude}{{{body}}}")
            return f"{prelude}{{{body}}}\n" if found is None or has_name(kind, found[1].strip()) else ""
    if prelude.startswith("@"):
        return f"{prelude}{{{body}}}\n"
    met = [selector for selector in split(prelude) if all(map(has_class, classes_asked_for(selector)))]
    return f"{','.join(met)}{{{body}}}\n" if met else ""


def rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Yield the prelude and the body of each rule; a statement without a body, and a kept comment, has none."""
    start = depth = opened = 0
    for token in TOKEN.finditer(css):
        text = token[0]
        if depth == 0 and text.startswith("/*") and not css[start : token.start()].strip():
            if text.startswith("/*!"):
                yield text, None
            start = token.end()
        elif text == "{":
            opened = token.start() if depth == 0 else opened
            depth += 1
        elif text == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : token.start()]
                start = token.end()
        elif text == ";" and depth == 0:
            yield css[start : token.end()].strip(), None
            start = token.end()


def split(selectors: str) -> list[str]:
    """Return the selectors of a list; a comma in parentheses separates nothing."""
    parts, depth = [""], 0
    for token in TOKEN.finditer(selectors):
        text = token[0]
        depth += (text in OPENING) - (text in OPENING.values())
        if text == "," and depth == 0:
            parts.append("")
        elif not text.startswith("/*"):
            parts[-1] += text
    return [part.strip() for part in parts]


def classes_asked_for(selector: str) -> list[str]:
    """Return the classes without which a selector meets nothing; those in parentheses may be alternatives."""
    outside, depth = "", 0
    for token in TOKEN.finditer(selector):
        text = token[0]
        depth -= text in OPENING.values()
        outside += text if depth == 0 else ""
        depth += text in OPENING
    return [re.sub(r"\\(.)", r"\1", name) for name in CLASS.findall(outside)]
