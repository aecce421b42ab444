"""The mood over a play: its turning points, a plot in characters, and the same as a sentence.

Pure: from moods to values and text. The plot uses signs of width one and tells nothing that the sentence does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from simulator.ruleset import BANDS, band
from simulator.text import number, signed

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_MARKED = 5
WORTH_MARKING = 8
"""Change of the mood by one move from which on the move is a turning point."""
LABEL_WIDTH = 17
MAX_STEP = 4
POINT, MARKED, LEVEL = "●", "ABCDEFGH", "┈"
POINT_ASCII, LEVEL_ASCII = "o", "."


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A move that changed the mood much; `index` counts moves from 1, `mood` is the one after it."""

    index: int
    mood: int
    change: int


@dataclass(frozen=True, slots=True)
class Curve:
    """The moods from the start on, one after each move, and the turning points in the order of play."""

    moods: tuple[int, ...]
    points: tuple[TurningPoint, ...]

    @property
    def lowest(self) -> int:
        """The move after which the mood was lowest, the first of equals; 0 is the start."""
        return self.moods.index(min(self.moods))

    @property
    def highest(self) -> int:
        """The move after which the mood was highest, the first of equals; 0 is the start."""
        return self.moods.index(max(self.moods))


def curve_through(moods: Sequence[int]) -> Curve:
    """Return the curve through moods: the one at the start, then one after each move."""
    return Curve(tuple(moods), _turning_points(moods))


def curve_sentences(curve: Curve) -> list[str]:
    """Return the curve in words: where the mood began, how low and high it went, where it ended, and what turned it."""
    moods, last = curve.moods, len(curve.moods) - 1
    told = [f"The mood began at {_mood(moods[0])}"]
    told += [
        f"{what} at {_mood(moods[index])} after move {index}"
        for index, what in sorted(
            {curve.lowest: "was lowest", curve.highest: "was highest"}.items()
        )
        if index not in (0, last) and moods[index] not in (moods[0], moods[last])
    ]
    told.append(f"ended at {_mood(moods[-1])}")
    sentences = [f"{', '.join(told[:-1])} and {told[-1]}."]
    if curve.points:
        steps = "; ".join(
            f"move {point.index} ({signed(point.change)}, to {number(point.mood)})"
            for point in curve.points
        )
        moves = "moves that changed" if len(curve.points) > 1 else "move that changed"
        sentences.append(f"The {moves} it most: {steps}.")
    return sentences


def turning_words(curve: Curve) -> list[str]:
    """Return what the letters of the plot stand for: `A: move 4, −20, to −61 (furious)`."""
    return [
        f"{MARKED[at]}: move {point.index}, {signed(point.change)}, to {_mood(point.mood)}"
        for at, point in enumerate(curve.points)
    ]


def figures_of(curve: Curve) -> dict[int, str]:
    """Return the letter of each turning point, by its move."""
    return {point.index: MARKED[at] for at, point in enumerate(curve.points)}


def plot(curve: Curve, width: int, height: int = 11, *, ascii_only: bool = False) -> list[str]:
    """Return the curve in lines of at most `width` characters: moods upwards, moves to the right, turning points as letters."""
    moods = curve.moods
    room = max(8, width - LABEL_WIDTH)
    step = max(1, min(MAX_STEP, (room - 1) // max(1, len(moods) - 1)))
    shown = _indices_drawn(moods, curve, room // step)
    low, high = min(moods), max(moods)
    scale = max(1, -(-(high - low) // max(1, height - 1)))
    rows = (high - low) // scale + 1
    labels = band_labels(low, scale, rows)
    dot, level = (POINT_ASCII, LEVEL_ASCII) if ascii_only else (POINT, LEVEL)
    lines = []
    columns = (len(shown) - 1) * step + 1
    for row in range(rows - 1, -1, -1):
        ground = level if labels[row] else " "
        cells = [ground if at % 4 == 0 else " " for at in range(columns)]
        for place, index in enumerate(shown):
            if (moods[index] - low) // scale == row:
                cells[place * step] = _sign(curve, index, dot)
        ends = number(low + row * scale) if row == 0 else number(high) if row == rows - 1 else ""
        wall = "|" if ascii_only else "│"
        lines.append(f"{labels[row]:>10} {ends:>4} {wall}{''.join(cells)}".rstrip())
    return lines


def _mood(mood: int) -> str:
    return f"{number(mood)} ({band(mood)})"


def band_labels(low: int, scale: int, rows: int) -> list[str]:
    """Return the name of each band at the lowest row that lies in it whole; the lowest row names its own."""
    labels = [""] * rows
    for name, least in BANDS.items():
        row = max(0, -(-(least - low) // scale))
        if row < rows and band(low + row * scale) == name:
            labels[row] = name
    return labels


def _sign(curve: Curve, index: int, dot: str) -> str:
    for at, point in enumerate(curve.points):
        if point.index == index:
            return MARKED[at]
    return dot


def _indices_drawn(moods: Sequence[int], curve: Curve, room: int) -> list[int]:
    """Return the indices that are drawn: all, or evenly chosen ones apart from the turning points where there is no room."""
    if len(moods) <= room:
        return list(range(len(moods)))
    marked = {point.index for point in curve.points} | {0, len(moods) - 1}
    left = max(1, room - len(marked))
    every = len(moods) / left
    return sorted(marked | {int(at * every) for at in range(left)})[: max(room, len(marked))]


def _turning_points(moods: Sequence[int]) -> tuple[TurningPoint, ...]:
    """Return the moves that changed the mood most, in the order of play."""
    steps = [
        TurningPoint(index, mood, mood - before)
        for index, (before, mood) in enumerate(pairwise(moods), 1)
        if abs(mood - before) >= WORTH_MARKING
    ]
    most = sorted(steps, key=lambda point: (-abs(point.change), point.index))[:MAX_MARKED]
    return tuple(sorted(most, key=lambda point: point.index))
