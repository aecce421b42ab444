"""The one play that is open: begun, gone on with, and let go of.

Apart from the screens, so that a journal is opened and closed at one place. It shows nothing; what cannot be done is raised as
the seat and the saves raise it, and then nothing is left open.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.records.saves import default_folder
from simulator.scenario.library import Shelved, checkout, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from simulator.records.saves import Saves
    from simulator.scenario.library import Library
    from simulator.seat.local import LocalSeat
    from simulator.seat.opening import Opened
    from simulator.seat.rules import Rules


@dataclass
class Desk:
    """Where plays are opened; `seat` is the open one's."""

    library: Library
    saves: Saves
    person: str | None
    now: Callable[[], float]
    wall: Callable[[], datetime]
    seat: LocalSeat | None = None
    item: Shelved | None = None

    def begin(self, item: Shelved, rules: Rules) -> Opened:
        """Begin a play; raises SimulatorError."""
        from simulator.seat.opening import begin

        opened = begin(
            item, rules, self.saves, person=self.person, started=self.wall(), now=self.now
        )
        self.seat, self.item = opened.seat, item
        return opened

    def go_on(self, name: str, factor: float) -> Opened:
        """Go on with a saved play; raises SimulatorError."""
        from simulator.seat.opening import resume

        journal = self.saves.resume(name)
        try:
            opened = resume(journal, self.library, factor, self.now)
        except BaseException:
            journal.close()
            raise
        self.seat, self.item = opened.seat, None
        return opened

    def again(self) -> Opened | None:
        """Begin the open play once more from its start; raises SimulatorError."""
        seat, item = self.seat, self.item
        if seat is None:
            return None
        self.let_go()
        return self.begin(item or self._scenario_of(seat), seat.rules)

    def let_go(self) -> None:
        """Close the open play; all of it is on the disk."""
        if self.seat:
            self.seat.close()
            self.seat = None

    def how_to_go_on(self) -> str:
        """A sentence for whoever leaves a play that is kept, begun, and not over; else nothing."""
        seat = self.seat
        if seat is None or seat.over or not seat.turns or seat.name is None:
            return ""
        folder = self.saves.folder
        where = ""
        if folder != default_folder(checkout()):
            where = f" --saves {shlex.quote(str(folder))}"
        return f"The play is kept. Go on with: simulator play --resume {seat.name}{where}"

    def _scenario_of(self, seat: LocalSeat) -> Shelved:
        """The scenario that a resumed play was of, as it stands on the disk now."""
        header = seat.journal.record.header if seat.journal else None
        path = Path(header.path) if header and header.path else None
        if path is None or not path.is_file():
            path = self.library.find(seat.conversation.scenario.id)
        return Shelved(path, load(path))
