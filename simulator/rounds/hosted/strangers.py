"""The connections whose clients have not said who they are: bounded, and where there are too many, the oldest gives way.

Refusing newcomers would let anyone who connects and stays silent keep a class out. An honest client says who it is within
milliseconds, so the one that has been silent longest gives way instead, and it is one of the address that has most of them.
Opens nothing and knows no clock.
"""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")

MAX_OF_ADDRESS = 400
"""Strangers of one address. Sixty browsers behind one address open up to six connections each at the same moment: 360."""
MAX_STRANGERS = 800
"""Strangers of all addresses: a full classroom behind one address, and as many again from elsewhere."""


class Strangers(Generic[T]):
    """Strangers by their address, oldest first."""

    def __init__(self, max_of_address: int = MAX_OF_ADDRESS) -> None:
        self._max_of_address = max_of_address
        self._address: dict[T, str] = {}
        self._queues: dict[str, dict[T, None]] = {}

    @classmethod
    def counted(cls, *, by_address: bool) -> Strangers[T]:
        """Return a set for strangers whose addresses tell them apart, or mean nothing."""
        return cls(MAX_OF_ADDRESS if by_address else MAX_STRANGERS)

    def __len__(self) -> int:
        return len(self._address)

    def add(self, stranger: T, address: str) -> None:
        """Add a stranger, the newest of all."""
        self._address[stranger] = address
        self._queues.setdefault(address, {})[stranger] = None

    def discard(self, stranger: T) -> bool:
        """Forget a stranger who has said who they are, or has gone; return whether they were one."""
        address = self._address.pop(stranger, None)
        if address is None:
            return False
        queue = self._queues[address]
        del queue[stranger]
        if not queue:
            del self._queues[address]
        return True

    def surplus(self, address: str, limit: int = MAX_STRANGERS) -> T | None:
        """Return who has to give way after a connection came from an address, where at most `limit` may be here; or None."""
        queue = self._queues.get(address, {})
        if len(queue) > self._max_of_address:
            return next(iter(queue))
        return self.oldest() if len(self._address) > limit else None

    def oldest(self) -> T | None:
        """Return the oldest stranger of the address that has most of them; None where there are none."""
        longest: dict[T, None] = max(self._queues.values(), key=len, default={})
        return next(iter(longest), None)
