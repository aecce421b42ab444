"""Filtering the library: words that all must fit, and the words there are with how many scenarios each leaves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from simulator.play.catalog import (
    Facet,
    endings_in_words,
    facets,
    found,
    how_it_ended,
    read_shelf,
)
from simulator.records.save_index import SavedPlay
from tests.support.card_stage import CARD, Place

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.scenario.library import ScenarioFile

PARCEL = (
    CARD.replace('"A card"', '"Late parcel"')
    .replace("opens no gate", "is late")
    .replace('"counter"', '"chat"')
    .replace('"swimming"', '"parcels"')
    .replace("level = 2", "level = 1")
    .replace('"own"]\nstart', '"own", "solve"]\nstart')
    .replace('"Irma"', '"Øyvind Straße"')
    .replace('event = "fixed"', 'event = "fixed"\nteaches = [9]')
)
BESTS = {"card": 12}


@pytest.fixture
def items(tmp_path: Path) -> tuple[ScenarioFile, ...]:
    """Two scenarios and a file that is none."""
    place = Place.at(tmp_path)
    place.write(PARCEL, "parcel")
    place.write("nonsense", "broken")
    return read_shelf(place.library).items


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", ["broken", "card", "parcel"]),
        ("  ", ["broken", "card", "parcel"]),
        ("card", ["card", "parcel"]),
        ("CARD counter", ["card"]),
        ("chat level 1", ["parcel"]),
        ("level1", ["parcel"]),
        ("level  2 own", ["card"]),
        ("Level 3", []),
        ("swim", ["card"]),
        ("own", ["card", "parcel"]),
        ("solve", ["parcel"]),
        ("irma", ["card"]),
        ("STRASSE", ["parcel"]),
        ("oyvind", ["parcel"]),
        ("ØYVIND", ["parcel"]),
        ("ca'rd", ["card", "parcel"]),
        ("responsib", ["card", "parcel"]),
        ("ponsib", []),
        ("excellent", ["parcel"]),
        ("unplayed", ["parcel"]),
        ("unplayed counter", []),
        ("errors", ["broken"]),
        ("brok", ["broken"]),
        ("nothing at all", []),
    ],
)
def test_found(items: tuple[ScenarioFile, ...], words: str, expected: list[str]) -> None:
    """All words must fit, as parts of what is told about a scenario, in letters of any size."""
    assert expected == [item.id for item in found(items, words, BESTS)]


def test_facets(items: tuple[ScenarioFile, ...]) -> None:
    """Channels, levels, industries, skills, unplayed and errors, each with what it leaves."""
    expected = [
        Facet("channel", "chat", 1),
        Facet("channel", "counter", 1),
        Facet("level", "level 1", 1),
        Facet("level", "level 2", 1),
        Facet("industry", "parcels", 1),
        Facet("industry", "swimming", 1),
        Facet("skill", "listen", 2),
        Facet("skill", "own", 2),
        Facet("skill", "solve", 1),
        Facet("not played yet", "unplayed", 1),
        Facet("with mistakes in the file", "errors", 1),
    ]
    assert expected == facets(items, BESTS)


def test_every_facet_finds_as_many_as_it_says(items: tuple[ScenarioFile, ...]) -> None:
    """The number is that of the list that follows; what leaves none is not offered."""
    everything = dict.fromkeys(("card", "parcel"), 1)
    assert "unplayed" not in [facet.word for facet in facets(items, everything)]
    assert [] == facets((), {})
    for facet in facets(items, {}):
        assert facet.leaves == len(found(items, facet.word, {}))


@pytest.mark.parametrize(
    ("scenario", "ended", "said"),
    [
        ("card", "mended", "they got what they asked for"),
        ("card", "once-there-was", "once there was"),
        ("gone", "mended", "mended"),
    ],
)
def test_a_list_says_what_they_got(
    items: tuple[ScenarioFile, ...], scenario: str, ended: str, said: str
) -> None:
    """An ending's name says little to whom it is new; where the scenario doesn't have it any more, there is nothing else."""
    moment = datetime(2026, 1, 31, tzinfo=UTC)
    play = SavedPlay("x", scenario, None, "coach", False, "", 2, False, 1, ended, moment, moment)
    assert said == how_it_ended(play, endings_in_words(items))
