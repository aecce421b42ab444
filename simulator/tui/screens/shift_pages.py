"""What the pages of a shift have in common: a text, and below it numbered rows of which one is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets.option_list import Option

from simulator.tui.screens.live import Result
from simulator.tui.screens.page import HELP, Page
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.rows import Numbered, Rows, heading
from simulator.tui.widgets.title import Title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from simulator.tui.widgets.paragraphs import Paragraph
    from simulator.tui.widgets.title import Heading

MOST_ROWS = 9


class ShiftRows(Rows, inherit_bindings=False):
    """The rows; PgUp and PgDn are left to the text above them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", show=False, id="rows.up"),
        Binding("down", "cursor_down", show=False, id="rows.down"),
        Binding("home", "first", show=False, id="rows.first"),
        Binding("end", "last", show=False, id="rows.last"),
        Binding(
            "enter",
            "select",
            "choose",
            key_display="Enter",
            tooltip="chooses what's highlighted; arrows and mouse work too",
            id="rows.choose",
        ),
    ]


class ShiftPage(Page[Result]):
    """A text and numbered rows; a number or Enter takes a row, Esc leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                str(digit),
                f"take({digit})",
                "pick" if digit == 1 else "",
                show=digit == 1,
                key_display=f"1-{MOST_ROWS}",
                tooltip="chooses that row at once" if digit == 1 else "",
                group=Binding.Group("row"),
                id=f"shift.row-{digit}",
            )
            for digit in range(1, MOST_ROWS + 1)
        ),
        Binding("s", "skip", "skip", tooltip="skips this question", id="shift.skip"),
        HELP,
        Binding("escape", "leave", "stop here", key_display="Esc", tooltip="leaves; the shift is saved", id="shift.leave"),
    ]  # fmt: skip
    AUTO_FOCUS = "#shift-rows"

    LEAVING: ClassVar[str] = "stop here"
    """What Esc does."""

    def __init__(self, heading: Heading) -> None:
        super().__init__()
        self._heading = heading
        self._rows: list[str] = []

    def body(self) -> ComposeResult:
        """Yield the title, the text and the rows."""
        yield Title(self._heading, id="title")
        yield from self.above()
        yield Flow(self.text(), id="shift-text", can_focus=False)
        yield ShiftRows(id="shift-rows")

    def above(self) -> ComposeResult:
        """Yield what is shown above the text."""
        yield from ()

    def text(self) -> list[Paragraph]:
        """Return the text."""
        raise NotImplementedError

    def ask(self, question: str, rows: Sequence[str]) -> None:
        """Offer these rows below a question."""
        self._rows = list(rows[:MOST_ROWS])
        options = [heading(question)] if question else []
        options += [
            Option(Numbered(str(at), text), id=str(at)) for at, text in enumerate(self._rows, 1)
        ]
        self.query_one("#shift-rows", Rows).fill(options, len(options) - len(self._rows))
        self.refresh_bindings()

    def show_text(self) -> None:
        """Show the text as it is now."""
        self.query_one("#shift-text", Flow).show(self.text())

    def taken(self, number: int) -> None:
        """Do what a row is for; `number` counts from 1."""
        raise NotImplementedError

    def shown_key(self, binding: Binding, shown: str) -> str:
        """Return the numbers that there are for the key that stands for all of them."""
        if binding.action != "take(1)":
            return shown
        return f"1-{len(self._rows)}" if len(self._rows) > 1 else "1"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return what is possible now; a number only where there is a row for it."""
        if action == "skip" and not self.skips:
            return False
        if action == "take" and parameters[0] not in range(1, len(self._rows) + 1):
            return False
        return super().check_action(action, parameters)

    def key_word(self, binding: Binding) -> str:
        """Return what a key does."""
        return self.LEAVING if binding.action == "leave" else binding.description

    @property
    def skips(self) -> bool:
        """Whether what is asked can be skipped by a key."""
        return False

    def action_skip(self) -> None:
        """Skip what is asked."""

    def on_option_list_option_highlighted(self, event: Rows.OptionHighlighted) -> None:
        """Keep the event from the screens above."""
        event.stop()

    def on_option_list_option_selected(self, event: Rows.OptionSelected) -> None:
        """Take the row."""
        event.stop()
        if event.option_id and not self.too_small:
            self.taken(int(event.option_id))

    def action_take(self, number: int) -> None:
        """Take the row of that number."""
        self.taken(number)

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss(None)
