"""A round played at random, then reopened from its file: everyone is told the same as before."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING, Any

import pytest

from simulator.rounds.event_log import EventLog
from simulator.rounds.hosted.commands import handle
from simulator.rounds.hosted.deadlines import save_clocks
from simulator.rounds.hosted.debriefs import debrief_message
from simulator.rounds.hosted.views import board_state, seat_state, trainer_state
from simulator.rounds.model import Phase
from simulator.rounds.protocol import as_json
from simulator.rounds.requests import request_of
from tests.support.amounts import cases
from tests.support.random_round import RandomRound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from simulator.rounds.hosted.round import HostedRound


ROUNDS = cases(12, 3)


def told(round: HostedRound) -> dict[str, Any]:
    """All that anyone is told of a round that stands paused."""
    trainer = as_json(trainer_state(round, ()))
    for row in trainer["roster"]:
        # How long a move has been due is kept no longer than its clock, and not at all once the play is over.
        del row["waiting_ms"]
    messages: dict[str, Any] = {"trainer": trainer, "board": as_json(board_state(round))}
    for seat in round.seats.values():
        messages[seat.id] = as_json(seat_state(round, seat, enters=True))
        if round.playing is not Phase.OPEN:
            del messages[seat.id][
                "turn_ms"
            ]  # no move can be made, and the time for one means nothing
        if round.phase in (Phase.DEBRIEF, Phase.CLOSED) and seat.local is not None:
            messages[f"debrief of {seat.id}"] = as_json(debrief_message(seat, 1))
        messages[f"answers to {seat.id}"] = [
            as_json(seat.moved(turn, cmd))["result"]
            for cmd, turn in seat.cmds.items()
            if seat.local
        ]
    return messages


def differences(one: Any, other: Any, path: str = "") -> Iterator[str]:
    """Where two documents differ."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for name in one:
            yield from differences(one[name], other[name], f"{path}.{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, pair in enumerate(zip(one, other, strict=True)):
            yield from differences(*pair, f"{path}[{at}]")
    elif one != other:
        yield f"{path}: {one!r}, then {other!r}"


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_round_reopened_from_its_file_is_the_same(tmp_path: Path, number: int) -> None:
    """Whatever was done in it, in any order; every view of the trainer, of the board and of each seat is equal."""
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    draw = random.Random(seed)
    random_round = RandomRound(tmp_path, draw)

    async def scene() -> None:
        record = EventLog(tmp_path / "round.sqlite", new=True)
        live = random_round.build(record)
        await random_round.play(live)
        if live.phase in (Phase.COUNTDOWN, Phase.OPEN):
            await handle(live, request_of({"type": "pause"}))
        await save_clocks(live)
        before = told(live)
        record.close()
        record = EventLog(tmp_path / "round.sqlite", new=False)
        again = random_round.build(record)
        again.reopen(record.events())
        after = told(again)
        record.close()
        assert [] == list(differences(before, after))
        assert (live.phase_before_pause if live.phase is Phase.PAUSED else None) == (
            again.phase_before_pause if again.phase is Phase.PAUSED else None
        )
        tokens = [round.admission.view_token for round in (live, again)]
        assert tokens[0] == tokens[1]

    asyncio.run(scene())
