"""Composure, the trainee's own gauge over a shift: what moves it, in whole numbers from 0 to 100.

Source of every number: docs/rules.md#composure. It is worked out from the turns of conversations and changes none of them, so
that what is proved of a scenario stays proved. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.vocabulary import Need

if TYPE_CHECKING:
    from simulator.engine.conversation import Conversation, Turn

START = 60
LOW = 40
"""Below this the screen says it in words."""
ANGRY = 60
"""The customer's anger from which a move costs composure."""
MAX_BREATHS = 2
"""Breaths that may be taken with one customer."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """What each thing does to composure; the values are those that docs/rules.md lists."""

    angry: int = -3
    abusive: int = -5
    slip: int = -12
    skill: int = 1
    met: int = 5
    partly: int = 0
    missed: int = -8
    critical: int = -15
    between: int = 8
    breath: int = 12
    breath_patience: int = 3


AMOUNTS = Amounts()


def clamped(composure: int) -> int:
    """Hold composure to 0..100."""
    return max(0, min(100, composure))


def after_turn(composure: int, turn: Turn, amounts: Amounts = AMOUNTS) -> int:
    """Return composure after a listen, a silence or a reply, clamped once.

    The anger is the customer's after the move, and the scene that may be abusive is the one in which it was made.
    """
    change = 0
    if turn.after.state.anger >= ANGRY:
        change += amounts.angry
    if turn.before.scene.abusive:
        change += amounts.abusive
    if turn.slips:
        change += amounts.slip * len(turn.slips)
    elif turn.shown:
        change += amounts.skill
    return clamped(composure + change)


def after_customer(composure: int, ended: Conversation, amounts: Amounts = AMOUNTS) -> int:
    """Return composure once a customer's conversation has ended: by their need, and once for any critical error."""
    change = {
        Need.MET: amounts.met,
        Need.PARTLY: amounts.partly,
        Need.MISSED: amounts.missed,
    }[ended.result().need]
    if ended.state.criticals:
        change += amounts.critical
    return clamped(composure + change)


def between_customers(composure: int, amounts: Amounts = AMOUNTS) -> int:
    """Return composure when the next customer comes."""
    return clamped(composure + amounts.between)


def after_breath(composure: int, amounts: Amounts = AMOUNTS) -> int:
    """Return composure after a breath."""
    return clamped(composure + amounts.breath)


def leaks(conversation: Conversation, composure: int) -> frozenset[str]:
    """Return the ids of the present scene's replies that slip out at this composure, whatever their guards."""
    return frozenset(
        reply.id
        for reply in conversation.scene.replies
        if reply.leaky is not None and composure < reply.leaky
    )
