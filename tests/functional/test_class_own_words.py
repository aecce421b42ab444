"""A class of ten seats that type their way through a round, in a server's own process."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any

from simulator.rounds.results import read_round
from simulator.scenario.library import Library
from tests.support.round_stage import Client, Hosted, connected, joined
from tests.support.scenarios import PARCEL
from tests.support.scene import perform

if TYPE_CHECKING:
    from pathlib import Path

SEATS = 10
MOVES = 12
"""More than any of these plays needs."""


async def played(seat: Client, state: dict[str, Any]) -> int:
    """Play to the end by typing the beginning of the first reply; give how many sentences were typed."""
    typed = 0
    for turn in range(MOVES):
        scene = state["scene"]
        if scene["offered"]:
            text = " ".join(scene["offered"][0]["text"].lower().split()[:6])
            await seat.send(type="say", turn=turn, text=text)
            heard = await seat.next("heard")
            assert text == heard["text"]
            move, typed = heard["nearest"][0], typed + 1
        else:
            move = "listen" if scene["can_listen"] else "silence"
        state = await seat.move(move, turn, f"c{turn}")
        assert "moved" == state["type"]
        if state["ended"]:
            return typed
    raise AssertionError("the play never ends")


def test_ten_seats_type_at_once(tmp_path: Path) -> None:
    """Each is answered about its own sentence, and the round's file has every one of them."""
    path = tmp_path / "late-parcel.toml"
    path.write_text(PARCEL, "utf-8")
    arguments = ("--countdown", "0", "--clock", "0", "--mode", "practice", "--own-words")
    hosted = Hosted.start(tmp_path, str(path), *arguments)

    async def scene() -> None:
        about = hosted.about
        async with AsyncExitStack() as stack:

            async def enter(**hello: Any) -> Client:
                return await stack.enter_async_context(connected(about["url"], **hello))

            seats = [
                await enter(type="join", code=about["code"], name=f"Kim {at}")
                for at in range(SEATS)
            ]
            for seat in seats:
                assert (await joined(seat))["own_words"]
            trainer = await enter(type="trainer", token=about["trainer_token"])
            await trainer.send(type="start")
            states = [await seat.phase("open") for seat in seats]
            counts = await asyncio.gather(*map(played, seats, states))
            assert [2] * SEATS == counts

    perform(scene)
    assert 0 == hosted.stop()
    plays = read_round(tmp_path / "round.sqlite", Library(())).plays
    assert SEATS == len(plays)
    for play in plays:
        assert [True, True] == [turn.own is not None for turn in play.turns if turn.is_reply]
