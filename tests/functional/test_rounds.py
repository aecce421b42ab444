"""Rounds over real sockets: the contract of the protocol, and that nothing acknowledged is ever lost."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from simulator.rounds.hosted.headers import HEADERS
from tests.support.patience import PATIENCE
from tests.support.round_stage import OWN_ADDRESS, Hosted, connected, joined
from tests.support.scenarios import PARCEL
from tests.support.scene import perform

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_round_from_lobby_to_debrief(parcel: str, host: Callable[..., Hosted]) -> None:
    """Two join, one plays to the end, the round is closed, and everybody learns what the class did."""
    about = host(parcel, "--mode", "coach", "--countdown", "0").about
    assert about["url"].startswith("http://127.0.0.1:")
    assert about["fingerprint"] is None

    async def scene() -> None:
        url = about["url"]
        async with (
            connected(url, type="trainer", token=about["trainer_token"]) as trainer,
            connected(url, type="join", code=about["code"], name="Kim") as kim,
            connected(url, type="join", code=about["code"].lower(), name="Kim") as other,
        ):
            state = await joined(kim)
            assert ("lobby", None, 0, False) == (
                state["phase"],
                state["scene"],
                state["turn"],
                state["ended"],
            )
            await joined(other)
            names = {seat["name"] for seat in (await trainer.next("state"))["roster"]}
            assert names <= {"Kim", "Kim 2"}
            await trainer.send(type="start")
            state = await kim.phase("open")
            assert ["My parcel was meant to come on Monday."] == state["scene"]["says"]
            assert {"own-it", "brush-off"} == {item["id"] for item in state["scene"]["offered"]}
            moved = await kim.move("listen", 0, "a1")
            assert ("moved", "a1", 1) == (moved["type"], moved["cmd"], moved["turn"])
            assert "listen" == moved["result"]["move"]
            assert ["anger −2, heard +4."] == [
                why.partition(": ")[2] for why in moved["result"]["why"]
            ]
            assert 0 < moved["remaining_ms"] <= 60_000
            await kim.move("own-it", 1, "a2")
            silent = await other.next("moved", "board")
            assert "board" == silent["type"]
            await trainer.send(type="seat-time", seat=kim.seat, factor=10)
            moved = await kim.move("silence", 2, "a3")
            assert ("refused", "illegal") == (moved["type"], moved["reason"])
            await trainer.send(type="close")
            state = await kim.phase("debrief")
            assert [1, None] == [row["rank"] for row in state["board"]]
            assert "Kim" == state["own"]["name"]
            assert state["own"]["points"] > 0
            assert "debrief" == (await kim.next("debrief"))["type"]
            idle = await other.phase("debrief")
            assert (None, False) == (idle["own"]["rank"], "result" in idle)
            await trainer.send(type="close")
            messages = [idle]
            while messages[-1].get("phase") != "closed":
                messages.append(await other.next("state", "debrief"))
            assert {"state"} == {message["type"] for message in messages}

    perform(scene)


def test_in_an_exam_nothing_is_given_away(parcel: str, host: Callable[..., Hosted]) -> None:
    """Ids are opaque and other ones at each turn and seat; no number of a gauge is sent; after the end names are known."""
    about = host(parcel, "--countdown", "0", "--clock", "0").about

    async def scene() -> None:
        url = about["url"]
        async with (
            connected(url, type="trainer", token=about["trainer_token"]) as trainer,
            connected(url, type="join", code=about["code"], name="A") as one,
            connected(url, type="join", code=about["code"], name="B") as two,
        ):
            await joined(one)
            await joined(two)
            await trainer.send(type="start")
            first, second = await one.phase("open"), await two.phase("open")
            ids = [{item["id"] for item in state["scene"]["offered"]} for state in (first, second)]
            assert not ids[0] & ids[1]
            assert not {"own-it", "brush-off"} & (ids[0] | ids[1])
            assert {"band", "narration", "says", "offered", "can_listen"} == set(first["scene"])
            moved = await one.move("listen", 0, "c1")
            assert {"move", "band", "said"} == set(moved["result"])
            after = {item["id"] for item in moved["scene"]["offered"]}
            assert not after & ids[0]
            texts = {item["text"]: item["id"] for item in moved["scene"]["offered"]}
            stale = await one.move(next(iter(ids[0])), 1, "c2")
            assert ("refused", "illegal") == (stale["type"], stale["reason"])
            own = texts["You stayed in, and nobody came. That is ours to put right."]
            moved = await one.move(own, 1, "c3")
            assert own == moved["result"]["move"]
            assert moved["remaining_ms"] is None

    perform(scene)


def test_the_same_command_moves_once(parcel: str, host: Callable[..., Hosted]) -> None:
    """Sent again, over a new connection too, it gets the same answer; a stale turn is refused."""
    about = host(parcel, "--mode", "practice", "--countdown", "0").about

    async def scene() -> None:
        url = about["url"]
        async with connected(url, type="trainer", token=about["trainer_token"]) as trainer:
            async with connected(url, type="join", code=about["code"], name="A") as one:
                await joined(one)
                await trainer.send(type="start")
                await one.phase("open")
                answers = [await one.move("listen", 0, "same") for _ in range(5)]
                token = one.token
            async with connected(url, type="resume", token=token) as again:
                state = await joined(again)
                assert 1 == state["turn"]
                answers.append(await again.move("listen", 0, "same"))
                for answer in answers:
                    del answer["remaining_ms"]
                assert all(answer == answers[0] for answer in answers)
                assert "why" not in answers[0]["result"]
                stale = await again.move("own-it", 0, "other")
                assert ("refused", "stale") == (stale["type"], stale["reason"])

    perform(scene)


def test_the_clock_makes_a_silence_and_a_late_move_is_told_so(
    parcel: str, host: Callable[..., Hosted]
) -> None:
    """A clock that runs out arrives as a silence; an answer to that turn is late; more time is given to one seat only."""
    about = host(parcel, "--mode", "coach", "--countdown", "0", "--clock", "1").about

    async def scene() -> None:
        url = about["url"]
        async with (
            connected(url, type="trainer", token=about["trainer_token"]) as trainer,
            connected(url, type="join", code=about["code"], name="A") as one,
            connected(url, type="join", code=about["code"], name="B") as two,
        ):
            await joined(one)
            await joined(two)
            await trainer.send(type="seat-time", seat=two.seat, factor=0)
            await trainer.send(type="start")
            await one.phase("open")
            moved = await one.next("moved")
            assert ("silence", 1) == (moved["result"]["move"], moved["turn"])
            await one.send(type="move", cmd="d1", turn=0, move="own-it")
            assert (
                "late" == (await one.next("refused"))["reason"]
            )  # further silences may come first
            state = await two.phase("open")
            assert state["turn_ms"] is None
            assert 1 == (await two.move("listen", 0, "d2"))["turn"]

    perform(scene)


def test_killed_it_comes_back_paused_with_every_acknowledged_move(
    tmp_path: Path, parcel: str, host: Callable[..., Hosted]
) -> None:
    """The same code, seats and port, every move that was answered, and a new trainer's token."""
    first = host(parcel, "--bind", OWN_ADDRESS, "--mode", "practice", "--countdown", "0")

    async def begin() -> tuple[str, dict[str, Any]]:
        about = first.about
        async with (
            connected(about["url"], type="trainer", token=about["trainer_token"]) as trainer,
            connected(about["url"], type="join", code=about["code"], name="A") as one,
        ):
            await joined(one)
            await trainer.send(type="start")
            await one.phase("open")
            await one.move("listen", 0, "e1")
            return one.token, await one.move("own-it", 1, "e2")

    token, answer = asyncio.run(begin())
    first.kill()
    second = host("--go-on")
    about = second.about
    assert (first.about["code"], first.about["url"]) == (about["code"], about["url"])
    assert first.about["trainer_token"] != about["trainer_token"]

    async def scene() -> None:
        async with (
            connected(about["url"], type="trainer", token=about["trainer_token"]) as trainer,
            connected(about["url"], type="resume", token=token) as one,
        ):
            state = await joined(one)
            assert ("paused", 2) == (state["phase"], state["turn"])
            again = await one.move("own-it", 1, "e2")
            del again["remaining_ms"], answer["remaining_ms"]
            assert answer == again
            refused = await one.move("listen", 2, "e3")
            assert ("refused", "not-open") == (refused["type"], refused["reason"])
            await trainer.send(type="go-on")
            await one.phase("open")

    perform(scene)
    assert 0 == second.stop()


def test_a_second_server_on_the_same_file_is_refused(
    tmp_path: Path, parcel: str, host: Callable[..., Hosted]
) -> None:
    """It says so and ends; the first goes on."""
    import subprocess

    from tests.support.round_stage import SIMULATOR

    host(parcel)
    answer = subprocess.run(
        [*SIMULATOR, "host", "--go-on", "--db", str(tmp_path / "round.sqlite"), "--headless"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert 2 == answer.returncode
    assert "can't be used: another program has it open" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_strangers_learn_nothing(parcel: str, host: Callable[..., Hosted]) -> None:
    """Wrong codes, tokens and messages are answered with a reason and a closed door; other origins with nothing."""
    about = host(parcel).about

    async def scene() -> None:
        url = about["url"]
        for hello, reason in (
            ({"type": "join", "code": "WRONG1", "name": "X"}, "bad-code"),
            ({"type": "resume", "token": "nonsense"}, "bad-token"),
            ({"type": "trainer", "token": about["code"]}, "bad-token"),
            ({"type": "view", "token": ""}, "bad-token"),
            ({"type": "move", "cmd": "x", "turn": 0, "move": "listen"}, "protocol"),
            ({"type": "elevate"}, "protocol"),
            ({"type": "join", "code": 5, "name": "X"}, "protocol"),
        ):
            async with connected(url, **hello) as stranger:
                error = await stranger.next("error")
                assert {"type", "reason", "message"} == set(error)
                assert reason == error["reason"]
                assert await stranger.closed()
        async with aiohttp.ClientSession() as session:
            for headers in ({"Origin": "http://elsewhere.example"}, {"Host": "elsewhere.example"}):
                async with session.get(f"{url}/", headers=headers) as answer:
                    assert 403 == answer.status
            async with session.get(f"{url}/") as answer:
                assert 200 == answer.status
                assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
                page = await answer.text()
                assert "http" not in page.replace("https://", "http://").replace(url, "")
            async with session.get(f"{url}/healthz") as answer:
                assert {"ok": True, "phase": "lobby"} == await answer.json()
            async with session.get(f"{url}/../pyproject.toml") as answer:
                assert 404 == answer.status

    perform(scene)


def test_every_answer_carries_the_same_headers(parcel: str, host: Callable[..., Hosted]) -> None:
    """Whatever is asked for, refused or not; and no version of anything is told."""
    url = host(parcel).about["url"]
    requests = (
        ("GET", "/", 200),
        ("GET", "/style.css", 200),
        ("GET", "/healthz", 200),
        ("GET", "/favicon.ico", 204),
        ("GET", "/nothing", 404),
        ("POST", "/", 405),
        ("GET", "/ws", 400),
        ("GET", "/events?stream=x", 404),
        ("POST", "/session", 400),
        ("POST", "/message", 401),
        ("GET", "//elsewhere.example/", 404),
    )

    async def scene() -> None:
        async with aiohttp.ClientSession() as session:
            for method, path, status in requests:
                for headers, told in (({}, status), ({"Origin": "http://elsewhere.example"}, 403)):
                    async with session.request(method, url + path, headers=headers) as answer:
                        assert told == answer.status, (method, path)
                        for name, value in HEADERS.items():
                            assert [value] == answer.headers.getall(name), (method, path)

    perform(scene)


def test_what_is_not_http_is_answered_with_the_same_headers(
    parcel: str, host: Callable[..., Hosted]
) -> None:
    """A request line that cannot be read, and a greeting of a WebSocket."""
    about = host(parcel).about
    port = int(about["url"].rpartition(":")[2])

    async def scene() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/9.9.9\r\n\r\n")
        told = (await asyncio.wait_for(reader.read(), PATIENCE)).decode()
        writer.close()
        assert told.startswith("HTTP/1.0 400 ")
        for name, value in HEADERS.items():
            assert f"\r\n{name}: {value}\r\n" in told
        async with connected(about["url"]) as client:
            headers = client.socket._response.headers
            assert "simulator" == headers["Server"]
            assert "no-store" == headers["Cache-Control"]

    perform(scene)


def test_a_code_may_be_typed_as_it_is_shown(parcel: str, host: Callable[..., Hosted]) -> None:
    """With blanks or hyphens, in small or wide letters."""
    about = host(parcel).about
    code = about["code"]
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)

    async def scene() -> None:
        ways = ("  ".join(code), f"{code[:3]}-{code[3:].lower()}", f" {code}\u00a0", wide)
        for typed, name in zip(ways, ("Kim", "Lou", "Max", "Noa"), strict=True):
            async with connected(about["url"], type="join", code=typed, name=name) as kim:
                await joined(kim)
        async with connected(about["url"], type="join", code="- -", name="Kim") as kim:
            assert "bad-code" == (await kim.next("error"))["reason"]

    perform(scene)


def test_a_removed_seat_is_out_until_allowed(parcel: str, host: Callable[..., Hosted]) -> None:
    """It is told and closed, cannot resume or join by its name, and can again when allowed; a locked door lets nobody in."""
    about = host(parcel).about

    async def scene() -> None:
        url = about["url"]
        async with connected(url, type="trainer", token=about["trainer_token"]) as trainer:
            async with connected(url, type="join", code=about["code"], name="Kim") as kim:
                await joined(kim)
                await trainer.send(type="remove", seat=kim.seat)
                assert "closed" == (await kim.next("error"))["reason"]
                assert await kim.closed()
            async with connected(url, type="resume", token=kim.token) as again:
                assert "closed" == (await again.next("error"))["reason"]
            async with connected(url, type="join", code=about["code"], name="Tim") as other:
                await joined(other)  # another letter, and so another person
            for name in ("KIM\u200b", "Kim 2", "Kım", "K.i m", "Κim"):
                async with connected(url, type="join", code=about["code"], name=name) as again:
                    assert "closed" == (await again.next("error"))["reason"]
            await trainer.send(type="allow", seat=kim.seat)
            await trainer.send(type="lock")
            while not (await trainer.next("state"))["locked"]:
                pass
            async with connected(url, type="resume", token=kim.token) as again:
                await joined(again)
            async with connected(url, type="join", code=about["code"], name="Late") as late:
                assert "full" == (await late.next("error"))["reason"]

    perform(scene)


def test_a_client_that_does_not_read_holds_up_nobody(
    parcel: str, host: Callable[..., Hosted]
) -> None:
    """While one sends and never reads, another's moves are answered; what is too large is closed."""
    hosted = host(parcel, "--mode", "practice", "--countdown", "0", "--clock", "0")
    about = hosted.about

    async def scene() -> None:
        url = about["url"]
        async with (
            connected(url, type="trainer", token=about["trainer_token"]) as trainer,
            connected(url, type="join", code=about["code"], name="Deaf") as deaf,
            connected(url, type="join", code=about["code"], name="Well") as well,
        ):
            await joined(deaf)
            await joined(well)
            await trainer.send(type="start")
            await well.phase("open")
            for number in range(300):
                await deaf.send(type="move", cmd=f"f{number}", turn=99, move="listen")
            assert "moved" == (await well.move("listen", 0, "g1"))["type"]
            await well.socket.send_str("x" * 5000)
            assert await well.closed()
            hosted.kill()  # else the deaf one's good-bye would wait until all it sent has been read

    perform(scene)


async def until_said(stream: asyncio.StreamReader, text: str) -> str:
    """What a program says up to the line with this text."""
    said = ""
    while text not in said:
        line = await asyncio.wait_for(stream.readline(), PATIENCE)
        assert line, said
        said += line.decode()
    return said


@pytest.mark.parametrize("source", ["pipe", "file"])
def test_a_seat_line_by_line(
    tmp_path: Path, parcel: str, host: Callable[..., Hosted], source: str
) -> None:
    """`simulator join` plays from a pipe or a file, and says what becomes of it; a wrong code is said in a sentence."""
    import subprocess

    from tests.support.round_stage import SIMULATOR

    about = host(parcel, "--mode", "coach", "--countdown", "0", "--clock", "0").about
    join = [*SIMULATOR, "join", "--plain", about["url"]]
    wrong = subprocess.run(
        [*join, "WRONG1"], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert 2 == wrong.returncode
    assert (
        "simulator: That isn't the code for this round. Check it and try again.\n" == wrong.stderr
    )

    async def scene() -> None:
        async with connected(about["url"], type="trainer", token=about["trainer_token"]) as trainer:
            await trainer.send(type="start")
            while (await trainer.next("state"))["phase"] != "open":
                pass
            typed = tmp_path / "typed"
            typed.write_text("nonsense\n\n1\nq\n", "utf-8")
            with typed.open("rb") as file:
                program = await asyncio.create_subprocess_exec(
                    *join,
                    about["code"],
                    "--as",
                    "Kim",
                    stdin=asyncio.subprocess.PIPE if source == "pipe" else file,
                    stdout=asyncio.subprocess.PIPE,
                    stderr=asyncio.subprocess.PIPE,
                )
            told = ""
            assert program.stdout is not None
            assert program.stderr is not None
            if program.stdin is not None:
                before = ("Your move", "isn't a move here.", "Your move", "Your move")
                lines = typed.read_text("utf-8").splitlines(keepends=True)
                for text, line in zip(before, lines, strict=True):
                    told += await until_said(program.stdout, text)
                    program.stdin.write(line.encode())
                    await program.stdin.drain()
            told += (await asyncio.wait_for(program.stdout.read(), PATIENCE)).decode()
            assert b"" == await program.stderr.read()
            assert 0 == await program.wait()
            if source == "pipe":
                assert "You are Kim." in told
                assert "isn't a move here." in told
                assert "Customer: And I can't stay in tomorrow." in told
                assert "Why: You listened: anger −2, heard +4." in told

    perform(scene)


def test_killed_again_and_again_it_keeps_every_move(
    parcel: str, host: Callable[..., Hosted]
) -> None:
    """A pause that came by a restart is folded as one: what was played before and after it is all there."""
    hosted = host(parcel, "--bind", OWN_ADDRESS, "--mode", "practice", "--countdown", "0")
    token = ""
    for turn, move in enumerate(["listen", "own-it", ""]):
        about = hosted.about

        async def scene(about: dict[str, Any], token: str, turn: int, move: str) -> str:
            async with connected(
                about["url"], type="trainer", token=about["trainer_token"]
            ) as trainer:
                hello = (
                    {"type": "resume", "token": token}
                    if token
                    else {"type": "join", "code": about["code"], "name": "A"}
                )
                async with connected(about["url"], **hello) as one:
                    state = await joined(one)
                    assert turn == state["turn"]
                    if move:
                        await trainer.send(type="go-on" if turn else "start")
                        await one.phase("open")
                        assert turn + 1 == (await one.move(move, turn, f"h{turn}"))["turn"]
                    return one.token

        token = asyncio.run(scene(about, token, turn, move))
        hosted.kill()
        hosted = host("--go-on")
    assert 0 == hosted.stop()


def test_a_cmd_of_a_scenario_past_answers_nothing(
    parcels: tuple[str, str], host: Callable[..., Hosted]
) -> None:
    """It is stale, and pauses nobody; two trainers' `next` at once go one scenario on; closed stays closed."""
    about = host(*parcels, "--mode", "practice", "--countdown", "0").about

    async def scene() -> None:
        url = about["url"]
        async with (
            connected(url, type="trainer", token=about["trainer_token"]) as trainer,
            connected(url, type="trainer", token=about["trainer_token"]) as second,
            connected(url, type="join", code=about["code"], name="A") as one,
        ):
            await joined(one)
            await trainer.send(type="start")
            await one.phase("open")
            await one.move("listen", 0, "i1")
            await trainer.send(type="close")
            debrief = await one.phase("debrief")
            await trainer.send(type="next")
            await second.send(type="next")
            lobby = await one.phase("lobby")
            assert 2 == lobby["scenario"]["number"]
            assert debrief["own"]["points"] == lobby["own"]["points"]
            await trainer.send(type="start")
            assert "open" == (await one.phase("open"))["phase"]
            stale = await one.move("listen", 0, "i1")
            assert ("refused", "stale") == (stale["type"], stale["reason"])
            assert "moved" == (await one.move("listen", 0, "i2"))["type"]
            for _ in range(4):
                await trainer.send(type="close")
            assert "closed" == (await one.phase("closed"))["phase"]
            await trainer.send(type="next")
            async with aiohttp.ClientSession() as session, session.get(f"{url}/healthz") as answer:
                assert "closed" == (await answer.json())["phase"]

    perform(scene)


def test_hostile_words_are_refused_by_a_reason(parcel: str, host: Callable[..., Hosted]) -> None:
    """And leave no trace of a fault on the host's screen."""
    hosted = host(parcel)
    words = (
        '{"type": "join", "v": 1, "code": "\\ud800", "name": "X"}',
        '{"type": "trainer", "v": 1, "token": "\\ud800"}',
        '{"type": "seat-time", "seat": "x", "factor": 1' + "0" * 400 + "}",
    )

    async def scene() -> None:
        for hello in words:
            async with connected(hosted.about["url"]) as stranger:
                await stranger.socket.send_str(hello)
                assert "error" == (await stranger.next("error"))["type"]

    perform(scene)
    hosted.process.terminate()
    _, told = hosted.process.communicate(timeout=PATIENCE)
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--public-url", "rounds.example.org"], "isn't an address others could open"),
        (["--bind", "192.0.2.77"], "192.0.2.77 can't be used: "),
        (["--cert", "{file}", "--key", "{file}"], "isn't a certificate in PEM format"),
        (["--port", "{taken}"], "can't be used: Address already in use"),
    ],
)
def test_a_round_that_cannot_begin_leaves_no_file(
    tmp_path: Path, parcel: str, host: Callable[..., Hosted], more: list[str], told: str
) -> None:
    """It says why in a sentence, and the next try under the same name begins."""
    import socket
    import subprocess

    from tests.support.round_stage import SIMULATOR

    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        more = [item.format(file=parcel, taken=taken) for item in more]
        record = tmp_path / "round.sqlite"
        command = [*SIMULATOR, "host", parcel, *more, "--i-know", "--tls", "off"]
        answer = subprocess.run(
            [*command, "--db", str(record), "--headless"],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert 2 == answer.returncode
    assert told in answer.stderr
    assert "Traceback" not in answer.stderr
    assert [] == list(tmp_path.glob("round.sqlite*"))
    assert host(parcel).about["code"]


def test_a_server_on_every_address_is_reached_by_name_and_number(
    parcel: str, host: Callable[..., Hosted]
) -> None:
    """In any case of letters, and by no name that is not its own."""
    about = host(parcel, "--bind", "0.0.0.0", "--tls", "off", "--i-know").about
    port = about["url"].rpartition(":")[2]

    async def scene() -> None:
        async with aiohttp.ClientSession() as session:
            for name, status in (
                ("LocalHost", 200),
                ("10.1.2.3", 200),
                ("[fe80::1]", 200),
                ("elsewhere.example", 403),
                ("10.1.2.3.example", 403),
            ):
                headers = {"Host": f"{name}:{port}"}
                async with session.get(f"http://127.0.0.1:{port}/", headers=headers) as answer:
                    assert status == answer.status, name
            async with session.get(f"{about['url']}/healthz") as answer:
                assert 200 == answer.status

    perform(scene)


def test_two_connections_of_one_seat_and_the_newest_wins(
    parcel: str, host: Callable[..., Hosted]
) -> None:
    """However they race: one is left, every other is closed with the reason, and the seat plays on."""
    about = host(parcel, "--mode", "practice", "--countdown", "0", "--clock", "0").about

    async def scene() -> None:
        from contextlib import AsyncExitStack

        url = about["url"]
        async with (
            connected(url, type="trainer", token=about["trainer_token"]) as trainer,
            connected(url, type="join", code=about["code"], name="Kim") as kim,
            AsyncExitStack() as stack,
        ):
            await joined(kim)
            await trainer.send(type="start")
            await kim.phase("open")
            racers = [await stack.enter_async_context(connected(url)) for _ in range(5)]
            await asyncio.gather(
                *(racer.send(type="resume", v=1, token=kim.token) for racer in racers)
            )
            for racer in racers:
                await joined(racer)
            moves = [racer.move("listen", 0, "one") for racer in racers]
            told = await asyncio.gather(*moves, return_exceptions=True)
            moved = [answer for answer in told if isinstance(answer, dict)]
            assert 1 <= len(moved)
            assert {("moved", 1)} == {(answer["type"], answer["turn"]) for answer in moved}
            assert "closed" == (await kim.next("error"))["reason"]
            assert await kim.closed()

    perform(scene)


def test_over_tls_a_terminal_knows_the_server_by_its_fingerprint(
    parcel: str, host: Callable[..., Hosted], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With it, it joins; with another, or with none, it says so and tells nothing of its code."""
    from simulator.rounds.client.connection import JoinFailed, RoundClient
    from simulator.rounds.client.seat_tokens import SeatTokens
    from simulator.rounds.protocol import SeatGiven

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    about = host(parcel, "--tls", "on").about
    url, mark = about["url"], about["fingerprint"]
    tokens = SeatTokens(tmp_path / "seats.json")
    assert url.startswith("https://")

    async def first(address: str) -> object:
        async for message in RoundClient(address, about["code"], "Kim", tokens).messages():
            return message
        raise AssertionError("nothing came")

    async def scene() -> None:
        seat = await asyncio.wait_for(first(f"{url}#{mark}"), PATIENCE)
        assert isinstance(seat, SeatGiven)
        other = mark[:-1] + ("0" if mark[-1] != "0" else "1")
        for address, why in (
            (f"{url}#{other}", "certificate is different"),
            (url, "doesn't trust"),
        ):
            with pytest.raises(JoinFailed, match=why):
                await asyncio.wait_for(first(address), PATIENCE)

    perform(scene)


def test_killed_in_the_middle_of_moves_nothing_acknowledged_is_lost(
    tmp_path: Path, parcel: str, host: Callable[..., Hosted]
) -> None:
    """Three times over, moves in the air: each cmd sent again has one answer, and one event."""
    import sqlite3

    text = PARCEL.replace('to = "waiting"', "").replace("[customer]", "[customer]\nturn_cost = 0")
    (tmp_path / "late-parcel.toml").write_text(text, "utf-8")
    hosted = host(
        parcel,
        "--bind",
        OWN_ADDRESS,
        "--mode",
        "practice",
        "--countdown",
        "0",
        "--clock",
        "0",
        "--limit",
        "0",
    )
    token, turn = "", 0
    answers: dict[str, int] = {}
    for kill in range(4):

        async def scene(about: dict[str, Any], kill: int) -> None:
            nonlocal token, turn
            hello = {"type": "resume", "token": token} if token else {"type": "join", "name": "A"}
            async with (
                connected(about["url"], type="trainer", token=about["trainer_token"]) as trainer,
                connected(about["url"], code=about["code"], **hello) as one,
            ):
                state = await joined(one)
                assert turn <= state["turn"] <= turn + 1
                token = one.token
                await trainer.send(type="go-on" if kill else "start")
                await one.phase("open")
                for _ in range(5):
                    cmd = f"k{turn}"
                    moved = await one.move("own-it", turn, cmd)
                    assert "moved" == moved["type"], moved
                    answers[cmd] = turn = moved["turn"]
                await one.send(type="move", cmd=f"k{turn}", turn=turn, move="own-it")

        asyncio.run(scene(hosted.about, kill))
        hosted.kill()
        if kill < 3:
            hosted = host("--go-on")
    with sqlite3.connect(tmp_path / "round.sqlite") as connection:
        rows = connection.execute("SELECT cmd, version FROM events WHERE kind = 'move'").fetchall()
    connection.close()
    assert len(rows) == len({cmd for cmd, _ in rows}) == len({version for _, version in rows})
    assert set(answers) <= {cmd for cmd, _ in rows}
    assert set(range(1, turn + 1)) == set(answers.values())


def test_a_file_that_is_deleted_pauses_the_round_and_is_written_again(
    tmp_path: Path, parcel: str, host: Callable[..., Hosted]
) -> None:
    """The next event is refused by a sentence; resumed, the round is whole in a new file, also after a kill.

    That event is the move or, where it was just due, the time that is left; the move is then in the new file already.
    """
    hosted = host(
        parcel, "--bind", OWN_ADDRESS, "--mode", "practice", "--countdown", "0", "--clock", "0"
    )
    about = hosted.about

    async def play() -> str:
        async with (
            connected(about["url"], type="trainer", token=about["trainer_token"]) as trainer,
            connected(about["url"], type="join", code=about["code"], name="A") as one,
        ):
            await joined(one)
            await trainer.send(type="start")
            await one.phase("open")
            assert "moved" == (await one.move("listen", 0, "a1"))["type"]
            (tmp_path / "round.sqlite").unlink()
            answer = await one.move("own-it", 1, "a2")
            if answer["type"] == "refused":
                assert "not-open" == answer["reason"]
                assert str(tmp_path) not in answer["message"]
            state = await trainer.next("state")
            while state["phase"] != "paused":
                state = await trainer.next("state")
            assert "has been deleted or moved" in state["trouble"]
            assert "Resume the round" in state["trouble"]
            await trainer.send(type="go-on")
            await one.phase("open")
            assert "moved" == (await one.move("own-it", 1, "a2"))["type"]
            return one.token

    token = asyncio.run(play())
    hosted.kill()
    again = host("--go-on").about

    async def look() -> None:
        async with connected(again["url"], type="resume", token=token) as one:
            assert 2 == (await joined(one))["turn"]

    perform(look)


def test_a_copy_of_the_file_alone_made_in_a_pause_is_the_round(
    tmp_path: Path, parcel: str, host: Callable[..., Hosted]
) -> None:
    """Without its log, and after a kill: every move that was acknowledged before the pause is in it."""
    import shutil

    hosted = host(
        parcel, "--bind", OWN_ADDRESS, "--mode", "practice", "--countdown", "0", "--clock", "0"
    )
    about = hosted.about
    copies = [tmp_path / "paused", tmp_path / "killed"]

    async def play() -> str:
        async with (
            connected(about["url"], type="trainer", token=about["trainer_token"]) as trainer,
            connected(about["url"], type="join", code=about["code"], name="A") as one,
        ):
            await joined(one)
            await trainer.send(type="start")
            await one.phase("open")
            for turn, move in enumerate(("listen", "own-it")):
                assert turn + 1 == (await one.move(move, turn, f"c{turn}"))["turn"]
            await trainer.send(type="pause")
            while (await trainer.next("state"))["phase"] != "paused":
                pass
            copies[0].mkdir()
            shutil.copy(tmp_path / "round.sqlite", copies[0])
            return one.token

    token = asyncio.run(play())
    hosted.kill()
    copies[1].mkdir()
    shutil.copy(tmp_path / "round.sqlite", copies[1])
    for folder in copies:
        copy = Hosted.start(folder, "--go-on")
        try:

            async def look(url: str) -> None:
                async with connected(url, type="resume", token=token) as one:
                    state = await joined(one)
                    assert ("paused", 2) == (state["phase"], state["turn"])

            asyncio.run(look(copy.about["url"]))
        finally:
            copy.kill()
