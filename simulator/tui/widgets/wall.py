"""The wall as a picture: six courses of bricks, loose ones crumbling, and what fell lying at its foot.

A brick is three signs of one row and a joint, and every second course is moved by half a brick. The sentence below it says the
same, so that nothing is told by the picture alone.
"""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.widget import Widget

from simulator.shift.wall import Brick, Wall, picture

HALF = 2
"""Columns by which every second course is moved."""
DRAWN = {Brick.FAST: "▇▇▇ ", Brick.LOOSE: "▒▒▒ ", Brick.OUT: "    "}
ASCII = {Brick.FAST: "[##]", Brick.LOOSE: "<==>", Brick.OUT: "    "}
PIECE, PIECE_ASCII = "▂▃", "=="
MOST_PIECES = 10
TONES = 3
WIDTH, HEIGHT = 4 * 10 + HALF, 7


class WallPicture(Widget):
    """A wall, whole or broken."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "wall--brick-0",
        "wall--brick-1",
        "wall--brick-2",
        "wall--loose",
        "wall--rubble",
    }

    def __init__(self, wall: Wall, *, ascii_only: bool = False) -> None:
        super().__init__()
        self._wall, self._ascii = wall, ascii_only

    def show(self, wall: Wall) -> None:
        """Show this wall instead."""
        if wall != self._wall:
            self._wall = wall
            self.refresh()

    def render(self) -> Content:
        """Return six courses, and a row for what fell."""
        rows = [self._course(at, course) for at, course in enumerate(picture(self._wall))]
        return Content("\n").join([*rows, self._rubble()])

    def _course(self, row: int, course: tuple[Brick, ...]) -> Content:
        signs = ASCII if self._ascii else DRAWN
        parts: list[str | tuple[str, str]] = [" " * (HALF * (row % 2))]
        for column, brick in enumerate(course):
            tone = f".wall--brick-{(7 * row + 5 * column) % TONES}"
            style = ".wall--loose" if brick is Brick.LOOSE else tone
            parts.append((signs[brick], style))
        return Content.assemble(*parts)

    def _rubble(self) -> Content:
        pieces = min(MOST_PIECES, self._wall.count(Brick.OUT))
        piece = PIECE_ASCII if self._ascii else PIECE
        # It lies where the wall broke: at the right.
        line = "  ".join([piece] * pieces)
        return Content.styled(line.rjust(WIDTH - HALF), ".wall--rubble")
