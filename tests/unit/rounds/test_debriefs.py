"""A seat's play as its debrief tells it in a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.engine.machine import ScenarioMachine
from simulator.play.opening import playable
from simulator.play.rules import Rules
from simulator.principles import PRINCIPLES
from simulator.rounds.client.reading import read_message
from simulator.rounds.client.session import RemoteSession, UpdateKind
from simulator.rounds.hosted.debriefs import debrief_message
from simulator.rounds.hosted.participants import Seat
from simulator.rounds.protocol import as_json, encode
from simulator.scenario.library import load
from simulator.vocabulary import Mode
from tests.support.clock import Clock
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from pathlib import Path


def told(folder: Path, *moves: str) -> dict[str, Any]:
    """The debrief after some moves."""
    path = folder / "late-parcel.toml"
    path.write_text(PARCEL, "utf-8")
    seat = Seat("s", "Kim", b"", 1, b"")
    seat.begin_play(ScenarioMachine(playable(load(path))), Rules(Mode.EXAM, timed=False), Clock())
    for move in moves:
        assert seat.local is not None
        seat.make(seat.local.conversation.move(move), 1.0, None)
    return as_json(debrief_message(seat, 1))


def test_what_was_not_begun_has_a_beginning_and_a_lesson(tmp_path: Path) -> None:
    """Nothing breaks where no move was made."""
    message = told(tmp_path)
    assert {"mood": -10, "band": "wary"} == message["start"]
    assert [] == message["turns"]
    lesson = message["panes"][-1]
    assert ["Lesson", "About Dana Weiss"] == [section["title"] for section in lesson["sections"]]


def test_a_play_is_told_move_by_move_as_far_as_it_went(tmp_path: Path) -> None:
    """What was done, the mood before and after, why, the author's note and the principle; and what the play showed."""
    message = told(tmp_path, "listen", "own-it")
    listened, owned = message["turns"]
    assert ("You listened.", -10) == (listened["words"], listened["before"])
    assert ["You listened: anger \N{MINUS SIGN}2, heard +4."] == listened["why"]
    assert [-10, listened["after"], owned["after"]] == message["moods"]
    assert "You: “You stayed in, and nobody came. That is ours to put right.”" == owned["words"]
    assert "Says it back." == owned["note"]
    assert PRINCIPLES[8] == owned["principle"]
    assert "" == listened["principle"]
    opening, first, *_ = message["panes"]
    assert "How it ended" == opening["sections"][0]["title"]
    titles = [section["title"] for section in first["sections"]]
    assert "You listened: yes" in titles
    assert all(section["told"] for section in first["sections"])
    headline = first["sections"][0]["told"][1]["text"]
    assert "The ending: unfinished." == headline


def test_a_client_understands_it(tmp_path: Path) -> None:
    """The message that is sent is one that a seat can take."""
    seat = RemoteSession(Clock())
    message = read_message(encode(told(tmp_path, "own-it")))
    assert message is not None
    assert UpdateKind.DEBRIEF is seat.apply(message).kind
    assert ["Moments", "Verdict", "Mood", "Scores", "Moves", "What if", "Lesson"] == [
        pane.name for pane in seat.panes
    ]
