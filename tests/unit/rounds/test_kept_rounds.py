"""The list of kept rounds: what their files say, also of one that is being played and of one that can't be read."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from simulator.errors import SimulatorError
from simulator.rounds.class_walk import class_walk
from simulator.rounds.event_log import EventLog
from simulator.rounds.hosted.serving import open_round
from simulator.rounds.kept_rounds import RoundState, find_round, kept_round, kept_rounds
from simulator.rounds.open_rounds import scenarios_in_open_rounds
from simulator.rounds.results import read_whole
from simulator.scenario.library import Library
from tests.support.card_stage import CARD
from tests.support.hot_seat_stage import Table
from tests.support.report_stage import MOMENT, ClassRound, play_class, play_moves

if TYPE_CHECKING:
    from pathlib import Path

GOOD = ("listen", "own-it", "mend")
BAD = ("blame", "leave")


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """A scenario file, in a folder of its own."""
    folder = tmp_path / "scenarios"
    folder.mkdir()
    path = folder / "card.toml"
    path.write_text(CARD, "utf-8")
    return path


def test_what_is_listed(tmp_path: Path, card: Path) -> None:
    """The newest first; who was removed isn't counted, and a file that can't be read hides no other."""
    play_class(tmp_path / "one.sqlite", [card], ["Kim", "Lou"])
    later = MOMENT + timedelta(days=7)
    play_moves(tmp_path / "two.sqlite", card, {"Kim": GOOD}, name="Tuesday", started=later)
    (tmp_path / "notes.txt").write_text("nothing")
    (tmp_path / "three.sqlite").write_text("Not a database, though long enough to be one.")
    two, one, three = kept_rounds(tmp_path)
    assert ("Tuesday", later, ("card",), 1, RoundState.STOPPED) == (
        *(two.name, two.started, two.scenarios, two.people),
        two.state,
    )
    assert ("Monday", 2, RoundState.CLOSED) == (one.name, one.people, one.state)
    assert RoundState.UNREADABLE is three.state
    assert three.fault.endswith("three.sqlite isn't a round's file.")
    assert "three" == three.title


def test_a_round_that_is_being_played(tmp_path: Path, card: Path) -> None:
    """It is listed by what is on the disk, and said to be live."""
    path = tmp_path / "live.sqlite"

    async def scene() -> None:
        round = ClassRound(path, [card])
        await round.open(["Kim"])
        await round.say("start")  # what a change of phase writes, the file holds by itself
        found = kept_round(path)
        assert (RoundState.LIVE, "Monday", 1) == (found.state, found.name, found.people)
        round.close()

    asyncio.run(scene())
    assert RoundState.STOPPED is kept_round(path).state


def test_a_round_at_one_terminal(tmp_path: Path) -> None:
    """It is listed like any other."""
    table = Table(tmp_path)
    table.begin([])
    table.close()
    found = kept_round(tmp_path / "round.sqlite")
    assert (True, 0) == (found.hot_seat, found.people)


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE events SET body = '{}' WHERE kind = 'opened'",
        "DELETE FROM events",
        "DELETE FROM events WHERE kind = 'opened'",
    ],
)
def test_a_damaged_file(tmp_path: Path, card: Path, spoil: str) -> None:
    """It is one that can't be read, with a sentence."""
    path = tmp_path / "round.sqlite"
    play_moves(path, card, {"Kim": GOOD})
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(spoil)
    connection.close()
    found = kept_round(path)
    assert (RoundState.UNREADABLE, True) == (found.state, found.fault.endswith("."))


def test_no_folder_and_a_folder_that_is_none(tmp_path: Path) -> None:
    """Before the first round there are none; anything else is said."""
    assert [] == kept_rounds(tmp_path / "rounds")
    (tmp_path / "file").write_text("")
    with pytest.raises(SimulatorError, match="can't be read"):
        kept_rounds(tmp_path / "file")


def test_finding_one(tmp_path: Path, card: Path) -> None:
    """By its number, its file's name, its own name where only one has it, or its path."""
    for day, file in enumerate(("one", "two", "three")):
        name = "Friday" if file == "three" else "Monday"
        started = MOMENT + timedelta(days=day)
        play_moves(tmp_path / f"{file}.sqlite", card, {"Kim": GOOD}, name=name, started=started)
    for named in ("1", "three", "friday"):
        assert tmp_path / "three.sqlite" == find_round(named, tmp_path)
    assert "else/round.sqlite" == str(find_round("else/round.sqlite", tmp_path))
    with pytest.raises(SimulatorError, match='2 rounds are called "Monday"'):
        find_round("Monday", tmp_path)
    for named in ("4", "0", "Sunday", ""):
        with pytest.raises(SimulatorError, match="There is no round called"):
            find_round(named, tmp_path)


def test_a_whole_round(tmp_path: Path, card: Path) -> None:
    """Each scenario has its plays with their turns, its board as it was left, and what the class did."""
    other = card.with_name("other.toml")
    other.write_text(CARD.replace("A card", "Another card"), "utf-8")
    path = tmp_path / "round.sqlite"

    async def scene() -> None:
        round = ClassRound(path, [card, other], practice=1)
        seats = await round.open(["Kim", "Lou"])
        await round.say("start")
        await round.move(seats["Kim"], *BAD)
        await round.move(seats["Lou"], *GOOD)
        await round.say("close")
        await round.say("next")
        await round.say("start")
        await round.say("rename", seat=seats["Lou"].id, name="Lou Lee")
        await round.move(seats["Kim"], *GOOD)
        await round.say("close")
        round.close()

    asyncio.run(scene())
    whole = read_whole(path, Library((tmp_path / "nothing",)))
    assert [["Kim", "Lou Lee"], ["Kim", "Lou Lee"]] == [
        [item.result.origin.person for item in whole.played(at)] for at in (0, 1)
    ]
    assert [["Lou Lee", "Kim"], ["Kim", "Lou Lee"]] == [
        [row.standing.name for row in whole.boards[at]] for at in (0, 1)
    ]
    assert [False, True] == [whole.counts(at) for at in (0, 1)]
    walk = class_walk(whole.played(0))
    point = walk.points[0]
    assert {"blame", "own-it"} == {chosen.reply for chosen in point.chosen}
    assert ["Kim"] == walk.names[point.scene, "blame"]
    assert () == class_walk(whole.played(1)).points
    kim = whole.played(0)[0]
    assert list(BAD) == [turn.move for turn in kim.turns]


@pytest.mark.parametrize("holds_texts", [True, False])
def test_resuming_without_the_scenario(tmp_path: Path, card: Path, holds_texts: bool) -> None:
    """The file has the scenario, so the round continues; one of an earlier version needs it as it was."""
    path = tmp_path / "round.sqlite"
    play_moves(path, card, {"Kim": GOOD}, holds_texts=holds_texts)
    card.write_text(CARD.replace("Thanks.", "Thank you."), "utf-8")

    async def scene() -> None:
        record = EventLog(path, new=False)
        try:
            if holds_texts:
                round, _ = await open_round(record, None)
                assert [3] == [seat.turn for seat in round.seats.values()]
            else:
                with pytest.raises(SimulatorError, match="has changed since the round began"):
                    await open_round(record, None)
        finally:
            record.close()

    asyncio.run(scene())


def test_scenarios_of_open_rounds(tmp_path: Path, card: Path) -> None:
    """Of a round that was stopped, not of one that is closed, and none where there is no folder."""
    assert frozenset() == scenarios_in_open_rounds(tmp_path / "none")
    play_class(tmp_path / "one.sqlite", [card], ["Kim", "Lou"])
    assert frozenset() == scenarios_in_open_rounds(tmp_path)
    play_moves(tmp_path / "two.sqlite", card, {"Kim": GOOD}, name="Tuesday")
    (tmp_path / "three.sqlite").write_text("Not a database, though long enough to be one.")
    assert frozenset({"card"}) == scenarios_in_open_rounds(tmp_path)
