"""Classes, who trains them and who learns in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.rounds.code import plain_code
from simulator.rounds.names import compared_name
from simulator.server.model import Account, Class, Kind, Person
from simulator.server.store import Statement, delete_streams

if TYPE_CHECKING:
    from simulator.server.store import Row, Store

_CLASS = "c.id, c.title, c.code, c.closed_at"
MAX_TITLE = 60
MAX_PEOPLE = 500
"""Trainees of one class, so that whoever has a code can't fill the disk with names."""
PEOPLE = (
    "SELECT a.id, a.name, m.created_at, (SELECT max(seen_at) FROM sessions s WHERE s.account = a.id), a.secret_until, "
    "m.removed_at FROM memberships m JOIN accounts a ON a.id = m.account WHERE m.class = ? AND a.kind = 'trainee'"
)
"""The trainees of a class, for `person_of_row`."""


def _class(row: Row) -> Class:
    id, title, code, closed_at = row
    return Class(id, title, code, closed_at)


async def class_of_member(store: Store, id: str, account: str) -> Class | None:
    """Return the class with an id, if an account belongs to it and wasn't removed; raises StoreFailed."""
    rows = await store.rows(
        f"SELECT {_CLASS} FROM classes c JOIN memberships m ON m.class = c.id "
        "WHERE c.id = ? AND m.account = ? AND m.removed_at IS NULL",
        id,
        account,
    )
    return _class(rows[0]) if rows else None


async def classes_of(store: Store, account: str) -> list[Class]:
    """Return the classes of an account, newest first; raises StoreFailed."""
    rows = await store.rows(
        f"SELECT {_CLASS} FROM classes c JOIN memberships m ON m.class = c.id "
        "WHERE m.account = ? AND m.removed_at IS NULL ORDER BY c.created_at DESC, c.title",
        account,
    )
    return [_class(row) for row in rows]


async def class_by_code(store: Store, typed: str) -> Class | None:
    """Return the class that a typed code belongs to; raises StoreFailed."""
    rows = await store.rows(f"SELECT {_CLASS} FROM classes c WHERE c.code = ?", plain_code(typed))
    return _class(rows[0]) if rows else None


def add_class(of_class: Class, trainer: str, now: int) -> list[Statement]:
    """Return what makes a class with its first trainer."""
    return [
        Statement(
            "INSERT INTO classes (id, title, code, created_at) VALUES (?, ?, ?, ?)",
            (of_class.id, of_class.title, of_class.code, now),
        ),
        add_trainer_to(of_class.id, trainer, now),
    ]


def add_trainer_to(of_class: str, trainer: str, now: int) -> Statement:
    """Return what lets another trainer train a class."""
    return Statement(
        "INSERT INTO memberships (class, account, compared, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (of_class, trainer, trainer, now),
    )


def add_trainee(account: Account, secret: str, of_class: str, now: int) -> list[Statement]:
    """Return what adds a trainee to a class; a Clash says that there is one whose name looks like it."""
    compared = compared_name(account.name)
    return [
        Statement(
            "INSERT INTO accounts (id, kind, name, compared, secret, created_at) VALUES (?, 'trainee', ?, ?, ?, ?)",
            (account.id, account.name, compared, secret, now),
        ),
        Statement(
            "INSERT INTO memberships (class, account, compared, created_at) VALUES (?, ?, ?, ?)",
            (of_class, account.id, compared, now),
        ),
    ]


class Known:
    """A trainee of a class as they come back: who, what is stored of their PIN, until when that is good, whether removed."""

    def __init__(self, row: Row) -> None:
        id, name, self.secret, self.until, removed_at = row
        self.account = Account(id, Kind.TRAINEE, name, must_choose=self.until is not None)
        self.is_removed = removed_at is not None

    def is_good(self, now: int) -> bool:
        """Return whether the PIN can be used: a one-time PIN only for so long."""
        return self.until is None or self.until > now


async def trainee_by_name(store: Store, of_class: str, name: str) -> Known | None:
    """Return the trainee of a class whose name compares as equal; raises StoreFailed."""
    rows = await store.rows(
        "SELECT a.id, a.name, a.secret, a.secret_until, m.removed_at FROM memberships m JOIN accounts a ON a.id = m.account "
        "WHERE m.class = ? AND m.compared = ? AND a.kind = 'trainee'",
        of_class,
        compared_name(name),
    )
    return Known(rows[0]) if rows else None


async def trainers_of(store: Store, of_class: str) -> list[Account]:
    """Return the trainers of a class by name; raises StoreFailed."""
    rows = await store.rows(
        "SELECT a.id, a.name FROM memberships m JOIN accounts a ON a.id = m.account "
        "WHERE m.class = ? AND a.kind = 'trainer' ORDER BY a.name",
        of_class,
    )
    return [Account(id, Kind.TRAINER, name) for id, name in rows]


async def people_of(store: Store, of_class: str) -> list[Person]:
    """Return the trainees of a class by name, those removed at the end; raises StoreFailed."""
    rows = await store.rows(f"{PEOPLE} ORDER BY m.removed_at IS NOT NULL, a.compared", of_class)
    return [person_of_row(row) for row in rows]


def person_of_row(row: Row) -> Person:
    """Return a trainee from a row of the query PEOPLE."""
    id, name, joined, seen, until, removed = row
    return Person(id, name, joined, seen, until, removed)


def change_code(of_class: str, code: str) -> Statement:
    """Return what gives a class another code; the old one no longer opens anything."""
    return Statement("UPDATE classes SET code = ? WHERE id = ?", (code, of_class), changes=1)


def change_title(of_class: str, title: str) -> Statement:
    """Return what gives a class another name."""
    return Statement("UPDATE classes SET title = ? WHERE id = ?", (title, of_class), changes=1)


def close(of_class: str, now: int | None) -> Statement:
    """Return what closes a class, or reopens it if `now` is None."""
    return Statement("UPDATE classes SET closed_at = ? WHERE id = ?", (now, of_class), changes=1)


async def other_trainers(store: Store, of_class: str) -> list[Account]:
    """Return the trainers who don't train a class, by name; raises StoreFailed."""
    rows = await store.rows(
        "SELECT id, name FROM accounts WHERE kind = 'trainer' AND id NOT IN "
        "(SELECT account FROM memberships WHERE class = ?) ORDER BY name",
        of_class,
    )
    return [Account(id, Kind.TRAINER, name) for id, name in rows]


def leave(of_class: str, trainer: str) -> Statement:
    """Return what ends a trainer's part in a class; a Clash says that no other trainer is left."""
    return Statement(
        "DELETE FROM memberships WHERE class = ? AND account = ? AND EXISTS (SELECT 1 FROM memberships m "
        "JOIN accounts a ON a.id = m.account WHERE m.class = ? AND a.kind = 'trainer' AND a.id <> ?)",
        (of_class, trainer, of_class, trainer),
        changes=1,
    )


def delete(of_class: str, people: list[Person]) -> list[Statement]:
    """Return what deletes a class with its trainees and everything they did."""
    return [
        *(delete_streams(person.account) for person in people),
        Statement(
            "DELETE FROM accounts WHERE kind = 'trainee' AND id IN (SELECT account FROM memberships WHERE class = ?)",
            (of_class,),
        ),
        Statement("DELETE FROM classes WHERE id = ?", (of_class,), changes=1),
    ]
