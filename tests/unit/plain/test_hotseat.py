"""A round at one terminal in lines: the roster, the hand-over with its commands, the turns, the limit and the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.plain.console import Signal
from simulator.plain.hotseat import PlainHotSeat, type_roster
from simulator.rounds.hot_seat.files import Plan, begin
from simulator.rounds.hot_seat.model import Variant
from simulator.rounds.model import Setup, Show
from simulator.rounds.roster import read_names
from simulator.scenario.library import ScenarioFile, load
from simulator.vocabulary import Mode
from tests.support.reports import round_reports
from tests.support.scenarios import PARCEL
from tests.support.typed_console import TypedConsole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from simulator.rounds.hot_seat.files import Opened

PLAY = ["", "1", "", "1"]
"""Everything that ends the small play."""


@pytest.fixture
def console() -> TypedConsole:
    """A console on which nothing is typed yet."""
    return TypedConsole()


@pytest.fixture(params=[300])
def opened(
    request: pytest.FixtureRequest, tmp_path: Path, console: TypedConsole
) -> Iterator[Opened]:
    """A round of two players in coach mode, with a limit of five minutes or what a test gives."""
    path = tmp_path / "late-parcel.toml"
    path.write_text(PARCEL, "utf-8")
    item = ScenarioFile(path, load(path))
    setup = Setup(
        "Monday", (str(path),), (item.reading.hash,), Mode.COACH, None, request.param, 0, 60
    )
    plan = Plan(tmp_path / "round.sqlite", setup, Variant(same=True), (item,), Show.ALL)
    opened = begin(plan, read_names("Kim,Lou"), console.now, lambda: "now")
    yield opened
    opened.close()


def play(opened: Opened, console: TypedConsole, *lines: str | Signal) -> bool:
    """Play a round with lines typed."""
    console.lines = [*lines]
    return PlainHotSeat(opened, console, round_reports(opened.round.path.parent)).run()  # type: ignore[arg-type]


def test_the_roster(console: TypedConsole) -> None:
    """A name a line, a hyphen takes one back, there must be one and there is room for two."""
    console.lines = ["", "Kim", "Lou", "-", "Lou:1.5", "Max", "Ada:x", ""]
    entries = type_roster(console, 2)  # type: ignore[arg-type]
    assert ["Kim", "Lou"] == [entry.name for entry in entries]
    assert any(text.startswith("There is only room for 2") for text in console.said)


def test_a_round_to_its_end(opened: Opened, console: TypedConsole) -> None:
    """Both play; each hears their result, the board and, at the end, a debrief that is asked for."""
    first = ["", "", *PLAY, ""]
    second = ["", "", *PLAY, "d", ""]
    page = opened.round.path.with_name("it.html")
    assert play(opened, console, *first, *second, "9", "2", f"s {page}", "s", "")
    assert f"Saved as {page}. Only you can read it." in console.said
    assert "Kim" in page.read_text("utf-8")
    assert any(
        text.startswith("Type s and a file name, for instance s round-monday")
        for text in console.said
    )
    assert any(text.startswith("Pass the keyboard to Kim.") for text in console.said)
    assert any(text.startswith("Pass the keyboard to Lou.") for text in console.said)
    assert 2 == console.said.count("The call is over.")
    assert "The round has ended." in console.said


def test_between_the_turns(opened: Opened, console: TypedConsole) -> None:
    """Commands are answered, what can't be undone is asked about, and q stops the round."""
    lines = [
        "x",
        "later",
        "who",
        "add Max",
        "time Max none",
        "time Nobody 2",
        "board own",
        "out",
        "no",
        "q",
    ]
    assert not play(opened, console, *lines)
    assert "Max has joined." in console.said
    assert "Nothing was changed." in console.said
    assert "Lou." in console.said


def test_a_turn_has_its_own_rules(opened: Opened, console: TypedConsole) -> None:
    """Nothing is undone, the time of the conversation is told, and leaving is a choice of three."""
    lines = ["", "", "", "u", "t", "h", "q", "x", "", "q", "s"]
    assert not play(opened, console, *lines)
    assert "300 seconds left for the whole conversation." in console.said
    assert "u undoes" not in next(
        text for text in console.said if text.startswith("Type a number or")
    )
    assert not opened.round.closed


def test_ending_a_play_early(opened: Opened, console: TypedConsole) -> None:
    """It counts as it stands, and the next one comes."""
    assert not play(opened, console, "", "", "q", "e", "", "q")
    assert any(text.startswith("Pass the keyboard to Lou.") for text in console.said)


@pytest.mark.parametrize("opened", [15], indirect=True)
def test_the_limit_of_a_conversation(opened: Opened, console: TypedConsole) -> None:
    """It is said at its thresholds and then ends the play."""
    assert not play(opened, console, "", "", *([Signal.LATE] * 70), "", "q")
    assert "10 seconds left for the whole conversation." in console.said
    assert "The time for this conversation has run out." in console.said
