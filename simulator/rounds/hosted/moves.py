"""A trainee's move in a hosted round, and the silence where their clock runs out.

Each seat has a lock, and both are written under it: of a move and its silence one counts, and the other is told so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.channel_words import words_of
from simulator.engine.conversation import IllegalMove
from simulator.rounds.event_log import RecordFailed
from simulator.rounds.hosted.participants import milliseconds
from simulator.rounds.model import Phase
from simulator.rounds.protocol import Reason, Refusal
from simulator.rounds.words import NOT_KEPT, REMOVED, TOO_LATE
from simulator.ruleset import LISTEN, SILENCE

if TYPE_CHECKING:
    from simulator.rounds.hosted.participants import Seat
    from simulator.rounds.hosted.round import HostedRound
    from simulator.rounds.protocol import Moved
    from simulator.rounds.requests import Move

MOVED_ON = "The conversation has moved on. Choose again."
GRACE = 0.3
"""Seconds that a move may come after its clock, for everyone the same."""


async def make_move(
    round: HostedRound, seat: Seat, request: Move, arrived: float
) -> Moved | Refusal:
    """Make a trainee's move and return its answer; `arrived` is when its message came, by the round's clock."""
    cmd = request.cmd
    # Counted before the lock: what waits for it has been asked for all the same.
    within_limit = round.rate_limit.take(seat.id)
    async with seat.lock:
        # A client that comes back sends its last move again. It must get the answer it missed, whatever has become of the
        # round meanwhile, so this comes before every reason to refuse.
        if cmd in seat.cmds and seat.local is not None:
            return seat.moved(seat.cmds[cmd], cmd)
        if cmd in seat.past:
            return Refusal(cmd, Reason.STALE, MOVED_ON)
        refusal = _refusal(round, seat, request, arrived)
        if refusal is not None:
            return refusal
        if not within_limit:
            return Refusal(cmd, Reason.TOO_FAST, "Too many replies at once. Try again in a second.")
        local = seat.local
        assert local is not None
        try:
            move = seat.author_move(request.move)
            if move is None:
                raise IllegalMove(request.move, "", "That reply isn't on offer now.")
            seat.turn_of(move)
        except IllegalMove as error:
            return Refusal(cmd, Reason.ILLEGAL, error.message)
        try:
            await _write_move(round, seat, move, local.spent(arrived), cmd)
        except RecordFailed:
            return Refusal(cmd, Reason.NOT_OPEN, NOT_KEPT)
        return seat.moved(seat.turn, cmd)


async def expire(round: HostedRound, seat: Seat, turn: int) -> None:
    """Make a silence of a turn whose clock has run out, unless a move came first."""
    async with seat.lock:
        local = seat.local
        if round.phase is not Phase.OPEN or local is None or local.over or seat.turn != turn:
            return
        left = local.remaining()
        if left is None or left > 0:
            return
        try:
            await _write_move(round, seat, SILENCE, local.allowed() or 0.0, None)
        except RecordFailed:
            return  # the round is paused, and the clock has still run out when it is resumed
        round.on_message(seat.id, seat.moved(seat.turn, None))


async def _write_move(
    round: HostedRound, seat: Seat, move: str, seconds: float, cmd: str | None
) -> None:
    """Write a move that is allowed, and tell everyone where it was the last of a play. Raises RecordFailed."""
    own = seat.local.own if seat.local else None
    is_reply = move not in (LISTEN, SILENCE)
    words = own.words_for(move) if own and is_reply else None
    typed = {"words": words.text, "found": words.found.value} if words else {}
    body = {"move": move, "ms": milliseconds(seconds), "left": round.left, **typed}
    await round.write_event("move", body, stream=seat.id, cmd=cmd)
    if seat.over:
        round.announce()


def _refusal(round: HostedRound, seat: Seat, request: Move, arrived: float) -> Refusal | None:
    """Return why a move can't be made now; None where it can, if it is one of those offered."""

    def refused(reason: Reason, message: str) -> Refusal:
        return Refusal(request.cmd, reason, message)

    turn = request.turn
    if seat.removed:
        return refused(Reason.REMOVED, REMOVED)
    if round.phase is not Phase.OPEN or seat.local is None:
        return refused(Reason.NOT_OPEN, "The round isn't open at the moment.")
    if turn != seat.turn:
        if turn == seat.turn - 1 and seat.expired == turn:
            return refused(Reason.LATE, TOO_LATE)
        return refused(Reason.STALE, MOVED_ON)
    if seat.local.over:
        return refused(Reason.NOT_OPEN, words_of(seat.local.conversation.scenario.channel).over)
    if seat.local.overdue(arrived) > GRACE:
        return refused(Reason.LATE, TOO_LATE)
    return None
