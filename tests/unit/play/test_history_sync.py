"""Bringing the history up to the saves: what is new or has changed is played again, and nothing else."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from simulator.play import history_sync as past
from simulator.play.figures import figures_of as judge
from simulator.play.history_sync import catch_up
from simulator.records.history_rows import Figures
from simulator.records.journal import read
from tests.support.card_stage import CARD, Place

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.records.history_rows import Play
    from simulator.records.record import Record


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A library of one scenario, and no plays yet."""
    return Place.at(tmp_path)


def caught_up(place: Place) -> list[Play]:
    """What the history holds once it is up to the saves."""
    catch_up(place.history, place.saves, place.library)
    return place.history.plays()


def figures_of(*plays: Play) -> list[tuple[str | None, int | None, int | None]]:
    """Ending, start and end of the mood."""
    return [(p.figures.ending, p.figures.mood_start, p.figures.mood_end) for p in plays]


def test_without_plays_there_is_no_file(place: Place) -> None:
    """Nothing to keep, nothing made; a play without a move is none."""
    place.play()
    assert [] == caught_up(place)
    assert not place.history.path.exists()


def test_a_new_play_is_kept_with_what_it_came_to(place: Place) -> None:
    """The figures are those of the result."""
    opened = place.begin(person="Ada")
    for move in ("listen", "own-it", "mend"):
        opened.seat.move(move)
    opened.seat.close()
    (play,) = caught_up(place)
    result = opened.seat.conversation.result()
    assert (
        Figures(
            "mended",
            "full",
            result.satisfaction,
            result.qa,
            opened.seat.start.state.mood,
            opened.seat.conversation.state.mood,
            tuple((name, value) for name, value in result.dimensions.items() if value is not None),
        )
        == play.figures
    )
    assert ("card", "Ada", "card", "coach", False, 0, 3, True) == (
        *(play.name, play.person, play.scenario, play.mode),
        *(play.timed, play.given, play.moves, play.counts),
    )


def test_only_what_changed_is_played_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A play that goes on is kept anew; the others are left as they are."""
    place.play("listen", person="Grace")
    name = place.play("own-it")
    first, second = caught_up(place)
    assert [None, None] == [first.figures.ending, second.figures.ending]
    assert [first, second] == caught_up(place)

    journal = place.saves.resume(name)
    journal.append_move("leave", 10, "ends")
    journal.append_end("left", 0)
    journal.close()
    played: list[str] = []
    real = judge

    def noted(record: Record, *rest: Any) -> Figures:
        played.append(record.name)
        return real(record, *rest)

    monkeypatch.setattr(past, "figures_of", noted)
    after, changed = caught_up(place)
    assert (first, "left", [name]) == (after, changed.figures.ending, played)


def test_a_play_that_no_longer_fits_hides_no_other(place: Place) -> None:
    """It is kept without figures, so that it does not count, and its ending is what its journal says."""
    place.play("own-it", "mend")
    place.write(CARD.replace('"own-it"', '"mine"'))
    place.play("blame", "leave")
    unfit, fit = caught_up(place)
    assert (Figures(ending="mended"), False) == (unfit.figures, unfit.counts)
    assert ("left", True) == (fit.figures.ending, fit.counts)


@pytest.mark.parametrize("how", ["gone", "broken"])
def test_a_play_whose_scenario_is_gone_or_broken(place: Place, how: str) -> None:
    """It is kept without figures."""
    place.play("own-it", "mend")
    path = place.folder / "library" / "card.toml"
    if how == "gone":
        path.unlink()
    else:
        path.write_text("nonsense")
    assert [("mended", None, None)] == figures_of(*caught_up(place))


@pytest.mark.parametrize("how", ["gone", "broken", "changed"])
def test_a_play_is_judged_once_its_scenario_is_back(place: Place, how: str) -> None:
    """Progress looked at in the meantime costs nothing."""
    place.play("own-it", "mend")
    path = place.folder / "library" / "card.toml"
    if how == "gone":
        path.unlink()
    else:
        path.write_text("nonsense" if how == "broken" else CARD.replace('"own-it"', '"mine"'))
    assert [False] == [play.counts for play in caught_up(place)]
    place.write(CARD)
    assert [True] == [play.counts for play in caught_up(place)]


def test_a_play_is_found_by_id_where_its_file_moved(place: Place) -> None:
    """The library's scenario of that id takes the place of the file."""
    place.play("own-it", "mend")
    other = place.folder / "other"
    other.mkdir()
    (place.folder / "library" / "card.toml").rename(other / "card.toml")
    place.library = type(place.library)((other,))
    assert [True] == [play.counts for play in caught_up(place)]


def test_a_save_with_an_impossible_path_hides_no_other(place: Place) -> None:
    """A name that no disk can hold names no file."""
    name = place.play("own-it", "mend")
    path = place.saves.folder / f"{name}.play"
    header, *rest = path.read_text().splitlines(keepends=True)
    bad = json.loads(header) | {"path": "/" + "x" * 3000}
    path.write_text(json.dumps(bad) + "\n" + "".join(rest))
    assert [True] == [play.counts for play in caught_up(place)]


def test_many_plays_are_kept_by_and_by(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first reading that is broken off is not lost."""
    monkeypatch.setattr(past, "AT_ONCE", 2)
    for _ in range(5):
        place.play("own-it", "mend")
    real, done = judge, iter(range(5))

    def breaks_off(*arguments: object) -> Figures:
        if next(done) == 3:
            raise KeyboardInterrupt
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(past, "figures_of", breaks_off)
    with pytest.raises(KeyboardInterrupt):
        catch_up(place.history, place.saves, place.library)
    assert 3 == len(place.history.plays())
    monkeypatch.setattr(past, "figures_of", real)
    assert 5 == len(caught_up(place))


def rows_of_index(place: Place) -> int:
    """How many saves the index has."""
    with closing(sqlite3.connect(place.history.path)) as connection:
        (found,) = connection.execute("SELECT COUNT(*) FROM plays_listed").fetchone()
    return int(found)


def test_a_save_is_read_once_until_it_changes(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was judged isn't opened again; a further move and what was forgotten are, and what is gone is left out."""
    reads: list[str] = []

    def read_and_note(path: Path) -> Record:
        reads.append(path.stem)
        return read(path)

    monkeypatch.setattr("simulator.records.saves.read", read_and_note)
    opened = place.begin(person="Ada")
    opened.seat.move("listen")
    for _ in range(2):
        caught_up(place)
    assert 1 == len(reads)
    opened.seat.move("own-it")
    opened.seat.close()
    assert 2 == caught_up(place)[0].moves
    assert 2 == len(reads)
    place.history.forget("nobody")
    caught_up(place)
    assert 3 == len(reads)
    place.play("listen", person="Grace")
    assert 2 == len(caught_up(place))
    assert 4 == len(reads)
    assert 2 == rows_of_index(place)
    (place.saves.folder / f"{opened.seat.name}.play").unlink()
    caught_up(place)
    assert 1 == rows_of_index(place)
