"""A seat at the one terminal of a hot-seat round: every move goes into the round's record before it is shown.

The faces play it like any other seat. It takes nothing back, because a round counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.records.failures import SaveFailed
from simulator.seat.local import LocalSeat

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from simulator.classroom.record import RecordFailed
    from simulator.engine.conversation import Turn
    from simulator.engine.machine import ScenarioMachine
    from simulator.seat.rules import Rules


class NotKept(SaveFailed):
    """What belongs into the record of a round could not be written; nothing has happened."""

    def __init__(self, path: Path, error: RecordFailed) -> None:
        SimulatorError.__init__(self, error.message, "Make room on the disk and try again.")
        self.path, self.errno = path, 0


class Page:
    """A play's place in the record of a round."""

    name = None
    ended = ""
    """Nothing more is noted at the end: the moves tell it."""

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note = note

    def append_move(self, move: str, ms: int, scene: str | None) -> None:
        """Keep a move."""
        del (
            ms,
            scene,
        )  # the round counts the time by its own clock, and a scenario that has changed is refused as a whole
        self._note(move)

    def append_undo(self, ms: int) -> None:
        """Never asked for: nothing is taken back."""

    def append_end(self, ending: str, ms: int) -> None:
        """Never asked for."""

    def close(self) -> None:
        """The record belongs to the round."""


class TurnSeat(LocalSeat):
    """A play of a hot-seat round; `noted` writes a move and its seconds, `moved` is told of one that was made.

    While it is `parked` nobody sits here: its clock stands and no move is made, whatever a screen that is still there does.
    """

    def __init__(
        self,
        machine: ScenarioMachine,
        rules: Rules,
        now: Callable[[], float],
        noted: Callable[[str, float], None],
        moved: Callable[[Turn, float], None],
    ) -> None:
        super().__init__(machine, rules, now, Page(self._write))
        self._noted, self._moved = noted, moved
        self._taken = 0.0
        self.parked = False

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

    @property
    def can_undo(self) -> bool:
        """Never."""
        return False

    def undo(self) -> Turn:
        """Refused."""
        raise SimulatorError("In a round no move is taken back.")

    def move(self, move: str) -> Turn:
        """Make a move; raises IllegalMove, NotKept, or SimulatorError where nobody sits here, and then nothing has happened."""
        if self.parked:
            raise SimulatorError("The keyboard goes on first.")
        self.release()
        self._taken = self.spent(self.now())
        turn = super().move(move)
        self._moved(turn, self._taken)
        return turn

    def _write(self, move: str) -> None:
        """Note a move; where it cannot be kept, the clock stands until it is tried again."""
        try:
            self._noted(move, self._taken)
        except NotKept:
            self.hold()
            raise
