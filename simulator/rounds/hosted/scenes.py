"""A play as messages: what a seat can hear and say now, and what a move did, held to what the mode shows.

In an exam the ids of replies are opaque, so that an author's `empty-promise` gives nothing away.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

import msgspec

from simulator.play.own_words import lines_in_own_words
from simulator.report.replay import result_json, turn_json
from simulator.rounds.message_parts import (
    EndResult,
    MoveResult,
    OfferedReply,
    SceneNow,
    SpokenLine,
)
from simulator.ruleset import LISTEN, SILENCE

if TYPE_CHECKING:
    from simulator.engine.conversation import Conversation, Turn
    from simulator.engine.lines import Line
    from simulator.play.session import PlaySession


def opaque_id(secret: bytes, seat: str, turn: int, reply: str) -> str:
    """Return what a reply is called for one seat at one turn."""
    text = f"{seat}/{turn}/{reply}".encode()
    return hmac.digest(secret, text, "sha256").hex()[:12]


def author_move(local: PlaySession, seat: str, secret: bytes, move: str) -> str | None:
    """Return the author's name of a move that a seat was offered; None where it was offered no such thing."""
    if move == LISTEN:
        return move
    if move == SILENCE:
        # The clock says it where one runs; else the seat has to, where there is nothing else to do.
        stuck = not local.choices() and not local.conversation.can_listen
        return move if stuck and local.remaining() is None else None
    turn = len(local.turns)
    for choice in local.choices():
        if local.rules.shows_gauges:
            if move == choice.id:
                return choice.id
        elif hmac.compare_digest(
            move.encode("utf-8", "replace"), opaque_id(secret, seat, turn, choice.id).encode()
        ):
            return choice.id
    return None


def scene_now(local: PlaySession, seat: str, secret: bytes) -> SceneNow:
    """Return what can be heard and said: the narration, the parts heard, the replies as they are shown."""
    conversation, shows_gauges = local.conversation, local.rules.shows_gauges
    turn = len(local.turns)
    state = conversation.state
    speakers = tuple(part.speaker for part in conversation.heard)
    scene = SceneNow(
        greeting=conversation.scenario.greeting if state.turns == 0 else "",
        narration=conversation.narration,
        says=tuple(part.text for part in conversation.heard),
        speakers=speakers if any(speakers) else (),
        offered=tuple(
            OfferedReply(
                choice.id if shows_gauges else opaque_id(secret, seat, turn, choice.id),
                choice.number,
                choice.text,
                choice.action,
                choice.new,
            )
            for choice in local.choices()
        ),
        can_listen=conversation.can_listen,
        band=state.band,
    )
    if not shows_gauges:
        return scene
    gauges = state.gauges
    return msgspec.structs.replace(
        scene,
        mood=state.mood,
        anger=gauges.anger,
        heard=gauges.heard,
        trust=gauges.trust,
        patience=gauges.patience,
    )


def move_result(turn: Turn, local: PlaySession, shown_as: str) -> MoveResult:
    """Return what one move did."""
    words = local.words.get(len(local.turns) - 1)
    said = tuple(map(spoken_line, lines_in_own_words(turn.said, words)))
    if not local.rules.shows_gauges:
        return MoveResult(move=shown_as, band=turn.after.state.band, said=said)
    document = turn_json(turn, with_reasons=local.rules.shows_reasons)
    return MoveResult(said=said, **document)


def spoken_line(line: Line) -> SpokenLine:
    """Return one thing said, done or seen."""
    return SpokenLine(line.voice, line.text, line.speaker)


def end_result(conversation: Conversation) -> EndResult:
    """Return a play's result, once it is over."""
    result = conversation.result()
    document = {"ending": result.ending, "outcome": result.outcome, **result_json(result)}
    return msgspec.convert(document, EndResult)
