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

from simulator.report.words import number, signed
from simulator.tables import GAUGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.engine.conversation import Turn
    from simulator.engine.state import Gauges, State

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
"""A face for each band, in signs that every terminal has."""

FULL, EMPTY = "█", "░"
TWO_LINES_FROM = 70
"""Width from which the gauges stand beside the face rather than below it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is shown: the band, and with gauges their values and how the last turn moved them."""

    band: str
    gauges: Gauges | None = None
    before: Gauges | None = None


def reading(state: State, last: Turn | None, *, with_gauges: bool) -> Reading:
    """What a state shows; without gauges there is no number in it."""
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

    def __init__(self, shown: Reading, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._reading = shown

    def show(self, shown: Reading) -> None:
        """Show this instead."""
        if shown != self._reading:
            self._reading = shown
            self.refresh()

    def render(self) -> Content:
        """Two lines where there is width, else one below the other."""
        shown = self._reading
        face = Content.styled(f"{FACES[shown.band]:<4}  {shown.band}", ".mood--face")
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
        change = (f" {signed(moved)}" if moved else "", ".mood--muted")
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
            (FULL * full, style),
            (EMPTY * (cells - full), ".mood--muted"),
            f"{value:>4}",
            f" {signed(moved) if moved else '':<5}",
        )
