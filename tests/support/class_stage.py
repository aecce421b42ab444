"""A class of a round without a server: the host, its seats and the screens that show them, by a clock that stands."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from simulator.play.opening import playable
from simulator.rounds.client.session import RemoteSession
from simulator.rounds.event_log import EventLog
from simulator.rounds.hosted.commands import handle
from simulator.rounds.hosted.debriefs import debrief_message
from simulator.rounds.hosted.moves import make_move
from simulator.rounds.hosted.round import HostedRound
from simulator.rounds.hosted.seating import join
from simulator.rounds.hosted.sentences import hear
from simulator.rounds.hosted.server import Server
from simulator.rounds.hosted.serving import Served
from simulator.rounds.hosted.views import seat_state
from simulator.rounds.model import Phase, Setup
from simulator.rounds.protocol import Moved, SeatGiven
from simulator.rounds.requests import Move, Say, request_of
from simulator.tui.hosting import HostApp
from simulator.tui.joined import JoinedApp
from simulator.vocabulary import Mode
from tests.support.clock import Clock
from tests.support.reports import round_reports

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from simulator.records.settings import LoadedSettings
    from simulator.rounds.client.session import SessionMessage
    from simulator.rounds.hosted.participants import Seat
    from simulator.scenario.library import ScenarioFile

DAY = "2026-01-31T09:30:00Z"


class Heard:
    """A connection as a seat's screen has it: it hears what the class lets it hear."""

    def __init__(self) -> None:
        self._messages: asyncio.Queue[SessionMessage] = asyncio.Queue()

    def say(self, message: SessionMessage) -> None:
        """Let it hear a message."""
        self._messages.put_nowait(message)

    async def messages(self) -> AsyncIterator[SessionMessage]:
        """What it hears."""
        while True:
            yield await self._messages.get()

    async def send(self, message: Move | Say) -> None:
        """Nobody is there to answer."""


class Wire(Heard):
    """A connection to the class on which moves and sentences are answered at once, unless it is cut."""

    def __init__(self, klass: ClassOf, seat: Seat) -> None:
        super().__init__()
        self._klass, self._seat = klass, seat
        self.cut = False

    async def send(self, message: Move | Say) -> bool:  # type: ignore[override]
        """Hear the answer to a move or a sentence; tells whether it was sent."""
        if self.cut:
            return False
        host = self._klass.host
        if isinstance(message, Say):
            self.say(await hear(host, self._seat, message))
        else:
            self.say(await make_move(host, self._seat, message, host.clock()))
        return True


class ClassOf:
    """A round of some scenarios; all of chance in it is fixed."""

    def __init__(
        self,
        folder: Path,
        shelf: Sequence[ScenarioFile],
        mode: str = "exam",
        *,
        own_words: bool = False,
    ) -> None:
        self.folder = folder
        scenarios = [playable(item.reading) for item in shelf]
        ids = tuple(item.id for item in shelf)
        hashes = tuple(item.reading.hash for item in shelf)
        texts = tuple(item.path.read_text("utf-8") for item in shelf)
        setup = Setup(
            *("Monday", ids, hashes, Mode(mode), None, 900, 0, 30),
            texts=texts,
            own_words=own_words,
        )
        self.record = EventLog(folder / "round.sqlite", new=True)
        self.clock = Clock()
        self.host = HostedRound(setup, scenarios, self.record, now=self.clock, wall=lambda: DAY)
        self.host.admission.code, self.host.admission.view_token, self.host.secret = (
            "K7QF2M",
            "J3p",
            b"fixed",
        )
        self.server = Server(self.host, {}, frozenset())
        self.heard: dict[str, Heard] = {}

    async def join(self, *names: str) -> list[Seat]:
        """Seats that are connected."""
        seats = []
        for name in names:
            seat, _ = await join(self.host, self.host.admission.code, name)
            seat.seed = len(self.host.seats)
            self.server.announcer.by_seat[seat.id] = None  # type: ignore[assignment]
            seats.append(seat)
        return seats

    async def say(self, kind: str, **fields: Any) -> None:
        """What the trainer says."""
        await handle(self.host, request_of({"type": kind, **fields}))

    async def move(self, seat: Seat, *moves: str) -> None:
        """Moves by the author's names, five seconds for each."""
        for move in moves:
            assert seat.local is not None
            self.clock.seconds += 5.0
            scene = seat.scene()
            assert scene is not None
            texts = {choice.id: choice.text for choice in seat.local.choices()}
            shown = next((x.id for x in scene.offered if x.text == texts.get(move)), move)
            request = Move(f"c{seat.turn}", seat.turn, shown)
            answer = await make_move(self.host, seat, request, self.host.clock())
            assert isinstance(answer, Moved), answer

    def trainer(self, settings: LoadedSettings) -> HostApp:
        """The trainer's screen."""
        served = Served(self.host, self.server, "https://192.168.1.20:8765", "5f" * 32)
        return HostApp(served, "~/rounds/monday.sqlite", round_reports(self.folder), settings)

    def trainee(self, seat: Seat, settings: LoadedSettings, *, answered: bool = False) -> JoinedApp:
        """The screen of a seat; `answered` if what it sends is answered, and not only what the class makes it do."""
        heard = self.heard[seat.id] = Wire(self, seat) if answered else Heard()
        heard.say(SeatGiven("t", seat.id, seat.name))
        self.tell(seat)
        return JoinedApp(heard, RemoteSession(self.clock), settings)  # type: ignore[arg-type]

    def tell(self, seat: Seat) -> None:
        """Tell a seat's screen all of where the round stands."""
        heard = self.heard[seat.id]
        heard.say(seat_state(self.host, seat, enters=True))
        if self.host.phase in (Phase.DEBRIEF, Phase.CLOSED) and seat.acted:
            heard.say(debrief_message(seat, self.host.scenario + 1))
