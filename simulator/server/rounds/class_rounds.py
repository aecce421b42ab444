"""The rounds that a server has open: begun, opened again, answered, stopped. Each is a HostedRound with a separate file.

The files lie in a folder beside the server's own and are those of `simulator host`: every command that reads a round reads
them, and one that was stopped can be resumed on a laptop. The guard decides who belongs to a class; who gets into a round is
decided by its code and its tokens, as on a laptop.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from simulator.errors import SimulatorError
from simulator.files import make_private_folder
from simulator.records.log_file import logger_of
from simulator.rounds.event_log import EventLog, RecordFailed
from simulator.rounds.hosted.deadlines import save_clocks
from simulator.rounds.hosted.matching import MatcherProcess
from simulator.rounds.hosted.server import Server
from simulator.rounds.hosted.server_events import Events
from simulator.rounds.hosted.serving import open_round
from simulator.rounds.kept_rounds import SUFFIX
from simulator.rounds.page_requests import page_routes
from simulator.rounds.requests import Allow, Remove
from simulator.server.rounds import words
from simulator.server.rounds.rows import open_rounds, seats_removed, set_stopped
from simulator.text import path_text
from simulator.web import pages

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping
    from pathlib import Path

    from simulator.rounds.hosted.round import HostedRound
    from simulator.rounds.model import Setup
    from simulator.rounds.report_offers import RoundReports
    from simulator.server.store import Row, Store

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

LOG = logger_of("server")
MAX_OPEN = 100
"""Rounds that may be open at the same time."""
MAX_OF_TRAINER = 20
"""How many of these in the classes of one trainer."""


@dataclass(frozen=True, slots=True)
class OpenRound:
    """A round that is open: its state, its server, its record, and what it answers by method and path."""

    round: HostedRound
    server: Server
    record: EventLog
    handlers: Mapping[tuple[str, str], Handler]


def rounds_folder(path: Path) -> Path:
    """Return the folder with the rounds of the server whose file lies at a path."""
    return path.with_name(f"{path.name}-rounds")


class ClassRounds:
    """The open rounds of one server by their ids."""

    def __init__(
        self,
        folder: Path,
        store: Store,
        reports: RoundReports,
        now: Callable[[], float],
        url: str,
        *,
        fingerprint: str = "",
        by_address: bool = True,
        on_identified: Callable[[web.Request], None] = lambda _request: None,
    ) -> None:
        """Make a server without a round.

        Args:
            folder: Where the files of the rounds lie; it is made with the first of them.
            store: The server's database.
            reports: Makes the reports of rounds.
            now: The time of day in seconds since 1970.
            url: The address of the server, without a slash at the end.
            fingerprint: That of the server's certificate; empty where it has none.
            by_address: False where the addresses of clients mean nothing, as behind a proxy.
            on_identified: Told of each request by someone whom a round has let in.
        """
        self._folder, self._store, self.reports, self._now = folder, store, reports, now
        self._url, self.fingerprint = url, fingerprint
        self._by_address, self._on_identified = by_address, on_identified
        self._open: dict[str, OpenRound] = {}
        self._pages = pages()
        self._matcher = MatcherProcess()
        self.changing = asyncio.Lock()
        """Held while a round is opened or stopped, and by whoever changes or deletes the files of those that aren't open."""
        self.beginning = asyncio.Lock()
        """Held while it is counted how many rounds a trainer has open, until there is another."""
        self.seating = asyncio.Lock()
        """Held while someone takes their seat, so that two clicks aren't two seats."""
        self._tasks: set[asyncio.Task[None]] = set()

    def file_of(self, id: str) -> Path:
        """Return the file of a round."""
        return self._folder / f"{id}{SUFFIX}"

    def address_of(self, id: str) -> str:
        """Return the address of a round, without a slash at the end."""
        return f"{self._url}/rounds/{id}"

    def delete_file(self, id: str) -> None:
        """Delete the file of a round that isn't open; raises SimulatorError."""
        path = self.file_of(id)
        for tail in ("", "-wal", "-shm"):
            try:
                path.with_name(path.name + tail).unlink(missing_ok=True)
            except OSError as error:
                raise SimulatorError(
                    f"{path_text(path)} can't be deleted: {error.strerror}.", "Try again later."
                ) from error

    def find(self, id: str) -> OpenRound | None:
        """Return a round that is open; None where it isn't."""
        return self._open.get(id)

    def check_share(self, led: Iterable[str]) -> None:
        """Raise SimulatorError where the classes of a trainer, whose rounds are `led`, have as many open as they can."""
        if sum(id in self._open for id in led) >= MAX_OF_TRAINER:
            raise SimulatorError(words.TOO_MANY_LED.format(most=MAX_OF_TRAINER), words.STOP_ONE)

    async def begin(self, id: str, setup: Setup) -> None:
        """Open a new round in its lobby; raises SimulatorError."""
        async with self.changing:
            self._check_room()
            make_private_folder(self._folder)
            await self._open_file(id, setup)

    async def take_back(self, id: str) -> None:
        """Undo `begin`, where the database didn't take the round."""
        async with self.changing:
            found = self._open.pop(id, None)
            if found is not None:
                await self._close(found)
                found.record.remove()

    async def reopen(self, id: str) -> None:
        """Open a round again that was stopped; raises SimulatorError."""
        async with self.changing:
            if id in self._open:
                return
            self._check_room()
            await self._open_file(id, None)
            await self._store.write(set_stopped(id, None))
            # Whoever was removed from the class meanwhile can't come back by the seat that they had.
            await self.set_removed(await seats_removed(self._store, id), is_removed=True)

    async def open_all(self) -> None:
        """Open every round that was open when the server ended. One that can't be is stopped, and the log says why."""
        for id in await open_rounds(self._store):
            try:
                await self._open_file(id, None)
            except SimulatorError as error:
                LOG.error("A round can't be opened: %s %s", error.message, error.hint or "")
                await self._store.write(set_stopped(id, int(self._now())))

    async def stop(self, id: str) -> None:
        """Stop a round: its file then is whole, and can be read and copied. Raises StoreFailed."""
        async with self.changing:
            found = self._open.pop(id, None)
            if found is not None:
                await self._close(found)
                await self._store.write(set_stopped(id, int(self._now())))

    async def set_removed(self, seats: Iterable[Row], *, is_removed: bool) -> None:
        """Remove people from the rounds that are open, or let them in again; raises RecordFailed.

        Args:
            seats: The round and the seat of each.
            is_removed: Whether they are removed.
        """
        for id, seat in seats:
            found = self._open.get(id)
            had = found and found.round.seats.get(seat)
            if found and had and had.removed != is_removed:
                await found.server.handle(Remove(seat=seat) if is_removed else Allow(seat=seat))

    def end_leading(self, ids: Iterable[str]) -> None:
        """Let no one lead these rounds by the address that they had; those who still may find another on the round's page."""
        for found in filter(None, map(self._open.get, ids)):
            found.round.admission.new_trainer_token()
            for connection in tuple(found.server.announcer.connections):
                if connection.trainer:
                    connection.close()

    async def close(self) -> None:
        """Close every round as the server ends; the next start opens them again."""
        for task in self._tasks:
            task.cancel()
        while self._open:
            _, found = self._open.popitem()
            await self._close(found)
        self._matcher.close()

    async def answer(self, id: str, found: OpenRound, request: web.Request) -> web.StreamResponse:
        """Answer what a page or a terminal asks of a round that is open."""
        path = request.path.removeprefix(f"/rounds/{id}")
        if not path:
            return web.Response(status=308, headers={"Location": f"/rounds/{id}/"})
        handle = found.handlers.get((request.method, path))
        if handle is not None:
            return await handle(request)
        if request.method != "GET":
            return web.Response(status=404, text="There is nothing here.\n")
        return found.server.page(path)

    def _check_room(self) -> None:
        if len(self._open) >= MAX_OPEN:
            raise SimulatorError(words.TOO_MANY_OPEN.format(most=MAX_OPEN), words.STOP_ONE)

    async def _open_file(self, id: str, setup: Setup | None) -> None:
        record = EventLog(self.file_of(id), new=setup is not None)
        try:
            round, _ = await open_round(record, setup)
        except BaseException:
            record.close()
            if setup is not None:
                record.remove()
            raise
        round.admission.guests_wait = True
        round.find = self._matcher.find
        round.address, round.fingerprint = self.address_of(id), self.fingerprint
        server = Server(round, self._pages, frozenset(), by_address=self._by_address)
        server.on_identified = self._on_identified
        server.on_stop = lambda: self._stop_soon(id)
        routes = (
            *Events(server).routes(),
            *page_routes(server, self.reports),
            *server.routes(),
        )
        handlers = {(route.method, route.path): route.handler for route in routes}
        self._open[id] = OpenRound(round, server, record, handlers)
        server.begin()

    def _stop_soon(self, id: str) -> None:
        task = asyncio.create_task(self.stop(id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _close(self, found: OpenRound) -> None:
        await found.server.end()
        with contextlib.suppress(RecordFailed):
            await save_clocks(found.round)
        await asyncio.to_thread(found.record.close)
