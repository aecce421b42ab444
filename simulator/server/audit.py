"""The lines that say who did what to whom: by ids, so that the lines of a deleted person name no one."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from simulator.server.store import Statement

if TYPE_CHECKING:
    from simulator.server.store import Store

KEPT_SECONDS = 180 * 24 * 3600


class Action(StrEnum):
    """What was done."""

    SIGNED_IN = "signed in"
    SIGN_IN_REFUSED = "sign-in refused"
    SIGNED_OUT = "signed out"
    SIGNED_OUT_EVERYWHERE = "signed out everywhere"
    INVITED = "invited a trainer"
    ACCOUNT_MADE = "account made"
    PASSPHRASE_CHANGED = "passphrase changed"
    CLASS_MADE = "class made"
    CLASS_RENAMED = "class renamed"
    CLASS_CLOSED = "class closed"
    CLASS_REOPENED = "class reopened"
    CLASS_DELETED = "class deleted"
    NEW_CODE = "new class code"
    TRAINER_ADDED = "trainer added to the class"
    TRAINER_LEFT = "trainer left the class"
    TRAINER_DELETED = "trainer deleted"
    ADMIN_CHANGED = "administrator changed"
    JOINED = "joined"
    PIN_RESET = "one-time PIN given"
    PIN_CHANGED = "PIN changed"
    RENAMED = "renamed"
    REMOVED = "removed"
    LET_BACK = "let back in"
    SCENARIO_SAVED = "scenario saved"
    SCENARIO_OFFERED = "scenario offered"
    SCENARIO_WITHDRAWN = "scenario withdrawn"
    DELETED = "deleted with everything"
    ROUND_BEGUN = "round opened"
    ROUND_STOPPED = "round stopped"
    ROUND_REOPENED = "round opened again"
    ROUND_DELETED = "round deleted"


def line(
    action: Action,
    at: int,
    actor: str | None,
    target: str | None = None,
    of_class: str | None = None,
) -> Statement:
    """Return what writes a line of the audit."""
    return Statement(
        "INSERT INTO audit (at, actor, action, target, class) VALUES (?, ?, ?, ?, ?)",
        (at, actor, action.value, target, of_class),
    )


def delete_old(now: int) -> Statement:
    """Return what deletes the lines that are no longer kept."""
    return Statement("DELETE FROM audit WHERE at <= ?", (now - KEPT_SECONDS,))


class Line(NamedTuple):
    """A line as people read it: when, in seconds since 1970, who, what, to whom, in which class. Deleted people are blank."""

    at: int
    actor: str
    action: str
    target: str
    title: str


async def newest(store: Store, most: int, of_class: str | None = None) -> list[Line]:
    """Return the newest lines, newest first; of one class, or of the whole server. Raises StoreFailed."""
    # What is done to a scenario has its id as the target, which isn't an account's.
    rows = await store.rows(
        "SELECT l.at, coalesce(a.name, ''), l.action, "
        "coalesce(t.name, CASE WHEN l.action LIKE 'scenario %' THEN l.target END, ''), coalesce(c.title, '') "
        "FROM audit l LEFT JOIN accounts a ON a.id = l.actor LEFT JOIN accounts t ON t.id = l.target "
        "LEFT JOIN classes c ON c.id = l.class WHERE CAST(? AS TEXT) IS NULL OR l.class = ? ORDER BY l.number DESC LIMIT ?",
        of_class,
        of_class,
        most,
    )
    return [Line(*row) for row in rows]
