"""A turn at the one terminal in plain mode: a play of the round, until it ends, is left, or the keyboard goes on.

The same lines as alone; what differs is that there is a limit, that moves can't be undone, and that leaving is a choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.plain.console import Signal
from simulator.plain.game import LEAVE, UNKEPT, PlainGame, ask_after_failure
from simulator.play.sentences import PLAY_WARNINGS
from simulator.rounds.hot_seat.model import LEFT, LIMIT
from simulator.rounds.hot_seat.session import EventNotSaved
from simulator.text import count

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.plain.console import Console
    from simulator.play.opening import Opened
    from simulator.rounds.hot_seat.model import Play
    from simulator.rounds.hot_seat.round import HotSeat


class PlainTurn(PlainGame):
    """One turn: the whole play of a player, or in one conversation together the listening and one reply."""

    LEAVE_HELP = "q asks whether to end this conversation or stop the round."
    READING_STOPS_CLOCK = False

    def __init__(self, hot: HotSeat, play: Play, opened: Opened, console: Console) -> None:
        super().__init__(opened, console)
        self._hot, self._play = hot, play
        self._mine = hot.due
        self._up = False

    def allowed(self) -> frozenset[str]:
        """Return what the mode allows, and the time left, because the conversation may have a limit."""
        return (super().allowed() | {"time"}) - {"undo"}

    def take(self) -> bool:
        """Play the turn; return false where the round is to stop and stand still."""
        self.resume()
        while self._hot.due is self._mine and not self._play.done:
            answer = self.read()
            if answer is Signal.END:
                return False
            if self._up:
                self.say("The time for this conversation has run out.")
                continues = self._close(LIMIT)
            else:
                continues = self.answer(answer) or self._leave()
            if not continues:
                return False
        return True

    def _close(self, why: str) -> bool:
        """End the play, or in one conversation together let this player out; return false to stop the round."""
        if self._hot.variant.together and why == LEFT:
            return run_step(self._hot.remove_player, self._hot, self.console)
        return run_step(lambda: self._hot.give_up(self._play, why), self._hot, self.console)

    def _leave(self) -> bool:
        """Ask what q means here: end the play, stop the round, or nothing; return false to stop."""
        what = "leave it to the others" if self._hot.variant.together else "end this conversation"
        while True:
            self.console.ask(
                f"Press Enter to go back, e to {what}, or s to stop the round and continue another day:"
            )
            answer = self.console.read()
            if answer in ("s", "stop", Signal.END):
                return False
            if answer in ("e", "end"):
                return self._close(LEFT)
            if answer == "":
                return True

    def read(self) -> str | Signal:
        """Return the next line; the limit of the conversation may come before the clock of the move."""
        clock, limit = self.seat.remaining(), self._hot.left(self._play)
        if limit is None or (clock is not None and clock <= limit):
            return super().read()
        self.ask()
        line = self.read_in_time(limit, PLAY_WARNINGS, "seconds left for the whole conversation.")
        self._up = line is Signal.LATE
        return line

    def present(self) -> None:
        """Print what can be done, unless the keyboard goes on."""
        if self._hot.due is self._mine:
            super().present()

    def action_leave(self) -> bool:
        """Leave; what that means is asked."""
        return False

    def action_time(self) -> None:
        """Say the time left for the move and for the conversation."""
        super().action_time()
        left = self._hot.left(self._play)
        if left is not None:
            self.say(f"{count(round(left), 'second')} left for the whole conversation.")


def run_step(step: Callable[[], object], hot: HotSeat, console: Console) -> bool:
    """Carry out a step of the round; where it can't be saved, ask what to do. Return false to stop the round."""
    while True:
        try:
            step()
        except EventNotSaved as error:
            answer = ask_after_failure(error, "round", "stop", console)
            if answer == UNKEPT:
                hot.stop_saving()
            if answer == LEAVE:
                return False
        else:
            return True
