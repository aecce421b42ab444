"""Rounds as values: points, ranks, names, the clock that stands still."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from simulator.engine.conversation import Conversation
from simulator.engine.machine import ScenarioMachine
from simulator.errors import SimulatorError
from simulator.play.days import NoSuchDay
from simulator.rounds.hosted.clock import RoundClock
from simulator.rounds.hosted.scenes import opaque_id
from simulator.rounds.hosted.views import encode_board
from simulator.rounds.message_parts import (
    BoardRow,
)
from simulator.rounds.model import Phase, Setup, check_day
from simulator.rounds.names import MAX_NAME, shown_name, unique_name
from simulator.rounds.points import (
    UNFINISHED,
    Standing,
    points_of,
    ranked,
    result_so_far,
    speed_points,
    teams_of,
    unranked,
)
from simulator.rounds.protocol import (
    BoardUpdate,
)
from simulator.rounds.requests import BadMessage, SeatTime, read_request
from simulator.ruleset import SILENCE
from simulator.scenario.parse import parse
from simulator.vocabulary import Mode
from tests.support.random_plays import scenario_of
from tests.support.scenarios import PARCEL, head

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario


def standing(name: str, points: int, time: float | None, *, done: bool = True) -> Standing:
    """A row."""
    return Standing(name, name, points, done, time)


def test_points_are_quality_and_satisfaction_held_to_a_hundred_each() -> None:
    """On random plays, wherever they stand: 0 to 200, and an unfinished one counts as settled in nothing."""
    unfinished = 0
    for seed in range(40):
        rng = random.Random(seed)
        now = Conversation.begin(ScenarioMachine(scenario_of(seed)))
        for _ in range(8):
            result = result_so_far(now)
            satisfied = max(0, min(100, (result.satisfaction + 100) // 2))
            assert result.qa + satisfied == points_of(result)
            assert 0 <= points_of(result) <= 200
            if now.over:
                assert now.result() == result
                break
            assert (UNFINISHED, "none") == (result.ending, result.outcome)
            unfinished += 1
            offered = now.offered()
            now = now.move(rng.choice(offered).id if offered else SILENCE).after
    assert unfinished > 40


def test_of_equal_points_the_faster_comes_first() -> None:
    """Time breaks ties only; equal time shares a rank; a seat without a clock ranks with the best of its points."""
    rows = [
        standing("slow", 90, 50.0),
        standing("quick", 90, 20.0),
        standing("twin", 90, 20.0),
        standing("free", 90, None),
        standing("best", 120, 900.0),
        standing("last", 10, 1.0),
    ]
    for seed in range(5):
        random.Random(seed).shuffle(rows)
        board = {row.standing.name: row.rank for row in ranked(rows)}
        assert {"best": 1, "free": 2, "quick": 2, "twin": 2, "slow": 5, "last": 6} == board


def test_a_play_that_was_cut_off_counts_as_it_was() -> None:
    """More points come first, whoever finished; of equal points, who finished does, however little time the other took."""
    rows = [
        standing("finished", 90, 800.0),
        standing("cut off", 90, 5.0, done=False),
        standing("no clock, cut off", 90, None, done=False),
        standing("ahead, cut off", 91, 5.0, done=False),
    ]
    for seed in range(5):
        random.Random(seed).shuffle(rows)
        board = {row.standing.name: row.rank for row in ranked(rows)}
        assert {"ahead, cut off": 1, "finished": 2, "cut off": 3, "no clock, cut off": 3} == board


def test_settling_is_worth_more_than_stopping_before_it() -> None:
    """A good conversation that is cut off before its last reply counts for much less than the same one finished."""
    reading = parse(PARCEL.encode(), "late-parcel", "late-parcel.toml")
    assert reading.scenario is not None
    now = Conversation.begin(ScenarioMachine(reading.scenario))
    points = []
    for move in ("listen", "own-it", SILENCE, "tell"):
        now = now.move(move).after
        points.append(points_of(result_so_far(now)))
    assert now.over
    assert points[-1] - 60 > max(points[:-1])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("  Kim \n", "Kim"),
        ("K\u200bi\u202em", "Kim"),
        ("Ｋｉｍ", "Kim"),
        ("x" * 60, "x" * MAX_NAME),
        ("\x1b[31mred", "[31mred"),
        ("\u200b", ""),
    ],
)
def test_names_are_made_fit_to_be_shown(name: str, expected: str) -> None:
    """Look-alike letters are folded, unseen signs are gone, and the length is held."""
    assert expected == shown_name(name)


def test_two_people_may_have_one_name() -> None:
    """They are shown apart, whatever the case of the letters and however long the name."""
    assert "Kim" == unique_name("Kim", [])
    assert "Kim 3" == unique_name("Kim", ["KIM", "Kim 2"])
    long = "x" * MAX_NAME
    assert MAX_NAME == len(unique_name(long, [long]))
    assert long != unique_name(long, [long])


def test_a_setup_is_read_back_as_it_was() -> None:
    """From the record's form."""
    setup = Setup("N", ("a", "b"), ("1", "2"), Mode.EXAM, None, 900, 30, 60, 1, True, 20, "payday")
    assert setup == Setup.from_json(setup.as_json())


def test_the_clock_of_a_round_stands_still_while_it_is_stopped() -> None:
    """It counts what ran, and nothing of what it is given while it stands."""
    now = [100.0]
    clock = RoundClock(lambda: now[0], lambda: 0.0)
    now[0] = 200.0
    assert 0.0 == clock()
    clock.go()
    now[0] = 210.0
    assert 10.0 == clock()
    clock.stop()
    now[0] = 9_999.0
    assert 10.0 == clock()
    clock.go()
    clock.go()
    now[0] += 2.5
    assert 12.5 == clock()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "nonsense",
        '{"type": 5}',
        '{"type": "unknown"}',
        '{"type": "join", "v": 1, "code": "A"}',
        '{"type": "join", "v": 2, "code": "A", "name": "B"}',
        '{"type": "join", "v": true, "code": "A", "name": "B"}',
        '{"type": "move", "cmd": "", "turn": 0, "move": "x"}',
        '{"type": "move", "cmd": "a b", "turn": 0, "move": "x"}',
        '{"type": "move", "cmd": "a", "turn": "0", "move": "x"}',
        '{"type": "extend", "seconds": 1.5}',
        '{"type": "seat-time", "seat": "s", "factor": "2"}',
        "[" * 100_000,
        '{"type": "join", "v": 1, "code": "' + "x" * 20_000 + '", "name": "B"}',
    ],
)
def test_what_is_no_message_is_refused(text: str) -> None:
    """By one sentence, and nothing is done."""
    with pytest.raises(BadMessage):
        read_request(text.encode("utf-8", "surrogatepass"))


def test_a_message_is_read_field_by_field() -> None:
    """What it has beyond its fields is left aside; a whole number is a factor too."""
    request = read_request(b'{"type": "seat-time", "seat": "s", "factor": 2, "more": "x"}')
    assert SeatTime("s", 2.0) == request


def test_opaque_names_tell_nothing_and_never_meet() -> None:
    """Another one for each seat, turn and reply; the same again for the same."""
    names = {
        opaque_id(b"s", seat, turn, reply)
        for seat in ("a", "b")
        for turn in range(5)
        for reply in ("empty-promise", "own-it")
    }
    assert 20 == len(names)
    assert opaque_id(b"s", "a", 0, "own-it") in names
    assert opaque_id(b"t", "a", 0, "own-it") not in names


@pytest.mark.parametrize("letter", ["x", "é", "Ж", "名", "🙂", '"', "\\"])
def test_a_board_is_at_most_a_kibibyte_in_any_script(letter: str) -> None:
    """With ten of the longest names and figures; short names are left as they are."""
    row = BoardRow(10_000, letter * MAX_NAME, 99_999, done=False)
    text = encode_board(BoardUpdate(Phase.OPEN, 86_400_000, 10_000, 10_000, (row,) * 10))
    assert len(text) <= 1024
    names = {row["name"] for row in json.loads(text)["board"]}
    assert all(name.rstrip("…") and name.rstrip("…") in letter * MAX_NAME for name in names)
    few = encode_board(BoardUpdate(Phase.OPEN, 86_400_000, 10_000, 10_000, (row,)))
    assert [row.name] == [item["name"] for item in json.loads(few)["board"]]


def test_a_team_has_the_mean_of_its_members() -> None:
    """Best first, with how many of them have finished; who is in none is in none."""
    rows = [
        Standing("a", "A", 100, True, 1.0, "red"),
        Standing("b", "B", 51, False, 1.0, "red"),
        Standing("c", "C", 90, True, 1.0, "blue"),
        Standing("d", "D", 200, True, 1.0),
    ]
    assert [("blue", 90, 1, 1), ("red", 75, 2, 1)] == [
        (team.name, team.points, team.seats, team.done) for team in teams_of(reversed(rows))
    ]


def test_speed_is_worth_what_was_said() -> None:
    """All for no time, nothing for all of it or more, the middle without a clock, nothing where there is none."""
    assert [20, 10, 0, 0] == [
        speed_points(20, used, 60.0, timed=True) for used in (0.0, 30.0, 60.0, 90.0)
    ]
    assert 10 == speed_points(20, 0.0, 60.0, timed=False)
    assert 0 == speed_points(20, 0.0, 0.0, timed=False)


def test_who_has_played_nothing_has_no_points_and_no_rank() -> None:
    """They stand last, however many points the customer's patience alone would give them; whose points are hidden, too."""
    rows = [
        standing("idle", 53, 0.0)._replace(played=False, done=False),
        standing("slipped", 2, 300.0),
        standing("away", 80, None)._replace(played=False, done=False),
    ]
    board = ranked(rows)
    shown = [(row.rank, row.standing.name, row.points) for row in board]
    assert [(1, "slipped", 2), (None, "away", None), (None, "idle", None)] == shown
    assert {"rank": None, "name": "idle", "points": None, "done": False} == board[2].as_json()
    hidden = [(row.rank, row.standing.name, row.points) for row in unranked(rows)]
    assert [(None, "slipped", None), (None, "away", None), (None, "idle", None)] == hidden


def test_teams_have_ranks_and_leave_out_who_has_played_nothing() -> None:
    """Equal points share a rank; a team in which nobody has played, or whose points are hidden, has none."""
    rows = [
        standing("a", 100, 1.0)._replace(team="red"),
        standing("b", 53, 0.0)._replace(team="red", played=False),
        standing("c", 100, 1.0)._replace(team="blue"),
        standing("d", 10, 1.0)._replace(team="green"),
        standing("e", 53, 1.0)._replace(team="idle", played=False),
    ]
    told = [(team.rank, team.name, team.points, team.seats) for team in teams_of(rows)]
    expected = [
        (1, "blue", 100, 1),
        (1, "red", 100, 2),
        (3, "green", 10, 1),
        (None, "idle", None, 1),
    ]
    assert expected == told
    covered = teams_of(rows, covered=True)
    assert {(None, None)} == {(team.rank, team.points) for team in covered}
    assert ["blue", "green", "idle", "red"] == [team.name for team in covered]


def test_a_round_that_names_no_edition_is_of_the_first() -> None:
    """It can be read, and not resumed: its plays would be scored by other rules."""
    setup = Setup("N", ("a",), ("1",), Mode.EXAM, None, 900, 30, 60)
    setup.check_edition()
    old = Setup.from_json({k: v for k, v in setup.as_json().items() if k not in ("edition", "day")})
    assert (1, "") == (old.edition, old.day)
    with pytest.raises(SimulatorError) as caught:
        old.check_edition()
    assert (
        "This round began under the first edition of the rules, and this program plays by edition 2, so it can't be "
        "resumed."
    ) == str(caught.value)


def staged_scenario(title: str, *days: str) -> Scenario:
    """A scenario with such days, on each of which the customer is angrier."""
    told = "".join(f'[[days]]\nname = "{day}"\ncustomer = {{ anger = 70 }}\n' for day in days)
    scenes = '[scenes.a]\nsays = "Hello."\nending = "done"\noutcome = "full"\n'
    text = head(title, customer='name = "Kim"\nanger = 40') + scenes + told
    reading = parse(text.encode(), title, f"{title}.toml")
    assert reading.scenario, reading.diagnostics
    return reading.scenario


def test_one_day_for_all_seats_in_the_scenarios_that_have_it() -> None:
    """The others are played on their first day; a day that none of them has is refused."""
    plain, paid = staged_scenario("Plain"), staged_scenario("Paid", "Payday", "Sunday")
    setup = Setup("N", ("a", "b"), ("1", "2"), Mode.EXAM, 20, 900, 30, 60, day="Payday")
    assert [("", 40, 20), ("Payday", 70, 20)] == [
        (item.day, item.customer.anger, item.clock) for item in map(setup.staged, (plain, paid))
    ]
    check_day([plain, paid], "Payday")
    check_day([plain], "")
    with pytest.raises(NoSuchDay) as caught:
        check_day([paid], "Monday")
    assert (
        '"Paid" has no day "Monday". Apart from the first day, which has no name, it has "Payday" and "Sunday".'
        == str(caught.value)
    )
