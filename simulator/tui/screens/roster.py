"""The roster of a round at one terminal: who plays, a name a line.

Says when it is complete; it begins nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from simulator.errors import SimulatorError
from simulator.rounds.hot_seat.words import time_words
from simulator.rounds.names import unique_name
from simulator.rounds.roster import read_entry
from simulator.tui.screens.hotseat import HotSeatPage
from simulator.tui.widgets.flow import Flow, Paragraph

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
    """Who plays: a name a line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "take",
            "take the name; without one, begin",
            key_display="Enter",
            priority=True,
            tooltip="takes the name that is typed, and begins where none is",
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
        """Those who are in, and a line for the next."""
        from textual.widgets import Input

        yield Static(f"{self._round}  ·  who plays?", id="title", markup=False)
        yield Flow(self._told(), id="table")
        with Horizontal(id="table-line"):
            yield Static(">", markup=False)
            yield Input(compact=True, max_length=100)

    def on_mount(self) -> None:
        """Typing goes into the line."""
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
            self._word = "There must be somebody: type a name."
        elif len(self._entries) == self._room:
            self._word = f"There is room for {self._room}, and no more."
        else:
            self._add(text)
        self.query_one("#table", Flow).show(self._told(), None)

    def _add(self, text: str) -> None:
        try:
            entry = read_entry(text)
        except SimulatorError as error:
            self._word = str(error)
            return
        self._entries.append(entry)
        self._names.append(unique_name(entry.name, self._names))

    def _told(self) -> list[Paragraph]:
        told = [
            Paragraph("The keyboard goes round in the order of the names."),
            Paragraph(
                "Kim:1.5 gives Kim half as much time again, Kim:none no clock. A hyphen takes the last name back.",
                "muted",
            ),
        ]
        for at, (entry, name) in enumerate(zip(self._entries, self._names, strict=True), 1):
            told.append(Paragraph(f"{name}{time_words(entry.factor)}", lead=f"{at}. ", gap=at == 1))
        if self._word:
            told.append(Paragraph(self._word, "notice", gap=True))
        return told
