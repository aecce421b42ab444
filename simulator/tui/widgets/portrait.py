"""The customer's portrait as a print of twelve columns by six rows, or framed like a stamp where the customer writes.

Every form of a face is made once and kept as ready lines, so that a change of mood repaints the cells and composes nothing
twice. It is given traits and a band, and knows no customer and no mode. The word for the mood has to be beside it.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from simulator.portrait.compose import ascii_rows, colours, compose, one_ink
from simulator.portrait.parts import COLUMNS, ROWS
from simulator.tui.colours import PRINTS_IN_COLOUR
from simulator.tui.widgets.faces import face

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.portrait.compose import Cell
    from simulator.portrait.traits import Traits

Frame = tuple[tuple[str, str, str], tuple[str, str], tuple[str, str, str]]
KEPT = 128
"""Faces that are kept ready: more than one conversation ever shows."""


class FrameKind(Enum):
    """The edge of a portrait: at the top, at the sides, below; drawn and in ASCII."""

    STAMP = (
        (("┌", "┄", "┐"), ("┊", "┊"), ("└", "┄", "┘")),
        (("+", ".", "+"), (":", ":"), ("+", ".", "+")),
    )
    PICTURE = (
        (("┌", "─", "┐"), ("│", "│"), ("└", "─", "┘")),
        (("+", "-", "+"), ("|", "|"), ("+", "-", "+")),
    )

    def signs(self, *, ascii_only: bool) -> Frame:
        """Return what it is drawn with."""
        drawn, plain = self.value
        return plain if ascii_only else drawn


class Form(Enum):
    """How a portrait is printed."""

    COLOUR = "colour"
    ONE_INK = "one ink"
    ASCII = "ascii"
    FACE = "face"
    """The face of one line in its place, where the player wants no portrait."""


class Portrait(Widget):
    """A customer's face, which changes with the band of the mood."""

    ALLOW_SELECT = False

    def __init__(
        self,
        traits: Traits,
        band: str,
        *,
        drawn: bool = True,
        ascii_only: bool = False,
        frame: FrameKind | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.traits, self.band = traits, band
        self._drawn, self._ascii, self._frame = drawn, ascii_only, frame
        edge = 2 if frame else 0
        self.styles.width, self.styles.height = COLUMNS + edge, ROWS + edge

    def show(self, band: str, traits: Traits | None = None) -> None:
        """Show the face of this band, or of other traits too, if it is another."""
        now = traits or self.traits, band
        if now != (self.traits, self.band):
            self.traits, self.band = now
            self.refresh()

    def dress(self, *, drawn: bool, ascii_only: bool) -> None:
        """Print it otherwise from now on: as a portrait or as the face of one line, and in ASCII or not."""
        if (drawn, ascii_only) != (self._drawn, self._ascii):
            self._drawn, self._ascii = drawn, ascii_only
            self.refresh()

    @property
    def form(self) -> Form:
        """How it is printed in the theme of now."""
        if not self._drawn:
            return Form.FACE
        if self._ascii:
            return Form.ASCII
        return Form.COLOUR if self.app.theme in PRINTS_IN_COLOUR else Form.ONE_INK

    def render_line(self, y: int) -> Strip:
        """Return one of the ready lines."""
        drawn = lines(self.traits, self.band, self.form, self.rich_style, self._frame, self._ascii)
        return drawn[y] if y < len(drawn) else Strip.blank(self.size.width, self.rich_style)


@lru_cache(KEPT)
def lines(
    traits: Traits, band: str, form: Form, style: Style, frame: FrameKind | None, ascii_only: bool
) -> tuple[Strip, ...]:
    """Return the lines of a portrait; `style` is that of the frame, and of all that is printed in one colour."""
    if form is Form.COLOUR:
        rows = [Strip(_in_colour(row, traits, band)) for row in compose(traits, band)]
    else:
        rows = [
            Strip([Segment(row, style)]) for row in _in_one_colour(traits, band, form, ascii_only)
        ]
    if frame:
        rows = _with_frame(rows, style, frame.signs(ascii_only=ascii_only))
    return tuple(rows)


def _in_colour(row: list[Cell], traits: Traits, band: str) -> Iterator[Segment]:
    shades = colours(traits, band)
    for cell in row:
        yield Segment(cell.sign, Style(color=shades[cell.tone], bgcolor=shades[cell.ground]))


def _in_one_colour(traits: Traits, band: str, form: Form, ascii_only: bool) -> list[str]:
    match form:
        case Form.ASCII:
            return ascii_rows(traits, band)
        case Form.FACE:
            blank = " " * COLUMNS
            return [blank, blank, face(band, ascii_only=ascii_only).center(COLUMNS), *[blank] * 3]
        case _:
            return one_ink(traits, band)


def _with_frame(rows: list[Strip], style: Style, frame: Frame) -> list[Strip]:
    (left, edge, right), (before, after), (low, below, end) = frame
    sides = Segment(before, style), Segment(after, style)
    return [
        Strip([Segment(left + edge * COLUMNS + right, style)]),
        *(Strip([sides[0], *row, sides[1]]) for row in rows),
        Strip([Segment(low + below * COLUMNS + end, style)]),
    ]
