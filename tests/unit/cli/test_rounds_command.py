"""`simulator rounds`: the list, a whole round and one person in it, as lines, as JSON and on the screen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from simulator.rounds.kept_rounds import kept_rounds
from simulator.rounds.results import read_whole
from simulator.scenario.library import Library
from simulator.tui.rounds import RoundsApp
from tests.support.card_stage import CARD
from tests.support.report_stage import ClassRound, play_moves
from tests.support.reports import round_reports
from tests.support.scene import perform
from tests.support.tui_stage import running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.cli_desk import Desk

MOVES = {"Kim": ("listen", "own-it", "mend"), "Zoë 👩🏽‍🚀": ("blame", "leave"), "Max": ()}


@pytest.fixture
def rounds(desk: Desk) -> Path:
    """A folder with a round of three people, and a file that is none."""
    folder = desk.folder / "rounds"
    folder.mkdir()
    card = desk.folder / "elsewhere.toml"
    card.write_text(CARD, "utf-8")
    play_moves(folder / "monday.sqlite", card, MOVES)
    card.unlink()
    (folder / "notes.sqlite").write_text("Not a database, though long enough to be one.")
    return folder


def test_the_list(desk: Desk, rounds: Path) -> None:
    """A line each; a file that can't be read is said and makes the exit code 1."""
    answer = desk.run("rounds", "--plain", "--folder", str(rounds))
    first, again, second = answer.out.splitlines()
    assert (
        "1. Monday, 2026-03-02 10:00 UTC, 3 people, not ended, so it can be resumed: elsewhere."
        == first
    )
    assert f"Resume it with: simulator host --resume --db {rounds / 'monday.sqlite'}" == again
    assert second.startswith("2. notes, can't be opened: ")
    assert 1 == answer.code
    states = [item["state"] for item in desk.json("rounds", "--folder", str(rounds))["rounds"]]
    assert ["stopped", "unreadable"] == states


def test_no_rounds_yet(desk: Desk) -> None:
    """Said on stderr; a folder that was named must be there."""
    answer = desk.run("rounds", "--plain")
    assert (0, "", True) == (answer.code, answer.out, "There are no rounds yet" in answer.err)
    answer = desk.run("rounds", "--folder", "nowhere")
    assert (2, True) == (answer.code, "There is no folder" in answer.err)
    answer = desk.run("rounds", "--as", "Kim")
    assert (2, True) == (answer.code, "--as needs a round" in answer.err)


def test_a_whole_round(desk: Desk, rounds: Path) -> None:
    """Its board, its turning points and how to read on, though its scenario is gone."""
    answer = desk.run("rounds", "monday", "--plain", "--folder", str(rounds))
    assert 0 == answer.code
    for part in (
        "Monday. Played 2026-03-02 10:00 UTC, in exam mode.",
        "3 people took part. It wasn't ended, so it can be resumed.",
        "Scenario: A card. ",
        "1. Kim (Red): ",
        "2. Zoë 👩🏽 (Blue): ",
        "Max (Green): made no moves.",
        "Turning point 1 of ",
        "`simulator rounds monday --as NAME`",
    ):
        assert part in answer.out
    document = desk.json("rounds", "1", "--folder", str(rounds))
    (scenario,) = document["scenarios"]
    assert ["Kim", "Zoë 👩🏽", "Max"] == [row["name"] for row in scenario["board"]]
    assert [1, 1, 1] == [play["number"] for play in document["plays"]]


def test_one_person(desk: Desk, rounds: Path) -> None:
    """By their name as people type it; everything said, and the debrief."""
    answer = desk.run("rounds", "1", "--as", "ZOE", "--folder", str(rounds))
    assert 0 == answer.code
    assert "Customer: " in answer.out
    assert "How it went." in answer.out
    answer = desk.run("rounds", "1", "--as", "max", "--folder", str(rounds))
    assert "They made no moves, so there is no debrief." in answer.out
    answer = desk.run("rounds", "1", "--as", "Eve", "--folder", str(rounds))
    assert (2, True) == (answer.code, "It has Kim, Zoë 👩🏽 and Max." in answer.err)


def test_a_live_round(desk: Desk, rounds: Path) -> None:
    """It is listed and not opened."""
    card = desk.folder / "card.toml"
    card.write_text(CARD, "utf-8")

    async def scene() -> None:
        round = ClassRound(rounds / "live.sqlite", [card], name="Live")
        await round.open(["Kim"])
        await round.say("start")
        answer = desk.run("rounds", "live", "--plain", "--folder", str(rounds))
        assert (2, True) == (
            answer.code,
            "This round's server is still running. Stop it first" in answer.err,
        )
        answer = desk.run("rounds", "--plain", "--folder", str(rounds))
        assert "Live, 2026-03-02 10:00 UTC, 1 person, its server is running" in answer.out
        round.close()

    asyncio.run(scene())


def test_on_the_screen(desk: Desk, rounds: Path) -> None:
    """From the list into a round, a walk, a debrief and what was said, and back."""
    library = Library((desk.folder,))

    async def scene() -> None:
        reports = round_reports(desk.folder)
        app = RoundsApp(kept_rounds(rounds), lambda path: read_whole(path, library), reports)
        async with running(app, (80, 24)) as actor:
            await actor.sees("Your rounds", "Monday", "can't be opened")
            await actor.press("down", "enter")
            await actor.sees("isn't a round's file")
            await actor.press("up", "enter")
            await actor.sees("1. A card", "1. Kim (Red)", "Max (Green): made no moves.")
            await actor.press("enter")
            await actor.sees("Turning point 1 of")
            await actor.press("escape", "down", "enter")
            await actor.sees("Kim, A card how it went")
            await actor.press("s")
            await actor.sees("contains the whole conversation")
            await actor.press("enter")
            await actor.sees("File name", "debrief-monday-kim.txt")
            actor.app.screen.query_one(Input).value = str(desk.folder / "kim.txt")
            await actor.press("enter")
            await actor.sees("Saved as ")
            assert "A card" in (desk.folder / "kim.txt").read_text("utf-8")
            await actor.press("escape", "s")
            await actor.sees("covers the whole round", "It has everyone's name in it.")
            await actor.press("escape", "t")
            await actor.sees("Kim, A card")
            await actor.press("escape", "down", "down", "enter")
            await actor.sees("Max, A card")
            await actor.press("escape", "escape")
            await actor.sees("Your rounds")
            await actor.press("escape")
        assert 0 == app.return_code

    perform(scene)


def test_one_round_alone(desk: Desk, rounds: Path) -> None:
    """Opened by its file, there is no list beneath it: Esc leaves."""
    whole = read_whole(rounds / "monday.sqlite", Library((desk.folder,)))

    async def scene() -> None:
        app = RoundsApp([], lambda _: whole, round_reports(desk.folder), first=whole)
        async with running(app, (60, 20)) as actor:
            await actor.sees("Round · Monday", "What the class did")
            await actor.press("escape")
        assert 0 == app.return_code

    perform(scene)
