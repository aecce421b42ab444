"""The rows that say which rounds a class has, and whose the seats are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.server.store import Statement

if TYPE_CHECKING:
    from simulator.server.store import Row, Store

_ROUND = "id, class, name, made_at, stopped_at"


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round of a class; times in seconds since 1970."""

    id: str
    of_class: str
    name: str
    made_at: int
    stopped_at: int | None
    """None while the server has the round open."""


def add_round(round: RoundRow, made_by: str) -> Statement:
    """Return what adds a round to its class."""
    return Statement(
        "INSERT INTO rounds (id, class, name, made_by, made_at, stopped_at) VALUES (?, ?, ?, ?, ?, ?)",
        (round.id, round.of_class, round.name, made_by, round.made_at, round.stopped_at),
    )


def set_stopped(id: str, at: int | None) -> Statement:
    """Return what notes when a round was stopped; None where it is opened again."""
    return Statement("UPDATE rounds SET stopped_at = ? WHERE id = ?", (at, id), changes=1)


def delete_round(id: str) -> Statement:
    """Return what deletes a round's row; its file is deleted apart from it."""
    return Statement("DELETE FROM rounds WHERE id = ?", (id,), changes=1)


async def open_rounds(store: Store) -> list[str]:
    """Return the ids of the rounds that weren't stopped, the oldest first; raises StoreFailed."""
    rows = await store.rows("SELECT id FROM rounds WHERE stopped_at IS NULL ORDER BY made_at, id")
    return [id for (id,) in rows]


async def rounds_of(store: Store, of_class: str) -> list[RoundRow]:
    """Return the rounds of a class, the newest first; raises StoreFailed."""
    rows = await store.rows(
        f"SELECT {_ROUND} FROM rounds WHERE class = ? ORDER BY made_at DESC, id", of_class
    )
    return [RoundRow(*row) for row in rows]


async def round_of(store: Store, of_class: str, id: str) -> RoundRow | None:
    """Return a round of a class; None where the class has none with that id. Raises StoreFailed."""
    rows = await store.rows(f"SELECT {_ROUND} FROM rounds WHERE class = ? AND id = ?", of_class, id)
    return RoundRow(*rows[0]) if rows else None


async def seat_of(store: Store, round: str, account: str) -> str | None:
    """Return the seat that someone has in a round; raises StoreFailed."""
    rows = await store.rows(
        "SELECT seat FROM round_seats WHERE round = ? AND account = ?", round, account
    )
    return str(rows[0][0]) if rows else None


def keep_seat(round: str, account: str, seat: str) -> Statement:
    """Return what notes whose a seat is."""
    return Statement(
        "INSERT INTO round_seats (round, account, seat) VALUES (?, ?, ?) "
        "ON CONFLICT (round, account) DO UPDATE SET seat = excluded.seat",
        (round, account, seat),
    )


async def seats_of_person(store: Store, account: str) -> list[Row]:
    """Return the round and the seat of every round that someone was in; raises StoreFailed."""
    return await store.rows("SELECT round, seat FROM round_seats WHERE account = ?", account)


async def seats_removed(store: Store, round: str) -> list[Row]:
    """Return the round and the seat of everyone in it who was removed from its class; raises StoreFailed."""
    return await store.rows(
        "SELECT s.round, s.seat FROM round_seats s JOIN rounds r ON r.id = s.round "
        "JOIN memberships m ON m.class = r.class AND m.account = s.account "
        "WHERE s.round = ? AND m.removed_at IS NOT NULL",
        round,
    )


async def rounds_led(store: Store, trainer: str) -> list[str]:
    """Return the ids of the rounds of every class that someone trains; raises StoreFailed."""
    rows = await store.rows(
        "SELECT r.id FROM rounds r JOIN memberships m ON m.class = r.class WHERE m.account = ?",
        trainer,
    )
    return [id for (id,) in rows]
