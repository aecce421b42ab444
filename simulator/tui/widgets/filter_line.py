"""The line on which a filter is typed: every letter narrows the list at once.

It must not be imported before the first frame of Home, which has no filter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult

MAX_FILTER = 200


class FilterLine(Horizontal):
    """A line to type on; it tells each change, and when it is done with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "done", "to the list", key_display="Enter", id="filter.done"),
        Binding("escape", "drop", "show all", key_display="Esc", id="filter.drop"),
    ]

    class Typed(Message):
        """The words are others now."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Done(Message):
        """The list is wanted, as it is filtered now."""

    class Dropped(Message):
        """No filter is wanted."""

    def __init__(self, words: str) -> None:
        super().__init__(id="filter")
        self._words = words

    def compose(self) -> ComposeResult:
        """Yield a sign and the line."""
        yield Static("/", markup=False)
        yield Input(self._words, compact=True, max_length=MAX_FILTER, select_on_focus=False)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what the words are now."""
        event.stop()
        self.post_message(self.Typed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the list."""
        event.stop()
        self.action_done()

    def action_done(self) -> None:
        """Go to the list."""
        self.post_message(self.Done())

    def action_drop(self) -> None:
        """Show everything again."""
        self.post_message(self.Dropped())
