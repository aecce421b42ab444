"""Gauges as text: a thin line for each, its number, how the last turn moved it, and the last turns as small blocks.

Pure: from numbers to lines. Every face of the full screen that shows a gauge draws it here, so that one looks like the other.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from simulator.ruleset import GAUGES
from simulator.text import number, signed
from simulator.tui.widgets.faces import face

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.engine.state import Gauges
    from simulator.tui.widgets.reading import Reading

TREND = 5
"""Turns of a gauge that are shown as blocks."""
BLOCKS = "▁▂▃▄▅▆▇"
NAME, VALUE, CHANGE = 8, 4, 5
SHORT = MappingProxyType({"anger": "ang", "heard": "hrd", "trust": "tru", "patience": "pat"})
"""The gauges by short names, where there is one row for all of them."""


class Signs(NamedTuple):
    """What a line is drawn with: what there is, a half of it, the rest; and whether blocks can be drawn."""

    full: str
    half: str
    rest: str
    blocks: bool


DRAWN, ASCII = Signs("━", "╸", "─", True), Signs("=", "=", "-", False)


def bar(value: int, cells: int, signs: Signs) -> tuple[str, str]:
    """Return a value of 100 as a line of that many cells, to the half of one: what there is, and the rest."""
    halves = (value * cells * 2 + 50) // 100
    if value and not halves:
        halves = 1
    full = signs.full * (halves // 2) + signs.half * (halves % 2)
    return full, signs.rest * (cells - len(full))


def blocks(values: Iterable[int], least: int = 0) -> str:
    """Return values from `least` to 100 as small blocks."""
    steps, last = len(BLOCKS), len(BLOCKS) - 1
    return "".join(BLOCKS[min(last, (value - least) * steps // (100 - least))] for value in values)


def gauge(name: str, shown: Reading, cells: int, signs: Signs, change: str) -> Content:
    """Return name, line, value and the last change, which is drawn in the style `change`."""
    value: int = getattr(shown.gauges, name)
    moved = value - getattr(shown.before, name) if shown.before else 0
    full, rest = bar(value, cells, signs)
    return Content.assemble(
        f"{name:>{NAME}} ",
        (full, ".mood--anger" if name == "anger" else ".mood--bar"),
        (rest, ".mood--rest"),
        f"{number(value):>{VALUE}}",
        (f" {signed(moved) if moved else '':<{CHANGE - 1}}", change),
    )


def gauge_with_trend(name: str, shown: Reading, cells: int, signs: Signs, change: str) -> Content:
    """Return the same with the last turns behind it."""
    line = gauge(name, shown, cells, signs, change)
    if not signs.blocks:
        return line
    last = blocks(getattr(gauges, name) for gauges in shown.trend[-TREND:])
    return Content.assemble(line, " ", (last, ".mood--muted"))


def mood_words(shown: Reading, change: str) -> Content:
    """Return the mood as a number, and how far the last turn moved it: `mood −8  up 15`."""
    if shown.gauges is None:
        return Content("")
    moved = shown.gauges.mood - shown.before.mood if shown.before else 0
    told = f"  {'up' if moved > 0 else 'down'} {abs(moved)}" if moved else ""
    return Content.assemble((f"mood {number(shown.gauges.mood)}", ".mood--number"), (told, change))


def number_row(
    shown: Reading, change: str, *, ascii_only: bool, changes: bool, mood: bool
) -> Content:
    """Return face, word and the numbers of the mood and of each gauge: `(o_ô) wary −8 +15 ang 46 −6  hrd 38 +14`."""
    looks = Content.styled(f"{face(shown.band, ascii_only=ascii_only)} {shown.band}", ".mood--face")
    now, before = shown.gauges, shown.before
    if now is None:
        return looks
    parts = [
        looks
        + (_gauge_content("", "mood", now, before if changes else None, change) if mood else "")
    ]
    parts += [
        _gauge_content(short, name, now, before if changes else None, change)
        for name, short in SHORT.items()
    ]
    return Content("  ").join(parts)


def _gauge_content(
    short: str, name: str, now: Gauges, before: Gauges | None, change: str
) -> Content:
    """Return a gauge's number, and how the last turn moved it."""
    value: int = getattr(now, name)
    moved = value - getattr(before, name) if before else 0
    told = (f" {signed(moved)}" if moved else "", change)
    return Content.assemble((f"{short} {number(value)}", ".mood--number"), told)


def all_gauges(shown: Reading, cells: int, signs: Signs, change: str) -> list[Content]:
    """Return the four of them with their trends."""
    return [gauge_with_trend(name, shown, cells, signs, change) for name in GAUGES]
