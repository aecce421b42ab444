"""What the server keeps going by itself."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from simulator.rounds.hosted import server
from tests.support.patience import PATIENCE

if TYPE_CHECKING:
    import pytest


def test_a_fault_in_what_lasts_is_said_in_a_line_and_ends_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The work is begun again, as often as it takes."""
    monkeypatch.setattr(server, "RETRY_SECONDS", 0)
    begun = 0
    done = asyncio.Event()

    async def work() -> None:
        nonlocal begun
        begun += 1
        if begun < 3:
            raise ValueError("a fault")
        done.set()
        await asyncio.Event().wait()

    async def scene() -> None:
        task = asyncio.create_task(server.lasting(work))
        await asyncio.wait_for(done.wait(), PATIENCE)
        task.cancel()

    asyncio.run(scene())
    told = capsys.readouterr().err.splitlines()
    assert ["simulator: server error: ValueError('a fault')"] * 2 == told
