"""Who is signed in: sessions by random tokens, of which only hashes are stored, and the browsers an account is known in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simulator.server.model import Account, Kind
from simulator.server.store import Statement
from simulator.server.tokens import token_hash

if TYPE_CHECKING:
    from simulator.server.store import Store

IDLE_SECONDS = 14 * 24 * 3600
"""How long a session is good for after it was last used."""
SEEN_SECONDS = 3600
"""How exactly it is noted when a session was last used: not at every page, which would be a write each."""
DEVICE_SECONDS = 180 * 24 * 3600


class SignedIn(NamedTuple):
    """Who a session belongs to, and whether it has just been made good for as long again."""

    account: Account
    is_renewed: bool


async def signed_in(store: Store, token: str, now: int) -> SignedIn | None:
    """Return who a session's token belongs to; None where it is unknown or too old. Raises StoreFailed."""
    hashed = token_hash(token)
    rows = await store.rows(
        "SELECT a.id, a.kind, a.name, a.is_admin, a.secret_until, s.seen_at "
        "FROM sessions s JOIN accounts a ON a.id = s.account WHERE s.token_hash = ? AND s.seen_at > ?",
        hashed,
        now - IDLE_SECONDS,
    )
    if not rows:
        return None
    id, kind, name, is_admin, secret_until, seen_at = rows[0]
    is_renewed = seen_at < now - SEEN_SECONDS
    if is_renewed:
        await store.write(
            Statement("UPDATE sessions SET seen_at = ? WHERE token_hash = ?", (now, hashed))
        )
    account = Account(id, Kind(kind), name, bool(is_admin), secret_until is not None)
    return SignedIn(account, is_renewed)


def begin(account: str, token: str, device: str, now: int) -> list[Statement]:
    """Return what begins a session, in a browser that is known from then on."""
    return [
        Statement(
            "INSERT INTO sessions (token_hash, account, created_at, seen_at) VALUES (?, ?, ?, ?)",
            (token_hash(token), account, now, now),
        ),
        Statement(
            "INSERT INTO devices (token_hash, account, seen_at) VALUES (?, ?, ?) "
            "ON CONFLICT (token_hash, account) DO UPDATE SET seen_at = excluded.seen_at",
            (token_hash(device), account, now),
        ),
    ]


def still(account: str, secret: str | None) -> Statement:
    """Return what refuses a session for a secret that was right when it was compared, and isn't any more.

    A Clash says that another has been given meanwhile, or that the account was removed or deleted.
    """
    return Statement(
        "UPDATE accounts SET secret = secret WHERE id = ? AND secret = ? AND NOT EXISTS "
        "(SELECT 1 FROM memberships m WHERE m.account = accounts.id AND m.removed_at IS NOT NULL)",
        (account, secret),
        changes=1,
    )


def rename_device(old: str, new: str) -> Statement:
    """Return what gives a browser another token, so that one planted in it before is worth nothing."""
    return Statement(
        "UPDATE devices SET token_hash = ? WHERE token_hash = ?", (token_hash(new), token_hash(old))
    )


async def is_known(store: Store, device: str, account: str) -> bool:
    """Return whether an account was signed in in this browser before; raises StoreFailed."""
    sql = "SELECT 1 FROM devices WHERE token_hash = ? AND account = ?"
    return bool(await store.rows(sql, token_hash(device), account))


def end(token: str) -> Statement:
    """Return what ends one session."""
    return Statement("DELETE FROM sessions WHERE token_hash = ?", (token_hash(token),))


def end_all(account: str) -> list[Statement]:
    """Return what ends every session of an account, and makes every browser unknown to it."""
    return [
        Statement("DELETE FROM sessions WHERE account = ?", (account,)),
        Statement("DELETE FROM devices WHERE account = ?", (account,)),
    ]


def delete_old(now: int) -> list[Statement]:
    """Return what deletes the sessions and browsers that are too old to be good for anything."""
    return [
        Statement("DELETE FROM sessions WHERE seen_at <= ?", (now - IDLE_SECONDS,)),
        Statement("DELETE FROM devices WHERE seen_at <= ?", (now - DEVICE_SECONDS,)),
    ]
