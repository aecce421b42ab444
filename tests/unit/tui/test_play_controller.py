"""The one play that is open: begun, resumed, played again, closed, and what is said of it at the end."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from simulator.play.rules import Rules
from simulator.records.saves import Saves
from simulator.scenario.library import Library
from simulator.tui.play_controller import PlayController
from simulator.vocabulary import Mode
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plays(tmp_path: Path) -> PlayController:
    """A controller over a library with one scenario and an empty folder of saves."""
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "late-parcel.toml").write_text(PARCEL, "utf-8")
    library, saves = Library((tmp_path / "library",)), Saves(tmp_path / "saves")
    return PlayController(
        library, saves, "Ada", lambda: 100.0, lambda: datetime(2026, 7, 1, tzinfo=UTC)
    )


def begun(plays: PlayController, *moves: str) -> None:
    """Begin the scenario and make moves."""
    item = plays.item("late-parcel")
    assert item
    opened = plays.begin(item, Rules(Mode.COACH))
    for move in moves:
        opened.seat.move(move)


def test_nothing_is_said_before_the_first_move(plays: PlayController) -> None:
    """Neither of no play nor of one without a move."""
    assert ("", "") == (plays.resume_command(), plays.resume_hint())
    begun(plays)
    assert ("", "") == (plays.resume_command(), plays.resume_hint())
    plays.close()
    plays.close()
    assert plays.seat is None


def test_a_play_is_resumed_where_it_was_left(plays: PlayController) -> None:
    """The hint holds the command, which names the folder of the saves."""
    begun(plays, "listen")
    command = plays.resume_command()
    assert command == f"simulator play --resume late-parcel --saves {plays.saves.folder}"
    assert plays.resume_hint().endswith(f"Resume it with: {command}")
    plays.close()
    assert ["listen"] == [turn.move for turn in plays.resume("late-parcel", None).seat.turns]


def test_a_play_whose_save_is_gone(plays: PlayController) -> None:
    """It is not promised."""
    begun(plays, "listen")
    (plays.saves.folder / "late-parcel.play").unlink()
    assert "" == plays.resume_command()
    assert plays.resume_hint().endswith("is no longer there.")


def test_playing_again(plays: PlayController) -> None:
    """From the start, or from before a move; without a play there is nothing to play again."""
    assert plays.again() is None
    begun(plays, "listen", "own-it")
    opened = plays.again(1)
    assert opened
    assert ["listen"] == [turn.move for turn in opened.seat.turns]
    opened = plays.again()
    assert opened
    assert [] == opened.seat.turns


def test_what_the_library_holds(plays: PlayController) -> None:
    """Every scenario that can be played; progress is empty without a history."""
    assert ["late-parcel"] == [scenario.id for scenario in plays.scenarios(lambda: None)]
    assert () == tuple(plays.progress(lambda: None).bests)
