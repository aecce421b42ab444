"""A round at one terminal: what its players and its trainer ask for, as events.

Two ways: each plays a conversation of their own while the keyboard goes round, or the class plays one together, a turn each.
Points, ranks and names are those of a hosted round. state.py has the state, and what the events make of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.rounds.event_log import ROUND
from simulator.rounds.hot_seat.model import CLASS, Play, Player
from simulator.rounds.hot_seat.state import HotSeatState
from simulator.rounds.model import Phase, Show
from simulator.rounds.names import unique_name
from simulator.rounds.words import ROUND_OVER

if TYPE_CHECKING:
    from simulator.rounds.roster import Entry


class HotSeat(HotSeatState):
    """A round at one terminal; methods that write something raise EventNotSaved, and then nothing has happened."""

    def open(self, show: Show) -> None:
        """Write the first events of a new round."""
        body = {"setup": self.setup.as_json(), "hot_seat": self.variant.as_json()}
        self._write(ROUND, "opened", body)
        self.show_board(show)

    # The roster

    def add(self, entry: Entry) -> Player:
        """Add a player; raises SimulatorError where there is no room."""
        if self.closed or (self.plays and not self.order):
            raise SimulatorError(ROUND_OVER)
        if len(self.players) >= self.setup.max_seats:
            raise SimulatorError(f"A round has room for {self.setup.max_seats} players.")
        if self.room() < 1:
            raise SimulatorError(
                "There isn't a scenario left that the new player won't have watched.",
                "Name more scenarios, or use --same or --together.",
            )
        number = len(self.players) + 1
        name = unique_name(entry.name, [player.name for player in self.players.values()])
        body = {"name": name, "factor": entry.factor or 0, "seed": self.variant.seed + number}
        self._write(f"player-{number}", "joined", body)
        return self.players[f"player-{number}"]

    def retime(self, player: Player, factor: float | None) -> None:
        """Give a player another factor from now on; None for no clock."""
        self._write(player.id, "seat-time", {"factor": factor or 0})

    def defer_turn(self) -> None:
        """Let the others go before the player whose turn it is."""
        due = self.due
        if due and self.can_defer:
            self._write(due.id, "later", {})

    def remove_player(self) -> None:
        """Remove the player whose turn it is; a play of their own that has begun counts as it is."""
        due = self.due
        if due:
            self._write(due.id, "remove", {})

    def show_board(self, show: Show) -> None:
        """Choose how much of the board is shown."""
        self._write(ROUND, "board", {"show": show.value})

    def close(self) -> None:
        """Close the round: no one plays any more."""
        self._write(ROUND, "phase", {"phase": Phase.CLOSED.value, "left": None, "following": False})

    # Turns

    def start_turn(self) -> Play:
        """Begin the turn of the player who is due: their play begins or continues, and its clock runs."""
        due = self.due
        assert due is not None
        if self.present is None:
            stream = CLASS if self.variant.together else due.id
            self._write(stream, "sat", {"scenario": self._next()})
        play = self.present
        assert play is not None
        play.seat.sit_down()
        play.seat.retime(due.factor)
        return play

    def give_up(self, play: Play, why: str) -> None:
        """End a play early; it counts as it is."""
        if not play.done:
            self._write(play.id, "left", {"why": why})

    def note_clock(self) -> None:
        """Note how much of the clock of the present play is used, before the round is left."""
        play = self.present
        if play and not play.done:
            play.seat.note_clock(after=0)

    def stop_saving(self) -> None:
        """Continue without saving."""
        self._saving_stopped = True
