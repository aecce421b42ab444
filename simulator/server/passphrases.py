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

from simulator.errors import SimulatorError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Cost(NamedTuple):
    """What a hash costs: passes over the memory, and how much memory there is in KiB."""

    passes: int = 2
    memory: int = 19_456


THREADS = 2
MAX_WAITING = 200
"""Hashes that may wait for a thread, about three seconds' worth; more than that are refused."""


class Busy(SimulatorError):
    """More people are signing in than can be answered."""


class Passphrases:
    """Hashes and compares secrets."""

    def __init__(self, cost: Cost) -> None:
        self._hasher = PasswordHasher(cost.passes, cost.memory, parallelism=1)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="argon2")
        self._nothing = self._hasher.hash("an account that isn't there")
        self._waiting = 0

    def close(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(cancel_futures=True)

    async def hash(self, secret: str) -> str:
        """Return what is stored of a secret; raises Busy."""
        return await self._run(secret, self._hasher.hash)

    async def matches(self, stored: str | None, secret: str) -> bool:
        """Return whether a secret is the one stored; never, but after as long, if nothing is stored. Raises Busy."""
        found = await self._run(secret, lambda plain: self._verify(stored or self._nothing, plain))
        return found and stored is not None

    def _verify(self, stored: str, plain: str) -> bool:
        try:
            return self._hasher.verify(stored, plain)
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, secret: str, work: Callable[[str], T]) -> T:
        if self._waiting >= MAX_WAITING:
            raise Busy("Too many people are signing in.", "Try again in a few seconds.")
        self._waiting += 1
        try:
            plain = unicodedata.normalize("NFKC", secret)
            return await asyncio.get_running_loop().run_in_executor(self._pool, work, plain)
        finally:
            self._waiting -= 1
