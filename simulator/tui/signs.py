"""The last thing done to each line that is drawn, whichever widget, frame or message it is of.

Signs that terminals do not agree on are replaced here, at one place, and each line keeps the width that it was laid out with.
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.filter import LineFilter

from simulator.report.signs import plain_signs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.color import Color

_PICTURE = "[\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff]"
_ADDED = f"(?:[\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]|\u200d{_PICTURE})"
"""What follows a sign and changes it: a variation, a keycap, a skin tone, a flag's tag, a picture that is joined to it."""
_CHANGED = re.compile(f"(.??)({_ADDED}+)", re.DOTALL)
_ADDS = re.compile("[\ufe0f\u20e3\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""Cheap to look for: a line without any of these is left as it is."""
_ROOM_FOR_DOTS = re.compile("…  (?= |$)")


def steady_signs(parts: Sequence[str]) -> list[str]:
    """Return the parts of a line without what makes terminals differ on its width.

    Each picture is its first sign, and each part stays as wide as it was. A picture may be cut between two parts.
    """
    line = "".join(parts)
    if not _CHANGED.search(line):
        return list(parts)
    ends = [*accumulate(map(len, parts))]
    steady: list[str] = [*line]
    for match in _CHANGED.finditer(line):
        cuts = [match.start(), *(end for end in ends if match.start() < end < match.end())]
        sign = match[1]
        for start, end in pairwise([*cuts, match.end()]):
            free = cell_len(line[start:end]) - cell_len(sign)
            steady[start:end] = [sign + " " * max(0, free), *[""] * (end - start - 1)]
            sign = ""
    return ["".join(steady[start:end]) for start, end in pairwise([0, *ends])]


def steady_text(text: str) -> str:
    """Return text for one line as every terminal draws it equally wide; to be measured only then.

    A picture is its first sign, without a variation or a skin tone, and marks without a letter are left out.
    """
    steady = _CHANGED.sub(lambda match: match[1], text) if _ADDS.search(text) else text
    return "".join(sign for at, sign in enumerate(steady) if at or cell_len(sign))


class SteadySigns(LineFilter):
    """Signs of which every terminal knows how wide they are."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the same line without variations, skin tones and joined pictures."""
        del background
        texts = [segment.text for segment in segments]
        if not any(_ADDS.search(text) for text in texts if not text.isascii()):
            return segments
        steady = steady_signs(texts)
        return [
            Segment(text, style, control)
            for text, (_, style, control) in zip(steady, segments, strict=True)
        ]


class PlainSigns(LineFilter):
    """ASCII signs; an ellipsis has three dots where there is room behind it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the same line in ASCII signs."""
        del background
        line = plain_signs(_ROOM_FOR_DOTS.sub("...", "".join(text for text, _, _ in segments)))
        plain, at = [], 0
        for text, style, control in segments:
            plain.append(Segment(line[at : at + len(text)], style, control))
            at += len(text)
        return plain


class InOneGo(LineFilter):
    """Several filters as one: Textual makes a line again for each filter, which takes longer than what they do to it."""

    def __init__(self, filters: Sequence[LineFilter]) -> None:
        super().__init__()
        self.filters = tuple(filters)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return what the filters make of a line, one after the other."""
        for line_filter in self.filters:
            segments = line_filter.apply(segments, background)
        return segments
