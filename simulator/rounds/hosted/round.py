"""A hosted round: its state, and the one function that changes it by an event.

Record first: `write_event` puts an event on the disk and only then applies it, so nothing is answered that a crash could undo.
Reopening applies the same events by the same `apply`. Two things aren't events: how far the clocks had run, which `reopen`
restores from the measurements in the file, and a pause that could not be written, or that a crash made (`suspend`).

Knows no socket, no message and no request: commands.py, moves.py and deadlines.py decide which events there are.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING, Any

from simulator.engine.machine import ScenarioMachine
from simulator.own_words.use import find_reply
from simulator.play.rules import Rules
from simulator.rounds.event_log import ROUND, Event, RecordClash, RecordFailed
from simulator.rounds.hosted.admission import Admission, Refused, token_hash, view_token
from simulator.rounds.hosted.clock import RoundClock
from simulator.rounds.hosted.leaderboard import Leaderboard
from simulator.rounds.hosted.participants import SECOND, Seat, own_words_of
from simulator.rounds.hosted.rate_limit import RateLimit
from simulator.rounds.hosted.waiting_room import WaitingRoom
from simulator.rounds.model import Phase, Setup, Show
from simulator.rounds.words import HANDED_OVER, NOT_KEPT, REMOVED, UNKNOWN_SEAT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from simulator.own_words.flow import Match
    from simulator.rounds.event_log import EventRecord
    from simulator.rounds.hosted.endpoint import Endpoint
    from simulator.rounds.protocol import Failure, Message
    from simulator.scenario.model import Scenario

TIMED = (Phase.COUNTDOWN, Phase.OPEN)
"""The phases in which time runs."""


async def find_here(typed: str, replies: Sequence[Sequence[str]]) -> Match:
    """Return which reply a sentence means, compared in this process."""
    return find_reply(typed, replies)


class HostedRound:
    """One round; every method is called in the server's one thread."""

    def __init__(
        self,
        setup: Setup,
        scenarios: Sequence[Scenario],
        record: EventRecord,
        *,
        now: Callable[[], float],
        wall: Callable[[], str],
        slept: Callable[[], float] = lambda: 0.0,
    ) -> None:
        """Make a round in its lobby; nothing is written before `open`.

        Args:
            now: Counts seconds.
            wall: Gives the time of day, which is noted for people and decides nothing.
            slept: Counts the seconds that the machine has slept, as far as `now` leaves them out.
        """
        self.setup, self.record, self._wall, self.now = setup, record, wall, now
        self._machines = [ScenarioMachine(setup.staged(item)) for item in scenarios]
        self.clock = RoundClock(now, slept)
        self.rate_limit = RateLimit(now)
        self.phase = Phase.LOBBY
        self.phase_before_pause = Phase.LOBBY
        self.trouble = self.notice = ""
        """What went wrong: in words for the trainer, and in words for everyone else."""
        self.scenario = 0
        self.until: float | None = None
        self.allowed: float | None = None
        """Seconds of the countdown or of the round, with what the trainer has added; None where nothing runs out."""
        self.admission = Admission()
        self.show = Show.ALL
        self.reveal = True
        """Whether the board may mark what worked best."""
        self.address, self.fingerprint = "", ""
        """Where browsers join, and the certificate's fingerprint; both are told and decide nothing."""
        self.secret = secrets.token_bytes(32)
        self.seats: dict[str, Seat] = {}
        self.moves = 0
        self.leaderboard = Leaderboard(self.seats)
        self.change = asyncio.Event()
        self.on_message: Callable[[str, Message], None] = lambda _seat, _message: None
        self.steering = asyncio.Lock()
        """Held while the trainer's request or the clock changes the phase, so that neither sees half of the other."""
        self.clocks_saved_at = 0.0
        self.arrivals: dict[str, Seat] = {}
        """Seats that are being taken at this moment."""
        self.waiting = WaitingRoom()
        self.is_here: Callable[[str], bool] = lambda _seat: True
        """Whether someone is connected to a seat; the server knows."""
        self.on_admitted: Callable[[str, Seat, str], None] = lambda _id, _seat, _token: None
        self.on_refused: Callable[[str, Failure], None] = lambda _id, _failure: None
        self.find: Callable[[str, Sequence[Sequence[str]]], Awaitable[Match]] = find_here
        """Compares a sentence with replies; a server has a process for it."""
        self._by_token: dict[bytes, Seat] = {}
        self._handed_over: set[bytes] = set()  # tokens that opened a seat before it was handed over
        self._versions: dict[str, int] = {}

    # What there is

    @property
    def playing(self) -> Phase:
        """The phase, seen through a pause."""
        return self.phase_before_pause if self.phase is Phase.PAUSED else self.phase

    @property
    def left(self) -> float | None:
        """Seconds left of the countdown or of the round; None where nothing runs out."""
        return None if self.until is None else max(0.0, self.until - self.clock())

    @property
    def present(self) -> Scenario:
        """The scenario that is being played."""
        return self._machines[self.scenario].scenario

    @property
    def counts(self) -> bool:
        """Whether the scenario that is being played counts; practice does not."""
        return self.scenario >= self.setup.practice

    def scenario_at(self, place: int) -> Scenario:
        """Return a scenario of the round by its place, counted from 0."""
        return self._machines[place].scenario

    @property
    def scenarios(self) -> int:
        """How many scenarios the round has."""
        return len(self._machines)

    # Events

    async def open(self) -> None:
        """Write the first event of a new round; raises RecordFailed."""
        code, secret = self.admission.code, self.secret.hex()
        body = {"setup": self.setup.as_json(), "code": code, "secret": secret}
        await self.write_event("opened", body)

    async def bind(self, endpoint: Endpoint) -> None:
        """Write where the round is served, so that it can be reopened there; raises RecordFailed."""
        await self.write_event("bound", endpoint.as_json())

    async def write_event(
        self, kind: str, body: dict[str, Any], *, stream: str = ROUND, cmd: str | None = None
    ) -> None:
        """Write an event, and apply it once it is on the disk; a disk that takes nothing pauses the round.

        Raises RecordFailed, and then the event has not happened.
        """
        version = self._versions.get(stream, 0) + 1
        # Counted before the write, so that two events that are written at the same moment differ in their versions.
        self._versions[stream] = version
        event = Event(stream, version, kind, self._wall(), body, cmd)
        try:
            await self.record.append(event)
        except RecordClash:
            raise  # another event has that version; the disk is well, and the next event gets another
        except RecordFailed as error:
            self._versions[stream] = version - 1
            self.trouble, self.notice = str(error), NOT_KEPT  # the file is the trainer's business
            self.suspend()
            self.announce()
            raise
        # Writes are answered in the order they were made in, so events are applied in the order of the file.
        self.apply(event)

    def reopen(self, events: Iterable[Event]) -> None:
        """Apply the events of a record, and stand paused where the round stood; nothing is written."""
        for event in events:
            self.apply(event)
            self._restore_clocks(event)
        self.suspend()

    def suspend(self) -> None:
        """Stand paused without an event that says so, because none can be written, or the server is just beginning."""
        if self.phase in TIMED:
            self.phase_before_pause, self.phase = self.phase, Phase.PAUSED
        self.clock.stop()

    def announce(self) -> None:
        """Let the server tell everyone that the round has changed."""
        self.leaderboard.invalidate()
        self.change.set()

    # The one interpreter of events

    def apply(self, event: Event) -> None:
        """Change the state by an event that is on the disk; the only place that does, live and on reopening."""
        # A later event of the stream may be on its way already.
        self._versions[event.stream] = max(event.version, self._versions.get(event.stream, 0))
        if event.stream == ROUND:
            self._apply_to_round(event)
        elif event.kind == "joined":
            self._apply_joined(event)
        else:
            self._apply_to_seat(self.seats[event.stream], event)
        if event.kind != "joined":
            # A class of newcomers must not have the board worked out once for each: `change` brings it up to date for all.
            self.leaderboard.invalidate()

    def _apply_to_round(self, event: Event) -> None:
        body = event.body
        match event.kind:
            case "opened":
                self.admission.code, self.secret = str(body["code"]), bytes.fromhex(body["secret"])
                # Made from the secret, so that the projector comes back by itself after a restart.
                self.admission.view_token = view_token(self.secret)
            case "phase":
                following, left = bool(body["following"]), body["left"]
                self._apply_phase(Phase(body["phase"]), following=following, left=left)
            case "extended":
                if self.until is not None:
                    self.until = max(self.clock(), self.until + body["seconds"])
                    self.allowed = max(0.0, (self.allowed or 0.0) + body["seconds"])
            case "code":
                self.admission.code = str(body["code"])
            case "lock" | "unlock":
                self.admission.locked = event.kind == "lock"
            case "board":
                self.show = Show(body["show"])
            case "reveal":
                self.reveal = bool(body["on"])

    def _apply_phase(self, phase: Phase, *, following: bool, left: float | None) -> None:
        if phase is self.phase:
            self.suspend()  # the round stood paused without an event, and this one resumes it
        before, self.phase = self.phase, phase
        if phase is Phase.PAUSED:
            self.phase_before_pause = before
            self.clock.stop()
            return
        self.clock.go()
        if before is Phase.PAUSED and phase is self.phase_before_pause:
            self.until = None if left is None else self.clock() + left
        elif phase is Phase.COUNTDOWN:
            self.allowed = self.setup.countdown
            self.until = self.clock() + self.setup.countdown
        elif phase is Phase.OPEN:
            self.allowed = self.setup.limit or None
            self.until = self.clock() + self.setup.limit if self.setup.limit else None
            for seat in self.seats.values():
                self._begin_play(seat)
        else:
            self.until = self.allowed = None
        if following:
            for seat in self.seats.values():
                seat.end_play(self.scenario, carrying=self.setup.carries(self.scenario))
            self.scenario += 1

    def _apply_joined(self, event: Event) -> None:
        seat = self.new_seat(event.stream, event.body)
        self.seats[seat.id] = seat
        self._by_token[seat.token] = seat
        if self.playing in (Phase.OPEN, Phase.DEBRIEF):
            seat.late_in = self.scenario
        if self.playing is Phase.OPEN:
            self._begin_play(seat)

    def _apply_to_seat(self, seat: Seat, event: Event) -> None:
        body = event.body
        match event.kind:
            case "move":
                if seat.local is None:
                    raise ValueError("it holds a move from before the round was open")
                seat.words_of_next(own_words_of(body))
                seat.make(seat.turn_of(str(body["move"])), body["ms"] / SECOND, event.cmd)
                self.moves += 1
            case "seat-time":
                seat.retime(body["factor"] or None)
            case "team":
                seat.team = body["team"]
            case "remove" | "allow":
                seat.removed, seat.ticket = event.kind == "remove", ""
            case "renamed":
                seat.name = str(body["name"])
                if "listed" in body:
                    seat.listed, seat.team = str(body["listed"]), str(body["team"])
                    seat.retime(float(body["factor"]) or None)
            case "ticket":
                seat.ticket = str(body["ticket"])
            case "handed":
                self._hand_over(seat, bytes.fromhex(body["token"]))

    def _hand_over(self, seat: Seat, token: bytes) -> None:
        """Let a seat be opened by another token alone."""
        self._by_token.pop(seat.token, None)
        self._handed_over.add(seat.token)
        seat.token, seat.ticket = token, ""
        self._by_token[token] = seat

    def _restore_clocks(self, event: Event) -> None:
        """Set the clocks to what an event says was left and used when it was written."""
        if event.kind not in ("left", "extended", "move"):
            return
        left = event.body["left"]
        if left is not None and self.playing in TIMED:
            self.until = self.clock() + left
        for id, (turn, used) in event.body["used"].items() if event.kind == "left" else ():
            seat = self.seats[id]
            if seat.local is not None and seat.turn == turn:
                seat.local.set_time_used(used / SECOND)

    # Seats

    def resume(self, token: str) -> Seat:
        """Return the seat of a token; raises Refused."""
        hashed = token_hash(token)
        seat = self._by_token.get(hashed)
        if hashed in self._handed_over:
            raise Refused("bad-token", HANDED_OVER, handed_over=True)
        if seat is None:
            raise Refused("bad-token", UNKNOWN_SEAT)
        if seat.removed:
            raise Refused("closed", REMOVED, removed=True)
        return seat

    def new_seat(self, id: str, body: dict[str, Any]) -> Seat:
        """Return the seat that a join makes."""
        name, seed, token = str(body["name"]), int(body["seed"]), bytes.fromhex(body["token"])
        typed = str(body.get("typed", name))
        return Seat(
            id,
            name,
            token,
            seed,
            self.secret,
            typed,
            self.setup.speed_bonus,
            factor=float(body.get("factor", 1)) or None,
            team=str(body.get("team", "")),
            listed=str(body.get("listed", "")),
        )

    def _begin_play(self, seat: Seat) -> None:
        rules = Rules(self.setup.mode, timed=True, own_words=self.setup.own_words)
        seat.begin_play(self._machines[self.scenario], rules, self.clock)
