"""What a trainee asks of a play, answered with the one event that it makes, or with why it makes none. Pure.

An answer names the version of the play that its page showed. If the play has since gone on, on another device or in another
window, nothing is done, and the page of the newer state says so. A command that was already answered is answered the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import UNSET

from simulator.channel_words import words_of
from simulator.rounds.hosted.scenes import author_move
from simulator.ruleset import EDITION, SILENCE
from simulator.server.plays import words
from simulator.server.plays.events import End, Moved, Undone

if TYPE_CHECKING:
    from datetime import datetime

    from simulator.engine.conversation import Conversation
    from simulator.play.session import PlaySession
    from simulator.server.plays.solo import SoloPlay

UNDO = "undo"
"""What is asked for to undo the last move; no reply of a scenario has this name on a page."""


class Reason(StrEnum):
    """Why nothing was done."""

    STALE = "stale"
    ILLEGAL = "illegal"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asks for: a move by the name that the page has for it, at the version that it showed."""

    version: int
    cmd: str
    move: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was done, and why, in one sentence."""

    reason: Reason
    message: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """The command was answered before."""


@dataclass(frozen=True, slots=True)
class Step:
    """The event that answers, and a sentence to be shown with it where there is something to say."""

    body: Moved | Undone
    message: str = ""


Answer = Step | Refused | Repeated


def answer(play: SoloPlay, asked: Asked, at: datetime) -> Answer:
    """Return what a request does to a play at a time."""
    if asked.cmd in play.cmds:
        return Repeated()
    if asked.version != play.version:
        return Refused(Reason.STALE, words.ELSEWHERE)
    if play.over:
        return Refused(Reason.OVER, words_of(play.conversation.scenario.channel).over)
    if asked.move == UNDO:
        return _undo(play)
    local = play.session(at)
    if play.is_late(at):
        # Someone who was away comes back to one silence, however long they were.
        return Step(
            moved(play, SILENCE, local.allowed() or 0.0, late=True),
            words.SILENT if asked.move == SILENCE else words.TOO_LATE,
        )
    move = move_named(local, play.id, play.opened.secret, asked.move)
    if move is None:
        return Refused(Reason.ILLEGAL, words.NOT_ON_OFFER)
    return Step(moved(play, move, local.spent(at.timestamp())))


def move_named(local: PlaySession, id: str, secret: str, name: str) -> str | None:
    """Return the move that a page has a name for; None where it isn't on offer."""
    if name == SILENCE and local.conversation.silence_is_forced:
        return SILENCE
    return author_move(local, id, secret.encode(), name)


def moved(play: SoloPlay, move: str, seconds: float, *, late: bool = False) -> Moved:
    """Return the event of an allowed move that took that long; with the result where it is the last. Raises IllegalMove."""
    after = play.conversation.move(move).after
    return Moved(
        move=move,
        ms=round(1000 * seconds),
        late=late,
        end=end_of(after) if after.over else UNSET,
    )


def end_of(conversation: Conversation) -> End:
    """Return what a conversation that is over came to."""
    result = conversation.result()
    return End(
        ending=result.ending,
        outcome=result.outcome,
        satisfaction=result.satisfaction,
        quality=result.qa,
        edition=EDITION,
        dimensions={name: value for name, value in result.dimensions.items() if value is not None},
    )


def _undo(play: SoloPlay) -> Step | Refused:
    if play.can_undo:
        return Step(Undone())
    return Refused(
        Reason.ILLEGAL, words.NO_UNDO if not play.rules.allows_undo else words.NOTHING_TO_UNDO
    )
