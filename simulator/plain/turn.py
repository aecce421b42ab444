"""A turn at the one terminal in plain mode: a play of the round, until it ends, is left, or the keyboard goes on.

The same lines as alone; what differs is that there is a limit, that nothing is taken back, and that leaving is a choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.plain.console import Signal
from simulator.plain.game import PlainGame
from simulator.rounds.hot_seat.model import LEFT, LIMIT
from simulator.rounds.hot_seat.session import NotKept
from simulator.ruleset import SILENCE
from simulator.text import count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.engine.conversation import Line
    from simulator.plain.console import Console
    from simulator.play.opening import Opened
    from simulator.rounds.hot_seat.model import Play
    from simulator.rounds.hot_seat.round import HotSeat

WARN_AT = (60, 30, 10)


class PlainTurn(PlainGame):
    """One turn: the whole play of a player, or in one conversation together the listening and one reply."""

    def __init__(self, hot: HotSeat, play: Play, opened: Opened, console: Console) -> None:
        super().__init__(opened, console)
        self._hot, self._play = hot, play
        self._mine = hot.due
        self._up = False

    def take(self) -> bool:
        """Play the turn; false where the round is to stop and stand still."""
        self._present(self.seat.turns[-1].after.opening if self.seat.turns else None)
        while self._hot.due is self._mine and not self._play.done:
            answer = self._answer()
            if answer is Signal.END:
                return False
            if self._up:
                self.console.say("The time for this conversation is up.")
                goes_on = self._close(LIMIT)
            elif answer is Signal.LATE:
                self.console.say("Time is up.")
                self.console.forget_typing()
                goes_on = self._move(SILENCE) or self._leave()
            else:
                goes_on = self._obey(answer) or self._leave()
            if not goes_on:
                return False
        return True

    def _close(self, why: str) -> bool:
        """End the play, or in one conversation together let this player go; false to stop the round."""
        if self._hot.way.together and why == LEFT:
            return run_step(self._hot.out, self._hot, self.console)
        return run_step(lambda: self._hot.give_up(self._play, why), self._hot, self.console)

    def _leave(self) -> bool:
        """What q means here: to end the play, to let the round stand still, or nothing; false to stop."""
        what = "leave it to the others" if self._hot.way.together else "end the play here"
        while True:
            self.console.ask(
                f"Enter goes back; e to {what}; s to stop the round, to go on with another day:"
            )
            answer = self.console.read()
            if answer in ("s", "stop", Signal.END):
                return False
            if answer in ("e", "end"):
                return self._close(LEFT)
            if answer == "":
                return True

    def _answer(self) -> str | Signal:
        """The next line; the limit of the conversation may come before the clock of the move."""
        clock, limit = self.seat.remaining(), self._hot.left(self._play)
        if limit is None or (clock is not None and clock <= limit):
            return super()._answer()
        self._prompt()
        end = self.seat.now() + limit
        for threshold in WARN_AT:
            if limit > threshold * 1.2:
                line = self.console.read(end - threshold)
                if line is not Signal.LATE:
                    return line
                self.console.say(f"{threshold} seconds left for the whole conversation.")
        line = self.console.read(end)
        self._up = line is Signal.LATE
        return line

    def _present(self, said: Sequence[Line] | None) -> None:
        """Nothing to choose from once the keyboard goes on."""
        if self._hot.due is self._mine:
            super()._present(said)

    def _time(self) -> None:
        super()._time()
        left = self._hot.left(self._play)
        if left is not None:
            self.console.say(f"{count(round(left), 'second')} left for the whole conversation.")

    def _help(self) -> None:
        why = "w says why the mood moved. " if self.seat.rules.shows_reasons else ""
        self.console.say(
            "A number or a reply's id gives that reply. Enter or l listens. ? says where things stand. "
            f"{why}t says the time left. q asks whether to end this play or to stop the round."
        )


def run_step(step: Callable[[], object], hot: HotSeat, console: Console) -> bool:
    """Carry out a step of the round; where it cannot be kept, ask how to go on. False to stop the round."""
    while True:
        try:
            step()
        except NotKept as error:
            console.say(str(error))
            console.ask("Enter to try again, n to go on without keeping this round, or q to stop:")
            answer = console.read()
            if answer == "n":
                hot.unkeep()
            if answer in ("q", "quit", Signal.END):
                return False
        else:
            return True
