"""A play tried again from its middle: the moves that are given, and the journal that says so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from simulator.play.opening import again_from, first_conversation, resume
from simulator.play.rules import Rules
from simulator.records.journal import read
from simulator.records.saves import NoSaves
from simulator.vocabulary import Mode
from tests.support.card_stage import Place

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A library of one scenario, and no plays yet."""
    return Place.at(tmp_path)


@pytest.mark.parametrize(("mode", "then"), [("coach", "coach"), ("exam", "practice")])
def test_again_from_gives_the_moves_before(place: Place, mode: str, then: str) -> None:
    """By the same rules, but an exam is tried again as practice."""
    opened = place.begin(mode=mode)
    for move in ("listen", "own-it", "leave"):
        opened.seat.move(move)
    assert (Rules(Mode(then)), ("listen", "own-it")) == again_from(opened, 2)
    assert (Rules(Mode(then)), ()) == again_from(opened, 0)
    opened.seat.close()


def test_given_moves_stand_in_the_new_play(place: Place) -> None:
    """It begins after them; the header counts them, and going on with it leaves them given."""
    opened = place.begin("listen", "own-it")
    assert ["listen", "own-it"] == [turn.move for turn in opened.seat.turns]
    assert "ends" == opened.seat.conversation.state.scene
    opened.seat.move("mend")
    opened.seat.close()

    record = read(place.saves.folder / "card.play")
    assert (2, ("listen", "own-it", "mend"), "mended") == (
        record.header.given,
        record.moves,
        record.ended,
    )
    again = resume(place.saves.resume("card"), place.library, 1.0, lambda: 0.0)
    assert again.seat.over
    again.seat.close()


def test_a_play_of_ones_own_says_nothing_of_given_moves(place: Place) -> None:
    """The key stands in the header only where there are some."""
    name = place.play("own-it")
    header = json.loads((place.saves.folder / f"{name}.play").read_text().splitlines()[0])
    assert "given" not in header
    assert 0 == read(place.saves.folder / f"{name}.play").header.given


def test_given_moves_are_played_where_nothing_can_be_kept(place: Place) -> None:
    """The play begins where it should, and a note says that it is not kept."""
    place.saves.folder.write_text("no folder")
    opened = place.begin("own-it")
    assert ["own-it"] == [turn.move for turn in opened.seat.turns]
    (note,) = opened.notes
    assert note.startswith("This conversation can't be saved: ")


def test_a_play_without_a_home_is_not_kept(place: Place) -> None:
    """It begins all the same, and a note says why."""
    place.saves = NoSaves()
    opened = place.begin("own-it")
    assert ["own-it"] == [turn.move for turn in opened.seat.turns]
    assert (
        "This conversation can't be saved: There is no home folder to save conversations in. Choose a folder with --saves.",
    ) == opened.notes
    assert (([], []), False) == (place.saves.list(), opened.seat.kept)


def test_a_play_whose_save_was_removed_or_replaced_is_not_kept(place: Place) -> None:
    """Neither while it is open nor after; a save that is still there is."""
    opened = place.begin("own-it")
    path = place.saves.folder / "card.play"
    assert opened.seat.kept
    moved = path.rename(path.with_name("moved"))
    assert not opened.seat.kept
    path.write_text("another's")
    assert not opened.seat.kept
    moved.replace(path)
    opened.seat.close()
    assert opened.seat.kept
    path.unlink()
    assert not opened.seat.kept


def test_what_was_in_reach_is_asked_of_the_file_that_was_played(place: Place) -> None:
    """A file that has changed since cannot answer."""
    opened = place.begin("own-it", "mend")
    place.write("# another\n")
    assert opened.reach() is None
    (place.folder / "library" / "card.toml").unlink()
    assert opened.reach() is None


def test_the_guided_conversation_is_not_in_the_library() -> None:
    """It comes with the program, free of problems."""
    item = first_conversation()
    assert ("first-call", ()) == (item.id, item.reading.diagnostics)
