"""A small scenario in a file, and plays of it kept in a folder, for the tests of what is made from saves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from simulator.play.opening import begin
from simulator.play.rules import Rules
from simulator.records.history import History
from simulator.records.saves import Saves
from simulator.scenario.library import Library, ScenarioFile, load
from simulator.vocabulary import Mode

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.play.opening import Opened

STARTED = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
CARD = """\
format = 1
title = "A card"
summary = "A card that opens no gate."
channel = "counter"
industry = "swimming"
level = 2
needs = ["listen", "own"]
start = "asks"
customer = { name = "Irma", temperament = "steady" }

[scenes.asks]
says = ["My card is dead.", "And I rang before."]
[[scenes.asks.replies]]
id = "own-it"
text = "That is on us."
skills = ["own"]
to = "ends"
[[scenes.asks.replies]]
id = "blame"
text = "That is the system."
slips = ["blame"]
to = "ends"

[scenes.ends]
says = "So?"
[[scenes.ends.replies]]
id = "mend"
text = "Here is a new one."
skills = ["solve"]
event = "fixed"
to = "mended"
[[scenes.ends.replies]]
id = "leave"
text = "Come back tomorrow."
slips = ["giveup"]
to = "left"

[scenes.mended]
says = "Thanks."
ending = "mended"
outcome = "full"
[scenes.left]
says = "Well."
ending = "left"
outcome = "none"
"""


@dataclass
class Place:
    """A library with the card in it, a folder of saves, a history, and a count of plays to date them by."""

    folder: Path
    library: Library
    saves: Saves
    history: History
    begun: int = 0

    @classmethod
    def at(cls, folder: Path) -> Place:
        (folder / "library").mkdir()
        place = cls(
            folder,
            Library((folder / "library",)),
            Saves(folder / "saves"),
            History(folder / "history.sqlite"),
        )
        place.write(CARD)
        return place

    def write(self, text: str, id: str = "card") -> Path:
        """A scenario file of the library."""
        path = self.folder / "library" / f"{id}.toml"
        path.write_text(text, "utf-8")
        return path

    def item(self, id: str = "card") -> ScenarioFile:
        """The scenario of that id."""
        path = self.library.find(id)
        return ScenarioFile(path, load(path))

    def begin(
        self, *given: str, person: str | None = "Ada", mode: str = "coach", day: str = ""
    ) -> Opened:
        """A play begun, a day after the one before."""
        self.begun += 1
        return begin(
            self.item(),
            Rules(Mode(mode), day=day),
            self.saves,
            person=person,
            started=STARTED + timedelta(days=self.begun),
            now=lambda: 0.0,
            given=given,
        )

    def play(self, *moves: str, person: str | None = "Ada") -> str:
        """A play of these moves, left; its name."""
        opened = self.begin(person=person)
        for move in moves:
            opened.seat.move(move)
        opened.seat.close()
        assert opened.seat.name
        return opened.seat.name
