"""What every page has at hand: database, clock, randomness, secrets, templates. Made once, when the server starts."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.records.log_file import logger_of
from simulator.rounds.hosted.rate_limit import RateLimit
from simulator.server.guesses import Guesses
from simulator.server.store import StoreFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import web

    from simulator.scenario.library import Library
    from simulator.server.passphrases import Passphrases
    from simulator.server.plays.solo_plays import SoloPlays
    from simulator.server.rendering import Templates
    from simulator.server.rounds.class_rounds import ClassRounds
    from simulator.server.shifts.worked_shifts import WorkedShifts
    from simulator.server.store import Statement, Store
    from simulator.server.tokens import Randomness


BEGUN_AT_ONCE, BEGUN_A_SECOND = 60, 0.5
"""Conversations and shifts that someone can begin at once, and each second after."""


@dataclass(frozen=True, slots=True)
class Site:
    """The parts of one server.

    Attributes:
        store: The database.
        passphrases: What hashes and compares passphrases and PINs.
        templates: The pages.
        library: The scenarios that can be played.
        plays: What people play alone.
        shifts: The shifts that they work.
        rounds: The rounds that are open.
        now: The time of day in seconds since 1970.
        monotonic: Seconds that only ever rise.
        random: Gives random bytes.
        url: The address that people open, without a slash at the end.
        hosts: The names that this server is asked for by, in small letters and without ports; ANY_ADDRESS among them stands for
            every literal address.
        is_proxied: Whether requests come through a proxy, which says whose they are.
        on_signed_in: Told of each request of someone who is signed in.
        checking: Held while a file is checked.
        guesses: How often secrets were tried.
        begun: How often each account has begun something that is kept, so that no one can fill the disk.
    """

    store: Store
    passphrases: Passphrases
    templates: Templates
    library: Library
    plays: SoloPlays
    shifts: WorkedShifts
    rounds: ClassRounds
    now: Callable[[], float]
    monotonic: Callable[[], float]
    random: Randomness
    url: str
    hosts: frozenset[str]
    is_proxied: bool = False
    on_signed_in: Callable[[web.BaseRequest], None] = lambda _request: None
    checking: asyncio.Lock = field(default_factory=asyncio.Lock)
    guesses: Guesses = field(default_factory=Guesses)
    begun: RateLimit = field(
        default_factory=lambda: RateLimit(time.monotonic, BEGUN_AT_ONCE, BEGUN_A_SECOND)
    )
    _tasks: set[asyncio.Task[object]] = field(default_factory=set)

    @property
    def is_secure(self) -> bool:
        """Whether people reach this server over TLS, its own or a proxy's."""
        return self.url.startswith("https:")

    def seconds(self) -> int:
        """Return the time of day in whole seconds since 1970, as the database has it."""
        return int(self.now())

    def write_later(self, *statements: Statement) -> None:
        """Write something that no one waits for; a failure goes to the log."""
        task = asyncio.create_task(self._write(statements))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _write(self, statements: tuple[Statement, ...]) -> None:
        try:
            await self.store.write(*statements)
        except StoreFailed:
            logger_of("server").exception("A line of the audit wasn't written")
