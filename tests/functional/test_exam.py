"""An exam tells nothing before its debrief: every message that a seat or a board gets is read, over both ways to connect."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.event_streams import streamed
from tests.support.round_stage import connected, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.round_stage import Hosted

AUTHORS = {
    "own-it",
    "brush-off",
    "tell",
    "opening",
    "waiting",
    "done",
    "saved",
    "full",
    "fixed",
    "call-back",
}
"""What the author of the scenario named: replies, scenes, the ending and its outcome, an event, a promise."""
TELLING = {
    "why", "note", "final", "debrief", "class", "class_words", "turns", "next", "ending", "outcome",
    "satisfaction", "qa", "dimensions", "criticals", "predicted", "recovered",
    "mood", "anger", "heard", "trust", "patience", "roster",
}  # fmt: skip
"""Fields that would tell how a play goes."""


def fields(value: Any, path: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every field of a message: where it is, its name, its value."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield path, name, item
            yield from fields(item, f"{path}.{name}")
    elif isinstance(value, list):
        for item in value:
            yield path, "", item
            yield from fields(item, path)


def told(message: dict[str, Any]) -> list[str]:
    """What of a message tells more than an exam may."""
    found = []
    for path, name, value in fields(message):
        if name in TELLING:
            found.append(f"{path}.{name}")
        if name in ("points", "rank") and value is not None:
            found.append(f"{path}.{name} = {value}")
        if isinstance(value, str) and value in AUTHORS and name != "type":
            found.append(f"{path}.{name} = {value}")
        if name == "result" and not set(value) <= {"move", "band", "said"}:
            found.append(f"{path}.{name} of {sorted(value)}")
    return found


async def play(client: Any, scene: dict[str, Any], reply: str) -> dict[str, Any]:
    """A play to its end: this reply first, then a wait, then the one reply there is."""
    offered = {item["text"]: item["id"] for item in scene["offered"]}
    moved = await client.move(next(id for text, id in offered.items() if reply in text), 0, "p0")
    moved = await client.move("silence", moved["turn"], "p1")
    moved = await client.move(moved["scene"]["offered"][0]["id"], moved["turn"], "p2")
    assert moved["ended"]
    await client.move("listen", 0, "p0")  # the same answer again
    await client.move("own-it", 3, "p3")
    last: dict[str, Any] = moved
    return last


@pytest.mark.parametrize("way", [connected, streamed], ids=["websocket", "events"])
def test_no_message_tells_anything_before_the_debrief(
    parcel: str, host: Callable[..., Hosted], way: Callable[..., Any]
) -> None:
    """Neither one's own end, nor a new connection, nor a second seat, nor the board; then the debrief tells it all."""
    about = host(parcel, "--countdown", "0", "--clock", "0").about
    url, code = about["url"], about["code"]

    async def scene() -> None:
        heard: list[dict[str, Any]] = []
        async with (
            connected(url, type="trainer", token=about["trainer_token"]) as trainer,
            connected(url, type="view", token=about["view_token"]) as board,
            way(url, type="join", code=code, name="Kim") as kim,
            way(url, type="join", code=code, name="Lou") as second,
        ):
            seats = [(await client.next("seat")) for client in (kim, second)]
            for seat in seats:
                await trainer.send(type="team", seat=seat["seat"], team="Red")
            await trainer.send(type="start")
            states = []
            for client in (kim, second):
                while "open" != (state := await client.next("state"))["phase"]:
                    pass
                states.append(state)
            assert "moved" == (await second.move("listen", 0, "s0"))["type"]
            await play(kim, states[0]["scene"], "busy season")
            await kim.move("brush-off", 3, "guess")
            while not (await kim.next("board"))["done"]:
                pass
            await board.next("board")
            await trainer.send(type="pause")
            await trainer.send(type="go-on")
            while "open" != (await board.next("state"))["phase"]:
                pass
            async with way(url, type="resume", token=seats[0]["token"]) as again:
                state = await again.next("state")
                assert (True, "open") == (state["ended"], state["phase"])
                assert {"Kim": True, "Lou": False} == {x["name"]: x["done"] for x in state["board"]}
                async with connected(url, type="view", token=about["view_token"]) as later:
                    await later.next("state")
                    await later.next("board")
                    heard += [*kim.got, *board.got, *later.got, *again.got, *second.got]
                    assert len(heard) > 20
                    assert [] == [text for message in heard for text in told(message)]
                await trainer.send(type="close")
                while "debrief" != (state := await again.next("state"))["phase"]:
                    pass
                assert "brush-off" == state["result"]["turns"][0]["move"]
                assert {1, 2} == {row["rank"] for row in state["board"]}
                assert state["own"]["points"] > 0
                assert "debrief" == (await again.next("debrief"))["type"]

    asyncio.run(scene())


def test_a_trainer_sees_points_all_along(parcel: str, host: Callable[..., Hosted]) -> None:
    """And is told of each move as it is made: turn, mood and points of the roster are those of now."""
    about = host(parcel, "--countdown", "0", "--clock", "0").about

    async def scene() -> None:
        async with (
            connected(about["url"], type="trainer", token=about["trainer_token"]) as trainer,
            connected(about["url"], type="join", code=about["code"], name="Kim") as kim,
            connected(about["url"], type="join", code=about["code"], name="Lou") as idle,
        ):
            await joined(kim)
            await joined(idle)
            await trainer.send(type="start")
            state = await kim.phase("open")
            for turn in (1, 2):
                id = state["scene"]["offered"][0]["id"] if turn == 2 else "listen"
                state = await kim.move(id, turn - 1, f"m{turn}")
                roster: list[dict[str, Any]] = []
                while not roster or roster[0]["turn"] < turn:
                    roster = (await trainer.next("state"))["roster"]
                assert [turn, 0] == [row["turn"] for row in roster]
                assert isinstance(roster[0]["points"], int)
                assert roster[1]["points"] is None

    asyncio.run(scene())
