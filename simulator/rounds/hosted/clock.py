"""A round's clock, which stops while no one may move.

Pure: the seconds come from functions that are given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

STOOD_STILL = 5.0
"""Seconds without a look at the clock, by which it is known that the machine slept."""


class RoundClock:
    """Seconds that have run while the round was not paused and the machine did not sleep."""

    def __init__(self, now: Callable[[], float], slept: Callable[[], float]) -> None:
        """`now` counts seconds; `slept` those that the machine has slept so far, as far as `now` leaves them out."""
        self._now, self._slept = now, slept
        self._run = 0.0
        self._since: float | None = None
        self._looked, self._slept_before, self._stood = now(), slept(), False

    def __call__(self) -> float:
        """Return the seconds so far."""
        return self._run + (self._now() - self._since if self._since is not None else 0.0)

    def go(self) -> None:
        """Let it run."""
        if self._since is None:
            self._since = self._now()

    def stop(self) -> None:
        """Let it stand."""
        self._run, self._since = self(), None

    def look(self) -> float:
        """Return the seconds so far, with none among them that the machine slept through; to be called often."""
        now, slept = self._now(), self._slept()
        unseen = now - self._looked
        if unseen >= STOOD_STILL:
            if self._since is not None:
                self._since += min(unseen, now - self._since)
            self._stood = True
        if slept - self._slept_before >= STOOD_STILL:
            self._stood = True
        self._looked, self._slept_before = now, slept
        return self()

    def slept(self) -> bool:
        """Return whether the machine has slept since this was asked last."""
        stood, self._stood = self._stood, False
        return stood
