"""Saved plays as results: played again, read in part with the reason, or as an earlier edition of the rules left them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from simulator.play.history_sync import catch_up
from simulator.play.results import PlayReader
from simulator.records.history_rows import Figures, play_of
from tests.support.card_stage import CARD, Place

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.records.record import Record
    from simulator.report.results import PlayResult


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A library, saves and a history."""
    return Place.at(tmp_path)


def only(place: Place) -> Record:
    """The one save."""
    (record,) = place.saves.list()[0]
    return record


def result(place: Place) -> PlayResult:
    """The result of the one save."""
    rows = {play.key: play for play in place.history.plays()}
    return PlayReader(place.library, rows).read(only(place))


def test_a_play(place: Place) -> None:
    """It has the figures that the history has, and its origin is that of the save."""
    name = place.play("listen", "own-it", "mend")
    catch_up(place.history, place.saves, place.library)
    (row,) = place.history.plays()
    found, record = result(place), only(place)
    assert found.score is not None
    assert (row.figures.satisfaction, row.figures.qa, row.figures.mood_end) == (
        found.score.satisfaction,
        found.score.quality,
        found.moods[-1],
    )
    assert dict(row.figures.dimensions) == found.score.dimensions
    origin = found.origin
    assert (name, "Ada", "coach", "", row.key) == (
        origin.name,
        origin.person,
        origin.mode,
        origin.fault,
        origin.key,
    )
    assert (record.header.started, record.updated) == (origin.started, origin.ended)
    assert ("card", "A card", record.header.hash) == (
        found.scenario.id,
        found.scenario.title,
        found.scenario.digest,
    )
    assert [0.0, 0.0, 0.0] == [turn.seconds for turn in found.turns]


def test_a_play_that_is_not_over(place: Place) -> None:
    """It has no score and no end."""
    place.play("listen")
    found = result(place)
    assert (None, None, 1) == (found.score, found.origin.ended, found.moves)


@pytest.mark.parametrize(
    ("text", "fault", "moves"),
    [
        (
            CARD.replace("Thanks.", "Thank you."),
            "every figure is worked out from the current file.",
            3,
        ),
        (CARD.replace('id = "mend"', 'id = "repair"'), "move 3 of 3 no longer applies.", 2),
        ("title = ", 'The scenario "card" has errors now', 0),
        (None, 'The scenario "card" isn\'t there any more; add its folder with --library.', 0),
    ],
)
def test_a_scenario_that_has_changed(
    place: Place, text: str | None, fault: str, moves: int
) -> None:
    """The play is read as far as that goes, and says why not further."""
    place.play("listen", "own-it", "mend")
    path = place.library.find("card")
    if text is None:
        path.unlink()
    else:
        path.write_text(text, "utf-8")
    found = result(place)
    assert fault in found.origin.fault
    assert moves == len(found.turns)
    assert (moves == 3) == (found.score is not None)


def test_a_day_that_is_gone(place: Place) -> None:
    """It is said, and nothing is played on another day."""
    day = '\n[[days]]\nname = "Payday"\ncustomer = { anger = 50 }\n'
    place.write(CARD + day)
    opened = place.begin(day="Payday")
    opened.seat.move("listen")
    opened.seat.close()
    assert "Payday" == result(place).scenario.day
    place.write(CARD)
    found = result(place)
    assert 'The scenario no longer has the day "Payday".' == found.origin.fault
    assert () == found.turns


def test_an_earlier_edition(place: Place) -> None:
    """Its scores are those that were saved, and nothing is worked out again."""
    name = place.play("listen", "own-it", "mend")
    path = place.saves.path(name)
    head, *lines = path.read_text("utf-8").splitlines()
    header = json.loads(head)
    header["edition"] = 1
    path.write_text("\n".join([json.dumps(header), *lines, ""]), "utf-8")

    found = result(place)
    assert (1, None, 3) == (found.origin.edition, found.score, found.moves)
    assert found.origin.fault.endswith("its scores weren't saved.")

    figures = Figures("mended", "full", 41, 88, -30, 20, (("listening", 100),))
    place.history.keep([play_of(only(place), figures)])
    found = result(place)
    assert found.score is not None
    assert (41, 88, {"listening": 100}, "") == (
        found.score.satisfaction,
        found.score.quality,
        found.score.dimensions,
        found.score.need,
    )
    assert ((-30, 20), 50, ()) == (found.moods, found.mood_change, found.turns)
    assert found.origin.fault.endswith("its scores are as they were saved.")
