"""Trainers' accounts and the links by which they are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.rounds.names import compared_name
from simulator.server.model import Account, Kind
from simulator.server.store import Statement
from simulator.server.tokens import token_hash

if TYPE_CHECKING:
    from simulator.server.store import Store

FIRST_SECONDS = 15 * 60
"""How long the link for the first trainer is good for."""
INVITATION_SECONDS = 7 * 24 * 3600
LEAST_PASSPHRASE, MOST_PASSPHRASE = 12, 200


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that can be used once: it makes an account, or lets `account` choose a new passphrase."""

    token_hash: str
    account: str | None
    is_admin: bool
    name: str = ""


async def has_trainers(store: Store) -> bool:
    """Return whether any trainer has an account yet; raises StoreFailed."""
    return bool(await store.rows("SELECT 1 FROM accounts WHERE kind = 'trainer' LIMIT 1"))


async def trainer_by_name(store: Store, name: str) -> tuple[Account, str | None] | None:
    """Return the trainer who is called so and what is stored of the passphrase; None where there is none."""
    rows = await store.rows(
        "SELECT id, name, is_admin, secret FROM accounts WHERE kind = 'trainer' AND compared = ?",
        compared_name(name),
    )
    if not rows:
        return None
    id, shown, is_admin, secret = rows[0]
    return Account(id, Kind.TRAINER, shown, bool(is_admin)), secret


def add_trainer(account: Account, secret: str, now: int) -> Statement:
    """Return what adds a trainer; a Clash says that there is one by this name."""
    return Statement(
        "INSERT INTO accounts (id, kind, name, compared, secret, is_admin, created_at) "
        "VALUES (?, 'trainer', ?, ?, ?, ?, ?)",
        (account.id, account.name, compared_name(account.name), secret, int(account.is_admin), now),
    )


def set_secret(account: str, secret: str, until: int | None = None) -> Statement:
    """Return what replaces the passphrase or PIN of an account; one with `until` is good once, and until then."""
    return Statement(
        "UPDATE accounts SET secret = ?, secret_until = ? WHERE id = ?", (secret, until, account), 1
    )


def invite(
    token: str, now: int, seconds: int, *, by: str | None, account: str | None, is_admin: bool
) -> Statement:
    """Return what makes a link good for that many seconds."""
    return Statement(
        "INSERT INTO invitations (token_hash, account, is_admin, created_by, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
        (token_hash(token), account, int(is_admin), by, now, now + seconds),
    )


async def trainers(store: Store) -> list[Account]:
    """Return every trainer by name; raises StoreFailed."""
    rows = await store.rows(
        "SELECT id, name, is_admin FROM accounts WHERE kind = 'trainer' ORDER BY name"
    )
    return [Account(id, Kind.TRAINER, name, bool(is_admin)) for id, name, is_admin in rows]


_OTHER_ADMIN = (
    "EXISTS (SELECT 1 FROM accounts o WHERE o.kind = 'trainer' AND o.is_admin = 1 AND o.id <> ?)"
)


def set_admin(account: str, *, is_admin: bool) -> Statement:
    """Return what makes a trainer an administrator or an ordinary trainer; a Clash says that no administrator would be left."""
    return Statement(
        f"UPDATE accounts SET is_admin = ? WHERE id = ? AND kind = 'trainer' AND (? = 1 OR {_OTHER_ADMIN})",
        (int(is_admin), account, int(is_admin), account),
        changes=1,
    )


def delete_trainer(account: str, heir: str, now: int) -> list[Statement]:
    """Return what deletes a trainer; classes without another trainer go to `heir`.

    A Clash says that no administrator would be left.
    """
    return [
        Statement(
            "INSERT INTO memberships (class, account, compared, created_at) SELECT m.class, ?, ?, ? FROM memberships m "
            "WHERE m.account = ? AND NOT EXISTS (SELECT 1 FROM memberships n JOIN accounts b ON b.id = n.account "
            "WHERE n.class = m.class AND b.kind = 'trainer' AND b.id <> ?)",
            (heir, heir, now, account, account),
        ),
        Statement(
            f"DELETE FROM accounts WHERE id = ? AND kind = 'trainer' AND {_OTHER_ADMIN}",
            (account, account),
            changes=1,
        ),
    ]


async def stored_secret(store: Store, account: str) -> str | None:
    """Return what is stored of the passphrase or PIN of an account; raises StoreFailed."""
    rows = await store.rows("SELECT secret FROM accounts WHERE id = ?", account)
    return str(rows[0][0]) if rows and rows[0][0] is not None else None


def cancel_first_links() -> Statement:
    """Return what makes earlier links for a first trainer useless."""
    return Statement(
        "DELETE FROM invitations WHERE created_by IS NULL AND account IS NULL AND used_at IS NULL"
    )


async def invitation(store: Store, token: str, now: int) -> Invitation | None:
    """Return the link that a token belongs to; None where it is unknown, used or too old. Raises StoreFailed."""
    rows = await store.rows(
        "SELECT i.token_hash, i.account, i.is_admin, coalesce(a.name, '') FROM invitations i "
        "LEFT JOIN accounts a ON a.id = i.account WHERE i.token_hash = ? AND i.used_at IS NULL AND i.expires_at > ?",
        token_hash(token),
        now,
    )
    if not rows:
        return None
    hashed, account, is_admin, name = rows[0]
    return Invitation(hashed, account, bool(is_admin), name)


def use(link: Invitation, now: int) -> Statement:
    """Return what uses a link up; a Clash says that it was used in the meantime."""
    return Statement(
        "UPDATE invitations SET used_at = ? WHERE token_hash = ? AND used_at IS NULL AND expires_at > ?",
        (now, link.token_hash, now),
        changes=1,
    )


def delete_old_invitations(now: int) -> Statement:
    """Return what deletes the links whose time is over."""
    return Statement("DELETE FROM invitations WHERE expires_at <= ?", (now,))


def passphrase_problem(name: str, passphrase: str, again: str) -> str | None:
    """Return what is wrong with a passphrase that someone chose, in a sentence; None where nothing is."""
    from simulator.server import words

    if len(passphrase) < LEAST_PASSPHRASE:
        return words.PASSPHRASE_SHORT
    if len(passphrase) > MOST_PASSPHRASE:
        return words.PASSPHRASE_LONG
    if len(set(passphrase)) < 5 or compared_name(passphrase) == compared_name(name):
        return words.PASSPHRASE_EASY
    return None if passphrase == again else words.PASSPHRASES_DIFFER
