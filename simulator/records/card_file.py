"""The cards of exercises that people have answered, and when each is due, in an SQLite file beside the history.

A card is kept by a hash of its text and nothing of what it says. Nothing in a row is believed, because the file may have been
written by anyone; one that makes no sense is left out, and its card is then as good as new.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from simulator.records.sqlite_file import SqliteFile
from simulator.text import path_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

NAME = "drills.sqlite"
TABLE = """
CREATE TABLE drill_cards (
    person TEXT NOT NULL, card TEXT NOT NULL, kind TEXT NOT NULL, scenario TEXT NOT NULL, stability REAL NOT NULL,
    difficulty REAL NOT NULL, last TEXT NOT NULL, due TEXT NOT NULL, PRIMARY KEY (person, card)
)
"""
COLUMNS = ("person", "card", "kind", "scenario", "stability", "difficulty", "last", "due")
HARDEST = 10
"""The highest difficulty there is; the lowest is 1."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card that a person has answered: its hash, its exercise and scenario, how well it is known, and when it is due.

    `stability` is in days, `difficulty` 1 to 10; `last` and `due` are in UTC.
    """

    person: str
    card: str
    kind: str
    scenario: str
    stability: float
    difficulty: float
    last: datetime
    due: datetime


class CardFile(SqliteFile):
    """The answered cards in one file, which is made at the first answer; each call opens and closes it."""

    NOUN, WHAT, MARK, VERSION = "file of your exercises", "a file of exercises", b"drill_cards", 1
    HINT = "You can still do exercises, but the dates when they come back can't be saved."

    @classmethod
    def beside(cls, history: Path) -> CardFile:
        """Return the file that lies beside a history."""
        return cls(history.with_name(NAME))

    @property
    def damage_words(self) -> str:
        """Say that the file was damaged, where it was; else nothing."""
        if not self.was_damaged:
            return ""
        return f"The file of your exercises was damaged. It's now {path_text(self.aside)}, and all of them start again as new."

    def cards(self, person: str) -> list[CardRow]:
        """Return the cards of a person, the first due first; none without a file. Raises SimulatorError."""
        if not os.path.lexists(self.path):
            return []
        names = ", ".join(COLUMNS)
        query = f"SELECT {names} FROM drill_cards WHERE person = ? ORDER BY due, card"
        found = (_row_in(row) for row in self.ask(query, (person,)))
        return [row for row in found if row is not None]

    def keep(self, row: CardRow) -> None:
        """Keep a card as it is now, in place of what was kept of it; it is on the disk afterwards. Raises SimulatorError."""
        marks = ", ".join("?" * len(COLUMNS))
        values = (
            row.person, row.card, row.kind, row.scenario, row.stability, row.difficulty,
            row.last.astimezone(UTC).isoformat(), row.due.astimezone(UTC).isoformat(),
        )  # fmt: skip
        names = ", ".join(COLUMNS)
        self.do(f"INSERT OR REPLACE INTO drill_cards ({names}) VALUES ({marks})", [values])

    def drop(self, person: str, cards: Iterable[str]) -> None:
        """Remove cards of a person that there aren't any more, by their hashes. Raises SimulatorError."""
        gone = [(person, card) for card in cards]
        if gone:
            self.do("DELETE FROM drill_cards WHERE person = ? AND card = ?", gone)

    def forget(self, person: str) -> int:
        """Remove every card of a person, and what was set aside as damaged; return how many cards there were."""
        count = len(self.cards(person))
        if count:
            self.do("DELETE FROM drill_cards WHERE person = ?", [(person,)])
            self.do("VACUUM", None)
        try:
            self.aside.unlink(missing_ok=True)
        except OSError as error:
            raise self.failure("written", error) from error
        return count

    def rename(self, old: str, new: str) -> None:
        """Put the cards of a person under another name; where both have one, the new name's stays."""
        if self.cards(old):
            self.do("UPDATE OR IGNORE drill_cards SET person = ? WHERE person = ?", [(new, old)])
            self.do("DELETE FROM drill_cards WHERE person = ?", [(old,)])
            self.do("VACUUM", None)

    def upgrade(self, connection: sqlite3.Connection, version: int) -> None:
        """Make the table."""
        del version
        connection.execute(TABLE)


def _row_in(row: tuple[Any, ...]) -> CardRow | None:
    """Return a row as a card, or None where it isn't one."""
    person, card, kind, scenario, stability, difficulty, last, due = row
    try:
        found = CardRow(
            str(person),
            str(card),
            str(kind),
            str(scenario),
            float(stability),
            float(difficulty),
            datetime.fromisoformat(last).astimezone(UTC),
            datetime.fromisoformat(due).astimezone(UTC),
        )
    except (ValueError, TypeError, OverflowError):
        return None
    sound = 0 < found.stability < math.inf and 1 <= found.difficulty <= HARDEST
    return found if sound else None
