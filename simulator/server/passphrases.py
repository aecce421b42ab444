"""Passphrases and PINs: argon2id in a small pool of threads, so that people signing in never hold up the event loop.

A hash takes some 25 milliseconds and 19 MiB on purpose. Where there is no account by a name, a hash that nothing matches is
compared instead, so that the answer takes as long and tells nothing.
"""

from __future__ import annotations

import asyncio
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from simulator.server.lanes import Lanes

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Cost(NamedTuple):
    """What a hash costs: passes over the memory, and how much memory there is in KiB."""

    passes: int = 2
    memory: int = 19_456


THREADS = 2


class Passphrases:
    """Hashes and compares secrets."""

    def __init__(self, cost: Cost) -> None:
        self._hasher = PasswordHasher(cost.passes, cost.memory, parallelism=1)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="argon2")
        self._nothing = self._hasher.hash("an account that isn't there")
        self._lanes = Lanes(THREADS)

    def close(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(cancel_futures=True)

    async def hash(self, secret: str, lane: str | None) -> str:
        """Return what is stored of a secret, for someone in a lane (lanes.py); raises Busy."""
        return await self._run(secret, self._hasher.hash, lane)

    async def matches(self, stored: str | None, secret: str, lane: str | None) -> bool:
        """Return whether a secret is the one stored; never, but after as long, if nothing is stored. Raises Busy."""
        expected = self._nothing if stored is None else stored
        found = await self._run(secret, lambda plain: self._verify(expected, plain), lane)
        return found and stored is not None

    def _verify(self, stored: str, plain: str) -> bool:
        try:
            return self._hasher.verify(stored, plain)
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, secret: str, work: Callable[[str], T], lane: str | None) -> T:
        async with self._lanes.slot(lane):
            plain = unicodedata.normalize("NFKC", secret)
            return await asyncio.get_running_loop().run_in_executor(self._pool, work, plain)
