"""The index of saves: nothing is read twice, and nothing it says is believed against a file."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from simulator.play.history_sync import catch_up
from simulator.play.saves_list import list_saves
from simulator.records.journal import read
from simulator.records.save_index import SaveListing, saved_play
from tests.support.card_stage import Place

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.records.record import Record


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A library of one scenario with three plays that the history knows: one is open, two have ended."""
    place = Place.at(tmp_path)
    place.play("listen", person="Grace")
    place.play("own-it", "mend", person="Ada")
    place.play("listen", "own-it", "mend")
    catch_up(place.history, place.saves, place.library)
    return place


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The stems of the saves that are opened."""
    opened: list[str] = []

    def read_and_note(path: Path) -> Record:
        opened.append(path.stem)
        return read(path)

    monkeypatch.setattr("simulator.records.saves.read", read_and_note)
    return opened


def from_files(place: Place) -> SaveListing:
    """The listing that every file is read for."""
    return list_saves(place.saves, None)


def write(place: Place, statement: str, *values: object) -> None:
    """Do something to the history's file that the program would not do."""
    with closing(sqlite3.connect(place.history.path)) as connection, connection:
        connection.execute(statement, values)


def test_what_is_listed_is_what_the_files_say(place: Place, reads: list[str]) -> None:
    """Every field, in the order of the last change, without opening a file."""
    expected = from_files(place).plays
    assert 3 == len(reads)
    listing = list_saves(place.saves, place.history)
    assert (expected, (), frozenset()) == (listing.plays, listing.records, listing.unsettled)
    assert 3 == len(reads)


@pytest.mark.parametrize(
    "damage",
    [
        "DROP TABLE plays_listed",
        "DELETE FROM plays_listed",
        "UPDATE plays_listed SET stamp = '1 2 3'",
        "UPDATE plays_listed SET mode = 'god'",
        "UPDATE plays_listed SET moves = 'many'",
        "UPDATE plays_listed SET started = 'once', updated = NULL",
        "ALTER TABLE plays_listed DROP COLUMN edition",
        "ALTER TABLE plays_listed ADD COLUMN more",
    ],
)
def test_an_index_that_is_missing_stale_or_damaged_is_made_again(
    place: Place, reads: list[str], damage: str
) -> None:
    """The files are read instead, and once more the next time they are not."""
    expected, rows = from_files(place).plays, place.history.plays()
    write(place, damage)
    reads.clear()
    assert expected == list_saves(place.saves, place.history).plays
    assert 3 == len(reads)
    assert expected == catch_up(place.history, place.saves, place.library).plays
    reads.clear()
    assert expected == list_saves(place.saves, place.history).plays
    assert ([], rows) == (reads, place.history.plays())


def test_a_save_that_changed_is_read_again(place: Place, reads: list[str]) -> None:
    """One more move, one that is gone, and one that another took the place of."""
    first, second, third = (place.saves.folder / f"card{end}.play" for end in ("", "-2", "-3"))
    with place.saves.resume(first.stem) as journal:
        journal.append_move("own-it", 5, None)
    other = second.read_bytes()
    third.unlink()
    second.unlink()
    second.write_bytes(other)
    os.utime(second, ns=(0, 0))
    listing = list_saves(place.saves, place.history)
    assert [first.stem, second.stem] == sorted(reads)
    assert listing.plays == from_files(place).plays
    assert 2 == next(play.moves for play in listing.plays if play.stem == first.stem)


def test_a_save_that_cannot_be_read_is_told_each_time(place: Place) -> None:
    """It is in no index, and hides no other."""
    broken = place.saves.folder / "broken.play"
    broken.write_text("{}\n")
    for _ in range(2):
        listing = catch_up(place.history, place.saves, place.library)
        assert ([broken], 3) == ([each.path for each in listing.unreadable], len(listing.plays))


def test_words_in_an_index_are_cleaned(place: Place) -> None:
    """The file may have been written by anyone."""
    write(place, "UPDATE plays_listed SET person = ?, day = ?", "A\x1b[2J\u202eda", "Mon\nday")
    plays = list_saves(place.saves, place.history).plays
    assert {("A[2Jda", "Mon day")} == {(play.person, play.day) for play in plays}


def test_forgetting_and_renaming_leave_no_name_in_it(place: Place) -> None:
    """The index has players' names, and the file keeps no byte of them."""
    assert b"Grace" in place.history.path.read_bytes()
    place.history.rename("Grace", "Hopper")
    assert b"Grace" not in place.history.path.read_bytes()
    catch_up(place.history, place.saves, place.library)
    place.history.forget("Ada")
    assert b"Ada" not in place.history.path.read_bytes()


def test_two_folders_have_an_index_each(place: Place, tmp_path: Path) -> None:
    """Saves of one name in two folders are two saves, and the history's file doesn't say what the folders are called."""
    (tmp_path / "others").mkdir()
    other = Place.at(tmp_path / "others")
    other.play("own-it", person="Lin")
    catch_up(place.history, other.saves, other.library)
    assert 1 == len(list_saves(other.saves, place.history).plays)
    assert 3 == len(list_saves(place.saves, place.history).plays)
    assert b"others/saves" not in place.history.path.read_bytes()


def test_a_save_as_it_is_listed(place: Place) -> None:
    """What a list shows is what the journal says."""
    records, _ = place.saves.list()
    assert tuple(map(saved_play, records)) == from_files(place).plays
    assert [record.name for record in records] == [play.name for play in from_files(place).plays]


def test_without_a_folder_there_is_nothing(tmp_path: Path) -> None:
    """It need not exist; one that can't be listed is told like a save that can't be read."""
    place = Place.at(tmp_path)
    assert SaveListing() == list_saves(place.saves, place.history)
    place.saves.folder.parent.mkdir(exist_ok=True)
    place.saves.folder.write_text("not a folder")
    (told,) = list_saves(place.saves, place.history).unreadable
    assert "can't be listed" in told.message
