"""Marks are worked out once for each play, and what is kept of them is never believed against a changed row or rule."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from simulator.play import earned_marks as marks
from simulator.play.earned_marks import earned_marks, marks_first_earned
from simulator.play.history_sync import catch_up
from simulator.records.history import History
from simulator.report.marks import MARKS, marks_of
from tests.support.card_stage import Place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from simulator.engine.conversation import Turn
    from simulator.report.marks import Mark

TOOK_ON = ("listen", "own-it", "mend")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A library of one scenario, and a history that knows two plays that earn the same, and one that earns nothing."""
    place = Place.at(tmp_path)
    place.play("blame", "leave")
    place.play(*TOOK_ON)
    place.play(*TOOK_ON)
    catch_up(place.history, place.saves, place.library)
    return place


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of moves of the plays that marks are worked out for."""
    found: list[int] = []

    def note(turns: Sequence[Turn]) -> tuple[Mark, ...]:
        found.append(len(turns))
        return marks_of(turns)

    monkeypatch.setattr(marks, "marks_of", note)
    return found


def earned(place: Place, person: str = "Ada") -> dict[str, str]:
    """The name of the play that first earned each mark."""
    found = earned_marks(place.history, person, place.saves, place.library)
    assert len(MARKS) == len(found)
    return {each.mark.id: each.play.name for each in found if each.play}


def test_the_first_play_earns_a_mark(place: Place, worked_out: list[int]) -> None:
    """Later ones don't, and none is played again the next time."""
    first = earned(place)
    assert {"card-2"} == set(first.values())
    assert "took-it-on" in first
    again = len(worked_out)
    assert first == earned(place)
    assert again == len(worked_out)
    assert {} == earned(place, "Grace")


@pytest.mark.parametrize(
    "damage",
    [
        "DROP TABLE plays_marked",
        "UPDATE plays_marked SET rules = 'others'",
        "UPDATE plays_marked SET updated = '2000-01-01'",
        "ALTER TABLE plays_marked DROP COLUMN rules",
    ],
)
def test_what_is_kept_is_made_again(place: Place, worked_out: list[int], damage: str) -> None:
    """Where it is missing, by other rules, of an earlier state of the play, or of another shape."""
    first, rows = earned(place), place.history.plays()
    worked_out.clear()
    with closing(sqlite3.connect(place.history.path)) as connection, connection:
        connection.execute(damage)
    assert first == earned(place)
    assert worked_out
    assert rows == place.history.plays()


def test_only_a_first_one_is_new(place: Place) -> None:
    """A debrief names the marks that no earlier play earned."""
    opened = place.begin(person="Grace")
    for move in TOOK_ON:
        opened.seat.move(move)
    new = marks_first_earned(opened.seat, place.history, place.saves, place.library)
    assert {mark.id for mark in new} == set(earned(place))
    opened.seat.close()
    catch_up(place.history, place.saves, place.library)
    again = place.begin(person="Grace")
    for move in TOOK_ON:
        again.seat.move(move)
    assert () == marks_first_earned(again.seat, place.history, place.saves, place.library)
    again.seat.close()


def test_without_a_history_there_are_none(place: Place, tmp_path: Path) -> None:
    """Nor is a file made for it."""
    nothing = [None] * len(MARKS)
    assert nothing == [each.play for each in earned_marks(None, "Ada", place.saves, place.library)]
    empty = History(tmp_path / "none.sqlite")
    assert nothing == [each.play for each in earned_marks(empty, "Ada", place.saves, place.library)]
    assert not empty.path.exists()
