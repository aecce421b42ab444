"""When something is due in a hosted round: the end of a countdown, of the round, of a turn, a pause; the clocks are saved too.

`tick` is called over and over by the server; nothing here waits.
The clock itself is stopped and started by round.py, as it applies the event.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from simulator.rounds.hosted.moves import GRACE, expire
from simulator.rounds.hosted.participants import milliseconds
from simulator.rounds.hosted.round import TIMED
from simulator.rounds.model import Phase
from simulator.rounds.words import ASLEEP, SLEPT

if TYPE_CHECKING:
    from simulator.rounds.hosted.round import HostedRound

SAVE_SECONDS = 3.0
"""How often the clocks are saved, for a server that ends without warning."""
IDLE_SECONDS, OPEN_SECONDS, SOONEST_SECONDS = 0.1, 0.25, 0.01
"""The longest and the shortest times between two ticks."""


async def tick(round: HostedRound) -> float:
    """Do what is due now; return the seconds until the next tick. Raises RecordFailed."""
    round.clock.look()
    await _move_on(round)
    if round.phase is not Phase.OPEN:
        return IDLE_SECONDS
    soonest = OPEN_SECONDS
    late = []
    for seat in round.seats.values():
        local = seat.local
        left = local.remaining() if local is not None and not local.over else None
        if local is None or left is None or seat.removed:
            continue
        overdue = local.overdue()
        if overdue >= GRACE:
            late.append(expire(round, seat, seat.turn))
        else:
            soonest = min(soonest, max(SOONEST_SECONDS, left + GRACE - overdue))
    await asyncio.gather(*late)
    return soonest


async def _move_on(round: HostedRound) -> None:
    """Enter the phase that time, or the end of the last play, brings; never in the middle of a trainer's request."""
    async with round.steering:
        timed = round.phase in TIMED
        if round.clock.slept() and timed:
            await pause(round)
            round.trouble, round.notice = SLEPT, ASLEEP
        elif timed and round.now() - round.clocks_saved_at >= SAVE_SECONDS:
            await save_clocks(round)
        is_up = round.until is not None and round.clock() >= round.until
        if round.phase is Phase.COUNTDOWN and is_up:
            await enter_phase(round, Phase.OPEN)
        elif round.phase is Phase.OPEN:
            players = [seat for seat in round.seats.values() if not seat.removed]
            if is_up or (players and all(seat.over for seat in players)):
                await enter_phase(round, Phase.DEBRIEF)


async def enter_phase(round: HostedRound, phase: Phase, *, following: bool = False) -> None:
    """Enter a phase, with `following` that of the next scenario; raises RecordFailed."""
    body = {"phase": phase.value, "left": round.left, "following": following}
    await round.write_event("phase", body)
    round.announce()


async def pause(round: HostedRound) -> None:
    """Pause the round; its clocks are saved first, so that a copy of the file holds them. Raises RecordFailed."""
    await save_clocks(round)
    await enter_phase(round, Phase.PAUSED)


async def save_clocks(round: HostedRound) -> None:
    """Write how much time is left, and how much each seat has used of its turn. Raises RecordFailed."""
    if round.playing not in TIMED:
        return
    now = round.clock()
    used = {
        seat.id: [seat.turn, milliseconds(seat.local.spent(now))]
        for seat in round.seats.values()
        if seat.local is not None and not seat.over
    }
    # Set before the write: a disk that takes nothing isn't asked again with every tick.
    round.clocks_saved_at = round.now()
    await round.write_event("left", {"left": round.left, "used": used})
