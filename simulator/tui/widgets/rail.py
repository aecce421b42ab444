"""The column at the right of a conversation: what is known on top, the customer at a fixed row, gauges and promises below.

Each part has its place and leaves it empty rather than moving the others. It shows what it is given and knows no play.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical

from simulator.tui.widgets.flow import Flow, Paragraph
from simulator.tui.widgets.mood import GaugeColumn, MoodWidget, Person
from simulator.tui.widgets.portrait import Portrait

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult

    from simulator.portrait.traits import Traits
    from simulator.records.settings import Settings
    from simulator.tui.widgets.reading import Reading

KNOWN, PROMISED, NOTHING = "What you know", "Promised", "nothing yet"
OPEN, KEPT = "○ ", "● "


@dataclass(frozen=True, slots=True)
class Appearance:
    """Whom one talks to: their name, what they look like, and whether they write and aren't in the room."""

    name: str
    traits: Traits
    writes: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised, and whether it has been kept."""

    name: str
    kept: bool


class Rail(Vertical):
    """What stands beside a conversation on a wide screen."""

    def __init__(
        self,
        who: Appearance,
        shown: Reading,
        known: Sequence[Paragraph],
        settings: Settings,
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id, classes="-writes" if who.writes else None)
        self._who, self._reading, self._settings = who, shown, settings
        self._known = [Paragraph(KNOWN, "heading"), *known]
        self._promises: tuple[Promise, ...] | None = None

    def compose(self) -> ComposeResult:
        """Yield the parts, from top to bottom."""
        who, shown, chosen = self._who, self._reading, self._settings
        plain, fades = chosen.ascii, chosen.motion
        yield Flow(self._known, id="known", can_focus=False)
        with Horizontal(id="person"):
            drawn = chosen.portrait == "on"
            yield Portrait(who.traits, shown.band, drawn=drawn, ascii_only=plain, framed=who.writes)
            yield Person(who.name, shown, ascii_only=plain, fades=fades)
        yield GaugeColumn(shown, ascii_only=plain, fades=fades)
        yield Flow(_promised(self._promises), id="promised", can_focus=False)

    def show(self, shown: Reading) -> None:
        """Show how the customer feels now."""
        self._reading = shown
        for portrait in self.query(Portrait):
            portrait.show(shown.band)
        for part in self.query(MoodWidget):
            part.show(shown)

    def show_promises(self, promises: Iterable[Promise]) -> None:
        """Show what was promised so far."""
        now = tuple(promises)
        if now != self._promises:
            self._promises = now
            for flow in self.query("#promised").results(Flow):
                flow.show(_promised(now))


def _promised(promises: tuple[Promise, ...] | None) -> list[Paragraph]:
    """Return the promises as rows; nothing at all where nobody tells of them."""
    if promises is None:
        return []
    rows = [Paragraph(item.name, lead=KEPT if item.kept else OPEN) for item in promises]
    return [Paragraph(PROMISED, "heading"), *(rows or [Paragraph(NOTHING, "muted")])]
