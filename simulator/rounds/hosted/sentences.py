"""What a seat says in its own words: compared with the replies on offer, and answered with the reply or the two nearest.

A sentence makes no move and isn't written; it is kept with the move that it leads to.
"""

from __future__ import annotations

from concurrent.futures import BrokenExecutor
from typing import TYPE_CHECKING

from simulator.own_words.flow import MAX_WORDS, OwnWordsTurn, Step
from simulator.rounds.hosted.scenes import opaque_id
from simulator.rounds.model import Phase
from simulator.rounds.protocol import Heard
from simulator.text import clean_name

if TYPE_CHECKING:
    from simulator.play.session import PlaySession
    from simulator.rounds.hosted.participants import Seat
    from simulator.rounds.hosted.round import HostedRound
    from simulator.rounds.requests import Say


async def hear(round: HostedRound, seat: Seat, request: Say) -> Heard:
    """Return what a sentence comes to; where it can't mean anything now, nothing is near it."""
    async with seat.lock:
        local = seat.local
        nothing = Heard(request.turn)
        if round.phase is not Phase.OPEN or local is None or request.turn != seat.turn:
            return nothing
        if local.own is None or local.remaining() == 0:
            return nothing
        text = clean_name(request.text, MAX_WORDS)
        wordings = local.wordings()
        try:
            match = await round.find(text, [*wordings.values()])
        except BrokenExecutor:
            return nothing
        own = local.step(lambda own, at: own.say(text, wordings, lambda *_: match, at))
        return _heard(request.turn, own, seat, local)


def _heard(turn: int, own: OwnWordsTurn, seat: Seat, local: PlaySession) -> Heard:
    ids = own.nearest
    if not local.rules.shows_gauges:
        ids = tuple(opaque_id(seat.secret, seat.id, turn, id) for id in ids)
    return Heard(
        turn,
        own.typed,
        taken=own.step is Step.TAKEN,
        nearest=ids,
        remaining_ms=seat.remaining_ms,
        allowed_ms=seat.allowed_ms,
        nothing_close=own.nothing_close,
    )
