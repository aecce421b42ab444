"""The column at the right of a conversation: what is known on top, the customer at a fixed row, gauges and promises below.

Each part has its place and leaves it empty rather than moving the others. It shows what it is given and knows no play.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical

from simulator.tui.widgets.customer_card import CustomerCard
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.mood import GaugeColumn
from simulator.tui.widgets.paragraphs import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult

    from simulator.records.settings import Settings
    from simulator.tui.widgets.customer_card import Appearance
    from simulator.tui.widgets.reading import Reading

KNOWN, PROMISED, NOTHING = "The brief", "Promised", "nothing yet"
OPEN, KEPT = "○ ", "● "


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised, and whether it has been kept."""

    name: str
    kept: bool


class Rail(Vertical):
    """What is beside a conversation on a wide screen."""

    def __init__(
        self,
        who: Appearance,
        shown: Reading,
        known: Sequence[Paragraph],
        settings: Settings,
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id, classes="-framed" if who.frame else None)
        self._who, self._reading, self._settings = who, shown, settings
        self._known = [Paragraph(KNOWN, "heading"), *known]
        self._promises: tuple[Promise, ...] | None = None

    def compose(self) -> ComposeResult:
        """Yield the parts, from top to bottom."""
        who, shown, chosen = self._who, self._reading, self._settings
        plain, fades = chosen.ascii, chosen.motion
        yield Flow(self._known, id="known", can_focus=False)
        yield CustomerCard(who, shown, chosen, framed=True)
        yield GaugeColumn(shown, ascii_only=plain, fades=fades)
        yield Flow(_promise_paragraphs(self._promises), id="promised", can_focus=False)

    def tell_more(self, sentence: str) -> None:
        """Say how to see the rest of the brief, where not all of it is in sight."""
        for known in self.query("#known").results(Flow):
            known.tell_more(sentence)

    def show(self, shown: Reading) -> None:
        """Show how the customer feels now."""
        self._reading = shown
        for card in self.query(CustomerCard):
            card.show(shown)
        for gauges in self.query(GaugeColumn):
            gauges.show(shown)

    def show_promises(self, promises: Iterable[Promise]) -> None:
        """Show what was promised so far."""
        now = tuple(promises)
        if now != self._promises:
            self._promises = now
            for flow in self.query("#promised").results(Flow):
                flow.show(_promise_paragraphs(now))


def _promise_paragraphs(promises: tuple[Promise, ...] | None) -> list[Paragraph]:
    """Return the promises as rows; nothing at all where none are shown."""
    if promises is None:
        return []
    rows = [Paragraph(item.name, lead=KEPT if item.kept else OPEN) for item in promises]
    return [Paragraph(PROMISED, "heading"), *(rows or [Paragraph(NOTHING, "muted")])]
