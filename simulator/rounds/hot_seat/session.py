"""A seat at the one terminal of a hot-seat round: every move goes into the round's record before it is shown.

The faces play it like any other seat. Nothing is undone, because a round counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.play.session import NOTED_EVERY, PlaySession
from simulator.records.record import WHOLE_CLOCK
from simulator.records.save_failures import SaveFailed
from simulator.rounds.words import MOVES_ARE_FINAL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from simulator.engine.conversation import Turn
    from simulator.engine.machine import ScenarioMachine
    from simulator.play.rules import Rules
    from simulator.rounds.event_log import RecordFailed


SECOND = 1000


class EventNotSaved(SaveFailed):
    """An event of a round that could not be written; nothing has happened."""

    def __init__(self, path: Path, error: RecordFailed) -> None:
        SimulatorError.__init__(
            self, error.message, "Free up some space on the disk and try again."
        )
        self.path, self.errno = path, 0


class HotSeatSession(PlaySession):
    """A play of a hot-seat round.

    `make_move` writes and makes a move with its seconds, `write_clock` writes what is used of a clock, in thousandths. While it
    is `parked` no one plays here: its clock is stopped and no move is made, whatever a screen still open does. Once it is
    detached nothing of it is written any more.
    """

    def __init__(
        self,
        machine: ScenarioMachine,
        rules: Rules,
        now: Callable[[], float],
        make_move: Callable[[str, float], None],
        write_clock: Callable[[int], None],
    ) -> None:
        super().__init__(machine, rules, now, None)
        self._make_move, self._write_clock = make_move, write_clock
        self.parked = self.detached = False

    def park(self) -> None:
        """Stop the clock: the keyboard is with no one."""
        self.hold()
        self.parked = True

    def sit_down(self) -> None:
        """Let the clock run: the player has the keyboard."""
        self.parked = False
        self.release()

    def release(self) -> None:
        """Let a held clock run on, unless the keyboard is with no one."""
        if not self.parked:
            super().release()

    def detach(self) -> None:
        """Continue without saving the play."""
        self.detached = True

    @property
    def can_undo(self) -> bool:
        """Never."""
        return False

    def undo(self) -> Turn:
        """Raise SimulatorError: moves of a round are final."""
        raise SimulatorError(MOVES_ARE_FINAL)

    def move(self, move: str) -> Turn:
        """Make a move; raises IllegalMove, EventNotSaved, or SimulatorError while it is parked; then nothing has happened."""
        if self.parked:
            raise SimulatorError("Pass the keyboard on first.")
        self.release()
        seconds = round(self.spent(self.now()) * SECOND) / SECOND  # as the record keeps it
        self.conversation.move(move)  # what is not allowed is not written
        try:
            self._make_move(move, seconds)
        except EventNotSaved:
            self.hold()  # until it is tried again
            raise
        return self.turns[-1]

    def note_clock(self, after: float = NOTED_EVERY) -> None:
        """Note what is used of the clock, if that has grown by `after` seconds; it does no harm if it could not be."""
        allowed, used = self.allowed(), self._used()
        grown = used - self._noted
        if self.detached or allowed is None or grown <= 0 or grown < after:
            return
        try:
            self._write_clock(min(WHOLE_CLOCK, round(WHOLE_CLOCK * used / allowed)))
        except EventNotSaved:
            return
        self._noted = used
