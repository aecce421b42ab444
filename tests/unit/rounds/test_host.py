"""A round by an injected clock: sleep, restarts, what is not written, points carried and not, and races."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from simulator.play.opening import playable
from simulator.rounds.event_log import Event, EventLog, RecordClash, RecordFailed
from simulator.rounds.hosted.admission import Refused
from simulator.rounds.hosted.commands import handle
from simulator.rounds.hosted.deadlines import tick
from simulator.rounds.hosted.moves import GRACE, expire, make_move
from simulator.rounds.hosted.rate_limit import BURST
from simulator.rounds.hosted.round import HostedRound
from simulator.rounds.hosted.seating import join
from simulator.rounds.hosted.views import board_state, seat_state, trainer_state
from simulator.rounds.model import Phase, Setup
from simulator.rounds.points import points_of, result_so_far
from simulator.rounds.protocol import Moved, Reason, Refusal, as_json
from simulator.rounds.requests import Move, request_of
from simulator.rounds.words import NOT_KEPT
from simulator.scenario.library import load
from simulator.vocabulary import Mode
from tests.support.scenarios import PARCEL
from tests.support.scene import perform

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from simulator.rounds.hosted.participants import Seat

CLOCK, LIMIT = 20, 900


class Room:
    """A round with two scenarios, a clock that is moved by hand, and a record that can be opened again."""

    def __init__(self, folder: Path) -> None:
        self.path, self.file = folder / "round.sqlite", folder / "late-parcel.toml"
        self.file.write_text(PARCEL, "utf-8")
        self.now, self.slept, self.day = 1000.0, 0.0, "2026-01-31T09:30:00Z"
        self.record = EventLog(self.path, new=True)
        self.host: HostedRound

    def build(self, **changes: Any) -> HostedRound:
        """The host of a round as it is before anything has happened."""
        scenario = playable(load(self.file))
        options = {"limit": LIMIT, "countdown": 0, "max_seats": 9, **changes}
        setup = Setup("N", ("a", "b"), ("1", "2"), Mode.PRACTICE, CLOCK, **options)
        self.host = HostedRound(
            setup,
            [scenario, scenario],
            self.record,
            now=lambda: self.now,
            wall=lambda: self.day,
            slept=lambda: self.slept,
        )
        return self.host

    def reopen(self) -> HostedRound:
        """The host that another server makes of the record."""
        setup = self.host.setup
        self.record.close()
        self.record = EventLog(self.path, new=False)
        self.build(**{name: getattr(setup, name) for name in ("countdown", "speed_bonus")})
        self.host.reopen(self.record.events())
        return self.host

    def wait(self, seconds: float) -> None:
        """Let time pass, looked at now and then as a server does."""
        end = self.now + seconds
        while self.now < end:
            self.now = min(end, self.now + 1.0)
            self.host.clock.look()

    async def say(self, kind: str, **fields: Any) -> None:
        """What the trainer says."""
        await handle(self.host, request_of({"type": kind, **fields}))

    async def move(self, seat: Seat, move: str, cmd: str = "", turn: int = -1) -> dict[str, Any]:
        """A move as it arrives now."""
        turn = seat.turn if turn < 0 else turn
        request = Move(cmd or f"c{turn}", turn, move)
        return as_json(await make_move(self.host, seat, request, self.host.clock.look()))

    async def play(self, seat: Seat, seconds: float = 1.0) -> None:
        """A play to its end, so many seconds for each answer; where nothing can be said, silence is."""
        for _ in range(10):
            if seat.over:
                return
            assert seat.local is not None
            choices = seat.local.choices()
            if choices:
                self.wait(seconds)
                cmd = f"{self.host.scenario}-{seat.turn}"
                assert "moved" == (await self.move(seat, choices[0].id, cmd))["type"]
            else:
                self.wait((seat.local.allowed() or 0) + GRACE)
                await expire(self.host, seat, seat.turn)
        raise AssertionError("the play never ends")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A room, and its record closed."""
    made = Room(tmp_path)
    yield made
    made.record.close()


async def begun(room: Room, **changes: Any) -> tuple[HostedRound, Seat, Seat]:
    """An open round of two seats."""
    host = room.build(**changes)
    await host.open()
    one, _ = await join(host, host.admission.code, "Kim")
    two, _ = await join(host, host.admission.code, "Kim")
    await room.say("start")
    return host, one, two


@pytest.mark.parametrize("how", ["the clock ran on", "the clock stood"])
def test_a_computer_that_slept_pauses_the_round(room: Room, how: str) -> None:
    """Whichever kind of clock the system has: no time of the sleep is counted, and a go-on goes on."""

    async def scene() -> None:
        host, one, _ = await begun(room)
        room.now += 0.2
        await tick(host)
        left, turn = host.left, one.remaining_ms
        assert left is not None
        assert turn is not None
        if how == "the clock ran on":
            room.now += 3600
        else:
            room.slept += 3600
        answer = await room.move(one, "listen")
        assert "moved" == answer["type"]
        await tick(host)
        assert (Phase.PAUSED, Phase.OPEN) == (host.phase, host.playing)
        assert "went to sleep" in host.trouble
        assert left == pytest.approx(host.left)
        assert 1 == one.turn
        await room.say("go-on")
        assert "" == host.trouble
        assert left == pytest.approx(host.left)

    perform(scene)


def test_a_restart_gives_back_no_time(room: Room) -> None:
    """Killed without a word: the round and the turn have what was left a few seconds before, and not all of it."""

    async def scene() -> None:
        host, one, two = await begun(room)
        room.now += 1
        await room.move(one, "listen")
        for _ in range(10):
            room.now += 1
            await tick(host)
        left, turns = host.left, (one.remaining_ms, two.remaining_ms)
        assert left is not None
        again = room.reopen()
        assert host.setup.limit == host.allowed == again.allowed
        assert again.left is not None
        assert 0 <= again.left - left <= 4
        for seat, before in zip((one, two), turns, strict=True):
            after = again.seats[seat.id].remaining_ms
            assert after is not None
            assert before is not None
            assert 0 <= after - before <= 4000
        room.now += 500
        third = room.reopen()
        assert third.seats[one.id].turn == one.turn

    perform(scene)


def test_the_countdown_goes_on_where_it_was(room: Room) -> None:
    """After a restart in it."""

    async def scene() -> None:
        host, _, _ = await begun(room, countdown=60)
        for _ in range(30):
            room.now += 1
            await tick(host)
        again = room.reopen()
        assert (Phase.PAUSED, Phase.COUNTDOWN) == (again.phase, again.playing)
        assert again.left is not None
        assert 30 <= again.left <= 34

    perform(scene)


def test_a_pause_and_an_end_in_order_keep_the_time_exactly(room: Room) -> None:
    """To the millisecond."""

    async def scene() -> None:
        host, one, _ = await begun(room)
        room.now += 1.5
        await room.say("pause")
        room.now += 77
        left, turn = host.left, one.remaining_ms
        again = room.reopen()
        assert left == pytest.approx(again.left)
        assert turn == again.seats[one.id].remaining_ms

    perform(scene)


class Broken:
    """A record that takes nothing."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def append(self, _event: Event) -> asyncio.Future[None]:
        """Refuse it."""
        done = asyncio.get_running_loop().create_future()
        done.set_exception(self.error)
        return done


def test_what_could_not_be_written_has_not_happened(room: Room) -> None:
    """Time, door and board are as they were, and the round is paused and says why."""

    async def scene() -> None:
        host, one, _ = await begun(room)
        before = (host.until, host.admission.locked, host.show)
        host.record = Broken(RecordFailed("The disk is full."))  # type: ignore[assignment]
        for kind, fields in (
            ("extend", {"seconds": 60}),
            ("lock", {}),
            ("board", {"show": "none"}),
        ):
            with pytest.raises(RecordFailed):
                await room.say(kind, **fields)
            assert before == (host.until, host.admission.locked, host.show)
        assert Phase.PAUSED is host.phase
        assert "full" in host.trouble
        answer = await room.move(one, "listen")
        assert "not-open" == answer["reason"]

    perform(scene)


def test_a_clash_of_events_pauses_nobody(room: Room) -> None:
    """It is one seat's and one move's trouble."""

    async def scene() -> None:
        host, one, two = await begun(room)
        held, host.record = host.record, Broken(RecordClash("Twice."))  # type: ignore[assignment]
        assert "refused" == (await room.move(one, "listen"))["type"]
        host.record = held
        assert Phase.OPEN is host.phase
        assert "moved" == (await room.move(one, "listen", "other"))["type"]
        assert "moved" == (await room.move(two, "listen"))["type"]

    perform(scene)


def test_time_is_divided_by_the_factor_in_force_at_each_move(room: Room) -> None:
    """Ten seconds at double time are five; without a clock none count; a factor given later changes nothing of it."""

    async def scene() -> None:
        _, one, _ = await begun(room)
        for factor, move in ((2.0, "listen"), (0.0, "own-it")):
            await room.say("seat-time", seat=one.id, factor=factor)
            room.wait(10)
            await room.move(one, move)
        await room.say("seat-time", seat=one.id, factor=10.0)
        assert 5.0 == pytest.approx(one.standing().time)
        assert 5.0 == pytest.approx(room.reopen().seats[one.id].active)

    perform(scene)


@pytest.mark.parametrize(
    ("changes", "carried"), [({}, True), ({"practice": 1}, False), ({"reset": True}, False)]
)
def test_points_are_carried_unless_it_was_practice_or_they_are_reset(
    room: Room, changes: dict[str, Any], carried: bool
) -> None:
    """From the first scenario to the second; and it is said whether one counts."""

    async def scene() -> None:
        host, one, _ = await begun(room, **changes)
        assert host.counts is ("practice" not in changes)
        await room.play(one)
        points = one.standing().points
        assert points > 0
        await room.say("close")
        assert points == one.standing().points
        await room.say("next")
        assert host.counts
        assert (points if carried else 0) == one.standing().points

    perform(scene)


def test_speed_adds_at_most_what_was_said_and_only_to_who_is_done(room: Room) -> None:
    """More for less time; nothing before the end; the same after a restart."""

    async def scene() -> None:
        host = room.build(speed_bonus=20)
        await host.open()
        quick, slow = [
            (await join(host, host.admission.code, name))[0] for name in ("Quick", "Slow")
        ]
        await room.say("start")
        for seat, seconds in ((quick, 0.5), (slow, 15)):
            assert seat.local is not None
            # One after the other, each from the beginning of their clock.
            seat.local.set_time_used(0)
            room.wait(seconds)
            await room.move(seat, "own-it")
            room.wait(60)
            await expire(host, seat, 1)
            before = seat.standing().points
            room.wait(seconds)
            await room.move(seat, "tell")
            assert seat.over
            assert before < seat.standing().points
        plain = points_of(result_so_far(quick.local.conversation))  # type: ignore[union-attr]
        assert plain < slow.standing().points < quick.standing().points <= plain + 20
        again = room.reopen()
        for seat in (quick, slow):
            assert seat.standing().points == again.seats[seat.id].standing().points

    perform(scene)


def test_of_a_move_and_its_clock_one_counts(room: Room) -> None:
    """Both at once, in either order: one event, and the other is told so."""

    async def scene() -> None:
        host, one, two = await begun(room)
        room.wait(60)
        request = Move("x", 0, "listen")
        in_time = host.clock() - 60 + 1
        moved, _ = await asyncio.gather(
            make_move(host, one, request, in_time), expire(host, one, 0)
        )
        assert isinstance(moved, Moved)
        assert 1 == one.turn
        _, refused = await asyncio.gather(
            expire(host, two, 0), make_move(host, two, request, in_time)
        )
        assert isinstance(refused, Refusal)
        assert Reason.LATE is refused.reason
        assert 1 == two.turn
        room.record.close()
        room.record = EventLog(room.path, new=False)
        moves = [event for event in room.record.events() if event.kind == "move"]
        assert {(one.id, "listen"), (two.id, "silence")} == {
            (event.stream, event.body["move"]) for event in moves
        }

    perform(scene)


def test_a_move_within_the_grace_counts_and_one_after_it_is_late(room: Room) -> None:
    """The grace is the same for everyone, whatever comes of it."""

    async def scene() -> None:
        host, one, two = await begun(room)
        assert one.local is not None
        room.wait((one.local.allowed() or 0) + GRACE - 0.01)
        assert "moved" == (await room.move(one, "listen"))["type"]
        room.now += 0.02
        late = await room.move(two, "listen")
        assert ("refused", "late") == (late["type"], late["reason"])
        assert Phase.OPEN is host.phase

    perform(scene)


def test_a_flood_is_slowed_and_the_same_cmd_has_the_same_answer(room: Room) -> None:
    """However often it is asked; time lets the seat breathe again."""

    async def scene() -> None:
        host, one, two = await begun(room)
        first = await room.move(one, "listen", "same", 0)
        assert 0 == host.rate_limit.wait(one.id)
        for _ in range(3 * BURST):
            assert first == await room.move(one, "listen", "same", 0)
        assert 0 < host.rate_limit.wait(one.id) <= 0.1
        assert "too-fast" == (await room.move(one, "own-it", "new", 1))["reason"]
        assert 0 == host.rate_limit.wait(two.id)
        room.now += 0.1
        assert 0 == host.rate_limit.wait(one.id)
        assert "moved" == (await room.move(one, "own-it", "new", 1))["type"]

    perform(scene)


def test_the_time_of_day_decides_nothing(tmp_path: Path) -> None:
    """The same round with the wall clock moved by an hour each way: every message is the same."""

    async def played(room: Room, days: list[str]) -> list[Any]:
        host, one, _ = await begun(room)
        host.secret = bytes(32)
        told: list[Any] = []
        for day in days:
            room.day = day
            room.wait(3)
            answer = await room.move(one, "listen" if one.turn == 0 else "own-it")
            told.append((answer["type"], answer["result"]))
            told.append((answer["remaining_ms"], host.left, one.standing().points, one.active))
            await tick(host)
        told.append(host.phase)
        return told

    results = []
    for name, days in (
        ("still", ["2026-01-31T09:30:00Z"] * 2),
        ("moved", ["2026-01-31T10:30:00Z", "2026-01-31T08:30:00Z"]),
    ):
        (tmp_path / name).mkdir()
        room = Room(tmp_path / name)
        results.append(asyncio.run(played(room, days)))
        room.record.close()
    assert results[0] == results[1]


@pytest.mark.parametrize(
    ("typed", "welcome"),
    [("kim", False), ("Kim 2", False), ("KIM  7", False), ("Kimberly", True), ("Kim Lee", True)],
)
def test_who_was_removed_is_known_by_the_name_they_typed(
    room: Room, typed: str, welcome: bool
) -> None:
    """And by what the round would make of it; nobody else is meant, after a restart neither."""

    async def scene() -> None:
        host, _, two = await begun(room)
        assert "Kim 2" == two.name
        await room.say("remove", seat=two.id)
        for again in range(2):
            now = room.reopen() if again else host
            if welcome:
                assert typed == (await join(now, now.admission.code, typed))[0].typed
            else:
                with pytest.raises(Refused, match="removed") as refused:
                    await join(now, now.admission.code, typed)
                assert "closed" == refused.value.failure.reason

    perform(scene)


def test_a_seat_without_a_move_gains_nothing(room: Room) -> None:
    """Neither while the round is open, nor once time has passed for it, nor in what is carried; one move is enough."""

    async def scene() -> None:
        host, one, idle = await begun(room)
        rows = host.leaderboard.rows
        assert [None, None] == [rows[seat.id].rank for seat in (one, idle)]
        await room.move(one, "listen")
        assert idle.local is not None
        room.wait((idle.local.allowed() or 0) + GRACE)
        await expire(host, idle, 0)
        assert 1 == idle.turn
        rows = host.leaderboard.rows
        assert [1, None] == [rows[seat.id].rank for seat in (one, idle)]
        await room.say("close")
        await room.say("next")
        assert 0 == idle.points
        assert one.points > 0
        await room.say("start")
        rows = host.leaderboard.rows
        assert [1, None] == [rows[seat.id].rank for seat in (one, idle)]
        again = room.reopen()
        assert [1, None] == [again.leaderboard.rows[seat.id].rank for seat in (one, idle)]
        assert one.points == again.leaderboard.rows[one.id].points

    perform(scene)


def test_only_the_trainer_is_told_of_the_file(room: Room) -> None:
    """What can't be written is said to trainees, newcomers and the projector without where the file lies."""

    async def scene() -> None:
        host, one, _ = await begun(room)
        path = "/home/trainer/rounds/monday.sqlite"
        host.record = Broken(RecordFailed(f"{path} can't be written."))  # type: ignore[assignment]
        refused = await room.move(one, "listen")
        assert "not-open" == refused["reason"]
        with pytest.raises(Refused) as full:
            await join(host, host.admission.code, "Lou")
        told = [
            refused,
            *map(as_json, (full.value.failure, seat_state(host, one), board_state(host))),
        ]
        assert all(path not in str(message) for message in told)
        assert [NOT_KEPT, NOT_KEPT] == [message["trouble"] for message in told[2:]]
        assert path in trainer_state(host, []).trouble
        host.record = room.record
        await room.say("go-on")
        assert "" == seat_state(host, one).trouble

    perform(scene)


def test_the_board_is_opened_by_the_same_token_after_a_restart(room: Room) -> None:
    """So that the projector comes back by itself; the trainer's token is another one."""

    async def scene() -> None:
        host, _, _ = await begun(room)
        tokens = host.admission.view_token, host.admission.trainer_token
        again = room.reopen()
        assert again.admission.may_view(tokens[0])
        assert not again.admission.is_trainer(tokens[1])

    perform(scene)


def test_reasons_come_with_the_debrief_in_practice(room: Room) -> None:
    """A seat that is done has its play told with the debrief, and not while others could still use it."""

    async def scene() -> None:
        host, one, _ = await begun(room)
        await room.play(one)
        assert one.over
        assert Phase.OPEN is host.phase
        assert "why" not in str(as_json(seat_state(host, one)))
        await room.say("close")
        assert "why" in str(as_json(seat_state(host, one))["result"])

    perform(scene)
