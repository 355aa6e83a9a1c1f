"""Pictures that keep their place: each says how large it is, and waits until a reader comes near.

Without a size the words below would jump when a picture arrives; a picture far down the page would
be drawn before anybody has read the first line.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path

PICTURE = re.compile(r'<img(?P<attributes>[^>]*\ssrc="(?P<source>_images/[^"]+)"[^>]*?)\s*/?>')
SIZED = re.compile(r"\s(width|height|loading)=")
LENGTH = re.compile(r'\s(width|height)="([\d.]+)(pt|px)?"')
PIXELS = {"pt": 4 / 3, "px": 1.0, "": 1.0}
PNG = b"\x89PNG\r\n\x1a\n"


def with_sizes(html: str, site: Path) -> str:
    """Return a page whose pictures have their own size and are loaded when they are needed.

    Args:
        html: The page.
        site: The folder that its addresses start from.
    """

    def sized(found: re.Match[str]) -> str:
        size = None if SIZED.search(found["attributes"]) else size_of(site / found["source"])
        if size is None:
            return found[0]
        return f'<img{found["attributes"]} width="{size[0]}" height="{size[1]}" loading="lazy" />'

    return PICTURE.sub(sized, html)


def size_of(file: Path) -> tuple[int, int] | None:
    """Return width and height in pixels of an SVG or PNG picture, or nothing where it does not say."""
    if not file.is_file():
        return None
    with file.open("rb") as picture:
        start = picture.read(4096)
    if start.startswith(PNG):
        width, height = struct.unpack(">II", start[16:24])
        return width, height
    found = re.search(r"<svg\b[^>]*>", start.decode("utf-8", "replace"))
    sides = {side: float(number) * PIXELS[unit] for side, number, unit in LENGTH.findall(found[0])} if found else {}
    return (round(sides["width"]), round(sides["height"])) if len(sides) == 2 else None
