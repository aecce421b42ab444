"""Which limits of the mood rule are told: those that held back something that matters.

The engine accounts for every point, also for those that a limit took back. Most of these teach nothing: a calm customer can't
get calmer each time you listen. So a small one is taken off what it held back, without a sentence; the amounts still add up.
The rule is in docs/debrief.md. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.vocabulary import Cause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.engine.state import Change

MIN_TOLD = 5
"""Points held back from which on a limit is told."""
_RESTING = ("words-only", "range")
"""Limits that a gauge stays at: told by the move that reaches them, and not by each one after it."""


def without_small_limits(changes: Sequence[Change]) -> list[Change]:
    """Return the changes with each limit that isn't told taken off what it held back; each gauge's sum stays the same."""
    kept: list[Change] = []
    for change in changes:
        rest = change.amount
        if change.cause == Cause.LIMIT and not _is_stated(change, changes):
            rest = _taken_off(kept, change)
        if rest or change.cause != Cause.LIMIT:
            kept.append(change._replace(amount=rest))
    return kept


def _is_stated(limit: Change, changes: Sequence[Change]) -> bool:
    """Return whether a limit held back much, and, where a gauge can stay at it, whether this move reached it."""
    moved = sum(change.amount for change in changes if change.gauge == limit.gauge)
    return abs(limit.amount) >= MIN_TOLD and (moved != 0 or limit.name not in _RESTING)


def _taken_off(kept: list[Change], limit: Change) -> int:
    """Take a limit off the changes before it that it held back, the last first; return what is left of it."""
    rest = limit.amount
    for at in range(len(kept) - 1, -1, -1):
        change = kept[at]
        if change.gauge == limit.gauge and change.amount * rest < 0:
            part = min(abs(rest), abs(change.amount)) * (1 if rest > 0 else -1)
            kept[at] = change._replace(amount=change.amount + part)
            rest -= part
    return rest
