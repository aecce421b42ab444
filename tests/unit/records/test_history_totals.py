"""What a history adds up is what its plays come to one after the other, whatever else is in the file."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from simulator.course.model import Course, Step, Week
from simulator.course.overview import wanted_for
from simulator.records.history import History
from simulator.records.history_rows import Figures, Play
from simulator.records.history_totals import PlayTotals, earlier_editions, play_totals
from simulator.report.progress import GUIDED
from simulator.ruleset import DIMENSIONS, EDITION
from simulator.vocabulary import Mode
from tests.support.amounts import cases
from tests.support.ended_plays import BEGUN, ended_play
from tests.support.play_totals import totals_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COURSE = Course("c", "C", (Week("w", (Step("card"), Step("cake", Mode.EXAM, 85))),))


def kept(folder: Path, plays: Sequence[Play]) -> History:
    """A history with these plays, each with a key of its own."""
    history = History(folder / "history.sqlite")
    history.keep(replace(play, key=f"{at:05}") for at, play in enumerate(plays))
    return history


def added(history: History, person: str = "") -> PlayTotals:
    """What the history adds up, in the order of the comparison."""
    found = play_totals(history, person, wanted_for(COURSE))
    totals = sorted(
        found.totals, key=lambda total: (total.scenario, total.mode, total.ending or "")
    )
    return replace(found, totals=tuple(totals))


def random_play(chance: random.Random) -> Play:
    """Any play: open or ended, whole or tried again, of any edition, mode and time."""
    begun = BEGUN + timedelta(minutes=chance.randint(0, 90_000), microseconds=chance.choice((0, 7)))
    names = chance.sample([each.name for each in DIMENSIONS], chance.randint(0, 4))
    over = chance.random() < 0.8
    figures = Figures(
        chance.choice(("done", "left", None)) if over else None,
        "full" if over else None,
        chance.randint(-100, 100) if over else None,
        chance.choice((None, *range(60, 100))) if over else None,
        -10,
        20,
        tuple((name, chance.randint(0, 100)) for name in names) if over else (),
    )
    return Play(
        *("key", "name", "", chance.choice(("card", "cake", GUIDED)), "", chance.choice([*Mode])),
        *(False, chance.choice((0, 0, 0, 2)), begun),
        begun + timedelta(minutes=chance.randint(1, 600)),
        *(chance.randint(0, 5), figures, chance.choice((EDITION, EDITION, EDITION, 1))),
    )


def test_sums_are_those_of_the_plays(tmp_path: Path) -> None:
    """Random histories, also those in which an area of quality comes up rarely or never."""
    for seed in range(cases(40)):
        chance = random.Random(seed)
        amount = chance.choice((1, 3, 30, 300))
        plays = sorted((random_play(chance) for _ in range(amount)), key=lambda play: play.started)
        folder = tmp_path / str(seed)
        folder.mkdir()
        assert totals_of(plays, COURSE) == added(kept(folder, plays)), f"seed {seed}"


def test_rows_that_are_no_plays_are_left_out(tmp_path: Path) -> None:
    """A file that others write to: numbers that are words, moments that are none, areas that are no object."""
    history = kept(tmp_path, [ended_play("card", 80, listening=70), ended_play("cake", 90)])
    expected = added(history)
    bad = (
        "satisfaction = 'lots'",
        "updated = 'yesterday'",
        "started = x'00'",
        "edition = 'two'",
    )
    history.keep(replace(ended_play("bad", 100), key=change) for change in bad)
    with closing(sqlite3.connect(history.path)) as connection, connection:
        for change in bad:
            connection.execute(f"UPDATE plays SET {change} WHERE key = ?", (change,))
    assert expected == added(history)


def test_areas_that_are_no_object_have_no_values(tmp_path: Path) -> None:
    """The play counts all the same."""
    history = kept(tmp_path, [ended_play("card", 80, listening=70)])
    with closing(sqlite3.connect(history.path)) as connection, connection:
        connection.execute("UPDATE plays SET dimensions = '[1'")
    found = added(history)
    assert (1, ()) == (len(found.totals), found.latest["listening"])


def test_another_person_has_none(tmp_path: Path) -> None:
    """Nor does a history without a file."""
    history = kept(tmp_path, [ended_play("card", 80), replace(ended_play("card", 80), edition=1)])
    nothing = dict.fromkeys(wanted_for(COURSE).areas, ())
    assert PlayTotals(latest=nothing) == added(history, "Ada")
    assert (1,) == earlier_editions(history, "", GUIDED)
    assert () == earlier_editions(history, "Ada", GUIDED)
    assert PlayTotals() == added(History(tmp_path / "none.sqlite"))
