"""The card file: kept and found again, one person's apart from another's; a bad file costs no more than what is in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from simulator.errors import SimulatorError
from simulator.records.card_file import CardFile, CardRow

if TYPE_CHECKING:
    from pathlib import Path

LAST = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
ROW = CardRow("Ada", "0f" * 16, "their-shoes", "day-45", 2.3, 5.1, LAST, LAST + timedelta(days=2))
OTHER = replace(ROW, card="aa" * 16, due=LAST + timedelta(days=1))


@pytest.fixture
def cards(tmp_path: Path) -> CardFile:
    """A card file in a folder that is not there yet."""
    return CardFile.beside(tmp_path / "records" / "history.sqlite")


def write(cards: CardFile, statement: str, *values: object) -> None:
    """Do something to the file that the program would not do."""
    with closing(sqlite3.connect(cards.path)) as connection, connection:
        connection.execute(statement, values)


def test_what_is_kept_is_found_again(cards: CardFile) -> None:
    """The first due first, a card once, and no one else's."""
    assert [] == cards.cards("Ada")
    for row in (ROW, OTHER, replace(ROW, person="Bo"), replace(ROW, stability=9.5)):
        cards.keep(row)
    assert [OTHER, replace(ROW, stability=9.5)] == cards.cards("Ada")
    assert 0o600 == cards.path.stat().st_mode & 0o777


def test_cards_that_are_gone_are_dropped(cards: CardFile) -> None:
    """Only those that are named, and only the person's."""
    for row in (ROW, OTHER, replace(ROW, person="Bo")):
        cards.keep(row)
    cards.drop("Ada", [ROW.card])
    assert ([OTHER], [replace(ROW, person="Bo")]) == (cards.cards("Ada"), cards.cards("Bo"))


def test_forget_leaves_not_a_byte(cards: CardFile) -> None:
    """Of the name in the file, and of a damaged one that was set aside."""
    cards.keep(replace(ROW, person="Xanthippe"))
    cards.keep(ROW)
    cards.aside.write_bytes(b"Xanthippe")
    assert 1 == cards.forget("Xanthippe")
    assert b"Xanthippe" not in cards.path.read_bytes()
    assert not cards.aside.exists()
    assert [ROW] == cards.cards("Ada")


def test_rename_takes_cards_along(cards: CardFile) -> None:
    """Where both have a card, the one under the new name stays."""
    theirs = replace(ROW, person="Anna", stability=40.0)
    for row in (ROW, OTHER, theirs):
        cards.keep(row)
    cards.rename("Ada", "Anna")
    assert [replace(OTHER, person="Anna"), theirs] == cards.cards("Anna")
    assert [] == cards.cards("Ada")


@pytest.mark.parametrize(
    "data", [b"not a database at all", b"SQLite format 3\0" + b"\xff" * 5000, b"\0" * 4096]
)
def test_a_damaged_file_is_set_aside(cards: CardFile, data: bytes) -> None:
    """One sentence, a fresh start, and what was there is still there under another name."""
    cards.path.parent.mkdir()
    cards.path.write_bytes(data)
    assert [] == cards.cards("Ada")
    assert data == cards.aside.read_bytes()
    assert "was damaged" in cards.damage_words
    cards.keep(ROW)
    assert [ROW] == cards.cards("Ada")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("stability", "much"),
        ("stability", -1),
        ("stability", 9e999),
        ("difficulty", 0),
        ("difficulty", 11),
        ("due", "tomorrow"),
        ("due", 5),
        ("last", "9999-99-99"),
    ],
)
def test_a_row_that_makes_no_sense_is_left_out(cards: CardFile, column: str, value: object) -> None:
    """Its card is as good as new, and the others are found."""
    cards.keep(ROW)
    cards.keep(OTHER)
    write(cards, f"UPDATE drill_cards SET {column} = ? WHERE card = ?", value, ROW.card)
    assert [OTHER] == cards.cards("Ada")


def test_a_history_is_not_a_file_of_cards(cards: CardFile) -> None:
    """What a user keeps under that name is left as it is."""
    cards.path.parent.mkdir()
    with closing(sqlite3.connect(cards.path)) as connection, connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(SimulatorError, match="isn't a file of exercises"):
        cards.keep(ROW)


def test_a_newer_file_is_left_alone(cards: CardFile) -> None:
    """It may hold what this version doesn't know."""
    cards.keep(ROW)
    write(cards, "PRAGMA user_version = 9")
    with pytest.raises(SimulatorError, match="newer version"):
        cards.cards("Ada")


def test_two_programs_lose_nothing_of_each_other(cards: CardFile) -> None:
    """Each answer is one change of the file."""
    second = CardFile(cards.path)
    for number in range(20):
        (cards if number % 2 else second).keep(replace(ROW, card=f"{number:032x}"))
    assert 20 == len(cards.cards("Ada"))


def test_what_the_system_refuses_is_one_sentence(tmp_path: Path) -> None:
    """A folder that is a file, for instance."""
    (tmp_path / "records").write_text("")
    with pytest.raises(SimulatorError, match="can't be written"):
        CardFile.beside(tmp_path / "records" / "history.sqlite").keep(ROW)
