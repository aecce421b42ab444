"""The base of the full screen of a round at one terminal: the round, its steps, changes of the roster.

What follows what is in hotseat.py. A step that could not be saved isn't made, and the players decide what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from textual.screen import Screen

from simulator.errors import SimulatorError
from simulator.rounds.hot_seat.session import EventNotSaved
from simulator.rounds.hot_seat.words import BOARD_SHOWN, joined_words, new_time_words
from simulator.rounds.roster import read_entry, read_factor
from simulator.tui.screens.dialogs import ChoiceDialog, DialogOption
from simulator.tui.shell import Shell
from simulator.tui.words import one_line, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.records.settings import LoadedSettings
    from simulator.report.sections import Section
    from simulator.rounds.confirmations import Confirmation
    from simulator.rounds.hot_seat.files import Opened
    from simulator.rounds.hot_seat.model import Play, Player
    from simulator.rounds.hot_seat.round import HotSeat
    from simulator.rounds.model import Show
    from simulator.rounds.report_offers import RoundReports
    from simulator.rounds.roster import Entry

NOT_ALL_SAVED = "The end of the round couldn't be saved, so the report stops where the file does."
AGAIN, UNKEPT, STOP, END, STAY = "again", "unkept", "stop", "end", "stay"


class Table(Protocol):
    """The round that is open, or how one is begun."""

    @property
    def opened(self) -> Opened | None:
        """The round, if it has begun."""

    @property
    def name(self) -> str:
        """The name of a round that is to be begun."""

    @property
    def room(self) -> int:
        """How many can play in it."""

    @property
    def reports(self) -> RoundReports:
        """The reports on rounds that can be saved."""

    def begin(self, entries: Sequence[Entry]) -> Opened:
        """Begin with these players; raises SimulatorError."""


class HotSeatBase(Shell):
    """A full screen with a round in it."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, table: Table, settings: LoadedSettings | None = None) -> None:
        super().__init__(settings)
        self.table = table
        self.deciding = False

    @property
    def hot(self) -> HotSeat:
        """The round, once there is one."""
        assert self.table.opened is not None
        return self.table.opened.round

    def get_default_screen(self) -> Screen[None]:
        """Return an empty screen beneath everything."""
        return Screen(id="empty")

    def on_mount(self) -> None:
        """Say which settings can't be used."""
        self.tell_troubles()

    def next_turn(self) -> None:
        """Show whose turn it is, or the end."""
        raise NotImplementedError

    def run_step(self, step: Callable[[], object], then: Callable[[], object]) -> None:
        """Carry out a step of the round and continue; where it can't be saved, ask."""
        try:
            step()
        except EventNotSaved as error:
            ways = [
                DialogOption(AGAIN, "Try again"),
                DialogOption(UNKEPT, "Continue without saving the round"),
                DialogOption(STOP, "Stop (everything before this is saved)"),
            ]
            self.deciding = True

            def take_answer(way: str | None) -> None:
                self.deciding = False
                if way == UNKEPT:
                    self.hot.stop_saving()
                if way == STOP:
                    self._end(0)
                else:
                    self.run_step(step, then)

            told = sentences(error.message, error.hint, "It hasn't been done yet.")
            self.push_screen(ChoiceDialog("This step couldn't be saved", told, ways), take_answer)
        except SimulatorError as error:
            self.notify(str(error), severity="warning", markup=False)
        else:
            then()

    def add_player(self, text: str | None) -> None:
        """Add a player, by a line as on the roster."""
        if text:
            self._try(lambda: self._join(read_entry(text)))

    def _join(self, entry: Entry) -> None:
        added: list[Player] = []

        def joined() -> None:
            self.next_turn()
            self.notify(f"{joined_words(added[0].name)} {entry.note}".rstrip(), markup=False)

        self.run_step(lambda: added.append(self.hot.add(entry)), joined)

    def give_time(self, text: str | None) -> None:
        """Give a player more time, as `Kim:1.5`."""
        if text:
            self._try(lambda: self._retime(*self._parse_time(text)))

    def _parse_time(self, text: str) -> tuple[Player, float | None]:
        name, colon, factor = text.rpartition(":")
        if not colon:
            raise SimulatorError(
                "Type a name and how many times the usual time they get, as in Kim:1.5."
            )
        return self.hot.named(name), read_factor(factor)

    def _retime(self, player: Player, factor: float | None) -> None:
        words = new_time_words(player.name, factor)
        self.run_step(
            lambda: self.hot.retime(player, factor), lambda: self.notify(words, markup=False)
        )

    def say_board(self, show: Show) -> None:
        """Say who sees the board now."""
        self.notify(BOARD_SHOWN[show], markup=False)

    def _try(self, step: Callable[[], None]) -> None:
        try:
            step()
        except SimulatorError as error:
            self.notify(str(error), severity="warning", markup=False)

    def confirm(self, confirmation: Confirmation, step: Callable[[], object]) -> None:
        """Ask before a step that can't be undone."""
        ways = [DialogOption(END, one_line(confirmation.action)), DialogOption(STAY, "Cancel")]
        asked = ChoiceDialog(
            one_line(confirmation.question),
            [one_line(confirmation.consequence)],
            ways,
            careful=True,
        )
        self.push_screen(
            asked, lambda way: self.run_step(step, self.next_turn) if way == END else None
        )

    def save_round_report(self) -> None:
        """Save a report on the round."""
        hot = self.hot
        offer = self.table.reports.of_open(hot.setup.name, hot.record)
        self.save_report(offer, *([] if hot.kept else [NOT_ALL_SAVED]))

    def save_play_report(self, play: Play, sections: Callable[[], Sequence[Section]]) -> None:
        """Save a report on one conversation of the round."""
        hot = self.hot
        place = list(hot.plays).index(play.id)
        stem = f"debrief {hot.setup.name} {play.name}"
        self.save_report(self.table.reports.of_play(stem, hot.record, place, sections))
