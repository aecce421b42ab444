"""A customer who comes back in a conversation by itself, as the player's earlier one ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from simulator.play.history_sync import catch_up
from simulator.play.memory import REMEMBERED, make_remembered_move
from simulator.play.opening import begin
from simulator.play.rules import Rules
from simulator.records.journal import read
from simulator.scenario.library import Library, ScenarioFile, load, shipped_folder
from tests.support.shift_stage import SHIFT, STARTED, ShiftPlace

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.play.opening import Opened

BEGINS = 'begins = [{ if = { ending = "mended" }, customer = { anger = 3 } }]'
REMEMBERS = (
    'begins = [{ if = { ending = "mended" }, move = "hm" }, '
    '{ if = { ending = "left" }, move = "provoke" }]'
)


@pytest.fixture
def place(tmp_path: Path) -> ShiftPlace:
    """A short day whose second customer is remembered by a first move."""
    found = ShiftPlace.at(tmp_path)
    assert BEGINS in SHIFT
    found.write("shifts/short-day", SHIFT.replace(BEGINS, REMEMBERS))
    return found


def played(place: ShiftPlace, id: str, *moves: str, person: str | None = "Ada") -> Opened:
    """A conversation by itself, begun as every face begins one, and these moves made."""
    path = place.library.find(id)
    item = ScenarioFile(path, load(path))
    started = STARTED + timedelta(minutes=place.saves.count())
    opened = begin(item, Rules(), place.saves, person=person, started=started, now=lambda: 0.0)
    opened = make_remembered_move(opened, place.library, place.saves, place.history, person)
    for move in moves:
        opened.seat.move(move)
    opened.seat.close()
    return opened


def first_moves(opened: Opened) -> list[str]:
    """The moves made when it was begun."""
    return [turn.move for turn in opened.seat.turns]


@pytest.mark.parametrize(("reply", "move"), [("two-skills", "hm"), ("send-away", "provoke")])
def test_the_last_ending_decides_the_first_move(place: ShiftPlace, reply: str, move: str) -> None:
    """It is in the journal like any other, and the player is told."""
    played(place, "key", "listen", "give-away")
    played(place, "key", "listen", reply)
    opened = played(place, "other")
    assert [move] == first_moves(opened)
    assert REMEMBERED in opened.notes
    assert (move,) == read(place.saves.path("other")).moves


def test_without_an_ended_one_of_the_same_person_nothing_is_decided(place: ShiftPlace) -> None:
    """Not by someone else's, by one that is open, or by an ending that no beginning asks about."""
    played(place, "key", "listen")
    played(place, "key", "listen", "two-skills", person="Bo")
    assert [] == first_moves(played(place, "other"))
    assert [] == first_moves(played(place, "key"))


def test_a_shift_worked_before_counts(place: ShiftPlace) -> None:
    """By the history, where its customers are."""
    place.begin("listen", "two-skills").close()
    assert [] == first_moves(played(place, "other"))
    catch_up(place.history, place.saves, place.library)
    assert ["hm"] == first_moves(played(place, "other"))


def test_day_46_remembers_every_ending_of_day_45(tmp_path: Path) -> None:
    """Each has its own case note; who left is asked."""
    place = replace(ShiftPlace.at(tmp_path), library=Library((shipped_folder(),)))
    day_45 = load(place.library.find("day-45")).scenario
    assert day_45
    endings = {scene.ending.name for scene in day_45.scenes.values() if scene.ending}
    notes = set()
    for ending in endings:
        opened = played(place, "day-45")
        assert opened.seat.name
        with place.saves.resume(opened.seat.name) as journal:
            journal.append_end(ending, 0)
        notes |= set(first_moves(played(place, "day-46")))
    assert len(endings) == len(notes) == 7
