"""A clock for tests, which is set by hand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Clock:
    """A clock that goes only when it is told to."""

    seconds: float = 100.0
    asked: int = 0

    def __call__(self) -> float:
        self.asked += 1
        return self.seconds
