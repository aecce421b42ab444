"""The rows of shifts as values, and the statements that write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simulator.server.plays.rows import seconds_of
from simulator.server.store import Statement, person_stream

if TYPE_CHECKING:
    from datetime import datetime

    from simulator.server.store import Store

COLUMNS = "id, account, shift, title, begun_at, served, customers, ended_at"
MOST_LISTED = 200


class ShiftRow(NamedTuple):
    """A shift; its times are whole seconds since 1970, UTC. `served` is how many of the `customers` have left."""

    id: str
    account: str
    shift: str
    title: str
    begun_at: int
    served: int
    customers: int
    ended_at: int | None


def stream_of(account: str, id: str) -> str:
    """Return the name of the stream of a person's shift."""
    return person_stream(account, f"shift/{id}")


def insert_shift(row: ShiftRow) -> Statement:
    """Return what lists a shift that begins."""
    return Statement(f"INSERT INTO shifts ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row, 1)


def update_shift(id: str, served: int, at: datetime, *, over: bool) -> Statement:
    """Return what changes the row of a shift after a move."""
    ended = seconds_of(at) if over else None
    return Statement(
        "UPDATE shifts SET served = ?, ended_at = ? WHERE id = ?", (served, ended, id), changes=1
    )


async def shifts_of(store: Store, account: str) -> list[ShiftRow]:
    """Return a person's shifts, the newest first; raises StoreFailed."""
    query = f"SELECT {COLUMNS} FROM shifts WHERE account = ? ORDER BY begun_at DESC, id LIMIT {MOST_LISTED}"
    return [ShiftRow(*row) for row in await store.rows(query, account)]
