"""A small scenario with a leaky reply, an abusive scene and a hold, and shifts of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from simulator.engine.conversation import Conversation
from simulator.engine.machine import ScenarioMachine
from simulator.play.shift_opening import begin_shift, resume_shift
from simulator.records.history import History
from simulator.records.saves import Saves
from simulator.scenario.library import Library
from simulator.scenario.parse import parse
from simulator.shift.library import find_shift, read_shift

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.play.shift_opening import OpenedShift
    from simulator.play.shift_session import ShiftSession
    from simulator.scenario.model import Scenario

KEY = """\
format = 1
title = "A key"
level = 1
start = "desk"

[customer]
name = "Omar"
temperament = "steady"
anger = {anger}
heard = 30
trust = 40
patience = {patience}
boil = 101

[scenes.desk]
says = ["My key is gone.", "The blue one."]
hold = {hold}
[[scenes.desk.replies]]
id = "two-skills"
text = "That was ours to look after, and here is another."
skills = ["own", "solve"]
event = "fixed"
to = "thanks"
[[scenes.desk.replies]]
id = "mixed"
text = "That is on us, though the night shift had it."
skills = ["own"]
slips = ["blame", "cold"]
to = "out"
[[scenes.desk.replies]]
id = "plain"
text = "A blue one."
to = "out"
[[scenes.desk.replies]]
id = "provoke"
text = "Then look again."
slips = ["cold"]
to = "shouting"
[[scenes.desk.replies]]
id = "send-away"
text = "Come back on Monday."
to = "out"
[[scenes.desk.replies]]
id = "give-away"
text = "Here is the master key."
critical = {{ kind = "business", why = "It opens every door." }}
to = "out"
[[scenes.desk.replies]]
id = "snap"
text = "You lot lose everything."
slips = ["dismiss"]
leaky = 40
[[scenes.desk.replies]]
id = "again"
text = "Tell me once more."
to = "desk"
[[scenes.desk.replies]]
id = "hm"
text = "Hm."

[scenes.shouting]
says = "You clown!"
abusive = true
[[scenes.shouting.replies]]
id = "two-words"
text = "I want to help, and I won't be shouted at."
skills = ["boundary"]
to = "out"

[scenes.thanks]
says = "Thanks."
ending = "mended"
outcome = "full"
[scenes.out]
says = "Right."
ending = "left"
outcome = "none"
"""


def key_scenario(
    id: str = "key", anger: int = 20, patience: int = 40, *, hold: bool = False, level: int = 1
) -> Scenario:
    """The scenario of the lost key, with these numbers."""
    text = KEY.format(anger=anger, patience=patience, hold=str(hold).lower())
    read = parse(text.replace("level = 1", f"level = {level}").encode(), id, f"{id}.toml")
    assert read.scenario, [p.message for p in read.diagnostics if p.severity == "error"]
    return read.scenario


def begun(anger: int = 20, patience: int = 40, *, hold: bool = False) -> Conversation:
    """The conversation about the key at its start."""
    return Conversation.begin(ScenarioMachine(key_scenario("key", anger, patience, hold=hold)))


SHIFT = """\
format = 1
title = "A short day"
summary = "Two keys."
brief = "It's morning."
level = 1
minutes = 5

[[customers]]
scenario = "key"

[[customers]]
scenario = "other"
after = "key"
begins = [{ if = { ending = "mended" }, customer = { anger = 3 } }]

[[cards]]
text = "Rain."
composure = -5

[[cards]]
text = "Sun."
before = 2
"""
STARTED = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
WHOLE_DAY = ("listen", "two-skills", "breath", "listen", "mixed")
"""Moves that end the short day: the first customer's need is met, the second one's isn't."""


@dataclass
class ShiftPlace:
    """A library with a short day and its two scenarios, a folder of saves and a history."""

    folder: Path
    library: Library
    saves: Saves
    history: History

    @classmethod
    def at(cls, folder: Path) -> ShiftPlace:
        """Make it in a folder that exists."""
        library = folder / "library"
        (library / "shifts").mkdir(parents=True)
        place = cls(
            folder,
            Library((library,)),
            Saves(folder / "saves"),
            History(folder / "history.sqlite"),
        )
        place.write("shifts/short-day", SHIFT)
        for id in ("key", "other"):
            place.write(id, key_text(root="lost-keys"))
        return place

    def write(self, name: str, text: str) -> Path:
        """A file of the library."""
        path = self.folder / "library" / f"{name}.toml"
        path.write_text(text, "utf-8")
        return path

    def begin(
        self, *moves: str, person: str | None = "Ada", seed: int = 1, started: datetime = STARTED
    ) -> ShiftSession:
        """The short day begun, and these moves made."""
        file = read_shift(find_shift(self.library, "short-day"), self.library)
        opened = begin_shift(
            file, self.saves, person=person, seed=seed, started=started, now=lambda: 0.0
        )
        for move in moves:
            opened.session.move(move)
        return opened.session

    def resume(self, name: str = "short-day") -> OpenedShift:
        """A saved shift resumed."""
        journal = self.saves.resume(name)
        try:
            return resume_shift(journal, self.library, lambda: 0.0)
        except BaseException:
            journal.close()
            raise


def key_text(anger: int = 20, patience: int = 40, root: str = "") -> str:
    """The file of the lost key."""
    text = KEY.format(anger=anger, patience=patience, hold="false")
    return text.replace("level = 1\n", f'level = 1\nroot = "{root}"\n') if root else text
