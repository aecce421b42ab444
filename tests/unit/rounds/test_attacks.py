"""What someone in the room may try against a round: another's name or seat, a trainer's words, a full waiting room.

Short here; `python -m bench.classroom --long` does the same with hundreds of connections.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any

import pytest

from simulator.rounds.class_list import Expected
from simulator.rounds.hosted import server
from simulator.rounds.hosted.waiting_room import MAX_OF_ADDRESS
from simulator.rounds.words import HANDED_OVER
from tests.support.round_stage import Client, connected, joined
from tests.support.scenarios import PARCEL
from tests.support.served import hosted

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from simulator.rounds.hosted.serving import Served

TRAINER_WORDS: tuple[dict[str, Any], ...] = (
    *({"type": kind} for kind in ("start", "pause", "close", "next", "lock", "new-code")),
    {"type": "stop"},
    {"type": "reveal", "on": False},
    {"type": "let-in", "waiting": "x"},
    {"type": "turn-away", "waiting": "x"},
    {"type": "rename", "seat": "x", "name": "Eve"},
    {"type": "ticket", "seat": "x"},
    {"type": "remove-many", "seats": ["x"]},
    {"type": "allow", "seat": "x"},
)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer a wrong code at once."""
    monkeypatch.setattr(server, "WRONG_SECONDS", 0.0)


def on_a_round(folder: Path, scene: Callable[[Served], Awaitable[None]], *people: Expected) -> None:
    """Play a scene on a round that is served, with a class list if there are people."""
    (folder / "late-parcel.toml").write_text(PARCEL, "utf-8")

    async def play() -> None:
        async with hosted(folder, str(folder / "late-parcel.toml"), people=people) as served:
            await scene(served)

    asyncio.run(asyncio.wait_for(play(), 60))


async def hello(served: Served, name: str, code: str = "") -> dict[str, Any]:
    """What someone is answered who joins and goes again."""
    code = code or served.round.admission.code
    async with connected(served.url, type="join", code=code, name=name) as client:
        return await client.next("seat", "waiting", "error")


def test_no_one_else_leads(tmp_path: Path) -> None:
    """A seat, the board and someone who waits may say none of a trainer's words, and nothing is changed by them."""

    async def scene(served: Served) -> None:
        code = served.round.admission.code
        view = {"type": "view", "token": served.round.admission.view_token}
        for word in TRAINER_WORDS:
            for who in (view, {"type": "join", "code": code, "name": "Eve"}):
                async with connected(served.url, **who) as client:
                    await client.next("state", "waiting")
                    await client.send(**word)
                    assert (
                        "You may not send that message." == (await client.next("error"))["message"]
                    )
                    assert await client.closed()
        assert code == served.round.admission.code
        assert (1, "lobby", False, True) == (
            len(served.round.seats),
            served.round.phase,
            served.round.admission.locked,
            served.round.reveal,
        )

    on_a_round(tmp_path, scene)


def test_no_one_takes_a_name(tmp_path: Path) -> None:
    """Of someone who is here it is another name, of someone who is away it waits, of someone who was removed it is refused."""

    async def scene(served: Served) -> None:
        code = served.round.admission.code
        async with AsyncExitStack() as stack:

            async def comes(name: str) -> Client:
                hello = {"type": "join", "code": code, "name": name}
                client = await stack.enter_async_context(connected(served.url, **hello))
                await joined(client)
                return client

            kim = await comes("Kim")
            for name in ("Кim", "K\u00adim", "ＫＩＭ", "k i m"):
                await comes(name)
            names = [seat.name for seat in served.round.seats.values()]
            assert ["Kim", "Кim 2", "Kim 3", "KIM 4", "k i m 5"] == names
        while served.round.is_here(kim.seat):
            await asyncio.sleep(0.01)
        for name in ("kim", "Кim", "Kím"):
            assert "waiting" == (await hello(served, name))["type"]
        seats = [seat.id for seat in served.round.seats.values()]
        async with connected(
            served.url, type="trainer", token=served.round.admission.trainer_token
        ) as trainer:
            await trainer.send(type="remove-many", seats=seats)
            while not all(row["removed"] for row in (await trainer.next("state"))["roster"]):
                pass
        for name in ("Kim", "KIM 7", "Кim", "K i m", "Kim."):
            answer = await hello(served, name)
            assert ("error", "closed") == (answer["type"], answer["reason"])
        async with connected(served.url, type="resume", token=kim.token) as again:
            assert "closed" == (await again.next("seat", "error"))["reason"]

    on_a_round(tmp_path, scene)


def test_a_full_waiting_room_keeps_no_one_out(tmp_path: Path) -> None:
    """Whoever is on the list gets in at once, however many strangers ask; those of one address make room for one another."""

    async def scene(served: Served) -> None:
        code = served.round.admission.code
        async with AsyncExitStack() as stack:
            strangers: list[Client] = []
            for number in range(MAX_OF_ADDRESS + 3):
                client = await stack.enter_async_context(
                    connected(served.url, type="join", code=code, name=f"Troll {number}")
                )
                await client.next("waiting")
                strangers.append(client)
            assert MAX_OF_ADDRESS == len(served.round.waiting.newcomers)
            for client in strangers[:3]:
                error = await client.next("error")
                assert "Too many people are waiting" in error["message"]
                assert await client.closed()
            assert "Kim" == (await hello(served, "kim"))["name"]
        while served.round.waiting.newcomers:
            await asyncio.sleep(0.01)

    on_a_round(tmp_path, scene, Expected("Kim", "Red"))


def test_tickets_are_not_told(tmp_path: Path) -> None:
    """A wrong one is a wrong code; no seat and no board hears of one, and it opens its seat once."""

    async def scene(served: Served) -> None:
        code, token = served.round.admission.code, served.round.admission.trainer_token
        async with connected(served.url, type="join", code=code, name="Kim") as kim:
            await joined(kim)
            async with connected(served.url, type="trainer", token=token) as trainer:
                await trainer.send(type="ticket", seat=kim.seat)
                while not (ticket := (await trainer.next("state"))["roster"][0].get("ticket")):
                    pass
            for wrong in ("AAAAAA", ticket[::-1] + "X", "", ticket[:5]):
                answer = await hello(served, "Kim", wrong or "-")
                assert ("error", "bad-code") == (answer["type"], answer["reason"])
            view = served.round.admission.view_token
            async with connected(served.url, type="view", token=view) as board:
                assert ticket not in str(await board.next("state"))
            answer = await hello(served, "Eve", ticket)
            assert ("seat", "Kim") == (answer["type"], answer["name"])
            assert ticket not in str(kim.got)
            told = await kim.next("error")
            assert ("closed", True) == (told["reason"], told["handed_over"])
            assert "bad-code" == (await hello(served, "Eve", ticket))["reason"]
        async with connected(served.url, type="resume", token=kim.token) as old:
            told = await old.next("error")
            assert ("bad-token", HANDED_OVER) == (told["reason"], told["message"])

    on_a_round(tmp_path, scene)


@pytest.mark.parametrize(
    "word",
    [
        {"type": "let-in", "waiting": "nobody", "seat": "nobody"},
        {"type": "turn-away", "waiting": ""},
        {"type": "rename", "seat": "nobody", "name": "[red]Kim[/]\u001b[31m"},
        {"type": "ticket", "seat": "../../etc"},
        {"type": "remove-many", "seats": []},
        {"type": "remove-many", "seats": ["nobody"] * 200},
    ],
)
def test_a_trainer_names_no_one(tmp_path: Path, word: dict[str, Any]) -> None:
    """What names no one does nothing, and the trainer stays connected."""

    async def scene(served: Served) -> None:
        token = served.round.admission.trainer_token
        async with connected(served.url, type="trainer", token=token) as trainer:
            await trainer.next("state")
            await trainer.send(**word)
            assert [] == (await trainer.next("state"))["roster"]
            for useless, why in (("pause", "hasn't started yet"), ("unlock", "isn't locked")):
                await trainer.send(type=useless)
                assert why in (await trainer.next("trouble"))["message"]
            await trainer.send(**{**word, "seats": ["x"] * 201, "type": "remove-many"})
            assert "“seats” of “remove-many”" in (await trainer.next("error"))["message"]

    on_a_round(tmp_path, scene)
