"""A seat at the one terminal of a hot-seat round: every move goes into the round's record before it is shown.

The faces play it like any other seat. It takes nothing back, because a round counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.play.session import NOTED_EVERY, PlaySession
from simulator.records.failures import SaveFailed
from simulator.records.record import WHOLE_CLOCK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from simulator.engine.conversation import Turn
    from simulator.engine.machine import ScenarioMachine
    from simulator.play.rules import Rules
    from simulator.rounds.event_log import RecordFailed


SECOND = 1000


class NotKept(SaveFailed):
    """What belongs into the record of a round could not be written; nothing has happened."""

    def __init__(self, path: Path, error: RecordFailed) -> None:
        SimulatorError.__init__(self, error.message, "Make room on the disk and try again.")
        self.path, self.errno = path, 0


class HotSeatSession(PlaySession):
    """A play of a hot-seat round.

    `make_move` writes and makes a move with its seconds, `write_clock` writes what is used of a clock, in thousandths. While it
    is `parked` nobody sits here: its clock stands and no move is made, whatever a screen that is still there does. Once it is
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
        """Nobody sits here."""
        self.hold()
        self.parked = True

    def sit_down(self) -> None:
        """Somebody does; the clock runs on."""
        self.parked = False
        self.release()

    def release(self) -> None:
        """Let a held clock run on, unless nobody sits here."""
        if not self.parked:
            super().release()

    def detach(self) -> None:
        """Go on without keeping the play."""
        self.detached = True

    @property
    def can_undo(self) -> bool:
        """Never."""
        return False

    def undo(self) -> Turn:
        """Raise SimulatorError: moves of a round are final."""
        raise SimulatorError("In a round no move is taken back.")

    def move(self, move: str) -> Turn:
        """Make a move; raises IllegalMove, NotKept, or SimulatorError where nobody sits here, and then nothing has happened."""
        if self.parked:
            raise SimulatorError("The keyboard goes on first.")
        self.release()
        seconds = round(self.spent(self.now()) * SECOND) / SECOND  # as the record keeps it
        self.conversation.move(move)  # what is not allowed is not written
        try:
            self._make_move(move, seconds)
        except NotKept:
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
        except NotKept:
            return
        self._noted = used
