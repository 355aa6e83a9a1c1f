"""One small drawing for each kind of block, so that kinds differ in more than colour."""

# Strokes on a grid of 24 by 24, drawn for this course.
STROKES = {
    "questions": "M8 9a4 4 0 1 1 6 3.4c-1.3.8-2 1.6-2 3.1M12 19.5v.1",
    "objectives": "M12 3a9 9 0 1 0 9 9M12 8a4 4 0 1 0 4 4M12 12l8-8M16 4v4h4",
    "prereq": "M4 20v-4h5v-4h5V8h6M4 20h16V8",
    "callout": "M4 5h16v11h-9l-4 4v-4H4zM8 9h8M8 12.5h5",
    "discussion": "M3 4h12v9H9l-3 3v-3H3zM18 9h3v8h-2v3l-3-3h-4v-1",
    "key-terms": "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM9 8h6M9 12h6",
    "instructor": "M3 5h18v10H3zM12 15v3M8 21l4-3 4 3M7 9h6M7 12h3",
    "keypoints": "M4 6l1.5 1.5L8 5M4 12l1.5 1.5L8 11M4 18l1.5 1.5L8 17M11 6.5h9M11 12.5h9M11 18.5h9",
    "challenge": "M4 20l1-5L16 4l4 4L9 19zM13 7l4 4",
    "graded": "M5 3h14v18H5zM9 8h6M8.5 14.5l2.5 2.5 4.5-5",
    "quiz": "M5 6a2 2 0 1 0 .1 0M5 16a2 2 0 1 0 .1 0M11 8h9M11 18h9M4.3 18l.8.8 1.6-2",
    "claim": "M20 11a8 8 0 0 0-14.5-3.5M5 4v4h4M4 13a8 8 0 0 0 14.5 3.5M19 20v-4h-4M9 12l2 2 4-4",
    "video": "M3 5h18v14H3zM10 9v6l5-3z",
}


def icon(kind: str) -> str:
    """Return the drawing for ``kind`` as SVG that assistive technology skips."""
    return (
        '<svg class="lesson-icon" aria-hidden="true" focusable="false" viewBox="0 0 24 24" width="20" height="20">'
        f'<path d="{STROKES[kind]}"/></svg>'
    )
