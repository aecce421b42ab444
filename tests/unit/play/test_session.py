"""A seat: the clock, the order of replies, what modes allow, and what is kept before it is shown."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from simulator.engine.conversation import IllegalMove
from simulator.engine.machine import ScenarioMachine
from simulator.errors import SimulatorError
from simulator.play.opening import MoveNoLongerApplies, begin, resume
from simulator.play.rules import Rules
from simulator.play.session import PlaySession
from simulator.records.journal import read
from simulator.records.saves import Saves
from simulator.scenario.library import Library, ScenarioFile, load
from tests.support.clock import Clock
from tests.support.scenarios import conversation, head

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.play.opening import Opened

SCENES = """
clock = 20
[scenes.a]
says = ["One two three.", "Four five."]
enough = 1
[[scenes.a.replies]]
id = "stay"
text = "Six seven."
answer = "Right."
[[scenes.a.replies]]
id = "on"
text = "Eight."
to = "b"
[scenes.b]
clock = 0
says = "Nine."
[[scenes.b.replies]]
id = "end"
text = "Ten."
to = "z"
[scenes.z]
says = "Bye."
ending = "done"
outcome = "full"
"""
FILE = head(clock=20) + SCENES.replace("\nclock = 20\n", "\n", 1)


def a_seat(watch: Clock, **rules: object) -> PlaySession:
    """A seat without a journal."""
    scenes = SCENES.replace("\nclock = 20\n", "\n", 1)
    machine = conversation(scenes, top="clock = 20\n").machine
    return PlaySession(machine, Rules(**rules), watch, None)  # type: ignore[arg-type]


def test_without_a_clock_nothing_runs_out() -> None:
    """Untimed play has no time left and none allowed."""
    seat = a_seat(Clock())
    assert (None, None) == (seat.allowed(), seat.remaining())


def test_the_clock_gives_reading_time_for_words_newly_shown() -> None:
    """The scene's seconds and 300 ms for each word of the customer's and of replies not shown before."""
    watch = Clock()
    seat = a_seat(watch, timed=True)
    assert 20 + 0.3 * (3 + 2 + 1) == pytest.approx(seat.allowed())
    watch.seconds += 5
    assert 20 + 0.3 * 6 - 5 == pytest.approx(seat.remaining())
    seat.move("listen")
    assert 20 + 0.3 * 2 == pytest.approx(seat.remaining())
    watch.seconds += 1000
    assert 0 == seat.remaining()


def test_the_factor_multiplies_all_of_it() -> None:
    """A player who needs more time gets it for reading too."""
    assert 10 * (20 + 0.3 * 6) == pytest.approx(a_seat(Clock(), timed=True, factor=10.0).allowed())


def test_a_pause_is_no_part_of_a_move(item: ScenarioFile, tmp_path: Path) -> None:
    """Neither its clock nor the milliseconds in the journal know of the time that help was open."""
    clock = Clock()
    saves = Saves(tmp_path / "saves")
    rules, started = Rules(timed=True), datetime(2026, 3, 1, tzinfo=UTC)
    seat = begin(item, rules, saves, person=None, started=started, now=clock).seat
    left = seat.remaining()
    assert left is not None
    clock.seconds += 2
    seat.hold()
    clock.seconds += 1000
    seat.release()
    clock.seconds += 1
    assert left - 3 == seat.remaining()
    seat.move("listen")
    seat.close()
    assert 3000 == read(saves.folder / f"{seat.name}.play").elapsed


def test_a_scene_can_have_no_clock() -> None:
    """A clock of 0 lets that scene take its time."""
    seat = a_seat(Clock(), timed=True)
    seat.move("on")
    assert seat.allowed() is None


def test_a_held_clock_stands_still() -> None:
    """Where nothing can be answered no time is lost, however often it is held."""
    watch = Clock()
    seat = a_seat(watch, timed=True)
    watch.seconds += 1
    before = seat.remaining()
    seat.hold()
    watch.seconds += 500
    seat.hold()
    assert before == pytest.approx(seat.remaining())
    seat.release()
    seat.release()
    assert before == pytest.approx(seat.remaining())


def test_after_an_undo_all_words_count_as_new() -> None:
    """Who takes a move back reads the whole scene again."""
    seat = a_seat(Clock(), timed=True)
    first = seat.allowed()
    seat.move("listen")
    assert "listen" == seat.undo().move
    assert first == pytest.approx(seat.allowed())


def test_a_seed_fixes_the_order_and_none_keeps_that_of_the_file() -> None:
    """Replies keep their order for the whole play, and another seed can give another."""
    orders = set()
    for seed in range(8):
        seat = a_seat(Clock(), seed=seed)
        order = [choice.id for choice in seat.choices()]
        seat.move("listen")
        assert order == [choice.id for choice in seat.choices()]
        orders.add(tuple(order))
    assert {("stay", "on"), ("on", "stay")} == orders
    assert ["stay", "on"] == [choice.id for choice in a_seat(Clock()).choices()]


def test_an_exam_takes_nothing_back() -> None:
    """Neither at the start nor later."""
    seat = a_seat(Clock(), mode="exam")
    seat.move("listen")
    assert not seat.can_undo
    with pytest.raises(SimulatorError):
        seat.undo()


@pytest.fixture
def item(tmp_path: Path) -> ScenarioFile:
    """A scenario file."""
    path = tmp_path / "My Scenario.toml"
    path.write_text(FILE, "utf-8")
    return ScenarioFile(path, load(path))


def begun(item: ScenarioFile, saves: Saves, watch: Clock, **rules: object) -> PlaySession:
    """A play begun and kept."""
    started = datetime(2026, 1, 1, tzinfo=UTC)
    return begin(item, Rules(**rules), saves, person=None, started=started, now=watch).seat  # type: ignore[arg-type]


def test_moves_are_kept_with_their_time(item: ScenarioFile, tmp_path: Path) -> None:
    """Each move is in the journal with the milliseconds since the last, and the end is noted."""
    watch, saves = Clock(), Saves(tmp_path / "saves")
    seat = begun(item, saves, watch)
    watch.seconds += 1.5
    seat.move("on")
    watch.seconds += 0.25
    seat.move("end")
    record = read(saves.path("my-scenario"))
    assert [("on", 1500, "a"), ("end", 250, "b")] == [
        (entry.move, entry.ms, entry.scene) for entry in record.entries
    ]
    assert ("done", "My Scenario") == (record.ended, record.header.scenario)


def test_a_refused_move_is_not_kept(item: ScenarioFile, tmp_path: Path) -> None:
    """What is not allowed leaves no trace."""
    saves = Saves(tmp_path / "saves")
    seat = begun(item, saves, Clock())
    with pytest.raises(IllegalMove):
        seat.move("end")
    assert () == read(saves.path("my-scenario")).entries


def test_resuming_writes_nothing_where_a_move_no_longer_applies(
    item: ScenarioFile, tmp_path: Path
) -> None:
    """Not even an end that the changed scenario comes to on the way; so the old scenario can go on with it."""
    saves, library = Saves(tmp_path / "saves"), Library(())
    seat = begun(item, saves, Clock())
    seat.move("stay")
    seat.move("on")
    seat.close()
    before = saves.path("my-scenario").read_bytes()
    item.path.write_text(FILE.replace('answer = "Right."', 'to = "z"'), "utf-8")
    with saves.resume("my-scenario") as journal, pytest.raises(MoveNoLongerApplies) as caught:
        resume(journal, library, 1.0, Clock())
    assert 1 == caught.value.index
    assert before == saves.path("my-scenario").read_bytes()
    item.path.write_text(FILE, "utf-8")
    with saves.resume("my-scenario") as journal:
        opened = resume(journal, library, 1.0, Clock())
        assert () == opened.notes
        assert opened.seat.move("end").after.over


def test_a_moved_scenario_is_found_in_the_library(item: ScenarioFile, tmp_path: Path) -> None:
    """By its id, also where that is no slug."""
    saves = Saves(tmp_path / "saves")
    begun(item, saves, Clock()).close()
    (tmp_path / "lib").mkdir()
    item.path.rename(tmp_path / "lib" / item.path.name)
    with saves.resume("my-scenario") as journal:
        seat = resume(journal, Library((tmp_path / "lib",)), 1.0, Clock()).seat
    assert isinstance(seat.start.machine, ScenarioMachine)


def resumed(saves: Saves, watch: Clock, factor: float | None = 1.0) -> Opened:
    """The only play, gone on with."""
    return resume(saves.resume("my-scenario"), Library(()), factor, watch)


def test_a_clock_goes_on_where_it_stood(item: ScenarioFile, tmp_path: Path) -> None:
    """Leaving and coming back gives no new time for the same move, however often and however long one was away."""
    watch, saves = Clock(), Saves(tmp_path / "saves")
    seat = begun(item, saves, watch, mode="exam", timed=True)
    seat.move("listen")
    for _ in range(2):
        watch.seconds += 5
        seat.close()
        watch.seconds += 1000
        opened = resumed(saves, watch)
        seat = opened.seat
    assert 20 + 0.3 * 2 - 10 == pytest.approx(seat.remaining(), abs=0.1)
    assert ("The clock continues where it stopped: 11 s left for this move.",) == opened.notes
    seat.move("on")
    seat.close()
    assert 0 == read(saves.path("my-scenario")).clock


def test_another_factor_gives_its_share_of_what_was_left(
    item: ScenarioFile, tmp_path: Path
) -> None:
    """Half of the time is left, whatever all of it comes to by then; a clock that is off stays off."""
    watch, saves = Clock(), Saves(tmp_path / "saves")
    seat = begun(item, saves, watch, timed=True)
    watch.seconds += (20 + 0.3 * 6) / 2
    seat.close()
    double = resumed(saves, watch, 2.0).seat
    assert 20 + 0.3 * 6 == pytest.approx(double.remaining())
    double.close()
    off = resumed(saves, watch, None)
    assert (None, ()) == (off.seat.remaining(), off.notes)
    off.seat.close()
    assert 500 == read(saves.path("my-scenario")).clock


def test_a_kill_costs_the_clock_its_last_seconds_only(item: ScenarioFile, tmp_path: Path) -> None:
    """A running clock is noted each time that enough of it has gone by, and not more often."""
    watch, saves = Clock(), Saves(tmp_path / "saves")
    seat = begun(item, saves, watch, timed=True)
    for _ in range(9):
        watch.seconds += 1
        seat.note_clock()
    lines = saves.path("my-scenario").read_text().splitlines()
    assert (2, round(1000 * 5 / 21.8)) == (len(lines), read(saves.path("my-scenario")).clock)
    seat.close()


def test_a_clock_that_cannot_be_noted_stops_nothing(item: ScenarioFile, tmp_path: Path) -> None:
    """A play of an older version has no notes, and a file that is gone takes none."""
    watch, saves = Clock(), Saves(tmp_path / "saves")
    seat = begun(item, saves, watch, timed=True)
    seat.close()
    path = saves.path("my-scenario")
    old = path.read_text().replace('"journal": 3', '"journal": 1')
    path.write_text(old)
    older = resumed(saves, watch).seat
    watch.seconds += 10
    older.close()
    assert old == path.read_text()
    gone = resumed(saves, watch).seat
    path.unlink()
    watch.seconds += 10
    gone.note_clock()
    assert gone.remaining() == pytest.approx(11.8)
