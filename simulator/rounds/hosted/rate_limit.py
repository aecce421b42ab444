"""How often someone may ask for something: a seat for a move, above all.

Pure: the seconds come from a function that is given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

BURST, A_SECOND = 20, 10
"""Moves a seat may ask for at once, and each second after."""


class RateLimit:
    """How many moves each seat may ask for: a bucket of tokens for each, filled as time goes by."""

    def __init__(
        self, now: Callable[[], float], burst: float = BURST, a_second: float = A_SECOND
    ) -> None:
        """`now` gives seconds; `burst` may be asked for at once, and `a_second` each second after."""
        self._now, self._burst, self._a_second = now, burst, a_second
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, seat: str) -> bool:
        """Count one more move asked for; return whether it is within the limit."""
        left = self._seconds_left(seat)
        self._buckets[seat] = (left - 1 if left >= 1 else left, self._now())
        return left >= 1

    def wait(self, seat: str) -> float:
        """Return the seconds until a seat may ask again; what is not read meanwhile costs nothing."""
        return max(0.0, (1.0 - self._seconds_left(seat)) / self._a_second)

    def _seconds_left(self, seat: str) -> float:
        left, at = self._buckets.get(seat, (float(self._burst), self._now()))
        return min(float(self._burst), left + (self._now() - at) * self._a_second)
