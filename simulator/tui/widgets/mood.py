"""How the customer feels: a face, a word, and the gauges where the mode shows them.

Drawn at a fixed size by one widget, so that a move repaints it without a new layout. It shows numbers that it is given and
works none out; without gauges it holds none, so that an exam cannot give one away.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widget import Widget

from simulator.ruleset import GAUGES
from simulator.text import number, signed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.timer import Timer

    from simulator.engine.conversation import Turn
    from simulator.engine.state import Gauges, State

FACES_DRAWN: Mapping[str, str] = MappingProxyType(
    {
        "furious": "(ò_ó)!",
        "angry": "(ò_ó)",
        "frustrated": "(¬_¬)",
        "wary": "(o_ô)",
        "calm": "(-_-)",
        "pleased": "(^_^)",
        "delighted": "(^o^)/",
    }
)
"""A face for each band."""

FACES: Mapping[str, str] = MappingProxyType(
    {
        "furious": ">:-O",
        "angry": ">:-(",
        "frustrated": ":-(",
        "wary": ":-/",
        "calm": ":-|",
        "pleased": ":-)",
        "delighted": ":-D",
    }
)
"""The same in signs that every terminal has."""

FULL, EMPTY = "█", "░"
FULL_ASCII, EMPTY_ASCII = "#", "."
FRESH = 3.0
"""Seconds that a change stands out before it fades."""
TWO_LINES_FROM = 70
"""Width from which the gauges stand beside the face rather than below it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is shown: the band, and with gauges their values and how the last turn moved them."""

    band: str
    gauges: Gauges | None = None
    before: Gauges | None = None


def reading(state: State, last: Turn | None, *, with_gauges: bool) -> Reading:
    """Return what a state shows; without gauges there is no number in it."""
    if not with_gauges:
        return Reading(state.band)
    return Reading(state.band, state.gauges, last.before.state.gauges if last else None)


class Mood(Widget):
    """Face and word, and beside or below them the gauges."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "mood--face",
        "mood--muted",
        "mood--bar",
        "mood--anger",
    }

    def __init__(
        self,
        shown: Reading,
        *,
        ascii_only: bool = False,
        fades: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._reading = shown
        self._faces = FACES if ascii_only else FACES_DRAWN
        self._signs = (FULL_ASCII, EMPTY_ASCII) if ascii_only else (FULL, EMPTY)
        self._fades = fades
        self._fresh = False
        self._timer: Timer | None = None

    def show(self, shown: Reading) -> None:
        """Show this instead; what it changes stands out for a while."""
        if shown == self._reading:
            return
        self._reading = shown
        self._fresh = self._fades
        if self._timer:
            self._timer.stop()
        if self._fades:
            self._timer = self.set_timer(FRESH, self._fade)
        self.refresh()

    def _fade(self) -> None:
        self._fresh = False
        self.refresh()

    @property
    def _change_style(self) -> str:
        return ".mood--face" if self._fresh else ".mood--muted"

    def render(self) -> Content:
        """Two lines where there is width, else one below the other."""
        shown = self._reading
        face = Content.styled(f"{self._faces[shown.band]:<6} {shown.band}", ".mood--face")
        if shown.gauges is None:
            return face
        mood = self._mood(shown)
        anger, heard, trust, patience = (self._gauge(name, shown) for name in GAUGES)
        if self.size.width < TWO_LINES_FROM:
            return Content("\n").join([face, mood, "", anger, heard, trust, patience])
        left = [line.truncate(22, pad=True) for line in (face, mood)]
        return Content("\n").join([left[0] + anger + trust, left[1] + heard + patience])

    def _mood(self, shown: Reading) -> Content:
        assert shown.gauges is not None
        moved = shown.gauges.mood - shown.before.mood if shown.before else 0
        change = (f" {signed(moved)}" if moved else "", self._change_style)
        return Content.assemble((f"mood {number(shown.gauges.mood)}", ".mood--face"), change)

    def _gauge(self, name: str, shown: Reading) -> Content:
        """Name, bar, value and last change, in as many columns as there are."""
        value: int = getattr(shown.gauges, name)
        moved = value - getattr(shown.before, name) if shown.before else 0
        narrow = self.size.width < TWO_LINES_FROM
        cells = max(5, self.size.width - 18) if narrow else 10
        full = (value * cells + 50) // 100
        if value and not full:
            full = 1
        style = ".mood--anger" if name == "anger" else ".mood--bar"
        return Content.assemble(
            f"{name:>8} ",
            (self._signs[0] * full, style),
            (self._signs[1] * (cells - full), ".mood--muted"),
            f"{value:>4}",
            (f" {signed(moved) if moved else '':<5}", self._change_style),
        )
