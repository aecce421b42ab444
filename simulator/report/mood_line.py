"""The mood over a play as a line of box signs, with the moments that mattered as figures on it and the last play as dots.

Bands are named at the left at the height where they lie, so that there is no axis to read. Pure: from moods to lines of text.
It tells nothing that the sentences of `curve` do not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.report.curve import band_labels
from simulator.text import number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LABEL, SHORT_LABEL = 11, 9
"""Columns for the names of the bands: in full, and cut."""
WIDE_STEP, NARROW_STEP, LEAST_STEP = 7, 3, 2
"""Columns for a move: at most on a page by itself and beside something else, and at least."""
SHORT_NAMES = {"frustrated": "frustr.", "delighted": "delight."}
BLOCKS = "▁▂▃▄▅▆▇█"
_SIGNS = "─│╭╮╰╯·"
_ASCII = "-|++++."


@dataclass(frozen=True, slots=True)
class MoodLine:
    """What is drawn: the moods from the start on, figures by the move they stand for, and the moods of the last play.

    Moves count from 1; move 0 is the start.
    """

    moods: tuple[int, ...]
    figures: Mapping[int, str] = field(default_factory=dict)
    last: tuple[int, ...] = ()


def draw(
    line: MoodLine, width: int, height: int, *, beside: bool = False, ascii_only: bool = False
) -> list[str]:
    """Return the line in rows of at most `width` columns and at most `height` rows, and below them the numbers of the moves.

    `beside` draws it closer, for a column beside something else.
    """
    signs = _ASCII if ascii_only else _SIGNS
    label = SHORT_LABEL if beside else LABEL
    room = max(LEAST_STEP, width - label)
    shown = _moves_drawn(line, room // LEAST_STEP)
    step = max(LEAST_STEP, min(NARROW_STEP if beside else WIDE_STEP, room // len(shown)))
    low, high = min((*line.moods, *line.last)), max((*line.moods, *line.last))
    scale = max(1, -(-(high - low + 1) // max(1, height)))
    rows = (high - low) // scale + 1
    grid = [[" "] * (len(shown) * step) for _ in range(rows)]
    heights = {mood: rows - 1 - (mood - low) // scale for mood in (*line.moods, *line.last)}
    last = [line.last[index] for index in shown if index < len(line.last)]
    for place, mood in enumerate(last):
        for column in range(place * step + place * step % 2, (place + 1) * step, 2):
            grid[heights[mood]][column] = signs[6]
    before = heights[line.moods[0]]
    for place, index in enumerate(shown):
        here = heights[line.moods[index]]
        _segment(grid, place * step, step, before, here, signs)
        if figure := line.figures.get(index):
            grid[here][place * step + 1] = figure
        before = here
    names = band_labels(low, scale, rows)[::-1]
    cut = SHORT_NAMES if beside else {}
    drawn = [
        f"{cut.get(name, name):>{label - 1}} {''.join(cells)}".rstrip()
        for name, cells in zip(names, grid, strict=True)
    ]
    return [*drawn, "", " " * label + _numbers(shown, step)]


def blocks(moods: Sequence[int], low: int, high: int) -> str:
    """Return moods as a row of blocks, one cell each, on a scale from `low` to `high`."""
    span = max(1, high - low)
    return "".join(BLOCKS[(mood - low) * (len(BLOCKS) - 1) // span] for mood in moods)


def strip_rows(line: MoodLine, width: int, *, ascii_only: bool = False) -> list[str]:
    """Return the mood on one row, the last play beside it where there is room, and below it the figures of the moments."""
    low, high = min((*line.moods, *line.last)), max((*line.moods, *line.last))
    first, end = number(line.moods[0]), number(line.moods[-1])
    if ascii_only or len(line.moods) + 20 > width:
        row = f"mood {first} to {end}"
        return [f"{row}, your last play {_ends(line.last)}" if line.last else row]
    lead = f"mood {first} "
    row = f"{lead}{blocks(line.moods, low, high)} {end}"
    if line.last:
        last = f"your last play {number(line.last[0])} {blocks(line.last, low, high)} {number(line.last[-1])}"
        if len(row) + 6 + len(last) <= width:
            row = f"{row}      {last}"
    under = [" "] * (len(lead) + len(line.moods))
    for move, figure in line.figures.items():
        under[len(lead) + move] = figure
    return [row, "".join(under).rstrip()]


def legend(line: MoodLine, when: str) -> str:
    """Return what the line and the dots are, with where each began and ended; `when` is the date of the last play."""
    told = f"─ this play, {_ends(line.moods)}"
    if not line.last:
        return told
    return f"{told}     · your last play, {f'{when}, ' if when else ''}{_ends(line.last)}"


def _ends(moods: Sequence[int]) -> str:
    return f"{number(moods[0])} to {number(moods[-1])}"


def _segment(
    grid: list[list[str]], column: int, step: int, before: int, here: int, signs: str
) -> None:
    """Draw how the mood comes to a height, and how it stays there until the next move."""
    flat, wall, up_end, down_end, down_start, up_start = tuple(signs[:6])
    for at in range(column, column + step):
        grid[here][at] = flat
    if here == before:
        return
    top, bottom = sorted((here, before))
    for row in range(top + 1, bottom):
        grid[row][column] = wall
    grid[top][column] = up_end if here < before else down_end
    grid[bottom][column] = up_start if here < before else down_start


def _moves_drawn(line: MoodLine, room: int) -> list[int]:
    """Return the moves that are drawn: all, or every second and so on, always with the moments and both ends."""
    last = len(line.moods) - 1
    kept = {0, last, *(move for move in line.figures if move <= last)}
    every = 1
    while True:
        shown = sorted(kept | set(range(0, last + 1, every)))
        if len(shown) <= max(room, len(kept)):
            return shown
        every += 1


def _numbers(shown: Sequence[int], step: int) -> str:
    """Return the moves' numbers below their places, as many as there is room for."""
    row = ""
    for place, index in enumerate(shown):
        at = place * step
        if index and len(row) <= at - bool(row):
            row = row.ljust(at) + str(index)
    return row
