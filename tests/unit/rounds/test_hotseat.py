"""The keyboard that goes round: whose turn, what counts, and that a file brings all of it back."""

from __future__ import annotations

import random
import sqlite3
from contextlib import suppress
from dataclasses import replace
from random import Random, randrange
from typing import TYPE_CHECKING

import pytest

from simulator.engine.conversation import IllegalMove
from simulator.errors import SimulatorError
from simulator.rounds.event_log import RecordFailed
from simulator.rounds.hot_seat.files import Opened, Plan, begin, reopen
from simulator.rounds.hot_seat.model import CLASS, LEFT, LIMIT, Variant
from simulator.rounds.hot_seat.session import EventNotSaved
from simulator.rounds.hot_seat.words import round_json
from simulator.rounds.model import Setup, Show
from simulator.rounds.roster import read_names
from simulator.scenario.library import ScenarioFile, load
from simulator.vocabulary import Mode
from tests.support.clock import Clock
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from simulator.rounds.hot_seat.round import HotSeat

BEST = ("listen", "own-it", "silence", "tell")


class Table:
    """A table with a terminal on it: scenario files, a clock, and the round's file."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, Clock()
        self.path = folder / "round.sqlite"
        self.opened: list[Opened] = []

    def item(self, id: str) -> ScenarioFile:
        path = self.folder / f"{id}.toml"
        path.write_text(PARCEL, "utf-8")
        return ScenarioFile(path, load(path))

    def plan(
        self, scenarios: int = 2, variant: Variant | None = None, limit: int = 0, mode: str = "exam"
    ) -> Plan:
        items = tuple(self.item(f"parcel-{number}") for number in range(scenarios))
        paths = tuple(str(item.path) for item in items)
        hashes = tuple(item.reading.hash for item in items)
        setup = Setup("Monday", paths, hashes, Mode(mode), None, limit, 0, 60)
        return Plan(self.path, setup, variant or Variant(), items, Show.ALL)

    def begin(self, plan: Plan, names: str = "Kim,Lou") -> HotSeat:
        self.opened.append(begin(plan, read_names(names), self.clock, lambda: "now"))
        return self.opened[-1].round

    def reopen(self) -> HotSeat:
        self.close()
        self.opened.append(reopen(self.path, self.clock, lambda: "now"))
        return self.opened[-1].round

    def close(self) -> None:
        while self.opened:
            self.opened.pop().close()

    def play(self, hot: HotSeat, *moves: str, seconds: float = 0) -> None:
        play = hot.start_turn()
        for move in moves:
            self.clock.seconds += seconds
            play.seat.move(move)


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    """A table, cleared afterwards."""
    table = Table(tmp_path)
    yield table
    table.close()


def due(hot: HotSeat) -> str | None:
    """Whose turn it is, by name."""
    return hot.due.name if hot.due else None


def shown(hot: HotSeat) -> object:
    """All that must be the same after the file was read again."""
    plays = [
        (
            play.id,
            play.name,
            play.scenario,
            [turn.move for turn in play.seat.turns],
            play.closed,
            play.authors,
            play.points,
            replace(play.seat.rules, factor=None),
            round(play.active, 3),
        )
        for play in hot.plays.values()
    ]
    return plays, hot.order, hot.players, hot.board(), hot.show, hot.closed


def test_each_plays_one_of_their_own(table: Table) -> None:
    """The keyboard goes round once; each has the scenario of their place, and the board ranks those who have begun."""
    hot = table.begin(table.plan())
    assert ("Kim", ["Kim", "Lou"], ()) == (due(hot), hot.waiting, hot.board())

    table.play(hot, "listen", "own-it", "silence", "tell")
    assert ("Lou", ["Lou"]) == (due(hot), hot.waiting)
    table.play(hot, "brush-off", "silence", "tell")

    assert (None, []) == (due(hot), hot.waiting)
    assert [0, 1] == [play.scenario for play in hot.plays.values()]
    assert [(1, "Kim"), (2, "Lou")] == [(row.rank, row.standing.name) for row in hot.board()]
    best, other = hot.board()
    assert best.standing.points > other.standing.points
    assert best.standing.done


def test_names_that_are_alike_are_told_apart(table: Table) -> None:
    """Two people may be called Kim."""
    hot = table.begin(table.plan(3), "Kim,kim,KIM:2")
    assert ["Kim", "kim 2", "KIM 3"] == [player.name for player in hot.players.values()]
    assert "player-2" == hot.named("KIM 2").id
    with pytest.raises(SimulatorError):
        hot.named("Lou")


def test_replies_are_shuffled_for_each(table: Table) -> None:
    """A neighbour's “press 2” is no help."""
    hot = table.begin(table.plan(8), ",".join("abcdefgh"))
    orders = set()
    while hot.due:
        play = hot.start_turn()
        orders.add(tuple(choice.id for choice in play.seat.choices()))
        hot.give_up(play, LEFT)
    assert {("own-it", "brush-off"), ("brush-off", "own-it")} == orders


def test_fewer_scenarios_than_players(table: Table) -> None:
    """Refused before there is a file; a way to play it all the same takes the scenarios again from the first."""
    with pytest.raises(SimulatorError):
        table.begin(table.plan(2), "a,b,c")
    assert not table.path.exists()

    hot = table.begin(table.plan(2, Variant(same=True)), "a,b,c")
    while hot.due:
        table.play(hot, "brush-off", "silence", "tell")
    assert [0, 1, 0] == [play.scenario for play in hot.plays.values()]


def test_a_late_player(table: Table) -> None:
    """Gets in while there is a scenario left, and not once all is over."""
    hot = table.begin(table.plan(2), "Kim")
    table.play(hot, "brush-off")
    hot.add(read_names("Lou")[0])
    with pytest.raises(SimulatorError):
        hot.add(read_names("Max")[0])
    hot.give_up(hot.start_turn(), LEFT)
    assert "Lou" == due(hot)
    hot.close()
    with pytest.raises(SimulatorError):
        hot.add(read_names("Max")[0])


def test_later_and_out(table: Table) -> None:
    """Who waits lets others go first, but not in the middle of a play; who is out has no row unless they have played."""
    hot = table.begin(table.plan(3), "Kim,Lou,Max")
    hot.defer_turn()
    assert ("Lou", True) == (due(hot), hot.can_defer)
    hot.remove_player()
    table.play(hot, "listen")
    assert ("Max", False) == (due(hot), hot.can_defer)
    hot.defer_turn()
    assert "Max" == due(hot)
    hot.remove_player()
    assert ("Kim", ["Max"]) == (due(hot), [row.standing.name for row in hot.board()])
    assert hot.plays["player-3"].done


@pytest.mark.parametrize("why", [LEFT, LIMIT])
def test_what_is_ended_early_counts_as_it_stands(table: Table, why: str) -> None:
    """The points of the state reached, as unfinished."""
    hot = table.begin(table.plan())
    play = hot.start_turn()
    play.seat.move("listen")
    before = play.points
    hot.give_up(play, why)
    assert (before, "unfinished", "none") == (play.points, play.result.ending, play.result.outcome)
    assert not hot.board()[0].standing.done
    assert "Lou" == due(hot)


def test_time(table: Table) -> None:
    """Seconds are divided by the factor, the limit is multiplied by it; without a clock neither counts."""
    hot = table.begin(table.plan(3, limit=60), "Kim,Lou:2,Max:none")
    for allowed, left, time in ((29.6, 30.0, 30.0), (59.2, 90.0, 15.0), (None, None, None)):
        play = hot.start_turn()
        given = play.seat.allowed()
        assert (given is None) is (allowed is None)
        table.clock.seconds += 10
        play.seat.move("listen")
        table.clock.seconds += 20
        assert hot.left(play) == (None if left is None else pytest.approx(left))
        play.seat.move("brush-off")
        assert play.standing().time == (None if time is None else pytest.approx(time))
        hot.give_up(play, LEFT)


def test_more_time_in_the_middle(table: Table) -> None:
    """Holds from now on, also for the move that is due."""
    hot = table.begin(table.plan())
    play = hot.start_turn()
    before = play.seat.allowed()
    assert before
    hot.retime(hot.named("Kim"), 3.0)
    assert 3 * before == pytest.approx(play.seat.allowed())
    hot.retime(hot.named("Lou"), None)
    assert 3 * before == pytest.approx(play.seat.allowed())


def test_a_clock_that_ran_out_counts_no_longer_than_it_ran(table: Table) -> None:
    """Waiting before a silence is noted adds nothing."""
    hot = table.begin(table.plan())
    play = hot.start_turn()
    allowed = play.seat.allowed()
    table.clock.seconds += 500
    play.seat.move("silence")
    assert allowed == play.active


def test_nothing_is_taken_back(table: Table) -> None:
    """In no mode; and what is not allowed is refused and not noted."""
    hot = table.begin(table.plan(mode="coach"))
    play = hot.start_turn()
    play.seat.move("listen")
    assert not play.seat.can_undo
    with pytest.raises(SimulatorError):
        play.seat.undo()
    with pytest.raises(IllegalMove):
        play.seat.move("tell")
    assert ["listen"] == [turn.move for turn in table.reopen().plays["player-1"].seat.turns]


def test_together(table: Table) -> None:
    """A turn is one reply or silence, with what is listened to before it; who has left is passed over, the rest goes round."""
    hot = table.begin(table.plan(1, Variant(together=True)), "Kim,Lou:2,Max")
    passed: list[str | None] = []
    hot.on_move = lambda: passed.append(due(hot))
    first = hot.start_turn()
    allowed = first.seat.allowed() or 0
    first.seat.move("listen")
    first.seat.move("own-it")
    with pytest.raises(SimulatorError):
        first.seat.move("silence")
    first.seat.release()  # as a screen does that is still there
    table.clock.seconds += 500  # the keyboard is handed over, and nobody's clock runs
    assert "Lou" == due(hot)
    second = hot.start_turn()
    assert second is first
    assert 2 * 20 <= (second.seat.remaining() or 0) < 2 * allowed
    hot.remove_player()
    assert "Max" == due(hot)
    hot.defer_turn()
    table.play(hot, "silence")
    table.play(hot, "tell")

    assert ["Kim", "Lou", "Max", None] == passed
    assert ["Kim", "Kim", "Kim", "Max"] == [hot.author(first, at) for at in range(4)]
    (row,) = hot.board()
    assert ("Monday", True, 1) == (row.standing.name, row.standing.done, row.rank)
    with pytest.raises(SimulatorError):
        hot.add(read_names("Nic")[0])


def test_together_who_leaves_in_a_turn(table: Table) -> None:
    """The clock stands from then until the next one sits down."""
    hot = table.begin(table.plan(1, Variant(together=True)))
    play = hot.start_turn()
    table.clock.seconds += 5
    hot.remove_player()
    left = play.seat.remaining()
    table.clock.seconds += 500
    assert (left, "Lou") == (play.seat.remaining(), due(hot))
    hot.start_turn()
    assert left == pytest.approx(play.seat.remaining())


def test_together_until_nobody_is_left(table: Table) -> None:
    """When the last has left, the conversation counts as it stands."""
    hot = table.begin(table.plan(1, Variant(together=True)))
    hot.start_turn()
    hot.remove_player()
    assert not hot.plays[CLASS].done
    hot.remove_player()
    assert (hot.plays[CLASS].closed, due(hot)) == (LEFT, None)


@pytest.mark.parametrize("variant", [Variant(), Variant(together=True)])
def test_a_file_brings_it_back(table: Table, variant: Variant) -> None:
    """After each step the file, read again, gives the very same round; then it goes on from there."""
    hot = table.begin(
        table.plan(1 if variant.together else 3, variant, limit=600), "Kim:1.5,Lou,Max:none"
    )
    steps = 0
    for step in ("later", "listen", "time", "reply", "silence", "board", "end", "out", "end"):
        match step:
            case "later":
                hot.defer_turn()
            case "out":
                hot.remove_player()
            case "time":
                hot.retime(hot.named("Kim"), 4.0)
            case "board":
                hot.show_board(Show.OWN)
            case "end" if hot.due:
                hot.give_up(hot.start_turn(), LIMIT)
            case "listen" | "silence":
                table.play(hot, step, seconds=3)
            case "reply":
                table.play(hot, "own-it", seconds=2)
        before = shown(hot)
        hot = table.reopen()
        assert before == shown(hot)
        steps += 1
    assert 9 == steps
    hot.close()
    assert table.reopen().closed


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("together", [False, True])
def test_any_steps_come_back(table: Table, seed: int, together: bool) -> None:
    """Whatever is done in whatever order, the file gives the same round again, and it always comes to an end."""
    rng = random.Random(seed)
    variant = Variant(together, same=not together, seed=seed)
    hot = table.begin(
        table.plan(1 if together else 2, variant, limit=100), "Kim:2,Lou,Max:none,Nic"
    )
    steps = 0
    while hot.due and steps < 200:
        steps += 1
        match rng.choice(
            ("move", "move", "move", "later", "out", "end", "time", "add", "clock", "reopen")
        ):
            case "move":
                play = hot.start_turn()
                table.clock.seconds += rng.random() * 40
                offered = [choice.id for choice in play.seat.choices()]
                listen = ["listen"] if play.seat.conversation.can_listen else []
                play.seat.move(rng.choice([*offered, *listen, "silence"]))
            case "later" if not hot.present or together:
                hot.defer_turn()
            case "out" if steps > 10:
                hot.remove_player()
            case "end" if steps > 20 and hot.present:
                hot.give_up(hot.present, LEFT)
            case "time":
                hot.retime(rng.choice(list(hot.players.values())), rng.choice([1.0, 2.5, None]))
            case "add" if len(hot.players) < 6:
                hot.add(read_names(f"Late {steps}")[0])
            case "clock":
                hot.note_clock()
            case "reopen":
                before = shown(hot)
                hot = table.reopen()
                assert before == shown(hot)
    before = shown(hot)
    assert (None, before) == (hot.due, shown(table.reopen()))


def test_gone_on_with_it_stands_still_until_its_player_is_back(table: Table) -> None:
    """The clock of a play that was broken off runs again only when its player sits down."""
    hot = table.begin(table.plan())
    table.play(hot, "listen")
    hot = table.reopen()
    table.clock.seconds += 1000
    play = hot.present
    assert play
    assert play.seat.remaining() == play.seat.allowed()
    hot.start_turn()
    table.clock.seconds += 5
    assert (play.seat.allowed() or 0) - 5 == pytest.approx(play.seat.remaining())


def test_the_clock_that_a_file_says_is_used(table: Table) -> None:
    """A play that was broken off has no fresh clock, and the next move has."""
    hot = table.begin(table.plan(), "Kim:2,Lou")
    table.play(hot, "listen")
    for seconds in (4, 5, 6, 1):
        table.clock.seconds += seconds
        hot.plays["player-1"].seat.note_clock()
    hot = table.reopen()
    play = hot.start_turn()
    allowed = play.seat.allowed() or 0
    assert allowed - 15 == pytest.approx(play.seat.remaining(), abs=allowed / 1000)
    hot.note_clock()
    hot = table.reopen()
    play = hot.start_turn()
    assert allowed - 15 == pytest.approx(play.seat.remaining(), abs=allowed / 500)
    play.seat.move("own-it")
    assert play.seat.remaining() == play.seat.allowed()
    assert table.reopen().start_turn().seat.remaining() == play.seat.allowed()


def test_a_disk_that_takes_nothing(table: Table) -> None:
    """A step that cannot be kept has not happened, and its clock stands; it can be tried again, or gone on without."""
    hot = table.begin(table.plan())
    play = hot.start_turn()
    record = table.opened[-1].record
    record._database._connection.execute("PRAGMA query_only = 1")
    table.clock.seconds += 5
    with pytest.raises(EventNotSaved):
        play.seat.move("listen")
    with pytest.raises(EventNotSaved):
        hot.defer_turn() if hot.can_defer else hot.remove_player()
    assert (0, "Kim") == (len(play.seat.turns), due(hot))
    table.clock.seconds += 500
    record._database._connection.execute("PRAGMA query_only = 0")
    play.seat.move("listen")
    assert 5 == pytest.approx(play.active)

    record._database._connection.execute("PRAGMA query_only = 1")
    with pytest.raises(EventNotSaved):
        play.seat.move("own-it")
    play.seat.detach()
    play.seat.move("own-it")
    hot.give_up(play, LEFT)
    assert (2, "Lou", False) == (len(play.seat.turns), due(hot), hot.kept)
    record._database._connection.execute("PRAGMA query_only = 0")
    assert ["listen"] == [turn.move for turn in table.reopen().plays["player-1"].seat.turns]


def test_files_that_hold_no_such_round(table: Table, tmp_path: Path) -> None:
    """Each is refused by a sentence and left as it is."""
    with pytest.raises(RecordFailed):
        reopen(tmp_path / "none.sqlite", table.clock, str)
    hot = table.begin(table.plan())
    table.play(hot, "listen")
    table.close()
    with pytest.raises(RecordFailed):
        table.begin(table.plan())
    for sql in (
        "UPDATE events SET body = json_set(body, '$.move', 'no-such-move') WHERE kind = 'move'",
        "UPDATE events SET body = '[]' WHERE kind = 'sat'",
        "UPDATE events SET stream = 'player-9' WHERE kind = 'move'",
        "DELETE FROM events WHERE kind = 'joined'",
        "UPDATE events SET body = json_set(body, '$.scenario', 99) WHERE kind = 'sat'",
        "UPDATE events SET body = json_set(body, '$.factor', 'much') WHERE kind = 'joined'",
        "UPDATE events SET body = json_remove(body, '$.hot_seat') WHERE kind = 'opened'",
        "DELETE FROM events",
    ):
        copy = tmp_path / "copy.sqlite"
        copy.write_bytes(table.path.read_bytes())
        connection = sqlite3.connect(copy)
        with connection:
            changed = connection.execute(sql).rowcount
        connection.close()
        assert changed
        with pytest.raises(RecordFailed):
            reopen(copy, table.clock, str)
        copy.unlink()


def test_a_scenario_that_has_changed(table: Table) -> None:
    """Its plays cannot be gone on with, and that is said."""
    plan = table.plan()
    table.begin(plan)
    plan.items[0].path.write_text(PARCEL.replace("Late parcel", "Later parcel"), "utf-8")
    with pytest.raises(SimulatorError):
        table.reopen()


def test_a_round_of_another_edition_is_not_resumed(table: Table) -> None:
    """One sentence says so, and the file is left as it is."""
    table.begin(table.plan())
    table.close()
    connection = sqlite3.connect(table.path)
    with connection:
        connection.execute(
            "UPDATE events SET body = json_remove(body, '$.setup.edition') WHERE kind = 'opened'"
        )
    connection.close()
    before = table.path.read_bytes()
    with pytest.raises(SimulatorError) as caught:
        table.reopen()
    assert "began under the first edition of the rules" in str(caught.value)
    assert before == table.path.read_bytes()


def test_a_name_in_a_file_is_made_fit(table: Table) -> None:
    """Whoever has written to the file cannot write to the terminal."""
    plan = table.plan()
    table.begin(replace(plan, setup=replace(plan.setup, name="Monday")))
    table.close()
    connection = sqlite3.connect(table.path)
    with connection:
        connection.execute(
            "UPDATE events SET body = json_set(body, '$.name', char(27) || '[2JKim') WHERE stream = 'player-1'"
        )
    connection.close()
    assert "[2JKim" == due(table.reopen())


@pytest.mark.parametrize("number", range(8))
@pytest.mark.parametrize("together", [True, False])
def test_a_round_reopened_from_its_file_is_the_same(
    table: Table, number: int, *, together: bool
) -> None:
    """Whatever was done in it, in any order: the board, whose turn it is, each play with its moves and their authors."""
    del number
    seed = randrange(1 << 32)
    print(f"seed {seed}")
    draw = Random(seed)
    hot = table.begin(table.plan(4, Variant(together=together, seed=7)), "Kim,Lou,Max")
    for _ in range(40):
        table.clock.seconds += draw.choice((0, 1, 5))
        player = draw.choice(list(hot.players.values()))
        kind = draw.random()
        if kind < 0.6 and hot.due:
            play = hot.start_turn()
            offered = [choice.id for choice in play.seat.choices()]
            with suppress(SimulatorError):
                play.seat.move(draw.choice([*offered, "listen", "silence"]))
        elif kind < 0.7:
            hot.defer_turn()
        elif kind < 0.75:
            hot.remove_player()
        elif kind < 0.85:
            hot.retime(player, draw.choice((None, 1.0, 2.5)))
        elif kind < 0.9:
            hot.show_board(draw.choice(list(Show)))
        elif kind < 0.95:
            with suppress(SimulatorError):
                hot.add(read_names("Zoe")[0])
        elif hot.present:
            hot.give_up(hot.present, LEFT)
    before = (round_json(hot), hot.order, hot.show, dict(hot.players))
    again = table.reopen()
    assert before == (round_json(again), again.order, again.show, dict(again.players))
