"""Signs as they are drawn: of a sure width, or in ASCII, and never wider or narrower than they were laid out."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from simulator.tui.signs import PlainSigns, steady_signs

HEART, COUPLE, RAINBOW = (
    "\u2764\ufe0f",
    "\U0001f469\u200d\U0001f466",
    "\U0001f3f3\ufe0f\u200d\U0001f308",
)
THUMB, KEYCAP = "\U0001f44d\U0001f3fd", "1\ufe0f\u20e3"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("plain", "plain"),
        (HEART, "\u2764"),
        (THUMB * 2, "\U0001f44d" * 2),
        (COUPLE, "\U0001f469"),
        (RAINBOW, "\U0001f3f3"),
        (KEYCAP, "1"),
        (SCOTLAND, "\U0001f3f4"),
        ("\U0001f1e9\U0001f1ea", "\U0001f1e9\U0001f1ea"),
        ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937"),
        ("\ufe0fend", "end"),
    ],
)
def test_a_picture_is_its_first_sign(text: str, drawn: str) -> None:
    """What changes a sign is gone; letters that are joined stay; the width is what it was."""
    for seam in range(len(text) + 1):
        parts = [text[:seam], text[seam:]]
        steady = steady_signs(parts)
        assert drawn == "".join("".join(steady).split()), parts
        assert [*map(cell_len, parts)] == [*map(cell_len, steady)], parts


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("Show 1 finished conversation \u2026   ", "Show 1 finished conversation ... "),
        ("ended \u2026  ", "ended ..."),
        ("a cut titl\u2026 level 4", "a cut titl. level 4"),
        ("at the edge\u2026", "at the edge."),
    ],
)
def test_an_ellipsis_in_ascii(line: str, plain: str) -> None:
    """Three dots where nothing stands behind, also over the seams of a line; else one, so that nothing moves."""
    for seam in range(len(line)):
        segments = [Segment(line[:seam]), Segment(line[seam:])]
        drawn = PlainSigns().apply(segments, Color(0, 0, 0))
        assert plain == "".join(segment.text for segment in drawn)
