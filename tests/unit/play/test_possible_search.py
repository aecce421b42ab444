"""What is possible in a trainer's own scenario is worked out once for the bytes of its file."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from simulator.play.possible_scores import possible_scores
from simulator.play.possible_search import PossibleSearch
from tests.support.card_stage import CARD, Place
from tests.support.patience import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A library of one scenario."""
    return Place.at(tmp_path)


def searched(place: Place) -> dict[str, tuple[int, int]]:
    """What a search finds for the scenario."""
    search = PossibleSearch(place.history, [place.item()])
    end = time.monotonic() + PATIENCE

    def between() -> None:
        assert time.monotonic() < end

    *_, found = search.results(between)
    return dict(found)


def test_what_is_found_is_kept_until_the_file_changes(place: Place) -> None:
    """The best and the worst of all plays; a damaged table is as good as none."""
    found = searched(place)
    least, most = found["card"]
    assert -100 <= least < most <= 100
    assert found == possible_scores([place.item()], place.history)
    assert {} == possible_scores([place.item()])
    with closing(sqlite3.connect(place.history.path)) as connection, connection:
        connection.execute("UPDATE plays_possible SET most = 'lots'")
    assert {} == possible_scores([place.item()], place.history)
    assert found == searched(place)
    place.write(CARD.replace("Thanks.", "Thank you."))
    assert {} == possible_scores([place.item()], place.history)


def test_a_search_that_is_ended_finds_nothing(place: Place) -> None:
    """Nothing is left running, and nothing is kept."""
    search = PossibleSearch(place.history, [place.item()])
    assert search.look()
    search.end()
    assert not search.look()
    assert ({}, False) == (search.found, place.history.path.exists())
