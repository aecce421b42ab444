"""A player who has finished conversations, with the exercises that come of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from simulator.play.drills import Drills
from simulator.play.opening import begin
from simulator.play.rules import Rules
from simulator.records.card_file import CardFile
from simulator.records.history import History
from simulator.records.saves import Saves
from simulator.scenario.library import Library, ScenarioFile, load, shipped_folder
from simulator.vocabulary import Mode
from tests.support.clock import Clock

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 1, 31, 18, 30, tzinfo=UTC)


@dataclass
class DrillPlace:
    """The shipped library, a folder of saves, a history and the cards beside it."""

    folder: Path
    library: Library
    saves: Saves
    history: History
    cards: CardFile

    @classmethod
    def at(cls, folder: Path) -> DrillPlace:
        """Make it in a folder that exists."""
        history = History(folder / "records" / "history.sqlite")
        library = Library((shipped_folder(),))
        return cls(folder, library, Saves(folder / "saves"), history, CardFile.beside(history.path))

    def finish(self, id: str, mode: str = "practice", person: str | None = "Ada") -> None:
        """Finish a scenario with whatever is offered first."""
        path = self.library.find(id)
        opened = begin(
            ScenarioFile(path, load(path)),
            Rules(Mode(mode)),
            self.saves,
            person=person,
            started=NOW,
            now=Clock(),
        )
        seat = opened.seat
        while not seat.over:
            offered = seat.conversation.offered()
            seat.move(offered[0].id if offered else "silence")
        seat.close()

    def drills(self, person: str | None = "Ada", withheld: tuple[str, ...] = ()) -> Drills:
        """The exercises of a person, with the history read."""
        found = Drills(self.library, self.saves, self.history, self.cards, person, withheld)
        found.read()
        return found
