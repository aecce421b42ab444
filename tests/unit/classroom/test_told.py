"""A seat's play as its debrief tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.classroom.told import told_json
from simulator.engine.machine import ScenarioMachine
from simulator.principles import PRINCIPLES
from simulator.scenario.library import load
from simulator.seat.local import LocalSeat
from simulator.seat.opening import playable
from simulator.seat.rules import Rules
from tests.functional.tui_stage import PARCEL, Clock

if TYPE_CHECKING:
    from pathlib import Path


def seat(folder: Path, *moves: str) -> LocalSeat:
    """A seat after some moves."""
    path = folder / "late-parcel.toml"
    path.write_text(PARCEL, "utf-8")
    local = LocalSeat(
        ScenarioMachine(playable(load(path))), Rules("exam", timed=False), Clock(), None
    )
    for move in moves:
        local.move(move)
    return local


def test_what_was_not_begun_has_a_beginning_and_a_lesson(tmp_path: Path) -> None:
    """No verdict is given on somebody who made no move."""
    told = told_json(seat(tmp_path))
    assert {"mood": -10, "band": "wary"} == told["start"]
    assert [] == told["turns"]
    assert ["Lesson", "About Dana Weiss"] == [section["title"] for section in told["sections"]]


def test_a_play_is_told_move_by_move_as_far_as_it_went(tmp_path: Path) -> None:
    """What was done, the mood before and after, why, the author's note and the principle; and what the play showed."""
    local = seat(tmp_path, "listen", "own-it")
    told = told_json(local)
    listened, owned = told["turns"]
    assert ("You listened on.", -10) == (listened["words"], listened["before"])
    assert ["You let them go on (listen): anger \N{MINUS SIGN}2, heard +4."] == listened["why"]
    assert listened["after"] == owned["before"]
    assert local.conversation.state.mood == owned["after"]
    assert local.conversation.state.band == owned["band"]
    assert "You: “You stayed in, and nobody came. That is ours to put right.”" == owned["words"]
    assert "Says it back." == owned["note"]
    assert owned["principle"] in PRINCIPLES.values()
    assert "" == listened["principle"]
    titles = [section["title"] for section in told["sections"]]
    assert "You listened: yes" in titles
    assert ["To keep and to change", "Lesson", "About Dana Weiss"] == titles[3:]
    assert all(section["lines"] for section in told["sections"])
