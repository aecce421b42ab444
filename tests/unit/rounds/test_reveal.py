"""Whether the projector may mark what worked best: said, kept in the record, and told to the board and the trainer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from simulator.rounds.hosted.objections import objection
from simulator.rounds.hosted.people_views import done_words
from simulator.rounds.hosted.views import board_state, trainer_state
from simulator.rounds.requests import Reveal
from simulator.rounds.words import REVEAL_OFF, REVEAL_ON
from tests.support.report_stage import ClassRound
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from pathlib import Path


def test_the_reveal_can_be_switched_off_and_on(tmp_path: Path) -> None:
    """Each time it is told; the same again would do nothing, and says so."""
    scenario = tmp_path / "late-parcel.toml"
    scenario.write_text(PARCEL, "utf-8")

    async def scene() -> None:
        played = ClassRound(tmp_path / "round.sqlite", [scenario])
        try:
            await played.open(["Kim"])
            host = played.host
            for on, words in ((False, REVEAL_OFF), (True, REVEAL_ON)):
                request = Reveal(on)
                assert "" == objection(host, request)
                await played.say("reveal", on=on)
                assert [on, on] == [board_state(host).reveal, trainer_state(host, ()).reveal]
                assert words == done_words(host, request)
                assert "The board" in objection(host, request)
            assert ["reveal", "reveal"] == [
                event.kind for event in played.record.snapshot() if event.kind == "reveal"
            ]
        finally:
            played.close()

    asyncio.run(scene())
