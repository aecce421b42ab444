"""The protocol by server-sent events and POST: the same round, the same words, and as little to be learned by strangers."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp
import pytest

from simulator.rounds.hosted.strangers import MAX_OF_ADDRESS
from tests.support.event_streams import streamed
from tests.support.patience import PATIENCE
from tests.support.round_stage import Hosted, connected, joined
from tests.support.scenarios import PARCEL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def hosted(tmp_path: Path) -> Iterator[Callable[..., Hosted]]:
    """Starts a server, and ends it."""
    path = tmp_path / "late-parcel.toml"
    path.write_text(PARCEL, "utf-8")
    started: list[Hosted] = []

    def start(*arguments: str) -> Hosted:
        started.append(Hosted.start(tmp_path, str(path), "--countdown", "0", *arguments))
        return started[-1]

    yield start
    for server in started:
        if server.process.poll() is None:
            server.kill()


def test_a_play_by_events(hosted: Callable[..., Hosted]) -> None:
    """Join, play, and go on over a WebSocket in the same seat; the newer connection wins, whichever its kind.

    Where nothing can be said and no clock runs, a seat may wait, as time would make it.
    """
    server = hosted("--mode", "practice", "--clock", "0")
    about = server.about
    url = about["url"]

    async def scene() -> None:
        async with (
            connected(url, type="trainer", token=about["trainer_token"]) as trainer,
            streamed(url, type="join", code=about["code"], name="Kim") as kim,
        ):
            seat = await kim.next("seat")
            assert ("Kim", "lobby") == (seat["name"], (await kim.next("state"))["phase"])
            await trainer.send(type="start")
            while "open" != (await kim.next("state"))["phase"]:
                pass
            first = await kim.move("listen", 0, "a1")
            assert ("moved", 1, "a1") == (first["type"], first["turn"], first["cmd"])
            assert first == await kim.move("listen", 0, "a1")
            assert "stale" == (await kim.move("own-it", 0, "a2"))["reason"]
            assert "illegal" == (await kim.move("silence", 1, "a3"))["reason"]
            async with connected(url, type="resume", token=seat["token"]) as other:
                assert 1 == (await joined(other))["turn"]
                assert "closed" == (await kim.next("error"))["reason"]
                assert await kim.ended()
                assert 401 == await kim.say({"type": "move", "cmd": "a3", "turn": 1, "move": "x"})
                async with streamed(url, type="resume", token=seat["token"]) as again:
                    await again.next("seat")
                    assert "closed" == (await other.next("error"))["reason"]
                    assert 1 == (await again.next("state"))["turn"]
                    assert [] == (await again.move("own-it", 1, "a4"))["scene"]["offered"]
                    waited = await again.move("silence", 2, "a5")
                    assert ("silence", 3) == (waited["result"]["move"], waited["turn"])
                    assert ["tell"] == [reply["id"] for reply in waited["scene"]["offered"]]

    asyncio.run(scene())
    assert 0 == server.stop()


def test_trainer_and_board_by_events(hosted: Callable[..., Hosted]) -> None:
    """They too can do without a WebSocket; the roster notices when a stream has gone."""
    about = hosted().about
    url = about["url"]

    async def scene() -> None:
        async with (
            streamed(url, type="trainer", token=about["trainer_token"]) as trainer,
            streamed(url, type="view", token=about["view_token"]) as board,
        ):
            shown = await board.next("state")
            assert (about["code"], []) == (shown["code"], shown["names"])
            async with streamed(url, type="join", code=about["code"], name="Kim") as kim:
                await kim.next("seat")
                while [] == (await board.next("state"))["names"]:
                    pass
                while [True] != [
                    seat["connected"] for seat in (await trainer.next("state"))["roster"]
                ]:
                    pass
            while [False] != [
                seat["connected"] for seat in (await trainer.next("state"))["roster"]
            ]:
                pass
            assert 204 == await trainer.say({"type": "board", "show": "none"})
            while "names" in await board.next("state"):
                pass
            assert 204 == await trainer.say({"type": "close"})
            while "closed" != (await board.next("state"))["phase"]:
                pass

    asyncio.run(scene())


def test_strangers_learn_nothing_by_events(hosted: Callable[..., Hosted]) -> None:
    """Wrong words are refused at once, wrong tokens by the stream; a ticket opens once; keys and tickets are not each other."""
    about = hosted().about
    url = about["url"]

    async def scene() -> None:
        for hello, reason in (
            ({"type": "join", "code": "WRONG1", "name": "X"}, "bad-code"),
            ({"type": "resume", "token": "nonsense"}, "bad-token"),
            ({"type": "view", "token": ""}, "bad-token"),
        ):
            async with streamed(url, **hello) as stranger:
                assert reason == (await stranger.next("error"))["reason"]
                assert await stranger.ended()
                assert 401 == await stranger.say({"type": "start"})
        join = json.dumps({"type": "join", "v": 1, "code": about["code"], "name": "X"})
        kind = {"Content-Type": "application/json"}
        async with aiohttp.ClientSession() as session:
            for text, headers, status in (
                ('{"type": "start"}', kind, 400),
                ("nonsense", kind, 400),
                ("\udcff".encode("utf-8", "surrogateescape"), kind, 400),
                ("x" * 5000, kind, 400),
                (join, {"Content-Type": "text/plain"}, 400),
                (join, {**kind, "Origin": "http://elsewhere.example"}, 403),
                (join, {**kind, "Host": "elsewhere.example"}, 403),
            ):
                async with session.post(f"{url}/session", data=text, headers=headers) as answer:
                    assert status == answer.status, text
            async with session.post(f"{url}/session", data=join, headers=kind) as answer:
                given = await answer.json()
            for ticket in ("", "x", given["key"]):
                async with session.get(f"{url}/events?stream={ticket}") as answer:
                    assert 404 == answer.status
            bearer = {**kind, "Authorization": f"Bearer {given['stream']}"}
            async with session.post(f"{url}/message", data="{}", headers=bearer) as answer:
                assert 401 == answer.status
            async with session.get(f"{url}/events?stream={given['stream']}") as first:
                assert 200 == first.status
                async with session.get(f"{url}/events?stream={given['stream']}") as second:
                    assert 404 == second.status

    asyncio.run(scene())


@pytest.mark.parametrize("message", ["x" * 5000, "nonsense", '{"type": "elevate"}'])
def test_what_is_no_message_ends_the_stream(hosted: Callable[..., Hosted], message: str) -> None:
    """As it closes a WebSocket."""
    about = hosted().about

    async def scene() -> None:
        async with streamed(about["url"], type="join", code=about["code"], name="Kim") as kim:
            await kim.next("seat")
            assert 400 == await kim.say(message)
            assert "protocol" == (await kim.next("error"))["reason"]
            assert await kim.ended()

    asyncio.run(scene())


def test_an_unused_ticket_gives_way_to_a_newer_one(hosted: Callable[..., Hosted]) -> None:
    """Whoever asks for one ticket after the other and opens no stream loses the oldest, and keeps out nobody."""
    about = hosted().about
    url = about["url"]
    hello = {"type": "join", "v": 1, "code": about["code"], "name": "X"}

    async def scene() -> None:
        async with aiohttp.ClientSession() as session:
            tickets = []
            for _ in range(MAX_OF_ADDRESS + 1):
                async with session.post(f"{url}/session", json=hello) as answer:
                    assert 200 == answer.status
                    tickets.append((await answer.json())["stream"])
            async with streamed(url, type="join", code=about["code"], name="Kim") as kim:
                assert "Kim" == (await kim.next("seat"))["name"]
            async with session.get(f"{url}/events?stream={tickets[0]}") as answer:
                assert 404 == answer.status

    asyncio.run(scene())


def place_of(url: str) -> tuple[str, int]:
    """The host and the port of an address."""
    parts = urlsplit(url)
    assert parts.hostname
    assert parts.port
    return parts.hostname, parts.port


def half_a_message(url: str, key: str) -> bytes:
    """A request that says that more is to come than comes."""
    lines = (
        "POST /message HTTP/1.1",
        f"Host: {urlsplit(url).netloc}",
        f"Authorization: Bearer {key}",
        "Content-Type: application/json",
        "Content-Length: 100",
        "",
        "{",
    )
    return "\r\n".join(lines).encode()


async def status_of(reader: asyncio.StreamReader) -> int:
    """The status of the answer that comes."""
    return int((await reader.readline()).split()[1])


def test_what_comes_too_slowly_or_all_at_once_is_held_back(hosted: Callable[..., Hosted]) -> None:
    """Twenty messages may wait, each for five seconds; who breaks off in the middle leaves no trace; others are served."""
    server = hosted("--mode", "practice", "--clock", "0")
    about = server.about
    url = about["url"]

    async def scene() -> None:
        async with (
            connected(url, type="trainer", token=about["trainer_token"]) as trainer,
            streamed(url, type="join", code=about["code"], name="Slow") as slow,
            streamed(url, type="join", code=about["code"], name="Well") as well,
        ):
            await trainer.send(type="start")
            while "open" != (await well.next("state"))["phase"]:
                pass
            # All are connected before the first begins: its five seconds are for what the server does.
            posts = [await asyncio.open_connection(*place_of(url)) for _ in range(21)]
            for _, writer in posts:
                writer.write(half_a_message(url, slow.key))
            answers = {
                asyncio.create_task(status_of(reader), name=str(number))
                for number, (reader, _) in enumerate(posts)
            }
            first, answers = await asyncio.wait(
                answers, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED
            )
            assert [429] == [task.result() for task in first]
            assert "moved" == (await well.move("listen", 0, "b"))["type"]
            broken = answers.pop()
            broken.cancel()
            posts[int(broken.get_name())][1].close()
            assert {400} == set(await asyncio.wait_for(asyncio.gather(*answers), PATIENCE))
            assert "protocol" == (await slow.next("error"))["reason"]
            assert await slow.ended()
            assert 401 == await slow.say({"type": "move", "cmd": "c", "turn": 0, "move": "x"})
            assert "moved" == (await well.move("own-it", 1, "d"))["type"]
            for _, writer in posts:
                writer.close()

    asyncio.run(scene())
    server.process.terminate()
    _, told = server.process.communicate(timeout=PATIENCE)
    assert "Traceback" not in told, told


def test_the_end_of_the_server_ends_the_streams(hosted: Callable[..., Hosted]) -> None:
    """In order, so that a page comes back by itself when the round goes on."""
    server = hosted()

    async def scene() -> None:
        async with streamed(
            server.about["url"], type="join", code=server.about["code"], name="Kim"
        ) as kim:
            await kim.next("state")
            server.process.terminate()
            assert await kim.ended()

    asyncio.run(scene())
    assert 0 == server.wait()


def test_what_is_no_http_writes_nothing_on_the_hosts_screen(hosted: Callable[..., Hosted]) -> None:
    """Broken chunks, headers twice, what is said to be packed and is not, a body that breaks off: refused without a trace."""
    server = hosted()
    address = urlsplit(server.about["url"])
    head = f"POST /session HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Type: application/json\r\n"
    packed = gzip.compress(b"x" * 10_000_000)
    for more, body in (
        ("Transfer-Encoding: chunked\r\n", b"zz\r\nabc"),
        ("Content-Type: text/plain\r\n", b""),
        ("Content-Encoding: gzip\r\nContent-Length: 4\r\n", b"abcd"),
        (f"Content-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n", packed),
        ("Content-Length: 99\r\n", b"abc"),
    ):
        assert address.hostname
        assert address.port
        with socket.create_connection((address.hostname, address.port), PATIENCE) as line:
            line.sendall(f"{head}{more}\r\n".encode() + body)
            if more != "Content-Length: 99\r\n":
                assert line.recv(100).split()[1] == b"400"
    with socket.create_connection((address.hostname, address.port), PATIENCE) as line:
        line.sendall(b"\x16\x03\x01 this is no request\r\n\r\n")
        assert line.recv(100).split()[1] == b"400"
    server.process.terminate()
    _, told = server.process.communicate(timeout=PATIENCE)
    assert told.startswith("The round is saved in "), told
