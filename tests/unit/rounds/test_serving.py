"""What is refused before a round's file is made."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from simulator.errors import SimulatorError
from simulator.rounds.hosted.endpoint import Endpoint
from simulator.rounds.hosted.serving import serve

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.rounds.hosted.serving import Served

NOT_AN_ADDRESS = "isn't an address others could open"
TOO_LONG = "can't have anything after the host name"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("rounds.example.org", NOT_AN_ADDRESS),
        ("ftp://rounds.example.org", NOT_AN_ADDRESS),
        ("https://:99999", NOT_AN_ADDRESS),
        ("https://example.org:x", NOT_AN_ADDRESS),
        ("https://kim@example.org", NOT_AN_ADDRESS),
        ("https://example.org/sim", TOO_LONG),
        ("https://example.org/?a=b", TOO_LONG),
    ],
)
def test_a_public_address_that_no_browser_could_use(tmp_path: Path, url: str, why: str) -> None:
    """It's refused in one sentence, and no file is made."""
    record = tmp_path / "round.sqlite"

    async def ready(served: Served, stop: asyncio.Event) -> None:
        stop.set()

    with pytest.raises(SimulatorError, match=why):
        asyncio.run(serve(record, None, Endpoint(public_url=url), {}, tmp_path, ready))

    assert not record.exists()
