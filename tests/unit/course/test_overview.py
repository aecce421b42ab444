"""What a player has reached: bests, endings, modes passed, and days in a row."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from simulator.course.overview import Reached, days_in_a_row, endings_of, overview_of, reached_in
from simulator.records.history_totals import PlayTotals
from simulator.ruleset import WALKED_OUT
from simulator.scenario.parse import parse
from simulator.vocabulary import Mode
from tests.support.ended_plays import BEGUN, ended_play
from tests.support.play_totals import totals_of
from tests.support.scenarios import head


def test_reached_counts_whole_plays_of_this_edition() -> None:
    """The best satisfaction, every ending once, and the modes in which 70 was reached; other plays change nothing."""
    plays = [
        ended_play("card", 69),
        ended_play("card", 70, "practice"),
        ended_play("card", 90, "exam"),
        replace(ended_play("card", 90), given=2),
        replace(ended_play("card", 90), edition=1),
    ]
    assert {"card": Reached(40, frozenset({"done"}), (Mode.PRACTICE, Mode.EXAM))} == reached_in(
        totals_of(plays).totals
    )


def test_endings_of_a_scenario() -> None:
    """Each name once, and that the customer may walk out."""
    scenes = '[scenes.a]\nsays = "Bye."\nending = "e"\noutcome = "full"\n'
    read = parse((head("Card") + scenes).encode(), "card", "card")
    assert read.scenario, read.diagnostics
    assert {"e", WALKED_OUT} == endings_of(read.scenario)


def test_days_in_a_row() -> None:
    """They end today or yesterday; a day without a play breaks them, and a play without a move isn't one."""
    noon = BEGUN + timedelta(hours=12)
    played = [
        replace(ended_play("card", 50), updated=noon + timedelta(days=day)) for day in (0, 2, 3)
    ]
    assert 2 == days_in_a_row(totals_of(played).days, noon + timedelta(days=3))
    assert 2 == days_in_a_row(totals_of(played).days, noon + timedelta(days=4))
    assert 0 == days_in_a_row(totals_of(played).days, noon + timedelta(days=5))
    assert 1 == days_in_a_row(totals_of(played).days, noon)
    assert 0 == days_in_a_row(totals_of([replace(played[0], moves=0)]).days, noon)


def test_nothing_played_yet() -> None:
    """There is nothing to suggest in an empty library, and nothing reached."""
    overview = overview_of(PlayTotals(), [], None, BEGUN)
    assert ((), None, {}, 0) == (overview.steps, overview.course, overview.reached, overview.days)
