"""The lines that say who did what to whom: by ids, so that the lines of a deleted person name no one."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from simulator.server.store import Statement

if TYPE_CHECKING:
    from simulator.server.store import Row, Store

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


async def newest(store: Store, most: int) -> list[Row]:
    """Return the newest lines, newest first: when, actor's id, action, target's id, class's id. Raises StoreFailed."""
    return await store.rows(
        "SELECT at, actor, action, target, class FROM audit ORDER BY number DESC LIMIT ?", most
    )
