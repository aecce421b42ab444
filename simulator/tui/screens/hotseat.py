"""The screens between the turns at one terminal: the hand-over, a result, the board, the end.

They show the sentences they are given and say which key was pressed; the app decides whose turn it is and what follows. The
hand-over shows nothing of a play that is a player's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.widgets.option_list import Option

from simulator.rounds.hot_seat.words import pass_words, ready_words
from simulator.rounds.words import MOVES_ARE_FINAL
from simulator.tui.screens.page import HELP, Page
from simulator.tui.screens.play import PlayScreen
from simulator.tui.widgets.flow import Flow
from simulator.tui.widgets.paragraphs import Paragraph
from simulator.tui.widgets.rows import Rows, heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from simulator.play.session import PlaySession
    from simulator.records.settings import Settings
    from simulator.tui.widgets.title import Heading

READY, LATER, OUT, ADD, TIME, BOARD, CLOSE, STOP, ON, DEBRIEF, REPORT = (
    "ready",
    "later",
    "out",
    "add",
    "time",
    "board",
    "close",
    "stop",
    "on",
    "debrief",
    "report",
)


class HotSeatRequest(Message):
    """What a player at the terminal wants, by one of the words above; `play` is the id of a play where one is meant."""

    def __init__(self, what: str, play: str = "") -> None:
        super().__init__()
        self.what, self.play = what, play


class HotSeatPage(Page[None]):
    """A page whose keys only say what is wanted."""

    def action_ask(self, what: str) -> None:
        """Say which key was pressed."""
        self.post_message(HotSeatRequest(what))


class HandOverScreen(HotSeatPage):
    """Between two turns: whose turn is next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "ask('ready')",
            "begin",
            key_display="Enter",
            tooltip="begins the turn, once the player named here has the keyboard",
            id="table.ready",
        ),
        Binding("l", "ask('later')", "later", tooltip="lets the others go first", id="table.later"),
        Binding(
            "o", "ask('out')", "out", tooltip="takes this player off the roster", id="table.out"
        ),
        Binding("a", "ask('add')", "add", tooltip="adds a player to the roster", id="table.add"),
        Binding("t", "ask('time')", "time", tooltip="gives a player more time", id="table.time"),
        Binding(
            "b",
            "ask('board')",
            "board",
            tooltip="shows the whole board, only each player's own row, or nothing",
            id="table.board",
        ),
        Binding("c", "ask('close')", "end", tooltip="ends the round as it is", id="table.close"),
        HELP,
        Binding(
            "escape",
            "ask('stop')",
            "stop",
            key_display="Esc",
            tooltip="stops the round; it can be resumed",
            id="table.stop",
        ),
    ]

    def __init__(self, name: str, due: str, told: Sequence[Paragraph], *, can_defer: bool) -> None:
        super().__init__()
        self._round, self._due, self._told, self._can_defer = name, due, told, can_defer

    def body(self) -> ComposeResult:
        """Yield whose turn it is, before anything else."""
        yield Static(self._round, id="title", markup=False)
        yield Flow(id="table")

    def on_mount(self) -> None:
        """Name the key, which the settings may have changed and which is known only now."""
        key = self.key_for("ask('ready')")
        meant = [
            Paragraph(pass_words(self._due), "heading"),
            Paragraph(ready_words(self._due, key), gap=True),
        ]
        self.query_one("#table", Flow).show([*meant, *self._told])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return what is possible now; a player can wait only where another can go first."""
        if parameters == (LATER,) and not self._can_defer:
            return False
        return super().check_action(action, parameters)


class TurnScreen(PlayScreen):
    """A play of the round: it says who sits here, undoes nothing in any mode, and its clock stops for nothing that is read."""

    READING_STOPS_CLOCK = False

    def __init__(self, seat: PlaySession, player: str, settings: Settings) -> None:
        super().__init__(seat, (), settings)
        self._player = player

    def heading(self) -> Heading:
        """Return who plays, then what."""
        heading = super().heading()
        return heading._replace(title=f"{self._player} · {heading.title}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return what is possible now; as in an exam, nothing can be undone."""
        return (
            not self.too_small if action == "no_undo" else super().check_action(action, parameters)
        )

    def action_no_undo(self) -> None:
        """Say that moves in a round are final."""
        self.show_message(MOVES_ARE_FINAL)


class ReadScreen(HotSeatPage):
    """A text to read before the round continues; with `debrief` there is more to read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "ask('on')", "continue", key_display="Enter", id="table.on"),
        Binding(
            "d", "ask('debrief')", "debrief", tooltip="shows the whole debrief", id="table.debrief"
        ),
        HELP,
    ]

    def __init__(self, title: str, told: Sequence[Paragraph], *, debrief: bool = False) -> None:
        super().__init__()
        self._heading, self._told, self._debrief = title, told, debrief

    def body(self) -> ComposeResult:
        """Yield the text."""
        yield Static(self._heading, id="title", markup=False)
        yield Flow(self._told, id="table", aim=0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return what is possible now; a debrief only where there may be one."""
        if parameters == (DEBRIEF,) and not self._debrief:
            return False
        return super().check_action(action, parameters)


class EndScreen(HotSeatPage):
    """How the round went for all, and the plays by name, to look at."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page(-1)", show=False, id="table.page-up"),
        Binding(
            "pagedown",
            "page(1)",
            "more",
            key_display="PgDn",
            tooltip="scrolls the text; PgUp scrolls back",
            id="table.page-down",
        ),
        Binding(
            "s",
            "ask('report')",
            "save",
            tooltip="saves a report on the round to a file",
            id="table.report",
        ),
        HELP,
        Binding(
            "escape,q", "ask('stop')", "end", key_display="Esc", tooltip="leaves", id="table.end"
        ),
    ]
    AUTO_FOCUS = "Rows"

    def __init__(
        self, title: str, told: Sequence[Paragraph], plays: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__()
        self._heading, self._told, self._plays = title, told, plays

    def body(self) -> ComposeResult:
        """Yield the text, and below it the plays."""
        yield Static(self._heading, id="title", markup=False)
        yield Flow(self._told, id="table", aim=0, can_focus=False)
        yield Rows(id="table-plays")

    def on_mount(self) -> None:
        """Highlight the first play."""
        if self._plays:
            rows = [Option(Content(name), id=id) for id, name in self._plays]
            self.query_one(Rows).fill([heading("Choose a debrief to read"), *rows], 1)

    def on_option_list_option_highlighted(self, event: Rows.OptionHighlighted) -> None:
        """Keep the message from the screens above."""
        event.stop()

    def on_option_list_option_selected(self, event: Rows.OptionSelected) -> None:
        """Ask for that play's debrief."""
        event.stop()
        if not self.too_small and event.option_id:
            self.post_message(HotSeatRequest(DEBRIEF, event.option_id))

    def action_page(self, direction: int) -> None:
        """Scroll the text."""
        text = self.query_one("#table", Flow)
        if direction < 0:
            text.scroll_page_up(animate=False)
        else:
            text.scroll_page_down(animate=False)
