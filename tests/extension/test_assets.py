"""What the site's own style sheet, script and templates promise."""

import re
from pathlib import Path

BOOK = Path(__file__).parents[2] / "book"
CSS = (BOOK / "_static" / "lessons.css").read_text("utf-8")
SCRIPT = (BOOK / "_static" / "lessons.js").read_text("utf-8")


def test_the_style_sheet_is_lean_and_brings_nothing_from_elsewhere():
    assert len(CSS.encode()) < 12_000
    assert not re.search(r"@import|url\(|//", CSS)


def test_the_script_is_lean_and_asks_one_host_alone_and_that_after_a_click():
    assert len(SCRIPT.encode()) < 4_000
    assert re.findall(r"https?://[\w.-]+", SCRIPT) == ["https://www.youtube-nocookie.com"]
    before = SCRIPT[: SCRIPT.index("https://")]
    assert before.rfind('addEventListener("click"') > before.rfind("const addPlayer")
    assert not re.search(r"\bfetch\(|XMLHttpRequest|\bimport\b|eval\(|innerHTML", SCRIPT)


def test_solutions_are_open_in_print_without_the_script():
    printed = CSS[CSS.index("@media print") :]
    assert re.search(r"details::details-content \{ content-visibility: visible;", printed)


def test_every_kind_of_block_has_a_drawing_and_a_label():
    from lessons.blocks import LABELS
    from lessons.icons import STROKES

    assert set(LABELS) == set(STROKES)
    assert len(set(STROKES.values())) == len(STROKES)
    assert len(set(LABELS.values())) == len(LABELS)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _mixed(accent: str, ground: str, share: float) -> str:
    pairs = [(int(accent[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a * share + g * (1 - share)):02x}" for a, g in pairs)


def test_accents_can_be_read_on_their_tints_in_light_and_dark():
    grounds = {"html {": "#ffffff", 'html[data-theme="dark"] {': "#121212"}
    for selector, ground in grounds.items():
        rules = CSS[CSS.index(selector) :].split("}", 1)[0]
        share = int(re.search(r"--lesson-tint: (\d+)%", rules)[1]) / 100
        accents = re.findall(r"--lesson-\w+: (#\w{6})", rules)
        assert len(accents) == 7
        for accent in accents:
            assert _contrast(accent, _mixed(accent, ground, share)) >= 4.5, (selector, accent)
