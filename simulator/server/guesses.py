"""How often a secret may be guessed: the first wrong tries are free, and then each takes twice as long as the one before.

What is counted is a name in a place (a class, or the trainers), and not an address: a class sits behind one. A browser in which
the account was signed in before has its own count, so that someone else's guesses never keep out the person whose name it is.
A try counts when it begins, or a thousand sent at once would all be free. Pure: the time comes in as an argument.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

Key = tuple[str, ...]


class Limit(NamedTuple):
    """How many tries in a row are free, and the longest wait after that, in seconds."""

    free: int
    longest: float


OF_DEVICE = Limit(10, 15 * 60)
OF_ADDRESS = Limit(5, 15 * 60)
"""For one name from one address: whoever guesses elsewhere isn't the one who forgot."""
OF_NAME = Limit(50, 15 * 60)
"""For one name from everywhere: some 150 tries a day at most, of the million that a PIN can be."""
FORGOTTEN_SECONDS = 24 * 3600
MAX_KEYS = 100_000


class _Count(NamedTuple):
    tries: int
    next_at: float


class Guesses:
    """The tries of everyone, as many as fit; the ones that are longest ago give way."""

    def __init__(self) -> None:
        self._counts: OrderedDict[Key, _Count] = OrderedDict()

    def __len__(self) -> int:
        return len(self._counts)

    def take(self, limits: dict[Key, Limit], now: float) -> float:
        """Count a try under each key, and return 0; or return seconds to wait, and count nothing."""
        wait = max((self._found(key, now).next_at - now for key in limits), default=0.0)
        if wait > 0:
            return wait
        for key, limit in limits.items():
            tries = self._found(key, now).tries + 1
            over = tries - limit.free
            pause = 0.0 if over < 0 else min(limit.longest, 2.0 ** min(over, 30))
            self._counts[key] = _Count(tries, now + pause)
            self._counts.move_to_end(key)
        while len(self._counts) > MAX_KEYS:
            self._counts.popitem(last=False)
        return 0.0

    def forget(self, keys: dict[Key, Limit]) -> None:
        """Begin again under each key, after a try that was right."""
        for key in keys:
            self._counts.pop(key, None)

    def _found(self, key: Key, now: float) -> _Count:
        count = self._counts.get(key)
        if count is None or count.next_at + FORGOTTEN_SECONDS < now:
            return _Count(0, now)
        return count
