"""A round under way: its phases, its clock, its seats, and every event on the disk before it counts.

The server gives it messages and gets messages back; it knows no socket. Time is a function that counts seconds, and stands
still while the round is paused, so that every clock in it does. What could not be written pauses the round and is said; nothing
that was answered is lost.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from typing import TYPE_CHECKING, Any

from simulator.engine.conversation import IllegalMove
from simulator.engine.machine import ScenarioMachine
from simulator.play.rules import Rules
from simulator.rounds.event_log import ROUND, Event, RecordClash, RecordFailed
from simulator.rounds.hosted.admission import Door, Refused
from simulator.rounds.hosted.clock import Pace, RoundClock
from simulator.rounds.hosted.leaderboard import Standings
from simulator.rounds.hosted.participants import Seat
from simulator.rounds.model import (
    MOST_FACTOR,
    Phase,
    Setup,
    Show,
    shown_name,
)
from simulator.rounds.protocol import refused_json, view_token
from simulator.rounds.words import ASLEEP, NOT_KEPT
from simulator.ruleset import SILENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from simulator.rounds.event_log import RoundRecord
    from simulator.rounds.hosted.endpoint import Endpoint
    from simulator.rounds.protocol import Asked
    from simulator.scenario.model import Scenario

GRACE = 0.3
"""Seconds that a move may come after its clock, for everyone the same."""
SECOND = 1000
MOST_EXTENSION = 24 * 3600
KEPT_EVERY = 3.0
"""Seconds after which the time left is kept again, for a server that ends without a word."""


class Host:
    """One round; every method is called in the server's one thread."""

    def __init__(
        self,
        setup: Setup,
        scenarios: Sequence[Scenario],
        record: RoundRecord,
        *,
        now: Callable[[], float],
        wall: Callable[[], str],
        slept: Callable[[], float] = lambda: 0.0,
    ) -> None:
        """`now` counts seconds; `slept` those that the machine has slept so far, as far as `now` leaves them out.

        `trouble` is what the trainer is told of what went wrong, `notice` what everybody else is.
        """
        self.setup, self.record, self._wall, self._now = setup, record, wall, now
        self._kept = 0.0
        self._machines = [ScenarioMachine(setup.staged(item)) for item in scenarios]
        self.clock = RoundClock(now, slept)
        self.pace = Pace(now)
        self.phase = Phase.LOBBY
        self.before_pause = Phase.LOBBY
        self.trouble = self.notice = ""
        self.scenario = 0
        self.until: float | None = None
        self.door = Door()
        self.show = Show.ALL
        self.secret = secrets.token_bytes(32)
        self.seats: dict[str, Seat] = {}
        self._by_token: dict[bytes, Seat] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._turning = asyncio.Lock()
        self._version = 0
        self.moves = 0
        self.standings = Standings(self.seats)
        self.changed = asyncio.Event()
        self.told: Callable[[str, dict[str, Any]], None] = lambda _seat, _message: None

    async def open(self) -> None:
        """Note a new round in its record; raises RecordFailed."""
        self.door.view_token = view_token(self.secret)
        await self._note(
            "opened",
            {"setup": self.setup.as_json(), "code": self.door.code, "secret": self.secret.hex()},
        )

    async def bound(self, endpoint: Endpoint) -> None:
        """Note where it is served, so that it can be reopened there."""
        await self._note("bound", endpoint.as_json())

    def go_on(self, events: Iterable[Event]) -> None:
        """Fold what a record holds, and stand paused where it stood; nothing is written."""
        for event in events:
            self._fold(event)
        if self.phase in (Phase.OPEN, Phase.COUNTDOWN):
            self.before_pause, self.phase = self.phase, Phase.PAUSED
        self.clock.stop()

    # Joining

    async def join(self, code: str, name: str, address: str = "") -> tuple[Seat, str]:
        """A new seat and its token; raises Refused."""
        seats, closed = self.seats.values(), self.phase is Phase.CLOSED
        most = self.setup.max_seats
        typed, shown = self.door.admit(code, name, seats, address, most=most, closed=closed)
        token = secrets.token_urlsafe(32)
        id = secrets.token_hex(6)
        seed = secrets.randbelow(1 << 31)
        body = {"name": shown, "typed": typed, "token": _hashed(token).hex(), "seed": seed}
        seat = self._seat(id, _hashed(token), body)
        self.door.addresses[id] = address
        self._seated(seat)  # so that nobody else gets the name meanwhile
        try:
            await self._note("joined", body, seat=seat)
        except RecordFailed as error:
            del self.seats[id]
            del self._by_token[seat.token]
            raise Refused("full", f"You can't join just now. {NOT_KEPT}") from error
        if self.phase in (Phase.OPEN, Phase.PAUSED) and self.playing is Phase.OPEN:
            self._sit(seat)
        self.changed.set()  # the board takes in a crowd at once, when the change is told
        return seat, token

    def resume(self, token: str) -> Seat:
        """The seat of a token; raises Refused."""
        seat = self._by_token.get(_hashed(token))
        if seat is None:
            raise Refused("bad-token", "That seat is not in this round.")
        if seat.removed:
            refused = Refused("closed", "The trainer has removed this seat.")
            refused.document["removed"] = True
            raise refused
        return seat

    # Moves

    async def move(self, seat: Seat, asked: Asked, arrived: float) -> dict[str, Any]:
        """A trainee's move, stamped when its frame arrived by the round's clock; gives the answer."""
        cmd, turn, move = (asked.fields[name] for name in ("cmd", "turn", "move"))
        paced = self.pace.take(seat.id)
        async with self._locks[seat.id]:
            if cmd in seat.cmds and seat.local is not None:
                return seat.moved(seat.cmds[cmd], cmd)
            if cmd in seat.past:
                return refused_json(cmd, "stale", "That answers an earlier moment; look again.")
            refusal = self._refusal(seat, turn, arrived)
            if refusal:
                return refused_json(cmd, *refusal)
            if not paced:
                return refused_json(cmd, "too-fast", "That was faster than anybody can read.")
            name = seat.author_move(move)
            local = seat.local
            assert local is not None
            try:
                if name is None:
                    raise IllegalMove(move, "", "That is not offered to you now.")
                made = local.conversation.move(name)
            except IllegalMove as error:
                return refused_json(cmd, "illegal", error.message)
            elapsed = local.spent(arrived)
            try:
                await self._note("move", self._body(name, elapsed), seat=seat, cmd=cmd)
            except RecordFailed:
                return refused_json(cmd, "not-open", NOT_KEPT)
            seat.make(made, elapsed, cmd)
            self._after_move(seat)
            return seat.moved(seat.turn, cmd)

    async def expire(self, seat: Seat, turn: int) -> None:
        """The clock of a seat's turn has run out: a silence, unless a move came first."""
        async with self._locks[seat.id]:
            local = seat.local
            if self.phase is not Phase.OPEN or local is None or local.over or seat.turn != turn:
                return
            left = local.remaining()
            if left is None or left > 0:
                return
            elapsed = local.allowed() or 0.0
            made = local.conversation.move(SILENCE)
            try:
                await self._note("move", self._body(SILENCE, elapsed), seat=seat)
            except RecordFailed:
                return
            seat.make(made, elapsed, None)
            self._after_move(seat)
            self.told(seat.id, seat.moved(seat.turn, None))

    # The trainer

    async def obey(self, asked: Asked) -> None:
        """What the trainer asks for; what cannot be done now does nothing. Raises RecordFailed."""
        async with self._turning:
            await self._obey(asked)
        self._news()

    async def _obey(self, asked: Asked) -> None:
        fields = asked.fields
        match asked.type:
            case "start" if self.phase is Phase.LOBBY:
                await self._to(Phase.COUNTDOWN if self.setup.countdown else Phase.OPEN)
            case "pause" if self.phase in (Phase.COUNTDOWN, Phase.OPEN):
                await self._pause()
            case "go-on" if self.phase is Phase.PAUSED:
                self.trouble = self.notice = ""
                await self._to(self.before_pause)
            case "close" if self.phase is not Phase.CLOSED:
                over = self.phase in (Phase.LOBBY, Phase.DEBRIEF)
                await self._to(Phase.CLOSED if over else Phase.DEBRIEF)
            case "next" if self.phase is Phase.DEBRIEF:
                last = self.scenario + 1 >= len(self._machines)
                await self._to(Phase.CLOSED if last else Phase.LOBBY, following=not last)
            case "extend" if self.until is not None:
                seconds = max(-MOST_EXTENSION, min(MOST_EXTENSION, fields["seconds"]))
                until = max(self.clock(), self.until + seconds)
                await self._note("extended", {"seconds": seconds, "left": until - self.clock()})
                self.until = until
            case "lock" | "unlock":
                await self._note(asked.type, {})
                self.door.locked = asked.type == "lock"
            case "board" if fields["show"] in [show.value for show in Show]:
                await self._note("board", {"show": fields["show"]})
                self.show = Show(fields["show"])
            case "seat-time" | "remove" | "allow" | "team":
                await self._to_seat(asked)

    async def _to_seat(self, asked: Asked) -> None:
        seat = self.seats.get(asked.fields["seat"])
        if seat is None:
            return
        body: dict[str, Any] = {}
        if asked.type == "seat-time":
            factor = asked.fields["factor"]
            if factor != 0 and not 1 <= factor <= MOST_FACTOR:
                return
            body = {"factor": factor}
        elif asked.type == "team":
            body = {"team": shown_name(asked.fields["team"])}
        async with self._locks[seat.id]:
            await self._note(asked.type, body, seat=seat)
            self._to_seat_now(seat, asked.type, body)

    @staticmethod
    def _to_seat_now(seat: Seat, kind: str, body: dict[str, Any]) -> None:
        match kind:
            case "seat-time":
                seat.retime(body["factor"] or None)
            case "team":
                seat.team = body["team"]
            case "remove":
                seat.removed = True
            case "allow":
                seat.removed = False

    # Time

    async def tick(self) -> float:
        """Do what time brings: the end of the countdown, of the round, of a seat's turn; gives seconds to the next look."""
        self.clock.look()
        await self._move_on()
        if self.phase is not Phase.OPEN:
            return 0.1
        soonest = 0.25
        late = []
        for seat in self.seats.values():
            local = seat.local
            left = local.remaining() if local is not None and not local.over else None
            if left is None or seat.removed:
                continue
            overdue = local.overdue() if local else 0.0
            if overdue >= GRACE:
                late.append(self.expire(seat, seat.turn))
            else:
                soonest = min(soonest, max(0.01, left + GRACE - overdue))
        await asyncio.gather(*late)
        return soonest

    async def keep(self) -> None:
        """Keep how much time is left, and how much each seat has used of its turn. Raises RecordFailed."""
        if self.playing not in (Phase.COUNTDOWN, Phase.OPEN):
            return
        now = self.clock()
        used = {
            seat.id: [seat.turn, round(seat.local.spent(now) * SECOND)]
            for seat in self.seats.values()
            if seat.local is not None and not seat.over
        }
        self._kept = self._now()
        await self._note("left", {"left": self.left, "used": used})

    async def _pause(self) -> None:
        await self.keep()
        await self._to(Phase.PAUSED)

    async def _move_on(self) -> None:
        """The end of the countdown, of the round's time, or of the last play; never while a trainer's word is carried out."""
        async with self._turning:
            running = self.phase in (Phase.COUNTDOWN, Phase.OPEN)
            if self.clock.slept() and running:
                await self._pause()
                self.trouble = "This computer slept meanwhile, so the round was paused."
                self.notice = ASLEEP
            elif running and self._now() - self._kept >= KEPT_EVERY:
                await self.keep()
            up = self.until is not None and self.clock() >= self.until
            if self.phase is Phase.COUNTDOWN and up:
                await self._to(Phase.OPEN)
            elif self.phase is Phase.OPEN:
                playing = [seat for seat in self.seats.values() if not seat.removed]
                if up or (playing and all(seat.over for seat in playing)):
                    await self._to(Phase.DEBRIEF)

    @property
    def left(self) -> float | None:
        """Seconds left of the countdown or of the round; None where nothing runs out."""
        return None if self.until is None else max(0.0, self.until - self.clock())

    # What is told

    @property
    def playing(self) -> Phase:
        """The phase, seen through a pause."""
        return self.before_pause if self.phase is Phase.PAUSED else self.phase

    @property
    def present(self) -> Scenario:
        """The scenario that is being played."""
        return self._machines[self.scenario].scenario

    @property
    def counts(self) -> bool:
        """Whether the scenario that is being played counts; practice does not."""
        return self.scenario >= self.setup.practice

    @property
    def scenarios(self) -> int:
        """How many scenarios the round has."""
        return len(self._machines)

    # Inside

    def _refusal(self, seat: Seat, turn: int, arrived: float) -> tuple[str, str] | None:
        if seat.removed:
            return "removed", "The trainer has removed this seat."
        if self.phase is not Phase.OPEN or seat.local is None:
            return "not-open", "The round is not open now."
        if turn != seat.turn:
            if turn == seat.turn - 1 and seat.expired == turn:
                return "late", "The time for that answer had run out."
            return "stale", "That answers an earlier moment; look again."
        if seat.local.over:
            return "not-open", "Your conversation is over."
        if seat.local.overdue(arrived) > GRACE:
            return "late", "The time for that answer had run out."
        return None

    def _after_move(self, seat: Seat) -> None:
        self.moves += 1
        self.standings.stir()
        if seat.over:
            self._news()

    async def _to(self, phase: Phase, *, following: bool = False) -> None:
        """Go to a phase, once that is on the disk; raises RecordFailed."""
        body = {"phase": phase.value, "left": self.left, "following": following}
        await self._note("phase", body)
        self._enter(phase, following=following, left=self.left)
        self._news()

    def _enter(self, phase: Phase, *, following: bool, left: float | None) -> None:
        before, self.phase = self.phase, phase
        if phase is Phase.PAUSED:
            self.before_pause = before
            self.clock.stop()
            return
        self.clock.go()
        if before is Phase.PAUSED and phase is self.before_pause:
            self.until = None if left is None else self.clock() + left
            return
        if phase is Phase.COUNTDOWN:
            self.until = self.clock() + self.setup.countdown
        elif phase is Phase.OPEN:
            self.until = self.clock() + self.setup.limit if self.setup.limit else None
            for seat in self.seats.values():
                self._sit(seat)
        else:
            self.until = None
        if following:
            for seat in self.seats.values():
                seat.stand_up(carrying=self.setup.carries(self.scenario))
            self.scenario += 1

    def _sit(self, seat: Seat) -> None:
        seat.sit_down(self._machines[self.scenario], Rules(self.setup.mode, timed=True), self.clock)

    def _seat(self, id: str, token: bytes, body: dict[str, Any]) -> Seat:
        name, seed = str(body["name"]), int(body["seed"])
        typed = str(body.get("typed", name))
        return Seat(id, name, token, seed, self.secret, typed, self.setup.speed_bonus)

    def _seated(self, seat: Seat) -> None:
        self.seats[seat.id] = seat
        self._by_token[seat.token] = seat
        self._locks[seat.id] = asyncio.Lock()

    def _body(self, move: str, elapsed: float) -> dict[str, Any]:
        return {"move": move, "ms": round(elapsed * SECOND), "left": self.left}

    async def _note(
        self, kind: str, body: dict[str, Any], *, seat: Seat | None = None, cmd: str | None = None
    ) -> None:
        """Write an event and wait until it is on the disk; a failure pauses the round. Raises RecordFailed."""
        version = seat.version + 1 if seat else self._version + 1
        stream = seat.id if seat else ROUND
        if seat:
            seat.version = version
        else:
            self._version = version
        event = Event(stream, version, kind, self._wall(), body, cmd)
        try:
            await self.record.append(event)
        except RecordClash:
            raise  # another event has that place; the disk is well, and the next one gets another
        except RecordFailed as error:
            if seat:
                seat.version = version - 1
            else:
                self._version = version - 1
            self.trouble, self.notice = str(error), NOT_KEPT  # the file is the trainer's business
            if self.phase in (Phase.COUNTDOWN, Phase.OPEN):
                self.before_pause, self.phase = self.phase, Phase.PAUSED
                self.clock.stop()
            self._news()
            raise

    def _news(self) -> None:
        self.standings.stir()
        self.changed.set()

    def _fold(self, event: Event) -> None:
        """Take in an event of the record."""
        body = event.body
        if event.stream != ROUND:
            self._fold_seat(event)
            return
        self._version = event.version
        match event.kind:
            case "opened":
                self.door.code, self.secret = str(body["code"]), bytes.fromhex(body["secret"])
                self.door.view_token = view_token(self.secret)  # the projector comes back by itself
            case "phase":
                if Phase(body["phase"]) is self.phase:
                    # A pause that no event tells of: a restart, or a disk that took nothing more.
                    self.before_pause, self.phase = self.phase, Phase.PAUSED
                self._enter(
                    Phase(body["phase"]), following=bool(body["following"]), left=body["left"]
                )
            case "extended":
                if body["left"] is not None:
                    self.until = self.clock() + body["left"]
            case "left":
                self._fold_left(body)
            case "lock" | "unlock":
                self.door.locked = event.kind == "lock"
            case "board":
                self.show = Show(body["show"])

    def _fold_left(self, body: dict[str, Any]) -> None:
        if self.phase in (Phase.COUNTDOWN, Phase.OPEN) and body["left"] is not None:
            self.until = self.clock() + body["left"]
        for id, (turn, used) in body["used"].items():
            seat = self.seats[id]
            if seat.local is not None and seat.turn == turn:
                seat.local.use(used / SECOND)

    def _fold_seat(self, event: Event) -> None:
        body = event.body
        if event.kind == "joined":
            token = bytes.fromhex(body["token"])
            seat = self._seat(event.stream, token, body)
            self._seated(seat)
            if self.playing is Phase.OPEN:
                self._sit(seat)
        else:
            seat = self.seats[event.stream]
            if event.kind == "move":
                if seat.local is None:
                    raise ValueError("a move stands in it before the round was open")
                made = seat.local.conversation.move(str(body["move"]))
                seat.make(made, body["ms"] / SECOND, event.cmd)
                if body["left"] is not None and self.playing is Phase.OPEN:
                    self.until = self.clock() + body["left"]
            else:
                self._to_seat_now(seat, event.kind, body)
        seat.version = event.version


def _hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
