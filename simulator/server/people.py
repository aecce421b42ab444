"""What a trainer does with the trainees of a class: rename, a new PIN, remove, let back in, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.rounds.names import compared_name
from simulator.server.classes import PEOPLE, person_of_row
from simulator.server.sessions import end_all
from simulator.server.store import Statement, delete_streams

if TYPE_CHECKING:
    from simulator.server.model import Person
    from simulator.server.store import Store

ONE_TIME_SECONDS = 7 * 24 * 3600
"""How long a PIN that a trainer gave out is good for, unless another is chosen before."""


async def person_of_class(store: Store, of_class: str, account: str) -> Person | None:
    """Return a trainee of a class, removed or not; raises StoreFailed."""
    rows = await store.rows(f"{PEOPLE} AND a.id = ?", of_class, account)
    return person_of_row(rows[0]) if rows else None


def rename(of_class: str, account: str, name: str) -> list[Statement]:
    """Return what gives a trainee another name; a Clash says that the class has one whose name looks like it."""
    compared = compared_name(name)
    return [
        Statement(
            "UPDATE accounts SET name = ?, compared = ? WHERE id = ?", (name, compared, account), 1
        ),
        Statement(
            "UPDATE memberships SET compared = ? WHERE class = ? AND account = ?",
            (compared, of_class, account),
            changes=1,
        ),
    ]


def remove(of_class: str, account: str, now: int) -> list[Statement]:
    """Return what keeps a trainee out of the class, with all they did kept."""
    return [
        Statement(
            "UPDATE memberships SET removed_at = ? WHERE class = ? AND account = ?",
            (now, of_class, account),
            changes=1,
        ),
        *end_all(account),
    ]


def let_back(of_class: str, account: str) -> Statement:
    """Return what lets a trainee who was removed back in."""
    return Statement(
        "UPDATE memberships SET removed_at = NULL WHERE class = ? AND account = ?",
        (of_class, account),
        changes=1,
    )


def delete(account: str) -> list[Statement]:
    """Return what deletes someone with everything they did: what has their id in it goes with the account."""
    return [delete_streams(account), Statement("DELETE FROM accounts WHERE id = ?", (account,), 1)]
