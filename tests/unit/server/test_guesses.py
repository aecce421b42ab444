"""How guesses are held up: the first are free, then each takes longer, and others wait for none of it."""

from __future__ import annotations

import asyncio

import pytest

from simulator.server.guesses import (
    FORGOTTEN_SECONDS,
    MAX_KEYS,
    OF_ADDRESS,
    OF_NAME,
    Guesses,
    Key,
    Limit,
)
from simulator.server.lanes import KNOWN, MAX_OF_LANE, Busy, Lanes

KEYS: dict[Key, Limit] = {("kim",): OF_ADDRESS}


def test_waits_double_up_to_the_longest() -> None:
    """After the free tries; whoever waits as long as told may try."""
    guesses, now, waits = Guesses(), 0.0, []
    for _ in range(5):
        assert 0.0 == guesses.take(KEYS, now)
    for _ in range(12):
        waits.append(guesses.take(KEYS, now))
        assert waits[-1] / 2 == guesses.take(KEYS, now + waits[-1] / 2)
        now += waits[-1]
        assert 0.0 == guesses.take(KEYS, now)
    assert [*(2.0**step for step in range(10)), 900.0, 900.0] == waits


def test_a_day_of_guessing_gets_nowhere() -> None:
    """From one address and from ten thousand, fewer than two in ten thousand of the PINs there are can be tried."""
    for addresses in (1, 10_000):
        guesses, tried, second = Guesses(), 0, 0
        while second < 24 * 3600:
            for address in range(second, second + 20):
                keys = {("kim",): OF_NAME, ("kim", str(address % addresses)): OF_ADDRESS}
                tried += guesses.take(keys, float(second)) == 0.0
            second += 10
        assert 90 < tried < 200, addresses


def test_a_right_try_begins_again() -> None:
    """And so does a day without any."""
    guesses = Guesses()
    for _ in range(5):
        guesses.take(KEYS, 0.0)
    assert guesses.take(KEYS, 0.0) > 0
    guesses.forget(KEYS)
    assert 0.0 == guesses.take(KEYS, 0.0)
    for _ in range(5):
        guesses.take(KEYS, 0.0)
    later = FORGOTTEN_SECONDS + 10.0
    assert [0.0] * 4 == [guesses.take(KEYS, later) for _ in range(4)]


def test_the_counts_are_bounded() -> None:
    """Names that were made up don't fill the memory; the oldest give way."""
    guesses = Guesses()
    for number in range(MAX_KEYS + 100):
        guesses.take({(str(number),): OF_NAME}, 0.0)
    assert MAX_KEYS == len(guesses)


def test_known_browsers_come_first_and_addresses_take_turns() -> None:
    """However many wait from one address."""

    async def run() -> list[str]:
        lanes, order = Lanes(1), []
        go = asyncio.Event()

        async def one(name: str, lane: str | None) -> None:
            async with lanes.slot(lane):
                order.append(name)
                await go.wait()

        tasks = [asyncio.create_task(one("first", "a"))]
        await asyncio.sleep(0)
        for name, lane in (("a1", "a"), ("a2", "a"), ("a3", "a"), ("b1", "b"), ("known", KNOWN)):
            tasks.append(asyncio.create_task(one(name, lane)))
        await asyncio.sleep(0)
        go.set()
        await asyncio.gather(*tasks)
        return order

    assert ["first", "known", "a1", "b1", "a2", "a3"] == asyncio.run(run())


def test_too_many_of_one_address_are_refused() -> None:
    """Not others; and whoever leaves the queue leaves no slot behind."""

    async def run() -> None:
        lanes, go = Lanes(1), asyncio.Event()

        async def one(lane: str) -> None:
            async with lanes.slot(lane):
                await go.wait()

        tasks = [asyncio.create_task(one("a")) for _ in range(MAX_OF_LANE + 1)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await one("a")
        other = asyncio.create_task(one("b"))
        await asyncio.sleep(0)
        for task in tasks[1:50]:
            task.cancel()
        go.set()
        await asyncio.gather(other, *tasks, return_exceptions=True)
        assert other.done()
        async with lanes.slot("a"):
            pass

    asyncio.run(run())
