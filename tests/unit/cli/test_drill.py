"""The command `simulator drill`, and what other commands do with its cards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from simulator.records.saves import Saves
from simulator.scenario.library import Library, shipped_folder
from tests.support.cli_desk import interrupt
from tests.support.drill_stage import DrillPlace

if TYPE_CHECKING:
    from tests.support.cli_desk import Desk

ADA = ("--saves", "saves", "--as", "Ada")
CAKE = (shipped_folder() / "wrong-cake.toml").read_text("utf-8")


@pytest.fixture
def cake(desk: Desk) -> Desk:
    """A desk with a scenario that Ada has finished."""
    (desk.folder / "library" / "wrong-cake.toml").write_text(CAKE, "utf-8")
    place = replace(
        DrillPlace.at(desk.folder),
        library=Library((desk.folder / "library",)),
        saves=Saves(desk.folder / "saves"),
    )
    place.finish("wrong-cake")
    return desk


def test_what_to_do_first(desk: Desk) -> None:
    """Without a finished conversation there are no cards, and one sentence says how to get some."""
    answer = desk.run("drill", *ADA)
    said = (
        "There are no exercises yet. They're made from conversations you've finished: "
        "finish one in coach or practice mode first.\n"
    )
    assert (0, said) == (answer.code, answer.out)


def test_cards_are_answered_and_counted_in_the_menu(cake: Desk) -> None:
    """What was wrong is due the next day."""
    answer = cake.run("drill", "their-shoes", *ADA, typed="n\nn\nq\n")
    assert (0, "2 exercises done, 0 of them right.") == (answer.code, answer.out.splitlines()[-1])
    assert 0 == cake.run("drill", "mystery-shopper", *ADA, typed="q\n").code
    wrong = cake.run("drill", "no-such", *ADA)
    assert (2, True) == (wrong.code, "It can be " in wrong.err or "Did you mean" in wrong.err)


def test_the_menu_in_lines_asks_them(cake: Desk) -> None:
    """By d; the name is that of the settings."""
    cake.run("settings", "--set", "name=Ada")
    answer = cake.run("--plain", "--saves", "saves", typed="d\nn\nq\nq\n")
    assert "1 exercise done, 0 of them right." in answer.out.splitlines(), answer.out


def test_the_menu_says_what_is_due(cake: Desk) -> None:
    """On the next day."""
    cake.run("settings", "--set", "name=Ada")
    cake.run("drill", "their-shoes", *ADA, typed="n\nq\n")
    before = cake.run("--plain", "--saves", "saves", typed="q\n").out
    cake.monkeypatch.setattr("simulator.play.drills.Drills.due", lambda *_: 3)
    after = cake.run("--plain", "--saves", "saves", typed="q\n").out
    assert ("d: " not in before, "Exercises, d: 3 are due." in after) == (True, True)


def test_forget_removes_the_cards(cake: Desk) -> None:
    """And says how many there were."""
    cake.run("drill", "their-shoes", *ADA, typed="n\nn\nq\n")
    answer = cake.run("forget", "Ada", "--yes", "--saves", "saves")
    assert "Removed 1 saved conversation, 1 history record and 2 exercises.\n" == answer.out
    assert b"Ada" not in (cake.folder / "drills.sqlite").read_bytes()


def test_rename_player_takes_the_cards_along(cake: Desk) -> None:
    """None of them is new to the new name."""
    cake.run("drill", "their-shoes", *ADA, typed="n\nn\nq\n")
    assert 0 == cake.run("rename-player", "Ada", "Anna", "--saves", "saves").code
    answer = cake.run("forget", "Anna", "--yes", "--saves", "saves")
    assert "and 2 exercises." in answer.out


def test_a_damaged_file_is_said_once(cake: Desk) -> None:
    """And kept under another name."""
    cake.run("drill", "their-shoes", *ADA, typed="n\nq\n")
    (cake.folder / "drills.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    said = "The file of your exercises was damaged."
    assert said in cake.run("drill", *ADA, typed="q\n").out
    assert (cake.folder / "drills.sqlite.damaged").exists()
    assert said not in cake.run("drill", *ADA, typed="q\n").out


def test_ctrl_c_stops(cake: Desk) -> None:
    """With the code of an interruption, after saying what was done."""
    cake.replace("simulator.plain.console.Console.read", interrupt)
    answer = cake.run("drill", *ADA)
    assert (130, "No exercises done.") == (answer.code, answer.out.splitlines()[-1])


def test_cards_of_an_open_round_are_left_out(cake: Desk) -> None:
    """As if the conversation had never been."""
    cake.monkeypatch.setattr(
        "simulator.rounds.open_rounds.scenarios_in_open_rounds", lambda _: frozenset({"wrong-cake"})
    )
    assert cake.run("drill", *ADA).out.startswith("There are no exercises yet.")
