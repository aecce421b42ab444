"""The full screen of a round at one terminal: roster, hand-over, play, result, board, and what the class makes of it.

Only here is it decided what follows what; the round says whose turn it is and keeps every step. A step that could not be kept
is not made, and whoever sits there decides how to go on.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from textual import on
from textual.screen import Screen

from simulator.classroom.hotseat import LEFT, LIMIT
from simulator.classroom.hotseat_words import (
    board_lines,
    class_sections,
    debrief_of,
    hand_over_words,
    how_lines,
    may_be_told,
    result_lines,
    sections_of,
    time_words,
)
from simulator.classroom.roster import read_entry, read_factor
from simulator.classroom.rounds import Show
from simulator.classroom.turns import NotKept
from simulator.errors import SimulatorError
from simulator.records.saves import Saves
from simulator.report.words import count
from simulator.scenario.library import Library
from simulator.seat.rules import Rules
from simulator.tui.app import FAILED, SimulatorApp
from simulator.tui.messages import DebriefLeft, DebriefWanted, PlayLeft
from simulator.tui.screens import hotseat as asked
from simulator.tui.screens.box import NameBox, Question, TextBox, Way
from simulator.tui.screens.hotseat import (
    EndScreen,
    HandOverScreen,
    ReadScreen,
    RosterScreen,
    TurnScreen,
)
from simulator.tui.transcript import brought
from simulator.tui.widgets.flow import Paragraph
from simulator.tui.words import known, one_line, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from simulator.classroom.hotseat import HotSeat, Play, Player
    from simulator.classroom.hotseat_file import Opened
    from simulator.classroom.roster import Entry
    from simulator.records.settings import Read
    from simulator.report.debrief import Section
    from simulator.tui.screens.hotseat import RosterTyped, TableAsked

LOOK = 0.5
"""Seconds between two looks at the limit of a conversation."""
WARN_AT = (60, 30, 10)
AGAIN, UNKEPT, STOP, END, STAY = "again", "unkept", "stop", "end", "stay"


class Table(Protocol):
    """The round that is open, or how one is begun."""

    @property
    def opened(self) -> Opened | None:
        """The round, if it has begun."""

    @property
    def name(self) -> str:
        """What one that is to be begun is called."""

    @property
    def room(self) -> int:
        """How many can play in it."""

    def begin(self, entries: Sequence[Entry]) -> Opened:
        """Begin with these players; raises SimulatorError."""


class HotSeatApp(SimulatorApp):
    """A round from its roster to its end."""

    def __init__(self, table: Table, settings: Read | None = None) -> None:
        nowhere = Saves(Path("rounds"))
        super().__init__(
            Library(()),
            nowhere,
            Rules(),
            person=None,
            now=time.monotonic,
            wall=lambda: datetime.now(UTC),
            settings=settings,
        )
        self._table = table
        self._play_open: Play | None = None
        self._told_of: Play | None = None
        self._board_seen = False
        self._deciding = False
        self._warned = 0

    @property
    def _single(self) -> bool:
        return True

    @property
    def hot(self) -> HotSeat:
        """The round, once there is one."""
        assert self._table.opened is not None
        return self._table.opened.round

    def get_default_screen(self) -> Screen[None]:
        """What stands beneath everything: nothing."""
        return Screen(id="empty")

    def on_mount(self) -> None:
        """The roster, or the round where it stands."""
        self.set_interval(LOOK, self._look)
        if self._table.opened is None:
            self._show(RosterScreen(one_line(self._table.name), self._table.room))
        else:
            self._begun()

    def on_roster_typed(self, event: RosterTyped) -> None:
        """Begin with them."""
        try:
            self._table.begin(event.entries)
        except SimulatorError as error:
            self.farewell = str(error)
            told = [Paragraph(text, gap=True) for text in sentences(error.message, error.hint)]
            box = TextBox("The round cannot be begun", told)
            self.push_screen(box, lambda _: self._end(FAILED))
        else:
            self._begun()

    def _begun(self) -> None:
        self.hot.told = self._after_a_move
        self._next()

    # What follows what

    def _next(self) -> None:
        """Whose turn it is, or the end."""
        hot = self.hot
        self._play_open = self._told_of = None
        due = hot.due
        if due is None:
            self._close()
            return
        told = [Paragraph(text, gap=True) for text in (hand_over_words(hot),) if text]
        if hot.way.together and (play := hot.present) and play.seat.turns:
            told += brought(play.seat.turns[-1], with_reasons=False)
        name = one_line(hot.setup.name)
        self._show(HandOverScreen(name, due.name, told, may_wait=hot.may_wait))

    def on_table_asked(self, event: TableAsked) -> None:
        """What somebody wants between the turns."""
        match event.what:
            case asked.READY:
                self._taken_up()
            case asked.LATER:
                self._carry(self.hot.later, self._next)
            case asked.OUT:
                self._sure("Take them off?", self.hot.out)
            case asked.CLOSE:
                self._sure("Close the round as it stands?", self.hot.close)
            case asked.ADD:
                box = NameBox("Who else plays?", "", ["Kim:1.5 gives half as much time again."])
                self.push_screen(box, self._add)
            case asked.TIME:
                box = NameBox("More time", "", ["For whom, and how much: Kim:1.5, or Kim:none."])
                self.push_screen(box, self._give_time)
            case asked.BOARD:
                shows = list(Show)
                show = shows[(shows.index(self.hot.show) + 1) % len(shows)]
                self._carry(lambda: self.hot.show_board(show), lambda: self._say_board(show))
            case asked.ON:
                self._go_on_reading()
            case asked.DEBRIEF:
                play = self.hot.plays[event.play] if event.play else self._told_of
                if play:
                    self._debrief(play)
            case _:
                self._end(0)

    def _taken_up(self) -> None:
        """Whoever it is has the keyboard: the brief first, before any clock runs."""
        hot = self.hot
        if hot.present is None:
            told = [*known(hot.coming), *(Paragraph(text, gap=True) for text in how_lines(hot))]
            self._show(ReadScreen(one_line(hot.coming.title), told))
        else:
            self._sit()

    def _go_on_reading(self) -> None:
        """From the brief into the play, from a result to the board, from there to the next."""
        if self._told_of is None:
            self._sit()
            return
        rows = board_lines(self.hot)
        if rows and not self._board_seen:
            self._board_seen = True
            self._show(ReadScreen("The board", [Paragraph(row) for row in rows]))
        else:
            self._next()

    def _sit(self) -> None:
        def seated() -> None:
            play, due = self.hot.present, self.hot.due
            assert play is not None
            assert due is not None
            self._play_open, self._warned = play, 0
            self._show(TurnScreen(play.seat, due.name, self.settings))

        self._carry(self.hot.sit, seated)

    def _after_a_move(self) -> None:
        self.call_after_refresh(self._moved)

    def _moved(self) -> None:
        """After a move: in one conversation together the keyboard may go on."""
        play = self._play_open
        if play and not play.done and self.hot.way.together and play.seat.parked:
            self._next()

    @on(PlayLeft)
    def ask_to_leave(self, event: PlayLeft) -> None:
        """What leaving a play means here is asked."""
        event.prevent_default()
        hot, play = self.hot, self._play_open
        if play is None or self._deciding:
            return
        together = hot.way.together
        ways = [
            Way(STOP, "Stop the round, to go on with another day"),
            Way(END, "Leave it to the others" if together else "End the play here"),
            Way(STAY, "Back to the play; the clock runs on"),
        ]
        told = "What was done is kept. A play that is ended counts as it stands."

        def answered(way: str | None) -> None:
            if way == STOP:
                self._end(0)
            elif way == END and together:
                self._carry(hot.out, self._next)
            elif way == END:
                self._carry(lambda: hot.give_up(play, LEFT), lambda: self._result(play))

        self.push_screen(Question("Leave this play?", [told], ways), answered)

    @on(DebriefWanted)
    def tell_result(self, event: DebriefWanted) -> None:
        """From a play that is over to what it came to."""
        event.prevent_default()
        if self._play_open and self._play_open.done:
            self._result(self._play_open)

    def _result(self, play: Play) -> None:
        """Their own result; together it is the end of the round."""
        self._play_open = None
        if self.hot.way.together:
            self._close()
            return
        self._told_of, self._board_seen = play, False
        told = [Paragraph(line, gap=True) for line in result_lines(self.hot, play)]
        may = may_be_told(self.hot, play)
        if not may:
            waits = "The debrief waits until everybody has played this scenario."
            told.append(Paragraph(waits, "muted", gap=True))
        self._show(ReadScreen(f"{play.name}: the result", told, debrief=may))

    def _close(self) -> None:
        """The end, noted where it has not been."""
        if self.hot.closed:
            self._finish()
        else:
            self._carry(self.hot.close, self._finish)

    def _finish(self) -> None:
        hot = self.hot
        self._play_open = self._told_of = None
        plays = list(hot.plays.values())
        told = [] if plays else [Paragraph("Nobody has played.")]
        if hot.way.together:
            told += [Paragraph(line) for play in plays for line in result_lines(hot, play)]
        told += _set(class_sections(hot))
        rows = [(play.id, play.name) for play in plays]
        self._show(EndScreen(f"{one_line(hot.setup.name)}: the end", told, rows))

    # A debrief, and back

    def _debrief(self, play: Play) -> None:
        told = debrief_of(play)
        title = self.hot.scenario(play).title
        if told is None:
            self.push_screen(TextBox(one_line(title), _set(sections_of(play))))
            return
        from simulator.tui.screens.debrief import DebriefScreen

        screen = DebriefScreen(title, told, ascii_only=self.settings.ascii, tries=False)
        self._show(screen)

    @on(DebriefLeft)
    def back_from_debrief(self, event: DebriefLeft) -> None:
        """Back to where it was opened from."""
        event.prevent_default()
        if self._told_of:
            seen = self._board_seen
            self._result(self._told_of)
            self._board_seen = seen
        else:
            self._finish()

    # The roster

    def _add(self, text: str | None) -> None:
        if text:
            self._try(lambda: self._join(read_entry(text)))

    def _join(self, entry: Entry) -> None:
        self._carry(lambda: self.hot.add(entry), self._next)
        self.notify(f"{entry.name} is in.", markup=False)

    def _give_time(self, text: str | None) -> None:
        if text:
            self._try(lambda: self._retime(*self._meant(text)))

    def _meant(self, text: str) -> tuple[Player, float | None]:
        name, colon, factor = text.rpartition(":")
        if not colon:
            raise SimulatorError("Say for whom and how much, as in Kim:1.5.")
        return self.hot.named(name), read_factor(factor)

    def _retime(self, player: Player, factor: float | None) -> None:
        words = f"{player.name}{time_words(factor) or ': the usual time'}."
        self._carry(
            lambda: self.hot.retime(player, factor), lambda: self.notify(words, markup=False)
        )

    def _say_board(self, show: Show) -> None:
        words = {
            Show.ALL: "The board is shown to all.",
            Show.OWN: "Each is shown their own row.",
            Show.NONE: "The board is hidden.",
        }
        self.notify(words[show], markup=False)

    def _try(self, step: Callable[[], None]) -> None:
        try:
            step()
        except SimulatorError as error:
            self.notify(str(error), severity="warning", markup=False)

    def _sure(self, heading: str, step: Callable[[], object]) -> None:
        """Ask before what cannot be undone."""
        due = self.hot.due
        ways = [Way(END, "Yes"), Way(STAY, "No")]
        told = [f"It is the turn of {due.name}." if due else ""]
        self.push_screen(
            Question(heading, told, ways),
            lambda way: self._carry(step, self._next) if way == END else None,
        )

    # Keeping, and time

    def _carry(self, step: Callable[[], object], then: Callable[[], object]) -> None:
        """Carry out a step of the round and go on; where it cannot be kept, ask."""
        try:
            step()
        except NotKept as error:
            ways = [
                Way(AGAIN, "Try again"),
                Way(UNKEPT, "Go on without keeping this round"),
                Way(STOP, "Stop; all before it is kept"),
            ]
            self._deciding = True

            def answered(way: str | None) -> None:
                self._deciding = False
                if way == UNKEPT:
                    self.hot.unkeep()
                if way == STOP:
                    self._end(0)
                else:
                    self._carry(step, then)

            told = sentences(error.message, error.hint, "It has not been done yet.")
            self.push_screen(Question("This step could not be kept", told, ways), answered)
        except SimulatorError as error:
            self.notify(str(error), severity="warning", markup=False)
        else:
            then()

    def _look(self) -> None:
        """The limit of a conversation: said at thresholds, and then its end."""
        play = self._play_open
        if play is None or play.done or self._deciding or play.seat.parked:
            return
        left = self.hot.left(play)
        if left is None:
            return
        if left <= 0:
            self._carry(lambda: self.hot.give_up(play, LIMIT), lambda: self._result(play))
            return
        due = [seconds for seconds in WARN_AT if left <= seconds]
        if due and self._warned != min(due):
            self._warned = min(due)
            words = f"{count(ceil(left), 'second')} left for all of it."
            self.notify(words, markup=False)

    def _show(self, screen: Screen[None]) -> None:
        """Show a screen alone above the empty one; questions about what stood there are gone with it."""
        while len(self.screen_stack) > 2:
            self.pop_screen()
        self._place(screen)


def _set(sections: Iterable[Section]) -> list[Paragraph]:
    """Sections as paragraphs."""
    paragraphs = []
    for section in sections:
        paragraphs.append(Paragraph(section.title, "heading", gap=True))
        paragraphs += [
            Paragraph(told.text, lead=f"{told.lead} " if told.lead else "") for told in section.told
        ]
    return paragraphs


def run_hot_seat(table: Table, settings: Read) -> int:
    """Play a round in the full screen; gives the exit code: 0, or 130 after Ctrl-C."""
    app = HotSeatApp(table, settings)
    app.catches_signals = True
    app.run()
    return app.return_code or 0
