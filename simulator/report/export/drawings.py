"""Drawings of a report as SVG: mood curves and bars. They hold no script and no address; the page gives them their colours."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from simulator.report.curve import MARKED, curve_sentences, curve_through
from simulator.ruleset import BANDS
from simulator.text import escape_controls

if TYPE_CHECKING:
    from simulator.report.curve import Curve
    from simulator.report.export.blocks import MoodCurve

LOWEST, HIGHEST = -100, 100
BAR_WIDTH, BAR_HEIGHT = 160, 12
EDGE = 8
NAMES = 76
"""Room for the names of the moods beside a large curve."""


def curve_svg(drawn: MoodCurve, at: int) -> str:
    """Return a mood curve with its title and description; `at` tells it from the other drawings of its page.

    The scale is always that from -100 to 100, so that curves can be compared.
    """
    width, height = (320, 84) if drawn.small else (680, 260)
    curve = curve_through(drawn.moods)
    left = EDGE if drawn.small else NAMES
    points = _points(drawn.moods, left, width - EDGE, height)
    body = [] if drawn.small else _bands(width, height)
    body.append(f'<path class="level" d="M{left} {_y(0, height)}H{width - EDGE}"/>')
    line = " ".join(f"{x},{y}" for x, y in points)
    body.append(f'<polyline class="curve" points="{line}"/>')
    marked = {point.index for point in curve.points}
    for index, (x, y) in enumerate(points):
        kind = "turn" if index in marked else "point"
        radius = (3 if kind == "turn" else 2) if drawn.small else (5 if kind == "turn" else 3)
        body.append(f'<circle class="{kind}" cx="{x}" cy="{y}" r="{radius}"/>')
    if not drawn.small:
        body += _letters(curve, points, height)
    title = _text(drawn.caption)
    told = _text(" ".join(curve_sentences(curve)))
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-labelledby="title-{at} told-{at}">'
        f'<title id="title-{at}">{title}</title><desc id="told-{at}">{told}</desc>{"".join(body)}</svg>'
    )


def bar_svg(value: int, whole: int, *, marked: bool) -> str:
    """Return a bar; it says nothing that isn't beside it, so it isn't read out."""
    part = max(0, min(value, whole)) / whole if whole else 0
    width = max(round(BAR_WIDTH * part, 1), 2 if value else 0)
    kind = "part marked" if marked else "part"
    return (
        f'<svg class="bar" viewBox="0 0 {BAR_WIDTH} {BAR_HEIGHT}" aria-hidden="true" focusable="false">'
        f'<rect class="whole" width="{BAR_WIDTH}" height="{BAR_HEIGHT}"/>'
        f'<rect class="{kind}" width="{width:g}" height="{BAR_HEIGHT}"/></svg>'
    )


def _points(
    moods: tuple[int, ...], left: float, right: float, height: int
) -> list[tuple[float, float]]:
    step = (right - EDGE - left - EDGE) / max(1, len(moods) - 1)
    return [(round(left + EDGE + at * step, 1), _y(mood, height)) for at, mood in enumerate(moods)]


def _y(mood: int, height: int) -> float:
    share = (HIGHEST - max(LOWEST, min(HIGHEST, mood))) / (HIGHEST - LOWEST)
    return round(EDGE + share * (height - 2 * EDGE), 1)


def _bands(width: int, height: int) -> list[str]:
    """Return the lines between the moods, with the name of each above its line."""
    drawn = []
    for name, least in BANDS.items():
        y = _y(max(least, LOWEST), height)
        drawn.append(f'<path class="grid" d="M{NAMES} {y}H{width - EDGE}"/>')
        drawn.append(
            f'<text class="band" x="{NAMES - EDGE}" y="{y}" text-anchor="end">{name}</text>'
        )
    return drawn


def _letters(curve: Curve, points: list[tuple[float, float]], height: int) -> list[str]:
    """Return the letters of the turning points, above the curve where there is room."""
    drawn = []
    for at, point in enumerate(curve.points):
        x, y = points[point.index]
        place = y - 10 if y > 24 else min(y + 20, height - 2)
        drawn.append(
            f'<text class="letter" x="{x}" y="{place}" text-anchor="middle">{MARKED[at]}</text>'
        )
    return drawn


def _text(words: str) -> str:
    return escape(escape_controls(words), quote=True)
