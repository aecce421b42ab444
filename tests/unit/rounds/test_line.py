"""The outbox of a connection: what is sent in which order, and how one that does not read is let go of."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any

from simulator.rounds.hosted.connection import BLOCKED_SECONDS, MAX_WAITING, Connection
from simulator.rounds.message_parts import (
    ScenarioCard,
)
from simulator.rounds.model import Phase
from simulator.rounds.protocol import (
    SeatState,
    Trouble,
    as_json,
)
from simulator.vocabulary import Mode
from tests.support.scene import perform

if TYPE_CHECKING:
    import pytest

    from simulator.rounds.protocol import (
        Message,
    )


CARD = ScenarioCard(number=1, of=1, title="A", channel="chat", name="Kim", about="", brief="")
STATE = SeatState(
    phase=Phase.OPEN,
    remaining_ms=None,
    seats=1,
    done=1,
    board=(),
    round="Monday",
    scenario=CARD,
    mode=Mode.EXAM,
    counts=True,
    trouble="",
    turn=1,
    scene=None,
    ended=True,
    turn_ms=None,
    allowed_ms=None,
    own=None,
)


class Deaf:
    """A wire whose other side reads only while it is let."""

    def __init__(self, *, reads: bool = True) -> None:
        self.sent: list[dict[str, Any]] = []
        self.reads = asyncio.Event()
        self.aborted = self.closed = False
        if reads:
            self.reads.set()

    async def send(self, data: bytes) -> None:
        """Send, once the other side has read what came before."""
        self.sent.append(json.loads(data))
        await self.reads.wait()
        if self.aborted:
            raise ConnectionResetError

    async def close(self) -> None:
        """Close."""
        self.closed = True

    def abort(self) -> None:
        """Break off."""
        self.aborted = True
        self.reads.set()


def note(number: int) -> Message:
    """A message."""
    return Trouble(str(number))


def noted(*numbers: int) -> list[dict[str, Any]]:
    """Messages as they are sent."""
    return [as_json(note(number)) for number in numbers]


async def turns() -> None:
    """Let every task go on as far as it can."""
    for _ in range(5):
        await asyncio.sleep(0)


def test_an_answer_goes_at_once_and_never_before_what_waits() -> None:
    """At once where nothing waits; else behind it, while the other side does not read too."""

    async def scene() -> None:
        wire = Deaf()
        line = Connection(wire)
        await line.answer(note(1))
        assert noted(1) == wire.sent
        line.send(note(2))
        await line.answer(note(3))
        assert noted(1) == wire.sent
        line.open()
        await turns()
        assert noted(1, 2, 3) == wire.sent
        wire.reads.clear()
        line.send(note(4))
        await turns()
        await line.answer(note(5))
        assert as_json(note(4)) == wire.sent[-1]
        wire.reads.set()
        await turns()
        assert as_json(note(5)) == wire.sent[-1]
        line.close()
        await turns()
        assert wire.closed

    perform(scene)


def test_one_who_does_not_read_is_dropped_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not before the time is up, and not for an answer that somebody has read since."""
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)

    async def scene() -> None:
        nonlocal now
        wire = Deaf(reads=False)
        line = Connection(wire)
        line.open()
        answering = asyncio.create_task(line.answer(note(1)))
        await turns()
        now += BLOCKED_SECONDS - 0.1
        line.send(note(2))
        await turns()
        line.drop_if_blocked()
        assert not wire.aborted
        now += 0.2
        line.drop_if_blocked()
        assert wire.aborted
        await answering
        await turns()
        assert line.blocked_since is None

    perform(scene)


def test_only_the_newest_board_waits_and_a_long_outbox_closes() -> None:
    """A board takes the place of one that was not sent; a state makes it worthless."""

    async def scene() -> None:
        wire = Deaf()
        line = Connection(wire)
        line.show(b'{"board": 1}')
        line.show(b'{"board": 2}')
        line.open()
        await turns()
        assert [{"board": 2}] == wire.sent
        line.show(b'{"board": 3}')
        line.send(STATE)
        await turns()
        assert [{"board": 2}, as_json(STATE)] == wire.sent
        assert line.ended
        for number in range(MAX_WAITING + 1):
            line.send(note(number))
        assert line.closing

    perform(scene)
