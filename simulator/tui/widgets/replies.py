"""What can be done now: the numbered replies, or the one move left.

Posts the move that was chosen and makes none itself. Nothing is highlighted at first, so that an Enter too many says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from simulator.ruleset import SILENCE
from simulator.tui.messages import DebriefWanted, MoveChosen, RepliesCut
from simulator.tui.widgets.rows import Numbered, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.play.choices import Choice

DEBRIEF = "@debrief"


class Replies(Rows, inherit_bindings=False):
    """The replies as rows; PgUp and PgDn are left to the transcript."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", show=False, id="rows.up"),
        Binding("down", "cursor_down", show=False, id="rows.down"),
        Binding("enter", "select", show=False, id="rows.choose"),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._cut = False

    def offer(self, choices: Sequence[Choice], *, can_listen: bool, over: bool) -> None:
        """Offer what there is: replies, else silence where there is nothing to hear, else the debrief."""
        if over:
            row = Content.styled("See the debrief (Enter)", ".rows--number")
            self.fill([Option(row, id=DEBRIEF)], highlighted=0)
        elif choices or can_listen:
            self.fill(Option(Numbered(str(c.number), c.marked), id=c.id) for c in choices)
        else:
            row = Content.styled("Say nothing (Enter)", ".rows--number")
            self.fill([Option(row, id=SILENCE)], highlighted=0)

    def fill(self, rows: Iterable[Option], highlighted: int | None = None) -> None:
        """Show these rows instead, and tell whether all of them are in sight."""
        super().fill(rows, highlighted)
        self.call_after_refresh(self._tell_cut)

    def on_resize(self) -> None:
        """There may be more room, or less."""
        self.call_after_refresh(self._tell_cut)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell whether replies are out of sight, which scrolling may have changed."""
        super().watch_scroll_y(old_value, new_value)
        self._tell_cut()

    def _tell_cut(self) -> None:
        cut = self.option_count > 0 and self.scroll_y < self.max_scroll_y
        if cut != self._cut:
            self._cut = cut
            self.post_message(RepliesCut(cut))

    def on_option_list_option_selected(self, event: Rows.OptionSelected) -> None:
        """Pass on what was chosen."""
        event.stop()
        if event.option_id == DEBRIEF:
            self.post_message(DebriefWanted())
        elif event.option_id:
            self.post_message(MoveChosen(event.option_id))

    def on_option_list_option_highlighted(self, event: Rows.OptionHighlighted) -> None:
        """Keep the event from the screens above."""
        event.stop()
