"""What can be done now: the numbered replies, or the one move left.

Posts the move that was chosen and makes none itself. Nothing is highlighted at first, so that an Enter too many says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.strip import Strip
from textual.visual import Visual
from textual.widgets.option_list import Option

from simulator.ruleset import SILENCE
from simulator.tui.messages import DebriefWanted, MoveChosen, NoReplyChosen, RepliesCut
from simulator.tui.widgets.rows import Numbered, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

    from simulator.play.choices import Choice

DEBRIEF = "@debrief"
AIRY_FROM, AIRY_SHARE = 30, 0.4
"""Rows of the screen from which replies may be apart, and the share of them that all replies together may take then."""
DIVIDER = " ─"

TO_DEBRIEF = "See the debrief (Enter)"


class Replies(Rows, inherit_bindings=False):
    """The replies as rows; PgUp and PgDn are left to the transcript."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", show=False, id="rows.up"),
        Binding("down", "cursor_down", show=False, id="rows.down"),
        Binding("enter", "select", show=False, id="rows.choose"),
    ]

    MARK = "▌"
    GUTTER = len(MARK)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._cut = False
        self._rows: list[Option] = []
        self._airy = False
        self._width = 0

    def offer(
        self, choices: Sequence[Choice], *, can_listen: bool, over: bool, at_end: str = TO_DEBRIEF
    ) -> None:
        """Offer what there is: replies, else silence where there is nothing to hear, else what follows the end."""
        if over:
            row = Content.styled(at_end, ".rows--number")
            self.fill([Option(row, id=DEBRIEF)], highlighted=0)
        elif choices or can_listen:
            self.fill(Option(Numbered(str(c.number), c.marked), id=c.id) for c in choices)
        else:
            row = Content.styled("Say nothing (Enter)", ".rows--number")
            self.fill([Option(row, id=SILENCE)], highlighted=0)

    def fill(self, rows: Iterable[Option], highlighted: int | None = None) -> None:
        """Show these rows instead, apart where there is room for it, and tell whether all of them are in sight."""
        self._rows = list(rows)
        self._airy = self._has_air()
        self.set_class(self._airy, "-airy")
        apart = (
            [item for row in self._rows for item in (None, row)][1:] if self._airy else self._rows
        )
        self.set_options(apart)
        self.highlighted = highlighted
        self.call_after_refresh(self._post_cut)

    def _has_air(self) -> bool:
        """Whether blank rows between the replies leave more than half of the screen to what was said."""
        width, height = self.screen.size
        if height < AIRY_FROM:
            return False
        room = max(1, (self.size.width or width) - self.GUTTER - 1)
        visuals = (row.prompt for row in self._rows if isinstance(row.prompt, Visual))
        lines = sum(visual.get_height({}, room) for visual in visuals)
        return lines + len(self._rows) <= height * AIRY_SHARE

    def on_resize(self, event: events.Resize) -> None:
        """There may be more room, or less; lines are broken afresh only where it is more or less wide."""
        if event.size.width == self._width:
            event.prevent_default()
        self._width = event.size.width
        if self._airy != self._has_air():
            self.fill(self._rows, self.highlighted)
        self.call_after_refresh(self._post_cut)

    def render_line(self, y: int) -> Strip:
        """Return a line; what is between two replies is blank."""
        strip = super().render_line(y)
        if self._airy and not strip.text.strip(DIVIDER):
            return Strip.blank(strip.cell_length, self.rich_style)
        return strip

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell whether replies are out of sight, which scrolling may have changed."""
        super().watch_scroll_y(old_value, new_value)
        self._post_cut()

    def _post_cut(self) -> None:
        cut = self.option_count > 0 and self.scroll_y < self.max_scroll_y
        if cut != self._cut:
            self._cut = cut
            self.post_message(RepliesCut(cut))

    def action_select(self) -> None:
        """Give what is highlighted; where nothing is, tell, since an Enter without an answer seems lost."""
        if self.highlighted is None:
            self.post_message(NoReplyChosen())
        else:
            super().action_select()

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
