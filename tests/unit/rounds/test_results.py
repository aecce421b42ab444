"""The plays of a round as results: from its file alone, by the code that plays it, without writing anything."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from simulator.rounds.event_log import RecordFailed
from simulator.rounds.event_reader import read_events
from simulator.rounds.hot_seat.model import Variant
from simulator.rounds.results import read_round
from simulator.rounds.roster import read_names
from simulator.scenario.library import Library
from tests.support.card_stage import CARD
from tests.support.hot_seat_stage import Table
from tests.support.report_stage import MOMENT, ClassRound, play_moves

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.report.results import PlayResult

GOOD = ("listen", "own-it", "mend")
BAD = ("blame", "leave")


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """A scenario file."""
    path = tmp_path / "card.toml"
    path.write_text(CARD, "utf-8")
    return path


def library_of(folder: Path) -> Library:
    """A library of the scenarios in a folder."""
    return Library((folder,))


def figures(play: PlayResult) -> tuple[str, str, int | None]:
    """Who played, how it ended, and its points."""
    return play.origin.person, play.score.ending if play.score else "", play.origin.points


def test_a_round_that_was_played(tmp_path: Path, card: Path) -> None:
    """Who joined, in which team, what they did and when, and the points that they got."""
    path = tmp_path / "round.sqlite"
    play_moves(path, card, {"Kim": GOOD, "Lou": BAD, "Max": ("listen",), "Noa": ()})
    found = read_round(path, library_of(tmp_path))

    assert ("Monday", MOMENT, "exam") == (found.name, found.started, found.mode)
    assert ["Kim", "Lou", "Max", "Noa"] == [person.name for person in found.attendees]
    assert ["Red", "Blue", "Green", "Red"] == [play.origin.team for play in found.plays]
    kim, lou, max, noa = found.plays
    assert kim.score is not None
    assert lou.score is not None
    points = kim.score.quality + (kim.score.satisfaction + 100) // 2
    assert ("Kim", "mended", points) == figures(kim)
    assert ("Lou", "left") == figures(lou)[:2]
    assert ("Max", "unfinished", False) == (*figures(max)[:2], max.finished)
    assert ("Noa", "", None, False) == (*figures(noa), noa.acted)
    assert (15.0, [5.0, 5.0, 5.0]) == (kim.origin.seconds, [turn.seconds for turn in kim.turns])
    assert MOMENT + timedelta(seconds=5) == kim.origin.started
    assert MOMENT + timedelta(seconds=15) == kim.origin.ended


def test_every_scenario_of_a_round(tmp_path: Path, card: Path) -> None:
    """The plays of a scenario past are there too, and which of them was practice."""
    other = tmp_path / "other.toml"
    other.write_text(CARD.replace("A card", "Another card"), "utf-8")
    path = tmp_path / "round.sqlite"

    async def scene() -> None:
        round = ClassRound(path, [card, other], practice=1)
        seats = await round.open(["Kim", "Lou", "Max"])
        await round.say("start")
        await round.move(seats["Kim"], *BAD)
        await round.say("close")
        await round.say("next")
        await round.say("start")
        await round.move(seats["Kim"], *GOOD)
        await round.move(seats["Lou"], "listen")
        await round.say("remove", seat=seats["Max"].id)
        round.close()

    asyncio.run(scene())
    found = read_round(path, library_of(tmp_path))
    assert [("Kim", "card", False), ("Lou", "card", False), ("Max", "card", False)] == [
        (play.origin.person, play.scenario.id, play.origin.counts) for play in found.plays[:3]
    ]
    assert [("Kim", "other", True), ("Lou", "other", True)] == [
        (play.origin.person, play.scenario.id, play.origin.counts) for play in found.plays[3:]
    ]
    assert [True, False] == [play.score is not None for play in found.plays[3:]]  # Lou still plays
    assert not found.over
    assert [False, False, True] == [person.removed for person in found.attendees]
    assert ["left", "mended"] == [play.score.ending for play in found.plays[::3] if play.score]


def test_reading_writes_nothing(tmp_path: Path, card: Path) -> None:
    """Also where the folder can't be written to; the file stays as it is, byte for byte."""
    folder = tmp_path / "read-only"
    folder.mkdir()
    path = folder / "round.sqlite"
    play_moves(path, card, {"Kim": GOOD})
    before = path.read_bytes()
    folder.chmod(0o500)
    try:
        found = read_round(path, library_of(tmp_path))
    finally:
        folder.chmod(0o700)
    assert 1 == len(found.plays)
    assert before == path.read_bytes()
    assert ["round.sqlite"] == [item.name for item in folder.iterdir()]


def test_a_round_at_one_terminal(tmp_path: Path) -> None:
    """Each one's play, and those who didn't play among the attendees."""
    table = Table(tmp_path)
    hot = table.begin(read_names("Kim,Lou:2")).round
    play = hot.start_turn()
    for move in ("listen", "own-it", "silence", "tell"):
        table.clock.seconds += 3
        play.seat.move(move)
    table.close()
    found = read_round(tmp_path / "round.sqlite", library_of(tmp_path))
    assert ["Kim", "Lou"] == [person.name for person in found.attendees]
    assert [("Kim", "saved", play.points)] == [figures(item) for item in found.plays]
    assert 12.0 == found.plays[0].origin.seconds
    assert found.started is None  # the stage's clock says no time of day


def test_a_turn_that_was_left_with_its_clock_running(tmp_path: Path) -> None:
    """What was used of the turn is in the file, and the round is read before and after it goes on."""
    table = Table(tmp_path)
    play = table.begin(read_names("Kim,Lou:2")).round.start_turn()
    play.seat.move("listen")
    table.clock.seconds += 3
    play.seat.note_clock(0)
    table.close()
    path = tmp_path / "round.sqlite"
    assert "clock" in {event.kind for event in read_events(path)}
    assert [("Kim", "", None)] == [
        figures(item) for item in read_round(path, library_of(tmp_path)).plays
    ]


def test_one_conversation_together(tmp_path: Path) -> None:
    """It is one play, of the class."""
    table = Table(tmp_path, Variant(together=True), scenarios=1)
    hot = table.begin(read_names("Kim,Lou")).round
    hot.start_turn().seat.move("listen")
    table.close()
    found = read_round(tmp_path / "round.sqlite", library_of(tmp_path))
    assert found.together
    assert [("Monday", "", None)] == [figures(item) for item in found.plays]


def test_a_scenario_that_has_moved_or_changed(tmp_path: Path, card: Path) -> None:
    """For a round of an earlier version it is found in the library; a changed one is said to have, and where a move no longer
    fits nothing is made up.
    """
    path = tmp_path / "round.sqlite"
    play_moves(path, card, {"Kim": GOOD}, holds_texts=False)
    library = tmp_path / "library"
    library.mkdir()
    card.rename(library / "card.toml")
    assert () == read_round(path, library_of(library)).notes

    card.write_text(CARD.replace("Thanks.", "Thank you."), "utf-8")
    assert () == read_round(path, library_of(library)).notes  # the library has the file as it was
    (library / "card.toml").unlink()
    (note,) = read_round(path, library_of(library)).notes
    assert note.startswith('The scenario "card" has changed since this round;')

    card.write_text(CARD.replace('id = "mend"', 'id = "repair"'), "utf-8")
    with pytest.raises(RecordFailed, match="has changed, so its plays no longer fit it"):
        read_round(path, library_of(library))
    card.unlink()
    with pytest.raises(Exception, match="card"):
        read_round(path, library_of(library))


@pytest.mark.parametrize("edit", ["deleted", "broken", "other words", "other ids"])
def test_the_file_alone_is_enough(tmp_path: Path, card: Path, edit: str) -> None:
    """In another folder, on another computer, whatever became of the scenario: the same plays with the same figures."""
    path = tmp_path / "round.sqlite"
    play_moves(path, card, {"Kim": GOOD, "Lou": BAD})
    before = read_round(path, library_of(tmp_path))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    copy = elsewhere / "monday.sqlite"
    copy.write_bytes(path.read_bytes())
    match edit:
        case "deleted":
            card.unlink()
        case "broken":
            card.write_text("format = ", "utf-8")
        case "other words":
            card.write_text(CARD.replace("Thanks.", "Thank you."), "utf-8")
        case _:
            card.write_text(CARD.replace('id = "mend"', 'id = "repair"'), "utf-8")
    after = read_round(copy, library_of(elsewhere))
    assert () == after.notes
    assert before.plays == after.plays
    assert before.scenarios == after.scenarios


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ("UPDATE events SET body = '{' WHERE number = 2", "row 2 of its events makes no sense"),
        ("UPDATE events SET body = '{}' WHERE kind = 'move'", "of its events makes no sense"),
        ("DELETE FROM events WHERE kind = 'joined'", "of its events makes no sense"),
        ("DELETE FROM events", "There is no round in"),
        ("DROP TABLE events", "isn't a round's file"),
        ("PRAGMA user_version = 9", "isn't a round's file"),
        (
            "UPDATE events SET body = json_set(body, '$.setup.edition', 1) WHERE kind = 'opened'",
            "was played under the first edition of the rules",
        ),
    ],
)
def test_a_damaged_file(tmp_path: Path, card: Path, spoil: str, words: str) -> None:
    """It is refused in a sentence."""
    path = tmp_path / "round.sqlite"
    play_moves(path, card, {"Kim": GOOD})
    with sqlite3.connect(path, isolation_level=None) as connection:
        connection.execute(spoil)
    connection.close()
    with pytest.raises(RecordFailed, match=words):
        read_round(path, library_of(tmp_path))


def test_what_is_no_database(tmp_path: Path) -> None:
    """A text, a folder and nothing at all are refused in a sentence."""
    path = tmp_path / "round.sqlite"
    with pytest.raises(RecordFailed, match="can't be read") as missing:
        read_round(path, library_of(tmp_path))
    assert "server" not in str(missing.value)
    path.write_text("Not a database, though long enough to be one.")
    with pytest.raises(RecordFailed, match="isn't a round's file"):
        read_round(path, library_of(tmp_path))
    with pytest.raises(RecordFailed, match="folder"):
        read_round(tmp_path, library_of(tmp_path))


def test_a_round_that_is_being_served(tmp_path: Path, card: Path) -> None:
    """Its file is left alone, and the sentence says what to do."""
    path = tmp_path / "round.sqlite"

    async def scene() -> None:
        round = ClassRound(path, [card])
        await round.open(["Kim"])
        try:
            with pytest.raises(
                RecordFailed, match=r"another program has it open. Stop the round's server"
            ):
                read_round(path, library_of(tmp_path))
        finally:
            round.close()

    asyncio.run(scene())
