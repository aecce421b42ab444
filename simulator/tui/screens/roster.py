"""The roster of a round at one terminal: the players, a name per line.

Says when it is complete; it begins nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from simulator.errors import SimulatorError
from simulator.rounds.hot_seat.words import NO_ONE_YET, ROSTER_HELP, full_words, time_words
from simulator.rounds.names import unique_name
from simulator.rounds.roster import read_entry
from simulator.tui.screens.hotseat import HotSeatPage
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.paragraphs import Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from simulator.rounds.roster import Entry


class RosterTyped(Message):
    """The roster is complete."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self.entries = tuple(entries)


class RosterScreen(HotSeatPage):
    """The players: a name per line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "take",
            "add the name, or begin if it is empty",
            key_display="Enter",
            priority=True,
            tooltip="adds the name you typed; on an empty line it begins",
            id="table.take",
        ),
        Binding(
            "escape",
            "ask('stop')",
            "leave",
            key_display="Esc",
            tooltip="leaves; there is no round yet",
            id="table.leave",
        ),
    ]

    def __init__(self, name: str, room: int) -> None:
        super().__init__()
        self._round, self._room = name, room
        self._entries: list[Entry] = []
        self._names: list[str] = []
        self._word = ""

    def body(self) -> ComposeResult:
        """Yield the players so far, and a line for the next."""
        from textual.widgets import Input

        yield Static(f"{self._round}  ·  who is playing?", id="title", markup=False)
        yield Flow(self._roster_paragraphs(), id="table")
        with Horizontal(id="table-line"):
            yield Static(">", markup=False)
            yield Input(compact=True, max_length=100)

    def on_mount(self) -> None:
        """Focus the line."""
        from textual.widgets import Input

        self.query_one(Input).focus()

    def action_take(self) -> None:
        """Take the name, or begin."""
        from textual.widgets import Input

        line = self.query_one(Input)
        text = line.value.strip()
        line.value = ""
        self._word = ""
        if not text and self._entries:
            self.post_message(RosterTyped(self._entries))
            return
        if text == "-":
            del self._entries[-1:], self._names[-1:]
        elif not text:
            self._word = NO_ONE_YET
        elif len(self._entries) == self._room:
            self._word = full_words(self._room)
        else:
            self._add(text)
        self.query_one("#table", Flow).show(self._roster_paragraphs(), None)

    def _add(self, text: str) -> None:
        try:
            entry = read_entry(text)
        except SimulatorError as error:
            self._word = str(error)
            return
        self._entries.append(entry)
        self._names.append(unique_name(entry.name, self._names))
        self._word = entry.note

    def _roster_paragraphs(self) -> list[Paragraph]:
        told = [
            Paragraph("The keyboard is passed round in this order."),
            Paragraph(ROSTER_HELP, "muted"),
        ]
        for at, (entry, name) in enumerate(zip(self._entries, self._names, strict=True), 1):
            told.append(Paragraph(f"{name}{time_words(entry.factor)}", lead=f"{at}. ", gap=at == 1))
        if self._word:
            told.append(Paragraph(self._word, "notice", gap=True))
        return told
